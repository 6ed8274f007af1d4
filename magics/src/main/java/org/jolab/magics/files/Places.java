package org.jolab.magics.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.api.UsageError;
import org.jolab.magics.Variables;

/**
 * What users type as paths: {@code ~}, {@code $NAME} of the environment, and wild cards ({@code *}, {@code ?},
 * {@code [a-c]}, {@code {a,b}}, {@code **}) as shells know them. May be used by all threads.
 *
 * @param folder where relative paths start
 */
public record Places(CurrentFolder folder) {

    private static final String WILD = "*?[{";

    /** Paths that start in the process' folder. */
    public static Places here() {
        return new Places(new CurrentFolder());
    }

    /** The path that {@code typed} means, relative if it was typed so. */
    public Path of(String typed) {
        try {
            return folder.resolve(Path.of(expanded(typed)));
        } catch (InvalidPathException e) {
            throw new UsageError("\"" + typed + "\" can't be a path: " + e.getReason() + ".", e);
        }
    }

    /**
     * The path of a file or folder that must be there.
     *
     * @throws UsageError if it is not
     */
    Path existing(String typed) {
        var path = of(typed);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw missing(typed);
        }
        return path;
    }

    /**
     * All files and folders that {@code typed} means, in the order of their names: the one of that very name, or all
     * that the wild cards in it match.
     *
     * @throws UsageError if there is none
     */
    List<Path> matching(String typed) throws InterruptedException {
        var found = matchingIfAny(typed);
        if (found.isEmpty()) {
            throw hasWildCards(typed)
                ? new UsageError("Nothing matches " + typed + " (the current folder is " + folder.path() + ").")
                : missing(typed);
        }
        return found;
    }

    /** The same for several, each path once. */
    public List<Path> matching(Collection<String> typed) throws InterruptedException {
        var all = new ArrayList<Path>();
        for (var one : typed) {
            all.addAll(matching(one));
        }
        return all.stream().distinct().toList();
    }

    /** The same, but without an error if there is none. */
    List<Path> matchingIfAny(String typed) throws InterruptedException {
        var path = of(typed);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(path);
        }
        if (!hasWildCards(typed)) {
            return List.of();
        }
        var start = path.isAbsolute() ? path.getRoot() : path.getFileSystem().getPath("");
        var found = List.of(start);
        for (var segment : path) {
            found = step(found, segment.toString());
        }
        return found;
    }

    private List<Path> step(List<Path> folders, String segment) throws InterruptedException {
        var next = new ArrayList<Path>();
        for (var in : folders) {
            Cancelled.check();
            if (!hasWildCards(segment)) {
                var path = in.resolve(segment);
                if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    next.add(path);
                }
            } else if (segment.equals("**")) {
                below(in, next);
            } else {
                var matcher = FileSystems.getDefault().getPathMatcher("glob:" + segment);
                for (var path : children(in)) {
                    // As in shells, * leaves hidden files alone.
                    if (matcher.matches(path.getFileName()) && (segment.startsWith(".") || !isHidden(path))) {
                        next.add(path);
                    }
                }
            }
        }
        return next;
    }

    /** A folder and all folders and files below, without the hidden ones, and without following links. */
    private void below(Path start, List<Path> all) throws InterruptedException {
        Cancelled.check();
        all.add(start);
        for (var path : children(start)) {
            if (!isHidden(path)) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    below(path, all);
                } else {
                    all.add(path);
                }
            }
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> folder.toString().isEmpty() ? path.getFileName() : path).sorted().toList();
        } catch (IOException | DirectoryIteratorException e) {
            // Shells pass over what they may not read.
            return List.of();
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean hasWildCards(String text) {
        return text.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
    }

    private static String expanded(String typed) {
        var home = System.getProperty("user.home");
        var text = typed.equals("~") || typed.startsWith("~/") || typed.startsWith("~\\")
            ? home + typed.substring(1) : typed;
        return Variables.expanded(text);
    }

    private UsageError missing(String typed) {
        return new UsageError("There is no file or folder " + typed + " (the current folder is " + folder.path()
            + ").");
    }
}
