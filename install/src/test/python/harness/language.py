"""The same deeds in two languages: ours, and the one of the kernel that serves as oracle."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Code strings; the two languages' print the same texts."""

    kernel: str
    hello: str
    to_stderr: str
    both_streams: str
    three: str
    no_value: str
    variable: str
    variable_name: str
    unknown_name: str
    fail: str
    fail_slowly: str
    invalid: str
    incomplete: str
    sleep: str
    spin: str
    ask: str
    ask_twice: str
    ask_password: str
    display: str
    clear: str
    clear_wait: str
    update: str
    late_thread: str
    completable: str
    known_name: str


PYTHON = Language(
    kernel="python3",
    hello="print('hello, world')",
    to_stderr="import sys; print('woe', file=sys.stderr)",
    both_streams="import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('three')",
    three="1 + 2",
    no_value="1 + 2;",
    variable="kept = 7",
    variable_name="kept",
    unknown_name="no_such_name",
    fail="raise RuntimeError('boom')",
    fail_slowly="import time; time.sleep(0.7); raise RuntimeError('boom')",
    invalid="1 = = 2",
    incomplete="def f():",
    sleep="import time; print('asleep'); time.sleep(20)",
    spin="print('spinning')\nwhile True: pass",
    ask="print('before'); print('got ' + input('name? '))",
    ask_twice="a = input('one? '); b = input('two? '); print(a + b)",
    ask_password="import getpass; print(len(getpass.getpass('word? ')))",
    display="from IPython.display import display\nprint('a')\ndisplay('shown')\nprint('b')",
    clear="from IPython.display import clear_output\nprint('a'); clear_output(); print('b')",
    clear_wait="from IPython.display import clear_output\nprint('a'); clear_output(wait=True); print('b')",
    update="from IPython.display import display, update_display\n"
           "display('first', display_id='spot'); print('between'); update_display('second', display_id='spot')",
    late_thread="import threading, time\n"
                "threading.Thread(target=lambda: (time.sleep(0.5), print('late'))).start()\nprint('early')",
    completable="kept.bit_l",
    known_name="print",
)

JAVA = Language(
    kernel="java",
    hello='System.out.println("hello, world")',
    to_stderr='System.err.println("woe");',
    both_streams='System.out.println("one");\nSystem.err.println("two");\nSystem.out.println("three");',
    three="1 + 2",
    no_value="int unused = 1 + 2;",
    variable="Integer kept = 7;",
    variable_name="kept",
    unknown_name="noSuchName",
    fail='throw new RuntimeException("boom");',
    fail_slowly='Thread.sleep(700); throw new RuntimeException("boom");',
    invalid="1 = = 2",
    incomplete="void f() {",
    sleep='System.out.println("asleep"); Thread.sleep(20_000);',
    spin='System.out.println("spinning"); while (true) { }',
    ask='System.out.println("before"); System.out.println("got " + IO.readln("name? "));',
    ask_twice='String a = IO.readln("one? "); String b = IO.readln("two? "); System.out.println(a + b);',
    ask_password='System.out.println(System.console().readPassword("word? ").length);',
    display='System.out.println("a"); Notebook.display("shown"); System.out.println("b");',
    clear='System.out.println("a"); Notebook.clear(); System.out.println("b");',
    clear_wait='System.out.println("a"); Notebook.clear(true); System.out.println("b");',
    update='Notebook.display("first", "spot"); System.out.println("between"); Notebook.update("spot", "second");',
    late_thread='new Thread(() -> { try { Thread.sleep(500); } catch (InterruptedException e) { }\n'
                '    System.out.println("late"); }).start();\nSystem.out.println("early");',
    completable="kept.byteV",
    known_name="String",
)
