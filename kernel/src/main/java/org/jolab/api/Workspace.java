package org.jolab.api;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** What a notebook has declared so far, and the class path of its cells. May be used by any thread. */
public interface Workspace {

    /**
     * A variable of the notebook.
     *
     * @param name its name
     * @param type its type, as Java source
     * @param value what it holds now
     */
    record Variable(String name, String type, Object value) {}

    /** All variables, in the order of their declaration. */
    List<Variable> variables();

    /** The jars and folders of classes that cells see, beside the JDK and Jolab. */
    List<Path> classPath();

    /**
     * Adds jars and folders of classes to the end of the class path of the cells to come; those that are on it already
     * stay where they are.
     *
     * @throws UsageError if one of them does not exist
     */
    void addToClassPath(Collection<Path> entries);
}
