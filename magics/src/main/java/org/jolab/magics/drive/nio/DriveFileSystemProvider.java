package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.FileTree;

/**
 * Trees of files for {@code java.nio.file}: {@code Path.of(URI.create("drive:///MyDrive/a.txt"))}. The JDK makes the
 * one instance ({@link #installed()}). Used by many threads.
 */
public final class DriveFileSystemProvider extends FileSystemProvider {

    static final String SCHEME = "drive";

    private final Map<String, DriveFileSystem> systems = new ConcurrentHashMap<>();

    /** For the JDK, which finds it as a service. */
    public DriveFileSystemProvider() {}

    /** The JDK's instance. */
    public static DriveFileSystemProvider installed() {
        return installedProviders().stream().filter(DriveFileSystemProvider.class::isInstance)
            .map(DriveFileSystemProvider.class::cast).findFirst()
            .orElseThrow(() -> new IllegalStateException("The file system drive: is not installed."));
    }

    /**
     * Shows a tree as {@code drive://name/}, in the place of one that was shown there before.
     *
     * @param name     empty for {@code drive:///}
     * @param readOnly nothing can be written, whatever the tree says
     */
    public DriveFileSystem show(String name, FileTree tree, boolean readOnly) {
        var system = systems.computeIfAbsent(name, each -> new DriveFileSystem(this, each));
        system.show(tree, readOnly);
        return system;
    }

    void forget(DriveFileSystem system) {
        systems.remove(system.name(), system);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public DriveFileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("The files of drive: are shown by %drive mount, or Drive.mount().");
    }

    @Override
    public DriveFileSystem getFileSystem(URI uri) {
        if (!SCHEME.equalsIgnoreCase(uri.getScheme()) || uri.isOpaque()) {
            throw new IllegalArgumentException(uri + " does not begin with drive:/.");
        }
        var system = systems.get(uri.getRawAuthority() == null ? "" : uri.getAuthority());
        if (system == null) {
            throw new FileSystemNotFoundException(uri + " is not there yet; %drive mount, or Drive.mount(), shows it.");
        }
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return DrivePath.of(getFileSystem(uri), uri.getPath().isEmpty() ? "/" : uri.getPath());
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        var drive = DrivePath.of(path);
        var system = drive.getFileSystem();
        var how = OpenOptions.of(options);
        var mode = OpenOptions.mode(0644, attributes);
        var tree = how.writes() || how.isRemovedAtClose() ? system.treeToWrite() : system.tree();
        var real = how.isNew() ? system.links().place(drive.key(), false)
            : how.makes() ? system.links().place(drive.key(), how.follow())
            : system.links().find(drive.key(), how.follow()).path();
        return new DriveChannel(tree.open(real, how.forTree(), mode), how, () -> {
            if (how.isRemovedAtClose()) {
                deleteIfExists(path);
            }
        });
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        var drive = DrivePath.of(folder);
        var found = drive.getFileSystem().links().find(drive.key(), true);
        if (!found.attributes().isFolder()) {
            throw new NotDirectoryException(folder.toString());
        }
        return new FolderStream(drive, found.path(), filter);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        var drive = DrivePath.of(folder);
        var system = drive.getFileSystem();
        var tree = system.treeToWrite();
        var mode = OpenOptions.mode(0755, attributes);
        if (drive.key().equals("/")) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        tree.makeFolder(system.links().place(drive.key(), false), mode);
    }

    @Override
    public void delete(Path path) throws IOException {
        var drive = DrivePath.of(path);
        var tree = drive.getFileSystem().treeToWrite();
        var found = drive.getFileSystem().links().find(drive.key(), false);
        if (found.attributes().isFolder()) {
            tree.removeFolder(found.path());
        } else {
            tree.remove(found.path());
        }
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        var drive = DrivePath.of(link);
        var found = drive.getFileSystem().links().find(drive.key(), false);
        if (found.attributes().kind() != Entry.Kind.LINK) {
            throw new NotLinkException(link.toString());
        }
        return DrivePath.of(drive.getFileSystem(), drive.getFileSystem().tree().linkTarget(found.path()));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        new Transfer(DrivePath.of(source), DrivePath.of(target), options).copy();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        new Transfer(DrivePath.of(source), DrivePath.of(target), options).move();
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        if (one.equals(other)) {
            return true;
        }
        if (!(other instanceof DrivePath that) || that.getFileSystem() != one.getFileSystem()) {
            return false;
        }
        var links = that.getFileSystem().links();
        return links.find(DrivePath.of(one).key(), true).attributes().number()
            == links.find(that.key(), true).attributes().number();
    }

    @Override
    public boolean isHidden(Path path) {
        var name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        checkAccess(path);
        return new DriveFileStore(DrivePath.of(path).getFileSystem());
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        var drive = DrivePath.of(path);
        var mode = FileFacts.mode(drive.getFileSystem().links().find(drive.key(), true).attributes());
        for (var wish : modes) {
            var denied = switch (wish) {
                case READ -> (mode & 0444) == 0;
                case WRITE -> drive.getFileSystem().isReadOnly() || (mode & 0222) == 0;
                case EXECUTE -> (mode & 0111) == 0;
            };
            if (denied) {
                throw new AccessDeniedException(path.toString());
            }
        }
    }

    private static boolean follows(LinkOption... options) {
        return options.length == 0;
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return FileView.of(DrivePath.of(path), follows(options), type);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class && type != PosixFileAttributes.class) {
            throw new UnsupportedOperationException(type.getName() + " is not known to drive:.");
        }
        return type.cast(FileView.of(DrivePath.of(path), follows(options)).readAttributes());
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
            throws IOException {
        return FileView.of(DrivePath.of(path), follows(options)).read(attributes);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        FileView.of(DrivePath.of(path), follows(options)).set(attribute, value);
    }
}
