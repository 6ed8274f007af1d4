package org.jolab.install.doctor;

/**
 * What was found about one thing.
 *
 * @param state how it stands
 * @param subject what was looked at, one word
 * @param text what is there or what is missing
 * @param remedy the one command that mends it; empty if nothing has to be done
 */
public record Finding(State state, String subject, String text, String remedy) {

    /** From well to bad; only {@link #BROKEN} keeps the kernel from working. */
    public enum State {
        GOOD("ok"), OPTIONAL("--"), BROKEN("!!");

        private final String mark;

        State(String mark) {
            this.mark = mark;
        }

        /** Two characters for the start of a line. */
        public String mark() {
            return mark;
        }
    }

    static Finding good(String subject, String text) {
        return new Finding(State.GOOD, subject, text, "");
    }

    static Finding optional(String subject, String text, String remedy) {
        return new Finding(State.OPTIONAL, subject, text, remedy);
    }

    static Finding broken(String subject, String text, String remedy) {
        return new Finding(State.BROKEN, subject, text, remedy);
    }
}
