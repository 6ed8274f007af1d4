package org.jolab.kernel.assist;

import java.util.Map;
import org.jolab.kernel.assist.Neighbourhood.View;

/** Writes an {@link Approximation}, chunk by chunk. */
final class Draft {

    private final Cell cell;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder members = new StringBuilder();
    private final StringBuilder body = new StringBuilder("void " + Approximation.BODY + "()throws Throwable{\n");
    private StringBuilder marked;
    private int mark;

    Draft(Cell cell) {
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
