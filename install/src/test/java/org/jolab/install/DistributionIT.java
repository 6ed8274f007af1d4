package org.jolab.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.jolab.install.client.Channel;
import org.jolab.install.client.Execution;
import org.jolab.install.client.Json;
import org.jolab.install.client.KernelProcess;
import org.jolab.install.machine.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as users have it: its command, its kernel, its first notebook. */
class DistributionIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final Distribution DISTRIBUTION = new Distribution(Path.of(System.getProperty("jolab.home")));

    @TempDir
    private Path folder;

    @Test
    void everyJarOfTheManifestIsThereAndNamedAmongTheLicences() throws Exception {
        var licences = Files.readString(DISTRIBUTION.home().resolve("THIRD-PARTY.txt"));
        for (var jar : DISTRIBUTION.classPath()) {
            assertTrue(Files.isRegularFile(jar), jar.toString());
            var name = jar.getFileName().toString().replaceFirst("(-\\d[^/]*)?\\.jar$", "");
            assertTrue(name.startsWith("jolab") || licences.contains(name), name);
        }
        try (var apart = Files.newDirectoryStream(DISTRIBUTION.home().resolve("lib/ssh"), "*.jar")) {
            for (var jar : apart) {
                var name = jar.getFileName().toString().replaceFirst("-\\d[^/]*$", "");
                assertTrue(licences.contains(name) && !DISTRIBUTION.classPath().contains(jar), name);
            }
        }
        for (var file : List.of("LICENSE", "NOTICE", "bin/jolab.cmd", "examples/tour.ipynb")) {
            assertTrue(Files.isRegularFile(DISTRIBUTION.home().resolve(file)), file);
        }
        assertTrue(Files.isExecutable(DISTRIBUTION.home().resolve("bin/jolab")));
    }

    @Test
    void onlyTheApiJarHoldsWhatNotebooksCompileAgainst() throws Exception {
        for (var jar : DISTRIBUTION.classPath()) {
            try (var file = new JarFile(jar.toFile())) {
                var hasApi = file.stream().anyMatch(entry -> entry.getName().startsWith("org/jolab/api/"));
                assertEquals(jar.endsWith("shared/jolab-kernel-api.jar"), hasApi, jar.toString());
            }
        }
    }

    @Test
    void theCommandKnowsItsVersion() throws Exception {
        var ended = jolab("--version");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().startsWith("jolab " + Distribution.version()), ended.out());
        assertEquals(2, jolab("no-such-command").code());
    }

    @Test
    void theInstalledKernelStartsFromItsCacheAndTheDoctorIsContent() throws Exception {
        var installed = jolab("install");
        assertEquals(0, installed.code(), installed.err());
        assertEquals("", installed.err());
        var json = Json.MAPPER.readTree(folder.resolve("jupyter/kernels/java/kernel.json").toFile());
        var argv = json.path("argv").valueStream().map(word -> word.asText()).toList();
        var cache = argv.stream().filter(word -> word.startsWith("-XX:AOTCache=")).findFirst().orElseThrow();
        // Required rather than asked for: a JVM that cannot use it would not start.
        var strict = new ArrayList<>(argv);
        strict.add(1, "-XX:AOTMode=on");
        var loaded = folder.resolve("loaded.txt");
        strict.add(1, "-Xlog:class+load:file=" + loaded);
        try (var process = KernelProcess.start(strict, folder, Map.of("JOLAB_HISTORY", "off"));
            var client = process.connect()) {
            client.awaitReady(LONG).orElseThrow();
            var results = new ArrayList<String>();
            new Execution(client, LONG).run("6 * 7", message ->
                results.add(message.content().at("/data/text~1plain").asText()));
            assertEquals(List.of("42"), results);
            client.ask(Channel.CONTROL, "shutdown_request", Json.object().put("restart", false), LONG).orElseThrow();
            assertTrue(process.awaitEnd(LONG));
        }
        assertTrue(Files.exists(Path.of(cache.substring(cache.indexOf('=') + 1))));
        var classes = Files.readString(loaded);
        assertTrue(classes.contains("org.jolab.kernel.session.Session "));
        // Who uses no tensor and no %git waits for nothing of them but a few types that the magics' own classes name.
        assertTrue(classes.lines().filter(line -> line.contains("org.jolab.gpu.") || line.contains("org.eclipse.jgit."))
            .count() < 10, classes);
        var doctor = jolab("doctor");
        assertEquals(0, doctor.code(), doctor.out());
        assertTrue(doctor.out().contains("with a start-up cache"), doctor.out());
        assertEquals(0, jolab("uninstall").code());
        assertFalse(Files.exists(folder.resolve("jupyter/kernels/java")));
        assertEquals(1, jolab("doctor").code());
    }

    @Test
    void aJvmThatCannotHaveACacheIsInstalledWithoutOne() throws Exception {
        var ended = jolab("install", "--jvm-arg", "-Xshare:off");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.err().contains("kernels will start without one"), ended.err());
        var json = Json.MAPPER.readTree(folder.resolve("jupyter/kernels/java/kernel.json").toFile());
        assertTrue(json.path("argv").valueStream().noneMatch(word -> word.asText().contains("AOTCache")));
    }

    @Test
    void theTourRunsFromEndToEnd() throws Exception {
        var ended = jolab("run", DISTRIBUTION.home().resolve("examples/tour.ipynb").toString(), "-o", "tour.ipynb");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().contains("Hello from Java 25"), ended.out());
        var cells = Json.MAPPER.readTree(folder.resolve("tour.ipynb").toFile()).path("cells");
        for (var cell : cells) {
            assertTrue(cell.path("cell_type").asText().equals("markdown") || !cell.path("outputs").isEmpty(),
                cell.path("id").asText());
        }
    }

    @Test
    void everyExampleRunsFromEndToEnd() throws Exception {
        try (var examples = Files.newDirectoryStream(DISTRIBUTION.home().resolve("examples"), "*.ipynb")) {
            for (var example : examples) {
                var ended = jolab("run", example.toString(), "-o", "executed.ipynb", "-p", "limit=3000");
                assertEquals(0, ended.code(), example + "\n" + ended.err());
                if (example.endsWith("magics.ipynb")) {
                    assertTrue(ended.out().contains("[\"Jungfraujoch\", \"Sonnblick\"]"), ended.out());
                    assertTrue(ended.out().contains("Hello Ada and Grace Hopper"), ended.out());
                }
            }
        }
    }

    @Test
    void notebooksSeeTheJcudaThatTensorsAreExchangedWith() throws Exception {
        Files.writeString(folder.resolve("n.ipynb"), """
            {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null,
               "source": "import jcuda.driver.*;\\nimport org.jolab.gpu.cuda.JcudaExchange;\\n\
            System.out.println(new CUdeviceptr());\\n\
            var library = \\"/lib/libJCudaDriver-12.6.0-linux-x86_64.so\\";\\n\
            System.out.println(CUdeviceptr.class.getResource(library) != null);\\n\
            try { System.out.println(JcudaExchange.stream(Device.cuda(0))); }\\n\
            catch (DeviceUnavailable e) { System.out.println(\\"no card\\"); }"}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        var ended = jolab("run", "n.ipynb");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().startsWith("CUdeviceptr["), ended.out());
        var isLinux = System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64");
        assertEquals(isLinux, ended.out().contains("\ntrue\n"), ended.out());
        assertTrue(ended.out().endsWith("no card\n") || ended.out().contains("\nCUstream["), ended.out());
    }

    @Test
    void parametersReachTheNotebookAndAFailureItsExitCode() throws Exception {
        Files.writeString(folder.resolve("n.ipynb"), """
            {"cells": [
              {"cell_type": "code", "id": "a", "metadata": {"tags": ["parameters"]}, "outputs": [],
               "execution_count": null, "source": "double rate = 1; String who = \\"\\";"},
              {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [], "execution_count": null,
               "source": "System.out.println(who + rate / 4);"},
              {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [], "execution_count": null,
               "source": "throw new IllegalStateException(\\"meant\\");"}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        var ended = jolab("run", "n.ipynb", "-p", "rate=3", "-p", "who=\"Zoë\" ");
        assertEquals(1, ended.code());
        assertEquals("\"Zoë\" 0.75\n", ended.out());
        assertTrue(ended.err().contains("cell 4 (id c): "), ended.err());
        assertTrue(ended.err().contains("IllegalStateException"), ended.err());
        var written = Json.MAPPER.readTree(folder.resolve("n.executed.ipynb").toFile());
        assertEquals("error", written.at("/cells/3/outputs/0/output_type").asText());
    }

    @Test
    void anEndlessCellIsInterruptedAfterItsTime() throws Exception {
        Files.writeString(folder.resolve("n.ipynb"), """
            {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null,
               "source": "while (true) { }"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        var ended = jolab("run", "n.ipynb", "--timeout", "2");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("ran longer than 2 s and was interrupted"), ended.err());
    }

    @Test
    void whatEndsTheCommandEndsItsKernelAndKeepsWhatHadRun() throws Exception {
        Files.writeString(folder.resolve("n.ipynb"), """
            {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null,
               "source": "System.out.println(ProcessHandle.current().pid());\\nThread.sleep(600_000);"}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        var process = start("run", "n.ipynb");
        var kernel = Long.parseLong(process.inputReader().readLine());
        assertTrue(ProcessHandle.of(kernel).isPresent());
        process.destroy();
        assertTrue(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS));
        assertFalse(ProcessHandle.of(kernel).map(ProcessHandle::isAlive).orElse(false));
        var written = Json.MAPPER.readTree(folder.resolve("n.executed.ipynb").toFile());
        assertEquals(kernel + "\n", written.at("/cells/0/outputs/0/text/0").asText());
    }

    private Ended jolab(String... arguments) throws Exception {
        var process = start(arguments);
        // Streams are read after the end: what these commands print fits into a pipe.
        assertTrue(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS));
        return new Ended(process.exitValue(), new String(process.getInputStream().readAllBytes()),
            new String(process.getErrorStream().readAllBytes()));
    }

    private Process start(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(DISTRIBUTION.home().resolve("bin/jolab").toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().put("JUPYTER_DATA_DIR", folder.resolve("jupyter").toString());
        builder.environment().put("JUPYTER_PATH", "");
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().put("JOLAB_HISTORY", "off");
        return builder.start();
    }

    private record Ended(int code, String out, String err) {}
}
