package org.jolab.install.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder that looks like a distribution; its jar names a main class that is not there. */
public final class FakeDistribution {

    private FakeDistribution() {}

    /** Makes one in {@code home}. */
    public static Distribution in(Path home) throws IOException {
        Files.createDirectories(home.resolve("lib/shared"));
        Files.createFile(home.resolve("lib/shared/api.jar"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.example.Missing");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "shared/api.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(home.resolve("lib/jolab.jar")), manifest)) {
            jar.finish();
        }
        return new Distribution(home);
    }
}
