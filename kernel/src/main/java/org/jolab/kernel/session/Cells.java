package org.jolab.kernel.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.jolab.kernel.Interpreter;
import org.jolab.kernel.Interpreter.Completeness.State;
import org.jolab.kernel.cell.JavaForm;

/** Splits the text of a cell into what is declared and what is run, in order. Used under the session's lock. */
final class Cells {

    /** The name of a class that has none, before the name of its variable. */
    private static final String ANONYMOUS = "Anonymous_";

    private final CellParser parser;
    private final Supplier<Declarations> declarations;

    Cells(CellParser parser, Supplier<Declarations> declarations) {
        this.parser = parser;
        this.declarations = declarations;
    }

    /** A part of a cell. */
    sealed interface Part {

        /** Statements to compile together; {@code code} is the cell, perhaps with some modifiers blanked out. */
        record Run(String code, List<Piece> pieces) implements Part {}

        /** An import, a method or a type, whose text starts at {@code start} of the cell; if it fails, another form. */
        record Declaration(int start, String source, Optional<String> otherwise) implements Part {}
    }

    /**
     * The parts of {@code java}.
     *
     * @throws CompileFailure if it is not Java
     */
    List<Part> split(JavaForm java) throws CompileFailure {
        var code = java.text();
        var block = parser.parseBlock(code);
        var pieces = block.pieces();
        return pieces.isPresent() ? group(code, pieces.get(), java::isStep) : splitMixed(java, block.problems());
    }

    /**
     * Types stand alone; a part ends before a statement that declares a name again which it has declared already, and
     * before and after a {@code step}: what that does may change what the names around it mean.
     */
    private static List<Part> group(String code, List<Piece> pieces, IntPredicate step) {
        var parts = new ArrayList<Part>();
        var run = new ArrayList<Piece>();
        var declared = new HashSet<String>();
        var stepped = false;
        for (var piece : pieces) {
            var again = piece instanceof Piece.Variable variable && !variable.name().isEmpty()
                && !declared.add(variable.name());
            var named = piece instanceof Piece.Variable variable && variable.anonymous() != null;
            var steps = step.test(piece.start());
            if ((again || named || steps || stepped || piece instanceof Piece.Type) && !run.isEmpty()) {
                parts.add(new Part.Run(code, List.copyOf(run)));
                run.clear();
                declared.clear();
            }
            stepped = steps;
            switch (piece) {
                case Piece.Type type -> parts.add(new Part.Declaration(type.start(),
                    code.substring(type.start(), type.end()), Optional.empty()));
                case Piece.Variable variable when named -> {
                    var className = ANONYMOUS + variable.name();
                    parts.add(declaration(code, className, variable.anonymous()));
                    declared.add(variable.name());
                    run.add(variable.ofClass(className));
                }
                case Piece.Variable variable -> {
                    declared.add(variable.name());
                    run.add(variable);
                }
                default -> run.add(piece);
            }
        }
        if (!run.isEmpty()) {
            parts.add(new Part.Run(code, List.copyOf(run)));
        }
        return parts;
    }

    /** JShell does so, too: the members that an anonymous class adds can be used through a {@code var}. */
    private static Part.Declaration declaration(String code, String className, Piece.Anonymous type) {
        var body = code.substring(type.bodyStart(), type.bodyEnd());
        // Of the same length, so that the body starts where it does in the cell, whichever it is.
        var extending = "class " + className + " extends    " + type.superType() + " ";
        var implementing = "class " + className + " implements " + type.superType() + " ";
        return new Part.Declaration(type.bodyStart() - extending.length(), extending + body,
            Optional.of(implementing + body));
    }

