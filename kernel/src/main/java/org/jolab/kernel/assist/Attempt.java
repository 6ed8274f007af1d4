package org.jolab.kernel.assist;

import java.util.function.Supplier;

/** Something that javac may fail at: some unfinished code breaks its own assertions, or is nested too deeply. */
final class Attempt {

    private static final System.Logger LOG = System.getLogger(Attempt.class.getName());

    private Attempt() {}

    /** What {@code work} gives, or {@code otherwise} if it fails. */
    static <T> T of(Supplier<T> work, T otherwise) {
        try {
            return work.get();
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            LOG.log(System.Logger.Level.DEBUG, "javac fails", e);
            return otherwise;
        }
    }
}
