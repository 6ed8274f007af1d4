package org.jolab.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DocTextTest {

    @Test
    void markdownOfEveryKindBecomesHtml() {
        assertEquals("one <i>two</i> <b>three</b> <code>4 &lt; 5</code>",
            Markdown.toHtml("one *two* **three** `4 < 5`"));
        assertEquals("<p>a\nb</p><p>c</p>", Markdown.toHtml("a\nb\n\nc"));
        assertEquals("<h3>Title</h3><p>text</p>", Markdown.toHtml("# Title\ntext"));
        assertEquals("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            Markdown.toHtml("- a\n  - b\n- c").replace("<p>", "").replace("</p>", ""));
        assertEquals("<ol><li>a</li><li>b</li></ol>", Markdown.toHtml("1. a\n2. b"));
        assertEquals("<pre>int x = 1 &lt; 2;\n  y</pre>", Markdown.toHtml("```java\nint x = 1 < 2;\n  y\n```"));
        assertEquals("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            Markdown.toHtml("| a | b |\n|---|---|\n| 1 | 2 |"));
        assertEquals("<blockquote><p>said</p></blockquote>", Markdown.toHtml("> said"));
        assertEquals("see <a href=\"https://x.org/y\">there</a>", Markdown.toHtml("see [there](https://x.org/y)"));
        assertEquals("snake_case_name and 2 * 3 * 4", Markdown.toHtml("snake_case_name and 2 * 3 * 4"));
        assertEquals("", Markdown.toHtml(""));
    }

    @Test
    void markdownKeepsHarmlessElementsAndNoOthers() {
        assertEquals("<b>x</b> &lt;script&gt;y&lt;/script&gt;", Markdown.toHtml("<b>x</b> <script>y</script>"));
        assertTrue(Markdown.toHtml("<img src=x onerror=alert(1)>").startsWith("&lt;img"));
    }

    @Test
    void htmlBecomesTextWithParagraphsListsAndCode() {
        assertEquals("one two\n\nthree", Html.toText("<p>one\n  two<p>three"));
        assertEquals("a\n\n- b\n- c\n\nd", Html.toText("a<ul><li>b<li>c</ul>d"));
        assertEquals("x < y & z – “q” A", Html.toText("x &lt; y &amp; z &ndash; &ldquo;q&rdquo; &#65;"));
        assertEquals("a\n\nint  x;\n  y", Html.toText("a<pre>int  x;\n  y</pre>"));
        assertEquals("Returns\n    a thing", Html.toText("<dl><dt>Returns</dt><dd>a thing</dd></dl>"));
        assertEquals("a  b", Html.toText("<table><tr><td>a</td><td>b</td></tr></table>").replaceAll(" +", "  "));
        assertEquals("", Html.toText(""));
        assertEquals("&nonsense; a < b", Html.toText("&nonsense; a < b"));
    }

    @Test
    void longTextIsBroken() {
        var text = Html.toText("word ".repeat(100));
        assertTrue(text.lines().allMatch(line -> line.length() <= 96), text);
        assertEquals(100, text.split("\\s+").length);
    }

    @Test
    void typesAreWrittenByTheirSimpleNames() {
        assertEquals("Map<String, List<Entry>>",
            Words.simple("java.util.Map<java.lang.String,java.util.List<REPL.$JShell$12.Entry>>"));
        assertEquals("Map.Entry<K, V>[]", Words.simple("java.util.Map.Entry<K,V>[]"));
        assertEquals("? super T", Words.simple("capture#1 of ? super T"));
    }
}
