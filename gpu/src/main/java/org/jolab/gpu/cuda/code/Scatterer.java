package org.jolab.gpu.cuda.code;

import java.util.stream.IntStream;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Strided;

/**
 * Writes elements to indices along one dimension; the last one wins. Where there are many lines along that dimension,
 * or they are short, a thread does one in order. Otherwise each element has a thread: those that set first claim their
 * place; those that add do it atomically, in any order, so that sums of floats may differ in their last digits.
 */
public final class Scatterer {

    private static final int LINES = 10;
    private static final int CLAIM = 11;
    private static final int SET = 12;
    private static final int ADD = 13;
    private static final int CLEAR = 14;
    private static final int MANY = 4096;
    private static final int SHORT = 16;

    private final Kernels kernels;
    private final Expr.Leaf target;
    private final long stride;
    private final long size;
    private final int axis;

    private Scatterer(Kernels kernels, Expr.Leaf target, int axis) {
        this.kernels = kernels;
        this.target = target;
        this.axis = axis;
        stride = target.layout().strides()[axis];
        size = target.layout().shape()[axis];
    }

    /** What goes where. */
    public record Values(Expr.Leaf index, Expr.Leaf values, boolean adds) {
    }

    /** Sets or adds at the indices along {@code axis}; {@code target} has no gaps. */
    public static void scatter(Kernels kernels, Values values, Expr.Leaf target, int axis) {
        new Scatterer(kernels, target, axis).run(values);
    }

    private void run(Values values) {
        var shape = values.index.layout().shape();
        var count = values.index.layout().count();
        if (count == 0) {
            return;
        }
        var length = shape[axis];
        if (count / length >= MANY || length <= SHORT) {
            launch(LINES, values, new long[] {count / length, length, 0});
        } else if (values.adds) {
            launch(ADD, values, new long[] {count, length, 0});
        } else {
            var words = target.layout().count();
            try (var owners = kernels.launcher().scratch(words * 8)) {
                clear(owners.address(), words);
                launch(CLAIM, values, new long[] {count, length, owners.address()});
                launch(SET, values, new long[] {count, length, owners.address()});
            }
        }
    }

    private void launch(int kind, Values values, long[] numbers) {
        var signature = new Signature().add(kind).add(values.adds ? 1 : 0);
        // The dimension along which indices run comes last, so that a line's elements follow each other.
        var rank = values.index.layout().rank();
        var order = IntStream.concat(IntStream.range(0, rank).filter(i -> i != axis), IntStream.of(axis)).toArray();
        var steps = target.layout().strides().clone();
        steps[axis] = 0;
        var places = new Strided(values.index.layout().shape(), steps, target.layout().offset()).permute(order);
        var index = permuted(values.index, order);
        var chain = Chain.into(new Expr.Leaf(target.storage(), target.dtype(), places), index, signature);
        var from = chain.operands().add(permuted(values.values, order));
        chain.operands().settle(kernels.narrow());
        signature.add(from);
        chain.operands().sign(signature, 0);
        var kernel = kernels.get(signature, known -> kernel(kind, chain, known, new Choice(from, values.adds)));
        var arguments = new Arguments();
        for (var number : numbers) {
            arguments.add(number);
        }
        arguments.add(stride);
        arguments.add(size);
        chain.pass(arguments);
        kernels.launch(kernel, Mapper.blocks(kernels, numbers[0]), arguments);
        chain.done();
    }

    private static Expr.Leaf permuted(Expr.Leaf leaf, int[] order) {
        return new Expr.Leaf(leaf.storage(), leaf.dtype(), leaf.layout().permute(order));
    }

    private void clear(long address, long words) {
        var arguments = new Arguments();
        arguments.add(address);
        arguments.add(words);
        var kernel = kernels.get(new Signature().add(CLEAR), known -> {
            var name = known.name("clear");
            return new Kernel(name, Mapper.head(name, "u64* words, i64 n")
                + "    for (i64 i = (i64) blockIdx.x * 256 + threadIdx.x; i < n; i += (i64) gridDim.x * 256) {\n"
                + "        words[i] = 0;\n    }\n}\n");
        });
        kernels.launch(kernel, Mapper.blocks(kernels, words), arguments);
    }

    private record Choice(int from, boolean adds) {
    }

    private static Kernel kernel(int kind, Chain chain, Signature signature, Choice choice) {
        var code = new ChainCode(chain, 0);
        var index = code.index();
        var element = Types.element(chain.operands().leaf(0).dtype());
        var name = signature.name(switch (kind) {
            case LINES -> "scatter_lines";
            case CLAIM -> "scatter_claim";
            case SET -> "scatter_set";
            default -> "scatter_add";
        });
        var value = "a" + choice.from + "[" + code.place(choice.from) + "]";
        var action = switch (kind) {
            case LINES -> choice.adds ? "a0[at] = put<%s>(op::add(get(a0[at]), get(%s)));".formatted(element, value)
                : "a0[at] = %s;".formatted(value);
            case CLAIM -> "atomicMax(owners + at, (u64) i + 1);";
            case SET -> "if (owners[at] == (u64) i + 1) { a0[at] = %s; }".formatted(value);
            default -> "add_at(a0 + at, get(%s));".formatted(value);
        };
        var body = code.located("            ",
            "            i64 at = %s + wrapped(get(a1[%s]), size) * stride;\n            %s\n"
                .formatted(code.place(0), code.place(1), action));
        var loop = "    for (%s t = (%s) blockIdx.x * 256 + threadIdx.x; t < n; t += (%s) gridDim.x * 256) {\n"
            .formatted(index, index, index);
        var inner = kind == LINES
            ? "        for (%s i = t * length; i < (t + 1) * length; i++) {\n%s        }\n".formatted(index, body)
            : "        {\n            %s i = t;\n%s        }\n".formatted(index, body);
        return new Kernel(name, Mapper.head(name,
            "%s n, %s length, u64* owners, i64 stride, i64 size".formatted(index, index) + code.parameters())
            + loop + inner + "    }\n}\n");
    }
}
