package org.jolab.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.Progress;
import org.jolab.api.UsageError;
import org.jolab.kernel.output.RecordingOutlet;
import org.jolab.kernel.output.Routing;
import org.jolab.kernel.output.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Timeout(60)
class NotebookFrontendTest {

    private final Routing routing = new Routing();
    private final NotebookFrontend frontend =
        new NotebookFrontend(routing, new Renderers(Limits.SCREEN), null, () -> null);
    private final AutoCloseable bound = Notebook.bind(frontend);
    private RecordingOutlet cell = new RecordingOutlet();
    private boolean hasRun;

    @TempDir
    private Path folder;

    @AfterEach
    void unbind() throws Exception {
        bound.close();
    }

    private <T> T run(Callable<T> code) throws Exception {
        cell = hasRun ? new RecordingOutlet() : cell;
        hasRun = true;
        routing.begin(cell);
        return Scope.call(cell, () -> {
            try {
                return code.call();
            } finally {
                frontend.endOfCell(cell);
            }
        });
    }

    private String lastText() {
        return (String) cell.events().getLast().bundle().data().get("text/plain");
    }

    private Object last(String type) {
        return cell.events().getLast().bundle().data().get(type);
    }

    @Test
    void whatIsDisplayedCanBeUpdatedByHandleAndByName() throws Exception {
        var display = run(() -> Notebook.display(List.of(1)));
        assertEquals("[1]", lastText());
        display.update(List.of(2));
        assertEquals("update", cell.events().getLast().kind());
        assertEquals(display.id(), cell.events().getLast().id());
        run(() -> {
            Notebook.display("first", "mine");
            Notebook.update("mine", "second");
            Notebook.clear(true);
            return null;
        });
        assertEquals(List.of("display", "update", "clear"),
            cell.events().stream().map(RecordingOutlet.Event::kind).toList());
        assertEquals("mine", cell.events().get(1).id());
    }

    @Test
    void everyKindOfMarkupHasItsTypeAndAText() throws Exception {
        run(() -> Notebook.html("<p>a &lt; <b>b</b></p>"));
        assertEquals("<p>a &lt; <b>b</b></p>", last("text/html"));
        assertEquals("a < b", lastText());
        run(() -> Notebook.markdown("**x**"));
        assertEquals("**x**", last("text/markdown"));
        run(() -> Notebook.latex("x^2"));
        assertEquals("$$x^2$$", last("text/latex"));
        run(() -> Notebook.latex("so $x^2$"));
        assertEquals("so $x^2$", last("text/latex"));
        run(() -> Notebook.svg("<svg/>"));
        assertEquals("<svg/>", last("image/svg+xml"));
        run(() -> Notebook.json("{\"a\": 1}"));
        assertEquals(Map.of("a", 1), last("application/json"));
        run(() -> Notebook.json(Map.of("a", new int[] {1})));
        assertEquals(Map.of("a", List.of(1)), last("application/json"));
        assertThrows(UsageError.class, () -> run(() -> Notebook.json("{")));
        run(() -> Notebook.image(URI.create("https://a.b/c.png?d=1&e=2")));
        assertTrue(((String) last("text/html")).contains("src=\"https://a.b/c.png?d=1&amp;e=2\""));
    }

    @Test
    void picturesComeFromFilesAndBytes() throws Exception {
        var png = Files.write(folder.resolve("a.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
            0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 5, 0, 0, 0, 6, 8, 2, 0, 0, 0});
        run(() -> Notebook.image(png));
        assertInstanceOf(byte[].class, last("image/png"));
        assertEquals("PNG picture, 5 × 6", lastText());
        run(() -> Notebook.image(png.toUri().toString()));
        assertInstanceOf(byte[].class, last("image/png"));
        assertThrows(UsageError.class, () -> run(() -> Notebook.image("nowhere.png")));
        assertThrows(UsageError.class, () -> run(() -> Notebook.image(new byte[] {1, 2, 3})));
    }

    @Test
    void questionsGoToTheFrontEnd() throws Exception {
        cell.type("Ada", "secret", "\u0004");
        run(() -> {
            assertEquals("Ada", Notebook.input("Name? "));
            assertEquals("secret", Notebook.password("Password? "));
            assertNull(Notebook.input("More? "));
            return null;
        });
        assertEquals(List.of("Name? ", "*Password? ", "More? "), cell.prompts());
    }

    @Test
    void payloadsAreThoseOfTheProtocol() throws Exception {
        run(() -> {
            Notebook.page("long");
            Notebook.setNextInput("1 + 1");
            return null;
        });
        assertEquals(List.of("page", "set_next_input"),
            cell.payloads().stream().map(each -> each.get("source")).toList());
        assertEquals(Map.of("text/plain", "long"), cell.payloads().getFirst().get("data"));
        assertEquals("1 + 1", cell.payloads().getLast().get("text"));
    }

