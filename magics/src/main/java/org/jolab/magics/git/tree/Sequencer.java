package org.jolab.magics.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jolab.api.UsageError;

/**
 * What is left of several commits that are to be picked or reverted, in the folder where git keeps it: either can go on
 * with what the other has begun.
 *
 * @param repository where
 */
public record Sequencer(Repository repository) {

    private static final String SECTION = "options";

    /**
     * A line of the list.
     *
     * @param command {@code pick} or {@code revert}
     * @param commit its commit, as it was written
     */
    public record Step(String command, String commit) {}

    /**
     * How to do all steps.
     *
     * @param mainline the number of a merge's side, zero if none was said
     * @param namesOrigin whether a message tells of the commit that was picked
     */
    public record Options(int mainline, boolean namesOrigin) {}

    private Path file(String name) {
        return repository.getDirectory().toPath().resolve("sequencer").resolve(name);
    }

    private String text(String name) throws IOException {
        try {
            return Files.readString(file(name)).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** The command that has been begun, {@code cherry-pick} or {@code revert}; empty if there is none. */
    public String operation() throws IOException {
        var steps = steps();
        return steps.isEmpty() ? "" : steps.getFirst().command.equals("revert") ? "revert" : "cherry-pick";
    }

    /** What is to be done, with the step that it has stopped at. */
    public List<Step> steps() throws IOException {
        var found = new ArrayList<Step>();
        for (var line : text("todo").lines().toList()) {
            var words = line.strip().split("\\s+", 3);
            if (!line.isBlank() && !line.startsWith("#") && words.length > 1) {
                found.add(new Step(words[0].equals("p") ? "pick" : words[0], words[1]));
            }
        }
        return found;
    }

    /**
     * How to do it.
     *
     * @throws UsageError if git was told more than can be done here
     */
    public Options options() throws IOException {
        var config = new Config();
        try {
            config.fromText(text("opts"));
        } catch (ConfigInvalidException e) {
            throw new IOException(e);
        }
        for (var name : config.getNames(SECTION)) {
            if (!List.of("mainline", "record-origin", "edit", "allow-rerere-auto").contains(name)) {
                throw new UsageError("This " + operation() + " was begun with the option " + name + ", which %git does "
                    + "not know. The shell's git can go on: !git " + operation() + " --continue");
            }
        }
        return new Options(config.getInt(SECTION, "mainline", 0), config.getBoolean(SECTION, "record-origin", false));
    }

    /** Where the branch was before all of it, null if it has been moved by something else since then. */
    public ObjectId start() throws IOException {
        var head = repository.resolve(Constants.HEAD);
        var start = text("head");
        return head != null && head.name().equals(text("abort-safety")) && ObjectId.isId(start)
            ? ObjectId.fromString(start) : null;
    }

    /** Where the branch was before all of it, if anybody has written that. */
    public ObjectId begun() throws IOException {
        var start = text("head");
        return ObjectId.isId(start) ? ObjectId.fromString(start) : null;
    }

    /** Writes what is left: {@code commits}, at the first of which it has stopped. */
    public void stop(AnyObjectId start, String command, List<RevCommit> commits, Options options) throws IOException {
        Files.createDirectories(file("todo").getParent());
        var lines = new StringBuilder();
        commits.forEach(commit -> lines.append(command).append(' ').append(commit.name()).append(' ')
            .append(commit.getShortMessage()).append('\n'));
        var config = new Config();
        if (options.mainline > 0) {
            config.setInt(SECTION, null, "mainline", options.mainline);
        }
        if (options.namesOrigin) {
            config.setBoolean(SECTION, null, "record-origin", true);
        }
        Files.writeString(file("head"), start.name() + "\n");
        Files.writeString(file("abort-safety"), repository.resolve(Constants.HEAD).name() + "\n");
        Files.writeString(file("opts"), config.toText());
        Files.writeString(file("todo"), lines);
    }

    /** Forgets it when its last commit has been made, which {@code commit} may do as well. */
    public void endIfLast() throws IOException {
        if (steps().size() == 1) {
            end();
        }
    }

    /** Forgets it. */
    public void end() throws IOException {
        var folder = file("todo").getParent();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }
}
