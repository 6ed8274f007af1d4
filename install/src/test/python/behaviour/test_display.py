"""Values as people see them: the MIME types, what they hold, and what they never show."""

import base64
import json
import re
from html.parser import HTMLParser

import pytest

MIME = re.compile(r"[\w\-+.]+/[\w\-+.]+")

VALUES = {
    "an int": ("42", "42"),
    "a long": ("42L", "42"),
    "a double": ("0.1 + 0.2", "0.30000000000000004"),
    "a char": ("'x'", None),
    "a boolean": ("1 < 2", "true"),
    "a string": ('"a\\nb <b>&"', None),
    "an array": ("new int[] {1, 2, 3}", None),
    "an array of arrays": ("new double[][] {{1, 2}, {3, 4}}", None),
    "an array of strings": ('new String[] {"a", null}', None),
    "a list": ("List.of(1, 2, 3)", "[1, 2, 3]"),
    "an empty list": ("List.of()", "[]"),
    "a set": ("new TreeSet<>(List.of(2, 1))", "[1, 2]"),
    "a map": ("new TreeMap<>(Map.of(\"a\", 1, \"b\", 2))", None),
    "an optional": ("Optional.of(42)", None),
    "an empty optional": ("Optional.empty()", None),
    "a list of records": ("record P(int x, String name) {}\nList.of(new P(1, \"<one>\"), new P(2, \"two\"))", None),
    "a record": ("record P(int x, String name) {}\nnew P(1, \"one\")", None),
    "a path": ("Path.of(\"some\", \"file.txt\")", None),
    "a url": ('java.net.URI.create("https://example.org/a?b=c&d").toURL()', None),
    "an exception": ('new IllegalStateException("kept as a value")', None),
    "an image": ("new java.awt.image.BufferedImage(8, 4, java.awt.image.BufferedImage.TYPE_INT_RGB)", None),
    "a class": ("String.class", None),
    "a lambda": ("(Runnable) () -> { }", None),
    "a date": ("java.time.LocalDate.of(2026, 1, 2)", "2026-01-02"),
    "a thread": ("Thread.currentThread()", None),
    "a stream": ("Stream.of(1, 2, 3)", None),
    "an enum": ("Thread.State.NEW", "NEW"),
}


