package org.jolab.kernel.display;

/** Pieces of HTML that look right in light and dark pages: no colour is fixed, all are the page's. */
final class Html {

    private Html() {}

    /** Text as the content of an element or the value of an attribute. */
    static String escaped(CharSequence text) {
        var out = new StringBuilder(text.length() + 16);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(c);
                default -> out.append(Cut.isInvisible(c) || isLoneSurrogate(text, i) ? '\ufffd' : c);
            }
        }
        return out.toString();
    }

    private static boolean isLoneSurrogate(CharSequence text, int at) {
        var c = text.charAt(at);
        return Character.isHighSurrogate(c)
            && (at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1)))
            || Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /** Text whose direction is its own and does not disturb what stands beside it. */
    static String isolated(String text) {
        return text.codePoints().allMatch(point -> point < 0x590) ? escaped(text) : "<bdi>" + escaped(text) + "</bdi>";
    }

    /** Text with its line ends and spaces. */
    static String preformatted(CharSequence text) {
        return "<pre dir=\"ltr\" style=\"margin:0;white-space:pre-wrap;overflow-wrap:anywhere\">"
            + escaped(text) + "</pre>";
    }

    /** A few words below something. */
    static String caption(String text) {
        return text.isEmpty() ? ""
            : "<div style=\"opacity:.7;font-size:.85em;padding:.2em 0\">" + escaped(text) + "</div>";
    }

    /** A link where the address is one that a page may be sent to, else the text alone. */
    static String link(String address) {
        var text = escaped(Cut.line(2000, address));
        return address.length() <= 2000 && address.matches("(?i)(https?|ftp|mailto):.*")
            ? "<a href=\"" + text + "\" target=\"_blank\" rel=\"noopener\" style=\"color:var(--jp-content-link-color, "
                + "inherit)\">" + text + "</a>"
            : preformatted(address);
    }
}
