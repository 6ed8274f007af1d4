"""Messages that are large, strange or rare."""

import datetime
import re

import pytest


def test_kernel_info_says_what_clients_read(kernel):
    info = kernel.request("kernel_info_request").reply
    assert info["protocol_version"].startswith("5.")
    assert info["implementation"] == "jolab"
    language = info["language_info"]
    assert (language["name"], language["file_extension"], language["mimetype"]) == ("java", ".java", "text/x-java")
    assert language["version"].startswith("25")
    assert (language["pygments_lexer"], language["codemirror_mode"]) == ("java", "java")
    assert info["banner"] and all(set(link) == {"text", "url"} for link in info["help_links"])
    assert "kernel subshells" in info["supported_features"]


def test_headers_are_what_clients_check(kernel):
    cell = kernel.run("40 + 2").ok()
    ids = set()
    for message in cell.messages:
        header = message.raw["header"]
        assert all(isinstance(header[k], str) for k in ("msg_id", "session", "username", "msg_type", "version"))
        # The client turns what it knows for a date into one; what stays text has too many digits.
        assert isinstance(header["date"], datetime.datetime), header["date"]
        assert header["date"].tzinfo is not None
        ids.add(header["msg_id"])
    assert len(ids) == len(cell.messages)
    assert len({m.raw["header"]["session"] for m in cell.messages}) == 1


def test_the_reply_tells_when_the_cell_started(kernel):
    id = kernel.submit("Thread.sleep(300);")
    cell = kernel.wait(id)
    reply = next(m for m in cell.messages if m.type == "execute_reply")
    started = reply.raw["metadata"]["started"]
    started = started if isinstance(started, datetime.datetime) else datetime.datetime.fromisoformat(started)
    assert (reply.raw["header"]["date"] - started).total_seconds() >= 0.25


def test_a_cell_of_ten_megabytes_runs(kernel):
    cell = kernel.run("/* " + "x" * 10_000_000 + " */ 40 + 2", timeout=60).ok()
    assert cell.text == "42"


def test_a_cell_of_ten_megabytes_in_one_literal_is_an_error_in_a_sentence(kernel):
    cell = kernel.run('String s = "' + "x" * 10_000_000 + '";', timeout=100)
    assert cell.status in ("ok", "error")
    if cell.status == "error":
        assert len("\n".join(cell.error["traceback"])) < 100_000
    assert kernel.run("40 + 2").ok().text == "42"


def test_a_cell_of_a_thousand_declarations_runs(kernel):
    code = "\n".join(f"int v{i} = {i};" for i in range(1000)) + "\nv999"
    assert kernel.run(code, timeout=100).ok().text == "999"


def test_line_ends_of_all_kinds_are_line_ends(kernel):
    for end in ("\n", "\r\n", "\r"):
        assert kernel.run(f"int a = 1; // remark{end}int b = 2;{end}a + b").ok().text == "3"


def test_a_null_character_in_a_cell_is_an_error_or_nothing(kernel):
    assert kernel.run("int a = 1;\0").status in ("ok", "error")
    assert kernel.run("40 + 2").ok().text == "42"


def test_text_beyond_ascii_travels_both_ways(kernel):
    text = "äöü € \U0001f600 \u202e שלום"
    assert kernel.run(f'"{text}"').ok().text.strip('"') == text
    assert kernel.run(f'throw new RuntimeException("{text}");').error["evalue"] == text


def test_unknown_fields_are_tolerated(kernel):
    id = kernel.send("execute_request", {"code": "40 + 2", "unknown": {"deep": [1]}}, metadata={"cellId": "c", "x": None},
                     header={"strange": 7})
    cell = kernel.wait(id)
    assert cell.ok().text == "42"


def test_missing_fields_have_their_defaults(kernel):
    count = kernel.run("1").reply["execution_count"]
    assert kernel.wait(kernel.send("execute_request", {"code": "40 + 2"})).reply["execution_count"] == count + 1
    assert kernel.wait(kernel.send("execute_request", {"code": "40 + 2", "silent": True})).ok().data is None


