package org.jolab.install.frontend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory processes have. */
final class Memory {

    private Memory() {}

    /** The resident bytes of a process. */
    static long of(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
            .findFirst().orElse(0);
    }

    /** The resident bytes of the largest of this test's browser pages. */
    static long ofLargestPage() {
        return ProcessHandle.current().descendants()
            .mapToLong(child -> {
                try {
                    var command = Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"));
                    return command.contains("--type=renderer") ? of(child.pid()) : 0;
                } catch (IOException e) {
                    // It has just ended.
                    return 0;
                }
            }).max().orElseThrow();
    }
}
