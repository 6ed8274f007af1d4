package org.jolab.kernel.display;

import java.util.List;

/** Puts items between brackets: on one line if they fit, side by side if they are short, one below the other else. */
final class Layout {

    private static final int SHORT = 24;

    private Layout() {}

    static String bracketed(String open, List<String> items, String close) {
        var length = open.length() + close.length() + items.stream().mapToInt(item -> Cut.width(item) + 2).sum();
        if (length <= Limits.WIDTH && items.stream().noneMatch(item -> item.indexOf('\n') >= 0)) {
            return open + String.join(", ", items) + close;
        }
        var indent = " ".repeat(open.length() <= 16 ? open.length() : 2);
        return open + (indent.length() == open.length() ? "" : "\n" + indent) + (areShort(items)
            ? filled(items, indent) : below(items, indent)) + close;
    }

    /** Whether items may share lines; the remark on hidden ones may be longer. */
    private static boolean areShort(List<String> items) {
        return items.stream().filter(item -> !item.startsWith("… "))
            .allMatch(item -> item.length() <= SHORT && item.indexOf('\n') < 0);
    }

    private static String filled(List<String> items, String indent) {
        var out = new StringBuilder();
        var column = indent.length();
        for (var i = 0; i < items.size(); i++) {
            var item = i < items.size() - 1 ? items.get(i) + "," : items.get(i);
            var width = Cut.width(item) + 1;
            if (i > 0) {
                var fits = column + width <= Limits.WIDTH;
                out.append(fits ? " " : "\n" + indent);
                column = fits ? column : indent.length();
            }
            out.append(item);
            column += width;
        }
        return out.toString();
    }

    private static String below(List<String> items, String indent) {
        return String.join(",\n", items).replace("\n", "\n" + indent);
    }
}
