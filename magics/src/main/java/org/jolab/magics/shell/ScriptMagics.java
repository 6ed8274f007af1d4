package org.jolab.magics.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.magics.Words;

/** Cells that are scripts of another language: their text is the input of a program. */
final class ScriptMagics implements MagicSource {

    private final Shell shell;

    ScriptMagics(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Collection<Magic> magics() {
        var magics = new ArrayList<Magic>();
        magics.add(builder("script", "Runs a program whose input is the cell.")
            .rest("PROGRAM", "the program and its arguments")
            .does(call -> run(call, List.of(), call.rest())));
        Stream.of("bash", "sh", "perl", "ruby").forEach(name -> magics.add(language(name, List.of(name))));
        magics.add(language("python", List.of("python", "python3")));
        magics.add(language("python3", List.of("python3", "python")));
        return magics;
    }

    private Magic language(String name, List<String> programs) {
        return builder(name, "Runs the cell with " + name + ".")
            .rest("[ARGUMENTS]", "arguments of " + name)
            .does(call -> run(call, programs, call.rest()));
    }

    private static Magic.Builder builder(String name, String summary) {
        return Magic.cell(name, summary)
            .option("--out VARIABLE", "the variable that gets the output, which is not shown then")
            .option("--err VARIABLE", "the variable that gets the errors, which are not shown then")
            .flag("--bg", "go on with the notebook while it runs; variables get streams to read from")
            .option("--proc VARIABLE", "with --bg: the variable that gets the process")
            .flag("--no-raise-error", "go on with the notebook if it fails")
            .details("""
                Output and errors go through pipes, not through a terminal. A program that fails ends the cell with an \
                error.

                    %%script --out log bash -e
                    make all""");
    }

    private Object run(MagicCall call, List<String> programs, String line) throws Exception {
        var words = new ArrayList<>(Words.of(line));
        if (programs.isEmpty() && words.isEmpty()) {
            throw call.usage("There is no program.");
        }
        var names = programs.isEmpty() ? List.of(words.removeFirst()) : programs;
        new Script(shell, call, names, words).run();
        return null;
    }
}
