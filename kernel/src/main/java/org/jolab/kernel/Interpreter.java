package org.jolab.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.MimeBundle;
import org.jolab.kernel.output.Outlet;

/**
 * What a language supplies to be a kernel; the channels know nothing else of Java.
 *
 * <p>{@link #execute} is called by the thread of a (sub)shell, one cell at a time for each of them; the others may be
 * called at any time by other threads, also while a cell runs. Cursors are UTF-16 indices into the code. No method
 * throws for what a user typed.
 */
public interface Interpreter {

    /**
     * One cell to run.
     *
     * @param code the text as typed
     * @param silent no output is wanted: the value need not be rendered
     * @param count the execution count, the cell's name in errors
     * @param userExpressions expressions to evaluate after success, by name
     * @param outlet where everything goes that the cell prints or displays
     */
    record Cell(String code, boolean silent, int count, Map<String, String> userExpressions, Outlet outlet) {}

    /** How a cell ended. */
    sealed interface Outcome {}

    /** It ran to its end. {@code value} is what its last expression shows; {@code expressions} hold each asked one. */
    record Success(Optional<MimeBundle> value, Map<String, Outcome> expressions) implements Outcome {}

    /** It did not compile, threw, or was interrupted. {@code traceback} is lines with ANSI colours. */
    record Failure(String ename, String evalue, List<String> traceback) implements Outcome {}

    /** What may stand in place of {@code start} to {@code end}. */
    record Completion(int start, int end, List<Match> matches) {}

    /** One proposal; {@code type} is one of Jupyter's names: class, function, variable, keyword, module, … */
    record Match(String text, String type, String signature) {}

    /** Whether a console should run the code or ask for another line, indented by {@code indent}. */
    record Completeness(State state, String indent) {

        /** The four answers of the protocol. */
        public enum State { COMPLETE, INCOMPLETE, INVALID, UNKNOWN }
    }

    /** Runs a cell to its end, its failure or its interruption. */
    Outcome execute(Cell cell);

    /** What may be typed at {@code cursor}. */
    Completion complete(String code, int cursor);

    /** What is known of the name at {@code cursor}; {@code detail} 1 adds the source. Empty if it is no known name. */
    Optional<MimeBundle> inspect(String code, int cursor, int detail);

    /** Whether {@code code} is a whole cell. */
    Completeness isComplete(String code);

    /** Stops every running cell; nothing happens when none runs. Returns at once. */
    void interrupt();

    /** Stops everything that user code started; called once, last. */
    void close();
}
