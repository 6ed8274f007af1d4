package org.jolab.install.frontend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory processes have. */
final class Memory {

    /** A cell that touches the heap with which a JVM starts, so that what is measured then is what is needed more. */
    static final String USE_HEAP = """
        for (int i = 0; i < 2000; i++) { var used = new byte[1 << 20]; used[i] = 1; }
        System.out.println("used");
        """;

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