@pytest.mark.parametrize(("type", "content"), [
    ("execute_request", {}), ("execute_request", {"code": 7}), ("execute_request", {"code": None}),
    ("complete_request", {}), ("complete_request", {"code": "a", "cursor_pos": "x"}), ("inspect_request", {"code": []}),
    ("is_complete_request", {}), ("history_request", {"hist_access_type": "strange"}), ("history_request", {}),
    ("comm_open", {}), ("comm_info_request", {"target_name": 7}),
])
def test_content_that_makes_no_sense_still_ends_with_idle(kernel, type, content):
    kernel.request(type, content, reply=False, timeout=10)
    assert kernel.run("40 + 2").ok().text == "42"


def test_an_execution_count_is_in_every_reply(kernel):
    first = kernel.run("1").reply["execution_count"]
    assert kernel.run("throw new RuntimeException();").reply["execution_count"] == first + 1
    assert kernel.run("no such thing").reply["execution_count"] == first + 2
    assert kernel.run("1", store_history=False).reply["execution_count"] == first + 2
    assert kernel.run("1", silent=True).reply["execution_count"] == first + 2
    assert kernel.run("1").reply["execution_count"] == first + 3


def test_buffers_of_a_comm_come_back_unchanged(kernel):
    kernel.run('Notebook.comms().register("mirror", (comm, opening) -> comm.onMessage((c, m) -> c.send(m)));').ok()
    kernel.request("comm_open", {"comm_id": "b1", "target_name": "mirror", "data": {}}, reply=False)
    assert kernel.request("comm_info_request", {"target_name": "mirror"}).reply["comms"] == {
        "b1": {"target_name": "mirror"}}
    sent = [bytes(range(256)), b"", b"\0" * 1000]
    cell = kernel.request("comm_msg", {"comm_id": "b1", "data": {"n": [1, None, "x"]}}, reply=False, buffers=sent)
    kernel.until(lambda: any(m.type == "comm_msg" for m in kernel.of(cell.id)))
    back = next(m for m in kernel.of(cell.id) if m.type == "comm_msg")
    assert back.content["data"] == {"n": [1, None, "x"]}
    assert [bytes(b) for b in back.raw["buffers"]] == sent
    kernel.request("comm_close", {"comm_id": "b1", "data": {}}, reply=False)
    assert kernel.request("comm_info_request").reply["comms"] == {}


def test_comms_are_served_while_a_cell_runs(kernel):
    kernel.run('Notebook.comms().register("busy", (comm, opening) -> comm.onMessage((c, m) -> c.send(m)));').ok()
    id = kernel.submit('System.out.println("go"); while (true) { Thread.sleep(10); }')
    kernel.output(id, "go")
    subshell = kernel.request("create_subshell_request", channel="control").reply["subshell_id"]
    header = {"subshell_id": subshell}
    kernel.request("comm_open", {"comm_id": "b2", "target_name": "busy", "data": {}}, reply=False, header=header, timeout=5)
    sent = kernel.request("comm_msg", {"comm_id": "b2", "data": {}}, reply=False, header=header, timeout=5)
    kernel.until(lambda: any(m.type == "comm_msg" for m in kernel.of(sent.id)), 5)
    kernel.interrupt()
    kernel.wait(id)
    kernel.request("delete_subshell_request", {"subshell_id": subshell}, "control")


def test_history_is_kept_between_runs(start):
    first = start()
    first.run('"remember me"').ok()
    first.run("silently = 1", silent=True)
    first.run("1 + 1", store_history=False)
    first.stop()
    second = start()
    reply = second.request("history_request", {
        "hist_access_type": "tail", "n": 1, "output": False, "raw": True}).reply
    assert [h[2] for h in reply["history"]] == ['"remember me"']


