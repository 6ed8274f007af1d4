package org.jolab.api;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a notebook can do beyond printing: show values, change them, ask, and report progress.
 *
 * <pre>{@code
 * Notebook.display(List.of(1, 2, 3));
 * var status = Notebook.markdown("**working**");
 * for (var file : Notebook.progress(files)) { … }
 * status.update("done");
 * var name = Notebook.input("Name? ");
 * }</pre>
 *
 * <p>All methods may be called by any thread; output goes to the cell that started it. Outside of a notebook they print
 * to {@code System.out}, so that code can be tested.
 */
public final class Notebook {

    /** The one thing in this class that is bound at run time: users call it statically, and there is one notebook. */
    private static final AtomicReference<Frontend> FRONTEND = new AtomicReference<>(new Terminal());

    private Notebook() {}

    /**
     * Connects this class with a kernel until the result is closed; for kernels and their tests alone.
     *
     * @throws IllegalStateException if it is connected already
     */
    public static AutoCloseable bind(Frontend frontend) {
        var before = FRONTEND.get();
        if (!(before instanceof Terminal) || !FRONTEND.compareAndSet(before, frontend)) {
            throw new IllegalStateException("A front end is bound already.");
        }
        return () -> FRONTEND.compareAndSet(frontend, before);
    }

    static Frontend frontend() {
        return FRONTEND.get();
    }

    /** Shows a value as the last expression of a cell would show it. The result can change what is shown. */
    public static Display display(Object value) {
        return display(value, UUID.randomUUID().toString());
    }

    /** Shows a value under a name of your choice, by which any later cell can {@link #update} it. */
    public static Display display(Object value, String id) {
        return frontend().display(value, id);
    }

    /** Shows {@code value} in the place of everything that was displayed under {@code id}. */
    public static void update(String id, Object value) {
        frontend().update(id, value);
    }

    /** Removes what the cell has shown and printed so far. */
    public static void clear() {
        clear(false);
    }

    /** Removes the cell's output; if {@code wait}, only when the next output arrives, which avoids flicker. */
    public static void clear(boolean wait) {
        frontend().clear(wait);
    }

    /** Shows HTML. */
    public static Display html(String html) {
        return display(MimeBundle.text(withoutTags(html)).with("text/html", html));
    }

    /** Shows Markdown. */
    public static Display markdown(String markdown) {
        return display(MimeBundle.text(markdown).with("text/markdown", markdown));
    }

    /** Shows a formula; one without {@code $} or an environment of its own is displayed on a line of its own. */
    public static Display latex(String latex) {
        var isWhole = latex.contains("$") || latex.contains("\\begin{") || latex.contains("\\(")
            || latex.contains("\\[");
        return display(MimeBundle.text(latex).with("text/latex", isWhole ? latex : "$$" + latex + "$$"));
    }

    /** Shows an SVG drawing. */
    public static Display svg(String svg) {
        return display(MimeBundle.text("SVG drawing").with("image/svg+xml", svg));
    }

