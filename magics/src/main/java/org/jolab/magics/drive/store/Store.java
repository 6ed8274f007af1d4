package org.jolab.magics.drive.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.List;

/**
 * A place that keeps files and folders under ids of its own, such as Google Drive. Called by many threads at once.
 * Every method may wait for a network and is tried again inside where that helps (a rate limit, a broken connection),
 * for as long as a caller of a file operation can wait, some ten seconds; what remains is a {@link StoreException}
 * with its kind. An interrupt of the calling thread ends a wait with an {@link java.io.InterruptedIOException}.
 */
public interface Store extends AutoCloseable {

    /** What messages call it: "Google Drive of ada@example.com", "the folder /data". */
    String title();

    /** What this store can do beyond keeping files. */
    Abilities abilities();

    /** The folder at the top of the mount; it may be fixed and hold folders that are fixed, such as MyDrive. */
    Entry root();

    /**
     * A page of a folder, in any order, with names as the store has them: twice the same name is possible.
     *
     * @param page an empty text for the first one, then {@link Page#next()}
     */
    Page list(Entry folder, String page) throws IOException;

    /** The entry of an id as it is now; {@link StoreException.Kind#NOT_FOUND} when it is gone or in the bin. */
    Entry find(String id) throws IOException;

    /**
     * The bytes of a file from an offset on, at most as many as asked for and fewer only at its end; to be closed.
     * They are those of the entry's revision, or the call fails with {@link StoreException.Kind#CONFLICT} where the
     * store can tell.
     */
    InputStream read(Entry file, long offset, long length) throws IOException;

    /** Ids for files and folders to come, if the store has such ({@link Abilities#ids()}). */
    List<String> newIds(int count) throws IOException;

    /** Makes a folder. When the draft's id is taken by it already (an answer was lost), that one is the result. */
    Entry makeFolder(Draft draft) throws IOException;

    /**
     * Saves a small file in one request. With an id that is taken by it already and the same bytes, nothing is made
     * twice. {@link StoreException.Kind#CONFLICT} when the draft's base revision is no longer the newest one.
     */
    Entry put(Draft draft, FileChannel content) throws IOException;

    /**
     * Begins to save a file in pieces, which another process may finish; nothing can be seen of it before its last
     * byte.
     */
    Upload begin(Draft draft) throws IOException;

    /** Goes on with an upload by its token; {@link StoreException.Kind#GONE} when the store has forgotten it. */
    Upload resume(Draft draft, String token) throws IOException;

    /** Gives an entry another name, another folder or both; the id stays where the store has ids. */
    Entry move(Entry entry, Entry folder, String name) throws IOException;

    /** Sets when a file was last changed and its permissions, of which a store keeps what it can. */
    Entry mark(Entry entry, Instant modified, int mode) throws IOException;

    /**
     * Puts an entry, with all that is in it, into the bin, or removes it where there is none. Gone already is no error.
     */
    void remove(Entry entry) throws IOException;

    /** Where the list of changes stands now, to be asked from later; only with {@link Abilities#changes()}. */
    String now() throws IOException;

    /** What others and this program have changed since; {@link StoreException.Kind#GONE} when that is too long ago. */
    Changes changes(String since) throws IOException;

    /** A file in another format, such as a Google document as pdf; the refusal names the formats that there are. */
    InputStream export(Entry file, String format) throws IOException;

    /** How much room there is. */
    Space space() throws IOException;

    @Override
    void close();
}
