package org.jolab.magics.drive.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jolab.magics.drive.fuse.FolderTree;
import org.jolab.magics.drive.tree.FileTree;

/** Two folders that are kept equal, one of them as a tree. */
final class SyncSandbox {

    final Path here;
    final Path there;
    final Path state;
    private TwoWayFolder sync;

    SyncSandbox(Path folder) throws IOException {
        here = Files.createDirectories(folder.resolve("here"));
        there = Files.createDirectories(folder.resolve("there"));
        state = folder.resolve("state");
        restart();
    }

    /** The next round is another process's, which has what the last one has saved. */
    void restart() throws IOException {
        restart(new FolderTree(there));
    }

    void restart(FileTree tree) throws IOException {
        sync = new TwoWayFolder(tree, "/", here, state);
    }

    SyncReport round() throws IOException {
        return sync.round(false);
    }

    SyncReport roundRemoving() throws IOException {
        return sync.round(true);
    }

    /** Writes at a time of the caller's choice, as programs that set times do. */
    static void write(Path file, String text, long millis) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochMilli(1_700_000_000_000L + millis)));
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static TreeMap<String, String> contents(Path folder) throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(each -> !each.equals(folder)).toList()) {
                all.put(folder.relativize(file).toString(), Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                    ? "folder" : Files.isSymbolicLink(file) ? "link" : Files.readString(file));
            }
        }
        return all;
    }

    /** That rounds come to rest, nothing but the user's files is left, and both sides are equal. */
    TreeMap<String, String> settled() throws IOException {
        var rounds = new ArrayList<SyncReport>();
        var nothing = new SyncReport(List.of(), List.of(), List.of(), List.of(), List.of());
        do {
            rounds.add(roundRemoving());
        } while (!rounds.getLast().equals(nothing) && rounds.size() < 8);
        assertEquals(nothing, rounds.getLast(), rounds::toString);
        assertEquals(contents(there), contents(here));
        return contents(here);
    }
}
