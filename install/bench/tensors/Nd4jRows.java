import java.io.IOException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The rows by ND4J, as its documentation would have them written. */
final class Nd4jRows implements Rows {

    private final INDArray p = Nd4j.createFromArray(Rows.numbers(COUNT, 1));
    private final INDArray q = Nd4j.createFromArray(Rows.numbers(COUNT, 2));
    private final INDArray small = Nd4j.createFromArray(Rows.numbers(16, 3)).reshape(4, 4);

    public static void main(String[] arguments) throws IOException {
        new Nd4jRows().serve();
    }

    @Override
    public Work work(String name, int size) {
        return switch (name) {
            case "matmul" -> {
                var a = square(size);
                var b = square(size);
                yield () -> a.mmul(b);
            }
            case "transposed" -> {
                var a = square(size).transpose();
                var b = square(size).transpose();
                yield () -> a.mmul(b);
            }
            case "linear" -> {
                var a = square(size);
                var b = square(size);
                var c = Nd4j.createFromArray(Rows.numbers(size, 5));
                yield () -> Transforms.relu(a.mmul(b).addiRowVector(c), false);
            }
            case "vector" -> {
                var a = square(size);
                var b = square(size).getRow(0).dup().reshape(size, 1);
                yield () -> a.mmul(b);
            }
            case "batch" -> {
                var a = Nd4j.createFromArray(Rows.numbers(1000 * size * size, 6)).reshape(1000, size, size);
                yield () -> Nd4j.matmul(a, a);
            }
            case "add" -> () -> p.add(q);
            case "exp" -> () -> Transforms.exp(p);
            case "sum" -> () -> p.sumNumber();
            case "relu" -> () -> Transforms.relu(p.mul(2).addi(q), false);
            case "chain" -> () -> Transforms.exp(p.mul(2).addi(q), false).subi(1).muli(q);
            case "small" -> () -> small.add(small);
            case "small_matmul" -> () -> small.mmul(small);
            case "unclosed" -> () -> {
                for (var i = 0; i < UNCLOSED; i++) {
                    p.add(i);
                }
            };
            default -> null;
        };
    }

    private static INDArray square(int size) {
        return Nd4j.createFromArray(Rows.numbers(size * size, 4)).reshape(size, size).castTo(DataType.FLOAT);
    }
}
