package org.jolab.magics.drive.webdav;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The store before {@code rclone serve webdav}. */
class RcloneWebDavTest extends WebDavContract {

    private static DavServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(each ->
            Files.isExecutable(Path.of(each, "rclone"))), "rclone is not installed: apt install rclone");
        server = new DavServer(folder, port -> List.of("rclone", "serve", "webdav", folder.toString(), "--config",
            "/dev/null", "--addr", "127.0.0.1:" + port, "--dir-cache-time", "0s"),
            Map.of("RCLONE_USER", "ada", "RCLONE_PASS", "s:ecret"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    DavServer server() {
        return server;
    }
}
