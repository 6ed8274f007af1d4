package org.jolab.magics.drive.nio;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Operations on files, each in a folder of its own; what they come to is to be the same on every file system. */
final class Battery {

    /** Does something in a folder. */
    interface Operation {

        Object in(Path folder) throws Exception;
    }

    private final Map<String, Operation> all = new LinkedHashMap<>();

    private Battery() {
        reading();
        writing();
        folders();
        copies();
        moves();
        attributes();
        libraries();
    }

    static Map<String, Operation> operations() {
        return new Battery().all;
    }

    /** What an operation came to, and what is in its folder then. */
    static String outcome(Path folder, Operation operation) throws IOException {
        String outcome;
        try {
            outcome = String.valueOf(operation.in(folder));
        } catch (Exception failure) {
            // Sub-classes of ours tell more than the JDK's: what is caught by name is the JDK's.
            var type = failure.getClass();
            while (!type.getName().startsWith("java.")) {
                type = type.getSuperclass().asSubclass(Exception.class);
            }
            outcome = type.getSimpleName();
        }
        return outcome.replace(folder.toString(), "HERE") + "\n" + contents(folder);
    }

    private static String contents(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.toList()) {
                files.put(folder.relativize(path).toString(), Files.isRegularFile(path)
                    ? Files.size(path) + ":" + Arrays.hashCode(Files.readAllBytes(path)) : "folder");
            }
        }
        return files.toString();
    }

    private static Path file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void reading() {
        all.put("read", in -> Files.readString(file(in, "a", "some ünïcode text")));
        all.put("read an empty file", in -> Files.readAllBytes(file(in, "a", "")).length);
        all.put("read what is not there", in -> Files.readString(in.resolve("none")));
        all.put("what is below a file", in -> Files.exists(file(in, "a", "x").resolve("b")));
        all.put("lines", in -> Files.lines(file(in, "a", "one\ntwo\nthree")).toList());
        all.put("seek", in -> {
            try (var channel = Files.newByteChannel(file(in, "a", "0123456789"))) {
                var buffer = ByteBuffer.allocate(4);
                var read = channel.position(7).read(buffer);
                return read + new String(buffer.array(), StandardCharsets.UTF_8).strip() + channel.position()
                    + channel.size() + channel.read(ByteBuffer.allocate(1));
            }
        });
        all.put("scatter", in -> {
            try (var channel = FileChannel.open(file(in, "a", "0123456789"))) {
                var parts = new ByteBuffer[] {ByteBuffer.allocate(3), ByteBuffer.allocate(4), ByteBuffer.allocate(9)};
                return channel.read(parts) + Arrays.stream(parts).map(part -> new String(part.array(), 0,
                    part.position(), StandardCharsets.UTF_8)).collect(Collectors.joining("|"));
            }
        });
        all.put("write to what is open for reading", in -> {
            try (var channel = Files.newByteChannel(file(in, "a", "x"))) {
                return channel.write(ByteBuffer.allocate(1));
            }
        });
        all.put("use after close", in -> {
            var channel = Files.newByteChannel(file(in, "a", "x"));
            channel.close();
            channel.close();
            return channel.isOpen() + "" + channel.read(ByteBuffer.allocate(1));
        });
    }

    private void writing() {
        all.put("write", in -> Files.size(Files.write(in.resolve("a"), new byte[100_000])));
        all.put("overwrite", in -> Files.readString(file(file(in, "a", "a long text").getParent(), "a", "short")));
        all.put("append", in -> Files.readString(Files.writeString(file(in, "a", "one"), "two", APPEND)));
        all.put("append to nothing", in -> Files.writeString(in.resolve("a"), "two", APPEND));
        all.put("append makes", in -> Files.writeString(in.resolve("a"), "two", APPEND, CREATE).getFileName());
        all.put("write without create", in -> Files.writeString(in.resolve("a"), "two", WRITE));
        all.put("create new", in -> Files.writeString(in.resolve("a"), "two", CREATE_NEW).getFileName());
        all.put("create new twice", in -> Files.writeString(file(in, "a", "x"), "two", CREATE_NEW));
        all.put("create file", in -> Files.size(Files.createFile(in.resolve("a"))));
        all.put("create file twice", in -> Files.createFile(file(in, "a", "x")));
        all.put("in a missing folder", in -> file(in, "no/a", "x"));
        all.put("write over the beginning", in -> Files.readString(Files.writeString(file(in, "a", "abcdef"), "XY",
            WRITE)));
        all.put("truncate while reading", in -> {
            Files.newByteChannel(file(in, "a", "abc"), READ, TRUNCATE_EXISTING).close();
            return Files.size(in.resolve("a"));
        });
        all.put("read and append", in -> Files.newByteChannel(file(in, "a", "abc"), READ, APPEND));
        all.put("append and truncate", in -> Files.newByteChannel(file(in, "a", "abc"), APPEND, TRUNCATE_EXISTING));
        all.put("delete on close", in -> {
            Files.newByteChannel(in.resolve("a"), CREATE, WRITE, DELETE_ON_CLOSE).close();
            return Files.exists(in.resolve("a"));
        });
        all.put("a hole", in -> {
            try (var channel = FileChannel.open(in.resolve("a"), CREATE, WRITE, READ)) {
                channel.write(ByteBuffer.wrap(new byte[] {1}), 10_000);
                var read = ByteBuffer.allocate(2);
                return channel.size() + "" + channel.read(read, 9_999) + Arrays.toString(read.array())
                    + channel.position();
            }
        });
        all.put("truncate", in -> {
            try (var channel = FileChannel.open(file(in, "a", "0123456789"), WRITE)) {
                return channel.position(8).truncate(5).position() + "" + channel.truncate(100).size();
            }
        });
        all.put("transfer", in -> {
            try (var from = FileChannel.open(file(in, "a", "0123456789"));
                    var to = FileChannel.open(in.resolve("b"), CREATE, WRITE)) {
                return from.transferTo(2, 5, to) + "" + to.transferFrom(from, 5, 100) + to.size();
            }
        });
        all.put("appends go to the end", in -> {
            try (var one = Files.newByteChannel(in.resolve("a"), CREATE, APPEND);
                    var other = Files.newByteChannel(in.resolve("a"), CREATE, APPEND)) {
                one.write(ByteBuffer.wrap("1".getBytes()));
                other.write(ByteBuffer.wrap("22".getBytes()));
                one.write(ByteBuffer.wrap("333".getBytes()));
                return one.position() + Files.readString(in.resolve("a"));
            }
        });
        all.put("a buffered writer", in -> {
            try (var out = Files.newBufferedWriter(in.resolve("a"))) {
                for (var i = 0; i < 5000; i++) {
                    out.write("line " + i + "\n");
                }
            }
            return Files.lines(in.resolve("a")).skip(4999).findFirst();
        });
    }

    private void folders() {
        all.put("make folders", in -> Files.createDirectories(in.resolve("a/b/c")).getFileName());
        all.put("make folders that are there", in -> Files.createDirectories(Files.createDirectory(in.resolve("a"))));
        all.put("make a folder twice", in -> Files.createDirectory(Files.createDirectory(in.resolve("a"))));
        all.put("make a folder over a file", in -> Files.createDirectory(file(in, "a", "x")));
        all.put("make a folder in nothing", in -> Files.createDirectory(in.resolve("a/b")));
        all.put("list", in -> {
            for (var i = 0; i < 1200; i++) {
                Files.createFile(in.resolve("file " + i));
            }
            try (var paths = Files.list(in)) {
                return paths.map(in::relativize).map(Path::toString).sorted().toList();
            }
        });
        all.put("list by a pattern", in -> {
            for (var name : List.of("a.txt", "b.txt", "c.csv", ".d.txt", "a[1].txt")) {
                file(in, name, "");
            }
            try (var paths = Files.newDirectoryStream(in, "[ab]*.{txt,csv}")) {
                var names = new java.util.TreeSet<String>();
                paths.forEach(path -> names.add(path.getFileName().toString()));
                return names;
            }
        });
        all.put("list a file", in -> Files.newDirectoryStream(file(in, "a", "x")));
        all.put("list nothing", in -> Files.newDirectoryStream(in.resolve("none")));
        all.put("iterate twice", in -> {
            try (var paths = Files.newDirectoryStream(in)) {
                paths.iterator();
                return paths.iterator();
            }
        });
        all.put("iterate after close", in -> {
            var paths = Files.newDirectoryStream(in);
            paths.close();
            return paths.iterator();
        });
        all.put("delete", in -> Files.deleteIfExists(file(in, "a", "x")) + "" + Files.deleteIfExists(in.resolve("a")));
        all.put("delete nothing", in -> {
            Files.delete(in.resolve("a"));
            return "";
        });
        all.put("delete a folder with files", in -> {
            file(Files.createDirectory(in.resolve("a")), "b", "x");
            Files.delete(in.resolve("a"));
            return "";
        });
        all.put("delete a tree", in -> {
            file(Files.createDirectories(in.resolve("a/b/c")), "d", "x");
            Files.walkFileTree(in.resolve("a"), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
            return Files.exists(in.resolve("a"));
        });
        all.put("find", in -> {
            file(Files.createDirectories(in.resolve("a/b")), "c.txt", "12345");
            try (var found = Files.find(in, 9, (path, facts) -> facts.isRegularFile() && facts.size() == 5)) {
                return found.map(in::relativize).toList();
            }
        });
    }

    private void copies() {
        all.put("copy", in -> Files.readString(Files.copy(file(in, "a", "text"), in.resolve("b"))));
        all.put("copy over", in -> Files.copy(file(in, "a", "text"), file(in, "b", "other")));
        all.put("copy and replace", in -> Files.readString(Files.copy(file(in, "a", "text"), file(in, "b", "other"),
            REPLACE_EXISTING)));
        all.put("copy onto itself", in -> Files.copy(file(in, "a", "text"), in.resolve("a")).getFileName());
        all.put("copy nothing", in -> Files.copy(in.resolve("a"), in.resolve("b")));
        all.put("copy a folder", in -> Files.copy(file(Files.createDirectory(in.resolve("a")), "x", "x").getParent(),
            in.resolve("b")).getFileName());
        all.put("copy over a folder with files", in -> Files.copy(file(in, "a", "text"),
            file(Files.createDirectory(in.resolve("b")), "x", "x").getParent(), REPLACE_EXISTING));
        all.put("copy over an empty folder", in -> Files.readString(Files.copy(file(in, "a", "text"),
            Files.createDirectory(in.resolve("b")), REPLACE_EXISTING)));
        all.put("copy with attributes", in -> {
            var a = Files.setLastModifiedTime(file(in, "a", "text"), FileTime.from(Instant.ofEpochSecond(1_000_000)));
            Files.setPosixFilePermissions(a, PosixFilePermissions.fromString("rwxr-x---"));
            var b = Files.copy(a, in.resolve("b"), COPY_ATTRIBUTES);
            return Files.getLastModifiedTime(b) + PosixFilePermissions.toString(Files.getPosixFilePermissions(b));
        });
        all.put("copy atomically", in -> Files.copy(file(in, "a", "text"), in.resolve("b"), ATOMIC_MOVE));
        all.put("copy from a stream", in -> Files.copy(new java.io.ByteArrayInputStream(new byte[70_000]),
            in.resolve("a")));
        all.put("copy to a stream", in -> Files.copy(file(in, "a", "text"), new java.io.ByteArrayOutputStream()));
    }

    private void moves() {
        all.put("move", in -> Files.readString(Files.move(file(in, "a", "text"), in.resolve("b"))));
        all.put("move over", in -> Files.move(file(in, "a", "text"), file(in, "b", "other")));
        all.put("move and replace", in -> Files.readString(Files.move(file(in, "a", "text"), file(in, "b", "other"),
            REPLACE_EXISTING)));
        all.put("move atomically over", in -> Files.readString(Files.move(file(in, "a", "text"),
            file(in, "b", "other"), ATOMIC_MOVE)));
        all.put("move onto itself", in -> Files.move(file(in, "a", "text"), in.resolve("a")).getFileName());
        all.put("move nothing", in -> Files.move(in.resolve("a"), in.resolve("b")));
        all.put("move into nothing", in -> Files.move(file(in, "a", "x"), in.resolve("no/b")));
        all.put("move a folder with files", in -> Files.readString(Files.move(file(
            Files.createDirectory(in.resolve("a")), "x", "text").getParent(), in.resolve("b")).resolve("x")));
        all.put("move a folder over a file", in -> Files.move(Files.createDirectory(in.resolve("a")),
            file(in, "b", "x"), REPLACE_EXISTING).getFileName());
        all.put("move a file over an empty folder", in -> Files.move(file(in, "b", "x"),
            Files.createDirectory(in.resolve("a")), REPLACE_EXISTING).getFileName());
        all.put("move over a folder with files", in -> Files.move(file(in, "b", "x"),
            file(Files.createDirectory(in.resolve("a")), "x", "x").getParent(), REPLACE_EXISTING));
        all.put("move a folder into itself", in -> Files.move(Files.createDirectory(in.resolve("a")),
            in.resolve("a/b")));
        all.put("read on while it is moved", in -> {
            try (var channel = Files.newByteChannel(file(in, "a", "text"))) {
                Files.move(in.resolve("a"), in.resolve("b"));
                return channel.read(ByteBuffer.allocate(9));
            }
        });
        all.put("read on while it is deleted", in -> {
            try (var channel = Files.newByteChannel(file(in, "a", "text"))) {
                Files.delete(in.resolve("a"));
                return channel.read(ByteBuffer.allocate(9));
            }
        });
    }

    private void attributes() {
        all.put("kinds", in -> Files.isDirectory(in) + "" + Files.isRegularFile(file(in, "a", "x"))
            + Files.isSymbolicLink(in.resolve("a")) + Files.notExists(in.resolve("b"))
            + Files.isHidden(in.resolve(".c")) + Files.isReadable(in.resolve("a"))
            + Files.isWritable(in) + Files.isExecutable(in.resolve("b")));
        all.put("times", in -> {
            var time = FileTime.from(Instant.ofEpochSecond(1_234_567_890, 123_000_000));
            return Files.getLastModifiedTime(Files.setLastModifiedTime(file(in, "a", "x"), time)).equals(time);
        });
        all.put("permissions", in -> PosixFilePermissions.toString(Files.getPosixFilePermissions(
            Files.setPosixFilePermissions(file(in, "a", "x"), PosixFilePermissions.fromString("r-x-w---x")))));
        all.put("permissions of a new file", in -> PosixFilePermissions.toString(Files.getPosixFilePermissions(
            Files.createFile(in.resolve("a"), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------"))))));
        all.put("attributes by name", in -> new TreeMap<>(Files.readAttributes(file(in, "a", "abc"),
            "size,isDirectory,isOther")));
        all.put("all attributes by name", in -> new TreeMap<>(Files.readAttributes(file(in, "a", "abc"), "*"))
            .keySet());
        all.put("an unknown attribute", in -> Files.getAttribute(file(in, "a", "abc"), "colour"));
        all.put("an unknown view", in -> Files.getAttribute(file(in, "a", "abc"), "nonsense:colour"));
        all.put("attributes of nothing", in -> Files.size(in.resolve("none")));
        all.put("the same file", in -> Files.isSameFile(file(in, "a", "x"), in.resolve("./a")) + ""
            + Files.isSameFile(in.resolve("a"), file(in, "b", "x")));
        all.put("real path", in -> in.toRealPath().relativize(file(in, "a", "x").getParent().resolve("./a")
            .toRealPath()));
        all.put("mismatch", in -> Files.mismatch(file(in, "a", "abcd"), file(in, "b", "abXd")));
        all.put("names", in -> {
            for (var name : List.of("mit Leerzeichen", "ünï — 漢字 🙂", "a;b'c\"d", "100%", "#1?x=y", "-dash",
                "~tilde")) {
                file(in, name, name);
            }
            return Files.list(in).map(path -> Path.of(path.toUri()).equals(path)).toList();
        });
    }

    private void libraries() {
        all.put("zipfs", in -> {
            try (var zip = FileSystems.newFileSystem(in.resolve("a.zip"), Map.of("create", "true"))) {
                Files.writeString(zip.getPath("/inside.txt"), "in the zip");
            }
            try (var zip = FileSystems.newFileSystem(in.resolve("a.zip"))) {
                return Files.readString(zip.getPath("/inside.txt")) + Files.deleteIfExists(in.resolve("a.zip"));
            }
        });
        all.put("a picture", in -> {
            var picture = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(3, 4, 0x123456);
            try (var out = Files.newOutputStream(in.resolve("a.png"))) {
                ImageIO.write(picture, "png", out);
            }
            try (var read = Files.newInputStream(in.resolve("a.png"))) {
                return ImageIO.read(read).getRGB(3, 4);
            }
        });
        all.put("foreign copies", in -> {
            var outside = Files.createTempFile("battery", ".txt");
            try {
                Files.writeString(outside, "from outside");
                Files.copy(outside, in.resolve("a"));
                Files.move(in.resolve("a"), outside, REPLACE_EXISTING);
                return Files.readString(outside) + Files.exists(in.resolve("a"));
            } finally {
                Files.delete(outside);
            }
        });
        all.put("open for both", in -> {
            try (var channel = FileChannel.open(in.resolve("a"), Set.of(CREATE, READ, WRITE))) {
                channel.write(ByteBuffer.wrap("hello".getBytes()));
                var read = ByteBuffer.allocate(5);
                channel.position(0).read(read);
                channel.force(true);
                return new String(read.array());
            }
        });
    }
}
