package org.jolab.magics.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A program in the background.
 *
 * @param number by which the notebook knows it, from 1
 * @param command what was typed
 * @param process the program
 * @param log the file that it prints to; null if somebody else reads what it prints
 * @param start when it was started
 */
record Job(int number, String command, Process process, Path log, Instant start) {

    private static final int WIDTH = 80;

    /** How it is, in a word or two. */
    String state() {
        if (process.isAlive()) {
            var age = Duration.between(start, Instant.now());
            var seconds = age.toSeconds();
            return "running " + (seconds < 60 ? seconds + " s"
                : seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h");
        }
        var exit = process.exitValue();
        return exit == 0 ? "done" : exit > 0 ? "exit code " + exit : "ended by signal " + -exit;
    }

    /** One line of {@code %jobs}. */
    String line() {
        var line = command.lines().findFirst().orElse("");
        return "[%d] %-8d %-18s %s%s".formatted(number, process.pid(), state(),
            line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "…", log == null ? "" : "  > " + log);
    }
}
