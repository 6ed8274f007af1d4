package org.jolab.magics.shell.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that is to be started.
 *
 * @param arguments the program's path and its arguments
 * @param directory the folder that it starts in
 * @param environment its variables
 */
public record Launch(List<String> arguments, Path directory, Map<String, String> environment) {

    public Launch {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * A program in the current folder with the current environment, in a terminal that has colours; pagers, which
     * would wait for somebody to turn the page, just print.
     */
    public static Launch here(List<String> arguments) {
        var environment = new HashMap<>(new ProcessBuilder().environment());
        environment.put("TERM", "xterm-256color");
        environment.put("PAGER", "cat");
        environment.put("GIT_PAGER", "cat");
        return new Launch(arguments, Path.of("").toAbsolutePath(), environment);
    }

    /** Where the system finds a program: itself if it is a path, else in the folders of {@code PATH}. */
    public static Optional<Path> find(String program) {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        if (program.contains("/") || program.contains(File.separator)) {
            return Optional.of(Path.of(program).toAbsolutePath()).filter(Launch::isProgram);
        }
        var folders = new ProcessBuilder().environment().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return Arrays.stream(folders.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, program).toAbsolutePath())
            .filter(Launch::isProgram)
            .findFirst();
    }

    private static boolean isProgram(Path path) {
        return Files.isExecutable(path) && !Files.isDirectory(path);
    }
}
