package org.jolab.kernel.assist;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jolab.api.MimeBundle;
import org.jolab.kernel.assist.Neighbourhood.View;
import org.jolab.kernel.cell.Tokens;

/** Finds what is known of a name in a cell. Used by the assistant's thread. */
final class Inspector {

    private final Neighbourhood neighbourhood;
    private final ClassIndex index;
    private final Library library;

    Inspector(Neighbourhood neighbourhood, ClassIndex index, Library library) {
        this.neighbourhood = neighbourhood;
        this.index = index;
        this.library = library;
    }

    /** What is known of the name at {@code cursor}, or of the method in whose call it lies. */
    Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        var tokens = Tokens.of(code);
        return tokens.isTooDeep() ? Optional.empty() : Subject.at(tokens, cursor).flatMap(subject -> {
            var view = neighbourhood.look();
            var inspection = new Inspection(view, tokens, subject);
            return inspection.whole().or(inspection::cut)
                .map(found -> sheet(view, found, detail > 0));
        });
    }

    /** What was found, and the cell in which it was. */
    private record Found(Finding finding, Cell cell) {}

    /** One question. */
    private final class Inspection {

        private final View view;
        private final Tokens tokens;
        private final Subject subject;

        Inspection(View view, Tokens tokens, Subject subject) {
            this.view = view;
            this.tokens = tokens;
            this.subject = subject;
        }

        /** Looks at the cell as it is. */
        Optional<Found> whole() {
            var cell = Cell.finished(tokens, subject.token());
            var fields = CellVariables.of(neighbourhood, view, cell);
            return look(cell, Approximation.finished(view, cell, fields));
        }

        /**
         * Looks at what stands before the cursor, which may be the only part that is Java: the name as it is, as a
         * method's, as a type's, and as one to which a reference is made.
         */
        Optional<Found> cut() {
            var word = subject.call() ? subject.cut() : subject.token();
            var start = word < tokens.size() ? tokens.list().get(word).start() : tokens.code().length();
            var cell = Cell.unfinished(tokens, start,
                subject.call() ? start : tokens.list().get(word).end());
            var fields = CellVariables.of(neighbourhood, view, cell);
            if (subject.call()) {
                return look(cell, Approximation.lookingBack(view, cell, fields, subject));
            }
            return Stream.of("", "()", ".class")
                .map(end -> look(cell, Approximation.lookingAt(view, cell, fields, end)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> look(cell, Approximation.callingAlone(view, cell, fields)));
        }

        private Optional<Found> look(Cell cell, Approximation approximation) {
            var question = Question.of(view, index.classes(neighbourhood.classPath()), cell, new Proposals(""));
            return Attempt.of(() -> neighbourhood.analyze(view, approximation.source(),
                    task -> describe(task, question, approximation)), Optional.<Finding>empty())
                .map(finding -> new Found(finding, cell));
        }

        private Optional<Finding> describe(JavacTask task, Question question, Approximation approximation)
                throws IOException {
            var unit = task.parse().iterator().next();
            task.analyze();
            return NameFinder.find(Trees.instance(task), unit, approximation.mark(), tokens.text(subject.token()))
                .flatMap(path -> new Describer(question, new Place(task, path)).describe(subject.call()));
        }
    }

    private MimeBundle sheet(View view, Found found, boolean withSource) {
        var finding = found.finding();
        var ofThisCell = finding.declarations().stream().findFirst()
            .filter(declaration -> declaration.types().getFirst().equals(Neighbourhood.CLASS));
        var documented = ofThisCell.isPresent() ? ofThisCell(view, found.cell(), ofThisCell.get())
            : finding.variable().isPresent() ? finding.variable().flatMap(this::variable)
                : library.find(view, finding.declarations());
        var sheet = new Sheet(headers(view, finding.headers()), place(finding));
        finding.variable().flatMap(neighbourhood::value).ifPresent(value -> sheet.value(Values.of(value)));
        documented.ifPresent(words -> sheet.documented(words, withSource));
        return sheet.bundle();
    }

    private Optional<Documented> ofThisCell(View view, Cell cell, Declaration declaration) {
        var members = Approximation.members(cell);
        return neighbourhood.analyze(view, members, task -> Documented.find(task, members, declaration));
    }

    private List<String> headers(View view, List<Finding.Entry> entries) {
        var nameless = entries.stream()
            .filter(entry -> entry.header().types() != null && !entry.header().types().isEmpty()
                && entry.header().names().isEmpty() && entry.declaration().isPresent())
            .toList();
        var names = library.parameters(view, nameless.stream().map(entry -> entry.declaration().get()).toList());
        var lines = new ArrayList<String>();
        for (var entry : entries) {
            var i = nameless.indexOf(entry);
            lines.add(entry.header().text(i < 0 ? List.of() : names.get(i)));
        }
        return lines;
    }

    private String place(Finding finding) {
        var holder = finding.variable().map(Neighbourhood.Variable::holder)
            .or(() -> finding.declarations().stream().findFirst().map(Declaration::topClass));
        return holder.filter(name -> name.startsWith("REPL.")).map(name -> name.endsWith("." + Neighbourhood.CLASS)
            ? "this cell" : neighbourhood.origin(name).map(origin -> "cell " + origin.count()).orElse(""))
            .orElse(finding.place());
    }

    /** The statement of its cell that declares {@code variable}. */
    private Optional<Documented> variable(Neighbourhood.Variable variable) {
        return neighbourhood.origin(variable.holder()).flatMap(origin -> {
            var tokens = Tokens.of(origin.code());
            return Chunk.of(tokens, origin.code().length()).stream()
                .filter(chunk -> chunk.kind() == Chunk.Kind.STATEMENT && declares(tokens, chunk, variable.name()))
                .findFirst()
                .map(chunk -> new Documented(Doc.EMPTY, List.of(),
                    origin.code().substring(chunk.start(), chunk.end())));
        });
    }

    private static boolean declares(Tokens tokens, Chunk chunk, String name) {
        for (var i = chunk.first() + 1; i < chunk.last(); i++) {
            var before = tokens.text(i - 1);
            if (tokens.text(i).equals(name) && !before.equals(".") && !before.equals("(") && !before.equals("=")
                    && List.of("=", ";", ",", "[").contains(tokens.text(i + 1))) {
                return true;
            }
        }
        return false;
    }
}
