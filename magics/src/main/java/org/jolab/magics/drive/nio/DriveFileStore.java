package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;

/** How much room a tree has. */
final class DriveFileStore extends FileStore {

    private final DriveFileSystem system;

    DriveFileStore(DriveFileSystem system) {
        this.system = system;
    }

    @Override
    public String name() {
        return system.toString();
    }

    @Override
    public String type() {
        return DriveFileSystemProvider.SCHEME;
    }

    @Override
    public boolean isReadOnly() {
        return system.isReadOnly();
    }

    @Override
    public long getTotalSpace() throws IOException {
        var total = system.tree().space().total();
        return total < 0 ? Long.MAX_VALUE : total;
    }

    @Override
    public long getUsableSpace() throws IOException {
        var space = system.tree().space();
        return space.total() < 0 ? Long.MAX_VALUE : Math.max(0, space.total() - space.used());
    }

    @Override
    public long getUnallocatedSpace() throws IOException {
        return getUsableSpace();
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return FileView.isOf(type);
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
        return system.supportedFileAttributeViews().contains(name);
    }

    @Override
    public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
        return null;
    }

    @Override
    public Object getAttribute(String attribute) throws IOException {
        return switch (attribute) {
            case "totalSpace" -> getTotalSpace();
            case "usableSpace" -> getUsableSpace();
            case "unallocatedSpace" -> getUnallocatedSpace();
            default -> throw new UnsupportedOperationException("'" + attribute + "' not recognized");
        };
    }
}
