package org.jolab.gpu.calc;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jolab.gpu.DTypeException;
import org.jolab.gpu.Device;
import org.jolab.gpu.ShapeException;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;

/**
 * A formula that has been read: numbers, variables, {@code + - * / % ^}, comparisons, {@code && || !}, {@code ? :} and
 * functions of elements. It is made of the operations of {@link Tensor}, and so recorded and run as they are.
 */
public final class Formula {

    private final String text;
    private final Node root;
    private final List<String> variables;

    Formula(String text, Node root, List<String> variables) {
        this.text = text;
        this.root = root;
        this.variables = variables;
    }

    /**
     * Reads {@code text}.
     *
     * @throws FormulaException if it is no formula; the message shows where
     */
    public static Formula of(String text) {
        return Formulas.INSTANCE.of(text);
    }

    /** The names in it that are neither functions nor constants, in the order of their first appearance. */
    public List<String> variables() {
        return variables;
    }

    /**
     * Its value, with the variables in the order of their first appearance.
     *
     * @throws IllegalArgumentException if their number is another
     */
    public Tensor apply(Tensor... values) {
        if (values.length != variables.size()) {
            throw new IllegalArgumentException("calc: \"%s\" has the variables %s, and there are %d values"
                .formatted(text, variables, values.length));
        }
        var value = value(root, values);
        return value instanceof Number number
            ? Device.on(values.length == 0 ? Device.current() : values[0].device(), () -> Tensors.of(number))
            : (Tensor) value;
    }

    /** Its value, with variables by name: tensors or numbers. */
    public Tensor apply(Map<String, ?> values) {
        for (var name : values.keySet()) {
            if (Parser.constant(name) != null) {
                throw new IllegalArgumentException("calc: %s is the number %s; call the variable something else"
                    .formatted(name, Parser.constant(name)));
            }
        }
        return apply(variables.stream().map(name -> switch (values.get(name)) {
            case Tensor tensor -> tensor;
            case Number number -> Tensors.of(number);
            case null -> throw new IllegalArgumentException("calc: there is no value for " + name
                + Near.hint(name, values.keySet().stream().map(String::valueOf).sorted()));
            default -> throw new IllegalArgumentException("calc: " + name + " is neither a tensor nor a number");
        }).toArray(Tensor[]::new));
    }

    private Object value(Node node, Tensor[] values) {
        return switch (node) {
            case Node.Constant constant -> constant.value();
            case Node.Variable variable -> values[variable.index()];
            case Node.Call call -> {
                var arguments = new Object[call.arguments().size()];
                var isNumber = true;
                for (var i = 0; i < arguments.length; i++) {
                    arguments[i] = value(call.arguments().get(i), values);
                    isNumber &= arguments[i] instanceof Number;
                }
                yield isNumber ? number(call, arguments) : computed(call, arguments);
            }
        };
    }

    private Object computed(Node.Call call, Object[] arguments) {
        try {
            return Functions.get(call.name()).does().apply(arguments);
        } catch (ShapeException e) {
            throw (ShapeException) new ShapeException(e.getMessage() + shown(call)).initCause(e);
        } catch (DTypeException e) {
            throw (DTypeException) new DTypeException(e.getMessage() + shown(call)).initCause(e);
        }
    }

    private String shown(Node.Call call) {
        return FormulaException.shown(text, call.position());
    }

    /** What is of numbers alone is worked out as tensors are, and stays a number that takes the type beside it. */
    private Object number(Node.Call call, Object[] arguments) {
        if (call.name().equals("neg")) {
            return arguments[0] instanceof Long whole ? (Number) (-whole) : -((Number) arguments[0]).doubleValue();
        }
        var tensors = Arrays.stream(arguments).map(each -> Device.on(Device.CPU, () -> Tensors.of(each))).toArray();
        var result = (Tensor) Functions.get(call.name()).does().apply(tensors);
        return result.dtype().isFloat() ? (Number) result.item() : (Number) result.itemLong();
    }

    @Override
    public String toString() {
        return text;
    }
}
