package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.TlsProxy;
import org.jolab.magics.drive.fake.Tokens;

/**
 * What {@code install/bench/drive} needs in Java: {@code serve FOLDER} is a Drive on this machine, for rclone through a
 * proxy too; {@code mount CACHE STORE POINT}, {@code flush CACHE} and {@code stop CACHE} command a mount process.
 */
final class Workbench {

    private Workbench() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "serve" -> serve(Path.of(arguments[1]));
            case "mount" -> mount(Path.of(arguments[1]), (ObjectNode) Wire.MAPPER.readTree(arguments[2]),
                Path.of(arguments[3]));
            case "flush" -> {
                try (var client = MountClient.find(Path.of(arguments[1])).orElseThrow()) {
                    client.flush(Duration.ofMinutes(10), report -> { });
                }
            }
            case "stop" -> {
                var client = MountClient.find(Path.of(arguments[1]));
                if (client.isPresent()) {
                    client.get().stop();
                    client.get().close();
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void serve(Path folder) throws Exception {
        try (var drive = FakeDrive.start(); var proxy = TlsProxy.to(drive, folder)) {
            Files.writeString(folder.resolve("token"), Tokens.FIRST);
            System.out.println(Wire.object().put("endpoint", drive.endpoint().toString())
                .put("proxy", proxy.address()).put("certificate", proxy.certificate().toString())
                .put("token", Tokens.FIRST));
            // Until its caller ends.
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    private static void mount(Path cache, ObjectNode store, Path point) throws IOException {
        var begun = System.nanoTime();
        try (var client = MountClient.start(new ProcessSettings(cache, store, 0, Duration.ofMinutes(1)))) {
            client.mount(point, false);
            System.out.println(Wire.object().put("milliseconds", (System.nanoTime() - begun) / 1_000_000)
                .put("pid", client.status().pid()));
        }
    }
}
