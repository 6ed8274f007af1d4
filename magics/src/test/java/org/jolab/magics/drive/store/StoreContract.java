package org.jolab.magics.drive.store;

import static org.jolab.magics.drive.store.StoreException.Kind.CONFLICT;
import static org.jolab.magics.drive.store.StoreException.Kind.GONE;
import static org.jolab.magics.drive.store.StoreException.Kind.NOT_FOUND;
import static org.jolab.magics.drive.store.StoreException.Kind.REFUSED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises to the mount above it. A test class of each store extends this. */
public abstract class StoreContract extends MoveContract {

    private static final String LONG = "fifty characters are so many that they fill a line";

    @Test
    void theRootIsAFolderAndAFreshHomeIsEmpty() throws IOException {
        assertTrue(store.root().isFolder());
        assertEquals("", store.root().parent());
        assertEquals(List.of(), list(home));
        assertFalse(store.title().isBlank());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 1 << 20, 5_000_003})
    void aFileComesBackByteForByte(int size) throws IOException {
        var entry = put(home, "file.bin", bytes(size));
        assertContent(bytes(size), entry);
        assertContent(bytes(size), list(home).getFirst());
    }

    @Test
    void whatIsSaidOfAFileIsTheSameEverywhere() throws Exception {
        var made = put(home, "file.txt", bytes(100));
        assertEquals("file.txt", made.name());
        assertEquals(home.content(), made.parent());
        assertEquals(Entry.Kind.FILE, made.kind());
        assertEquals(made, store.find(made.id()));
        assertEquals(List.of(made), list(home));
        assertEquals(made, closing(again()).find(made.id()));
        if (store.abilities().hashes()) {
            assertEquals(md5(bytes(100)), made.hash());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße.txt", "日本語", "emoji 🦆.bin", "a b  c", "100% +1 #2 ?3 &4 ;5 =6.txt", "%41%2F",
        ".hidden", "it's \"quoted\"", LONG + LONG + LONG + LONG, "[brackets]{braces}", "a,b:c|d*e<f>~`!@$^()"})
    void namesAreKeptAsTheyAre(String name) throws IOException {
        assumeTrue(serverKnows(name), "this server makes another name of it");
        var entry = put(home, name, bytes(10));
        assertEquals(name, entry.name());
        assertEquals(List.of(name), names(home));
        assertContent(bytes(10), store.find(entry.id()));
        var renamed = store.move(entry, home, name + "2");
        assertEquals(List.of(name + "2"), names(home));
        var inside = folder(folder(home, name), name);
        assertContent(bytes(7), put(inside, name, bytes(7)));
        store.remove(renamed);
        assertEquals(List.of(name), names(home));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "line\nbreak", "back\\slash", "x\0y", "ends with space ", "ends with dot."})
    void anOddNameIsKeptAsItIsOrRefusedWithAReason(String name) throws IOException {
        Entry entry;
        try {
            entry = put(home, name, bytes(10));
        } catch (StoreException e) {
            assertEquals(REFUSED, e.kind(), e.getMessage());
            assertEquals(List.of(), names(home));
            return;
        }
        assertEquals(name, entry.name());
        assertEquals(List.of(name), names(home));
        assertContent(bytes(10), store.find(entry.id()));
    }

    @Test
    void foldersHoldFolders() throws IOException {
        var inner = folder(folder(home, "a"), "b");
        var file = put(inner, "c.txt", bytes(3));
        assertEquals(inner.content(), file.parent());
        assertEquals(List.of("a"), names(home));
        assertEquals(inner.id(), store.find(inner.id()).id());
        assertEquals(List.of(file), list(inner));
        assertEquals(0, inner.size());
    }

    @Test
    void pagesHaveEveryEntryOnce() throws Exception {
        assumeTrue(moreThanAPage() > 0, "a folder is one page here");
        var folder = folder(home, "many");
        var count = moreThanAPage();
        inParallel(count, i -> put(folder, "entry" + i, bytes(1)));
        assertFalse(store.list(folder, "").next().isEmpty(), "one page only");
        var all = list(folder);
        assertEquals(count, all.size());
        assertEquals(count, new HashSet<>(all.stream().map(Entry::id).toList()).size());
        assertEquals(count, new HashSet<>(names(folder)).size());
    }

    @Test
    void anyRangeOfAFileCanBeRead() throws IOException {
        var bytes = bytes(300_000);
        var entry = put(home, "ranges.bin", bytes);
        var random = new Random(1);
        for (var i = 0; i < 30; i++) {
            var from = random.nextInt(bytes.length);
            var to = from + 1 + random.nextInt(bytes.length - from);
            try (var in = store.read(entry, from, to - from)) {
                assertArrayEquals(Arrays.copyOfRange(bytes, from, to), in.readAllBytes());
            }
        }
    }

    @Test
    void aRangeOverTheEndIsShorter() throws IOException {
        var entry = put(home, "short.bin", bytes(1000));
        try (var in = store.read(entry, 990, 100)) {
            assertArrayEquals(Arrays.copyOfRange(bytes(1000), 990, 1000), in.readAllBytes());
        }
        try (var in = store.read(entry, 1000, 10)) {
            assertEquals(0, in.readAllBytes().length);
        }
        try (var in = store.read(put(home, "nothing", new byte[0]), 0, 10)) {
            assertEquals(0, in.readAllBytes().length);
        }
    }

    @Test
    void aReadMayBeLeftInTheMiddle() throws IOException {
        var entry = put(home, "left.bin", bytes(3_000_000));
        for (var i = 0; i < 20; i++) {
            try (var in = store.read(entry, 0, entry.size())) {
                assertEquals(bytes(3_000_000)[0], (byte) in.read());
            }
        }
        assertContent(bytes(3_000_000), entry);
    }

    @Test
    void theBytesOfAnOtherRevisionAreNeverTakenForThose() throws IOException {
        var old = put(home, "a.bin", bytes(1000, 1));
        put(old, bytes(1000, 2));
        try (var in = store.read(old, 0, 1000)) {
            assertArrayEquals(bytes(1000, 1), in.readAllBytes());
        } catch (StoreException e) {
            assertEquals(CONFLICT, e.kind(), e.getMessage());
        }
    }

    @Test
    void newIdsAreNeverTheSame() throws IOException {
        assumeTrue(store.abilities().ids(), "this store gives out no ids");
        var ids = new HashSet<>(store.newIds(20));
        ids.addAll(store.newIds(20));
        assertEquals(40, ids.size());
        var draft = draft(home, "mine", bytes(5));
        assertEquals(draft.id(), store.put(draft, channel(bytes(5))).id());
    }

    @Test
    void aLostAnswerMakesNothingTwice() throws IOException {
        var draft = draft(home, "once.txt", bytes(50));
        var first = store.put(draft, channel(bytes(50)));
        var second = store.put(draft, channel(bytes(50)));
        assertEquals(first.id(), second.id());
        assertEquals(List.of("once.txt"), names(home));
        var folder = new Draft(newId(), home.content(), "folder", "", 0, "", THEN, 0755);
        assertEquals(store.makeFolder(folder).id(), store.makeFolder(folder).id());
        assertEquals(List.of("folder", "once.txt"), names(home));
    }

    @Test
    void anAnswerThatIsLostOnItsWayMakesNothingTwice() throws IOException {
        assumeTrue(loseNextAnswer(), "answers cannot be lost here");
        assertContent(bytes(50), put(home, "once.txt", bytes(50)));
        assertTrue(loseNextAnswer());
        var folder = folder(home, "folder");
        assertTrue(loseNextAnswer());
        store.move(folder, home, "folder2");
        assertEquals(List.of("folder2", "once.txt"), names(home));
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws IOException {
        assumeTrue(refuseNext(2), "nothing is busy here");
        assertContent(bytes(50), put(home, "patience.txt", bytes(50)));
        assertTrue(refuseNext(2));
        assertEquals(List.of("patience.txt"), names(home));
    }

    @Test
    void aTakenIdIsNotGivenOtherContent() throws IOException {
        var draft = draft(home, "mine", bytes(5));
        var first = store.put(draft, channel(bytes(5)));
        var other = new Draft(draft.id(), home.content(), "mine", "", 6, md5(bytes(6)), THEN, 0644);
        assumeTrue(store.abilities().ids() || !store.abilities().twins(), "nothing tells the two apart");
        assertKind(CONFLICT, () -> store.put(other, channel(bytes(6))));
        assertContent(bytes(5), store.find(first.id()));
    }

    @Test
    void theSameNameTwiceIsAllowedOrRefused() throws IOException {
        var first = put(home, "twin", bytes(5));
        if (store.abilities().twins()) {
            var second = put(home, "twin", bytes(6));
            assertNotEquals(first.id(), second.id());
            assertEquals(List.of("twin", "twin"), names(home));
        } else {
            assertKind(CONFLICT, () -> put(home, "twin", bytes(6)));
            assertKind(CONFLICT, () -> folder(home, "twin"));
            var other = put(home, "other", bytes(7));
            assertKind(CONFLICT, () -> store.move(other, home, "twin"));
            assertEquals(List.of("other", "twin"), names(home));
            assertContent(bytes(7), store.find(other.id()));
        }
        assertContent(bytes(5), store.find(first.id()));
    }

    @Test
    void newContentKeepsTheIdAndChangesTheRevision() throws IOException {
        var first = put(home, "a.txt", bytes(10, 1));
        var second = put(first, bytes(10, 2));
        assertEquals(first.id(), second.id());
        assertNotEquals(first.revision(), second.revision());
        assertEquals(second, store.find(first.id()));
        assertContent(bytes(10, 2), second);
        assertContent(new byte[0], put(second, new byte[0]));
        assertEquals(List.of("a.txt"), names(home));
    }

    @Test
    void whatSomebodyElseHasSavedIsNotReplaced() throws IOException {
        var first = put(home, "a.txt", bytes(10));
        var theirs = put(first, bytes(20));
        assertKind(CONFLICT, () -> put(first, bytes(30)));
        assertContent(bytes(20), store.find(theirs.id()));
        // The answer to this was lost, so it is said again.
        assertContent(bytes(20), put(first, bytes(20)));
        store.remove(theirs);
        assertKind(NOT_FOUND, () -> put(theirs, bytes(40)));
        assertEquals(List.of(), names(home));
    }

    @Test
    void timesAndModesAreKept() throws IOException {
        var file = put(home, "a.txt", bytes(10));
        var grain = grainOfTimes();
        var later = THEN.plusSeconds(1000);
        var marked = store.mark(file, later, 0600);
        assertEquals(file.revision(), marked.revision());
        assertContent(bytes(10), store.find(file.id()));
        assumeTrue(grain != null, "this store keeps no times");
        assertTrue(Duration.between(THEN, file.modified()).abs().compareTo(grain) <= 0, file.toString());
        assertTrue(Duration.between(later, marked.modified()).abs().compareTo(grain) <= 0, marked.toString());
        if (keepsModes()) {
            assertEquals(0644, file.mode());
            assertEquals(0600, store.find(file.id()).mode());
        }
    }

    @Test
    void changesTellWhatBothProcessesDid() throws Exception {
        assumeTrue(store.abilities().changes(), "this store tells no changes");
        var kept = put(home, "kept", bytes(1));
        var since = store.now();
        assertEquals(List.of(), changes(since));
        var other = closing(again());
        var made = put(home, "made", bytes(2));
        var moved = other.move(kept, home, "moved");
        var gone = put(home, "gone", bytes(3));
        other.remove(gone);
        var last = last(changes(since));
        assertEquals(new HashSet<>(List.of(made.id(), moved.id(), gone.id())), last.keySet());
        assertEquals("made", last.get(made.id()).entry().orElseThrow().name());
        assertEquals("moved", last.get(kept.id()).entry().orElseThrow().name());
        assertTrue(last.get(gone.id()).entry().isEmpty());
        assertEquals(List.of(), changes(store.now()));
    }

    @Test
    void changesFromNowhereAreGone() {
        assumeTrue(store.abilities().changes(), "this store tells no changes");
        assertKind(GONE, () -> store.changes("nowhere"));
    }

    private List<Changes.Change> changes(String since) throws IOException {
        var all = new ArrayList<Changes.Change>();
        var at = since;
        while (true) {
            var page = store.changes(at);
            all.addAll(page.changes());
            at = page.next();
            if (!page.more()) {
                return all;
            }
        }
    }

    private static Map<String, Changes.Change> last(List<Changes.Change> changes) {
        var last = new HashMap<String, Changes.Change>();
        changes.forEach(change -> last.put(change.id(), change));
        return last;
    }

    @Test
    void thereIsRoomAndNoOtherFormatOfPlainBytes() throws IOException {
        var space = store.space();
        assertTrue(space.total() == -1 || space.total() >= space.used(), space.toString());
        var file = put(home, "a.bin", bytes(10));
        assertKind(REFUSED, () -> store.export(file, "pdf").close());
    }

    @Test
    void eightThreadsMakeTheirFiles() throws Exception {
        var made = inParallel(40, i -> put(home, "file" + i, bytes(1000, i)));
        assertEquals(40, names(home).size());
        for (var i = 0; i < 40; i++) {
            assertContent(bytes(1000, i), made.get(i));
        }
    }

    /** What eight threads do at once. */
    protected static <T> List<T> inParallel(int count, Numbered<T> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = new ArrayList<Callable<T>>();
            for (var i = 0; i < count; i++) {
                var number = i;
                all.add(() -> work.at(number));
            }
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        }
    }

    /** Work of which there are many. */
    protected interface Numbered<T> {

        T at(int number) throws Exception;
    }
}
