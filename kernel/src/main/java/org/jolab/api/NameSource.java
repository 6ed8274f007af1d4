package org.jolab.api;

import java.util.List;

/**
 * Knows where names come from that a cell may use without importing them. The kernel asks only when a cell would else
 * not compile, so that nothing is paid for by cells that do without, and nothing that a notebook declares is hidden.
 *
 * <p>A library names its implementation in {@code META-INF/services/org.jolab.api.NameSource}.
 */
public interface NameSource {

    /**
     * Makes a name known that a cell uses and nothing declares, by an import or by something on the class path. Called
     * on the cell's thread.
     *
     * @param name the simple name of a type, a method or a variable; or a package that does not exist, with a dot
     * @return whether the cell is worth compiling again
     * @throws UsageError if the name is known and can't be had; shown instead of the compiler's message
     */
    boolean supply(String name, Workspace workspace) throws Exception;

    /** Import statements as if they were in force, for completion. */
    default List<String> imports() {
        return List.of();
    }
}
