"""jupyter run: a file of Java, or standard input, through the kernel."""

import subprocess
import sys


def run(*arguments, stdin="", cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "jupyter_client.runapp", "--kernel", "java", *arguments],
        input=stdin, cwd=cwd, capture_output=True, text=True, timeout=60)


def test_a_file_runs(tmp_path):
    (tmp_path / "Hello.java").write_text('int x = 6;\nSystem.out.println("hello " + x * 7);\n')
    done = run("Hello.java", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "hello 42"


def test_standard_input_runs(tmp_path):
    done = run(stdin='System.out.println("from a pipe");', cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "from a pipe"


def test_a_failing_file_fails(tmp_path):
    (tmp_path / "Fail.java").write_text('throw new IllegalStateException("no luck");\n')
    done = run("Fail.java", cwd=tmp_path)
    assert done.returncode != 0
    assert "IllegalStateException" in done.stdout + done.stderr


def test_nothing_but_the_output_reaches_the_terminal(tmp_path):
    """Whatever the JVM or the kernel say when they start would be in everybody's way."""
    done = run(stdin='System.err.println("only this");', cwd=tmp_path)
    assert done.stdout.strip() == ""
    assert done.stderr.strip() == "only this"
