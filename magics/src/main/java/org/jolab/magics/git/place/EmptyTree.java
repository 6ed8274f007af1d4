package org.jolab.magics.git.place;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/** The tree without files: git knows it without its being stored, JGit reads it as any other object. */
public final class EmptyTree {

    private EmptyTree() {}

    /** Stores it where it is not stored yet, as far as that may be written. */
    public static void store(Repository repository) throws IOException {
        if (!repository.getObjectDatabase().has(Constants.EMPTY_TREE_ID)) {
            try (var inserter = repository.newObjectInserter()) {
                inserter.insert(Constants.OBJ_TREE, new byte[0]);
                inserter.flush();
            }
        }
    }

    /** The result of {@code work}, which is done once more if it is the empty tree that was missing. */
    public static <T> T during(Place place, Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (Exception e) {
            if (Stream.iterate((Throwable) e, java.util.Objects::nonNull, Throwable::getCause).limit(20)
                    .noneMatch(cause -> cause instanceof MissingObjectException missing
                        && Constants.EMPTY_TREE_ID.equals(missing.getObjectId())) || !place.hasRepository()) {
                throw e;
            }
            store(place.repository());
            return work.call();
        }
    }
}
