package org.jolab.magics.drive.signin;

import java.net.URI;
import java.util.Optional;

/** Whoever is signing in. Used by one thread at a time. */
public interface Prompt {

    /** Whether somebody may be there who can answer. */
    boolean isAttended();

    /**
     * Shows at once where to go, as a link.
     *
     * @param text what to do there
     * @param code what to type there, or empty
     */
    Shown show(String text, URI link, String code);

    /**
     * Asks for a line, hidden if {@code secret}; null at the end of input. Called by any thread, as the answer may
     * come another way; an interrupt then ends the question.
     *
     * @throws org.jolab.api.UsageError if nobody can answer
     */
    String ask(String question, boolean secret) throws InterruptedException;

    /**
     * Asks for a line that may turn out not to be needed. Called by any thread; an interrupt ends the question and
     * leaves nothing of it.
     */
    default String askMeanwhile(String question) throws InterruptedException {
        return ask(question, false);
    }

    /** Colab's page, if the notebook is shown by it. */
    default Optional<ColabFrontend> colab() {
        return Optional.empty();
    }

    /** A link that is shown. */
    @FunctionalInterface
    interface Shown {

        /** Puts this text in the place of the link, which is of no use any more. */
        void become(String text);
    }
}
