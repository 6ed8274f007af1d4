package org.jolab.api;

import java.util.List;
import java.util.Optional;

/** One use of a {@link Magic}, with its line taken apart. Used by the thread of its cell. */
public interface MagicCall {

    /** The magic that is used. */
    Magic magic();

    /** All that follows the name in the line, as it was typed but for what was interpolated. */
    String line();

    /** What follows the line of {@code %%name} in its cell; empty if nothing does or it was used as {@code %name}. */
    String body();

    /** Whether it was used as {@code %%name}. */
    boolean isCell();

    /** Whether the flag or the option of that name is there; any of its names will do. */
    boolean has(String name);

    /** The value of an option, the last one if it is there several times. */
    Optional<String> option(String name);

    /** All values of an option. */
    List<String> options(String name);

    /**
     * The value of an option as a whole number; {@code otherwise} if it is not there.
     *
     * @throws UsageError if it is none
     */
    long number(String name, long otherwise);

    /** The arguments of that name, in order; empty if there is none. */
    List<String> arguments(String name);

    /** The first argument of that name; empty if it is not there. */
    Optional<String> argument(String name);

    /** What follows the options, as it was typed; empty if nothing does. */
    String rest();

    /** The notebook. */
    Workspace workspace();

    /**
     * Runs the body as a cell is run, magics included, and returns the value of its last expression, if it has one.
     * Errors are told in the lines of the cell.
     *
     * @throws Exception what the body throws, or what is wrong with it
     */
    Object runBody() throws Exception;

    /** The mistake {@code message}, with the magic's usage line. */
    UsageError usage(String message);
}
