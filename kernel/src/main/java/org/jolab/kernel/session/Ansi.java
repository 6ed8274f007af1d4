package org.jolab.kernel.session;

/** The colours of error messages; front ends know these codes, and terminals. */
enum Ansi {
    RED("31"), GREEN("32"), BLUE("34"), BOLD_RED("1;31"), DIM("2");

    private final String code;

    Ansi(String code) {
        this.code = code;
    }

    /** {@code text} in this colour. */
    String paint(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
