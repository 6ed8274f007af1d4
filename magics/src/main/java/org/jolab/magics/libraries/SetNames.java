package org.jolab.magics.libraries;

import org.jolab.api.NameSource;
import org.jolab.api.Workspace;

/** Adds a {@link LibrarySet} when a cell names a package of it that nothing on the class path has. */
public final class SetNames implements NameSource {

    @Override
    public boolean supply(String name, Workspace workspace) throws Exception {
        var set = LibrarySet.having(name);
        if (set.isEmpty() || set.get().isOn(workspace.classPath())) {
            return false;
        }
        // By the magic, which knows what else the notebook has asked for.
        workspace.evaluate("%libs add " + set.get().name());
        return true;
    }
}
