package org.jolab.magics.git.history;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jolab.git.Commit;
import org.jolab.git.FileDiff;
import org.jolab.git.Person;

/** Makes values of JGit's commits. Used by one thread. */
public final class Commits {

    private final Repository repository;
    private Map<AnyObjectId, List<String>> names;

    /** The commits of {@code repository}. */
    public Commits(Repository repository) {
        this.repository = repository;
    }

    /** A commit whose body has been read. */
    public Commit value(RevCommit commit) throws IOException {
        return value(commit, List.of());
    }

    /** The same with what it changes. */
    public Commit value(RevCommit commit, List<FileDiff> changes) throws IOException {
        if (names == null) {
            names = names();
        }
        return new Commit(commit.name(), person(commit.getAuthorIdent()), person(commit.getCommitterIdent()),
            commit.getFullMessage(), Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
            names.getOrDefault(commit.getId(), List.of()), changes);
    }

    /** Who, and when. */
    public static Person person(PersonIdent ident) {
        return new Person(ident.getName(), ident.getEmailAddress(),
            ZonedDateTime.ofInstant(ident.getWhenAsInstant(), ident.getZoneId()));
    }

    private Map<AnyObjectId, List<String>> names() throws IOException {
        var found = new HashMap<AnyObjectId, List<String>>();
        var head = repository.exactRef(Constants.HEAD);
        var current = head != null && head.isSymbolic() ? head.getTarget().getName() : "";
        if (head != null && head.getObjectId() != null) {
            add(found, head, current.isEmpty() ? "HEAD" : "HEAD -> " + Repository.shortenRefName(current));
        }
        for (var prefix : List.of(Constants.R_TAGS, Constants.R_REMOTES, Constants.R_HEADS)) {
            for (var ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                if (!ref.getName().equals(current) && ref.getObjectId() != null) {
                    add(found, ref, (prefix.equals(Constants.R_TAGS) ? "tag: " : "")
                        + Repository.shortenRefName(ref.getName()));
                }
            }
        }
        return found;
    }

    private void add(Map<AnyObjectId, List<String>> found, Ref ref, String name) throws IOException {
        var peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
        ObjectId id = peeled == null ? ref.getObjectId() : peeled;
        found.computeIfAbsent(id, _ -> new ArrayList<>()).add(name);
    }
}
