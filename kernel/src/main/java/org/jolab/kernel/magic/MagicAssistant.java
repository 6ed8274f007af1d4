package org.jolab.kernel.magic;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jolab.api.Magic;
import org.jolab.api.MimeBundle;
import org.jolab.api.Workspace;
import org.jolab.kernel.Interpreter.Completion;
import org.jolab.kernel.assist.Assistant;
import org.jolab.kernel.cell.Reading;
import org.jolab.kernel.cell.Use;

/** Completes and explains cells with magics in them; asks the assistant where they are Java. Used by all threads. */
public final class MagicAssistant {

    private final MagicTable table;
    private final LineCompleter lines;
    private final Assistant java;
    private final BiFunction<String, Integer, Reading> reader;

    /** {@code reader} reads a cell's text from a place on. */
    public MagicAssistant(MagicTable table, Workspace workspace, Assistant java,
            BiFunction<String, Integer, Reading> reader) {
        this.table = table;
        this.java = java;
        this.reader = reader;
        lines = new LineCompleter(table, workspace, java);
    }

    /** What may be typed at {@code cursor}. */
    public Completion complete(String code, int cursor) {
        var at = Math.clamp(cursor, 0, code.length());
        if (cursor < 0) {
            return new Completion(0, 0, List.of());
        }
        var reading = reader.apply(code, 0);
        var use = reading.useAt(at);
        if (use.isPresent()) {
            return lines.complete(code, use.get(), at);
        }
        var body = body(reading);
        if (body.isEmpty()) {
            return FileCandidates.completeWord(code, at);
        }
        if (body.get() != reading && body.get().useAt(at).isPresent()) {
            return lines.complete(code, body.get().useAt(at).get(), at);
        }
        var form = body.get().java();
        var inJava = form.toJava(at);
        if (inJava < 0) {
            return new Completion(at, at, List.of());
        }
        var found = java.complete(form.text(), inJava);
        var moved = at - inJava;
        return new Completion(found.start() + moved, found.end() + moved, found.matches());
    }

    /** What is known of the name at {@code cursor}. */
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        var at = Math.clamp(cursor, 0, code.length());
        if (cursor < 0) {
            return Optional.empty();
        }
        var reading = reader.apply(code, 0);
        var use = reading.useAt(at).or(() -> body(reading).flatMap(body -> body.useAt(at)));
        if (use.isPresent()) {
            return describe(code, use.get(), at, detail);
        }
        return body(reading).flatMap(body -> {
            var inJava = body.java().toJava(at);
            return inJava < 0 ? Optional.empty() : java.inspect(body.java().text(), inJava, detail);
        });
    }

    private Optional<MimeBundle> describe(String code, Use use, int at, int detail) {
        var magic = use.kind() == Use.Kind.CELL ? table.cell(use.name()) : table.line(use.name());
        if (at > use.lineStart() && (magic.isEmpty() || magic.get().is(Magic.Trait.VERBATIM))) {
            return java.inspect(code.substring(use.lineStart(), use.end()), at - use.lineStart(), detail);
        }
        return magic.map(Usage::help).map(MimeBundle::text);
    }

    /** What of the cell is Java; empty if its top says that it is something else. */
    private Optional<Reading> body(Reading reading) {
        var use = reading.cellMagic();
        if (use.isEmpty()) {
            return Optional.of(reading);
        }
        return table.cell(use.get().name()).filter(magic -> magic.is(Magic.Trait.AROUND_JAVA))
            .map(_ -> reader.apply(reading.code(), Reading.bodyStart(reading.code(), use.get())))
            .flatMap(this::body);
    }
}
