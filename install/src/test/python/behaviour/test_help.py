"""Completion, inspection and the question whether a cell is complete: also while a cell runs."""

import time

import pytest


def complete(kernel, code, cursor=None, timeout=10):
    return kernel.request("complete_request", {"code": code, "cursor_pos": len(code) if cursor is None else cursor},
                          timeout=timeout).reply


def inspect(kernel, code, cursor=None, detail=0):
    return kernel.request("inspect_request", {
        "code": code, "cursor_pos": len(code) if cursor is None else cursor, "detail_level": detail}, timeout=20).reply


def test_members_are_completed_with_types_that_match_one_to_one(kernel):
    reply = complete(kernel, '"abc".sub')
    assert "substring(" in reply["matches"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (6, 9)
    typed = reply["metadata"]["_jupyter_types_experimental"]
    assert [t["text"] for t in typed] == reply["matches"]
    substring = typed[reply["matches"].index("substring(")]
    assert substring["type"] in ("function", "method")
    assert "int" in substring["signature"]
    assert (substring["start"], substring["end"]) == (6, 9)


def test_names_of_the_notebook_are_completed(kernel):
    kernel.run("int fortyTwo = 42; void fortyThree() { } class FortyFour { }").ok()
    assert "fortyTwo" in complete(kernel, "fortyT")["matches"]
    assert any(m.startswith("fortyThree(") for m in complete(kernel, "fortyTh")["matches"])
    assert "FortyFour" in complete(kernel, "new FortyF")["matches"] or \
        any(m.startswith("FortyFour") for m in complete(kernel, "new FortyF")["matches"])


def test_classes_that_are_not_yet_imported_are_offered(kernel):
    matches = complete(kernel, "ConcurrentHashM")["matches"]
    assert any("ConcurrentHashMap" in m for m in matches)


def test_cursors_count_code_points(kernel):
    code = 'String s = "\U0001f600\U0001f600"; "abc".sub'
    reply = complete(kernel, code)
    assert "substring(" in reply["matches"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (len(code) - 3, len(code))
    # A front end that counts UTF-16 sends more than there is.
    assert complete(kernel, code, len(code) + 2)["status"] == "ok"


@pytest.mark.parametrize("cursor", [-1, 0, 5, 10_000])
def test_no_cursor_is_too_strange(kernel, cursor):
    for code in ("", "foo.", '"unfinished', "class {", "\U0001f600", "int x = (1 +"):
        assert complete(kernel, code, cursor)["status"] == "ok"
        assert inspect(kernel, code, cursor)["status"] == "ok"


def test_inspection_has_signature_and_javadoc(kernel):
    reply = inspect(kernel, "String.valueOf(")
    assert reply["found"]
    assert "valueOf" in reply["data"]["text/plain"]
    assert "char[]" in reply["data"]["text/plain"]
    reply = inspect(kernel, "Math.max", 7)
    assert reply["found"] and "max" in reply["data"]["text/plain"]


def test_inspection_knows_what_the_notebook_declared(kernel):
    kernel.run("/** Doubles. */ int twice(int n) { return 2 * n; }\nList<String> words = List.of();").ok()
    assert "twice(int" in inspect(kernel, "twice")["data"]["text/plain"]
    assert "List<String>" in inspect(kernel, "words")["data"]["text/plain"]
    assert not inspect(kernel, "noSuchNameAnywhere")["found"]


@pytest.fixture
def busy(kernel):
    """A kernel in which a cell runs."""
    kernel.run("int known = 42;").ok()
    id = kernel.submit('System.out.println("go"); while (true) { Thread.sleep(10); }')
    kernel.output(id, "go")
    yield kernel
    kernel.interrupt()
    kernel.wait(id)


def test_help_is_given_while_a_cell_runs(busy):
    start = time.monotonic()
    assert "known" in complete(busy, "kno")["matches"]
    assert "substring(" in complete(busy, '"abc".sub')["matches"]
    assert inspect(busy, "String.valueOf(")["found"]
    assert busy.request("is_complete_request", {"code": "void f() {"}).reply["status"] == "incomplete"
    assert busy.request("kernel_info_request", channel="control").reply["status"] == "ok"
    # Generous: a console gives up after a second for each of them.
    assert time.monotonic() - start < 8


def test_is_complete_is_answered_within_the_second_that_consoles_wait_while_a_cell_runs(busy):
    times = []
    for _ in range(5):
        start = time.monotonic()
        busy.request("is_complete_request", {"code": "int x ="})
        times.append(time.monotonic() - start)
    assert sorted(times)[2] < 1


@pytest.mark.parametrize(("code", "status"), [
    ("", "complete"), ("1 +", "incomplete"), ("for (;;)", "incomplete"), ("if (true) {}", "complete"),
    ("class A {\n  void f() {\n", "incomplete"), ("foo(", "incomplete"), ('"abc', "invalid"), ("}", "invalid"),
    ("int x = 1", "complete"), ("switch (1) {", "incomplete"), ("/** doc", "incomplete"),
])
def test_completeness(kernel, code, status):
    reply = kernel.request("is_complete_request", {"code": code}).reply
    assert reply["status"] == status
    assert ("indent" in reply) == (status == "incomplete")
