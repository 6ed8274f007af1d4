"""jupyter-console under a pseudo-terminal: prompts, continuation lines, input, interruption, history."""

import os
import re
import sys
import time

import pexpect
import psutil
import pytest

ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]")


class Console:
    """A console with plain prompts, as for a dumb terminal: each line is a cell."""

    options = ["--simple-prompt"]

    def __init__(self):
        self.child = pexpect.spawn(
            sys.executable, ["-m", "jupyter_console", "--kernel", "java", *self.options],
            encoding="utf-8", timeout=60, dimensions=(40, 160),
            env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"})

    def prompt(self):
        """What was printed until the next prompt for a cell."""
        self.child.expect(r"In \[(\d+)\]: ")
        return ANSI.sub("", self.child.before)

    def type(self, line):
        self.child.sendline(line)

    def run(self, line):
        self.type(line)
        return self.prompt()

    def close(self):
        self.child.close(force=True)


class RichConsole(Console):
    """The console as people see it, with continuation lines, completion and history by keys."""

    options = []

    def keys(self, text, shown, timeout=20):
        """Types keys and waits until this is on the screen."""
        # The editor has to have taken in the keys before, as its drawing is what we wait for.
        time.sleep(0.5)
        self.child.send(text)
        self.child.expect(shown, timeout=timeout)


@pytest.fixture
def console():
    opened = Console()
    opened.prompt()
    # The first cell may show late: the console takes the end of its own kernel_info for the end of the cell.
    opened.run("0")
    yield opened
    opened.close()


@pytest.fixture
def rich():
    opened = RichConsole()
    opened.child.expect(r"In \[")
    yield opened
    opened.close()


def test_the_banner_names_the_kernel():
    opened = Console()
    banner = opened.prompt()
    opened.close()
    assert "Jolab" in banner and "Java 25" in banner


def test_lines_run_and_results_are_numbered(console):
    assert "Out[2]: 3" in console.run("1 + 2")
    assert "hello" in console.run('System.out.println("hello")')
    console.run("int x = 40;")
    assert "Out[5]: 42" in console.run("x + 2")


def test_an_unfinished_line_is_continued(rich):
    rich.keys("int twice(int n) {\r", r"\.\.\.: ")
    rich.keys("return 2 * n;\r", r"\.\.\.: ")
    rich.keys("}\r", r"In \[(?:\x1b\[[0-9;]*m)*2")
    rich.keys("twice(21)\r", r"Out\[.*2.*\]:.*42")


def test_the_line_before_comes_back_by_a_key(rich):
    rich.keys("40 + 2\r", r"Out\[.*1.*\]:.*42")
    rich.keys("\x1b[A", r"In \[.*40")
    rich.keys("\r", r"Out\[.*2.*\]:.*42")


def test_history_of_an_earlier_console_comes_back_by_a_key(rich):
    rich.keys('"from the first console"\r', r"Out\[.*1.*\]:")
    rich.keys("\x04", "exit")
    rich.child.send("y\r")
    rich.child.expect(pexpect.EOF)
    second = RichConsole()
    try:
        second.child.expect(r"In \[")
        second.keys("\x1b[A", "from the first console")
    finally:
        second.close()


def test_a_name_is_completed_by_a_key(rich):
    rich.keys("Thread.onSpinW\t", "ait")


def test_an_error_shows_its_kind_and_the_console_goes_on(console):
    shown = console.run("int[] a = new int[1]; a[2]")
    assert "ArrayIndexOutOfBoundsException" in shown
    assert "Index 2 out of bounds for length 1" in shown
    assert "org.jolab.kernel" not in shown and "jdk.jshell" not in shown
    assert "]: 3" in console.run("1 + 2")


def test_a_compile_error_shows_the_line_with_a_caret(console):
    shown = console.run('int n = "text";')
    assert 'int n = "text";' in shown
    assert "^" in shown
    assert "incompatible types" in shown


def test_input_is_asked_for_in_the_terminal(console):
    console.type('String name = IO.readln("your name? "); System.out.println("hello " + name);')
    console.child.expect("your name\\? ")
    console.type("Ada")
    assert "hello Ada" in console.prompt()


def test_control_c_stops_a_loop_and_the_next_line_runs(console):
    console.type('System.out.println("off we go"); while (true) { }')
    console.child.expect("off we go\r\n")
    console.child.sendintr()
    console.prompt()
    assert "]: 3" in console.run("1 + 2")


def test_the_exit_of_the_console_ends_the_kernel(console):
    pid = re.search(r"\d+", console.run("ProcessHandle.current().pid()").split("Out[2]:")[-1]).group()
    console.child.sendeof()
    if console.child.expect([pexpect.EOF, r"\?"], timeout=20) == 1:
        console.type("y")
        console.child.expect(pexpect.EOF, timeout=20)
    try:
        psutil.Process(int(pid)).wait(10)
    except psutil.NoSuchProcess:
        pass
