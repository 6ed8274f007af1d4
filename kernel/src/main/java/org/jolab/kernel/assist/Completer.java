package org.jolab.kernel.assist;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.util.List;
import org.jolab.kernel.Interpreter.Completion;
import org.jolab.kernel.cell.Token;
import org.jolab.kernel.cell.Tokens;

/** Finds what may be typed at a place in a cell. Used by the assistant's thread. */
final class Completer {

    private final Neighbourhood neighbourhood;
    private final ClassIndex index;

    Completer(Neighbourhood neighbourhood, ClassIndex index) {
        this.neighbourhood = neighbourhood;
        this.index = index;
    }

    /** What may be typed at {@code cursor}, which lies within {@code code}. */
    Completion complete(String code, int cursor) {
        var tokens = Tokens.of(code);
        var around = tokens.around(cursor);
        if (around.isPresent()) {
            return around.get().kind() == Token.Kind.TEXT ? FileProposals.at(tokens, around.get(), cursor)
                : new Completion(cursor, cursor, List.of());
        }
        var start = wordStart(code, cursor);
        var proposals = new Proposals(code.substring(start, cursor));
        if (tokens.isTooDeep()) {
            return new Completion(cursor, cursor, List.of());
        }
        var view = neighbourhood.look();
        var cell = Cell.unfinished(tokens, start, cursor);
        var question = Question.of(view, index.classes(neighbourhood.classPath()), cell, proposals);
        if (cell.chunk().filter(chunk -> chunk.kind() == Chunk.Kind.IMPORT && chunk.first() < cell.word())
                .isPresent()) {
            completeImport(question);
        } else {
            completeName(question);
        }
        return new Completion(start, cursor, proposals.best());
    }

    private static int wordStart(String code, int cursor) {
        var start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.codePointBefore(start))) {
            start -= Character.charCount(code.codePointBefore(start));
        }
        return start;
    }

    private void completeImport(Question question) {
        var proposed = ImportProposals.of(question.cell());
        proposed.propose(question.classes(), question.proposals());
        if (proposed.mayBeOfClass(question.classes())) {
            neighbourhood.analyze(question.view(), "package REPL;class " + Neighbourhood.CLASS + "{}", task -> {
                task.parse();
                task.analyze();
                proposed.proposeMembers(task, question.proposals());
                return null;
            });
        }
    }

    private void completeName(Question question) {
        var cell = question.cell();
        var fields = CellVariables.of(neighbourhood, question.view(), cell);
        var done = attempt(question, Approximation.typing(question.view(), cell, fields));
        if (!done) {
            // Without a target type javac does not look at what stands before the colons.
            var receiver = Receiver.before(cell.tokens(), cell.word()).replaceAll("::$", ".");
            attempt(question, Approximation.typingAlone(question.view(), cell, fields, receiver));
        }
        if (!cell.isOfReceiver()) {
            KeywordProposals.propose(question);
        }
    }

    private boolean attempt(Question question, Approximation approximation) {
        return Attempt.of(() -> neighbourhood.analyze(question.view(), approximation.source(),
            task -> answer(task, question)), false);
    }

    /** Gathers proposals; false if javac could not make enough of the source. */
    private static boolean answer(JavacTask task, Question question) throws IOException {
        var found = Place.ofUnfinished(task);
        if (found.isEmpty()) {
            return false;
        }
        var place = found.get();
        return switch (place.tree()) {
            case MemberSelectTree select -> new MemberProposals(question, place).propose(select.getExpression())
                || ofPackage(question, place);
            case MemberReferenceTree reference ->
                new MemberProposals(question, place).propose(reference.getQualifierExpression());
            case IdentifierTree name -> {
                new NameProposals(question, place).propose();
                yield true;
            }
            // A name that is being invented.
            default -> true;
        };
    }

    private static boolean ofPackage(Question question, Place place) {
        var name = Receiver.before(question.cell().tokens(), question.cell().word());
        return name.endsWith(".") && new MemberProposals(question, place)
            .ofPackage(name.substring(0, name.length() - 1).replaceAll("\\s", ""));
    }
}
