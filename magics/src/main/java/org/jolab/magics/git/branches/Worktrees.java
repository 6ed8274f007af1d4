package org.jolab.magics.git.branches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jolab.api.UsageError;

/** The working trees that share a repository, each of which has a branch checked out. */
public final class Worktrees {

    private Worktrees() {}

    /** The branches that are checked out somewhere, by their full names, and where. */
    public static Map<String, Path> branches(Repository repository) throws IOException {
        var found = new HashMap<String, Path>();
        var common = repository.getCommonDirectory().toPath().toAbsolutePath().normalize();
        if (!repository.isBare()) {
            add(found, repository.getDirectory().toPath(), repository.getWorkTree().toPath());
        }
        // The first one, whose folder the others share. A bare repository has none.
        if (common.getFileName().toString().equals(Constants.DOT_GIT)) {
            add(found, common, common.getParent());
        }
        if (Files.isDirectory(common.resolve("worktrees"))) {
            try (var others = Files.list(common.resolve("worktrees"))) {
                for (var other : others.toList()) {
                    var link = other.resolve("gitdir");
                    var tree = Files.exists(link) ? other.resolve(Files.readString(link).strip()).normalize() : link;
                    // One whose folder has been deleted keeps nothing.
                    if (Files.exists(tree)) {
                        add(found, other, tree.getParent());
                    }
                }
            }
        }
        return found;
    }

    private static void add(Map<String, Path> found, Path folder, Path tree) throws IOException {
        var head = folder.resolve(Constants.HEAD);
        if (Files.exists(head)) {
            var text = Files.readString(head).strip();
            if (text.startsWith("ref: ")) {
                found.putIfAbsent(text.substring("ref: ".length()).strip(), tree);
            }
        }
    }

    /** Makes sure that {@code branch}, a short name, is not checked out in another working tree. */
    static void checkFree(Repository repository, String branch, String what) throws IOException {
        var where = branches(repository).get(Constants.R_HEADS + branch);
        if (where != null && !branch.equals(BranchCommands.current(repository))) {
            throw new UsageError("The branch " + branch + " is checked out in " + where + ", so it can't be " + what
                + " here. Nothing was changed.");
        }
    }
}
