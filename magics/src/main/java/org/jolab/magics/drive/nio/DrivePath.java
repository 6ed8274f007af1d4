package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A path with slashes, as on Linux, of any characters whatever the locale is. Can't be changed. */
final class DrivePath implements Path {

    private final DriveFileSystem system;
    private final String text;
    private final String[] names;

    private DrivePath(DriveFileSystem system, boolean absolute, String... names) {
        this.system = system;
        this.names = names;
        this.text = (absolute ? "/" : "") + String.join("/", names);
    }

    /** The path of what a user has written. */
    static DrivePath of(DriveFileSystem system, String typed) {
        if (typed.indexOf('\0') >= 0) {
            throw new InvalidPathException(typed, "Nul character not allowed");
        }
        return new DrivePath(system, typed.startsWith("/"),
            Arrays.stream(typed.split("/")).filter(name -> !name.isEmpty()).toArray(String[]::new));
    }

    /** A path that must be this file system's. */
    static DrivePath of(Path path) {
        if (path instanceof DrivePath drive) {
            return drive;
        }
        if (path == null) {
            throw new NullPointerException();
        }
        throw new ProviderMismatchException();
    }

    private DrivePath with(boolean absolute, String... parts) {
        // The empty path has one name, which is empty.
        return new DrivePath(system, absolute, parts);
    }

    /** As a tree is asked: absolute, without {@code .} and {@code ..}. */
    String key() {
        return toAbsolutePath().normalize().toString();
    }

    private boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public DriveFileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return text.startsWith("/");
    }

    @Override
    public DrivePath getRoot() {
        return isAbsolute() ? with(true) : null;
    }

    @Override
    public DrivePath getFileName() {
        return isEmpty() ? this : names.length == 0 ? null : with(false, names[names.length - 1]);
    }

    @Override
    public DrivePath getParent() {
        return names.length == 0 || names.length == 1 && !isAbsolute() ? null
            : with(isAbsolute(), Arrays.copyOf(names, names.length - 1));
    }

    @Override
    public int getNameCount() {
        return isEmpty() ? 1 : names.length;
    }

    @Override
    public DrivePath getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public DrivePath subpath(int from, int to) {
        if (from < 0 || to > getNameCount() || from >= to) {
            throw new IllegalArgumentException();
        }
        return isEmpty() ? this : with(false, Arrays.copyOfRange(names, from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof DrivePath that && that.system == system && that.isAbsolute() == isAbsolute()
            && that.isEmpty() == isEmpty() && that.names.length <= names.length
            && Arrays.equals(that.names, Arrays.copyOf(names, that.names.length));
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof DrivePath that) || that.system != system) {
            return false;
        }
        if (that.isAbsolute() || that.isEmpty() || isEmpty()) {
            return equals(that);
        }
        var begin = names.length - that.names.length;
        return begin >= 0 && Arrays.equals(that.names, Arrays.copyOfRange(names, begin, names.length));
    }

    @Override
    public DrivePath normalize() {
        var kept = new ArrayDeque<String>();
        for (var name : names) {
            if (name.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!name.equals(".") && !(name.equals("..") && isAbsolute() && kept.isEmpty())) {
                kept.add(name);
            }
        }
        return with(isAbsolute(), kept.toArray(String[]::new));
    }

    @Override
    public DrivePath resolve(Path other) {
        var that = of(other);
        if (that.isAbsolute() || isEmpty()) {
            return that;
        }
        var all = Arrays.copyOf(names, names.length + that.names.length);
        System.arraycopy(that.names, 0, all, names.length, that.names.length);
        return with(isAbsolute(), all);
    }

    @Override
    public DrivePath relativize(Path other) {
        var that = of(other);
        if (that.isAbsolute() != isAbsolute()) {
            throw new IllegalArgumentException("'other' is different type of Path");
        }
        if (isEmpty()) {
            return that;
        }
        var from = normalize().names;
        var to = that.normalize().names;
        var common = 0;
        while (common < Math.min(from.length, to.length) && from[common].equals(to[common])) {
            common++;
        }
        var steps = new ArrayList<String>();
        for (var i = common; i < from.length; i++) {
            if (from[i].equals("..")) {
                throw new IllegalArgumentException("Unable to compute relative  path from " + this + " to " + other);
            }
            steps.add("..");
        }
        steps.addAll(List.of(to).subList(common, to.length));
        return with(false, steps.toArray(String[]::new));
    }

    @Override
    public URI toUri() {
        try {
            return new URI(DriveFileSystemProvider.SCHEME, system.name(), toAbsolutePath().text, null, null);
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public DrivePath toAbsolutePath() {
        return isAbsolute() ? this : with(true, names);
    }

    @Override
    public DrivePath toRealPath(LinkOption... options) throws IOException {
        return of(system, system.links().real(key(), options.length == 0));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw system.noWatching();
    }

    @Override
    public int compareTo(Path other) {
        return text.compareTo(of(other).text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DrivePath that && that.system == system && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