class Checked(HTMLParser):
    """Fails on text that was markup in the value."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def check(data):
    assert "text/plain" in data
    for mime, value in data.items():
        assert MIME.fullmatch(mime), mime
        if mime == "application/json" or mime.endswith("+json"):
            assert not isinstance(value, str)
            json.dumps(value, allow_nan=False)
        else:
            assert isinstance(value, str), mime
        if mime.startswith("image/") and not mime.endswith("+xml"):
            assert "\n" not in value
            base64.b64decode(value, validate=True)


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_shown(kernel, name):
    code, text = VALUES[name]
    cell = kernel.run(code).ok()
    check(cell.data)
    if text is not None:
        assert cell.text == text
    # Neither the address of an array nor the kernel's own names.
    assert not re.search(r"\[[\[IJDZBCSFL][\w.;]*@[0-9a-f]+", cell.text)
    assert "REPL." not in cell.text and "Cell$" not in cell.text


def test_arrays_show_their_elements(kernel):
    text = kernel.run("new int[][] {{1, 2, 3}, {4, 5, 6}}").ok().text
    assert all(str(n) in text for n in range(1, 7))
    assert "2" in text and "3" in text


def test_long_values_are_cut_with_a_count(kernel):
    for code in ("new int[1_000_000]", "IntStream.range(0, 1_000_000).boxed().toList()",
                 "IntStream.range(0, 1_000_000).boxed().collect(Collectors.toMap(i -> i, i -> i))"):
        data = kernel.run(code).ok().data
        assert all(len(v) < 200_000 for v in data.values() if isinstance(v, str)), code
        assert re.search(r"1,000,000|9\d\d,\d\d\d more", data["text/plain"]), (code, data["text/plain"][-200:])


def test_deep_and_endless_values_end(kernel):
    assert kernel.run("var self = new ArrayList<Object>(); self.add(self); self").ok().text
    assert kernel.run("Object deep = 1;\nfor (int i = 0; i < 10_000; i++) deep = List.of(deep);\ndeep").status in (
        "ok", "error")
    assert kernel.run("40 + 2").ok().text == "42"


def test_a_stream_is_not_consumed(kernel):
    kernel.run("var stream = Stream.of(1, 2, 3);\nstream").ok()
    assert kernel.run("stream.count()").ok().text == "3"


def test_html_is_escaped(kernel):
    for code in ('"<script>alert(1)</script>"', 'List.of("<script>alert(1)</script>")',
                 'Map.of("<script>k", "<script>alert(1)</script>")',
                 'record R(String s) {}\nnew R("<script>alert(1)</script>")',
                 'record R(String s) {}\nList.of(new R("<script>alert(1)</script>"))'):
        data = kernel.run(code).ok().data
        if "text/html" in data:
            parsed = Checked(data["text/html"])
            assert "script" not in parsed.tags, code
            assert "<script>" in parsed.text, code


def test_records_in_a_list_are_a_table(kernel):
    html = kernel.run('record City(String name, int people) {}\n'
                      'List.of(new City("Ulm", 126000), new City("Bonn", 330000))').ok().data["text/html"]
    parsed = Checked(html)
    assert parsed.tags.count("tr") == 3
    assert all(word in parsed.text for word in ("name", "people", "Ulm", "Bonn"))


def test_an_image_is_a_png_of_its_size(kernel):
    data = kernel.run("new java.awt.image.BufferedImage(8, 4, java.awt.image.BufferedImage.TYPE_INT_ARGB)").ok().data
    png = base64.b64decode(data["image/png"])
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (8, 4)


def test_a_value_whose_text_fails_is_no_error_of_the_kernel(kernel):
    cell = kernel.run('class Bad { public String toString() { throw new IllegalStateException("no text"); } }\nnew Bad()')
    assert "no text" in (cell.error["evalue"] if cell.status == "error" else json.dumps(cell.data) + cell.stderr)
    assert kernel.run("40 + 2").ok().text == "42"


def test_a_value_whose_text_never_ends_can_be_interrupted(kernel):
    id = kernel.submit('class Endless { public String toString() { while (true) { } } }\n'
                       'System.out.println("go");\nnew Endless()')
    kernel.output(id, "go")
    kernel.quiet(0.3)
    kernel.interrupt()
    assert kernel.wait(id, 10).status == "error"
    assert kernel.run("40 + 2").ok().text == "42"


def test_null_and_void_show_nothing_or_null(kernel):
    assert kernel.run("System.out.print(\"\")").ok().data is None
    assert kernel.run("int quiet = 3;").ok().data is None
    assert kernel.run("40 + 2;").ok().data is None
    data = kernel.run("(Object) null").ok().data
    assert data is None or data["text/plain"] == "null"


def test_displays_have_their_types(kernel):
    for call, mime in (('html("<b>x</b>")', "text/html"), ('markdown("*x*")', "text/markdown"),
                       ('latex("$x$")', "text/latex"), ('json(Map.of("a", List.of(1, 2)))', "application/json"),
                       ("svg(\"<svg xmlns='http://www.w3.org/2000/svg'/>\")", "image/svg+xml")):
        cell = kernel.run(f"Notebook.{call};").ok()
        assert len(cell.displays) == 1
        check(cell.displays[0])
        assert mime in cell.displays[0]
    assert kernel.run('Notebook.json(Map.of("a", List.of(1, 2)));').displays[0]["application/json"] == {"a": [1, 2]}


def test_a_display_id_is_a_text_or_not_there(kernel):
    """Tools have stumbled over an id of null."""
    message = kernel.run('Notebook.display("x");').of("display_data")[0]
    assert isinstance(message.content.get("transient", {}).get("display_id", ""), str)
    result = kernel.run("40 + 2").of("execute_result")[0]
    assert isinstance(result.content.get("transient", {}).get("display_id", ""), str)


def test_a_renderer_of_the_user_is_used(kernel):
    cell = kernel.run('record Temperature(double c) {}\n'
                      'Notebook.register(Temperature.class, t -> MimeBundle.text(t.c() + " °C"));\n'
                      'new Temperature(20)').ok()
    assert cell.text == "20.0 °C"


def test_a_displayable_shows_itself(kernel):
    cell = kernel.run('class Card implements Displayable { public MimeBundle toMimeBundle() {\n'
                      '    return MimeBundle.text("a card").with("text/html", "<i>a card</i>"); } }\nnew Card()').ok()
    assert cell.data == {"text/plain": "a card", "text/html": "<i>a card</i>"}


def test_progress_reaches_its_end_with_few_updates(kernel):
    cell = kernel.run("int n = 0;\nfor (var i : Notebook.progress(IntStream.range(0, 2000).boxed().toList())) "
                      "{ n += i; Thread.sleep(1); }\nn").ok()
    assert cell.text == str(sum(range(2000)))
    updates = cell.of("display_data", "update_display_data")
    assert updates
    seconds = cell.messages[-1].at - cell.messages[0].at
    assert len(updates) <= 12 * seconds + 5
    assert "2,000/2,000" in updates[-1].content["data"]["text/plain"]
