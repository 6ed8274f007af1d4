"""Everything that is printed arrives, whole and in order."""

import re
import time

import pytest

LINES = 1_000_000


def test_a_million_lines_arrive_in_order_with_idle_last(fresh, record_property):
    cell = fresh.run(f"for (int i = 0; i < {LINES}; i++) System.out.println(i);", timeout=100).ok()
    assert cell.stdout == "".join(f"{i}\n" for i in range(LINES))
    iopub = [m for m in cell.messages if m.channel == "iopub"]
    assert iopub[-1].content.get("execution_state") == "idle"
    record_property("seconds", round(iopub[-1].at - iopub[0].at, 2))
    record_property("messages", len(iopub))
    # A server drops what comes at more than 1000 messages a second.
    assert len(iopub) < 2000
    assert fresh.process.memory_info().rss < 1.5 * 2**30


def test_a_slow_reader_loses_nothing_and_memory_stays_bounded(fresh, record_property):
    id = fresh.submit(f'for (int i = 0; i < {LINES}; i++) System.out.println("a line of some length, number " + i);')
    peak = 0
    for _ in range(16):
        time.sleep(0.5)
        peak = max(peak, fresh.process.memory_info().rss)
    record_property("megabytes", peak // 2**20)
    assert peak < 1.5 * 2**30
    cell = fresh.wait(id, 90)
    assert cell.ok().stdout == "".join(f"a line of some length, number {i}\n" for i in range(LINES))


def test_one_line_of_five_megabytes_arrives(kernel):
    cell = kernel.run('System.out.println("x".repeat(5_000_000));').ok()
    assert cell.stdout == "x" * 5_000_000 + "\n"


def test_a_result_of_five_megabytes_is_cut_with_a_count(kernel):
    cell = kernel.run('"x".repeat(5_000_000)').ok()
    assert len(cell.text) < 1_000_000
    shown, cut = re.fullmatch(r'"?(x+)… ([\d,]+) more characters"?', cell.text).groups()
    assert len(shown) + int(cut.replace(",", "")) == 5_000_000


def test_two_clients_both_see_everything(fresh):
    other = fresh.connect()
    mine = fresh.run("for (int i = 0; i < 1000; i++) System.out.println(i);").ok()
    other.until(lambda: any(m.content.get("execution_state") == "idle" for m in other.of(mine.id)))
    texts = "".join(m.content["text"] for m in other.of(mine.id) if m.type == "stream")
    assert texts == mine.stdout
    assert [m.type for m in other.of(None)][0] == "iopub_welcome"
    theirs = other.run("40 + 2").ok()
    assert theirs.text == "42"
    fresh.until(lambda: any(m.type == "execute_result" for m in fresh.of(theirs.id)))
    assert not [m for m in fresh.of(theirs.id) if m.channel == "shell"], "the reply went to the wrong client"


def test_streams_displays_and_results_keep_their_order(kernel):
    cell = kernel.run('System.out.print("a"); System.err.print("b"); Notebook.display("c"); System.out.print("d");\n'
                      'System.err.print("e"); System.out.print("f"); "g"').ok()
    seen = []
    for m in cell.of("stream", "display_data", "execute_result"):
        seen.append(m.content["text"] if m.type == "stream" else m.content["data"]["text/plain"].strip('"'))
    assert "".join(seen) == "abcdefg"


def test_every_way_to_print_arrives(kernel):
    cell = kernel.run(r'''
        System.out.print('c'); System.out.print(1); System.out.print(2L); System.out.print(1.5); System.out.print(true);
        System.out.print(new char[] {'x', 'y'}); System.out.print((Object) null); System.out.print((String) null);
        System.out.printf(" %d %s%n", 7, "seven"); System.out.append("appended").append('!');
        System.out.write('w'); System.out.write("bytes".getBytes()); System.out.flush(); System.out.println();
        IO.println("from IO"); IO.print("no end"); System.console().printf(" console%n");
    ''').ok()
    assert cell.stdout == "c121.5truexynullnull 7 seven\nappended!wbytes\nfrom IO\nno end console\n"


def test_text_beyond_ascii_arrives_even_in_pieces(kernel):
    cell = kernel.run(r'''
        System.out.println("äöü € \ud83d\ude00");
        System.out.print('\ud83d'); System.out.flush(); Thread.sleep(400); System.out.println('\ude00');
        byte[] euro = "€".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (byte b : euro) { System.out.write(b); System.out.flush(); Thread.sleep(200); }
        System.out.println();
    ''').ok()
    assert cell.stdout == "äöü € \U0001f600\n\U0001f600\n€\n"


def test_a_lone_surrogate_becomes_a_replacement_character(kernel):
    cell = kernel.run(r'''System.out.println("a\ud83db");''').ok()
    assert cell.stdout in ("a\ufffdb\n", "a?b\n")
    cell.stdout.encode("utf-8")
    kernel.run(r'''"a\ud83db"''').ok().text.encode("utf-8")


def test_lines_of_two_threads_are_not_torn(kernel):
    cell = kernel.run('''
        Runnable writer = () -> { for (int i = 0; i < 5000; i++) System.out.println("abcdefghij".repeat(5)); };
        Thread one = new Thread(writer), two = new Thread(writer);
        one.start(); two.start(); one.join(); two.join();
    ''').ok()
    assert cell.stdout == ("abcdefghij" * 5 + "\n") * 10_000


THREADS = {
    "a platform thread": "new Thread(%s).start();",
    "a virtual thread": "Thread.startVirtualThread(%s);",
    "a thread of a pool": "var pool = java.util.concurrent.Executors.newSingleThreadExecutor(r -> {\n"
                          "    var t = new Thread(r); t.setDaemon(true); return t; }); pool.submit(%s);",
    "the common pool": "java.util.concurrent.CompletableFuture.runAsync(%s);",
}
LATE = '''() -> { try { Thread.sleep(700); } catch (InterruptedException e) { } System.out.println("late"); }'''


@pytest.mark.parametrize("name", THREADS)
def test_a_thread_that_outlives_its_cell_still_prints(kernel, name):
    cell = kernel.run(THREADS[name] % LATE).ok()
    before = len(kernel.log)
    kernel.until(lambda: [m for m in kernel.log[before:] if m.type == "stream"], 10, "the late line")
    late = [m for m in kernel.log[before:] if m.type == "stream"]
    assert "".join(m.content["text"] for m in late) == "late\n"
    if name != "the common pool":
        assert late[0].parent == cell.id


def test_a_thread_prints_under_its_own_cell_while_another_runs(kernel):
    first = kernel.run("new Thread(" + LATE + ").start();").ok()
    second = kernel.run('Thread.sleep(1500); System.out.println("second");').ok()
    kernel.quiet(0.5)
    assert second.stdout == "second\n"
    late = [m for m in kernel.of(first.id) if m.type == "stream"]
    assert "".join(m.content["text"] for m in late) == "late\n"


def test_the_output_of_a_child_process_is_seen(kernel):
    cell = kernel.run('new ProcessBuilder("sh", "-c", "echo out; echo err >&2").inheritIO().start().waitFor();').ok()
    assert cell.stdout == "out\n"
    assert cell.stderr == "err\n"


def test_a_megabyte_of_a_child_process_on_both_streams_is_seen(kernel):
    cell = kernel.run('''
        new ProcessBuilder("sh", "-c", "head -c 1000000 /dev/zero | tr '\\\\0' x; head -c 1000000 /dev/zero | tr '\\\\0' y >&2")
            .inheritIO().start().waitFor();
    ''').ok()
    assert cell.stdout == "x" * 1_000_000
    assert cell.stderr == "y" * 1_000_000


def test_bytes_of_a_child_process_that_are_no_utf8_do_no_harm(kernel):
    cell = kernel.run('''
        new ProcessBuilder("sh", "-c", "printf 'a\\\\377b\\\\342\\\\202'; sleep 0.3; printf '\\\\254c'").inheritIO().start().waitFor();
    ''').ok()
    assert cell.stdout == "a\ufffdb€c"
    assert kernel.run("40 + 2").text == "42"


def test_a_cell_may_replace_system_out_and_put_it_back(kernel):
    cell = kernel.run('''
        var before = System.out; var bytes = new java.io.ByteArrayOutputStream();
        System.setOut(new java.io.PrintStream(bytes)); System.out.print("caught"); System.setOut(before);
        System.out.print("[" + bytes + "]");
    ''').ok()
    assert cell.stdout == "[caught]"


def test_closing_system_out_does_not_silence_the_next_cell(kernel):
    kernel.run("System.out.close();")
    assert kernel.run('System.out.println("still here");').ok().stdout == "still here\n"
