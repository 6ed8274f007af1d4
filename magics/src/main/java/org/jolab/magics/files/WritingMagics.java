package org.jolab.magics.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;

/** The magics that carry text from cells into files and from files into cells. */
final class WritingMagics {

    private static final int MAX_LOADED = 1 << 20;

    private final Places places;

    WritingMagics(Places places) {
        this.places = places;
    }

    List<Magic> all() {
        var writefile = writefile();
        return List.of(writefile, writefile.as("file"), save(), load());
    }

    private Magic writefile() {
        return Magic.cell("writefile", "Writes the cell into a file, exactly as it is typed, as UTF-8.")
            .flag("-a, --append", "add it to the end of the file")
            .argument("FILE", "the file; folders that it lies in are made")
            .details("""
                    %%writefile src/hello.py
                    print("hello")""")
            .does(this::write);
    }

    private Object write(MagicCall call) {
        var typed = call.argument("FILE").orElseThrow();
        var path = places.of(typed);
        var append = call.has("-a");
        // Front ends cut off a cell's last line end; without it, the next -a would go on in the same line.
        var body = call.body().isEmpty() || call.body().endsWith("\n") ? call.body() : call.body() + "\n";
        var what = !Files.exists(path) ? "Writing " : append ? "Appending to " : "Overwriting ";
        put(path, body.getBytes(StandardCharsets.UTF_8), append);
        System.out.println(what + typed);
        return null;
    }

    private static void put(Path path, byte[] bytes, boolean append) {
        if (Files.isDirectory(path)) {
            throw new UsageError(path + " is a folder; the name of a file is needed.");
        }
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UsageError(path + " can't be written: " + Reason.of(e) + ".", e);
        }
    }

    private Magic save() {
        return Magic.line("save", "Saves cells of this session into a file.")
            .flag("-f, --force", "replace a file that is there, without asking")
            .flag("-a, --append", "add to the end of the file")
            .argument("FILE", "the file: .ipynb for a notebook, anything else for text (.jsh if it has no ending)")
            .argument("[CELLS...]", "which cells, by their numbers: 3, 1-4, 7-; all before this one if not given")
            .details("""
                    %save notes.jsh 1-4 7
                    %run notes.jsh""")
            .does(this::saveCells);
    }

    private Object saveCells(MagicCall call) {
        var inputs = call.workspace().inputs();
        var ranges = call.arguments("CELLS");
        var before = inputs.subList(0, Math.max(0, inputs.size() - 1));
        var cells = Counts.choose(before, ranges.isEmpty() ? List.of("1-") : ranges).stream()
            .map(Workspace.Input::code).toList();
        var typed = call.argument("FILE").orElseThrow();
        var named = typed.matches(".*\\.\\w+") ? typed : typed + ".jsh";
        var path = places.of(named);
        var isNotebook = named.endsWith(".ipynb");
        if (isNotebook && call.has("-a")) {
            throw new UsageError("Cells can't be appended to a notebook file; save them into one of their own.");
        }
        if (Files.isRegularFile(path) && !call.has("-a") && !call.has("-f") && !agrees(named)) {
            System.out.println("Nothing was saved.");
            return null;
        }
        var text = cells.stream().map(String::stripTrailing).collect(Collectors.joining("\n\n", "", "\n"));
        put(path, isNotebook ? NotebookText.write(cells)
            : (call.has("-a") && Files.exists(path) ? "\n" + text : text).getBytes(StandardCharsets.UTF_8),
            call.has("-a"));
        System.out.println("Saved " + cells.size() + (cells.size() == 1 ? " cell" : " cells") + " in " + named);
        return null;
    }

    private static boolean agrees(String file) {
        try {
            var answer = Notebook.input(file + " is there already. Replace it (y/[n])? ");
            return answer != null && answer.strip().toLowerCase().startsWith("y");
        } catch (UsageError e) {
            throw new UsageError(file + " is there already; -f replaces it, -a appends to it.", e);
        }
    }

    private Magic load() {
        return Magic.line("load", "Puts the text of a file or of an address into the cell, to be edited and run.")
            .option("-r, --lines RANGE", "only these lines: 5, 5-10, 5-")
            .argument("FILE", "a file, or an address (https:); of a notebook its code")
            .does(call -> {
                var source = Source.of(call.argument("FILE").orElseThrow(), places);
                var text = source.kind().equals("ipynb")
                    ? String.join("\n\n", NotebookText.of(source).cells()) : source.text();
                var lines = call.option("-r").map(range -> lines(text, range)).orElse(text.stripTrailing());
                if (lines.length() > MAX_LOADED) {
                    throw new UsageError(source.name() + " has " + lines.length()
                        + " characters, too many for a cell; -r 1-100 takes the first hundred lines.");
                }
                // A comment with a blank: "//%load" would load it again.
                Notebook.setNextInput("// %load " + call.line().strip() + "\n" + lines, true);
                return null;
            });
    }

    private static String lines(String text, String range) {
        var match = range.matches("\\d{1,9}(-\\d{0,9})?") ? range.split("-", 2) : null;
        if (match == null) {
            throw new UsageError("\"" + range + "\" is no range of lines; 5, 5-10 and 5- are.");
        }
        var from = Math.max(1, Integer.parseInt(match[0]));
        var to = match.length == 1 ? from : match[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(match[1]);
        return text.lines().skip(from - 1L).limit(Math.max(0, to - from + 1L)).collect(Collectors.joining("\n"));
    }
}
