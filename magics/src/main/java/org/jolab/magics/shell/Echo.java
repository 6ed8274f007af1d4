package org.jolab.magics.shell;

import org.jolab.magics.shell.process.Terminal.Mode;

/**
 * Removes from a program's output what its terminal shows of an answer: front ends have shown it in their own way.
 * Owned by the cell's thread.
 */
final class Echo {

    private static final char ESCAPE = '\u001b';

    private String expected = "";
    private int matched;
    /** Whether the program shows the keys itself, and decorates them, as line editors do. */
    private boolean decorated;
    private boolean inSequence;

    /** Expects what a terminal in {@code mode} shows of {@code answer}. */
    void expect(String answer, Mode mode) {
        matched = 0;
        inSequence = false;
        decorated = !mode.lines() && !mode.echo();
        if (mode.isSecret()) {
            // The user's Enter was not shown, so programs print a line's end of their own.
            expected = "\n";
        } else {
            expected = mode.lines() || decorated ? answer + "\n" : answer;
        }
    }

    /** What of {@code output} is no echo. */
    String filter(String output) {
        if (expected.isEmpty()) {
            return output;
        }
        for (var i = 0; i < output.length(); i++) {
            if (matched == expected.length()) {
                return rest(output, i);
            }
            var c = output.charAt(i);
            if (decorated && (inSequence || c == ESCAPE || c == '\r')) {
                inSequence = c == ESCAPE || inSequence && !(c >= '@' && c <= '~' && c != '[');
            } else if (c == expected.charAt(matched)) {
                matched++;
            } else {
                return expected.substring(0, matched) + rest(output, i);
            }
        }
        return matched == expected.length() ? rest(output, output.length()) : "";
    }

    private String rest(String output, int from) {
        expected = "";
        return output.substring(from);
    }
}
