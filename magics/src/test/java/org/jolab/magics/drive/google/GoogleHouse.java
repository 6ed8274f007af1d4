package org.jolab.magics.drive.google;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jolab.magics.drive.fake.Content;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;

/** A fake Google Drive with a store in front of it, and what tests of that do again and again. */
final class GoogleHouse implements AutoCloseable {

    final FakeDrive drive = FakeDrive.start();
    final Others others = drive.others();
    final GoogleStore store;

    GoogleHouse() throws IOException {
        this(GoogleOptions.standard());
    }

    GoogleHouse(GoogleOptions options) throws IOException {
        store = new GoogleStore(drive.endpoint(), drive.tokens().client(), options);
    }

    /** One that gives up soon. */
    static GoogleHouse impatient() throws IOException {
        return new GoogleHouse(GoogleOptions.standard().patience(Duration.ofMillis(1500)));
    }

    Entry myDrive() throws IOException {
        return store.list(store.root(), "").entries().getFirst();
    }

    /** All entries of a folder, page by page. */
    List<Entry> list(Entry folder) throws IOException {
        var all = new ArrayList<Entry>();
        var page = store.list(folder, "");
        all.addAll(page.entries());
        while (!page.next().isEmpty()) {
            page = store.list(folder, page.next());
            all.addAll(page.entries());
        }
        return all;
    }

    Entry entry(String name) throws IOException {
        return list(myDrive()).stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow();
    }

    /** A new file in My Drive. */
    Draft draft(String name, byte[] bytes) throws IOException {
        return new Draft(store.newIds(1).getFirst(), myDrive().content(), name, "", bytes.length, md5(bytes),
            Instant.parse("2026-01-02T03:04:05.006Z"), 0640);
    }

    /** New content for an entry. */
    static Draft draft(Entry entry, byte[] bytes) {
        return new Draft(entry.id(), entry.parent(), entry.name(), entry.revision(), bytes.length, md5(bytes),
            Instant.parse("2026-02-03T04:05:06Z"), -1);
    }

    Entry put(Draft draft, byte[] bytes) throws IOException {
        try (var content = file(bytes)) {
            return store.put(draft, content);
        }
    }

    byte[] read(Entry entry, long offset, long length) throws IOException {
        try (var in = store.read(entry, offset, length)) {
            return in.readAllBytes();
        }
    }

    static FileChannel file(byte[] bytes) throws IOException {
        var file = Files.createTempFile("google", null);
        Files.write(file, bytes);
        var channel = FileChannel.open(file);
        Files.delete(file);
        return channel;
    }

    static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static String md5(byte[] bytes) {
        return Content.of(bytes).md5();
    }



    @Override
    public void close() {
        store.close();
        drive.close();
    }
}
