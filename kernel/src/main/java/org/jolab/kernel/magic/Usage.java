package org.jolab.kernel.magic;

import java.util.stream.Collectors;
import org.jolab.api.Magic;
import org.jolab.api.Magic.Form;
import org.jolab.api.Magic.Parameter;
import org.jolab.api.Magic.Parameter.Kind;
import org.jolab.api.UsageError;

/** Explains magics by their declarations. */
final class Usage {

    private static final int COLUMN = 26;

    private Usage() {}

    /** The mistake {@code message} in using {@code magic}, with its usage line. */
    static UsageError error(Magic magic, String message) {
        return new UsageError(message + "\nUsage: " + line(magic) + "\n%" + magic.name() + "? tells more.");
    }

    /** How the magic is written, on one line. */
    static String line(Magic magic) {
        return (sign(magic) + magic.name() + " " + magic.parameters().stream().map(Usage::notation)
            .collect(Collectors.joining(" "))).strip();
    }

    /** The magic's help, as text. */
    static String help(Magic magic) {
        var help = new StringBuilder(line(magic)).append('\n');
        if (magic.form() == Form.BOTH) {
            help.append('%').append(line(magic)).append("  with the rest of the cell as its body\n");
        }
        help.append('\n').append(magic.summary()).append('\n');
        if (!magic.parameters().isEmpty()) {
            help.append('\n');
        }
        for (var parameter : magic.parameters()) {
            var names = String.join(", ", parameter.names())
                + (parameter.value().isEmpty() ? "" : " " + parameter.value());
            help.append("  ").append(names)
                .append(names.length() < COLUMN - 2 ? " ".repeat(COLUMN - names.length() - 2)
                    : "\n" + " ".repeat(COLUMN))
                .append(parameter.help()).append('\n');
        }
        if (!magic.traits().details().isBlank()) {
            help.append('\n').append(magic.traits().details().strip()).append('\n');
        }
        return help.toString();
    }

    private static String sign(Magic magic) {
        return Character.isLetter(magic.name().charAt(0)) ? magic.form() == Form.CELL ? "%%" : "%" : "";
    }

    private static String notation(Parameter parameter) {
        var dots = parameter.many() ? "…" : "";
        return switch (parameter.kind()) {
            case FLAG -> "[" + parameter.names().getFirst() + "]";
            case OPTION -> "[" + parameter.names().getFirst() + " " + parameter.value() + "]" + dots;
            case ARGUMENT, REST -> parameter.required() ? parameter.name() + dots : "[" + parameter.name() + dots + "]";
        };
    }

    /** Whether the parameter is typed with its name. */
    static boolean isNamed(Parameter parameter) {
        return parameter.kind() == Kind.FLAG || parameter.kind() == Kind.OPTION;
    }
}
