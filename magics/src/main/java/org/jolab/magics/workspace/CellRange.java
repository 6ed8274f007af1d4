package org.jolab.magics.workspace;

import java.util.List;
import java.util.regex.Pattern;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace.Input;

/**
 * Cells by their numbers: {@code 4}, {@code 2-5} (with the fifth), {@code 2:5} (without it), {@code 7-} and
 * {@code -3} (to or from the ends).
 */
record CellRange(int first, int last) {

    private static final Pattern NOTATION = Pattern.compile("(\\d{0,9})(?:([-:])(\\d{0,9}))?");

    static CellRange of(String text) {
        var matcher = NOTATION.matcher(text);
        if (text.startsWith("~")) {
            throw new UsageError("Only the cells of this session are at hand; " + text + " names an earlier one.");
        }
        if (!matcher.matches() || text.chars().noneMatch(Character::isDigit)) {
            throw new UsageError(text + " names no cells. Write a number, or a range such as 2-5.");
        }
        var first = number(matcher.group(1), 1);
        if (matcher.group(2) == null) {
            return new CellRange(first, first);
        }
        var last = number(matcher.group(3), Integer.MAX_VALUE);
        return new CellRange(first, matcher.group(2).equals(":") && last < Integer.MAX_VALUE ? last - 1 : last);
    }

    private static int number(String digits, int otherwise) {
        return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
    }

    /** Those of {@code inputs} that are in the range. */
    List<Input> in(List<Input> inputs) {
        return inputs.stream().filter(input -> input.count() >= first && input.count() <= last).toList();
    }
}
