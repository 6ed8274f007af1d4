package org.jolab.install.notebook;

import java.io.Console;

/**
 * Who answers when a cell asks for input.
 *
 * @param console the terminal; null if there is none, and then cells are refused
 */
public record Keyboard(Console console) {

    private static final String END_OF_INPUT = "\u0004";

    /** The terminal that this program was started from, if it was. */
    public static Keyboard ofThisProcess() {
        var console = System.console();
        return new Keyboard(console != null && console.isTerminal() ? console : null);
    }

    boolean isThere() {
        return console != null;
    }

    String read(String prompt, boolean password) {
        if (password) {
            var secret = console.readPassword("%s", prompt);
            return secret == null ? END_OF_INPUT : new String(secret);
        }
        var line = console.readLine("%s", prompt);
        return line == null ? END_OF_INPUT : line;
    }
}
