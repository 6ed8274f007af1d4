package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** Runs programs as users do. */
public final class Programs {

    private Programs() {}

    /** What a program says, both streams; it is killed after a time. */
    public static String run(int seconds, String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile("program", ".out");
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end. " + Files.readString(output));
            }
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        } finally {
            Files.delete(output);
        }
    }
}
