package org.jolab.magics.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;

/** Cells of the session, chosen by their numbers: {@code 3}, {@code 1-4}, {@code 7-} (to the last), {@code -5}. */
final class Counts {

    private static final Pattern RANGE = Pattern.compile("(\\d*)(-?)(\\d*)");

    private Counts() {}

    /**
     * The cells with these numbers, in the order in which they are asked for.
     *
     * @param inputs what was run, without the running cell
     * @throws UsageError if a range is none, or there is no cell in it
     */
    static List<Workspace.Input> choose(List<Workspace.Input> inputs, Collection<String> ranges) {
        if (inputs.isEmpty()) {
            throw new UsageError("No cell was run in this session before this one.");
        }
        var last = inputs.getLast().count();
        var chosen = new ArrayList<Workspace.Input>();
        for (var range : ranges) {
            var match = RANGE.matcher(range);
            if (!match.matches() || match.group(1).isEmpty() && match.group(3).isEmpty()) {
                throw new UsageError("\"" + range + "\" names no cells; 3, 1-4 and 7- do.");
            }
            var from = number(match.group(1), 1);
            var to = match.group(2).isEmpty() ? from : number(match.group(3), last);
            var found = inputs.stream().filter(input -> input.count() >= from && input.count() <= to).toList();
            if (found.isEmpty()) {
                throw new UsageError("There is no cell " + range + " in this session; its cells are "
                    + inputs.getFirst().count() + " to " + last + ".");
            }
            chosen.addAll(found);
        }
        return chosen;
    }

    private static int number(String digits, int otherwise) {
        try {
            return digits.isEmpty() ? otherwise : Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}
