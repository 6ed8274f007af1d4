package org.jolab.kernel.assist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A doc comment, its parts as HTML.
 *
 * @param body the description
 * @param parameters what is said of each parameter; type parameters by their names in angle brackets
 * @param result what is returned; empty if nothing is said
 * @param thrown what is said of each exception
 * @param notes the other parts, with their headings
 */
record Doc(String body, Map<String, String> parameters, String result, Map<String, String> thrown, List<Note> notes) {

    /** A part under a heading of its own. */
    record Note(String heading, String text) {}

    /** Stands where the text of the method that is overridden belongs. */
    static final String INHERITED = "\uE0FF";

    /** A comment that says nothing. */
    static final Doc EMPTY = new Doc("", Map.of(), "", Map.of(), List.of());

    boolean isEmpty() {
        return equals(EMPTY);
    }

    /** Whether nothing has to be taken from the method that this one overrides. */
    boolean isComplete() {
        return !body.isEmpty() && !toString().contains(INHERITED);
    }

    /** This comment, completed by what is said of the method that is overridden. */
    Doc or(Doc inherited) {
        return new Doc(or(body, inherited.body), or(parameters, inherited.parameters), or(result, inherited.result),
            or(thrown, inherited.thrown), notes.isEmpty() && body.isEmpty() ? inherited.notes : notes.stream()
                .map(note -> new Note(note.heading(), note.text().replace(INHERITED, ""))).toList());
    }

    private static String or(String own, String inherited) {
        return own.isEmpty() ? inherited : own.replace(INHERITED, inherited);
    }

    private static Map<String, String> or(Map<String, String> own, Map<String, String> inherited) {
        var all = new LinkedHashMap<String, String>();
        own.forEach((name, text) -> all.put(name, text.replace(INHERITED, inherited.getOrDefault(name, ""))));
        inherited.forEach(all::putIfAbsent);
        return all;
    }

    /** This comment without marks of what could not be found. */
    Doc settled() {
        return or(EMPTY);
    }

    /** The comment as HTML. */
    String html() {
        var html = new StringBuilder(body);
        var lists = new ArrayList<Map.Entry<String, Map<String, String>>>();
        lists.add(Map.entry("Parameters", parameters));
        lists.add(Map.entry("Returns", result.isEmpty() ? Map.of() : Map.of("", result)));
        lists.add(Map.entry("Throws", thrown));
        html.append("<dl>");
        for (var list : lists) {
            if (!list.getValue().isEmpty()) {
                html.append("<dt><b>").append(list.getKey()).append("</b></dt>");
                list.getValue().forEach((name, text) -> html.append("<dd>")
                    .append(name.isEmpty() ? "" : "<code>" + Html.escape(name) + "</code> – ").append(text)
                    .append("</dd>"));
            }
        }
        var heading = "";
        for (var note : notes) {
            html.append(note.heading().equals(heading) ? "" : "<dt><b>" + note.heading() + "</b></dt>")
                .append("<dd>").append(note.text()).append("</dd>");
            heading = note.heading();
        }
        return html.append("</dl>").toString().replace("<dl></dl>", "");
    }
}