    /** Shows a picture in a file: PNG, JPEG, GIF, WebP, BMP or SVG. */
    public static Display image(Path file) {
        try {
            return file.toString().endsWith(".svg") ? svg(Files.readString(file)) : image(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UsageError("There is no file " + file + " (the current folder is "
                + Path.of("").toAbsolutePath() + ").", e);
        } catch (IOException e) {
            throw new UsageError("The file " + file + " can't be read: " + e.getMessage() + ".", e);
        }
    }

    /** Shows a picture: the address of one ({@code https:}, {@code data:}), or the path of a file. */
    public static Display image(String addressOrFile) {
        try {
            return addressOrFile.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
                ? image(URI.create(addressOrFile)) : image(Path.of(addressOrFile));
        } catch (IllegalArgumentException e) {
            throw new UsageError("This is neither an address nor a path: " + addressOrFile, e);
        }
    }

    /** Shows a picture in the format of a file: PNG, JPEG, GIF, WebP or BMP. */
    public static Display image(byte[] bytes) {
        return display(Picture.of(bytes).orElseThrow(() -> new UsageError("These " + bytes.length
            + " bytes are no picture in a format that notebooks show: PNG, JPEG, GIF, WebP or BMP.")));
    }

    /** Shows the picture at an address; the notebook keeps the address alone, except for {@code file:}. */
    public static Display image(URI address) {
        if ("file".equals(address.getScheme())) {
            return image(Path.of(address));
        }
        var escaped = address.toString().replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return display(MimeBundle.text(address.toString())
            .with("text/html", "<img src=\"" + escaped + "\" style=\"max-width:100%\" alt=\"\">"));
    }

    /** Shows the picture at an address. */
    public static Display image(URL address) {
        return image(URI.create(address.toString()));
    }

    /** Shows an image, such as a {@code BufferedImage}. */
    public static Display image(RenderedImage image) {
        return display(image);
    }

    /** Shows JSON as a tree: a text, or maps, lists, arrays, records, strings, numbers, booleans and null. */
    public static Display json(Object value) {
        return display(frontend().json(value));
    }

    /**
     * Asks for a line of text; null if the user ends the input.
     *
     * @throws UsageError if the notebook runs where nobody can answer
     */
    public static String input(String prompt) {
        return ask(prompt, false);
    }

    /** Asks for a line of text that is hidden while it is typed; null if the user ends the input. */
    public static String password(String prompt) {
        return ask(prompt, true);
    }

    /**
     * Whether somebody may be there who can answer; not where a program such as nbclient runs the cell and takes no
     * input.
     */
    public static boolean isAttended() {
        return frontend().isAttended();
    }

    /**
     * Asks the page of Google Colab for what only it can do.
     *
     * @see Frontend#askColab
     */
    public static Optional<Object> askColab(String kind, Map<String, Object> request, Duration limit)
            throws InterruptedException {
        return frontend().askColab(kind, request, limit);
    }

    private static String ask(String prompt, boolean password) {
        try {
            return frontend().input(prompt, password);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new CancellationException("Interrupted while waiting for input.");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /**
     * Runs {@code work} and returns its result, while what it prints and shows, its threads included, is kept in
     * {@code captured}, also if it fails.
     */
    public static <T> T capture(Captured captured, Callable<T> work) throws Exception {
        return frontend().capture(captured, work);
    }

    /**
     * Adds jars and folders of classes to the class path of the cells to come.
     *
     * @throws UsageError if one of them does not exist
     */
    public static void addToClasspath(Path... entries) {
        workspace().addToClassPath(List.of(entries));
    }

    /** The notebook's variables and class path. */
    public static Workspace workspace() {
        return frontend().workspace();
    }

    /** Shows a long text in the front end's pager, where it has one, when the cell ends. */
    public static void page(String text) {
        frontend().payload(Map.of("source", "page", "data", Map.of("text/plain", text), "start", 0));
    }

    /** Puts code into the cell below, when this one ends. */
    public static void setNextInput(String code) {
        setNextInput(code, false);
    }

    /** Puts code into the cell below, or in the place of this cell's own if {@code replace}, when this one ends. */
    public static void setNextInput(String code, boolean replace) {
        frontend().payload(Map.of("source", "set_next_input", "text", code, "replace", replace));
    }

    /** Shows values of {@code type} and its subtypes by {@code renderer}, in this notebook, from now on. */
    public static <T> void register(Class<T> type, Renderer<? super T> renderer) {
        frontend().register(type, renderer);
    }

    /** Lines between this notebook and code in front ends, such as widgets. */
    public static Comms comms() {
        return frontend().comms();
    }

    /** The cell that runs now, for work that it leaves behind, such as the handler of a comm's messages. */
    public static Origin origin() {
        return frontend().origin();
    }

    /** What an exception is and where in which cell it was thrown, as a cell shows it that fails. */
    public static String describe(Throwable thrown) {
        return frontend().describe(thrown);
    }

    /**
     * Keeps {@code value} from being collected as long as the output can be seen that the cell shows now: until it is
     * cleared, or the cell runs again. For values whose view stays in touch with them.
     */
    public static void keep(Object value) {
        frontend().keep(value);
    }

    /** {@code items}, with a bar that shows how many of them a loop has been through. */
    public static <T> Iterable<T> progress(Iterable<T> items) {
        return new ProgressLoop<>(items, items instanceof Collection<?> all ? all.size() : Progress.UNKNOWN);
    }

    /** {@code items}, with a bar that shows how many of them a loop has been through. */
    public static <T> Iterable<T> progress(T[] items) {
        return progress(Arrays.asList(items));
    }

    /** The numbers from 0 to {@code count - 1}, with a bar that shows how far a loop has come. */
    public static Iterable<Integer> progress(int count) {
        return new ProgressLoop<>(() -> IntStream.range(0, count).iterator(), Math.max(0, count));
    }

    /** {@code items}, with a bar that shows how many of them have passed. Works in parallel too. */
    public static <T> Stream<T> progress(Stream<T> items) {
        return ProgressSpliterator.over(items);
    }

    /**
     * A bar to be moved by hand, {@code total} long ({@link Progress#UNKNOWN} if that can't be said).
     *
     * <pre>{@code
     * try (var bar = Notebook.progress("Download", size)) { … bar.step(count); }
     * }</pre>
     */
    public static Progress progress(String title, long total) {
        return new Progress(title, total);
    }

    private static String withoutTags(String html) {
        var text = html.replaceAll("(?s)<(script|style)\\b.*?</\\1>|<[^>]*>", "")
            .replace("&lt;", "<").replace("&gt;", ">")
            .replace("&quot;", "\"").replace("&nbsp;", " ").replace("&amp;", "&").strip();
        return text.length() <= 1000 ? text : text.substring(0, 1000) + "…";
    }
}
