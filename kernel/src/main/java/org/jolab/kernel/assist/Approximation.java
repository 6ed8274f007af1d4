package org.jolab.kernel.assist;

import java.util.Map;
import org.jolab.kernel.assist.Neighbourhood.View;

/**
 * A class that javac can read, made of a cell: its types and methods as members, its statements as the body of a
 * method.
 *
 * @param source the class
 * @param mark where the name in question starts in it; -1 if it is left out
 */
record Approximation(String source, int mark) {

    /** The name that stands for the one that is being typed. */
    static final String UNFINISHED = "$unfinished";

    /** The method that holds the statements. */
    static final String BODY = "$run";

    /** The cell up to the name that is being typed; {@code fields} are variables that its members see. */
    static Approximation typing(View view, Cell cell, Map<String, String> fields) {
        return unfinished(view, cell, fields, Unfinished.whole(cell));
    }

    /** The same with {@code receiver} and the name as the only thing in its statement. */
    static Approximation typingAlone(View view, Cell cell, Map<String, String> fields, String receiver) {
        return unfinished(view, cell, fields, Unfinished.alone(cell, receiver));
    }

    /** The name in question, called without arguments, as the only thing in its statement. */
    static Approximation callingAlone(View view, Cell cell, Map<String, String> fields) {
        var receiver = Receiver.before(cell.tokens(), cell.word()).replaceAll("::$", ".");
        var alone = Unfinished.alone(cell, receiver);
        return unfinished(view, cell, fields, new Unfinished(alone.member(), alone.before(),
            cell.tokens().text(cell.word()) + "()", alone.after()));
    }

    /** The variables declared before the member that is being typed, and all other members. */
    static Approximation before(View view, Cell cell) {
        var draft = new Draft(cell);
        draft.head(view);
        draft.members();
        cell.declarations().forEach(draft::add);
        return draft.done();
    }

    /** The cell as it is; {@code fields} are variables that its members see. */
    static Approximation finished(View view, Cell cell, Map<String, String> fields) {
        var draft = new Draft(cell);
        draft.head(view);
        draft.fields(fields);
        draft.members();
        if (fields.isEmpty()) {
            cell.declarations().forEach(draft::add);
        }
        cell.chunk().ifPresent(draft::addMarked);
        return draft.done();
    }

    /** The cell up to the name in question, and {@code end} after it. */
    static Approximation lookingAt(View view, Cell cell, Map<String, String> fields, String end) {
        var name = Unfinished.whole(cell);
        return unfinished(view, cell, fields, new Unfinished(name.member(), name.before(),
            cell.tokens().text(cell.word()) + end, name.after()));
    }

    /** The cell up to an argument of the call of {@code subject}, which is the name in question. */
    static Approximation lookingBack(View view, Cell cell, Map<String, String> fields, Subject subject) {
        var tokens = cell.tokens();
        var name = Unfinished.whole(cell);
        var before = tokens.text(cell.word() - 1);
        var isArgument = before.equals("(") || before.equals(",") || before.equals("->");
        var source = unfinished(view, cell, fields, isArgument ? name
            : new Unfinished(name.member(), name.before(), "", name.after()));
        var distance = tokens.list().get(cell.word() - 1).end() - tokens.list().get(subject.token()).start();
        return new Approximation(source.source(), source.mark() - 1 - distance);
    }

    /** The types and methods of the cell, whole. */
    static String members(Cell cell) {
        var draft = new Draft(cell);
        cell.chunks().stream().filter(Chunk::isMember).forEach(draft::addMarked);
        return draft.done().source();
    }

    private static Approximation unfinished(View view, Cell cell, Map<String, String> fields, Unfinished name) {
        var draft = new Draft(cell);
        draft.head(view);
        draft.members();
        if (fields.isEmpty()) {
            cell.declarations().forEach(draft::add);
        }
        draft.fields(fields);
        draft.add(name);
        return draft.done();
    }
}
