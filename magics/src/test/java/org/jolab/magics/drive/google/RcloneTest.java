package org.jolab.magics.drive.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.fake.TlsProxy;
import org.jolab.magics.drive.fake.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** rclone takes the fake for Google's Drive: it knows no other address, so it comes through {@link TlsProxy}. */
@Timeout(120)
class RcloneTest {

    @TempDir
    private Path folder;
    private FakeDrive fake;
    private TlsProxy proxy;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(onPath("rclone"), "rclone is not installed: the fake Drive is not held against it (apt install "
            + "rclone)");
        fake = FakeDrive.start();
        proxy = TlsProxy.to(fake, folder);
        Files.writeString(folder.resolve("rclone.conf"), """
            [gd]
            type = drive
            scope = drive
            token = {"access_token":"%s","token_type":"Bearer","refresh_token":"r","expiry":"2099-01-01T00:00:00Z"}
            """.formatted(Tokens.FIRST));
    }

    @AfterEach
    void close() throws IOException {
        if (fake != null) {
            proxy.close();
            fake.close();
        }
    }

    static boolean onPath(String program) {
        for (var place : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(place, program))) {
                return true;
            }
        }
        return false;
    }

    private String rclone(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("rclone", "--config", folder.resolve("rclone.conf").toString(),
            "--ca-cert", proxy.certificate().toString(), "--drive-pacer-min-sleep", "5ms", "--retries", "1",
            "--drive-chunk-size", "1M", "--drive-upload-cutoff", "2M"));
        command.addAll(List.of(arguments));
        var output = folder.resolve("output").toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        builder.environment().keySet().removeIf(name -> name.toUpperCase().endsWith("_PROXY")
            || name.startsWith("RCLONE_"));
        builder.environment().put("HTTPS_PROXY", proxy.address());
        var process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "rclone goes on for ever");
        } finally {
            process.destroyForcibly();
        }
        var text = Files.readString(output.toPath());
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    private Path source() throws IOException {
        var source = Files.createDirectories(folder.resolve("source/sub/deep")).getParent().getParent();
        Files.write(source.resolve("empty"), new byte[0]);
        Files.write(source.resolve("small.bin"), GoogleHouse.random(70_001));
        Files.write(source.resolve("sub/it's ünï ☃.bin"), GoogleHouse.random(100));
        Files.write(source.resolve("sub/deep/large.bin"), GoogleHouse.random(5_500_000));
        return source;
    }

    @Test
    void aTreeIsCopiedCheckedListedMovedAndRemoved() throws Exception {
        var source = source();

        rclone("copy", source.toString(), "gd:tree");
        assertEquals(List.of("/tree", "/tree/empty", "/tree/small.bin", "/tree/sub", "/tree/sub/deep",
            "/tree/sub/deep/large.bin", "/tree/sub/it's ünï ☃.bin"),
            fake.others().all(Others.ROOT).stream().map(Others.Found::path).toList());
        assertTrue(rclone("check", source.toString(), "gd:tree").contains("0 differences found"));
        var list = rclone("lsl", "gd:tree");
        assertTrue(list.contains("5500000") && list.contains("sub/it's ünï ☃.bin"), list);

        rclone("moveto", "gd:tree/small.bin", "gd:tree/sub/moved.bin");
        assertEquals(1, fake.others().at("/tree/sub/moved.bin").size());
        assertEquals(0, fake.others().at("/tree/small.bin").size());
        rclone("copy", "gd:tree", folder.resolve("back").toString());
        assertArrayEquals(GoogleHouse.random(5_500_000),
            Files.readAllBytes(folder.resolve("back/sub/deep/large.bin")));
        assertArrayEquals(GoogleHouse.random(70_001), Files.readAllBytes(folder.resolve("back/sub/moved.bin")));

        assertTrue(rclone("about", "gd:").contains("Total:"));
        rclone("delete", "gd:tree/sub");
        assertEquals(List.of("/tree/empty"), fake.others().all(Others.ROOT).stream()
            .filter(found -> !found.folder()).map(Others.Found::path).toList());
    }

    @Test
    void brokenUploadsAndRefusalsAreOvercome() throws Exception {
        var source = source();
        fake.faults().cutUploads(2, 300_000);
        fake.faults().refuse(3, "files", 403, "userRateLimitExceeded", 0);

        rclone("copy", "--low-level-retries", "10", source.toString(), "gd:tree");

        assertTrue(rclone("check", source.toString(), "gd:tree").contains("0 differences found"));
        var large = fake.others().at("/tree/sub/deep/large.bin").getFirst();
        assertEquals(GoogleHouse.md5(GoogleHouse.random(5_500_000)), fake.others().md5(large));
    }

    @Test
    void whatOneHasWrittenTheOtherReads() throws Exception {
        try (var store = new GoogleStore(fake.endpoint(), fake.tokens().client(), GoogleOptions.standard())) {
            rclone("copy", source().toString(), "gd:");
            var top = store.list(store.root(), "").entries().getFirst();
            var small = store.list(top, "").entries().stream()
                .filter(entry -> entry.name().equals("small.bin")).findFirst().orElseThrow();
            try (var in = store.read(small, 0, small.size())) {
                assertArrayEquals(GoogleHouse.random(70_001), in.readAllBytes());
            }
            try (var content = GoogleHouse.file("from here".getBytes(UTF_8))) {
                store.put(GoogleHouse.draft(small, "from here".getBytes(UTF_8)), content);
            }
        }
        assertEquals("from here", rclone("cat", "gd:small.bin"));
    }
}
