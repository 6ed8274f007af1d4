package org.jolab.magics.drive.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.TlsProxy;
import org.jolab.magics.drive.fake.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Google's client for Node takes the fake for its Drive. What it asks and expects is in {@code certify.mjs}. */
@Timeout(300)
class NodeClientTest {

    private static final String PACKAGE = "@googleapis/drive@22.0.0";

    @TempDir
    private Path certificates;
    /** Beside the classes of this test, so that it is fetched once. */
    private final Path folder;

    NodeClientTest() throws Exception {
        var classes = Path.of(NodeClientTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        folder = Files.createDirectories(classes.resolveSibling("google-node-client"));
    }

    private record Run(int status, String output) {
    }

    private Run run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        var output = folder.resolve("output").toFile();
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(output);
        if (!environment.isEmpty()) {
            builder.environment().keySet().removeIf(name -> name.toUpperCase().endsWith("_PROXY"));
            builder.environment().putAll(environment);
        }
        var process = builder.start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), command.getFirst() + " goes on for ever");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(output.toPath()));
    }

    private void install() throws IOException, InterruptedException {
        assumeTrue(RcloneTest.onPath("node") && RcloneTest.onPath("npm"),
            "node and npm are not installed: the fake Drive is not held against Google's client for Node (apt install "
                + "nodejs npm)");
        if (Files.exists(folder.resolve("installed"))) {
            return;
        }
        var install = run(List.of("npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit",
            "--no-fund", "--prefix", folder.toString(), PACKAGE), Map.of());
        assumeTrue(install.status == 0, () -> PACKAGE + " cannot be fetched: the fake Drive is not held against it\n"
            + install.output);
        Files.createFile(folder.resolve("installed"));
    }

    @Test
    void itFindsEverythingAsItExpects() throws Exception {
        install();
        Files.write(folder.resolve("certify.mjs"),
            NodeClientTest.class.getResourceAsStream("certify.mjs").readAllBytes());
        // The client's uploads go to Google's own address whatever it is told of another.
        try (var fake = FakeDrive.start(); var proxy = TlsProxy.to(fake, certificates)) {
            var run = run(List.of("node", "certify.mjs"), Map.of("HTTPS_PROXY", proxy.address(),
                "NODE_EXTRA_CA_CERTS", proxy.certificate().toString(), "TOKEN", Tokens.FIRST));
            assertEquals(0, run.status, run.output);
            assertTrue(run.output.contains("certified"), run.output);
        }
    }
}
