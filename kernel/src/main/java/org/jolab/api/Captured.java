package org.jolab.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What code printed and showed while {@link Notebook#capture} ran it, in order. May be used by any thread.
 *
 * <pre>{@code
 * var noise = new Captured();
 * var model = Notebook.capture(noise, () -> train());
 * if (noise.stderr().contains("warning")) {
 *     noise.show();
 * }
 * }</pre>
 */
public final class Captured {

    /** What can be captured. */
    public enum Kind {
        /** What is printed to {@code System.out}. */
        STDOUT,
        /** What is printed to {@code System.err}. */
        STDERR,
        /** What is displayed. */
        DISPLAY
    }

    private final Set<Kind> kinds;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Object> kept = new ArrayList<>();
    private boolean clearsAtNext;
    private Runnable onChange = () -> {};

    private record Piece(Kind kind, StringBuilder text, MimeBundle bundle, String id) {}

    /** Takes everything. */
    public Captured() {
        this(Set.of(Kind.values()));
    }

    /** Takes {@code kinds}; the rest goes to the cell as ever. */
    public Captured(Set<Kind> kinds) {
        this.kinds = Set.copyOf(kinds);
    }

    /** Whether that kind of output is taken. */
    public boolean takes(Kind kind) {
        return kinds.contains(kind);
    }

    /** What was printed to {@code System.out}. */
    public String stdout() {
        return text(Kind.STDOUT);
    }

    /** What was printed to {@code System.err}. */
    public String stderr() {
        return text(Kind.STDERR);
    }

    /** What was displayed, in its last form. */
    public synchronized List<MimeBundle> displays() {
        return pieces.stream().filter(piece -> piece.kind == Kind.DISPLAY).map(Piece::bundle).toList();
    }

    /**
     * All of it in order, as notebook files hold outputs: maps whose {@code output_type} is {@code stream} or
     * {@code display_data}, whose bundle stands under {@code bundle}.
     */
    public synchronized List<Map<String, Object>> outputs() {
        return pieces.stream().map(piece -> switch (piece.kind) {
            case STDOUT -> Map.<String, Object>of("output_type", "stream", "name", "stdout", "text",
                piece.text.toString());
            case STDERR -> Map.<String, Object>of("output_type", "stream", "name", "stderr", "text",
                piece.text.toString());
            case DISPLAY -> Map.<String, Object>of("output_type", "display_data", "bundle", piece.bundle);
        }).toList();
    }

    /** Calls {@code listener} after each change, on the thread that makes it. */
    public synchronized void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Prints and displays all of it in the cell that runs now. */
    public void show() {
        List<Piece> all;
        synchronized (this) {
            all = List.copyOf(pieces);
        }
        for (var piece : all) {
            switch (piece.kind) {
                case STDOUT -> System.out.print(piece.text);
                case STDERR -> System.err.print(piece.text);
                case DISPLAY -> Notebook.display(piece.bundle);
            }
        }
    }

    /** What was printed to {@code System.out}. */
    @Override
    public String toString() {
        return stdout();
    }

    /** Adds text that was printed; for kernels. */
    public void print(Kind stream, CharSequence text) {
        synchronized (this) {
            clearIfDue();
            if (pieces.isEmpty() || pieces.getLast().kind != stream) {
                pieces.add(new Piece(stream, new StringBuilder(), null, null));
            }
            pieces.getLast().text.append(text);
        }
        changed();
    }

    /** Adds something that was displayed under {@code id}, which may be null; for kernels. */
    public void display(MimeBundle bundle, String id) {
        synchronized (this) {
            clearIfDue();
            pieces.add(new Piece(Kind.DISPLAY, null, bundle, id));
        }
        changed();
    }

    /** Changes what was displayed under {@code id}; false if nothing was. For kernels. */
    public boolean update(MimeBundle bundle, String id) {
        var found = false;
        synchronized (this) {
            for (var at = pieces.listIterator(); at.hasNext();) {
                var piece = at.next();
                if (piece.id != null && piece.id.equals(id)) {
                    at.set(new Piece(Kind.DISPLAY, null, bundle, id));
                    found = true;
                }
            }
        }
        if (found) {
            changed();
        }
        return found;
    }

    /** Forgets everything, at once or, if {@code wait}, when something is added; for kernels. */
    public void clear(boolean wait) {
        synchronized (this) {
            clearsAtNext = wait;
            if (!wait) {
                pieces.clear();
                kept.clear();
            }
        }
        if (!wait) {
            changed();
        }
    }

    /** Keeps {@code value} from being collected until this is cleared; for kernels. */
    public synchronized void keep(Object value) {
        kept.add(value);
    }

    private void clearIfDue() {
        if (clearsAtNext) {
            clearsAtNext = false;
            pieces.clear();
            kept.clear();
        }
    }

    /** Not under the lock, as the listener may take others. */
    private void changed() {
        Runnable listener;
        synchronized (this) {
            listener = onChange;
        }
        listener.run();
    }

    private synchronized String text(Kind kind) {
        return pieces.stream().filter(piece -> piece.kind == kind).map(Piece::text).collect(Collectors.joining());
    }
}
