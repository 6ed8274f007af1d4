package org.jolab.magics.drive.webdav;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The store before WsgiDAV, a server in Python, which is fetched from PyPI into {@code target} once. */
class WsgiDavTest extends WebDavContract {

    private static DavServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        var bin = Path.of("target", "dav", "bin").toAbsolutePath();
        if (!Files.isExecutable(bin.resolve("wsgidav"))) {
            assumeTrue(run("python3", "-m", "venv", bin.getParent().toString())
                && run(bin.resolve("pip").toString(), "-q", "install", "wsgidav==4.4.0", "cheroot==11.1.2"),
                "WsgiDAV cannot be fetched from PyPI");
        }
        var data = Files.createDirectory(folder.resolve("data"));
        var settings = Files.writeString(folder.resolve("wsgidav.yaml"), """
            server: cheroot
            provider_mapping:
              "/": "%s"
            http_authenticator:
              accept_basic: true
              accept_digest: false
              default_to_digest: false
            simple_dc:
              user_mapping:
                "*":
                  ada:
                    password: "s:ecret"
            dir_browser:
              enable: false
            """.formatted(data));
        server = new DavServer(data, port -> List.of(bin.resolve("wsgidav").toString(), "--config",
            settings.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port)), Map.of());
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (process.waitFor(3, TimeUnit.MINUTES)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    /** It decodes the address in {@code Destination} before it takes it apart. */
    @Override
    protected boolean serverKnows(String name) {
        return name.indexOf('#') < 0 && name.indexOf('?') < 0;
    }

    @Override
    DavServer server() {
        return server;
    }
}