    @Test
    void registeredRenderersAreUsed() throws Exception {
        run(() -> {
            Notebook.register(StringBuilder.class, text -> MimeBundle.text("built " + text));
            return Notebook.display(new StringBuilder("x"));
        });
        assertEquals("built x", lastText());
    }

    @Test
    void aSecondFrontEndIsRefused() {
        assertThrows(IllegalStateException.class, () -> Notebook.bind(frontend));
    }

    @Test
    void aLoopShowsItsLastStateAndFewOthers() throws Exception {
        var sum = run(() -> {
            var all = 0L;
            for (var i : Notebook.progress(200_000)) {
                all += i;
            }
            return all;
        });
        assertEquals(199_999L * 100_000, sum);
        assertTrue(lastText().startsWith("100%") && lastText().contains("200,000/200,000"), lastText());
        assertTrue(((String) last("text/html")).contains("aria-valuenow=\"100\""));
        assertTrue(cell.events().size() < 50, cell.events().size() + " updates");
    }

    @Test
    void aLoopThatIsLeftShowsWhereItStood() throws Exception {
        run(() -> {
            for (var item : Notebook.progress(List.of("a", "b", "c", "d"))) {
                if (item.equals("c")) {
                    break;
                }
            }
            return null;
        });
        assertTrue(lastText().contains("2/4"), lastText());
        run(() -> {
            var seen = new ArrayList<Integer>();
            Notebook.progress(new Integer[] {1, 2}).forEach(seen::add);
            return seen;
        });
        assertTrue(lastText().contains("2/2"), lastText());
    }

    @Test
    void innerLoopsShareOneLineBelowTheOuterOne() throws Exception {
        run(() -> {
            for (var i : Notebook.progress(50)) {
                for (var j : Notebook.progress(1000)) {
                    if (i % 2 == 0 && j == 500) {
                        break;
                    }
                }
            }
            return null;
        });
        var ids = new HashSet<String>();
        cell.events().forEach(event -> ids.add(event.id()));
        assertEquals(2, ids.size());
        var last = new HashMap<String, String>();
        cell.events().forEach(event -> last.put(event.id(), (String) event.bundle().data().get("text/plain")));
        assertTrue(last.values().stream().anyMatch(text -> text.contains("50/50")), last.toString());
        assertTrue(last.values().stream().anyMatch(text -> text.contains("1,000/1,000")), last.toString());
    }

    @Test
    void loopsOneAfterTheOtherHaveALineEach() throws Exception {
        run(() -> {
            for (var _ : Notebook.progress(3)) {
                break;
            }
            for (var _ : Notebook.progress(4)) {
            }
            for (var _ : Notebook.progress(5)) {
            }
            return null;
        });
        var last = new HashMap<String, String>();
        cell.events().forEach(event -> last.put(event.id(), (String) event.bundle().data().get("text/plain")));
        assertEquals(3, last.size());
        assertTrue(last.values().stream().anyMatch(text -> text.contains("4/4")), last.toString());
        assertTrue(last.values().stream().anyMatch(text -> text.contains("5/5")), last.toString());
    }

    @Test
    void streamsCountWhatPasses() throws Exception {
        assertEquals(1000, run(() -> Notebook.progress(IntStream.range(0, 1000).boxed()).toList()).size());
        assertTrue(lastText().contains("1,000/1,000"), lastText());
        assertEquals(100_000, run(() -> Notebook.progress(IntStream.range(0, 100_000).boxed()).parallel()
            .mapToInt(i -> i).distinct().count()));
        assertTrue(lastText().contains("100,000/100,000"), lastText());
        assertEquals(5, run(() -> Notebook.progress(IntStream.iterate(0, i -> i + 1).boxed()).limit(5).count()));
    }

    @Test
    void aStateThatStaysIsShownThoughItCameFast() throws Exception {
        run(() -> {
            try (var bar = Notebook.progress("Load <1>", 10)) {
                bar.step(3);
                bar.step(4);
                while (!lastText().contains("7/10")) {
                    Thread.sleep(5);
                }
                assertTrue(lastText().startsWith("Load <1>   70%"), lastText());
                assertTrue(((String) last("text/html")).contains("Load &lt;1&gt;"));
            }
            return null;
        });
    }

    @Test
    void aBarWithoutATotalCounts() throws Exception {
        run(() -> {
            try (var bar = Notebook.progress("", Progress.UNKNOWN)) {
                bar.at(1234);
            }
            return null;
        });
        assertTrue(lastText().startsWith("1,234  "), lastText());
        assertFalse(((String) last("text/html")).contains("progressbar"));
    }

    @Test
    void aBarOfAThreadThatOutlivesItsCellStaysWithIt() throws Exception {
        var go = new CompletableFuture<Void>();
        var thread = run(() -> Thread.ofPlatform().start(() -> {
            for (var _ : Notebook.progress(2)) {
                go.join();
            }
        }));
        routing.begin(new RecordingOutlet());
        go.complete(null);
        thread.join();
        assertTrue(lastText().contains("2/2"), lastText());
    }
}
