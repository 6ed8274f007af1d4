package org.jolab.api;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

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

    /**
     * A method or type of the notebook.
     *
     * @param name its name
     * @param source its text as it was declared
     * @param className the binary name of the class that holds it, or that it is
     */
    record Declared(String name, String source, String className) {}

    /**
     * A cell that was run since the kernel started.
     *
     * @param count its execution count
     * @param code its text
     */
    record Input(int count, String code) {}

    /** Told, on the thread that compiles, when it does. */
    interface CompilerWatch {

        /** From now on it compiles. */
        void begins();

        /** It has compiled, and what follows is the user's; or not, and nothing of it will be run. */
        void ends(boolean compiled);
    }

    /** All variables, in the order of their declaration. */
    List<Variable> variables();

    /** All methods and types, in the order of their declaration. */
    List<Declared> declarations();

    /** The import statements that are in force, the default ones included. */
    List<String> imports();

    /** The cells that were run in this session, in order; the running one is the last. */
    List<Input> inputs();

    /**
     * Runs {@code code} as a cell is run, magics included, within the running cell; returns the value of its last
     * expression, or null if it has none. Nothing is shown but what the code itself prints and displays.
     *
     * @throws Exception what the code throws, or what is wrong with it
     */
    Object evaluate(String code) throws Exception;

    /**
     * The same, with errors told as of the cell's line {@code firstLine}, from 1, and those below it. For code that a
     * magic writes around the user's, it may be less than 1, so that the user's lines have the numbers of the cell's.
     */
    Object evaluate(String code, int firstLine) throws Exception;

    /**
     * Does {@code work} on the calling thread, and tells {@code watch} whenever that begins and ceases to compile code
     * of the notebook's, which is no part of what the code itself takes.
     */
    <T> T watchingCompiler(CompilerWatch watch, Callable<T> work) throws Exception;

    /** Declares a variable, or replaces one; {@code type} is Java source with qualified names. */
    void declare(String name, String type, Object value);

    /** Forgets variables; what they hold can be collected. Names that are none are passed over. */
    void forget(Collection<String> names);

    /** Forgets everything that was declared: variables, methods, types and imports, but not the class path. */
    void reset();

    /** What is known of a name, as inspection shows it, with its source if {@code detail} is 1. */
    Optional<MimeBundle> describe(String name, int detail);

    /** The class file of a class that the notebook or its libraries have, by its binary name. */
    Optional<byte[]> classFile(String className);

    /** The loader of the notebook's classes and libraries. */
    ClassLoader classLoader();

    /**
     * A loader of a program's own classes, given by their binary names; they see what the notebook's classes see, and
     * end as those do when the cell is interrupted or calls {@code System.exit}.
     */
    ClassLoader loader(Map<String, byte[]> classFiles);

    /** The jars and folders of classes that cells see, beside the JDK and Jolab. */
    List<Path> classPath();

    /**
     * Adds jars and folders of classes to the end of the class path of the cells to come; those that are on it already
     * stay where they are. A jar that lies beside {@code X.jar} as {@code X-sources.jar} or {@code X-javadoc.jar}
     * feeds inspection.
     *
     * @throws UsageError if one of them does not exist
     */
    void addToClassPath(Collection<Path> entries);

    /**
     * Leaves it to the caller to end {@code process} when the cell is interrupted; otherwise the kernel ends at once
     * what a cell has started. Either way it ends with the kernel.
     */
    void mind(ProcessHandle process);

    /** Runs {@code work} when the kernel ends in good order; it should take no longer than a second. */
    void atExit(Runnable work);
}
