package org.jolab.magics.accelerator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA card as its driver's own tool sees it, whoever uses it.
 *
 * @param index its number
 * @param name what it is called
 * @param driver the driver's version
 * @param memory in MiB, of all programs
 * @param load in percent of the time; empty where the card does not tell
 * @param celsius its temperature; empty where the card does not tell
 */
record Card(int index, String name, String driver, Memory memory, OptionalInt load, OptionalInt celsius) {

    private static final String QUERY = "--query-gpu=index,name,driver_version,memory.used,memory.total,"
        + "utilization.gpu,temperature.gpu";
    private static final int FIELDS = 7;
    private static final long PATIENCE_SECONDS = 10;

    /** How much is taken, and how much there is, in MiB; -1 where the card does not tell. */
    record Memory(int used, int total) {
    }

    /**
     * What the tool says.
     *
     * @param cards what there is
     * @param trouble why there is none, in the tool's words or ours; empty if there is one
     */
    record Survey(List<Card> cards, String trouble) {
    }

    /** Asks the tool {@code nvidia-smi}, or what stands in for it. */
    static Survey survey(String program) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(program, QUERY, "--format=csv,noheader,nounits").redirectErrorStream(true)
                .start();
        } catch (IOException e) {
            return new Survey(List.of(), "there is no " + program);
        }
        try (var out = process.getInputStream()) {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new Survey(List.of(), program + " does not answer; the driver may hang");
            }
            return read(out, process.exitValue());
        } catch (IOException e) {
            return new Survey(List.of(), program + " can't be read: " + e.getMessage());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Survey read(InputStream out, int status) throws IOException {
        var text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        if (status != 0) {
            return new Survey(List.of(), text.lines().findFirst().orElse("nvidia-smi fails with status " + status));
        }
        var cards = text.lines().map(line -> line.split("\\s*,\\s*")).filter(fields -> fields.length == FIELDS)
            .map(Card::of).toList();
        return new Survey(cards, cards.isEmpty() ? "the driver finds no card" : "");
    }

    private static Card of(String[] fields) {
        var numbers = Arrays.stream(fields).map(Card::number).toList();
        return new Card(numbers.get(0).orElse(0), fields[1], fields[2],
            new Memory(numbers.get(3).orElse(-1), numbers.get(4).orElse(-1)), numbers.get(5), numbers.get(6));
    }

    /** Cards say "[N/A]" and the like of what they do not know. */
    private static OptionalInt number(String text) {
        return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
