package org.jolab.magics.shell.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes that the system knows, from {@code /proc} (Linux); called by any thread. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int GROUP = 2;
    private static final int SESSION = 3;

    /** One process. */
    record Entry(long pid, char state, long group, long session) {

        boolean isZombie() {
            return state == 'Z' || state == 'X';
        }
    }

    private ProcessTable() {}

    /** All that live, in no order; empty where there is no {@code /proc}. */
    static List<Entry> all() {
        try (var entries = Files.list(PROC)) {
            return entries.map(path -> path.getFileName().toString())
                .filter(name -> Character.isDigit(name.charAt(0)))
                .map(name -> entry(Long.parseLong(name)))
                .flatMap(Optional::stream)
                .filter(entry -> !entry.isZombie())
                .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** All that live and belong to one of these sessions. */
    static List<Entry> ofSessions(Set<Long> sessions) {
        return all().stream().filter(entry -> sessions.contains(entry.session)).toList();
    }

    /** The process of that number, if there is one. */
    static Optional<Entry> entry(long pid) {
        try {
            // The name may hold any bytes, blanks and brackets too.
            var line = new String(Files.readAllBytes(PROC.resolve(pid + "/stat")), StandardCharsets.ISO_8859_1);
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", SESSION + 2);
            return Optional.of(new Entry(pid, fields[STATE].charAt(0), Long.parseLong(fields[GROUP]),
                Long.parseLong(fields[SESSION])));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
