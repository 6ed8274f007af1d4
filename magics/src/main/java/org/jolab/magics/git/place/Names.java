package org.jolab.magics.git.place;

import java.io.IOException;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jolab.api.UsageError;

/**
 * What commits are called: branches, tags, {@code HEAD~2}, {@code main@{1}}.
 *
 * @param repository where
 */
public record Names(Repository repository) {

    /** The object of that name, or null. */
    public ObjectId find(String name) throws IOException {
        try {
            // A branch may be called release@2.
            if (name.matches("[^~^{]*@\\d+") && repository.findRef(name) != null) {
                return repository.findRef(name).getObjectId();
            }
            // The notebook has put the number of stash@{0} in, as it does with all Java in braces.
            return repository.resolve(name.equals("@") ? "HEAD" : name.replaceFirst("@(\\d+)$", "@{$1}")
                .replaceFirst("^@(?=[~^])", "HEAD"));
        } catch (AmbiguousObjectException e) {
            throw new UsageError("Several objects' names begin with " + name + ": " + String.join(", ",
                e.getCandidates().stream().map(ObjectId::name).toList()) + ". Write more of it.", e);
        } catch (RevisionSyntaxException e) {
            throw new UsageError("\"" + name + "\" can't be read as the name of a commit: " + e.getMessage() + ".", e);
        }
    }

    /** Whether there is an object of that name. */
    public boolean exists(String name) throws IOException {
        try {
            return find(name) != null;
        } catch (UsageError e) {
            return false;
        }
    }

    /**
     * The object of that name.
     *
     * @throws UsageError if there is none
     */
    public ObjectId resolve(String name) throws IOException {
        var found = find(name);
        if (found != null) {
            return found;
        }
        if (isEmpty()) {
            throw new UsageError("The repository has no commits yet, so there is no " + name + ". %git add FILE and "
                + "%git commit -m … make the first one.");
        }
        throw new UsageError("There is no commit, branch or tag " + name + "." + near(name));
    }

    /** Whether nothing has been committed yet. */
    public boolean isEmpty() throws IOException {
        return repository.resolve(Constants.HEAD) == null;
    }

    private String near(String name) throws IOException {
        var isShallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
        var names = repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_REMOTES,
            Constants.R_TAGS).stream().map(Ref::getName).map(Repository::shortenRefName).toList();
        var likely = Stream.concat(names.stream().filter(known -> known.endsWith("/" + name)),
            names.stream().filter(known -> known.equalsIgnoreCase(name) || known.startsWith(name)
                || name.startsWith(known))).findFirst();
        return likely.map(known -> " Did you mean " + known + "?").orElse(" %git branch -a lists what there is.")
            + (isShallow ? " The clone is shallow, so older commits are missing; %git fetch --unshallow brings them."
                : "");
    }
}
