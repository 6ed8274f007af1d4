package org.jolab.kernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;

/** The magics about magics, and help on names of all kinds. */
final class BuiltIns {

    private static final int WIDTH = 100;

    private BuiltIns() {}

    static Collection<Magic> of(MagicTable table) {
        return List.of(
            Magic.line("?", "Shows what is known of a name.").verbatim().rest("NAME", "a name, %magic or pattern")
                .does(call -> explain(table, call, 0)),
            Magic.line("??", "Shows what is known of a name, with its source.").verbatim()
                .rest("NAME", "a name, %magic or pattern")
                .does(call -> explain(table, call, 1)),
            Magic.line("lsmagic", "Lists all magics.").does(_ -> {
                System.out.print(list(table));
                return null;
            }),
            Magic.line("magic", "Explains magics: one, or all.").argument("[NAME]", "a magic", _ -> names(table))
                .does(call -> explainMagic(table, call)),
            Magic.line("quickref", "Lists all magics with what they do.").does(_ -> {
                System.out.print(overview(table));
                return null;
            }));
    }

    private static List<String> names(MagicTable table) {
        return table.all().stream().filter(BuiltIns::isListed).map(Magic::name).toList();
    }

    /** Whether lists and completions show it: the magics of signs are explained elsewhere. */
    static boolean isListed(Magic magic) {
        return Character.isLetter(magic.name().charAt(0)) && !magic.is(Magic.Trait.HIDDEN);
    }

    private static Object explain(MagicTable table, MagicCall call, int detail) {
        var name = call.rest();
        if (name.startsWith("%")) {
            Notebook.page(help(table, name));
        } else if (name.contains("*")) {
            System.out.println(matching(table, call, name));
        } else {
            Notebook.page(call.workspace().describe(name, detail)
                .map(sheet -> String.valueOf(sheet.data().get("text/plain")))
                .or(() -> table.line(name).or(() -> table.cell(name)).map(Usage::help))
                .orElseThrow(() -> new UsageError("Nothing is known of " + name + ".")));
        }
        return null;
    }

    private static String help(MagicTable table, String name) {
        var bare = name.replaceAll("^%+", "");
        var found = name.startsWith("%%") ? table.cell(bare).or(() -> table.line(bare))
            : table.line(bare).or(() -> table.cell(bare));
        return found.map(Usage::help).orElseThrow(() -> new UsageError("There is no magic " + name + "."
            + Nearest.to(bare, names(table)).map(near -> " Did you mean %" + near + "?").orElse("")));
    }

    /** The notebook's names and the magics that fit a pattern with stars. */
    private static String matching(MagicTable table, MagicCall call, String pattern) {
        var expression = pattern.replace("%", "").replace(".", "\\.").replace("*", ".*");
        var workspace = call.workspace();
        var found = new TreeSet<String>();
        workspace.variables().forEach(variable -> found.add(variable.name()));
        workspace.declarations().forEach(declared -> found.add(declared.name()));
        found.removeIf(name -> !name.matches(expression));
        names(table).stream().filter(name -> name.matches(expression)).forEach(name -> found.add("%" + name));
        return found.isEmpty() ? "Nothing fits " + pattern + "." : String.join("\n", found);
    }

    private static Object explainMagic(MagicTable table, MagicCall call) {
        var name = call.argument("NAME");
        Notebook.page(name.isPresent() ? help(table, "%" + name.get().replaceAll("^%+", "")) : overview(table));
        return null;
    }

    private static String list(MagicTable table) {
        var lines = table.all().stream().filter(magic -> isListed(magic) && magic.form() != Magic.Form.CELL)
            .map(magic -> "%" + magic.name()).sorted().toList();
        var cells = table.all().stream().filter(magic -> isListed(magic) && magic.form() != Magic.Form.LINE)
            .map(magic -> "%%" + magic.name()).sorted().toList();
        return "Magics that take their line:\n" + wrapped(lines) + "\nMagics that take the cell:\n" + wrapped(cells)
            + "\n!command runs a shell command, !!command returns what it prints. %name? explains a magic, "
            + "%quickref all.\n";
    }

    private static String wrapped(List<String> names) {
        var text = new StringBuilder();
        var column = 0;
        for (var name : names) {
            if (column + name.length() > WIDTH) {
                text.append('\n');
                column = 0;
            }
            text.append(name).append("  ");
            column += name.length() + 2;
        }
        return text.append('\n').toString();
    }

    private static String overview(MagicTable table) {
        return table.all().stream()
            .filter(BuiltIns::isListed)
            .sorted(Comparator.comparing(Magic::name))
            .map(magic -> String.format("%-22s %s", (magic.form() == Magic.Form.CELL ? "%%" : "%") + magic.name(),
                magic.summary()))
            .collect(Collectors.joining("\n", "", "\n"));
    }
}
