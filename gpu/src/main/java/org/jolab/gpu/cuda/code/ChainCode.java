package org.jolab.gpu.cuda.code;

import java.util.Locale;
import java.util.stream.IntStream;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr;

/**
 * Prints what a {@link Chain} has read: parameters, a function of one element's operands, and the statements that load
 * them. Owned by one thread.
 */
final class ChainCode {

    private final Chain chain;
    private final Operands operands;
    private final int target;
    private final boolean[] used;
    private final StringBuilder parameters = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final String result;
    private int leaves;
    private int extras;
    private int values;

    /** Code for {@code chain}, of which operand {@code target} is written; -1 if none is. */
    ChainCode(Chain chain, int target) {
        this.chain = chain;
        this.target = target;
        operands = chain.operands();
        used = new boolean[operands.count()];
        declareOperands();
        result = print(chain.expr());
    }

    /** The type of indices. */
    String index() {
        return operands.isWide() ? "i64" : "u32";
    }

    private String step() {
        return operands.isWide() ? "i64" : "int";
    }

    /** Declarations for all that {@link Chain#pass} hands over, each after a comma. */
    String parameters() {
        return parameters.toString();
    }

    private void declare(String declaration) {
        parameters.append(", ").append(declaration);
    }

    private void declareOperands() {
        for (var d = 1; d < operands.coordinates(); d++) {
            declare(index() + " s" + d);
            if (!operands.isWide()) {
                declare("divisor d" + d);
            }
        }
        var alone = true;
        for (var k = 0; k < operands.count(); k++) {
            alone &= target < 0 || k == target || !operands.isShared(k, target);
        }
        for (var k = 0; k < operands.count(); k++) {
            declare((k == target ? "" : "const ") + Types.element(operands.leaf(k).dtype()) + "*"
                + (alone || target >= 0 && !operands.isShared(k, target) ? " __restrict__" : "") + " a" + k);
            for (var d = 0; d < operands.stridesOf(k); d++) {
                declare(step() + " a" + k + "_" + d);
            }
        }
    }

    /** {@code chain(i, …)}: the value of element {@code i}, given those of the operands. */
    String function() {
        var text = new StringBuilder("    auto chain = [=](").append(index()).append(" i");
        for (var k = 0; k < used.length; k++) {
            if (used[k]) {
                text.append(", ").append(operands.isPlace(k) ? step() : Types.lane(operands.leaf(k).dtype()))
                    .append(operands.isPlace(k) ? " o" : " x").append(k);
            }
        }
        return text.append(") {\n").append(body).append("        return ").append(result).append(";\n    };\n")
            .toString();
    }

    /** {@code statements}, with those before them that find the coordinates of step {@code i} that they use. */
    String located(String indent, String statements) {
        var rank = operands.coordinates();
        var text = new StringBuilder();
        var rest = "i";
        for (var d = rank - 1; d > 0; d--) {
            var quotient = "q" + d;
            text.append(indent).append(index()).append(' ').append(quotient).append(" = ").append(operands.isWide()
                ? rest + " / s" + d : "over(" + rest + ", d" + d + ")").append(";\n");
            if (statements.contains("c" + d + " *")) {
                text.append(indent).append(step()).append(" c").append(d).append(" = (").append(step()).append(") (")
                    .append(rest).append(" - ").append(quotient).append(" * s").append(d).append(");\n");
            }
            rest = quotient;
        }
        if (statements.contains("c0 *")) {
            text.append(indent).append(step()).append(" c0 = (").append(step()).append(") ").append(rest).append(";\n");
        }
        return text.append(statements).toString();
    }

    /** The place of an operand's element, or first element, of step {@code i}. */
    String place(int operand) {
        var width = operands.width();
        return switch (operands.form(operand)) {
            case SPLAT -> "0";
            case DENSE -> width > 1 ? "i * " + width : "i";
            case ROWS -> sum(operand) + (operands.stridesOf(operand) > 0 ? " + " : "")
                + "c" + (operands.coordinates() - 1) + " * " + width;
            case FLAT, STRIDED -> sum(operand);
        };
    }

    private String sum(int operand) {
        var text = new StringBuilder();
        for (var d = 0; d < operands.stridesOf(operand); d++) {
            text.append(d > 0 ? " + " : "").append("c").append(d).append(" * a").append(operand).append("_").append(d);
        }
        return text.isEmpty() ? "0" : text.toString();
    }

    /** Statements that load what step {@code i} needs; not from the operands {@code elsewhere}. */
    String loads(String indent, int... elsewhere) {
        var text = new StringBuilder();
        for (var k = 0; k < used.length; k++) {
            var operand = k;
            if (!used[k] || IntStream.of(elsewhere).anyMatch(other -> other == operand)) {
                continue;
            }
            var dtype = operands.leaf(k).dtype();
            if (operands.isPlace(k)) {
                text.append(indent).append(step()).append(" o").append(k).append(" = ").append(place(k)).append(";\n");
            } else if (isPacked(k)) {
                text.append(indent).append("auto p").append(k).append(" = load<").append(operands.width())
                    .append(">(a").append(k).append(" + ").append(paren(place(k))).append(");\n");
            } else {
                text.append(indent).append(Types.lane(dtype)).append(" x").append(k).append(" = get(a").append(k)
                    .append("[").append(place(k)).append("]);\n");
            }
        }
        return text.toString();
    }

