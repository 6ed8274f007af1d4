package org.jolab.kernel.assist;

import java.util.List;
import org.jolab.api.MimeBundle;

/** What is known of a name, laid out for a tooltip: the declaration, what is said about it, its source. */
final class Sheet {

    private static final int LONGEST_SOURCE = 20_000;

    private final StringBuilder html = new StringBuilder();

    /** A sheet that starts with {@code headers}, declarations of one line each, and {@code place}, perhaps empty. */
    Sheet(List<String> headers, String place) {
        html.append("<pre>").append(Html.escape(String.join("\n", headers))).append("</pre>");
        if (!place.isEmpty()) {
            html.append("<p>in ").append(place.indexOf(' ') < 0 ? "<code>" + Html.escape(place) + "</code>" : place)
                .append("</p>");
        }
    }

    /** Adds what a variable holds. */
    void value(String text) {
        html.append("<p>now <code>").append(Html.escape(text)).append("</code></p>");
    }

    /** Adds a doc comment and, if {@code withSource}, the source. */
    void documented(Documented documented, boolean withSource) {
        if (!documented.doc().isEmpty()) {
            var doc = documented.doc().html();
            html.append(doc.startsWith("<p>") ? "" : "<p>").append(doc);
        }
        if (withSource && !documented.source().isEmpty()) {
            var source = documented.source();
            html.append("<p><b>Source</b></p><pre>").append(Html.escape(source.length() <= LONGEST_SOURCE ? source
                : source.substring(0, LONGEST_SOURCE) + "\n…")).append("</pre>");
        }
    }

    MimeBundle bundle() {
        return MimeBundle.text(Html.toText(html.toString())).with("text/html", html.toString());
    }
}
