package org.jolab.kernel.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jolab.api.MimeBundle;
import org.jolab.kernel.Interpreter.Cell;
import org.jolab.kernel.Interpreter.Failure;
import org.jolab.kernel.Interpreter.Outcome;
import org.jolab.kernel.Interpreter.Success;
import org.jolab.kernel.Settings;
import org.jolab.kernel.output.Outlet;

/** A session for tests, fed cell by cell; values are shown by {@code String.valueOf}. */
final class Notebook implements AutoCloseable, Outlet {

    final List<String> printed = new ArrayList<>();
    final List<Integer> exits = new ArrayList<>();
    final Session session;
    private final AtomicInteger count = new AtomicInteger();

    Notebook() {
        this(Optional.empty());
    }

    Notebook(Optional<Path> startup) {
        var shared = Arrays.stream(System.getProperty("jolab.shared").split(":")).map(Path::of).toList();
        session = new Session(new Settings(startup, Optional.empty(), shared), new Surroundings() {
            @Override
            public MimeBundle render(Object value) {
                return MimeBundle.text(show(value));
            }

            @Override
            public void begin(Outlet outlet) {}

            @Override
            public void end(Outlet outlet) {}

            @Override
            public void exit(int status) {
                exits.add(status);
            }
        });
    }

    private static String show(Object value) {
        return value instanceof int[] array ? Arrays.toString(array) : String.valueOf(value);
    }

    Outcome run(String code) {
        return session.execute(new Cell(code, false, count.incrementAndGet(), Map.of(), new CellOutlet(this)));
    }

    /** The value that a cell shows, or null; fails the test if the cell fails. */
    String value(String code) {
        return switch (run(code)) {
            case Success success -> success.value()
                .map(bundle -> (String) bundle.data().get("text/plain"))
                .orElse(null);
            case Failure failure -> throw new AssertionError(String.join("\n", failure.traceback()));
        };
    }

    /** How a cell fails, without colours; fails the test if it does not. */
    String failure(String code) {
        return switch (run(code)) {
            case Success success -> throw new AssertionError("no failure but " + success.value());
            case Failure failure -> plain(failure);
        };
    }

    static String plain(Failure failure) {
        return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** Each cell has an outlet of its own, as in a kernel. */
    private record CellOutlet(Outlet to, Object identity) implements Outlet {

        CellOutlet(Outlet to) {
            this(to, new Object());
        }

        @Override
        public void stream(Stream stream, CharSequence text) {
            to.stream(stream, text);
        }

        @Override
        public void display(MimeBundle bundle, String displayId) {
            to.display(bundle, displayId);
        }

        @Override
        public void update(MimeBundle bundle, String displayId) {
            to.update(bundle, displayId);
        }

        @Override
        public void clear(boolean wait) {
            to.clear(wait);
        }

        @Override
        public String input(String prompt, boolean password) throws InterruptedException {
            return to.input(prompt, password);
        }

        @Override
        public void payload(Map<String, Object> payload) {
            to.payload(payload);
        }
    }

    @Override
    public synchronized void stream(Stream stream, CharSequence text) {
        printed.add(text.toString());
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {}

    @Override
    public void update(MimeBundle bundle, String displayId) {}

    @Override
    public void clear(boolean wait) {}

    @Override
    public String input(String prompt, boolean password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void payload(Map<String, Object> payload) {}

    @Override
    public void close() {
        session.close();
    }
}
