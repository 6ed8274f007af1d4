package org.jolab.gpu.cuda;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensor;

/** Turns Java values into a kernel's parameters, or refuses them with the parameter's name. */
final class KernelArguments {

    private final String kernel;
    private final CudaDevice device;
    private final List<Parameter> parameters;

    KernelArguments(String kernel, CudaDevice device, List<Parameter> parameters) {
        this.kernel = kernel;
        this.device = device;
        this.parameters = parameters;
    }

    /** The parameters' bytes, each in the first ones of a long. */
    long[] of(Object... values) {
        if (values.length != parameters.size()) {
            throw new IllegalArgumentException("%s takes %d arguments (%s), not %d".formatted(kernel,
                parameters.size(), parameters.stream().map(Parameter::toString).collect(Collectors.joining(", ")),
                values.length));
        }
        var bits = new long[values.length];
        for (var i = 0; i < values.length; i++) {
            bits[i] = parameters.get(i).isPointer() ? address(i, values[i]) : scalar(i, values[i]);
        }
        return bits;
    }

    private IllegalArgumentException refused(int i, String why) {
        return new IllegalArgumentException("%s: argument %d (%s) %s".formatted(kernel, i + 1, parameters.get(i), why));
    }

    private long address(int i, Object value) {
        return switch (value) {
            case null -> 0;
            case Tensor tensor -> tensor(i, tensor);
            case Number number -> throw refused(i, "needs a tensor, not the number " + number);
            case Object array when array.getClass().isArray() -> throw refused(i, "cannot take Java's "
                + array.getClass().getComponentType().getSimpleName() + "[" + Array.getLength(array) + "], which the "
                + "device does not see; make a tensor of it, Tensor.of(…), and read the result from that");
            case Object other when JcudaExchange.isPointer(other) -> JcudaExchange.address(other);
            default -> throw refused(i, "needs a tensor, not a " + value.getClass().getName());
        };
    }

    private long tensor(int i, Tensor tensor) {
        var parameter = parameters.get(i);
        if (!tensor.device().name().equals(device.toString())) {
            throw refused(i, "is on %s, the kernel on %s; move it by to(Device.of(\"%s\"))".formatted(tensor.device(),
                device, device));
        }
        if (!parameter.takes(tensor.dtype())) {
            throw refused(i, "takes no elements of %s; convert the tensor by to(DType.%s)".formatted(tensor.dtype(),
                wanted(parameter)));
        }
        var leaf = tensor.lend(!parameter.isConst());
        if (!leaf.layout().isContiguous()) {
            throw refused(i, "is a view whose elements do not lie one after the other, which a pointer cannot say; "
                + "hand over its contiguous()");
        }
        return leaf.storage().memory().address() + leaf.layout().offset() * leaf.dtype().bytes();
    }

    private long scalar(int i, Object value) {
        var type = parameters.get(i).canonical();
        return switch (value) {
            case Boolean truth when type.equals("bool") -> truth ? 1 : 0;
            case Number number -> number(i, type, number);
            case Tensor tensor -> throw refused(i, tensor.size() == 1 ? "is a number; hand over the tensor's item()"
                : "is a number, not a tensor");
            case null -> throw refused(i, "is a number, not null");
            default -> throw refused(i, "cannot be a " + value.getClass().getSimpleName());
        };
    }

    private long number(int i, String type, Number number) {
        return switch (type) {
            case "float" -> Integer.toUnsignedLong(Float.floatToRawIntBits(real(i, number)));
            case "double" -> Double.doubleToRawLongBits(wide(i, number));
            case "half" -> {
                var half = Float.floatToFloat16(real(i, number));
                if (Float.isInfinite(Float.float16ToFloat(half)) && !Float.isInfinite(number.floatValue())) {
                    throw refused(i, "cannot be " + number + ": the largest half is 65504");
                }
                yield Short.toUnsignedLong(half);
            }
            case "__nv_bfloat16" -> bfloat16(real(i, number));
            case "int" -> whole(i, number, Integer.MIN_VALUE, Integer.MAX_VALUE) & 0xffffffffL;
            case "unsigned int" -> whole(i, number, 0, 0xffffffffL);
            case "long long" -> whole(i, number, Long.MIN_VALUE, Long.MAX_VALUE);
            case "unsigned long long" -> whole(i, number, 0, Long.MAX_VALUE);
            case "short" -> whole(i, number, Short.MIN_VALUE, Short.MAX_VALUE) & 0xffff;
            case "unsigned short" -> whole(i, number, 0, 0xffff);
            case "char" -> whole(i, number, Byte.MIN_VALUE, Byte.MAX_VALUE) & 0xff;
            case "unsigned char" -> whole(i, number, 0, 0xff);
            case "bool" -> throw refused(i, "is true or false, not " + number);
            default -> throw refused(i, "is of a type that Java's numbers do not convert to; take a pointer instead");
        };
    }

    /** Rounds to the nearest, upper half of a float. */
    private static long bfloat16(float value) {
        var bits = Float.floatToRawIntBits(value);
        return value != value ? 0x7fc0 : (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16;
    }

    /** Decimals are rounded as a compiler would; what is too large, or a whole number that would change, is refused. */
    private float real(int i, Number number) {
        var value = number.floatValue();
        if (Float.isInfinite(value) && !Double.isInfinite(number.doubleValue()) || isWhole(number)
            && new BigDecimal(value).compareTo(new BigDecimal(number.toString())) != 0) {
            throw refused(i, "cannot be " + number + " without a loss");
        }
        return value;
    }

    private double wide(int i, Number number) {
        var value = number.doubleValue();
        if (isWhole(number) && new BigDecimal(value).compareTo(new BigDecimal(number.toString())) != 0) {
            throw refused(i, "cannot be " + number + " without a loss");
        }
        return value;
    }

    private static boolean isWhole(Number number) {
        return !(number instanceof Float || number instanceof Double || number instanceof BigDecimal);
    }

    private long whole(int i, Number number, long least, long greatest) {
        try {
            var exact = isWhole(number) ? new BigInteger(number.toString())
                : new BigDecimal(number.toString()).toBigIntegerExact();
            var value = exact.longValueExact();
            if (value >= least && value <= greatest) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Refused below: a fraction, too large, infinite or no number.
        }
        throw refused(i, "cannot be " + number + " without a loss");
    }

    /** The type of a tensor that the parameter wants, for hints. */
    private static DType wanted(Parameter parameter) {
        for (var dtype : DType.values()) {
            if (parameter.takes(dtype)) {
                return dtype;
            }
        }
        return DType.F32;
    }
}
