package org.jolab.kernel.assist;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.EscapeTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns javac's reading of a doc comment, in HTML or in Markdown (JEP 467), into HTML that needs no style sheet. */
final class DocReader {

    private static final Map<String, String> HEADINGS = Map.of("apiNote", "API note", "implSpec", "Implementation",
        "implNote", "Implementation note", "jls", "Java Language Specification", "jvms", "JVM Specification");
    private static final Pattern MARKUP =
        Pattern.compile("[ \\t]*(//|#)[ \\t]*@(highlight|replace|link|start|end)\\b[^\\n]*");
    /** Stand in Markdown for what is HTML already. */
    private static final char FIRST_PLACE = '\uE100';

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> thrown = new LinkedHashMap<>();
    private final List<Doc.Note> notes = new ArrayList<>();
    /** For each link that is open, whether it leads somewhere outside and was taken over. */
    private final Deque<Boolean> links = new ArrayDeque<>();
    private String result = "";

    private DocReader() {}

    /** The parts of {@code comment}. */
    static Doc read(DocCommentTree comment) {
        var reader = new DocReader();
        var body = reader.html(comment.getFullBody());
        comment.getBlockTags().forEach(reader::block);
        return new Doc(body, reader.parameters, reader.result, reader.thrown, reader.notes);
    }

    private void block(DocTree tag) {
        switch (tag) {
            case ParamTree parameter -> parameters.put(parameter.isTypeParameter()
                ? "<" + parameter.getName() + ">" : parameter.getName().toString(), html(parameter.getDescription()));
            case ReturnTree returned -> result = html(returned.getDescription());
            case ThrowsTree exception -> thrown.put(shortName(exception.getExceptionName()),
                html(exception.getDescription()));
            case DeprecatedTree deprecated -> notes.addFirst(new Doc.Note("Deprecated", html(deprecated.getBody())));
            case SinceTree since -> notes.add(new Doc.Note("Since", html(since.getBody())));
            case SeeTree see -> notes.add(new Doc.Note("See", reference(see.getReference())));
            case UnknownBlockTagTree other -> notes.add(new Doc.Note(
                HEADINGS.getOrDefault(other.getTagName(), other.getTagName()), html(other.getContent())));
            default -> { }
        }
    }

    private String reference(List<? extends DocTree> parts) {
        return parts.size() > 1 && parts.getFirst() instanceof ReferenceTree
            ? html(parts.subList(1, parts.size())) : html(parts);
    }

    private String html(List<? extends DocTree> trees) {
        if (trees.stream().noneMatch(RawTextTree.class::isInstance)) {
            return trees.stream().map(this::html).collect(Collectors.joining()).strip();
        }
        var markdown = new StringBuilder();
        var places = new ArrayList<String>();
        for (var tree : trees) {
            if (tree instanceof RawTextTree raw) {
                markdown.append(raw.getContent());
            } else {
                markdown.append((char) (FIRST_PLACE + places.size()));
                places.add(html(tree));
            }
        }
        var html = Markdown.toHtml(markdown.toString());
        for (var i = 0; i < places.size(); i++) {
            html = html.replace(String.valueOf((char) (FIRST_PLACE + i)), places.get(i));
        }
        return html;
    }

    private String html(DocTree tree) {
        return switch (tree) {
            case EscapeTree escape -> Html.escape(escape.getBody());
            case ErroneousTree broken -> Html.escape(broken.getBody());
            case TextTree text -> Html.escape(text.getBody());
            case EntityTree entity -> "&" + entity.getName() + ";";
            case StartElementTree start -> start(start);
            case EndElementTree end -> end(name(end.getName()));
            case LiteralTree literal -> literal.getKind() == DocTree.Kind.CODE
                ? "<code>" + Html.escape(literal.getBody().getBody()) + "</code>"
                : Html.escape(literal.getBody().getBody());
            case LinkTree link -> link(link);
            case SnippetTree snippet -> snippet(snippet);
            case ValueTree value -> value.getReference() == null ? "" : "<code>" + shortName(value.getReference())
                + "</code>";
            case InheritDocTree inherited -> Doc.INHERITED;
            case SummaryTree summary -> html(summary.getSummary());
            case IndexTree index -> html(List.of(index.getSearchTerm()));
            case SystemPropertyTree property -> "<code>" + property.getPropertyName() + "</code>";
            case ReturnTree returned -> {
                result = html(returned.getDescription());
                yield "Returns " + result + ".";
            }
            case ReferenceTree reference -> "<code>" + shortName(reference) + "</code>";
            case UnknownInlineTagTree other -> html(other.getContent());
            default -> "";
        };
    }

    private static String name(CharSequence name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private String start(StartElementTree start) {
        var name = name(start.getName());
        if (name.equals("a")) {
            var href = href(start);
            links.push(href.isPresent());
            return href.map(address -> "<a href=\"" + address + "\">").orElse("");
        }
        return Html.ALLOWED.contains(name) ? "<" + name + ">" : "";
    }

    private static Optional<String> href(StartElementTree start) {
        return start.getAttributes().stream()
            .filter(AttributeTree.class::isInstance).map(AttributeTree.class::cast)
            .filter(attribute -> name(attribute.getName()).equals("href") && attribute.getValue() != null)
            .map(attribute -> attribute.getValue().stream().map(DocTree::toString).collect(Collectors.joining()))
            .filter(value -> value.matches("https?://[^\"<>]*"))
            .findFirst();
    }

    private String end(String name) {
        if (name.equals("a")) {
            return !links.isEmpty() && links.pop() ? "</a>" : "";
        }
        return Html.ALLOWED.contains(name) ? "</" + name + ">" : "";
    }

    private String link(LinkTree link) {
        var label = link.getLabel().isEmpty() ? Html.escape(shortName(link.getReference())) : html(link.getLabel());
        return link.getKind() == DocTree.Kind.LINK ? "<code>" + label + "</code>" : label;
    }

    private static String snippet(SnippetTree snippet) {
        return snippet.getBody() == null ? "" : "<pre>"
            + Html.escape(MARKUP.matcher(snippet.getBody().getBody()).replaceAll("").stripIndent().strip()) + "</pre>";
    }

    /** {@code List.size()} for {@code java.util.List#size()}. */
    private static String shortName(DocTree reference) {
        if (reference == null) {
            return "";
        }
        var text = reference.toString();
        var bracket = text.indexOf('(');
        var name = bracket < 0 ? text : text.substring(0, bracket);
        var arguments = bracket < 0 ? "" : text.substring(bracket);
        return (Words.simple(name.startsWith("#") ? name.substring(1) : name.replace('#', '.'))
            + Words.simple(arguments)).strip();
    }
}
