package org.jolab.magics.drive.tree;

import java.io.IOException;
import java.nio.file.OpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.store.Space;

/**
 * A tree of files with absolute paths such as {@code /MyDrive/a.txt} ({@code /} is the root). Called by many threads
 * at once. Errors are those of {@code java.nio.file}: {@link java.nio.file.NoSuchFileException},
 * {@link java.nio.file.FileAlreadyExistsException}, {@link java.nio.file.NotDirectoryException},
 * {@link java.nio.file.DirectoryNotEmptyException}, {@link java.nio.file.AccessDeniedException},
 * {@link java.nio.file.ReadOnlyFileSystemException}, {@link IsFolderException}, {@link NoRoomException}; a
 * {@link org.jolab.magics.drive.store.StoreException} where the store had to be asked and could not answer. What
 * returns without an exception has happened: it is in the journal and survives the death of the process.
 */
public interface FileTree {

    /** What is at a path; a link is not followed. */
    Attributes attributes(String path) throws IOException;

    /** Gives the names in a folder and what they are, as they come, until there are no more or the sink says false. */
    void list(String path, BiPredicate<String, Attributes> sink) throws IOException;

    /**
     * Opens a file.
     *
     * @param options those of {@link java.nio.file.StandardOpenOption}: READ, WRITE, CREATE, CREATE_NEW,
     *                TRUNCATE_EXISTING
     * @param mode    permission bits of a file that is made by this
     */
    OpenFile open(String path, Set<? extends OpenOption> options, int mode) throws IOException;

    void makeFolder(String path, int mode) throws IOException;

    /** Removes a file or link; whoever has it open goes on with it. */
    void remove(String path) throws IOException;

    /** Removes an empty folder. */
    void removeFolder(String path) throws IOException;

    /** Renames a file or folder; what is at the new path, a file or an empty folder, is replaced if that is wished. */
    void rename(String from, String to, boolean replace) throws IOException;

    /** Cuts a file or lengthens it with zeros. */
    void truncate(String path, long size) throws IOException;

    void setModified(String path, Instant modified) throws IOException;

    void setMode(String path, int mode) throws IOException;

    /** The path that a link leads to, as it is written in the link. */
    String linkTarget(String path) throws IOException;

    Space space() throws IOException;

    /** What was done to names survives a loss of power when this returns. */
    default void force() throws IOException {}
}
