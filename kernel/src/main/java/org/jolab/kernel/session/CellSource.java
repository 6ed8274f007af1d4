package org.jolab.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the class that runs a cell's statements: variables become its public static fields, the rest its method
 * {@value #RUN}, line by line as in the cell, so that javac's line numbers are the cell's.
 */
final class CellSource {

    static final String RUN = "$run";
    private static final String VALUE = "$value";

    private final String code;
    private final StringBuilder body = new StringBuilder();
    private final List<Copied> copied = new ArrayList<>();
    private int position;

    /** A stretch of {@code length} units that stands at {@code inSource} as it stood at {@code inCell}. */
    private record Copied(int inSource, int inCell, int length) {}

    /**
     * What is known of the statements beyond their text.
     *
     * @param className the simple name of the class to write
     * @param imports the statements that make the names in use known, on one line
     * @param fields the types of the variables that the class is to hold, by name, as Java source
     * @param valueType the type of the value that the cell shows, as Java source; {@code var} to have it inferred,
     *     {@code void} if there is none
     */
    record Plan(String className, String imports, Map<String, String> fields, String valueType) {}

    /** The source, and where each of its positions stands in the cell. */
    record Written(String text, List<Copied> copied) {

        /** The offset in the cell of the offset {@code at} in the source, or of the nearest that was copied. */
        int toCell(int at) {
            var best = 0;
            for (var part : copied) {
                if (at < part.inSource()) {
                    return best == 0 ? part.inCell() : best;
                }
                best = part.inCell() + Math.min(at - part.inSource(), part.length());
            }
            return best;
        }
    }

    private CellSource(String code) {
        this.code = code;
    }

    /** The class for {@code pieces} of the cell {@code code}, which hold no types. */
    static Written write(String code, List<Piece> pieces, Plan plan) {
        return new CellSource(code).write(pieces, plan);
    }

    private Written write(List<Piece> pieces, Plan plan) {
        body.append("package ").append(Javac.PACKAGE).append(';').append(plan.imports())
            .append("public class ").append(plan.className()).append('{');
        plan.fields().forEach((name, type) ->
            body.append("public static ").append(type).append(' ').append(name).append(';'));
        body.append("public static Object ").append(RUN).append("()throws Throwable{");
        var result = "null";
        skipTo(pieces.getFirst().start());
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Variable variable -> write(variable);
                case Piece.Expression expression -> {
                    if (write(expression, plan.valueType(), VALUE + piece.start())) {
                        result = VALUE + piece.start();
                    }
                }
                default -> {
                    skipTo(piece.start());
                    // What follows a throw or an endless loop may be compiled all the same.
                    body.append("if(true)");
                    copyTo(piece.end());
                }
            }
        }
        body.append("\nreturn ").append(result).append(";}}");
        return new Written(body.toString(), copied);
    }

    private void write(Piece.Variable variable) {
        if (!variable.isInitialized()) {
            skipTo(variable.end());
            assign(variable.name());
            body.append(defaultOf(variable.type())).append(';');
            return;
        }
        if (variable.anonymous() != null && variable.type() != null) {
            skipTo(variable.end());
            assign(variable.name());
            body.append("new ").append(variable.type()).append("();");
            return;
        }
        skipTo(variable.initStart());
        if (variable.name().isEmpty()) {
            body.append("var ").append(VALUE).append(variable.start()).append('=');
        } else {
            assign(variable.name());
        }
        if (variable.bareArray()) {
            body.append("new ").append(variable.type()).append(' ');
        }
        copyTo(variable.initEnd());
        body.append(';');
        skipTo(variable.end());
    }

    private void assign(String name) {
        body.append(name).append('=');
    }

    /** Returns whether the expression's value is kept under {@code name} to be shown. */
    private boolean write(Piece.Expression expression, String valueType, String name) {
        skipTo(expression.start());
        var kept = expression.shown() && !valueType.equals("void");
        if (kept || !expression.statement()) {
            body.append(expression.shown() ? valueType : "var").append(' ').append(name).append('=');
        }
        copyTo(expression.expressionEnd());
        body.append(';');
        skipTo(expression.end());
        return kept;
    }

    private void copyTo(int end) {
        copied.add(new Copied(body.length(), position, end - position));
        body.append(code, position, end);
        position = end;
    }

    /** Leaves out what stands before {@code end}, but not its line ends. */
    private void skipTo(int end) {
        for (; position < end; position++) {
            var c = code.charAt(position);
            if (c == '\n' || c == '\r') {
                body.append(c);
            }
        }
    }

    private static final Set<String> NUMERIC = Set.of("byte", "short", "int", "long", "float", "double", "char");

    private static String defaultOf(String type) {
        return NUMERIC.contains(type) ? "0" : type.equals("boolean") ? "false" : "null";
    }
}
