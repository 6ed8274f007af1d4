"""nbconvert: a Java notebook executed, as HTML and as a script."""

import subprocess
import sys

import nbformat
import pytest

from harness.notebooks import notebook, output, text


@pytest.fixture
def convert(tmp_path):
    def inner(made, *arguments):
        nbformat.write(made, tmp_path / "in.ipynb")
        done = subprocess.run(
            [sys.executable, "-m", "nbconvert", *arguments, "in.ipynb"],
            cwd=tmp_path, capture_output=True, text=True, timeout=110)
        return done, tmp_path

    return inner


def test_a_notebook_is_executed(convert):
    done, folder = convert(
        notebook(text("# Hello"), 'System.out.println("hello")', "6 * 7"),
        "--to", "notebook", "--execute", "--ExecutePreprocessor.kernel_name=java", "--output", "out.ipynb")
    assert done.returncode == 0, done.stderr
    made = nbformat.read(folder / "out.ipynb", 4)
    assert output(made.cells[1]) == [("stdout", "hello\n")]
    assert output(made.cells[2]) == [("execute_result", "42")]


def test_a_failing_notebook_is_told_with_its_error(convert):
    done, _ = convert(notebook('throw new IllegalStateException("no such luck");'), "--to", "notebook", "--execute")
    assert done.returncode != 0
    assert "IllegalStateException" in done.stderr
    assert "no such luck" in done.stderr


def test_an_executed_notebook_becomes_html_with_colours(convert):
    made = notebook('String s = "text"; // a remark', 's + "!"')
    done, folder = convert(made, "--to", "html", "--execute")
    assert done.returncode == 0, done.stderr
    assert "No lexer" not in done.stderr and "plain text" not in done.stderr
    page = (folder / "in.html").read_text()
    assert '<span class="c1">// a remark' in page
    assert "text!" in page


def test_an_executed_notebook_becomes_a_java_script(convert):
    made = notebook("int x = 1;", "x + 1")
    done, folder = convert(made, "--to", "notebook", "--execute", "--inplace")
    assert done.returncode == 0, done.stderr
    done, folder = convert(nbformat.read(folder / "in.ipynb", 4), "--to", "script")
    assert done.returncode == 0, done.stderr
    script = (folder / "in.java").read_text()
    assert "int x = 1;" in script and "x + 1" in script
