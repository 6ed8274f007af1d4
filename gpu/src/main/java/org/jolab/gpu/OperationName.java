package org.jolab.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What operations are called in a profile. */
final class OperationName {

    /** So many steps of a chain are named. */
    private static final int NAMED = 6;

    private OperationName() {
    }

    static String of(Expr expr) {
        var steps = steps(expr);
        return switch (steps.size()) {
            case 0 -> expr instanceof Expr.Leaf ? "copy" : "fill";
            case 1 -> steps.getFirst();
            default -> "chain of %d (%s)".formatted(steps.size(), joined(steps));
        };
    }

    static String of(Backend.Reduction reduction) {
        var steps = steps(reduction.expr());
        return steps.isEmpty() ? reduction.op().toString()
            : "%s of %s".formatted(reduction.op(), steps.size() == 1 ? steps.getFirst() : of(reduction.expr()));
    }

    static String of(Product product, Expr.Leaf target) {
        var shape = target.layout().shape();
        return "matmul %s%d×%d×%d %s%s%s".formatted(shape[0] == 1 ? "" : shape[0] + " of ", shape[1], product.depth(),
            shape[2], product.a().dtype(), product.bias().isPresent() ? " + bias" : "",
            product.activation().map(each -> ", " + each).orElse(""));
    }

    static String scan(BinaryOp op) {
        return switch (op) {
            case ADD -> "cumsum";
            case MULTIPLY -> "cumprod";
            default -> "running " + op;
        };
    }

    private static String joined(List<String> steps) {
        return String.join(" ", steps.subList(0, Math.min(NAMED, steps.size()))) + (steps.size() > NAMED ? "…" : "");
    }

    /** The steps in the order in which they are done. */
    private static List<String> steps(Expr expr) {
        var steps = new ArrayList<String>();
        collect(expr, steps);
        return steps;
    }

    private static void collect(Expr expr, List<String> steps) {
        switch (expr) {
            case Expr.Leaf _, Expr.Constant _ -> { }
            case Expr.Coordinate _ -> steps.add("index");
            case Expr.Random random -> steps.add("random " + random.distribution().toString().toLowerCase(Locale.ROOT));
            case Expr.Unary unary -> {
                collect(unary.a(), steps);
                steps.add(unary.op().toString());
            }
            case Expr.Cast cast -> {
                collect(cast.a(), steps);
                steps.add("to:" + cast.dtype());
            }
            case Expr.Binary binary -> {
                collect(binary.a(), steps);
                collect(binary.b(), steps);
                steps.add(binary.op().toString());
            }
            case Expr.Select select -> {
                collect(select.condition(), steps);
                collect(select.a(), steps);
                collect(select.b(), steps);
                steps.add("where");
            }
            case Expr.Take take -> {
                collect(take.index(), steps);
                steps.add("take");
            }
        }
    }
}
