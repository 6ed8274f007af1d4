package org.jolab.kernel.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jolab.kernel.protocol.Request.History.Range;
import org.jolab.kernel.protocol.Request.History.Search;
import org.jolab.kernel.protocol.Request.History.Tail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cells that were run, on disk. */
class HistoryTest {

    private static final Tail ALL = new Tail(Integer.MAX_VALUE);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("deep").resolve("history.jsonl");
    }

    private static List<String> inputs(List<Entry> entries) {
        return entries.stream().map(Entry::input).toList();
    }

    @Test
    void cellsAreKeptBetweenRunsAndOnlyTheUserReadsThem() throws Exception {
        try (var history = History.at(file())) {
            var session = history.session();
            session.add(1, "var x = 1;", null);
            session.add(2, "x", "1");
        }
        try (var history = History.at(file())) {
            var session = history.session();
            assertEquals(List.of("var x = 1;", "x"), inputs(session.find(ALL)));
            assertEquals(List.of("x"), inputs(session.find(new Range(-1, 2, Optional.empty()))));
            session.add(1, "later", null);
            assertEquals(List.of("later"), inputs(session.find(new Range(0, 0, Optional.empty()))));
            assertEquals(List.of("x"), inputs(session.find(new Range(-1, -1, Optional.empty()))));
            assertEquals(List.of("var x = 1;"), inputs(session.find(new Range(1, 1, Optional.of(2)))));
            assertEquals(List.of(List.of(1, 2, List.of("x", "1"))),
                session.find(new Range(1, 2, Optional.empty())).stream().map(entry -> entry.row(true)).toList());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void manyKernelsAtOnceLoseNothingAndHaveSessionsOfTheirOwn() throws Exception {
        var histories = new ArrayList<History>();
        var threads = new ArrayList<Thread>();
        for (int kernel = 0; kernel < 8; kernel++) {
            var history = History.at(file());
            histories.add(history);
            var name = "kernel " + kernel + " ";
            threads.add(Thread.ofPlatform().start(() -> {
                var session = history.session();
                for (int i = 1; i <= 100; i++) {
                    session.add(i, name + "x".repeat(i * 20) + i, null);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        histories.forEach(History::close);
        try (var history = History.at(file())) {
            var all = history.session().find(ALL);
            assertEquals(800, all.size());
            assertEquals(800, new HashSet<>(inputs(all)).size());
            assertEquals(8, all.stream().map(Entry::session).distinct().count());
        }
    }

    @Test
    void tornAndForeignLinesSpoilNoOthers() throws Exception {
        try (var history = History.at(file())) {
            history.session().add(1, "before", null);
        }
        Files.write(file(), "{\"session\":1,\"line\":2,\"input\":\"to\u00e9".getBytes(StandardCharsets.ISO_8859_1),
            StandardOpenOption.APPEND);
        try (var history = History.at(file())) {
            var session = history.session();
            session.add(1, "after", null);
            assertEquals(List.of("before", "after"), inputs(session.find(ALL)));
        }
    }

    @Test
    void aLargeFileIsPutAsideAndStillRead() throws Exception {
        try (var history = History.at(file())) {
            var session = history.session();
            for (int i = 0; i < 9; i++) {
                session.add(i + 1, "x".repeat(1 << 20), null);
            }
        }
        for (var input : List.of("second", "third")) {
            try (var history = History.at(file())) {
                history.session().add(1, input, null);
            }
        }
        assertTrue(Files.size(file()) < 10_000);
        try (var history = History.at(file())) {
            var all = history.session().find(ALL);
            assertEquals(List.of("second", "third"), inputs(all).subList(9, 11));
            assertEquals(3, all.stream().map(Entry::session).distinct().count());
        }
    }

    @Test
    void whatNobodyTypedIsNotKept() throws Exception {
        try (var history = History.at(file())) {
            var session = history.session();
            session.add(1, "x".repeat(2 << 20), null);
            session.add(2, "typed", null);
            assertEquals(List.of("typed"), inputs(session.find(ALL)));
        }
        assertTrue(Files.size(file()) < 10_000);
    }

    @Test
    void aSearchFindsTheLatestAndEachTextOnceIfAsked() throws Exception {
        try (var history = History.inMemory()) {
            var session = history.session();
            var codes = List.of("1+2", "a\nb", "1*2", "1+2", "12");
            for (int i = 0; i < codes.size(); i++) {
                session.add(i + 1, codes.get(i), null);
            }
            assertEquals(List.of("1+2", "1*2", "1+2"),
                inputs(session.find(new Search("1?2", Optional.empty(), false))));
            assertEquals(List.of("1*2", "1+2"), inputs(session.find(new Search("1?2", Optional.empty(), true))));
            assertEquals(List.of("1+2"), inputs(session.find(new Search("1?2*", Optional.of(1), true))));
            assertEquals(List.of("a\nb"), inputs(session.find(new Search("a*", Optional.empty(), false))));
        }
    }

    @Test
    void aDiskThatDoesNotWorkLeavesAHistoryInMemory() throws Exception {
        var blocked = folder.resolve("file");
        Files.createFile(blocked);
        try (var history = History.at(blocked.resolve("history.jsonl"))) {
            var session = history.session();
            session.add(1, "kept", null);
            assertEquals(List.of("kept"), inputs(session.find(ALL)));
        }
    }

    @Test
    void patternsMatchLikeTheirRegularExpressions() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var pattern = random("ab*?", 6, random);
            var text = random("abc", 6, random);
            var regex = pattern.replace("*", ".*").replace("?", ".");
            assertEquals(text.matches(regex), History.glob(pattern).test(text), pattern + " on " + text);
        }
        assertFalse(History.glob("*a".repeat(40) + "b").test("a".repeat(5000)));
    }

    private static String random(String alphabet, int most, Random random) {
        var text = new StringBuilder();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
