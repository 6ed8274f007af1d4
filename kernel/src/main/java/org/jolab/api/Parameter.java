package org.jolab.api;

import java.util.List;

/**
 * Something that a {@link Magic} may be given in its line.
 *
 * @param kind how it is written
 * @param names a flag's or an option's names, such as {@code -n} and {@code --times}; an argument's one name
 * @param value what an option's value is called in the help, such as {@code N}; empty for all others
 * @param required whether an argument must be there
 * @param many whether an option or an argument may be there several times
 * @param help one sentence or less
 * @param candidates what may be typed as its value
 */
public record Parameter(Kind kind, List<String> names, String value, boolean required, boolean many, String help,
        Candidates candidates) {

    /** How a parameter is written. */
    public enum Kind {
        /** {@code --loud}. */
        FLAG,
        /** {@code --times 3}, {@code --times=3} or {@code -n 3}. */
        OPTION,
        /** A word that belongs to no option; quotes keep blanks in it. */
        ARGUMENT,
        /** All that follows the options, as it was typed. */
        REST
    }

    /** Proposes values while one is typed. May be asked by any thread; should answer at once. */
    @FunctionalInterface
    public interface Candidates {

        /** Proposes files and folders; the kernel knows how. */
        Candidates FILES = _ -> List.of();

        /** Proposes the notebook's variables; the kernel knows how. */
        Candidates VARIABLES = _ -> List.of();

        /** Proposes nothing. */
        Candidates NONE = _ -> List.of();

        /** Values that may stand where {@code typed} stands; others than those that begin with it do no harm. */
        List<String> of(String typed);
    }

    /** A sign by which error messages and help name it. */
    public String name() {
        return names.getLast();
    }
}
