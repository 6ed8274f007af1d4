package org.jolab.kernel.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeOutputTest {

    @TempDir
    private Path folder;

    /** One JVM for all, since its start takes most of the time. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatChildrenAndNativeCodePrintArrivesAndLogsDoNot() throws Exception {
        var out = folder.resolve("stdout");
        var err = folder.resolve("stderr");
        var process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
            NativeOutputProbe.class.getName(), folder.toString())
            .redirectOutput(Redirect.to(out.toFile())).redirectError(Redirect.to(err.toFile())).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the probe hangs");
        assertEquals(0, process.exitValue(), Files.readString(err));

        assertEquals("java\nchild é\nerror\n", Files.readString(folder.resolve("child")));
        assertTrue(Files.readString(folder.resolve("native")).endsWith("native, no end of line"));
        assertEquals(20_000, Files.readString(folder.resolve("flood")).lines()
            .filter(line -> line.endsWith("0123456789012345678901234567890123456789")).count());
        var logged = Files.readString(folder.resolve("log"));
        assertTrue(logged.contains("the user's"), logged);
        assertFalse(logged.contains("the kernel's own"), logged);
        assertTrue(Files.readString(err).contains("the kernel's own"), Files.readString(err));
        assertEquals("after the end\n", Files.readString(out));
    }
}
