package org.jolab.magics.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;

/** The magics that show text files. Text is UTF-8; what is not is shown as U+FFFD. */
final class ReadingMagics {

    private static final long LINES = 10;
    private static final int PIECE = 1 << 16;

    private final Places places;

    ReadingMagics(Places places) {
        this.places = places;
    }

    List<Magic> all() {
        var less = less();
        return List.of(cat(), head(), tail(), less, less.as("more"));
    }

    /** Something done with the text of a file. */
    @FunctionalInterface
    private interface Reading {

        void of(BufferedReader text, Path file) throws IOException, InterruptedException;
    }

    private Magic cat() {
        return Magic.line("cat", "Prints files.")
            .flag("-n, --number", "with the numbers of the lines")
            .argument("FILE...", "the files; may have wild cards")
            .does(call -> {
                var number = new long[1];
                return read(call, false, (text, file) -> {
                    if (call.has("-n")) {
                        for (var line = text.readLine(); line != null; line = text.readLine()) {
                            Cancelled.check();
                            System.out.printf("%6d  %s%n", ++number[0], line);
                        }
                        return;
                    }
                    var piece = new char[PIECE];
                    for (var count = text.read(piece); count >= 0; count = text.read(piece)) {
                        Cancelled.check();
                        System.out.print(new String(piece, 0, count));
                    }
                });
            });
    }

    private Magic head() {
        return Magic.line("head", "Prints the first lines of files.")
            .option("-n, --lines N", "how many; 10 if not given")
            .argument("FILE...", "the files; may have wild cards")
            .does(call -> {
                var lines = lines(call);
                return read(call, true, (text, file) -> {
                    String line;
                    for (var i = 0L; i < lines && (line = text.readLine()) != null; i++) {
                        Cancelled.check();
                        System.out.println(line);
                    }
                });
            });
    }

    private Magic tail() {
        return Magic.line("tail", "Prints the last lines of files.")
            .option("-n, --lines N", "how many; 10 if not given")
            .argument("FILE...", "the files; may have wild cards")
            .does(call -> {
                var lines = lines(call);
                return read(call, true, (text, file) -> {
                    try (var end = new LastLines(file, lines).open()) {
                        for (var line = end.readLine(); line != null; line = end.readLine()) {
                            Cancelled.check();
                            System.out.println(line);
                        }
                    }
                });
            });
    }

    private Magic less() {
        return Magic.line("less", "Shows a file in the pager.")
            .argument("FILE", "the file")
            .does(call -> {
                var path = places.existing(call.argument("FILE").orElseThrow());
                try {
                    Notebook.page(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw unreadable(path, e);
                }
                return null;
            });
    }

    /** Whether a word is a number of lines as {@code head -5} has it since the seventies. */
    private static boolean isCount(String word) {
        return word.matches("-\\d{1,18}");
    }

    private static long lines(MagicCall call) {
        var lines = call.arguments("FILE").stream().filter(ReadingMagics::isCount)
            .map(word -> -Long.parseLong(word)).findFirst().orElseGet(() -> call.number("-n", LINES));
        if (lines < 0) {
            throw call.usage("A number of lines can't be negative.");
        }
        return lines;
    }

    /** Reads one file after the other, under its name if {@code titled} and there are several. */
    private Object read(MagicCall call, boolean titled, Reading reading) throws InterruptedException {
        var typed = call.arguments("FILE").stream().filter(word -> !titled || !isCount(word)).toList();
        if (typed.isEmpty()) {
            throw call.usage("Say which file.");
        }
        var files = places.matching(typed);
        for (var file : files) {
            if (Files.isDirectory(file)) {
                throw new UsageError(file + " is a folder; %ls shows what is in it.");
            }
        }
        for (var file : files) {
            if (titled && files.size() > 1) {
                System.out.println((file == files.getFirst() ? "" : "\n") + "==> " + file + " <==");
            }
            // Not Files.newBufferedReader, which refuses what is no UTF-8.
            try (var text = new BufferedReader(
                    new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                reading.of(text, file);
            } catch (ClosedByInterruptException e) {
                throw new InterruptedException();
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return null;
    }

    private static UsageError unreadable(Path file, IOException e) {
        return new UsageError(file + " can't be read: " + Reason.of(e) + ".", e);
    }
}