    private static String paren(String text) {
        return text.indexOf(' ') < 0 ? text : "(" + text + ")";
    }

    private boolean isPacked(int k) {
        return operands.width() > 1 && (operands.form(k) == Operands.Form.DENSE
            || operands.form(k) == Operands.Form.ROWS);
    }

    /** A call of {@link #function} for element {@code element}, after {@link #loads}; of packs for the {@code k}th. */
    String call(String element) {
        var text = new StringBuilder("chain(").append(element);
        for (var k = 0; k < used.length; k++) {
            if (used[k]) {
                text.append(", ").append(operands.isPlace(k) ? "o" + k
                    : isPacked(k) ? "get(p" + k + ".at[k])" : "x" + k);
            }
        }
        return text.append(")").toString();
    }

    /** A call for the single element {@code i} where all operands are dense or the same for all. */
    String callAlone() {
        var text = new StringBuilder("chain(i");
        for (var k = 0; k < used.length; k++) {
            if (used[k]) {
                text.append(", get(a").append(k).append(operands.form(k) == Operands.Form.SPLAT ? "[0])" : "[i])");
            }
        }
        return text.append(")").toString();
    }

    /** {@code each(i)}: the values of step {@code i}. */
    String each() {
        var width = operands.width();
        return "%s    auto each = [=](%s i) {\n%s        pack<%d, %s> result;\n".formatted(function(), index(),
            located("        ", loads("        ")), width, Types.lane(chain.expr().dtype()))
            + (width == 1 ? "        result.at[0] = " + call("i") + ";\n"
                : ("        #pragma unroll\n        for (int k = 0; k < %d; k++) {\n"
                    + "            result.at[k] = %s;\n        }\n").formatted(width, call("i * " + width + " + k")))
            + "        return result;\n    };\n";
    }

    /** {@code value(i)}: the value of element {@code i}. */
    String value() {
        return function() + "    auto value = [=](" + index() + " i) {\n" + located("        ", loads("        "))
            + "        return " + call("i") + ";\n    };\n";
    }

    private String print(Expr node) {
        return switch (node) {
            case Expr.Leaf _ -> {
                var k = nextOperand();
                yield "x" + k;
            }
            case Expr.Constant constant -> {
                var name = "e" + extras++;
                declare(Types.lane(constant.dtype()) + " " + name);
                yield name;
            }
            case Expr.Coordinate coordinate -> print(coordinate);
            case Expr.Random random -> {
                declare("u64 e" + extras + ", u64 e" + (extras + 1));
                var call = "random_of<" + Types.element(random.dtype()) + ">::"
                    + random.distribution().name().toLowerCase(Locale.ROOT) + "((u64) i, e" + extras + ", e"
                    + (extras + 1) + ")";
                extras += 2;
                yield value(random.dtype(), call);
            }
            case Expr.Unary unary -> {
                var a = print(unary.a());
                yield value(unary.dtype(), "op::" + unary.op().name().toLowerCase(Locale.ROOT) + "(" + a + ")");
            }
            case Expr.Binary binary -> {
                var a = print(binary.a());
                var b = print(binary.b());
                yield value(binary.dtype(),
                    "op::" + binary.op().name().toLowerCase(Locale.ROOT) + "(" + a + ", " + b + ")");
            }
            case Expr.Select select -> {
                var condition = print(select.condition());
                var a = print(select.a());
                var b = print(select.b());
                yield assign(select.dtype(), condition + " ? " + a + " : " + b);
            }
            case Expr.Cast cast -> {
                var a = print(cast.a());
                yield value(cast.dtype(), (cast.dtype() == DType.BOOL ? "to_bool"
                    : "to_" + Types.lane(cast.dtype())) + "(" + a + ")");
            }
            case Expr.Take take -> {
                var k = nextOperand();
                declare("i64 e" + extras + ", i64 e" + (extras + 1));
                var stride = "e" + extras;
                var size = "e" + (extras + 1);
                extras += 2;
                var at = print(take.index());
                yield assign(take.dtype(),
                    "get(a%d[o%d + wrapped(%s, %s) * %s])".formatted(k, k, at, size, stride));
            }
        };
    }

    /** The chain numbered its operands in the order of this walk; equal ones share a number. */
    private int nextOperand() {
        var k = chain.operandOf(leaves++);
        used[k] = true;
        return k;
    }

    private String print(Expr.Coordinate coordinate) {
        declare(index() + " e" + extras + ", " + index() + " e" + (extras + 1));
        var inside = chain.isInnermost(coordinate) ? "i" : "i / e" + extras;
        var whole = chain.isOutermost(coordinate) ? inside : inside + " % e" + (extras + 1);
        extras += 2;
        return assign(DType.I64, "(i64) (" + whole + ")");
    }

    private String assign(DType dtype, String value) {
        var name = "v" + values++;
        body.append("        ").append(Types.lane(dtype)).append(' ').append(name).append(" = ").append(value)
            .append(";\n");
        return name;
    }

    /** The result of an operation, rounded or wrapped to what its type holds. */
    private String value(DType dtype, String value) {
        return assign(dtype, Types.isNarrow(dtype) ? "rounded<" + Types.element(dtype) + ">(" + value + ")" : value);
    }
}
