package org.jolab.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jolab.install.client.Json;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.FakeDistribution;
import org.jolab.install.machine.Machine;
import org.jolab.magics.environment.JvmOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with everything but its kernel, on a machine that is made up. */
class CommandsTest {

    @TempDir
    private Path folder;
    private Distribution distribution;
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeUpAMachine() throws IOException {
        distribution = FakeDistribution.in(folder.resolve("jolab"));
    }

    @Test
    void aWrongCommandLineIsExitCode2AndOneHint() {
        for (var words : List.of(new String[] {}, new String[] {"instal"}, new String[] {"install", "--nmae", "x"},
            new String[] {"install", "--user", "--sys-prefix"}, new String[] {"install", "extra"},
            new String[] {"run"}, new String[] {"run", "a.ipynb", "--timeout", "soon"},
            new String[] {"run", "a.ipynb", "--timeout", "0"}, new String[] {"run", "a.ipynb", "-p", "noequals"})) {
            err.getBuffer().setLength(0);
            assertEquals(2, jolab(words), String.join(" ", words));
            assertTrue(err.toString().startsWith("jolab: "), err.toString());
            assertTrue(err.toString().contains("--help"), err.toString());
            assertEquals(2, err.toString().lines().count(), err.toString());
        }
    }

    @Test
    void helpNamesEveryCommandAndEveryExitCode() {
        assertEquals(0, jolab("--help"));
        for (var word : List.of("install", "uninstall", "run", "lab", "doctor", "0", "1", "2", "kernel")) {
            assertTrue(out.toString().contains(word), word);
        }
        for (var command : List.of("install", "uninstall", "run", "lab", "doctor")) {
            assertEquals(0, jolab(command, "--help"), command);
        }
    }

    @Test
    void theVersionIsTheBuilds() {
        assertEquals(0, jolab("--version"));
        assertTrue(out.toString().matches("(?s)jolab \\d+\\.\\d+.*\\(Java 25.*"), out.toString());
    }

    @Test
    void installingForTheUserGoesWhereJupyterLooks() throws Exception {
        assertEquals(0, jolab("install", "--no-aot-cache"), err.toString());
        var spec = folder.resolve("home/.local/share/jupyter/kernels/java");
        var json = json(spec);
        assertEquals("Java 25 (Jolab)", json.path("display_name").asText());
        assertEquals("java", json.path("language").asText());
        assertEquals("message", json.path("interrupt_mode").asText());
        assertEquals("5.5", json.path("kernel_protocol_version").asText());
        assertEquals("curve", json.at("/metadata/supported_encryption/0").asText());
        var argv = json.path("argv").valueStream().map(JsonNode::asText).toList();
        assertTrue(Path.of(argv.getFirst()).isAbsolute());
        assertTrue(Files.isExecutable(Path.of(argv.getFirst())), argv.getFirst());
        assertEquals(List.of("-jar", distribution.jar().toString(), "kernel", "{connection_file}"),
            argv.subList(argv.size() - 4, argv.size()));
        assertEquals(64, ImageIO.read(spec.resolve("logo-64x64.png").toFile()).getWidth());
        assertEquals(32, ImageIO.read(spec.resolve("logo-32x32.png").toFile()).getHeight());
        assertTrue(Files.readString(spec.resolve("logo-svg.svg")).startsWith("<svg"));
    }

    @Test
    void everyPlaceOptionHasItsFolder() {
        environment.put("JUPYTER_DATA_DIR", folder.resolve("data").toString());
        assertEquals(0, jolab("install", "--no-aot-cache", "--user", "--name", "j"));
        assertTrue(Files.exists(folder.resolve("data/kernels/j/kernel.json")));
        assertEquals(0, jolab("install", "--no-aot-cache", "--prefix", folder.resolve("p").toString()));
        assertTrue(Files.exists(folder.resolve("p/share/jupyter/kernels/java/kernel.json")));
        environment.put("VIRTUAL_ENV", folder.resolve("p").toString());
        assertEquals(0, jolab("install", "--no-aot-cache", "--sys-prefix", "--name", "venv"));
        assertTrue(Files.exists(folder.resolve("p/share/jupyter/kernels/venv/kernel.json")));
    }

    @Test
    void jvmArgumentsAndTheDisplayNameAreKept() throws Exception {
        assertEquals(0, jolab("install", "--no-aot-cache", "--jvm-arg", "-Xmx3g", "--jvm-arg=-Dx=a b",
            "--display-name", "Meins"), err.toString());
        var json = json(folder.resolve("home/.local/share/jupyter/kernels/java"));
        var argv = json.path("argv").valueStream().map(JsonNode::asText).toList();
        assertTrue(argv.indexOf("-Xmx3g") > 0 && argv.indexOf("-Xmx3g") < argv.indexOf("-jar"), argv.toString());
        assertTrue(argv.contains("-Dx=a b"));
        assertEquals("Meins", json.path("display_name").asText());
    }

    @Test
    void optionsOfTheNotebookPrevailAndGoWithANewInstallation() throws Exception {
        assertEquals(0, jolab("install", "--no-aot-cache", "--jvm-arg=-Xmx300m"), err.toString());
        var spec = folder.resolve("home/.local/share/jupyter/kernels/java");
        var argv = json(spec).path("argv").valueStream().map(JsonNode::asText).toList();
        var file = spec.resolve("jvm.options");
        assertEquals(argv.indexOf("-jar") - 1, argv.indexOf("@" + file), argv.toString());
        var options = new JvmOptions(file);
        assertEquals(List.of(), options.read());
        options.write(List.of("-Xmx200m"));
        var java = new ArrayList<>(argv.subList(0, argv.indexOf("-jar")));
        java.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        var printed = new String(new ProcessBuilder(java).start().getInputStream().readAllBytes());
        assertTrue(printed.lines().anyMatch(line -> line.contains(" MaxHeapSize ")
            && line.contains(" " + (200 << 20) + " ")), printed);
        assertEquals(0, jolab("install", "--no-aot-cache"), err.toString());
        assertEquals(List.of(), options.read());
        assertEquals(0, jolab("uninstall"));
        assertFalse(Files.exists(spec));
    }

