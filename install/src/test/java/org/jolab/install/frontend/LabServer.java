package org.jolab.install.frontend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jolab.install.conformance.Environment;

/** A JupyterLab of the test's own, with folders of its own; it ends with {@link #close}. */
final class LabServer implements AutoCloseable {

    private static final Pattern ADDRESS =
        Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)(/\\S*?)(?:lab|tree)(?=[?\\s])");

    private static final String TOKEN = "a-token-for-tests";

    private final Process process;
    private final Path log;
    private final String application;
    private final String address;

    /** Starts JupyterLab in {@code home}, whose folder {@code notebooks} it shows. */
    LabServer(Path home) throws IOException, InterruptedException {
        this(home, "jupyterlab", Map.of());
    }

    /** Starts a Python module that is a Jupyter application, with options of its own. */
    LabServer(Path home, String application, Map<String, String> variables, String... options)
            throws IOException, InterruptedException {
        this.application = application;
        var notebooks = Files.createDirectories(home.resolve("notebooks"));
        var settings = Files.createDirectories(home.resolve("settings/@jupyterlab/apputils-extension"));
        // Nobody is here to answer whether news are wanted.
        Files.writeString(settings.resolve("notification.jupyterlab-settings"), "{\"fetchNews\": \"false\"}");
        log = home.resolve("jupyter.log");
        var command = new ArrayList<>(List.of(
            Environment.PYTHON.toString(), "-m", application, "--no-browser", "--allow-root",
            "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--ServerApp.root_dir=" + notebooks,
            // No news, no extensions from elsewhere: nothing asks the network.
            "--LabApp.user_settings_dir=" + home.resolve("settings"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly"));
        command.addAll(List.of(options));
        if (command.stream().noneMatch(option -> option.startsWith("--IdentityProvider.token="))) {
            command.add("--IdentityProvider.token=" + TOKEN);
        }
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("XDG_DATA_HOME", home.resolve("data").toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        environment.put("JUPYTER_CONFIG_DIR", home.resolve("jupyter-config").toString());
        environment.put("JUPYTER_DATA_DIR", home.resolve("jupyter-data").toString());
        environment.put("JUPYTER_RUNTIME_DIR", home.resolve("jupyter-runtime").toString());
        environment.put("PYTHONUNBUFFERED", "1");
        environment.putAll(variables);
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        address = awaitAddress();
    }

    private String awaitAddress() throws IOException, InterruptedException {
        for (var end = Instant.now().plus(Duration.ofSeconds(60)); Instant.now().isBefore(end); Thread.sleep(200)) {
            var found = ADDRESS.matcher(Files.readString(log));
            if (found.find()) {
                return found.group(1) + found.group(2);
            }
            if (!process.isAlive()) {
                break;
            }
        }
        close();
        throw new AssertionError("JupyterLab did not start:\n" + Files.readString(log));
    }

    /** Where a browser finds a notebook of the folder, in a work space that remembers nothing. */
    String address(String notebook) {
        return address(notebook, port()) + "&token=" + TOKEN;
    }

    /** The same at another port, behind which stands this server, and without the token. */
    String address(String notebook, int port) {
        var path = application.equals("notebook") ? "notebooks/" : "lab/tree/";
        return "http://127.0.0.1:" + port + address.substring(address.indexOf('/')) + path + notebook + "?reset";
    }

    /** Where it listens. */
    int port() {
        return Integer.parseInt(address.substring(0, address.indexOf('/')));
    }

    /** The memory of its kernel, in bytes; there has to be one. */
    long kernelMemory() throws IOException {
        var kernel = process.descendants()
            .filter(child -> child.info().command().orElse("").endsWith("/java"))
            .findFirst().orElseThrow();
        return Memory.of(kernel.pid());
    }

    /** Where a browser finds a notebook of the folder in Notebook 7, which the same server serves. */
    String addressInNotebook(String notebook) {
        return address(notebook).replace("/lab/tree/", "/notebooks/");
    }

    /** What the server and its kernels have said. */
    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        var kernels = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        kernels.forEach(ProcessHandle::destroyForcibly);
    }
}
