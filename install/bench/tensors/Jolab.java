import java.io.IOException;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;

/** The rows by Jolab's tensors, on the CPU, nothing closed by hand. */
final class Jolab implements Rows {

    private final Tensor p = Tensors.of(Rows.numbers(COUNT, 1));
    private final Tensor q = Tensors.of(Rows.numbers(COUNT, 2));
    private final Tensor small = Tensors.of(Rows.numbers(16, 3)).reshape(4, 4);

    public static void main(String[] arguments) throws IOException {
        new Jolab().serve();
    }

    @Override
    public Work work(String name, int size) {
        return switch (name) {
            case "matmul" -> {
                var a = square(size);
                var b = square(size);
                yield () -> a.matmul(b).eval();
            }
            case "matmul_bf16" -> {
                var a = square(size).to(DType.BF16);
                var b = square(size).to(DType.BF16);
                yield () -> a.matmul(b).eval();
            }
            case "transposed" -> {
                var a = square(size).t();
                var b = square(size).t();
                yield () -> a.matmul(b).eval();
            }
            case "linear" -> {
                var a = square(size);
                var b = square(size);
                var c = Tensors.of(Rows.numbers(size, 5));
                yield () -> a.matmul(b).add(c).relu().eval();
            }
            case "vector" -> {
                var a = square(size);
                var b = square(size).get(0);
                yield () -> a.matmul(b).eval();
            }
            case "batch" -> {
                var a = Tensors.of(Rows.numbers(1000 * size * size, 6)).reshape(1000, size, size);
                yield () -> a.matmul(a).eval();
            }
            case "add" -> () -> p.add(q).eval();
            case "exp" -> () -> p.exp().eval();
            case "sum" -> () -> p.sum().eval();
            case "relu" -> () -> p.mul(2).add(q).relu().eval();
            case "chain" -> () -> p.mul(2).add(q).exp().sub(1).mul(q).eval();
            case "small" -> () -> small.add(small);
            case "small_matmul" -> () -> small.matmul(small);
            case "unclosed" -> () -> {
                for (var i = 0; i < UNCLOSED; i++) {
                    p.add(i).eval();
                }
            };
            default -> null;
        };
    }

    private static Tensor square(int size) {
        return Tensors.of(Rows.numbers(size * size, 4)).reshape(size, size);
    }
}
