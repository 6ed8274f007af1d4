package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Whether a process that is nobody's child has ended; one whose end nobody asks for stays in the table for ever. */
final class Ending {

    private Ending() {}

    static boolean hasEnded(long process) {
        try {
            // "12 (name) Z …": proc_pid_stat(5).
            var line = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            var state = line.charAt(line.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException gone) {
            return true;
        }
    }

    /** Waits for the end; false when the time did not suffice. */
    static boolean await(long process, Duration limit) throws InterruptedException {
        var until = System.nanoTime() + limit.toNanos();
        while (!hasEnded(process)) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
