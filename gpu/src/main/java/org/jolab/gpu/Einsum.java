package org.jolab.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Einstein's summation: operands are multiplied one after the other, each time as batches of matrices. */
final class Einsum {

    /** Stand for the dimensions of an ellipsis, the last being the first of these. */
    private static final int HIDDEN = 0x1000;

    private Einsum() {
    }

    /** A tensor and the letters of its dimensions. */
    private record Named(Tensor tensor, String labels) {
    }

    static Tensor of(String formula, Tensor... operands) {
        var sides = formula.replace(" ", "").split("->", -1);
        var terms = sides[0].split(",", -1);
        if (sides.length > 2 || terms.length != operands.length) {
            throw new IllegalArgumentException("einsum: \"%s\" has %d terms, %d tensors are given"
                .formatted(formula, terms.length, operands.length));
        }
        var named = new ArrayList<Named>();
        for (var i = 0; i < terms.length; i++) {
            named.add(new Named(operands[i], labels(formula, terms[i], operands[i])));
        }
        var result = sides.length == 2 ? result(formula, sides[1], named) : implied(named);
        checkSizes(formula, named);
        named.replaceAll(Einsum::diagonal);
        var product = named.getFirst();
        for (var i = 1; i < named.size(); i++) {
            var wanted = result + named.subList(i + 1, named.size()).stream().map(Named::labels)
                .collect(Collectors.joining());
            product = multiply(product, named.get(i), wanted);
        }
        return arranged(summed(product, result), result);
    }

    private static String labels(String formula, String term, Tensor operand) {
        var letters = term.replace("...", "");
        var hidden = operand.ndim() - letters.length();
        if (!letters.chars().allMatch(Character::isLetter) || hidden < 0
            || hidden > 0 && letters.length() == term.length()) {
            throw new ShapeException("einsum: the term \"%s\" of \"%s\" does not fit %s".formatted(term, formula,
                Shape.text(operand.dimensions())));
        }
        return term.replace("...", hidden(hidden));
    }

    private static String hidden(int count) {
        var labels = new StringBuilder();
        for (var i = count - 1; i >= 0; i--) {
            labels.append((char) (HIDDEN + i));
        }
        return labels.toString();
    }

    private static String result(String formula, String side, List<Named> named) {
        var most = named.stream().mapToInt(each -> (int) each.labels.chars().filter(c -> c >= HIDDEN).count()).max();
        var labels = side.replace("...", hidden(most.orElse(0)));
        for (var label : labels.toCharArray()) {
            if (named.stream().noneMatch(each -> each.labels.indexOf(label) >= 0)
                || labels.indexOf(label) != labels.lastIndexOf(label)) {
                throw new IllegalArgumentException("einsum: the result \"%s\" of \"%s\" %s".formatted(side, formula,
                    "has a label twice, or one that no term has"));
            }
        }
        return labels;
    }

    /** Without an arrow: what an ellipsis hides, then labels that occur once, in alphabetical order. */
    private static String implied(List<Named> named) {
        var all = named.stream().map(Named::labels).collect(Collectors.joining());
        var hidden = hidden((int) all.chars().filter(c -> c >= HIDDEN).distinct().count());
        return hidden + all.chars().filter(c -> c < HIDDEN && all.indexOf(c) == all.lastIndexOf(c)).sorted()
            .mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static void checkSizes(String formula, List<Named> named) {
        var sizes = new HashMap<Character, Integer>();
        for (var each : named) {
            for (var i = 0; i < each.labels.length(); i++) {
                var size = each.tensor.dimensions()[i];
                var label = each.labels.charAt(i);
                var before = sizes.merge(label, size, (a, b) -> label >= HIDDEN && a == 1 ? b : a);
                if (before != size && !(label >= HIDDEN && size == 1)) {
                    throw new ShapeException("einsum: \"%s\" gives %s the sizes %d and %d".formatted(formula,
                        label < HIDDEN ? "\"" + label + "\"" : "the ellipsis", before, size));
                }
            }
        }
    }

    /** Takes the diagonal of dimensions that have one label. */
    private static Named diagonal(Named operand) {
        var labels = operand.labels;
        for (var i = 0; i < labels.length(); i++) {
            var again = labels.indexOf(labels.charAt(i), i + 1);
            if (again >= 0) {
                var moved = operand.tensor.moveaxis(again, -1).moveaxis(i, -2);
                if (moved.size(-1) != moved.size(-2)) {
                    throw new ShapeException("einsum: \"%s\" asks for the diagonal of %s".formatted(labels,
                        Shape.text(operand.tensor.dimensions())));
                }
                var rest = new StringBuilder(labels).deleteCharAt(again).deleteCharAt(i).append(labels.charAt(i));
                return diagonal(new Named(moved.diagonal(), rest.toString()));
            }
        }
        return operand;
    }

    /** Sums over labels that nobody wants. */
    private static Named summed(Named operand, String wanted) {
        var axes = new ArrayList<Integer>();
        var kept = new StringBuilder();
        for (var i = 0; i < operand.labels.length(); i++) {
            if (wanted.indexOf(operand.labels.charAt(i)) < 0) {
                axes.add(i);
            } else {
                kept.append(operand.labels.charAt(i));
            }
        }
        return axes.isEmpty() ? operand
            : new Named(operand.tensor.sum(axes.stream().mapToInt(Integer::intValue).toArray())
                .to(operand.tensor.dtype()), kept.toString());
    }

    private static Tensor arranged(Named operand, String labels) {
        return operand.tensor.permute(labels.chars().map(operand.labels::indexOf).toArray());
    }

    private static Named multiply(Named x, Named y, String wanted) {
        var a = summed(x, wanted + y.labels);
        var b = summed(y, wanted + a.labels);
        var batch = pick(a.labels, label -> b.labels.indexOf(label) >= 0 && wanted.indexOf(label) >= 0);
        var inner = pick(a.labels, label -> b.labels.indexOf(label) >= 0 && wanted.indexOf(label) < 0);
        var left = pick(a.labels, label -> b.labels.indexOf(label) < 0);
        var right = pick(b.labels, label -> a.labels.indexOf(label) < 0);
        var first = matrices(a, new String[] {batch, left, inner});
        var second = matrices(b, new String[] {batch, inner, right});
        var product = first.matmul(second);
        var shape = new ArrayList<Integer>();
        for (var i = 0; i < batch.length(); i++) {
            shape.add(product.dimensions()[i]);
        }
        left.chars().forEach(label -> shape.add(a.tensor.dimensions()[a.labels.indexOf(label)]));
        right.chars().forEach(label -> shape.add(b.tensor.dimensions()[b.labels.indexOf(label)]));
        return new Named(product.reshape(shape.stream().mapToInt(Integer::intValue).toArray()), batch + left + right);
    }

    private static String pick(String labels, IntPredicate condition) {
        return labels.chars().filter(condition).mapToObj(Character::toString).collect(Collectors.joining());
    }

    /** The dimensions of the first group as they are, those of the others each as one. */
    private static Tensor matrices(Named operand, String[] groups) {
        var arranged = arranged(operand, String.join("", groups));
        var shape = Arrays.copyOf(arranged.dimensions(), groups[0].length() + 2);
        shape[groups[0].length()] = size(operand, groups[1]);
        shape[groups[0].length() + 1] = size(operand, groups[2]);
        return arranged.reshape(shape);
    }

    private static int size(Named operand, String labels) {
        return labels.chars().map(label -> operand.tensor.dimensions()[operand.labels.indexOf(label)])
            .reduce(1, Math::multiplyExact);
    }
}
