package org.jolab.magics.drive.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jolab.magics.drive.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    private Path folder;

    private static JsonNode line(int i) {
        return JsonNodeFactory.instance.objectNode().put("n", i).put("f", "n\u00e4me\n\t" + i);
    }

    private static List<JsonNode> lines(Path file) throws Exception {
        var lines = new ArrayList<JsonNode>();
        Journal.open(file, lines::add).close();
        return lines;
    }

    @Test
    void aJournalThatIsCutAnywhereHasTheLinesBeforeTheCut() throws Exception {
        var file = folder.resolve("whole");
        var ends = new ArrayList<Integer>();
        try (var journal = Journal.open(file, line -> { })) {
            for (var i = 0; i < 20; i++) {
                journal.append(line(i));
                ends.add((int) journal.length());
            }
        }
        var whole = Files.readAllBytes(file);
        var cut = folder.resolve("cut");
        for (var length = 0; length <= whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            var at = length;
            var expected = (int) ends.stream().filter(end -> end <= at).count();
            var lines = lines(cut);
            assertEquals(expected, lines.size(), "cut at " + length);
            for (var i = 0; i < expected; i++) {
                assertEquals(line(i), lines.get(i));
            }
            try (var journal = Journal.open(cut, line -> { })) {
                journal.append(line(99));
            }
            assertEquals(expected + 1, lines(cut).size());
            assertEquals(line(99), lines(cut).getLast());
        }
    }

    @Test
    void aByteThatIsNotWhatItWasIsNoticedWhereverItIs() throws Exception {
        var file = folder.resolve("whole");
        try (var journal = Journal.open(file, line -> { })) {
            for (var i = 0; i < 5; i++) {
                journal.append(line(i));
            }
        }
        var whole = Files.readAllBytes(file);
        var last = lastLine(whole);
        for (var at = 0; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            // Without the line feed before it, the last line is longer, and torn.
            if (at < last - 1) {
                assertThrows(Journal.UnreadableException.class, () -> lines(file), "byte " + at);
            } else {
                assertEquals(at < last ? 3 : 4, lines(file).size(), "byte " + at);
            }
        }
    }

    private static int lastLine(byte[] whole) {
        var at = whole.length - 1;
        while (whole[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    @Test
    void aNewFileInItsPlaceHasTheSameLines() throws Exception {
        var file = folder.resolve("journal");
        var lines = new ArrayList<JsonNode>();
        for (var i = 0; i < 1000; i++) {
            lines.add(line(i));
        }
        try (var journal = Journal.open(file, line -> { })) {
            journal.append(line(5));
            journal.rewrite(lines.iterator());
            journal.append(line(1000));
            lines.add(line(1000));
        }
        assertEquals(lines, lines(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void anEngineWhoseJournalIsCutAnywhereHasAnEarlierState() throws Exception {
        var store = new MemoryStore();
        var cache = folder.resolve("cache");
        var states = new ArrayList<String>();
        store.fault((request, done) -> {
            if (!request.equals("list")) {
                throw new StoreException(StoreException.Kind.OFFLINE, "no network");
            }
        });
        try (var engine = Engine.open(cache, store, Mounted.QUICK)) {
            states.add(state(engine));
            engine.makeFolder("/d", 0755);
            states.add(state(engine));
            Mounted.write(engine, "/d/f", "one");
            states.add(state(engine));
            engine.rename("/d/f", "/g", true);
            states.add(state(engine));
            Mounted.write(engine, "/h", "two");
            states.add(state(engine));
            engine.rename("/h", "/i", true);
            states.add(state(engine));
            engine.removeFolder("/d");
            states.add(state(engine));
        }
        var whole = Files.readAllBytes(cache.resolve("journal"));
        var reached = -1;
        for (var length = whole.length % 7; length <= whole.length; length += 7) {
            var copy = folder.resolve("copy" + length);
            copyFolder(cache, copy);
            Files.write(copy.resolve("journal"), Arrays.copyOf(whole, length));
            var isTorn = length > 0 && whole[length - 1] != '\n';
            try (var engine = Engine.open(copy, store, Mounted.QUICK)) {
                var state = state(engine);
                // A file that is made and not yet written is between two of the states.
                var known = states.indexOf(state.replace("f:0 ", "f:3 ").replace("h:0 ", "h:3 "));
                assertTrue(known >= 0, () -> "unknown state " + state);
                assertTrue(known >= reached, () -> "an older state with more of the journal: " + state);
                reached = known;
                assertTrue(isTorn || engine.report().aside().isEmpty());
            }
            // Whose line is torn is not known, so nothing is removed.
            assertTrue(!isTorn || texts(copy).containsAll(List.of("one", "two")), () -> copy + ": " + texts(copy));
        }
        assertEquals(states.size() - 1, reached);
    }

    private static Set<String> texts(Path cache) {
        try (var files = Files.walk(cache)) {
            var texts = new HashSet<String>();
            for (var file : files.filter(f -> f.toString().matches(".*/(staged|aside)/.*[0-9]")
                && Files.isRegularFile(f)).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String state(Engine engine) throws Exception {
        var text = new StringBuilder();
        add(engine, "/", text);
        return text.toString();
    }

    private static void add(Engine engine, String path, StringBuilder text) throws Exception {
        var folders = new ArrayList<String>();
        engine.list(path, (name, attributes) -> {
            text.append(name).append(':').append(attributes.isFolder() ? "folder" : "" + attributes.size()).append(' ');
            if (attributes.isFolder()) {
                folders.add(path + name + "/");
            }
            return true;
        });
        for (var child : folders) {
            add(engine, child, text);
        }
    }

    static void copyFolder(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void whatCannotBeReadIsPutAsideAndNeverDeleted() throws Exception {
        var store = new MemoryStore();
        var cache = folder.resolve("cache");
        try (var engine = Engine.open(cache, store, Mounted.QUICK.withDelays(Duration.ofHours(1),
            Duration.ofHours(1)))) {
            Mounted.write(engine, "/a", "precious");
            Mounted.write(engine, "/b", "precious");
        }
        var journal = cache.resolve("journal");
        var bytes = Files.readAllBytes(journal);
        bytes[bytes.length / 2] ^= 1;
        Files.write(journal, bytes);
        for (var again = 0; again < 2; again++) {
            try (var engine = Engine.open(cache, store, Mounted.QUICK)) {
                var aside = engine.report().aside();
                assertEquals(1, aside.size());
                assertTrue(aside.getFirst().why().contains("damaged"), aside.getFirst().why());
                assertEquals(bytes.length, Files.size(aside.getFirst().file().resolve("journal")));
                try (var staged = Files.list(aside.getFirst().file().resolve("staged"))) {
                    for (var file : staged.toList()) {
                        assertEquals("precious", Files.readString(file));
                    }
                }
                engine.list("/", (name, attributes) -> true);
                assertNull(store.byPath("/a"));
            }
        }
    }

    @Test
    void aCacheOfAnotherFormatIsRefused() throws Exception {
        var cache = folder.resolve("cache");
        Engine.open(cache, new MemoryStore(), Mounted.QUICK).close();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
        Files.writeString(cache.resolve("format"), "99\n");
        var refused = assertThrows(FileSystemException.class,
            () -> Engine.open(cache, new MemoryStore(), Mounted.QUICK));
        assertTrue(refused.getMessage().contains("99"), refused.getMessage());
    }
}
