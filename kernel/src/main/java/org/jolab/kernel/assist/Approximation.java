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

    /** The same with the name of {@code subject}, called without arguments. */
    static Approximation callingAlone(View view, Cell cell, Map<String, String> fields, Subject subject) {
        var receiver = Receiver.before(cell.tokens(), cell.word()).replaceAll("::$", ".");
        var alone = Unfinished.alone(cell, receiver);
        return unfinished(view, cell, fields, new Unfinished(alone.member(), alone.before(),
            cell.tokens().text(subject.token()) + "()", alone.after()));
    }

    /** The variables declared before the member that is being typed, and all other members. */
    static Approximation before(View view, Cell cell) {
        var writer = new Writer(cell);
        writer.head(view);
        writer.members();
        cell.declarations(cell.isOfReceiver()).forEach(writer::add);
        return writer.done();
    }

    /** The cell as it is; {@code fields} are variables that its members see. */
    static Approximation finished(View view, Cell cell, Map<String, String> fields) {
        var writer = new Writer(cell);
        writer.head(view);
        writer.fields(fields);
        writer.members();
        if (fields.isEmpty()) {
            cell.declarations(true).forEach(writer::add);
        }
        cell.chunk().ifPresent(writer::addMarked);
        return writer.done();
    }

    /** The cell up to the place in question, with the name of {@code subject} marked, which is there or before. */
    static Approximation looking(View view, Cell cell, Map<String, String> fields, Subject subject) {
        var tokens = cell.tokens();
        var name = Unfinished.whole(cell);
        if (subject.token() == cell.word()) {
            return unfinished(view, cell, fields, new Unfinished(name.member(), name.before(),
                tokens.text(subject.token()), name.after()));
        }
        var before = tokens.text(cell.word() - 1);
        var isArgument = before.equals("(") || before.equals(",") || before.equals("->");
        var source = unfinished(view, cell, fields, isArgument ? name
            : new Unfinished(name.member(), name.before(), "", name.after()));
        var distance = tokens.list().get(cell.word() - 1).end() - tokens.list().get(subject.token()).start();
        return new Approximation(source.source(), source.mark() - 1 - distance);
    }

    /** The types and methods of the cell, whole. */
    static String members(Cell cell) {
        var writer = new Writer(cell);
        cell.chunks().stream().filter(Chunk::isMember).forEach(writer::addMarked);
        return writer.done().source();
    }

    private static Approximation unfinished(View view, Cell cell, Map<String, String> fields, Unfinished name) {
        var writer = new Writer(cell);
        writer.head(view);
        writer.members();
        if (fields.isEmpty()) {
            cell.declarations(cell.isOfReceiver()).forEach(writer::add);
        }
        writer.fields(fields);
        writer.add(name);
        return writer.done();
    }

    /**
     * The text around an unfinished name.
     *
     * @param member whether it is part of a member
     */
    private record Unfinished(boolean member, String before, String name, String after) {

        static Unfinished whole(Cell cell) {
            var before = cell.chunk().map(chunk -> cell.text(cell.first(chunk), cell.word())).orElse("");
            return new Unfinished(cell.chunk().filter(Chunk::isMember).isPresent(), before, UNFINISHED,
                Closing.of(cell.tokens(), cell.word(), kind(cell)));
        }

        static Unfinished alone(Cell cell, String receiver) {
            var frames = new Outline(cell.tokens()).readTo(cell.word()).frames();
            var frame = frames.get(Closing.block(frames));
            if (frame.open < 0) {
                return new Unfinished(false, receiver, UNFINISHED, ";");
            }
            var end = Math.min(frame.statement, cell.word());
            var before = cell.chunk().map(chunk -> cell.text(cell.first(chunk), end)).orElse("");
            var first = cell.tokens().text(end);
            var label = frame.shape == Outline.Shape.SWITCH
                && (end == frame.open + 1 || first.equals("case") || first.equals("default")) ? "default -> " : "";
            return new Unfinished(cell.chunk().filter(Chunk::isMember).isPresent(), before + label + receiver,
                UNFINISHED, Closing.ofStatement(cell.tokens(), cell.word(), kind(cell)));
        }

        private static Chunk.Kind kind(Cell cell) {
            return cell.chunk().map(Chunk::kind).orElse(Chunk.Kind.STATEMENT);
        }
    }

    private static final class Writer {

        private final Cell cell;
        private final StringBuilder head = new StringBuilder();
        private final StringBuilder members = new StringBuilder();
        private final StringBuilder body = new StringBuilder("void " + BODY + "()throws Throwable{\n");
        private StringBuilder marked;
        private int mark;

        Writer(Cell cell) {
            this.cell = cell;
        }

        void head(View view) {
            head.append("package REPL;").append(view.importsFor(cell.names()));
        }

        void fields(Map<String, String> fields) {
            fields.forEach((variable, type) -> members.append("static ").append(type).append(' ').append(variable)
                .append(";\n"));
        }

        /** Adds all members but the one in question; methods without bodies, so that no time is lost there. */
        void members() {
            for (var chunk : cell.chunks()) {
                if (chunk.kind() == Chunk.Kind.STATEMENT || cell.chunk().filter(chunk::equals).isPresent()) {
                    continue;
                }
                if (chunk.kind() == Chunk.Kind.METHOD) {
                    doc(chunk);
                    members.append(cell.text(chunk.first(), chunk.body(cell.tokens()))).append(";\n");
                } else {
                    doc(chunk);
                    add(chunk);
                }
            }
        }

        private void doc(Chunk chunk) {
            into(chunk).append(DocComment.before(cell.tokens(), chunk.start())).append('\n');
        }

        void add(Chunk chunk) {
            var into = into(chunk);
            into.append(cell.text(cell.first(chunk), chunk.last()));
            if (!chunk.isMember() && !cell.tokens().text(chunk.last() - 1).equals(";")) {
                into.append(';');
            }
            into.append('\n');
        }

        /** Adds a chunk with its doc comment; notes where the name in question is. */
        void addMarked(Chunk chunk) {
            var into = into(chunk);
            doc(chunk);
            var first = cell.first(chunk);
            if (first <= cell.word() && cell.word() < chunk.last()) {
                marked = into;
                mark = into.length() + cell.tokens().list().get(cell.word()).start()
                    - cell.tokens().list().get(first).start();
            }
            add(chunk);
        }

        void add(Unfinished name) {
            marked = name.member() ? members : body;
            marked.append(name.before()).append(' ');
            mark = marked.length();
            marked.append(name.name()).append(name.after()).append('\n');
        }

        private StringBuilder into(Chunk chunk) {
            return switch (chunk.kind()) {
                case IMPORT -> head;
                case TYPE, METHOD -> members;
                case STATEMENT -> body;
            };
        }

        Approximation done() {
            head.append("class ").append(Neighbourhood.CLASS).append("{\n");
            var start = marked == head ? 0 : marked == members ? head.length() : head.length() + members.length();
            return new Approximation(head.toString() + members + body + "}}", marked == null ? -1 : start + mark);
        }
    }
}