def test_history_knows_outputs_and_ranges(fresh):
    for code in ("1 + 1", "2 + 2", "3 + 3"):
        fresh.run(code).ok()
    ask = {"raw": True, "output": True}
    tail = fresh.request("history_request", ask | {"hist_access_type": "tail", "n": 2}).reply["history"]
    assert [h[2] for h in tail] == [["2 + 2", "4"], ["3 + 3", "6"]]
    session = tail[0][0]
    part = fresh.request("history_request", ask | {
        "hist_access_type": "range", "session": session, "start": 1, "stop": 3, "output": False}).reply["history"]
    assert [h[1:] for h in part] == [[1, "1 + 1"], [2, "2 + 2"]]
    here = fresh.request("history_request", ask | {
        "hist_access_type": "range", "session": 0, "start": 2, "stop": 3, "output": False}).reply["history"]
    assert [h[2] for h in here] == ["2 + 2"]
    for code in ("1 + 1", "1 + 1"):
        fresh.run(code).ok()
    found = fresh.request("history_request", {
        "hist_access_type": "search", "pattern": "1 ? 1", "unique": True, "n": 10, "output": False,
        "raw": True}).reply["history"]
    assert [h[2] for h in found] == ["1 + 1"]


def test_subshells_are_sequential_inside_and_do_not_wait_for_each_other(fresh):
    fresh.run("int shared = 40;").ok()
    ids = [fresh.request("create_subshell_request", channel="control").reply["subshell_id"] for _ in range(2)]
    assert len(set(ids)) == 2
    main = fresh.submit('System.out.println("go"); while (true) { Thread.sleep(10); }')
    fresh.output(main, "go")
    # A subshell's cell is evaluated at once or after the running one, but its kernel_info never waits.
    for id in ids:
        assert fresh.request("kernel_info_request", header={"subshell_id": id}, timeout=5).status == "ok"
    fresh.interrupt()
    fresh.wait(main)
    for id in ids:
        cell = fresh.wait(fresh.submit("shared + 2", header={"subshell_id": id}))
        assert cell.ok().text == "42"
        assert cell.reply["execution_count"] == 1
        assert all(m.raw["parent_header"]["subshell_id"] == id for m in cell.messages)
    assert sorted(fresh.request("list_subshell_request", channel="control").reply["subshell_id"]) == sorted(ids)
    for id in ids:
        assert fresh.request("delete_subshell_request", {"subshell_id": id}, "control").status == "ok"
    late = fresh.wait(fresh.submit("1", header={"subshell_id": ids[0]}), 5)
    assert late.status == "error"
    assert {"ename", "evalue", "traceback"} <= set(late.reply)


def test_an_error_aborts_only_the_queue_of_its_own_subshell(fresh):
    subshell = fresh.request("create_subshell_request", channel="control").reply["subshell_id"]
    failing = fresh.submit('Thread.sleep(500); throw new RuntimeException("boom");')
    waiting = fresh.submit("1 + 1")
    other = fresh.submit("2 + 2", header={"subshell_id": subshell})
    assert fresh.wait(failing).status == "error"
    assert fresh.wait(waiting).status == "aborted"
    assert fresh.wait(other).status == "ok"


def test_usage_tells_this_process(kernel):
    usage = kernel.request("usage_request", channel="control").reply
    assert usage["pid"] == kernel.process.pid
    assert usage["kernel_memory"] > 10_000_000
    assert usage["cpu_count"] >= 1
    assert usage["host_virtual_memory"]["total"] > usage["kernel_memory"]


def test_payloads_of_a_pager_are_in_the_reply(kernel):
    reply = kernel.run('Notebook.page("a long text");').ok().reply
    assert [p["source"] for p in reply["payload"]] == ["page"]
    assert reply["payload"][0]["data"]["text/plain"] == "a long text"


def test_enames_are_simple_names(kernel):
    for code, name in (('throw new java.io.IOException("x");', "IOException"), ("Object o = null; o.hashCode()",
                       "NullPointerException"), ("(Integer) (Object) \"\"", "ClassCastException")):
        error = kernel.run(code).error
        assert re.sub(r"^.*\.", "", error["ename"]) == name == error["ename"]
