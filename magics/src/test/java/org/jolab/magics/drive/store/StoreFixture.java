package org.jolab.magics.drive.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of all stores work with. */
public abstract class StoreFixture {

    /** A time that every store can keep. */
    protected static final Instant THEN = Instant.parse("2024-02-29T12:34:56Z");

    @TempDir
    protected Path temporary;
    protected Store store;
    protected Entry home;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** A store with nothing in it, anew for each test. */
    protected abstract Store fresh() throws Exception;

    /** The same store as another process sees it, which knows nothing of the first one. */
    protected abstract Store again() throws Exception;

    /** Where in a fresh store the tests may write. */
    protected Entry home(Store store) throws Exception {
        return store.root();
    }

    /** How exactly times are kept, or null if they are not. */
    protected Duration grainOfTimes() {
        return Duration.ofMillis(1);
    }

    /** Whether permission bits are kept. */
    protected boolean keepsModes() {
        return true;
    }

    /** Whether the server that is asked gets a name right that the store gives it. */
    protected boolean serverKnows(String name) {
        return true;
    }

    /** Whether another process can go on with an upload; else {@link Store#resume} says that it is gone. */
    protected boolean resumes() {
        return true;
    }

    /** How many entries a folder must have to be told of in more than one page; 0 if it is always one. */
    protected int moreThanAPage() {
        return 1001;
    }

    /** Has the next writing request carried out and its answer lost; false if that cannot be had here. */
    protected boolean loseNextAnswer() {
        return false;
    }

    /** Cuts the connection after so many bytes of the next upload; false if that cannot be had here. */
    protected boolean cutNextUpload(long after) {
        return false;
    }

    /** Lets the next requests fail as a server does that is busy; false if that cannot be had here. */
    protected boolean refuseNext(int requests) {
        return false;
    }

    @BeforeEach
    void begin() throws Exception {
        store = fresh();
        home = home(store);
    }

    @AfterEach
    void end() throws Exception {
        store.close();
        for (var each : open) {
            each.close();
        }
    }

    protected <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    protected static byte[] bytes(int count) {
        return bytes(count, count);
    }

    protected static byte[] bytes(int count, long seed) {
        var bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    protected static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    protected String newId() throws IOException {
        return store.abilities().ids() ? store.newIds(1).getFirst() : "";
    }

    protected Draft draft(Entry folder, String name, byte[] content) throws IOException {
        return new Draft(newId(), folder.content(), name, "", content.length, md5(content), THEN, 0644);
    }

    protected Draft draft(Entry old, byte[] content) {
        return new Draft(old.id(), old.parent(), old.name(), old.revision(), content.length, md5(content), THEN, -1);
    }

    protected FileChannel channel(byte[] content) throws IOException {
        var file = Files.write(Files.createTempFile(temporary, "content", ""), content);
        return closing(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE));
    }

    protected Entry put(Entry folder, String name, byte[] content) throws IOException {
        return store.put(draft(folder, name, content), channel(content));
    }

    protected Entry put(Entry old, byte[] content) throws IOException {
        return store.put(draft(old, content), channel(content));
    }

    protected Entry folder(Entry parent, String name) throws IOException {
        return store.makeFolder(new Draft(newId(), parent.content(), name, "", 0, "", THEN, 0755));
    }

    protected byte[] content(Entry file) throws IOException {
        return content(store, file);
    }

    protected static byte[] content(Store store, Entry file) throws IOException {
        try (var in = store.read(file, 0, file.size())) {
            return in.readAllBytes();
        }
    }

    protected void assertContent(byte[] expected, Entry file) throws IOException {
        assertEquals(expected.length, file.size());
        assertArrayEquals(expected, content(file));
    }

    protected List<Entry> list(Entry folder) throws IOException {
        return list(store, folder);
    }

    protected static List<Entry> list(Store store, Entry folder) throws IOException {
        var all = new ArrayList<Entry>();
        var page = "";
        do {
            var next = store.list(folder, page);
            all.addAll(next.entries());
            page = next.next();
        } while (!page.isEmpty());
        return all;
    }

    protected List<String> names(Entry folder) throws IOException {
        return list(folder).stream().map(Entry::name).sorted().toList();
    }

    protected static StoreException assertKind(StoreException.Kind kind, Executable call) {
        var thrown = assertThrows(StoreException.class, call);
        assertEquals(kind, thrown.kind(), thrown.getMessage());
        return thrown;
    }

    /** A channel's content as it is now. */
    protected static byte[] all(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate((int) channel.size());
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {
        }
        return buffer.array();
    }
}
