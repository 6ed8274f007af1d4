package org.jolab.install.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jolab.api.UsageError;

/**
 * Values given to a notebook from outside: they become a cell of declarations behind the one tagged {@code parameters},
 * as papermill does it, or at the top if no cell is. They also take the place of the values of form fields of their
 * names, declarations marked {@code //@param}.
 *
 * <p>A value takes the type that the notebook declares for its name, so that {@code double rate = 1} given as
 * {@code rate=2} stays a double; a name that it does not declare gets the type that the value looks like.
 */
final class Parameters {

    private static final String TAG = "parameters";
    private static final String INJECTED_TAG = "injected-parameters";

    private final Map<String, String> values;

    /** Values by name, in order. */
    Parameters(Map<String, String> values) {
        this.values = values;
        values.keySet().stream().filter(name -> !SourceVersion.isName(name) || name.contains(".")).forEach(name -> {
            throw new UsageError("\"" + name + "\" cannot be the name of a Java variable; use -p name=value.");
        });
    }

    /** Changes {@code notebook} as described above; a cell injected by an earlier run is replaced. */
    void injectInto(NotebookFile notebook) {
        if (values.isEmpty()) {
            return;
        }
        var cells = notebook.cells();
        int place = 0;
        var declared = fields(notebook);
        for (int i = cells.size() - 1; i >= 0; i--) {
            if (NotebookFile.hasTag(cells.get(i), INJECTED_TAG)) {
                cells.remove(i);
            }
        }
        for (int i = 0; i < cells.size(); i++) {
            if (NotebookFile.hasTag(cells.get(i), TAG)) {
                declared = declared.with(Declarations.in(NotebookFile.source(cells.get(i))));
                place = i + 1;
                break;
            }
        }
        cells.insert(place, cell(declared));
    }

    private static Declarations fields(NotebookFile notebook) {
        var lines = new ArrayList<String>();
        for (var cell : notebook.cells()) {
            NotebookFile.source(cell).lines().filter(line -> line.contains("//@param")).forEach(lines::add);
        }
        return Declarations.in(String.join("\n", lines));
    }

    private ObjectNode cell(Declarations declared) {
        var code = values.entrySet().stream()
            .map(value -> declaration(value.getKey(), value.getValue(), declared.typeOf(value.getKey())))
            .collect(Collectors.joining("\n", "// Parameters\n", ""));
        return NotebookFile.codeCell(code, INJECTED_TAG);
    }

    private static String declaration(String name, String value, Optional<String> declared) {
        var type = declared.orElseGet(() -> looksLike(value));
        return type + " " + name + " = " + literal(name, value, type) + "; //@given";
    }

    private static String looksLike(String value) {
        if (value.equals("true") || value.equals("false")) {
            return "boolean";
        }
        if (value.matches("[+-]?\\d{1,19}") && !value.matches("[+-]?0\\d+")) {
            var bits = new BigInteger(value).bitLength();
            return bits < Integer.SIZE ? "int" : bits < Long.SIZE ? "long" : "String";
        }
        return value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") && !value.matches("[+-]?\\d+")
            ? "double" : "String";
    }

    private static String literal(String name, String value, String type) {
        try {
            return switch (type) {
                case "byte", "Byte" -> "(byte) " + Byte.parseByte(value);
                case "short", "Short" -> "(short) " + Short.parseShort(value);
                case "int", "Integer" -> Integer.toString(Integer.parseInt(value));
                case "long", "Long" -> Long.parseLong(value) + "L";
                case "float", "Float" -> number(Float.parseFloat(value), "Float", "f");
                case "double", "Double" -> number(Double.parseDouble(value), "Double", "");
                case "boolean", "Boolean" -> {
                    if (!value.equals("true") && !value.equals("false")) {
                        throw new NumberFormatException();
                    }
                    yield value;
                }
                case "char", "Character" -> {
                    if (value.length() != 1) {
                        throw new NumberFormatException();
                    }
                    yield value.equals("'") ? "'\\''" : "'" + (value.equals("\"") ? value : escaped(value)) + "'";
                }
                case "String", "CharSequence", "Object" -> "\"" + escaped(value) + "\"";
                default -> throw new UsageError("The parameter " + name + " is a " + type
                    + " in the notebook; only numbers, booleans, characters and strings can be given with -p.");
            };
        } catch (NumberFormatException e) {
            throw new UsageError("The parameter " + name + " is a " + type + " in the notebook, and \"" + value
                + "\" is none.", e);
        }
    }

    private static String number(double value, String box, String suffix) {
        if (Double.isNaN(value)) {
            return box + ".NaN";
        }
        if (Double.isInfinite(value)) {
            return box + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
        }
        return (suffix.isEmpty() ? Double.toString(value) : Float.toString((float) value)) + suffix;
    }

    private static String escaped(String value) {
        var text = new StringBuilder();
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append("\\u%04x".formatted(c));
                    } else {
                        text.append((char) c);
                    }
                }
            }
        });
        return text.toString();
    }
}
