package org.jolab.magics.git.lfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.jolab.api.UsageError;
import org.jolab.git.Listing;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.RestoreCommands;

/** {@code %git lfs}. */
public final class LargeFileCommands {

    private LargeFileCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(Command.of("lfs", "large files: track, untrack, ls-files, pull", Syntax.NONE,
            LargeFileCommands::run));
    }

    private static Object run(Place place, Given typed) throws Exception {
        var verb = typed.word(0).orElse("");
        var given = typed.from(1);
        switch (verb) {
            case "install" -> System.out.println("Nothing to install: %git knows large files by itself.");
            case "track" -> {
                return given.allPaths().isEmpty() ? patterns(place) : track(place, given.allPaths(), true);
            }
            case "untrack" -> track(place, given.allPaths(), false);
            case "ls-files" -> {
                return list(place);
            }
            case "pull", "fetch", "checkout" -> pull(place);
            default -> throw new UsageError("%git lfs knows track, untrack, ls-files and pull, not \"" + verb
                + "\". The shell's git may, with git-lfs: !git lfs " + String.join(" ", typed.words()));
        }
        return null;
    }

    private static Path attributes(Place place) {
        place.top();
        return place.folder().resolve(".gitattributes");
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static Object patterns(Place place) throws IOException {
        var found = lines(attributes(place)).stream().filter(line -> line.contains("filter=lfs"))
            .map(line -> line.replaceFirst("\\s.*", "").replace("[[:space:]]", " ")).toList();
        var text = new StyledText();
        found.forEach(text::line);
        return new Listing<>(found, text);
    }

    private static Object track(Place place, List<String> patterns, boolean adds) throws IOException {
        var file = attributes(place);
        var lines = new ArrayList<>(lines(file));
        for (var pattern : patterns) {
            // The file separates by blanks.
            var line = pattern.replace(" ", "[[:space:]]") + " filter=lfs diff=lfs merge=lfs -text";
            var isThere = lines.contains(line);
            if (adds && !isThere) {
                lines.add(line);
            } else if (!adds) {
                lines.remove(line);
            }
            System.out.println(!adds ? "Untracking \"" + pattern + "\"" : isThere ? "\"" + pattern
                + "\" already supported" : "Tracking \"" + pattern + "\"");
        }
        Files.write(file, lines);
        return null;
    }

    private record Entry(String path, Pointer pointer) {}

    private static List<Entry> entries(Place place) throws IOException {
        var found = new ArrayList<Entry>();
        var index = place.repository().readDirCache();
        try (var reader = place.repository().newObjectReader()) {
            for (var i = 0; i < index.getEntryCount(); i++) {
                var entry = index.getEntry(i);
                if ((entry.getFileMode() == FileMode.REGULAR_FILE || entry.getFileMode() == FileMode.EXECUTABLE_FILE)
                        && reader.getObjectSize(entry.getObjectId(), org.eclipse.jgit.lib.Constants.OBJ_BLOB)
                            <= Pointer.LONGEST) {
                    Pointer.parse(reader.open(entry.getObjectId()).getBytes()).ifPresent(pointer ->
                        found.add(new Entry(entry.getPathString(), pointer)));
                }
            }
        }
        return found;
    }

    private static boolean isPointer(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= Pointer.LONGEST
            && Pointer.parse(Files.readAllBytes(file)).isPresent();
    }

    private static Object list(Place place) throws IOException {
        var text = new StyledText();
        var names = new ArrayList<String>();
        for (var entry : entries(place)) {
            names.add(entry.path);
            text.add(Style.ID, entry.pointer.oid().substring(0, 10)).line((isPointer(place.top().resolve(entry.path))
                ? " - " : " * ") + entry.path);
        }
        return new Listing<>(names, text);
    }

    private static void pull(Place place) throws Exception {
        var missing = new TreeSet<String>();
        for (var entry : entries(place)) {
            if (isPointer(place.top().resolve(entry.path))) {
                missing.add(entry.path);
            }
        }
        if (!missing.isEmpty()) {
            RestoreCommands.write(place, missing, null, false);
        }
    }
}
