package org.jolab.magics.drive.nio;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.fuse.FolderTree;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.FileTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DriveFileSystemTest {

    @TempDir
    private Path folder;
    private DriveFileSystem system;

    private Path show(FileTree tree) {
        system = DriveFileSystemProvider.installed().show("test", tree, false);
        return system.getPath("/");
    }

    @AfterEach
    void close() {
        if (system != null) {
            system.close();
        }
    }

    /** Runs all operations of the battery below a folder of either. */
    static void compare(Path plain, Path drive) {
        var checks = new ArrayList<Executable>();
        Battery.operations().forEach((name, operation) -> checks.add(() -> {
            var expected = Battery.outcome(Files.createDirectory(plain.resolve(name)), operation);
            assertEquals(expected, Battery.outcome(Files.createDirectory(drive.resolve(name)), operation), name);
        }));
        assertAll(checks);
    }

    @Test
    void allOperationsComeToTheSameAsOnThePlainFileSystem() throws IOException {
        compare(Files.createDirectory(folder.resolve("plain")),
            show(new FolderTree(Files.createDirectory(folder.resolve("tree")))));
    }

    @Test
    void pathsAreTakenApartAndPutTogetherAsThoseOfLinux() {
        var root = show(new FolderTree(folder));
        var checks = new ArrayList<Executable>();
        var texts = List.of("", "/", "a", "a/b", "/a/b", "../a", "a/../b/./c", "/..", "a//b/", "..", "/a/./b", ".",
            "x/../..");
        for (var one : texts) {
            var plain = Path.of(one);
            var drive = root.getFileSystem().getPath(one);
            checks.add(() -> assertEquals(facts(plain), facts(drive), one));
            for (var two : texts) {
                checks.add(() -> assertEquals(facts(plain, Path.of(two)),
                    facts(drive, root.getFileSystem().getPath(two)), one + " and " + two));
            }
        }
        assertAll(checks);
    }

    private static String facts(Path path) {
        var names = new ArrayList<Path>();
        path.forEach(names::add);
        return path + " " + path.getRoot() + " " + path.getFileName() + " " + path.getParent() + " "
            + path.getNameCount() + names + path.normalize() + path.isAbsolute();
    }

    private static String facts(Path one, Path two) {
        String relative;
        try {
            relative = one.relativize(two).toString();
        } catch (IllegalArgumentException refused) {
            relative = "refused";
        }
        return one.resolve(two) + " " + one.resolveSibling(two) + " " + one.startsWith(two) + one.endsWith(two)
            + Integer.signum(one.compareTo(two)) + one.equals(two) + " " + relative;
    }

    @Test
    void patternsMatchAsThoseOfLinux() {
        var root = show(new FolderTree(folder));
        for (var glob : List.of("*.java", "**", "a/*", "a/**", "{x,y}*.txt", "[!a]*", "[a-c]?", "a\\*b", "*.{a,b",
            "[^a]*", "[]", "a{b,c}d", "100%.+")) {
            for (var text : List.of("a.java", "a/b", "a/b/c", "x1.txt", "b", "ab", "a*b", "^a", "/a", "abd",
                "100%.+")) {
                assertEquals(matches(Path.of(text), glob), matches(root.getFileSystem().getPath(text), glob),
                    glob + " on " + text);
            }
        }
    }

    private static String matches(Path path, String glob) {
        try {
            return "" + path.getFileSystem().getPathMatcher("glob:" + glob).matches(path);
        } catch (IllegalArgumentException refused) {
            return "refused";
        }
    }

    @Test
    void linksAreFollowedAlsoInTheMiddleOfAPath() throws IOException {
        Files.createDirectory(folder.resolve("MyDrive"));
        Files.writeString(folder.resolve("MyDrive/a.txt"), "text");
        Files.createSymbolicLink(folder.resolve("My Drive"), Path.of("MyDrive"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("My Drive/a.txt"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        var root = show(new FolderTree(folder));
        assertEquals("text", Files.readString(root.resolve("My Drive/a.txt")));
        assertEquals("text", Files.readString(root.resolve("link")));
        assertEquals("MyDrive", Files.readSymbolicLink(root.resolve("My Drive")).toString());
        assertTrue(Files.isDirectory(root.resolve("My Drive")));
        assertTrue(Files.isSymbolicLink(root.resolve("link")));
        assertFalse(Files.isRegularFile(root.resolve("link"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("/MyDrive/a.txt", root.resolve("link").toRealPath().toString());
        assertTrue(Files.isSameFile(root.resolve("link"), root.resolve("MyDrive/a.txt")));
        Files.writeString(root.resolve("My Drive/new"), "x");
        assertEquals("x", Files.readString(folder.resolve("MyDrive/new")));
        Files.createDirectories(root.resolve("My Drive/deep/er"));
        assertTrue(Files.isDirectory(folder.resolve("MyDrive/deep/er")));
        Files.delete(root.resolve("link"));
        assertTrue(Files.exists(folder.resolve("MyDrive/a.txt")));
        assertThrows(FileSystemLoopException.class, () -> Files.size(root.resolve("loop")));
        assertThrows(UnsupportedOperationException.class, () -> Files.createSymbolicLink(root.resolve("new link"),
            root.resolve("MyDrive")));
    }

    @Test
    void aFolderIsListedAsItComesAndNoFurtherThanItIsRead() throws IOException, InterruptedException {
        var given = new AtomicInteger();
        var root = show(new FolderTree(folder) {
            @Override
            public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
                var attributes = attributes("/");
                while (sink.test("file " + given.get(), attributes)) {
                    given.incrementAndGet();
                }
            }
        });
        try (var paths = Files.list(root)) {
            assertEquals(5, paths.limit(5).count());
        }
        var after = given.get();
        Thread.sleep(1500);
        assertTrue(given.get() < 2000, given + " after " + after);
    }

    @Test
    void nothingIsWrittenToWhatIsForReading() throws IOException {
        Files.writeString(folder.resolve("a"), "text");
        var root = show(new FolderTree(folder));
        DriveFileSystemProvider.installed().show("test", new FolderTree(folder), true);
        assertEquals("text", Files.readString(root.resolve("a")));
        assertFalse(Files.isWritable(root.resolve("a")));
        assertThrows(ReadOnlyFileSystemException.class, () -> Files.writeString(root.resolve("a"), "x"));
        assertThrows(ReadOnlyFileSystemException.class, () -> Files.delete(root.resolve("a")));
        assertThrows(ReadOnlyFileSystemException.class, () -> Files.createDirectory(root.resolve("b")));
        assertThrows(ReadOnlyFileSystemException.class, () -> Files.move(root.resolve("a"), root.resolve("b")));
    }

    @Test
    void addressesLeadToPathsOnceTheTreeIsShown() throws IOException {
        assertThrows(FileSystemNotFoundException.class, () -> Path.of(URI.create("drive://test/a")));
        var root = show(new FolderTree(folder));
        Files.writeString(folder.resolve("a b"), "text");
        assertEquals("text", Files.readString(Path.of(URI.create("drive://test/a%20b"))));
        assertEquals("drive://test/a%20b", root.resolve("a b").toUri().toString());
        system.close();
        assertThrows(ClosedFileSystemException.class, () -> Files.size(root));
    }

    @Test
    void whatCannotBeDoneIsRefusedInWords() throws IOException {
        Files.writeString(folder.resolve("a"), "text");
        var root = show(new FolderTree(folder));
        assertTrue(assertThrows(UnsupportedOperationException.class, () -> root.getFileSystem().newWatchService())
            .getMessage().contains("can't be watched"));
        try (var channel = FileChannel.open(root.resolve("a"))) {
            assertTrue(assertThrows(UnsupportedOperationException.class, channel::lock).getMessage()
                .contains("can't be locked"));
            assertTrue(assertThrows(UnsupportedOperationException.class,
                () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1)).getMessage().contains("can't be mapped"));
        }
        assertThrows(UnsupportedOperationException.class, () -> root.resolve("a").toFile());
        assertThrows(NoSuchFileException.class, () -> root.resolve("nothing").toRealPath());
    }
}
