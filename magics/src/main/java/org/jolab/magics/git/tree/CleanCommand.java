package org.jolab.magics.git.tree;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jolab.api.UsageError;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.PathSpec;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/** {@code %git clean}. */
public final class CleanCommand {

    private CleanCommand() {}

    /** The command. */
    public static List<Command> all() {
        return List.of(Command.of("clean", "deletes files that the repository does not know", Syntax.of(
            "-n, --dry-run", "-f, --force", "-d", "-x", "-q, --quiet"), CleanCommand::clean));
    }

    private static Object clean(Place place, Given given) throws Exception {
        place.top();
        if (!given.has("-n", "-f")) {
            throw new UsageError("%git clean deletes files for good. %git clean -n shows which, %git clean -f does "
                + "it.");
        }
        var spec = PathSpec.of(place, given.allPaths());
        var prefix = place.inTree(place.folder().toString());
        var found = place.git().clean().setDryRun(true).setForce(false).setCleanDirectories(given.has("-d"))
            .setIgnore(!given.has("-x")).call();
        var ignored = given.has("-x") ? Set.<String>of() : place.git().status().call().getIgnoredNotInIndex();
        var meant = new TreeSet<String>();
        for (var path : found) {
            var bare = path.replaceFirst("/$", "");
            if (!(spec.isAll() ? prefix.isEmpty() || bare.startsWith(prefix + "/") : spec.matches(bare))) {
                continue;
            }
            var within = repositories(place.top().resolve(bare));
            if (within.isEmpty() && ignored.stream().noneMatch(one -> one.startsWith(bare + "/"))) {
                meant.add(bare);
                tell(given, path);
            } else {
                around(place, given, bare, new Kept(within, ignored));
            }
        }
        if (!given.has("-n") && !meant.isEmpty()) {
            place.git().clean().setPaths(meant).setForce(false).setCleanDirectories(given.has("-d"))
                .setIgnore(!given.has("-x")).call();
        }
        return null;
    }

    private static void tell(Given given, String path) {
        if (!given.has("-q") || given.has("-n")) {
            System.out.println((given.has("-n") ? "Would remove " : "Removing ") + path);
        }
    }

    /** The folders of repositories in {@code folder}, which may be one itself: they are nobody's rubbish. */
    private static Set<Path> repositories(Path folder) throws IOException {
        var found = new HashSet<Path>();
        if (!Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                if (Files.exists(inner.resolve(".git"))) {
                    found.add(inner);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** What stays: folders of repositories, and the paths of what is ignored. */
    private record Kept(Set<Path> repositories, Set<String> ignored) {}

    /** Deletes what lies in {@code path} around what is kept of it. */
    private static void around(Place place, Given given, String path, Kept kept) throws IOException {
        var top = place.top();
        var files = new ArrayList<Path>();
        var folders = new ArrayList<Path>();
        Files.walkFileTree(top.resolve(path), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                return kept.repositories.contains(inner) || isIgnored(inner) ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isIgnored(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, IOException failure) {
                folders.add(inner);
                return FileVisitResult.CONTINUE;
            }

            private boolean isIgnored(Path file) {
                return kept.ignored.contains(top.relativize(file).toString().replace('\\', '/'));
            }
        });
        for (var file : files) {
            tell(given, top.relativize(file).toString().replace('\\', '/'));
            if (!given.has("-n")) {
                Files.delete(file);
            }
        }
        for (var folder : given.has("-n") ? List.<Path>of() : folders) {
            try {
                Files.delete(folder);
            } catch (DirectoryNotEmptyException e) {
                // The folder of a repository, or of what is ignored.
                continue;
            }
        }
    }
}
