package org.jolab.gpu.cuda.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a search for libraries depends on.
 *
 * @param environment the process's variables
 * @param given folders that the user names by {@code -Dorg.jolab.gpu.cuda.libs}, as a path list; empty if none
 * @param root where absolute paths begin: {@code /}
 * @param isWindows whether files are named as there
 */
public record Machine(Map<String, String> environment, String given, Path root, boolean isWindows) {

    /** The one that this program runs on. */
    public static Machine current() {
        return new Machine(System.getenv(), System.getProperty("org.jolab.gpu.cuda.libs", ""), Path.of("/"),
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows"));
    }

    /** The file called {@code path}, which is absolute. */
    Path at(String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }

    /** The variable's value; empty if it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The folders of a path list. */
    List<Path> list(String paths) {
        return Stream.of(paths.split(isWindows ? ";" : ":")).filter(each -> !each.isBlank()).map(Path::of).toList();
    }

    /** The user's folder. */
    Path home() {
        var home = isWindows ? variable("USERPROFILE") : variable("HOME");
        return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
    }

    /** Where the user's libraries may be put by hand. */
    Path cache() {
        var given = variable(isWindows ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        return (given.isBlank() ? home().resolve(".cache") : Path.of(given)).resolve("jolab").resolve("cuda");
    }

    /** What is in {@code folder}, in reverse order of names, so that newer versions come first. */
    static List<Path> children(Path folder, String glob) {
        try (var found = Files.newDirectoryStream(folder, glob)) {
            var all = new ArrayList<Path>();
            found.forEach(all::add);
            all.sort(Comparator.reverseOrder());
            return all;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** What a program prints; empty if it fails or takes more than some seconds. */
    static List<String> output(String... command) {
        try {
            var file = Files.createTempFile("jolab", ".txt");
            try {
                var process = new ProcessBuilder(command).redirectOutput(file.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
                process.getOutputStream().close();
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                return Files.readAllLines(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
