package org.jolab.kernel.assist;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an {@link Assistant} asks of the notebook around a cell. Called by one thread at a time. */
public interface Neighbourhood {

    /** The simple name of the class that {@link #analyze} expects in a source. */
    String CLASS = "$Parse";

    /** A variable of the notebook: the field {@code name} of the class {@code holder}; {@code type} as Java source. */
    record Variable(String name, String holder, String type) {}

    /** A method (with all its overloads there) or a type of the notebook, a member of the class {@code holder}. */
    record Member(String name, String holder) {}

    /** A declaration of the notebook in the text {@code code} of its cell, which was the {@code count}th to run. */
    record Origin(int count, String code, int start, int end) {}

    /** The notebook at one moment. */
    interface View {

        /** The import statements in force, each whole. */
        List<String> imports();

        /** All variables, the oldest first. */
        Collection<Variable> variables();

        /** All methods and types. */
        Collection<Member> members();

        /** The import statements that make {@code names} mean what they mean in the notebook, on one line. */
        String importsFor(Set<String> names);
    }

    /** Something to do with a source. */
    interface Work<R> {

        /** Called with the task, which must not be kept. */
        R with(JavacTask task) throws IOException;
    }

    /** The notebook as it is now. */
    View look();

    /** Lets javac read {@code source}, a class {@link #CLASS} in the package of the cells, as {@code view} has it. */
    <R> R analyze(View view, String source, Work<R> work);

    /** The jars and folders of classes that cells see, in order. */
    List<Path> classPath();

    /** What a variable holds; empty if it holds nothing, or has not been reached yet. Runs no user code. */
    Optional<Object> value(Variable variable);

    /**
     * Where a cell declares what the class {@code className} holds; the whole cell if it is a variable's holder.
     */
    Optional<Origin> origin(String className);
}
