package org.jolab.magics.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.gpu.Tensor;
import org.jolab.kernel.Interpreter.Cell;
import org.jolab.kernel.Interpreter.Failure;
import org.jolab.kernel.Interpreter.Match;
import org.jolab.kernel.Interpreter.Outcome;
import org.jolab.kernel.Interpreter.Success;
import org.jolab.kernel.Settings;
import org.jolab.kernel.display.Limits;
import org.jolab.kernel.display.NotebookFrontend;
import org.jolab.kernel.display.Renderers;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.output.Routing;
import org.jolab.kernel.output.StandardStreams;
import org.jolab.kernel.session.Session;
import org.jolab.kernel.session.Surroundings;

/** A notebook for tests, without a front end: cells go in, and what they print, show and are comes out. */
public final class Trial implements AutoCloseable {

    private static final List<Path> SHARED =
        List.of(jarOf(Notebook.class), jarOf(Tensor.class), Path.of(System.getProperty("jolab.magics.api")));

    private final Routing routing = new Routing();
    private final Session session;
    private final StandardStreams streams = StandardStreams.install(routing);
    private final AutoCloseable binding;
    private final Deque<String> answers = new ArrayDeque<>();
    private int count;
    private volatile Output running;

    /** Starts a session; the process has one at a time. */
    public Trial() {
        var renderers = new Renderers(Limits.SCREEN);
        session = new Session(new Settings(Optional.empty(), Optional.empty(), SHARED), new Surroundings() {
            @Override
            public MimeBundle render(Object value) {
                return renderers.render(value);
            }

            @Override
            public void begin(Outlet outlet) {
                routing.begin(outlet);
            }

            @Override
            public void end(Outlet outlet) {}

            @Override
            public void exit(int status) {}
        });
        binding = Notebook.bind(new NotebookFrontend(routing, renderers, null, () -> session));
    }

    /**
     * What a cell came to.
     *
     * @param value its value as text; null if it shows none
     * @param stdout what it printed
     * @param stderr what it printed there
     * @param shown what it displayed, as text
     * @param failure how it failed, without colours; empty if it did not
     * @param payloads what its reply would hold
     */
    public record Result(String value, String stdout, String stderr, List<String> shown, String failure,
            List<Map<String, Object>> payloads) {}

    /** Runs a cell. */
    public Result run(String code) {
        var out = new Output(answers);
        running = out;
        var outcome = session.execute(new Cell(code, false, ++count, Map.of(), out));
        return result(outcome, out);
    }

    /** Runs a cell that must not fail. */
    public Result ok(String code) {
        var result = run(code);
        if (!result.failure().isEmpty()) {
            throw new AssertionError(result.failure());
        }
        return result;
    }

    /** How a cell fails, which must. */
    public String failure(String code) {
        var result = run(code);
        if (result.failure().isEmpty()) {
            throw new AssertionError("no failure but " + result);
        }
        return result.failure();
    }

    /** What is proposed at the end of {@code code}. */
    public List<String> proposals(String code) {
        return session.complete(code, code.length()).matches().stream().map(Match::text).toList();
    }

    /** What the next question is answered with. */
    public void answer(String text) {
        answers.add(text);
    }

    /** The first part of what the running cell displays that is so; waits for it. Called by another thread. */
    public String awaitShown(Pattern pattern) throws InterruptedException {
        for (var tries = 0; tries < 600; tries++) {
            var out = running;
            if (out != null) {
                synchronized (out) {
                    var found = pattern.matcher(String.join("\n", out.shown));
                    if (found.find()) {
                        return found.group();
                    }
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Nothing is shown that matches " + pattern);
    }

    /** Interrupts the running cell. */
    public void interrupt() {
        session.interrupt();
    }

    @Override
    public void close() throws Exception {
        binding.close();
        session.close();
        streams.close();
    }

    private static Result result(Outcome outcome, Output out) {
        var value = outcome instanceof Success success
            ? success.value().map(bundle -> String.valueOf(bundle.data().get("text/plain"))).orElse(null) : null;
        var failure = outcome instanceof Failure failed
            ? String.join("\n", failed.traceback()).replaceAll("\u001b\\[[0-9;]*m", "") : "";
        synchronized (out) {
            return new Result(value, out.stdout.toString(), out.stderr.toString(), List.copyOf(out.shown), failure,
                List.copyOf(out.payloads));
        }
    }

    /** What one cell has written. Written by any thread. */
    private static final class Output implements Outlet {

        private final StringBuilder stdout = new StringBuilder();
        private final StringBuilder stderr = new StringBuilder();
        private final List<String> shown = new ArrayList<>();
        private final List<Map<String, Object>> payloads = new ArrayList<>();
        private final Deque<String> answers;

        Output(Deque<String> answers) {
            this.answers = answers;
        }

        @Override
        public synchronized void stream(Stream stream, CharSequence text) {
            (stream == Stream.STDOUT ? stdout : stderr).append(text);
        }

        @Override
        public synchronized void display(MimeBundle bundle, String displayId) {
            shown.add(String.valueOf(bundle.data().get("text/plain")));
        }

        @Override
        public synchronized void update(MimeBundle bundle, String displayId) {
            shown.add("update: " + bundle.data().get("text/plain"));
        }

        @Override
        public synchronized void clear(boolean wait) {
            shown.clear();
        }

        @Override
        public String input(String prompt, boolean password) {
            stream(Stream.STDOUT, prompt);
            if (answers.isEmpty()) {
                throw new UsageError("Nobody answers.");
            }
            return answers.poll();
        }

        @Override
        public synchronized void payload(Map<String, Object> payload) {
            payloads.add(payload);
        }
    }

    /** Cells see a jar with the api alone; where it has not been packaged yet, it is made of the classes. */
    /** The jar that {@code type} is in, or one made of the folder of classes that it is in. */
    private static Path jarOf(Class<?> type) {
        try {
            var classFile = type.getResource(type.getSimpleName() + ".class").toURI();
            if (classFile.getScheme().equals("jar")) {
                return Path.of(URI.create(classFile.getRawSchemeSpecificPart().replaceFirst("!.*", "")));
            }
            var folder = Path.of(classFile).getParent();
            var root = folder.resolve("../../..").normalize();
            var jar = Files.createTempFile("api", ".jar");
            jar.toFile().deleteOnExit();
            try (var out = new JarOutputStream(Files.newOutputStream(jar)); var files = Files.walk(folder)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
