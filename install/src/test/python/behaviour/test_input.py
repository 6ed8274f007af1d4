"""What reads standard input asks the person at the notebook."""

import pytest

LINES = {
    "IO.readln": 'IO.readln("name? ")',
    "a Scanner": 'new java.util.Scanner(System.in).nextLine()',
    "a reader": "new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).readLine()",
    "the Console": 'System.console().readLine("name? ")',
    "Notebook.input": 'Notebook.input("name? ")',
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_is_read_by(kernel, name):
    cell = kernel.run(f"String line = {LINES[name]}; System.out.println(line);", answers=["Ada ü \U0001f600"]).ok()
    request, = [m for m in kernel.of(cell.id) if m.type == "input_request"]
    assert request.content["password"] is False
    question = "name? " if '"name? "' in LINES[name] else ""
    # IO.readln only prints its question, which may have been sent before anybody knows that it was one; but it is
    # never shown twice.
    assert cell.stdout.removesuffix("Ada ü \U0001f600\n") + request.content["prompt"] == question


def test_a_password_is_hidden(kernel):
    cell = kernel.run('System.out.println(System.console().readPassword("word? "));', answers=["secret"]).ok()
    assert cell.stdout == "secret\n"
    request, = [m for m in kernel.of(cell.id) if m.type == "input_request"]
    assert request.content == {"prompt": "word? ", "password": True}


def test_a_scanner_reads_numbers_over_several_lines(kernel):
    cell = kernel.run("var scanner = new Scanner(System.in); int sum = 0;\n"
                      "for (int i = 0; i < 3; i++) sum += scanner.nextInt();\nsum", answers=["1 2", "39"]).ok()
    assert cell.text == "42"


def test_a_cell_may_be_run_again_with_a_new_scanner(kernel):
    for answer in ("one", "two", "three"):
        cell = kernel.run("System.out.println(new Scanner(System.in).nextLine());", answers=[answer]).ok()
        assert cell.stdout == f"{answer}\n"


def test_what_was_printed_is_shown_before_the_question(kernel):
    id = kernel.submit('System.out.print("before"); IO.readln("? ");', allow_stdin=True)
    request = kernel.asked(id)
    kernel.quiet(0.3)
    printed = "".join(m.content["text"] for m in kernel.of(id) if m.type == "stream")
    # An unfinished line may be taken for the question's beginning, but nothing is shown twice.
    assert printed + request.content["prompt"] == "before? "
    kernel.answer(id, "")
    kernel.wait(id)


def test_a_front_end_without_input_gets_an_error_at_once(kernel):
    for code in (*LINES.values(), 'System.console().readPassword("word? ")', "System.in.read()"):
        cell = kernel.run(code, timeout=10, allow_stdin=False)
        assert cell.status == "error", code
        assert "input" in (cell.error["ename"] + cell.error["evalue"]).lower(), code


def test_an_empty_line_is_a_line_and_the_end_of_input_is_an_end(kernel):
    read = 'String line = new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).readLine();\n' \
           'System.out.println("[" + line + "]");'
    assert kernel.run(read, answers=[""]).ok().stdout == "[]\n"
    assert kernel.run(read, answers=["\x04"]).ok().stdout == "[null]\n"


def test_each_of_two_clients_is_asked_for_its_own_cell(fresh):
    other = fresh.connect()
    for client, name in ((fresh.client, "first"), (other, "second"), (fresh.client, "third")):
        cell = client.run('System.out.println("hello " + IO.readln());', answers=[name]).ok()
        assert cell.stdout == f"hello {name}\n"
    assert len([m for m in other.log if m.type == "input_request"]) == 1
    assert len([m for m in fresh.log if m.type == "input_request"]) == 2


def test_a_reply_that_nobody_asked_for_is_dropped(kernel):
    kernel.send("input_reply", {"value": "stale"}, "stdin")
    kernel.quiet(0.2)
    assert kernel.run('System.out.println(IO.readln());', answers=["new"]).ok().stdout == "new\n"


def test_a_thread_of_the_cell_may_ask(kernel):
    cell = kernel.run('var t = new Thread(() -> System.out.println("hello " + IO.readln())); t.start(); t.join();',
                      answers=["Ada"]).ok()
    assert cell.stdout == "hello Ada\n"
