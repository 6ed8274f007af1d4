package org.jolab.magics.git;

import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/**
 * A command of {@code %git}.
 *
 * @param name what follows {@code %git}
 * @param summary what it does, in a few words
 * @param type the type of its value, as Java source
 * @param syntax its options
 * @param work what it does
 */
public record Command(String name, String summary, String type, Syntax syntax, Work work) {

    /** What a command does. */
    @FunctionalInterface
    public interface Work {

        /** Does it; the result is the command's value, null if it has none. */
        Object run(Place place, Given given) throws Exception;
    }

    /** A command whose value has no type of its own. */
    public static Command of(String name, String summary, Syntax syntax, Work work) {
        return new Command(name, summary, "Object", syntax, work);
    }

    /** The same command, whose value is a {@code type}. */
    public Command gives(Class<?> valueType) {
        return new Command(name, summary, valueType.getCanonicalName(), syntax, work);
    }

    /** The same command, whose value is a list of {@code type}. */
    public Command givesMany(Class<?> itemType) {
        return new Command(name, summary, "java.util.List<" + itemType.getCanonicalName() + ">", syntax, work);
    }
}
