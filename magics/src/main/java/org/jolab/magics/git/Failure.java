package org.jolab.magics.git;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.AbortedByHookException;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.api.errors.CheckoutConflictException;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.api.errors.NoHeadException;
import org.eclipse.jgit.api.errors.UnmergedPathsException;
import org.eclipse.jgit.api.errors.WrongRepositoryStateException;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.jolab.api.UsageError;
import org.jolab.magics.git.branches.Conflicts;
import org.jolab.magics.git.credentials.Urls;

/** What went wrong within JGit, in words. */
final class Failure {

    private Failure() {}

    /** What to tell of {@code error}, whose command the shell runs by {@code line}; ours stays what it is. */
    static Exception of(Exception error, String command, String line) throws InterruptedException {
        if (find(error, CanceledException.class) != null) {
            throw new InterruptedException();
        }
        var usage = find(error, UsageError.class);
        if (usage != null) {
            var safe = Urls.withoutSecret(usage.getMessage());
            return safe.equals(usage.getMessage()) ? usage : new UsageError(safe);
        }
        var conflict = find(error, CheckoutConflictException.class);
        if (conflict != null && conflict.getConflictingPaths() != null && !conflict.getConflictingPaths().isEmpty()) {
            return Conflicts.dirty(command, conflict.getConflictingPaths());
        }
        var raw = find(error, org.eclipse.jgit.errors.CheckoutConflictException.class);
        if (raw != null && raw.getConflictingFiles().length > 0) {
            return Conflicts.dirty(command, java.util.List.of(raw.getConflictingFiles()));
        }
        var words = words(error);
        if (words == null && error instanceof JGitInternalException) {
            return new UsageError("This is more than %git can do here: " + Urls.withoutSecret(last(error)) + ". The "
                + "shell's git may: " + line, error);
        }
        return words != null ? new UsageError(words, error) : error instanceof GitAPIException
            || error instanceof java.io.IOException ? new UsageError("%git " + command + " has failed: "
                + Urls.withoutSecret(last(error)) + ".", error) : error;
    }

    private static String words(Exception error) {
        var lock = find(error, LockFailedException.class);
        if (lock != null) {
            return "Something else is at work in this repository: there is the file " + lock.getFile() + ".lock. Wait "
                + "for it to end; if nothing runs, that program has died, and deleting the file helps. Nothing was "
                + "changed.";
        }
        var hook = find(error, AbortedByHookException.class);
        if (hook != null) {
            return "The hook " + hook.getHookName() + " of this repository has stopped it (exit code "
                + hook.getReturnCode() + "): " + hook.getHookStdErr().strip() + " --no-verify passes it by.";
        }
        var missing = find(error, MissingObjectException.class);
        if (missing != null) {
            return "The object " + missing.getObjectId().name() + " is missing. If the clone is shallow, %git fetch "
                + "--unshallow brings all; else the repository is damaged (!git fsck).";
        }
        if (find(error, NoHeadException.class) != null) {
            return "The repository has no commits yet. %git add FILE and %git commit -m … make the first one.";
        }
        if (find(error, WrongRepositoryStateException.class) != null
                || find(error, UnmergedPathsException.class) != null) {
            return "A merge, rebase or the like has been begun and not ended; %git status tells what is left to do.";
        }
        if (find(error, AccessDeniedException.class) != null || find(error, FileNotFoundException.class) != null
                && last(error).contains("ermission")) {
            return "Access was denied: " + last(error) + ".";
        }
        return null;
    }

    private static <T extends Throwable> T find(Throwable error, Class<T> type) {
        return causes(error).filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static String last(Throwable error) {
        return causes(error).map(Throwable::getMessage).filter(Objects::nonNull).reduce((_, deeper) -> deeper)
            .orElse(error.getClass().getSimpleName());
    }
}
