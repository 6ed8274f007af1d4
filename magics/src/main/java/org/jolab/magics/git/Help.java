package org.jolab.magics.git;

import org.jolab.magics.git.line.Syntax;

/** What a command takes, in words. */
final class Help {

    private Help() {}

    /** A command's summary and options. */
    static String of(Command command) {
        var text = new StringBuilder("%git ").append(command.name()).append(": ").append(command.summary())
            .append(".\n");
        for (var option : command.syntax().options()) {
            text.append("  ").append(String.join(", ", option.names())).append(switch (option.value()) {
                case NONE -> "";
                case NEEDED -> " …";
                case OPTIONAL -> "[=…]";
            }).append('\n');
        }
        return command.syntax().equals(Syntax.NONE) ? text.toString() : text.append("The options mean what git's do; "
            + "https://git-scm.com/docs/git-").append(command.name()).append(" explains them.\n").toString();
    }

    /** How many letters have to be changed to make one word of the other. */
    static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var above = row[j];
                row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1,
                    diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
