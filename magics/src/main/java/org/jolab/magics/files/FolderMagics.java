package org.jolab.magics.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;

/** The magics that say and change where the notebook is. */
final class FolderMagics {

    private static final String HISTORY_ENTRY = "-\\d+";

    private final CurrentFolder current;
    private final Places places;

    FolderMagics(Places places) {
        this.places = places;
        current = places.folder();
    }

    List<Magic> all() {
        return List.of(cd(), pwd(), pushd(), popd(), dirs(), dhist());
    }

    private Magic cd() {
        return Magic.line("cd", "Changes the current folder, for Java code, programs and magics alike.")
            .flag("-q, --quiet", "do not print the new folder")
            .rest("[DIR]", "the folder, your home folder if none is given; - for the one before, -N for number N of "
                + "%dhist; blanks need no quotes")
            .details("""
                Relative paths of Java code follow: Path, Files, File, streams, and the programs that are started.
                A folder that can't be entered is an error, and the current folder stays what it was.

                    %cd data
                    %cd /content/drive/My Drive
                    %cd -""")
            .does(this::changeFolder);
    }

    private Object changeFolder(MagicCall call) {
        var typed = call.rest().strip();
        var quiet = call.has("-q");
        for (var flag : List.of(" -q", " --quiet")) {
            // People write it last, too; a folder whose name ends so has to be quoted.
            if (typed.endsWith(flag)) {
                typed = typed.substring(0, typed.length() - flag.length()).strip();
                quiet = true;
            }
        }
        var there = current.enter(folder(typed));
        if (!quiet) {
            System.out.println(there);
        }
        return null;
    }

    private Path folder(String typed) {
        if (typed.isEmpty()) {
            return places.of("~");
        }
        if (typed.equals("-")) {
            return current.previous();
        }
        return typed.matches(HISTORY_ENTRY) ? current.visited(Integer.parseInt(typed.substring(1)))
            : places.of(unquoted(typed));
    }

    private static String unquoted(String typed) {
        var first = typed.charAt(0);
        return typed.length() > 1 && (first == '"' || first == '\'') && typed.charAt(typed.length() - 1) == first
            ? typed.substring(1, typed.length() - 1) : typed.replace("\\ ", " ");
    }

    private Magic pwd() {
        return Magic.line("pwd", "The current folder.")
            .returns(Path.class)
            .does(call -> current.path());
    }

    private Magic pushd() {
        return Magic.line("pushd", "Changes the current folder and remembers the old one for %popd.")
            .argument("[DIR]", "the folder; without one, the current folder is remembered and stays")
            .does(call -> {
                current.push(call.argument("DIR").map(places::of).orElseGet(current::path));
                printStack();
                return null;
            });
    }

    private Magic popd() {
        return Magic.line("popd", "Goes back to the folder that the last %pushd has left.")
            .does(call -> {
                System.out.println(current.pop());
                return null;
            });
    }

    private Magic dirs() {
        return Magic.line("dirs", "Shows the current folder and those that %popd will go back to.")
            .does(call -> {
                printStack();
                return null;
            });
    }

    private Magic dhist() {
        return Magic.line("dhist", "Shows the folders in which the notebook has been; %cd -N goes to number N.")
            .argument("[N]", "only the last N")
            .does(call -> {
                var all = current.visited();
                var from = call.argument("N").map(n -> Math.max(0, all.size() - count(call, n))).orElse(0);
                for (var i = from; i < all.size(); i++) {
                    System.out.println(i + ": " + all.get(i));
                }
                return null;
            });
    }

    private static int count(MagicCall call, String typed) {
        try {
            return Integer.parseUnsignedInt(typed);
        } catch (NumberFormatException e) {
            throw call.usage("\"" + typed + "\" is no number of folders.");
        }
    }

    private void printStack() {
        var home = Path.of(System.getProperty("user.home"));
        var shown = new ArrayList<String>();
        shown.add(abbreviated(current.path(), home));
        current.stack().forEach(path -> shown.add(abbreviated(path, home)));
        System.out.println(String.join("  ", shown));
    }

    private static String abbreviated(Path path, Path home) {
        return path.equals(home) ? "~" : path.startsWith(home) ? "~/" + home.relativize(path) : path.toString();
    }
}
