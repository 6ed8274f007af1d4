package org.jolab.magics.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jolab.magics.libraries.Resolution.Located;
import org.jolab.magics.libraries.Resolution.Node;

/**
 * Remembers resolutions in files, so that a notebook that is run again has its libraries at once. What it remembers is
 * believed as long as every file is there with the same size and date, and no repository may have changed its answer.
 *
 * @param folder where the files are
 */
record ResolutionCache(Path folder) {

    private static final String FORMAT = "jolab-libraries 1";
    private static final Duration KEPT = Duration.ofDays(120);

    /** What was found for {@code key} before; if {@code anyAge}, also if a repository might answer otherwise now. */
    Optional<Resolution> find(String key, boolean anyAge) {
        try {
            return Optional.of(read(Files.readAllLines(file(key))))
                .filter(found -> anyAge || found.expires() > System.currentTimeMillis())
                .filter(found -> found.files().stream().allMatch(Located::isUnchanged));
        } catch (IOException | RuntimeException e) {
            // Missing, torn or of another version: it will be made anew.
            return Optional.empty();
        }
    }

    /** Remembers; nothing happens if that can't be done. */
    void keep(String key, Resolution resolution) {
        var lines = write(resolution);
        if (resolution.expires() <= System.currentTimeMillis() || lines.stream().anyMatch(ResolutionCache::isTorn)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            var part = Files.createTempFile(folder, "new", ".part");
            Files.write(part, lines);
            Files.move(part, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forgetOld();
        } catch (IOException e) {
            System.getLogger(getClass().getName()).log(System.Logger.Level.DEBUG, "not cached", e);
        }
    }

    private void forgetOld() throws IOException {
        var limit = System.currentTimeMillis() - KEPT.toMillis();
        try (var files = Files.list(folder)) {
            files.filter(file -> file.toFile().lastModified() < limit).forEach(file -> file.toFile().delete());
        }
    }

    private Path file(String key) {
        return folder.resolve(MavenHome.nameFor(key) + ".tsv");
    }

    private static boolean isTorn(String line) {
        return line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0;
    }

    private static List<String> write(Resolution resolution) {
        var lines = new ArrayList<String>();
        lines.add(line(FORMAT, resolution.expires()));
        resolution.files().forEach(file ->
            lines.add(line("file", text(file.coordinates()), file.path(), file.size(), file.modified())));
        resolution.tree().forEach(node -> lines.add(line("node", node.depth(), text(node.coordinates()),
            node.wanted())));
        resolution.notes().forEach(note -> lines.add(line("note", note)));
        resolution.warnings().forEach(warning -> lines.add(line("warning", warning)));
        lines.add("end");
        return lines;
    }

    private static Resolution read(List<String> lines) throws IOException {
        var head = lines.getFirst().split("\t", -1);
        if (!head[0].equals(FORMAT) || !lines.getLast().equals("end")) {
            throw new IOException("not a file of ours, or not whole");
        }
        var files = new ArrayList<Located>();
        var tree = new ArrayList<Node>();
        var notes = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        for (var line : lines.subList(1, lines.size() - 1)) {
            var fields = line.split("\t", -1);
            switch (fields[0]) {
                case "file" -> files.add(new Located(coordinates(fields[1]), Path.of(fields[2]),
                    Long.parseLong(fields[3]), Long.parseLong(fields[4])));
                case "node" -> tree.add(new Node(Integer.parseInt(fields[1]), coordinates(fields[2]), fields[3]));
                case "note" -> notes.add(fields[1]);
                case "warning" -> warnings.add(fields[1]);
                default -> throw new IOException("an unknown line");
            }
        }
        return new Resolution(files, tree, notes, warnings, Long.parseLong(head[1]));
    }

    private static String line(Object... fields) {
        var text = new StringBuilder();
        for (var field : fields) {
            text.append(text.isEmpty() ? "" : "\t").append(String.valueOf(field).replace('\t', ' '));
        }
        return text.toString();
    }

    private static String text(Coordinates one) {
        return String.join(":", one.group(), one.artifact(), one.version(), one.classifier(), one.extension());
    }

    private static Coordinates coordinates(String text) {
        var parts = text.split(":", -1);
        return new Coordinates(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }
}
