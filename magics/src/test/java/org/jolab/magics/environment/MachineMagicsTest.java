package org.jolab.magics.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jolab.api.UsageError;
import org.jolab.magics.Printed;
import org.jolab.magics.Shown;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMagicsTest {

    @TempDir
    private Path folder;

    @AfterEach
    void forgetOptions() {
        System.clearProperty("jolab.jvm.options");
    }

    private String jvm(String line) throws Exception {
        return Printed.by(() -> TypedCall.run(new JvmMagics().all(), "jvm", line)).out();
    }

    private JvmOptions options() throws Exception {
        var options = new JvmOptions(Files.createDirectories(folder.resolve("with blank")).resolve("jvm.options"));
        options.write(List.of());
        System.setProperty("jolab.jvm.options", options.file().toString());
        return options;
    }

    @Test
    void theMachineIsDescribed() throws Exception {
        try (var shown = new Shown()) {
            TypedCall.run(new MachineMagics().all(), "sysinfo", "");
            var text = (String) shown.last().data().get("text/plain");
            for (var fact : List.of("processor", "cores", "memory", "disk", "GPU", "system", "Java", "Jolab")) {
                assertTrue(text.lines().anyMatch(line -> line.startsWith(fact + " ")), fact + " is missing:\n" + text);
            }
            assertTrue(((String) shown.last().data().get("text/html")).startsWith("<table"));
        }
        assertTrue(TypedCall.run(new MachineMagics().all(), "version", "").toString()
            .matches("Jolab \\d+\\.\\d+\\.\\d+, Java 25.*"));
    }

    @Test
    void theJvmIsDescribed() throws Exception {
        try (var shown = new Shown()) {
            jvm("");
            var text = (String) shown.last().data().get("text/plain");
            assertTrue(text.contains("heap ") && text.contains("collector ") && text.contains("--add-opens"), text);
        }
    }

    @Test
    void optionsAreKeptForTheNextStart() throws Exception {
        var options = options();
        assertEquals("Restart the kernel: it will start with -Xmx300m -Dx=a b\"c.\n", jvm("-Xmx300m '-Dx=a b\"c'"));
        assertEquals(List.of("-Xmx300m", "-Dx=a b\"c"), options.read());
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var child = new ProcessBuilder(java, options.argument(), "-XshowSettings:properties", "-version")
            .redirectErrorStream(true).start();
        var said = new String(child.getInputStream().readAllBytes());
        assertTrue(said.contains("x = a b\"c"), said);
        assertTrue(said.contains("jolab.jvm.options = " + options.file()), said);
        jvm("--reset");
        assertEquals(List.of(), options.read());
    }

    @Test
    void optionsWithWhichNoJvmStartsAreRefused() throws Exception {
        var options = options();
        jvm("-Xmx200m");
        for (var bad : List.of("-XX:NoSuchThing=1", "-Xmx2x", "-Xms500m -Xmx100m")) {
            var refused = assertThrows(UsageError.class, () -> jvm(bad), bad);
            assertTrue(refused.getMessage().startsWith("A JVM with these options does not start; nothing has been "
                + "changed. It says:\n"), refused.getMessage());
        }
        for (var bad : List.of("-jar x.jar", "-version", "Main", "-cp .", "@file", "-Xshare:dump", "-XX:AOTMode=record",
                "--reset -Xmx1g")) {
            assertThrows(UsageError.class, () -> jvm(bad), bad);
        }
        assertEquals(List.of("-Xmx200m"), options.read());
    }

    @Test
    void aKernelWithoutAPlaceForOptionsNamesTheCommandThatMakesOne() {
        var told = assertThrows(UsageError.class, () -> jvm("-Xmx8g"));
        assertTrue(told.getMessage().endsWith("jolab install --jvm-arg=-Xmx8g"), told.getMessage());
    }

    @Test
    void sizesAndTimesAreReadable() {
        assertEquals("0 bytes", Sizes.bytes(0));
        assertEquals("1023 bytes", Sizes.bytes(1023));
        assertEquals("1.0 KiB", Sizes.bytes(1024));
        assertEquals("8.0 EiB", Sizes.bytes(Long.MAX_VALUE));
        assertEquals("2 d 3 h", Sizes.time(Duration.ofHours(51)));
        assertEquals("1 min 1 s", Sizes.time(Duration.ofSeconds(61)));
        assertFalse(Secrets.isSecret("PATH"));
        assertTrue(Secrets.isSecret("aws_secret_access"));
    }
}
