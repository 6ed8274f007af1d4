package org.jolab.magics.github;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jolab.api.UsageError;

/**
 * Where the current folder comes from.
 *
 * @param repository {@code owner/name} at GitHub, that its branch is pushed to
 * @param branch the branch that is checked out; empty if none is
 * @param subject the first line of its newest commit's message; empty if there is no commit
 */
record Checkout(String repository, String branch, String subject) {

    private static final Pattern REMOTE =
        Pattern.compile("(?:.*@|\\w+://(?:[^/@]*@)?)[^/:]+(?::\\d+)?[/:]([^/]+/[^/]+?)(?:\\.git)?/?");

    /** The one that {@code folder} is in; empty if it is in none with a remote. */
    static Optional<Checkout> of(Path folder) {
        var builder = new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().normalize().toFile());
        if (builder.getGitDir() == null) {
            return Optional.empty();
        }
        try (var repository = builder.build()) {
            var head = repository.getFullBranch();
            var branch = head != null && head.startsWith(Constants.R_HEADS)
                ? head.substring(Constants.R_HEADS.length()) : "";
            return remote(repository, branch).map(name -> new Checkout(name, branch, subject(repository)));
        } catch (IOException e) {
            throw new UsageError("The repository in " + builder.getGitDir() + " can't be read: " + e.getMessage()
                + ".", e);
        }
    }

    private static Optional<String> remote(Repository repository, String branch) {
        var config = repository.getConfig();
        for (var name : new String[] {config.getString("branch", branch, "remote"), "origin"}) {
            var url = name == null ? null : config.getString("remote", name, "url");
            if (url != null) {
                return name(url);
            }
        }
        return Optional.empty();
    }

    /** The {@code owner/name} in a remote's address, in any of its forms. */
    static Optional<String> name(String url) {
        var match = REMOTE.matcher(url);
        return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private static String subject(Repository repository) {
        try (var walk = new RevWalk(repository)) {
            var head = repository.resolve(Constants.HEAD);
            return head == null ? "" : walk.parseCommit(head).getShortMessage();
        } catch (IOException e) {
            return "";
        }
    }
}
