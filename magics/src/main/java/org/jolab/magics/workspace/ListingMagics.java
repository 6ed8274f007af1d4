package org.jolab.magics.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.Workspace.Declared;
import org.jolab.api.Workspace.Variable;
import org.jolab.magics.table.TextTable;
import org.jolab.magics.table.TextTable.Column;

/** Says what the notebook has declared: {@code %who}, {@code %whos}, {@code %imports} and their like. */
final class ListingMagics {

    private static final String NOTHING = "Interactive namespace is empty.";

    /** The class around the notebook's types, which nobody has written. */
    private static final String WRAPPER = "\\bREPL\\.\\$JShell\\$\\d+[A-Z]*\\.";

    private ListingMagics() {}

    static List<Magic> all() {
        return List.of(
            Magic.line("who", "Prints the names of the notebook's variables.")
                .argument("[TYPE...]", "only variables of these types, such as int or List")
                .does(ListingMagics::who),
            Magic.line("who_ls", "Returns the names of the notebook's variables, sorted.")
                .argument("[TYPE...]", "only variables of these types")
                .returns("java.util.List<java.lang.String>")
                .does(call -> variables(call).stream().map(Variable::name).sorted().toList()),
            Magic.line("whos", "Shows the notebook's variables, their types and what they hold.")
                .argument("[TYPE...]", "only variables of these types")
                .does(ListingMagics::whos),
            Magic.line("imports", "Prints the imports that are in force.").does(call -> {
                call.workspace().imports().forEach(System.out::println);
                return null;
            }),
            Magic.line("methods", "Prints the methods that the notebook has declared.")
                .does(call -> printHeads(call, false)),
            Magic.line("types", "Prints the classes, records, interfaces and enums that the notebook has declared.")
                .does(call -> printHeads(call, true)));
    }

    private static Object who(MagicCall call) {
        var variables = variables(call);
        System.out.println(variables.isEmpty() ? nothing(call)
            : String.join("\t", variables.stream().map(Variable::name).toList()));
        return null;
    }

    private static Object whos(MagicCall call) {
        var rows = variables(call).stream()
            .map(variable -> List.of(variable.name(), simple(variable.type()),
                Contents.of(variable.type(), variable.value())))
            .toList();
        if (rows.isEmpty()) {
            System.out.println(nothing(call));
        } else {
            var columns = List.of(Column.of("Variable"), Column.of("Type"), Column.of("Data/Info"));
            Notebook.display(new TextTable(columns, rows, "").toMimeBundle());
        }
        return null;
    }

    private static String nothing(MagicCall call) {
        return call.arguments("TYPE").isEmpty() ? NOTHING : "No variables match the requested type.";
    }

    private static List<Variable> variables(MagicCall call) {
        var types = call.arguments("TYPE");
        return call.workspace().variables().stream()
            .filter(variable -> !variable.name().startsWith("$"))
            .filter(variable -> types.isEmpty() || types.stream().anyMatch(type -> isOf(variable, type)))
            .toList();
    }

    /** By the declared type or that of the value, with or without package, whatever the type arguments. */
    private static boolean isOf(Variable variable, String type) {
        var names = new ArrayList<String>();
        names.add(variable.type());
        names.add(raw(variable.type()));
        names.add(raw(simple(variable.type())));
        if (variable.value() != null) {
            names.add(variable.value().getClass().getCanonicalName());
            names.add(variable.value().getClass().getSimpleName());
        }
        return names.contains(type) || names.contains(raw(type)) || names.contains(raw(simple(type)));
    }

    private static String raw(String type) {
        return type.replaceAll("<.*>", "");
    }

    /** A type without packages: {@code Map<String, List<Integer>>}. */
    static String simple(String type) {
        return type.replaceAll(WRAPPER, "").replaceAll("\\b(?:\\p{Ll}\\w*\\.)+(?=[\\p{Lu}$_])", "");
    }

    private static Object printHeads(MagicCall call, boolean types) {
        var heads = call.workspace().declarations().stream()
            .filter(declared -> isType(declared) == types).map(ListingMagics::head).toList();
        System.out.println(heads.isEmpty()
            ? "The notebook has declared no " + (types ? "types" : "methods") + "." : String.join("\n", heads));
        return null;
    }

    /** A method is in a class of another name. */
    static boolean isType(Declared declared) {
        return declared.className().toLowerCase(Locale.ROOT).matches(
            "(?s)(.*[.$])?" + Pattern.quote(declared.name().toLowerCase(Locale.ROOT)));
    }

    /** What a declaration says before its body. */
    private static String head(Declared declared) {
        var source = declared.source().strip();
        var body = source.indexOf('{');
        return (body < 0 ? source : source.substring(0, body)).strip().replaceAll("\\s+", " ");
    }
}
