package org.jolab.install.machine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Java Development Kit.
 *
 * @param home its folder
 * @param build its exact version, such as {@code 25.0.3+9-LTS}
 */
public record Jdk(Path home, String build) {

    /** The one that runs this program; the launchers have seen to it that it fits. */
    public static Jdk current() {
        return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().toString());
    }

    /** The program that starts a JVM. */
    public Path java() {
        return home.resolve("bin").resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    }

    /** Whether it is still there. */
    public boolean exists() {
        return Files.isExecutable(java());
    }
}
