package org.jolab.magics.elsewhere;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/**
 * The magics of this package: commands of Python's notebooks that people type out of habit, or that come with a
 * notebook from elsewhere. Each says in a sentence what does the same here; none is an error, so that the rest of the
 * cell runs. The first source of all, so that a magic of ours that does the real thing takes the place of its sentence.
 */
public final class ForeignMagics implements MagicSource {

    /** What stands for what was typed behind the name. */
    private static final String LINE = "{line}";

    /** Names, and what to tell whoever uses one of them. */
    private record Habit(Magic.Form form, List<String> names, String answer) {

        static Habit of(String names, String answer) {
            return new Habit(Magic.Form.LINE, List.of(names.split(" ")), answer);
        }

        static Habit ofCells(String names, String answer) {
            return new Habit(Magic.Form.BOTH, List.of(names.split(" ")), answer);
        }
    }

    private static final List<Habit> HABITS = List.of(
        Habit.of("matplotlib pylab",
            "Nothing to set up: charts of Java libraries (%maven org.knowm.xchart:xchart:3.8.8) and images are shown "
                + "when a cell ends with them."),
        Habit.of("load_ext reload_ext",
            "Python's extensions can't be loaded. Magics of Java libraries are there once the library is: "
                + "%maven group:artifact:version; %lsmagic lists them all."),
        Habit.of("autoreload",
            "Nothing to reload: running a cell again replaces its methods and classes everywhere."),
        Habit.of("config",
            "There is nothing to configure this way; %jvm chooses the JVM's options, %env sets variables."),
        Habit.of("pip",
            "Java libraries come with %maven group:artifact:version. For Python's own programs: !pip " + LINE),
        Habit.of("conda mamba",
            "Java libraries come with %maven group:artifact:version. For all else: !NAME " + LINE),
        Habit.of("uv",
            "Java libraries come with %maven group:artifact:version. For Python's own programs: !uv " + LINE),
        Habit.of("tensorboard",
            "TensorBoard runs as a program of its own: !tensorboard " + LINE + " & (then open its port in the "
                + "browser)."),
        Habit.of("tensorflow_version",
            "There is no TensorFlow to choose here; libraries come with %maven group:artifact:version."),
        Habit.of("precision",
            "Numbers are shown as they are; System.out.printf(\"%.3f%n\", x) rounds them."),
        Habit.of("alias unalias",
            "Instead of an alias declare a method, or a magic of your own: Magics.register(Magic.line(\"name\", "
                + "\"what it does\").does(call -> …))."),
        Habit.of("gui",
            "Nothing to set up: windows of Swing and JavaFX have their own event loops."),
        Habit.of("colors xmode",
            "Errors are shown in the one way there is: with the cell's own lines."),
        Habit.of("pdb debug",
            "There is no debugger in cells yet; errors show the lines of the cell, and System.out.println tells more."),
        Habit.ofCells("prun lprun",
            "%timeit measures; for a profile, start a recording: !jcmd " + ProcessHandle.current().pid()
                + " JFR.start (and JFR.dump filename=x.jfr)."),
        Habit.of("automagic autocall",
            "Magics are always written with their percent sign here."),
        Habit.of("autosave notebook",
            "The notebook is saved by the front end; %save writes cells into a file."),
        Habit.of("store bookmark macro",
            "Nothing is kept from one session to the next: save what you need in a file (%save FILE 1-4, %run FILE)."),
        Habit.of("edit",
            "Edit the code in its cell; %load FILE brings a file into one, %%writefile FILE writes it."),
        Habit.of("pdoc pinfo psource psearch",
            "Write a question mark behind a name: name? explains it, name?? shows its source."),
        Habit.of("paste",
            "Code is pasted into a cell."),
        Habit.ofCells("cython R julia",
            "Cells are Java; %%script PROGRAM gives the cell to another program, such as Rscript or julia."));

    @Override
    public Collection<Magic> magics() {
        var all = new ArrayList<Magic>();
        for (var habit : HABITS) {
            for (var name : habit.names()) {
                var summary = "Belongs to Python's notebooks; says what does the same here.";
                all.add((habit.form() == Magic.Form.LINE ? Magic.line(name, summary) : Magic.both(name, summary))
                    .rest("[ANYTHING]", "is not looked at")
                    .verbatim()
                    .hidden()
                    .does(call -> {
                        System.out.println(habit.answer().replace("NAME", name)
                            .replace(LINE, call.line().isBlank() ? "…" : call.line().strip()));
                        return null;
                    }));
            }
        }
        return all;
    }
}
