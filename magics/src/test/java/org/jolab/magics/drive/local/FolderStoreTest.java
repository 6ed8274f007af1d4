package org.jolab.magics.drive.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreContract;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.junit.jupiter.api.Test;

class FolderStoreTest extends StoreContract {

    private Path folder() {
        return temporary.resolve("data");
    }

    @Override
    protected Store fresh() throws IOException {
        Files.createDirectories(folder());
        return again();
    }

    @Override
    protected Store again() throws IOException {
        return new FolderStore(folder(), 10);
    }

    @Override
    protected int moreThanAPage() {
        return 35;
    }

    @Test
    void aFileThatOthersRenameKeepsItsIdAndRevision() throws IOException {
        var sub = folder(home, "sub");
        var file = put(home, "a.txt", bytes(10));
        Files.move(folder().resolve("a.txt"), folder().resolve("sub/b.txt"));
        Files.move(folder().resolve("sub"), folder().resolve("sub2"));
        var found = store.find(file.id());
        assertEquals("b.txt", found.name());
        assertEquals(sub.id(), found.parent());
        assertEquals("sub2", store.find(sub.id()).name());
        assertEquals(file.revision(), found.revision());
        assertContent(bytes(10), found);
    }

    @Test
    void whatOthersWriteIsFoundAndHasANewRevision() throws IOException {
        var file = put(home, "a.txt", bytes(10));
        var since = store.now();
        Files.write(folder().resolve("a.txt"), bytes(11));
        Files.setLastModifiedTime(folder().resolve("a.txt"), FileTime.from(THEN.plusSeconds(5)));
        Files.createDirectories(folder().resolve("deep/er"));
        Files.write(folder().resolve("deep/er/c"), bytes(12));
        var changes = store.changes(since).changes();
        assertEquals(4, changes.size());
        var now = store.find(file.id());
        assertNotEquals(file.revision(), now.revision());
        assertEquals("", now.hash());
        assertContent(bytes(11), now);
        Files.delete(folder().resolve("a.txt"));
        assertKind(Kind.NOT_FOUND, () -> store.find(file.id()));
    }

    @Test
    void aSecondNameOfAFileIsASecondFile() throws IOException {
        var file = put(home, "a.txt", bytes(10));
        Files.createLink(folder().resolve("b.txt"), folder().resolve("a.txt"));
        assertEquals(2, list(home).stream().map(Entry::id).distinct().count());
        assertEquals("a.txt", store.find(file.id()).name());
    }

    @Test
    void aLinkIsShownAndNotFollowed() throws IOException {
        Files.createSymbolicLink(folder().resolve("link"), Path.of("/etc"));
        var link = list(home).getFirst();
        assertEquals(Entry.Kind.LINK, link.kind());
        assertEquals("/etc", link.content());
        assertKind(Kind.NOT_FOUND, () -> store.list(link, ""));
        store.remove(link);
        assertTrue(Files.isDirectory(Path.of("/etc")));
    }

    @Test
    void aFolderThatIsNotMountedIsNotTakenForAnEmptyOne() throws IOException {
        var file = put(home, "a.txt", bytes(10));
        var since = store.now();
        Files.move(folder(), temporary.resolve("away"));
        assertKind(Kind.OFFLINE, () -> store.changes(since));
        Files.createDirectory(folder());
        assertKind(Kind.OFFLINE, () -> store.changes(since));
        Files.delete(folder());
        Files.move(temporary.resolve("away"), folder());
        assertEquals(List.of(), store.changes(since).changes());
        assertContent(bytes(10), file);
    }

    @Test
    void aTornLineOfTheIndexLosesNothingElse() throws Exception {
        put(home, "a.txt", bytes(10));
        var b = put(home, "b.txt", bytes(11));
        put(home, "c.txt", bytes(12));
        store.close();
        var index = temporary.resolve(".data.store/index");
        var whole = Files.readAllBytes(index);
        for (var length = 0; length < whole.length; length += 7) {
            Files.write(index, Arrays.copyOf(whole, length));
            var other = closing(again());
            assertEquals(3, list(other, other.root()).size(), "at " + length);
        }
        Files.write(index, whole);
        assertEquals(b, closing(again()).find(b.id()));
    }

    @Test
    void theIndexIsMadeAnewWhenItIsLong() throws Exception {
        var file = put(home, "a.txt", bytes(10));
        var old = store.now();
        for (var i = 0; i < 10_100; i++) {
            file = store.mark(file, THEN.plusSeconds(i), -1);
        }
        assertTrue(Files.size(temporary.resolve(".data.store/index")) < 1_000_000);
        assertEquals(file, closing(again()).find(file.id()));
        assertKind(Kind.GONE, () -> store.changes(old));
        assertEquals(List.of(), store.changes(store.now()).changes());
    }

    @Test
    void theBinHasWhatWasRemoved() throws IOException {
        store.remove(put(home, "a.txt", bytes(10)));
        try (var bin = Files.walk(temporary.resolve(".data.store/bin"))) {
            assertEquals(1, bin.filter(path -> path.endsWith("a.txt")).count());
        }
    }
}
