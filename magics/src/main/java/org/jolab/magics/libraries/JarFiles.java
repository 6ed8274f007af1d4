package org.jolab.magics.libraries;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.aether.spi.connector.transport.http.HttpTransporterException;
import org.jolab.api.UsageError;
import org.jolab.magics.libraries.NotebookLibraries.Options;

/**
 * Jars that a notebook names by their places instead of their names.
 *
 * @param libraries has the connections, and the cache for what is downloaded
 * @param isNew whether a jar is downloaded again that was downloaded before
 */
record JarFiles(NotebookLibraries libraries, boolean isNew) {

    private static final Pattern URL = Pattern.compile("https?://.*");
    private static final Pattern WILD = Pattern.compile(".*[*?\\[{].*");

    /**
     * The files and folders that {@code typed} means: files, folders of classes, folders of jars, patterns, addresses.
     *
     * @throws UsageError if there is nothing, or something that is no jar
     */
    List<Path> find(List<String> typed) throws Exception {
        var found = new LinkedHashSet<Path>();
        for (var one : typed) {
            var these = URL.matcher(one).matches() ? List.of(download(one)) : local(one);
            if (these.isEmpty()) {
                throw new UsageError((WILD.matcher(one).matches() ? "Nothing matches " : "There is no file or folder ")
                    + one + " (the current folder is " + Path.of("").toAbsolutePath() + ").");
            }
            found.addAll(these);
        }
        return List.copyOf(found);
    }

    private static List<Path> local(String typed) throws IOException {
        try {
            var text = typed.startsWith("file:") ? Path.of(URI.create(typed)).toString()
                : typed.equals("~") || typed.startsWith("~/") ? System.getProperty("user.home") + typed.substring(1)
                : typed;
            return Files.exists(Path.of(text)) ? jarsOrClasses(Path.of(text))
                : WILD.matcher(text).matches() ? matching(text) : List.of();
        } catch (IllegalArgumentException e) {
            throw new UsageError("This is no path: " + typed + " (" + e.getMessage() + ").", e);
        }
    }

    private static List<Path> jarsOrClasses(Path path) throws IOException {
        var absolute = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            if (!JarCheck.isJar(absolute)) {
                throw new UsageError(path + " is no jar, or a broken one.");
            }
            return List.of(absolute);
        }
        // A folder of jars is meant by who names one: as a folder of classes it would have nothing.
        try (var files = Files.list(absolute)) {
            var jars = new ArrayList<Path>();
            for (var file : files.filter(JarFiles::hasJarName).sorted().toList()) {
                jars.addAll(jarsOrClasses(file));
            }
            return jars.isEmpty() ? List.of(absolute) : jars;
        }
    }

    private static boolean hasJarName(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(".jar");
    }

    private static List<Path> matching(String pattern) throws IOException {
        var slash = pattern.lastIndexOf('/', (int) pattern.chars().takeWhile(c -> "*?[{".indexOf(c) < 0).count());
        var start = Path.of(slash < 0 ? "" : pattern.substring(0, slash + 1));
        if (!Files.isDirectory(start.toAbsolutePath())) {
            return List.of();
        }
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        var depth = pattern.contains("**") ? Integer.MAX_VALUE
            : (int) pattern.substring(slash + 1).chars().filter(c -> c == '/').count() + 1;
        var found = new ArrayList<Path>();
        try (var files = Files.walk(start, depth)) {
            for (var file : files.filter(file -> matcher.matches(file) && !file.equals(start)).sorted().toList()) {
                found.addAll(jarsOrClasses(file));
            }
        }
        return found;
    }

    private Path download(String typed) throws Exception {
        var shown = Repository.withoutPassword(typed);
        URI address;
        try {
            address = new URI(typed);
        } catch (java.net.URISyntaxException e) {
            throw new UsageError("This is no address: " + shown + ".", e);
        }
        var last = Stream.of(address.getPath().split("/")).filter(part -> !part.isEmpty()).reduce("library",
            (_, b) -> b);
        var name = last.endsWith(".jar") ? last : last + ".jar";
        var file = libraries.home().cache().resolve("jars").resolve(MavenHome.nameFor(shown)).resolve(name);
        if (Files.isRegularFile(file) && !isNew) {
            return file;
        }
        var part = file.resolveSibling(name + ".part");
        libraries.atWork(Plan.EMPTY, new Options(false, false, false), session -> {
            try {
                session.download(address, part);
                return null;
            } catch (HttpTransporterException e) {
                throw new UsageError(shown + " can't be downloaded: the server answers " + e.getStatusCode() + (
                    e.getStatusCode() == 401 || e.getStatusCode() == 403 ? ". A user name and a password belong into "
                    + libraries.home().settings() + " as <server> with the <id> " + address.getHost() + "."
                        : "."), e);
            } catch (IOException e) {
                throw new UsageError(shown + " can't be downloaded: " + (e instanceof java.net.UnknownHostException
                    ? "there is no such host, or no network" : e.getMessage()) + ".", e);
            }
        });
        if (!JarCheck.isJar(part)) {
            Files.delete(part);
            throw new UsageError("What comes from " + shown + " is no jar.");
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** Whether something in a line is rather a place than a name. */
    static boolean isPlace(String typed) {
        try {
            return URL.matcher(typed).matches() || typed.endsWith(".jar") || Files.exists(Path.of(typed));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
