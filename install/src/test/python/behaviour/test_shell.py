"""Shell commands in cells behave as in Colab, and better where Colab's are weak."""

import os
import signal
import time

import psutil
import pytest


def children(kernel):
    return [p for p in psutil.Process(kernel.process.pid).children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]


def eventually(condition, within=10):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def test_a_command_prints_as_it_goes(kernel):
    id = kernel.submit("!echo first; sleep 2; echo second")
    kernel.output(id, "first\n", timeout=10)
    assert "second" not in "".join(m.content["text"] for m in kernel.of(id) if m.type == "stream")
    assert kernel.wait(id).stdout == "first\nsecond\n"


def test_both_streams_come_in_order_and_nothing_is_returned(kernel):
    cell = kernel.run("!echo out; echo err >&2; echo again").ok()
    assert cell.stdout == "out\nerr\nagain\n"
    assert not cell.of("execute_result")


def test_the_exit_code_is_kept_and_no_error(kernel):
    assert kernel.run("!exit 3\n_exitCode").ok().text == "3"
    assert kernel.run("!true").ok() and kernel.run("_exitCode").text == "0"
    assert kernel.run("!kill -9 $$\n_exitCode").ok().text == "-9"


def test_java_and_commands_exchange_values(kernel):
    kernel.run("""
        var folder = java.nio.file.Files.createTempDirectory("jolab");
        for (var name : List.of("a b.txt", "c.txt")) {
            !touch "{folder.resolve(name)}"
        }
        files = !ls $folder
    """).ok()
    assert kernel.run("files").text == '["a b.txt", "c.txt"]'
    assert kernel.run('String first = !ls $folder | head -1\nfirst').ok().text == "a b.txt"
    cell = kernel.run("!rm -r {folder} && echo \"{files.size()} files, $HOME\"").ok()
    assert cell.stdout == f"2 files, {os.path.expanduser('~')}\n"


def test_an_assigned_command_shows_nothing(kernel):
    cell = kernel.run("var lines = !seq 3\nlines.exitCode()").ok()
    assert cell.stdout == "" and cell.text == "0"


def test_two_exclamation_marks_show_the_lines(kernel):
    assert kernel.run("!!printf 'a\\nb\\n'").ok().text == '["a", "b"]'


def test_commands_have_a_terminal(kernel):
    cell = kernel.run("!test -t 0 -a -t 1 && tput -T xterm-256color cols; stty size").ok()
    rows, columns = cell.stdout.split()[-2:]
    assert int(rows) > 10 and int(columns) >= 80


def test_a_rewritten_line_ends_as_it_should(kernel):
    cell = kernel.run("!for i in $(seq 1 200); do printf '\\r%d' $i; sleep 0.002; done; echo").ok()
    assert cell.stdout.split("\r")[-1] == "200\n"
    assert len(cell.of("stream")) < 60


def test_unicode_survives_and_binary_does_no_harm(kernel):
    assert kernel.run("!printf 'ü€\U0001f600%.0s' $(seq 5000)").ok().stdout == "ü€\U0001f600" * 5000
    assert "\ufffd" in kernel.run("!head -c 100000 /dev/urandom").ok().stdout
    assert kernel.run("1 + 1").text == "2"


def test_a_hundred_megabytes_arrive_whole(kernel):
    cell = kernel.run("!head -c 104857600 /dev/zero | tr '\\0' x | fold -w 99", timeout=180).ok()
    assert cell.stdout.count("x") == 104857600


def test_yes_and_head_end(kernel):
    assert kernel.run("!yes | head -3", timeout=20).ok().stdout == "y\ny\ny\n"


def test_a_program_that_reads_asks(kernel):
    cell = kernel.run("!read -p 'name? ' name; echo \"hello $name\"", answers=["Ada"]).ok()
    request, = [m for m in kernel.of(cell.id) if m.type == "input_request"]
    assert request.content == {"prompt": "name? ", "password": False}
    assert cell.stdout.endswith("hello Ada\n")


@pytest.mark.parametrize("program", [
    "read -s -p 'word? ' word; echo; echo ${#word}",
    "python3 -c \"import getpass; print(len(getpass.getpass('word? ')))\""])
def test_a_password_is_hidden_and_never_shown(kernel, program):
    cell = kernel.run("!" + program, answers=["secret"]).ok()
    request, = [m for m in kernel.of(cell.id) if m.type == "input_request"]
    assert request.content == {"prompt": "word? ", "password": True}
    assert "secret" not in cell.stdout and "6" in cell.stdout


def test_where_nobody_answers_a_program_meets_the_end_of_its_input(kernel):
    cell = kernel.run("!cat; echo done", timeout=30, allow_stdin=False).ok()
    assert cell.stdout == "done\n"


def test_a_program_that_only_works_is_not_asked_for(kernel):
    cell = kernel.run("!sleep 1; echo x", answers=[]).ok()
    assert [m for m in kernel.of(cell.id) if m.type == "input_request"] == []


def test_an_interrupt_ends_the_program_and_the_cell(kernel):
    id = kernel.submit("!echo go; sleep 1000\nSystem.out.println(\"must not run\");")
    kernel.output(id, "go\n")
    kernel.interrupt()
    cell = kernel.wait(id, timeout=10)
    assert cell.status == "error" and cell.error["ename"] == "KeyboardInterrupt"
    assert "^C" in cell.stdout and "must not run" not in cell.stdout
    assert kernel.run("1 + 1").ok().text == "2"


def test_a_program_that_ignores_an_interrupt_is_ended_all_the_same(kernel):
    id = kernel.submit("!trap '' INT TERM; echo go; while true; do sleep 1; done")
    kernel.output(id, "go\n")
    kernel.interrupt()
    assert kernel.wait(id, timeout=15).status == "error"
    assert kernel.run("!echo fine").ok().stdout == "fine\n"


def test_twenty_interrupts_in_a_row(kernel):
    for _ in range(20):
        id = kernel.submit("!echo go; sleep 1000")
        kernel.output(id, "go\n")
        kernel.interrupt()
        assert kernel.wait(id, timeout=15).status == "error"
    assert kernel.run("!echo fine").ok().stdout == "fine\n"
    assert eventually(lambda: not any("sleep" in p.name() for p in children(kernel)))


def test_jobs_in_the_background_return_at_once(kernel):
    start = time.monotonic()
    cell = kernel.run("!sleep 300 &").ok()
    assert time.monotonic() - start < 30 and cell.stdout
    assert "sleep 300" in kernel.run("%jobs").ok().stdout + str(kernel.run("%jobs").displays)
    kernel.run("%kill 1").ok()
    assert eventually(lambda: not any("sleep" in p.name() for p in children(kernel)))


@pytest.mark.parametrize("way", ["shutdown", "kill"])
def test_no_program_survives_the_kernel(fresh, way):
    fresh.run("!sleep 4321 &").ok()
    id = fresh.submit("!echo go; sleep 4322")
    fresh.output(id, "go\n")
    known = [p for p in children(fresh) if p.name() == "sleep"]
    assert len(known) == 2
    if way == "kill":
        os.kill(fresh.process.pid, signal.SIGKILL)
    else:
        fresh.stop()
    assert eventually(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in known), within=15)
