package org.jolab.kernel.output;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.MimeBundle;

/**
 * Where the output of one request goes, in order, whichever thread writes it.
 *
 * <p>All methods may be called by any thread, also after the request has ended. None is lost by an interrupt; a writer
 * waits when a front end is far behind.
 */
public interface Outlet {

    /** The two streams of a process, by the names that the protocol gives them. */
    enum Stream {
        STDOUT, STDERR;

        /** The name on the wire: {@code stdout} or {@code stderr}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Appends text to a stream; it is sent together with more, soon, and before anything else is sent. */
    void stream(Stream stream, CharSequence text);

    /** Shows a value; a non-null {@code displayId} lets {@link #update} change it later. */
    void display(MimeBundle bundle, String displayId);

    /** Changes what {@link #display} showed under {@code displayId}, in this cell and all others. */
    void update(MimeBundle bundle, String displayId);

    /** Clears the cell's output, at once or, if {@code wait}, when the next output arrives. */
    void clear(boolean wait);

    /**
     * Asks the user for a line, which is hidden while typed if {@code password}.
     *
     * @throws org.jolab.api.UsageError if the front end takes no input
     * @throws InterruptedException if the cell is interrupted meanwhile
     */
    String input(String prompt, boolean password) throws InterruptedException;

    /**
     * Asks the page of Google Colab for what only it can do, and waits for its answer, as JSON is in Java; empty if
     * none comes in time, as from all other front ends.
     *
     * @throws org.jolab.api.UsageError if the page refuses
     * @throws InterruptedException if the cell is interrupted meanwhile
     */
    default Optional<Object> askColab(String kind, Map<String, Object> request, Duration limit)
            throws InterruptedException {
        return Optional.empty();
    }

    /** Whether {@link #input} may ask; not where a program runs the cell and nobody watches. */
    default boolean takesInput() {
        return true;
    }

    /**
     * Takes back the unfinished last line of {@code stdout}, as far as none of it has been sent, so that it can be the
     * prompt of the box that {@link #input} opens instead of standing above it; empty if there is none.
     */
    default String takeUnfinishedLine() {
        return "";
    }

    /** False once no front end can show more of this request, such as when its cell was run again. */
    default boolean isOpen() {
        return true;
    }

    /** Keeps {@code value} from being collected until this is cleared, or its cell is run again. */
    default void keep(Object value) {}

    /** Whether it keeps something. */
    default boolean keepsSomething() {
        return false;
    }

    /** Whether the front end that made the request of {@code other} shows this output, too. */
    default boolean isSeenWith(Outlet other) {
        return true;
    }

    /** Adds a payload (deprecated by the protocol, but the only way to a pager) to the reply of the request. */
    void payload(Map<String, Object> payload);

    /** The outlet of the whole request, of which this one may see a part. */
    default Outlet cell() {
        return this;
    }
}
