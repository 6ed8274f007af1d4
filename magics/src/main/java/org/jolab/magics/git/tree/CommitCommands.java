package org.jolab.magics.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.text.ParseException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jgit.api.CommitCommand;
import org.eclipse.jgit.api.errors.EmptyCommitException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.GitTimeParser;
import org.jolab.api.UsageError;
import org.jolab.git.Committed;
import org.jolab.git.Status;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.CompareCommands;
import org.jolab.magics.git.compare.Comparison;
import org.jolab.magics.git.compare.PathSpec;
import org.jolab.magics.git.history.Commits;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.sign.Signing;

/** {@code %git commit}. */
public final class CommitCommands {

    private CommitCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(Command.of("commit", "records what is staged", Syntax.of("-m, --message TEXT", "-a, --all",
            "--amend", "--allow-empty", "--author PERSON", "--date DATE", "-F, --file FILE", "--no-edit",
            "-S, --gpg-sign[=", "--no-gpg-sign", "-n, --no-verify", "-s, --signoff", "-q, --quiet", "--reset-author",
            "-C, --reuse-message COMMIT", "-o, --only", "-v, --verbose"), CommitCommands::commit)
            .gives(Committed.class));
    }

    private static Object commit(Place place, Given given) throws Exception {
        place.top();
        var repository = place.repository();
        var status = StatusReader.all(place);
        if (!status.conflicts().isEmpty()) {
            throw new UsageError("These files have conflicts that nobody has solved yet: " + String.join(", ",
                status.conflicts().stream().map(org.jolab.git.Conflict::path).toList()) + ". Edit them, %git add "
                + "them, and commit again. Nothing was committed.");
        }
        checkBegun(repository, given);
        var before = given.has("--amend") ? place.commit("HEAD") : null;
        var command = place.git().commit().setMessage(message(place, given, before))
            .setAll(given.has("-a")).setAmend(given.has("--amend")).setNoVerify(given.has("-n"))
            .setHookOutputStream(System.out).setHookErrorStream(System.err);
        people(place, given, command, before);
        if (!given.allPaths().isEmpty()) {
            only(place, given, status, command);
        }
        command.setAllowEmpty(given.has("--allow-empty", "--amend")
            || repository.getRepositoryState() != RepositoryState.SAFE);
        if (status.head().commit().isEmpty() && status.staged().isEmpty() && !given.has("--allow-empty")
                && given.allPaths().isEmpty()) {
            throw nothing(status, given);
        }
        Signing.of(place, given).apply(command);
        try {
            var made = command.call();
            new Sequencer(repository).endIfLast();
            return given.has("-q") ? null : new Committed(status.head().branch().isEmpty() ? "detached HEAD"
                : status.head().branch(), value(place, made));
        } catch (EmptyCommitException e) {
            throw nothing(status, given);
        }
    }

    /** A commit that ends a merge or a pick can't be another one's second version, nor hold a part of it. */
    private static void checkBegun(Repository repository, Given given) throws IOException {
        var operation = repository.readMergeHeads() != null ? "merge" : repository.readCherryPickHead() != null
            ? "cherry-pick" : "";
        if (operation.isEmpty() || !given.has("--amend") && given.allPaths().isEmpty()) {
            return;
        }
        throw new UsageError("A " + operation + " has been begun and not ended. Its commit can't "
            + (given.has("--amend") ? "amend the one before" : "hold some of the files alone")
            + "; nothing was committed. %git commit -m … without " + (given.has("--amend") ? "--amend" : "files")
            + " ends it, %git " + operation + " --abort takes it back.");
    }

    private static org.jolab.git.Commit value(Place place, RevCommit made) throws IOException {
        try (var walk = new RevWalk(place.repository())) {
            var commit = walk.parseCommit(made);
            return new Commits(place.repository()).value(commit, commit.getParentCount() > 1 ? List.of()
                : CompareCommands.changes(Comparison.usual(place), commit));
        }
    }

    private static void people(Place place, Given given, CommitCommand command, RevCommit before) throws Exception {
        command.setCommitter(Identity.committer(place));
        var picked = place.repository().readCherryPickHead();
        var source = before == null && picked != null ? place.commit(picked.name()) : before;
        var author = given.has("--author") ? Identity.parse(place, given.option("--author").orElseThrow())
            : given.has("-C") ? place.commit(given.option("-C").orElseThrow()).getAuthorIdent()
            : source != null && !given.has("--reset-author") ? source.getAuthorIdent() : Identity.author(place);
        if (given.has("--date")) {
            author = new PersonIdent(author.getName(), author.getEmailAddress(),
                instant(given.option("--date").orElseThrow()), ZoneId.systemDefault());
        } else if (given.has("--author") && before != null) {
            author = new PersonIdent(author.getName(), author.getEmailAddress(),
                before.getAuthorIdent().getWhenAsInstant(), before.getAuthorIdent().getZoneId());
        }
        command.setAuthor(author);
    }

    private static java.time.Instant instant(String text) {
        try {
            return java.time.OffsetDateTime.parse(text).toInstant();
        } catch (java.time.format.DateTimeParseException e) {
            try {
                return GitTimeParser.parse(text).atZone(ZoneId.systemDefault()).toInstant();
            } catch (ParseException f) {
                throw new UsageError("\"" + text + "\" is no date. Write 2026-11-22T15:04:05+01:00 or \"2026-11-22 "
                    + "15:04:05\".", f);
            }
        }
    }

    private static void only(Place place, Given given, Status status, CommitCommand command) throws IOException {
        var spec = PathSpec.of(place, given.allPaths());
        var wanted = new TreeSet<String>();
        status.staged().forEach(change -> wanted.addAll(List.of(change.path(), change.oldPath())));
        status.unstaged().forEach(change -> wanted.add(change.path()));
        wanted.removeIf(path -> !spec.matches(path));
        if (wanted.isEmpty()) {
            throw new UsageError("Nothing has changed in " + String.join(", ", given.allPaths()) + " that the "
                + "repository knows. New files must be added first: %git add FILE. Nothing was committed.");
        }
        wanted.forEach(command::setOnly);
    }

    private static String message(Place place, Given given, RevCommit before) throws IOException {
        var parts = new ArrayList<>(given.options("-m"));
        if (given.has("-F")) {
            var file = given.option("-F").orElseThrow();
            try {
                parts.add(Files.readString(place.folder().resolve(file)));
            } catch (NoSuchFileException e) {
                throw new UsageError("There is no file " + file + " with a message. Nothing was committed.", e);
            }
        }
        if (given.has("-C")) {
            parts.add(place.commit(given.option("-C").orElseThrow()).getFullMessage());
        }
        if (parts.isEmpty() && before != null) {
            parts.add(before.getFullMessage());
        }
        var prepared = place.repository().readMergeCommitMsg();
        if (parts.isEmpty() && prepared != null) {
            parts.add(withoutComments(prepared));
        }
        var message = String.join("\n\n", parts);
        if (message.isBlank()) {
            throw new UsageError("A commit needs a message: %git commit -m \"what was done\". Nothing was committed.");
        }
        // As in git, where hooks that add a line rely on it.
        var ended = message.endsWith("\n") ? message : message + "\n";
        return given.has("-s") ? signedOff(ended, Identity.committer(place)) : ended;
    }

    private static String withoutComments(String text) {
        return String.join("\n", text.lines().filter(line -> !line.startsWith("#")).toList());
    }

    private static String signedOff(String message, PersonIdent who) {
        var line = "Signed-off-by: " + who.getName() + " <" + who.getEmailAddress() + ">";
        var text = message.stripTrailing();
        return text.contains(line) ? text : text + (text.lines().toList().getLast().matches("[\\w-]+: .*") ? "\n"
            : "\n\n") + line + "\n";
    }

    private static UsageError nothing(Status status, Given given) {
        var hint = !status.unstaged().isEmpty() && !given.has("-a") ? "These files have changed but are not staged: "
            + String.join(", ", status.unstaged().stream().map(org.jolab.git.Change::path).toList())
            + ". %git commit -a -m … takes them, %git add FILE chooses."
            : !status.untracked().isEmpty() ? "These files are not known to the repository yet: " + String.join(", ",
                status.untracked()) + ". %git add FILE includes them."
            : "Nothing has changed since the last commit.";
        return new UsageError("There is nothing to commit. " + hint);
    }
}
