package org.jolab.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What stands behind {@link Notebook}: the kernel, or a terminal where there is none. Notebook authors have no use for
 * it. All methods may be called by any thread, and work for the cell that started it.
 */
public interface Frontend {

    /** Shows {@code value} under {@code id}. */
    Display display(Object value, String id);

    /** Shows {@code value} wherever something is shown under {@code id}. */
    void update(String id, Object value);

    /** The tree of a JSON text, or of maps, lists and scalars. */
    MimeBundle json(Object value);

    /** Clears the cell's output, at once or, if {@code wait}, when the next output arrives. */
    void clear(boolean wait);

    /**
     * Asks for a line, hidden if {@code password}; null at the end of input.
     *
     * @throws InterruptedException if the cell is interrupted meanwhile
     */
    String input(String prompt, boolean password) throws InterruptedException;

    /**
     * Asks the page of Google Colab for what only it can do, such as {@code request_auth}: requests of its own beside
     * Jupyter's protocol. Returns what it answers, as JSON is in Java; empty if no answer comes in time, as from all
     * other front ends.
     *
     * @throws UsageError if the page refuses
     * @throws InterruptedException if the cell is interrupted meanwhile
     */
    default Optional<Object> askColab(String kind, Map<String, Object> request, Duration limit)
            throws InterruptedException {
        return Optional.empty();
    }

    /** Whether somebody may be there who can answer a question. */
    default boolean isAttended() {
        return true;
    }

    /** Adds something to the reply that ends the cell. */
    void payload(Map<String, Object> payload);

    /** Shows values of {@code type} by {@code renderer} from now on. */
    <T> void register(Class<T> type, Renderer<? super T> renderer);

    /** The notebook's comms. */
    Comms comms();

    /** The notebook's variables and class path. */
    Workspace workspace();

    /** The notebook's magics. */
    Magics.Table magics();

    /** Runs {@code work} with its output kept in {@code captured}. */
    <T> T capture(Captured captured, Callable<T> work) throws Exception;

    /** Runs {@code work} when the cell ends that the calling thread works for; work added after that never runs. */
    void atEndOfCell(Runnable work);

    /** The cell that the calling thread works for. */
    Origin origin();

    /** What {@code thrown} is and where in which cell it was thrown, as cells show it; it may have colours. */
    String describe(Throwable thrown);

    /** Keeps {@code value} from being collected as long as what the calling thread shows now can be seen. */
    void keep(Object value);
}
