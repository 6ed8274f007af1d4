package org.jolab.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The first and last rows of a tensor as an HTML table; of more than two dimensions the first matrix. */
final class TensorTable {

    private static final int ROWS = 5;
    private static final int COLUMNS = 8;

    private TensorTable() {
    }

    static String html(Tensor tensor) {
        var header = TensorText.header(tensor);
        if (tensor.expr() instanceof Expr.Leaf leaf && leaf.storage().isClosed()) {
            return "<div>" + header + ", closed</div>";
        }
        if (tensor.size() == 0) {
            return "<div>" + header + ", empty</div>";
        }
        var matrix = tensor;
        var index = new StringBuilder();
        while (matrix.ndim() > 2) {
            matrix = matrix.get(0);
            index.append("0, ");
        }
        var caption = index.isEmpty() ? header : header + "; shown is [" + index + ":, :]";
        var rows = matrix.ndim() < 2 ? matrix.reshape(matrix.ndim() == 0 ? 1 : matrix.dimensions()[0], 1) : matrix;
        return "<table><caption style=\"text-align:left;white-space:nowrap\">" + caption + "</caption>"
            + body(rows, matrix.ndim() == 2) + "</table>";
    }

    private static int[] places(int size, int edge) {
        return size <= 2 * edge + 1 ? IntStream.range(0, size).toArray()
            : IntStream.concat(IntStream.concat(IntStream.range(0, edge), IntStream.of(-1)),
                IntStream.range(size - edge, size)).toArray();
    }

    private static String body(Tensor matrix, boolean numbered) {
        var rows = places(matrix.size(0), ROWS);
        var columns = places(matrix.size(1), COLUMNS);
        List<Double> shown = new ArrayList<>();
        for (var i : rows) {
            for (var j : columns) {
                if (i >= 0 && j >= 0) {
                    shown.add(matrix.at(i, j));
                }
            }
        }
        var numbers = TensorText.Numbers.of(matrix.dtype(), shown);
        var html = new StringBuilder();
        if (numbered) {
            html.append("<thead><tr><th></th>");
            for (var j : columns) {
                html.append("<th>").append(j < 0 ? "…" : j).append("</th>");
            }
            html.append("</tr></thead>");
        }
        html.append("<tbody>");
        for (var i : rows) {
            html.append("<tr><th>").append(i < 0 ? "⋮" : i).append("</th>");
            for (var j : columns) {
                html.append("<td>").append(i < 0 ? "⋮" : j < 0 ? "…" : numbers.text(matrix.get(i, j)).strip())
                    .append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody>").toString();
    }
}