    /** A cell with imports or methods: JShell finds where each snippet ends. */
    private List<Part> splitMixed(JavaForm java, List<Problem> problems) throws CompileFailure {
        var code = java.text();
        var text = code;
        var parts = new ArrayList<Part>();
        var runStart = -1;
        var start = 0;
        while (start < code.length()) {
            var rest = text.substring(start);
            var info = declarations.get().sourceCode().analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            var end = info.completeness() == Completeness.COMPLETE
                || info.completeness() == Completeness.COMPLETE_WITH_SEMI
                ? code.length() - info.remaining().length() : code.length();
            var snippet = code.substring(start, end);
            var field = parser.fieldModifiers(snippet);
            if (field.isPresent()) {
                text = blank(text, start + field.get()[0], start + field.get()[1]);
                snippet = text.substring(start, end);
            }
            var block = parser.parseBlock(snippet);
            if (block.pieces().isPresent() && block.pieces().get().stream().noneMatch(Piece.Type.class::isInstance)) {
                runStart = runStart < 0 ? start : runStart;
            } else {
                if (!isDeclaration(info.completeness(), snippet)) {
                    throw new CompileFailure(explain(code, start, snippet, problems));
                }
                if (runStart >= 0) {
                    parts.addAll(run(text, runStart, start, java::isStep));
                    runStart = -1;
                }
                parts.add(new Part.Declaration(start + leadingBlank(snippet), snippet.stripLeading(),
                    Optional.empty()));
            }
            start = end;
        }
        if (runStart >= 0) {
            parts.addAll(run(text, runStart, code.length(), java::isStep));
        }
        return parts;
    }

    private List<Part> run(String text, int start, int end, IntPredicate step) throws CompileFailure {
        // Blanks keep every offset and line as it is in the cell.
        var alone = blank(text, 0, start).substring(0, end);
        var block = parser.parseBlock(alone);
        return group(alone, block.pieces().orElseThrow(() -> new CompileFailure(block.problems())), step);
    }

    private boolean isDeclaration(Completeness completeness, String snippet) {
        var whole = completeness == Completeness.COMPLETE || completeness == Completeness.COMPLETE_WITH_SEMI;
        return whole && (snippet.stripLeading().startsWith("import") || parser.parseMembers(snippet).isEmpty()
            || snippet.stripLeading().startsWith("//") || snippet.stripLeading().startsWith("/*"));
    }

    /** Of the two ways to read a broken snippet, the one that goes further before it fails tells more. */
    private List<Problem> explain(String code, int start, String snippet, List<Problem> ofWhole) {
        var asBlock = parser.parseBlock(snippet).problems();
        var asMember = parser.parseMembers(snippet);
        var best = first(asMember) > first(asBlock) ? asMember : asBlock;
        if (best.isEmpty()) {
            var end = start + snippet.stripTrailing().length();
            return ofWhole.isEmpty()
                ? List.of(new Problem(end, end, end, "compiler.err.premature.eof", "the cell ends too early"))
                : ofWhole;
        }
        return best.stream()
            .filter(problem -> !problem.code().equals(CellParser.NOT_A_STATEMENT) || best.size() == 1)
            .map(problem -> new Problem(start + problem.position(), start + problem.start(), start + problem.end(),
                problem.code(), problem.message()))
            .limit(1)
            .toList();
    }

    private static int first(List<Problem> problems) {
        return problems.stream().mapToInt(Problem::position).min().orElse(-1);
    }

    private static int leadingBlank(String text) {
        return text.length() - text.stripLeading().length();
    }

    private static String blank(String text, int from, int to) {
        var blanked = new StringBuilder(text);
        for (var i = from; i < to; i++) {
            if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                blanked.setCharAt(i, ' ');
            }
        }
        return blanked.toString();
    }

    /** Whether a console should run {@code code}, or wait for more of it. */
    Interpreter.Completeness completeness(String code) {
        if (parser.parseBlock(code).pieces().isPresent()) {
            return new Interpreter.Completeness(State.COMPLETE, "");
        }
        var rest = code;
        while (!rest.isBlank()) {
            var info = declarations.get().sourceCode().analyzeCompletion(rest);
            switch (info.completeness()) {
                case COMPLETE, COMPLETE_WITH_SEMI -> {
                    var snippet = rest.substring(0, rest.length() - info.remaining().length());
                    if (parser.parseBlock(snippet).pieces().isEmpty() && !isDeclaration(info.completeness(), snippet)) {
                        return new Interpreter.Completeness(State.INVALID, "");
                    }
                    rest = info.remaining();
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return new Interpreter.Completeness(State.INCOMPLETE, indentAfter(code));
                }
                case EMPTY -> rest = "";
                case UNKNOWN -> {
                    return new Interpreter.Completeness(State.INVALID, "");
                }
            }
        }
        return new Interpreter.Completeness(State.COMPLETE, "");
    }

    /** That of the last line, one step deeper where it opens a block. */
    private static String indentAfter(String code) {
        var last = code.substring(code.lastIndexOf('\n') + 1);
        var indent = last.substring(0, leadingBlank(last));
        return last.stripTrailing().endsWith("{") || last.stripTrailing().endsWith("(") ? indent + "    " : indent;
    }
}
