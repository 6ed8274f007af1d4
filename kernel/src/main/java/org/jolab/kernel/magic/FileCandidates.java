package org.jolab.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jolab.kernel.Interpreter.Completion;
import org.jolab.kernel.Interpreter.Match;

/** Proposes files and folders for a path that is being typed. */
final class FileCandidates {

    /** No more of a folder is shown. */
    private static final int MOST = 1_000;

    private FileCandidates() {}

    /** What may stand at {@code at} in place of the last part of the path before it. */
    static Completion completeWord(String code, int at) {
        var start = at;
        while (start > 0 && !Character.isWhitespace(code.charAt(start - 1)) && "\"'=:(".indexOf(code.charAt(start - 1))
                < 0) {
            start--;
        }
        return complete(code.substring(start, at), at, false);
    }

    /** What may stand at {@code at}, where {@code typed} ends; names with blanks are quoted unless {@code quoted}. */
    static Completion complete(String typed, int at, boolean quoted) {
        var slash = typed.lastIndexOf('/');
        var name = typed.substring(slash + 1);
        var folder = typed.substring(0, slash + 1);
        var found = new ArrayList<Match>();
        try (var files = Files.newDirectoryStream(Path.of(folder.startsWith("~/")
                ? System.getProperty("user.home") + folder.substring(1) : folder))) {
            for (var file : files) {
                var text = file.getFileName().toString();
                if (found.size() < MOST && text.startsWith(name) && (!text.startsWith(".") || name.startsWith("."))) {
                    var isFolder = Files.isDirectory(file);
                    var shown = quoted ? text : text.replace("\\", "\\\\").replace(" ", "\\ ");
                    found.add(new Match(isFolder ? shown + "/" : shown, isFolder ? "folder" : "file", ""));
                }
            }
        } catch (IOException | InvalidPathException e) {
            return new Completion(at, at, List.of());
        }
        found.sort(Comparator.comparing(Match::text));
        return new Completion(at - name.length(), at, found);
    }
}
