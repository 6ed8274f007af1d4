package org.jolab.magics.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jolab.api.MimeBundle;

/** Names and what they stand for, as a table for the browser and as lines for all others. Used by one thread. */
final class Facts {

    private final Map<String, String> facts = new LinkedHashMap<>();

    /** Adds a line, unless there is nothing to say; several lines of a value stay lines. */
    Facts with(String name, String value) {
        if (value != null && !value.isEmpty()) {
            facts.put(name, value);
        }
        return this;
    }

    /** The table. */
    MimeBundle toMimeBundle() {
        return MimeBundle.text(text()).with("text/html", html());
    }

    /** The facts as aligned lines. */
    String text() {
        var width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        var text = new StringBuilder();
        facts.forEach((name, value) -> {
            var isFirst = true;
            for (var line : value.split("\n", -1)) {
                text.append(text.isEmpty() ? "" : "\n").append(isFirst ? name : " ".repeat(name.length()))
                    .repeat(' ', width - name.length() + 2).append(line);
                isFirst = false;
            }
        });
        return text.toString();
    }

    private String html() {
        var html = new StringBuilder("<table dir=\"ltr\">");
        facts.forEach((name, value) -> html.append("<tr><th style=\"text-align:left;vertical-align:top\">")
            .append(escaped(name)).append("</th><td style=\"text-align:left;white-space:pre-wrap;")
            .append("overflow-wrap:anywhere\">").append(escaped(value)).append("</td></tr>"));
        return html.append("</table>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
