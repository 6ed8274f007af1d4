package org.jolab.kernel.assist;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a page of javadoc's tells, for libraries that come without sources. */
final class JavadocPage {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>");
    private static final Pattern BLOCK = Pattern.compile("<div class=\"block\">");
    private static final Pattern NOTES = Pattern.compile("<dl(?: class=\"notes\")?>");
    private static final Pattern DESCRIPTION = Pattern.compile(
        "<section class=\"(?:class-)?description\"|<div class=\"description\">|<section class=\"summary\"");

    private JavadocPage() {}

    /** The description of {@code declaration}, as javadoc has written it since JDK 8, without its links. */
    static Optional<Documented> find(String page, Declaration declaration) {
        var start = declaration.isType() ? type(page) : member(page, declaration);
        if (start < 0) {
            return Optional.empty();
        }
        var end = nextMember(page, start, declaration.isType());
        var part = page.substring(start, end);
        var text = block(part, BLOCK, "div") + block(part, NOTES, "dl");
        return text.isEmpty() ? Optional.empty()
            : Optional.of(new Documented(new Doc(clean(text), Map.of(), "", Map.of(), List.of()), List.of(), ""));
    }

    private static int type(String page) {
        var matcher = DESCRIPTION.matcher(page);
        return matcher.find() ? matcher.start() : -1;
    }

    private static int member(String page, Declaration declaration) {
        var name = declaration.name().equals("<init>") ? "(?:&lt;init&gt;|" + declaration.types().getLast() + ")"
            : Pattern.quote(declaration.name());
        var parameters = declaration.parameters();
        var rest = parameters == null ? "\""
            : "[(-]" + String.join("(?:,|-|, )", parameters.stream().map(JavadocPage::parameter).toList()) + "[)-]\"";
        var matcher = Pattern.compile("(?:id|name)=\"" + name + rest).matcher(page);
        return matcher.find() ? matcher.end() : -1;
    }

    /** A type as one of javadoc's versions writes it: qualified or not, an array as brackets, dots or letters. */
    private static String parameter(String type) {
        return "[\\w.$]*?" + Pattern.quote(type).replace("[]", "\\E(?:\\[\\]|:A|\\.\\.\\.)\\Q");
    }

    private static int nextMember(String page, int start, boolean isType) {
        var next = Pattern.compile(isType ? "<section class=\"summary\"|class=\"summary\"|<h3>[\\w ]*Summary"
            : "<section class=\"detail\"|</section>|<a (?:id|name)=\"[\\w<>&;]+[(-]").matcher(page);
        // A method may have two anchors, both before its heading.
        var heading = page.indexOf("<h", start);
        return next.find(Math.max(start + 1, heading)) ? next.start() : page.length();
    }

    /** The first element that {@code start} opens, to its end. */
    private static String block(String part, Pattern start, String name) {
        var opening = start.matcher(part);
        if (!opening.find()) {
            return "";
        }
        var depth = 0;
        var tags = TAG.matcher(part);
        tags.region(opening.start(), part.length());
        while (tags.find()) {
            if (tags.group(2).equals(name)) {
                depth += tags.group(1).isEmpty() ? 1 : -1;
                if (depth == 0) {
                    return part.substring(opening.start(), tags.end());
                }
            }
        }
        return part.substring(opening.start());
    }

    private static String clean(String html) {
        return TAG.matcher(html).replaceAll(tag -> tag.group(2).equals("div") ? "<" + tag.group(1) + "p>"
            : Html.ALLOWED.contains(tag.group(2)) ? "<" + tag.group(1) + tag.group(2) + ">" : "");
    }
}
