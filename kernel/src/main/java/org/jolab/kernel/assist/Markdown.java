package org.jolab.kernel.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Markdown of doc comments as HTML: paragraphs, headings, lists, code, tables, quotes, emphasis and links. */
final class Markdown {

    private static final Pattern FENCE = Pattern.compile("^\\s*(```+|~~~+).*");
    private static final Pattern ITEM = Pattern.compile("^(\\s*)([-*+]|\\d{1,9}[.)])\\s+(.*)$");
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}(#{1,6})\\s+(.*?)\\s*#*$");
    private static final Pattern RULE = Pattern.compile("^\\s{0,3}([-*_])(\\s*\\1){2,}\\s*$");
    private static final Pattern TABLE_RULE = Pattern.compile("^\\s*\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)+\\|?\\s*$");
    private static final Pattern CODE = Pattern.compile("(`+)(.+?)(?<!`)\\1(?!`)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\((https?://[^)\\s\"]+)[^)]*\\)");
    private static final Pattern STRONG = Pattern.compile("(\\*\\*|__)(?=\\S)(.+?)(?<=\\S)\\1");
    private static final Pattern EMPHASIS = Pattern.compile(
        "(?<![\\w*])\\*(?=\\S)([^*]+?)(?<=\\S)\\*(?![\\w*])|(?<!\\w)_(?=\\S)([^_]+?)(?<=\\S)_(?!\\w)");
    private static final Pattern TAG = Pattern.compile("&lt;(/?[a-zA-Z][a-zA-Z0-9]*)\\s*/?&gt;");

    private final List<String> lines;
    private final StringBuilder html = new StringBuilder();
    private int at;

    private Markdown(List<String> lines) {
        this.lines = lines;
    }

    /** {@code markdown} as HTML; a text of one paragraph without its tags. */
    static String toHtml(String markdown) {
        var html = blocks(markdown.lines().toList());
        return html.startsWith("<p>") && html.indexOf("<p>", 3) < 0 && html.endsWith("</p>")
            ? html.substring(3, html.length() - 4) : html;
    }

    private static String blocks(List<String> lines) {
        var writer = new Markdown(lines);
        while (writer.at < lines.size()) {
            writer.block();
        }
        return writer.html.toString();
    }

    private void block() {
        var line = lines.get(at);
        var heading = HEADING.matcher(line);
        if (line.isBlank()) {
            at++;
        } else if (FENCE.matcher(line).matches()) {
            fenced(line.strip().substring(0, 3), line.length() - line.stripLeading().length());
        } else if (heading.matches()) {
            at++;
            var level = Math.min(6, heading.group(1).length() + 2);
            html.append("<h" + level + ">").append(inline(heading.group(2))).append("</h" + level + ">");
        } else if (RULE.matcher(line).matches()) {
            at++;
            html.append("<hr>");
        } else if (ITEM.matcher(line).matches()) {
            list();
        } else if (line.stripLeading().startsWith(">")) {
            var quoted = take(text -> text.stripLeading().startsWith(">"));
            html.append("<blockquote>").append(blocks(quoted.stream()
                .map(text -> text.stripLeading().substring(1).stripLeading()).toList())).append("</blockquote>");
        } else if (at + 1 < lines.size() && line.contains("|") && TABLE_RULE.matcher(lines.get(at + 1)).matches()) {
            table();
        } else if (line.startsWith("    ")) {
            html.append("<pre>").append(Html.escape(String.join("\n", take(text -> text.startsWith("    "))
                .stream().map(text -> text.substring(4)).toList()))).append("</pre>");
        } else {
            paragraph();
        }
    }

    private List<String> take(Predicate<String> wanted) {
        var taken = new ArrayList<String>();
        while (at < lines.size() && wanted.test(lines.get(at))) {
            taken.add(lines.get(at++));
        }
        return taken;
    }

    private void fenced(String fence, int indent) {
        at++;
        var code = take(text -> !text.strip().startsWith(fence));
        at++;
        html.append("<pre>").append(Html.escape(code.stream()
            .map(text -> text.substring(Math.min(indent, text.length() - text.stripLeading().length())))
            .collect(Collectors.joining("\n")))).append("</pre>");
    }

    private void paragraph() {
        var text = new ArrayList<String>();
        do {
            text.add(lines.get(at++).strip());
        } while (at < lines.size() && !lines.get(at).isBlank() && !startsBlock(lines.get(at)));
        html.append("<p>").append(inline(String.join("\n", text))).append("</p>");
    }

    private static boolean startsBlock(String line) {
        return FENCE.matcher(line).matches() || ITEM.matcher(line).matches() || HEADING.matcher(line).matches()
            || line.stripLeading().startsWith(">");
    }

    private void list() {
        var first = ITEM.matcher(lines.get(at));
        first.matches();
        var ordered = Character.isDigit(first.group(2).charAt(0));
        var indent = first.group(1).length();
        html.append(ordered ? "<ol>" : "<ul>");
        while (at < lines.size()) {
            var item = ITEM.matcher(lines.get(at));
            if (!item.matches() || item.group(1).length() < indent
                    || Character.isDigit(item.group(2).charAt(0)) != ordered) {
                break;
            }
            var inner = item.start(3);
            var content = new ArrayList<String>();
            content.add(item.group(3));
            at++;
            content.addAll(take(text -> text.isBlank() || leading(text) > indent && leading(text) >= inner
                || !text.isBlank() && leading(text) > indent && !ITEM.matcher(text).matches()).stream()
                .map(text -> text.substring(Math.min(inner, leading(text)))).toList());
            html.append("<li>").append(toHtml(String.join("\n", content))).append("</li>");
        }
        html.append(ordered ? "</ol>" : "</ul>");
    }

    private static int leading(String text) {
        return text.length() - text.stripLeading().length();
    }

    private void table() {
        html.append("<table>");
        row(lines.get(at), "th");
        at += 2;
        take(text -> text.contains("|")).forEach(text -> row(text, "td"));
        html.append("</table>");
    }

    private void row(String line, String cell) {
        var inner = line.strip().replaceAll("^\\||\\|$", "");
        html.append("<tr>");
        for (var text : inner.split("(?<!\\\\)\\|")) {
            html.append("<" + cell + ">").append(inline(text.strip())).append("</" + cell + ">");
        }
        html.append("</tr>");
    }

    /** Emphasis, code and links within a block. */
    private static String inline(String text) {
        var result = new StringBuilder();
        var code = CODE.matcher(text);
        var from = 0;
        while (code.find()) {
            result.append(plain(text.substring(from, code.start()))).append("<code>")
                .append(Html.escape(code.group(2).strip())).append("</code>");
            from = code.end();
        }
        return result.append(plain(text.substring(from))).toString();
    }

    private static String plain(String text) {
        var html = Html.escape(text);
        html = LINK.matcher(html).replaceAll("<a href=\"$2\">$1</a>");
        html = STRONG.matcher(html).replaceAll("<b>$2</b>");
        html = EMPHASIS.matcher(html).replaceAll(found ->
            "<i>" + Matcher.quoteReplacement(found.group(1) == null ? found.group(2)
                : found.group(1)) + "</i>");
        html = TAG.matcher(html).replaceAll(found -> Html.ALLOWED.contains(found.group(1).replace("/", ""))
            ? "<" + found.group(1) + ">" : found.group().replace("$", "\\$"));
        return html.replaceAll("\\\\([\\p{Punct}])", "$1").replace("&amp;lt;", "&lt;").replace("&amp;gt;", "&gt;");
    }
}
