package org.jolab.api;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The magics of the notebook: what {@code %name}, {@code %%name} and {@code !command} in a cell lead to. All methods
 * may be called by any thread.
 */
public final class Magics {

    /** The exit code of the last {@code !command}; a program that a signal ended has the signal's negative number. */
    public static volatile int _exitCode;

    private Magics() {}

    /** Adds a magic to the notebook, in place of another of its name. */
    public static void register(Magic magic) {
        Notebook.frontend().magics().register(magic);
    }

    /** Does what {@code %name line} does, and returns its value. */
    public static Object run(String name, String line) {
        return Notebook.frontend().magics().run(name, line);
    }

    /** The same as a cell's last expression, whose value is shown unless the magic keeps it to itself. */
    public static Object show(String name, String line) {
        return Notebook.frontend().magics().show(name, line);
    }

    /** The same for one that stands elsewhere and whose value is to be shown at once. */
    public static void tell(String name, String line) {
        var value = Notebook.frontend().magics().run(name, line);
        if (value != null) {
            Notebook.display(value);
        }
    }

    /** Runs a shell command as {@code !command} does. */
    public static ShellResult shell(String command) {
        return (ShellResult) run("!", command);
    }

    /** The text of a value in a magic's line: elements are separated by blanks, and quoted where that is needed. */
    public static String text(Object value) {
        return switch (value) {
            case Path path -> path.toString();
            case Collection<?> many -> many.stream().map(Magics::quoted).collect(Collectors.joining(" "));
            case null -> "null";
            default -> value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value)).mapToObj(i -> quoted(Array.get(value, i)))
                    .collect(Collectors.joining(" "))
                : value.toString();
        };
    }

    private static String quoted(Object value) {
        var text = Objects.toString(value);
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Where a kernel keeps the magics; notebook authors have no use for it. */
    public interface Table {

        /** Adds or replaces a magic. */
        void register(Magic magic);

        /** Runs a magic on the calling thread. */
        Object run(String name, String line);

        /** The same for the end of a cell: a {@link Display}, which is not shown again, if there is nothing to show. */
        Object show(String name, String line);

        /** All magics, in the order of their names. */
        List<Magic> all();
    }
}
