package org.jolab.kernel.assist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jolab.kernel.Interpreter.Completion;
import org.jolab.kernel.Interpreter.Match;
import org.jolab.kernel.assist.Proposals.Rank;
import org.jolab.kernel.cell.Token;
import org.jolab.kernel.cell.Tokens;

/** Proposes files in a text that names one, as in {@code Path.of("data/…}. */
final class FileProposals {

    private static final Set<String> METHODS = Set.of("Path.of", "Paths.get");
    private static final Set<String> CONSTRUCTORS = Set.of("File", "FileReader", "FileWriter", "FileInputStream",
        "FileOutputStream", "RandomAccessFile", "ZipFile", "JarFile");
    /** No more of a folder is read. */
    private static final int MOST = 5_000;

    private FileProposals() {}

    /** What may stand at {@code cursor} in the literal {@code text}. */
    static Completion at(Tokens tokens, Token text, int cursor) {
        var nothing = new Completion(cursor, cursor, List.of());
        var before = text.start() + 1 > cursor ? "" : tokens.code().substring(text.start() + 1, cursor);
        if (tokens.code().charAt(text.start()) != '"' || before.indexOf('\\') >= 0 || before.startsWith("\"")
                || !namesFile(tokens, tokens.before(text.start()))) {
            return nothing;
        }
        var slash = before.lastIndexOf('/');
        var proposals = new Proposals(before.substring(slash + 1));
        try (var files = Files.newDirectoryStream(Path.of(slash < 0 ? "" : before.substring(0, slash + 1)))) {
            var count = 0;
            for (var file : files) {
                var name = file.getFileName().toString();
                if (count++ > MOST) {
                    break;
                }
                if (name.chars().noneMatch(c -> c == '"' || c == '\\' || c < ' ')
                        && (!name.startsWith(".") || proposals.typed().startsWith("."))) {
                    var isFolder = Files.isDirectory(file);
                    proposals.add(name, new Match(isFolder ? name + "/" : name, isFolder ? "folder" : "file", ""),
                        isFolder ? Rank.LOCAL : Rank.VARIABLE);
                }
            }
        } catch (IOException | InvalidPathException e) {
            return nothing;
        }
        return new Completion(cursor - proposals.typed().length(), cursor, proposals.best());
    }

    /** Whether the token {@code i} is the first argument of something that opens a file. */
    private static boolean namesFile(Tokens tokens, int i) {
        return tokens.text(i - 1).equals("(")
            && (METHODS.contains(tokens.text(i - 4) + tokens.text(i - 3) + tokens.text(i - 2))
                || CONSTRUCTORS.contains(tokens.text(i - 2)) && tokens.text(i - 3).equals("new"));
    }
}