    @Test
    void aKernelThatDoesNotStartIsNotInstalled() throws Exception {
        assertEquals(1, jolab("install", "--jvm-arg", "-XX:NoSuchThing"));
        assertTrue(err.toString().contains("does not start: the kernel ended with exit code 1"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertFalse(Files.exists(folder.resolve("home/.local/share/jupyter/kernels/java")));
    }

    @Test
    void anotherKernelOfThatNameIsNotOverwrittenAndNotRemoved() throws Exception {
        var spec = Files.createDirectories(folder.resolve("home/.local/share/jupyter/kernels/java"));
        var theirs = Files.writeString(spec.resolve("kernel.json"), "{\"argv\": [\"x\"]}");
        assertEquals(1, jolab("install", "--no-aot-cache"));
        assertTrue(err.toString().contains("--replace"), err.toString());
        assertEquals(1, jolab("uninstall"));
        assertEquals("{\"argv\": [\"x\"]}", Files.readString(theirs));
        assertEquals(0, jolab("install", "--no-aot-cache", "--replace"));
        assertEquals("java", json(spec).path("language").asText());
    }

    @Test
    void uninstallingRemovesEverythingAndNothingElse() throws Exception {
        jolab("install", "--no-aot-cache", "--name", "one");
        jolab("install", "--no-aot-cache", "--name", "two");
        var kernels = folder.resolve("home/.local/share/jupyter/kernels");
        Files.createFile(kernels.resolve("one/jolab-0123456789abcdef.aot"));
        assertEquals(0, jolab("uninstall", "--name", "one"), err.toString());
        assertFalse(Files.exists(kernels.resolve("one")));
        assertTrue(Files.exists(kernels.resolve("two/kernel.json")));
        assertEquals(1, jolab("uninstall", "--name", "one"));
        assertTrue(err.toString().contains("No kernel is installed in"), err.toString());
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneSentence() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        assertEquals(1, jolab("install", "--prefix", file.toString()));
        assertTrue(err.toString().contains("Cannot write the kernel into " + file), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        var readOnly = Files.createDirectories(folder.resolve("read-only/share/jupyter/kernels"));
        // The administrator may write everywhere; for all others this is a second case.
        if (readOnly.toFile().setWritable(false) && !Files.isWritable(readOnly)) {
            assertEquals(1, jolab("install", "--prefix", folder.resolve("read-only").toString()));
            assertTrue(err.toString().contains("permission denied"), err.toString());
        }
        assertTrue(readOnly.toFile().setWritable(true));
    }

    @Test
    void aNameThatJupyterWouldNotTakeIsRefused() {
        for (var name : List.of("a b", "../x", "a/b", "")) {
            assertEquals(1, jolab("install", "--name", name), name);
        }
        assertTrue(err.toString().contains("cannot be the name of a kernel"));
    }

    @Test
    void aNotebookThatIsMissingIsExitCode1AndOneSentence() {
        assertEquals(1, jolab("run", "missing.ipynb"));
        assertEquals("jolab: There is no file missing.ipynb.", err.toString().strip());
        err.getBuffer().setLength(0);
        assertEquals(1, jolab("lab", "missing.ipynb"));
        assertEquals("jolab: There is no file missing.ipynb.", err.toString().strip());
    }

    @Test
    void theDoctorFailsOnWhatIsEssentialAndNamesTheRemedy() {
        assertEquals(1, jolab("doctor"), out.toString());
        assertTrue(out.toString().contains("mend: jolab install"), out.toString());
        jolab("install", "--no-aot-cache");
        out.getBuffer().setLength(0);
        assertEquals(0, jolab("doctor"), out.toString());
        assertTrue(out.toString().contains("without a start-up cache"), out.toString());
        assertTrue(out.toString().contains("Jolab works here."), out.toString());
    }

    @Test
    void theDoctorNoticesAJdkThatIsGone() throws Exception {
        jolab("install", "--no-aot-cache");
        var file = folder.resolve("home/.local/share/jupyter/kernels/java/kernel.json");
        Files.writeString(file, Files.readString(file).replace(System.getProperty("java.home"), "/gone/jdk-25"));
        assertEquals(1, jolab("doctor"));
        assertTrue(out.toString().contains("its JDK is gone (/gone/jdk-25)"), out.toString());
    }

    @Test
    void theDoctorNoticesADamagedDistribution() throws Exception {
        jolab("install", "--no-aot-cache");
        Files.delete(folder.resolve("jolab/lib/shared/api.jar"));
        assertEquals(1, jolab("doctor"));
        assertTrue(out.toString().contains("api.jar is missing"), out.toString());
    }

    private int jolab(String... words) {
        var machine = new Machine(Machine.OperatingSystem.LINUX, folder.resolve("home"), environment);
        return JolabCommand.commandLine(machine, () -> distribution)
            .setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    }

    private static JsonNode json(Path spec) throws IOException {
        return Json.MAPPER.readTree(spec.resolve("kernel.json").toFile());
    }
}
