import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Random;

/** What the two Java libraries are asked to do; one line of standard input asks for one figure. */
interface Rows {

    int COUNT = 10_000_000;
    int UNCLOSED = 400;
    long ENOUGH = 1_500_000_000;

    /** One computation whose result is dropped. */
    interface Work {
        void run();
    }

    /** What is done for the row {@code name}, null if there is no way; {@code size} is that of square matrices. */
    Work work(String name, int size);

    /** Answers each line of {@code row size} by the best time of a call in nanoseconds, until there are no more. */
    default void serve() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split(" ");
            var work = work(words[0], Integer.parseInt(words[1]));
            if (work == null) {
                System.out.println("none");
            } else if (words[0].equals("unclosed")) {
                var start = System.nanoTime();
                work.run();
                System.out.println(System.nanoTime() - start);
            } else {
                System.out.println(best(work));
            }
        }
    }

    /** The best of many calls; short ones are timed a thousand at a time. */
    private static double best(Work work) {
        var start = System.nanoTime();
        work.run();
        work.run();
        var runs = System.nanoTime() - start < 1_000_000 ? 1000 : 1;
        var best = Double.MAX_VALUE;
        start = System.nanoTime();
        for (var round = 0; round < 3 || System.nanoTime() - start < ENOUGH; round++) {
            var begin = System.nanoTime();
            for (var i = 0; i < runs; i++) {
                work.run();
            }
            best = Math.min(best, (double) (System.nanoTime() - begin) / runs);
        }
        return best;
    }

    /** The same numbers in each library, in [-1, 1). */
    static float[] numbers(int count, int seed) {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }
}
