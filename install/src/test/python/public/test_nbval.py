"""nbval: that it accepts what we run again, and finds what has changed.

The notebook notebooks/regression.ipynb is run by nbval itself, as a suite of its own.
"""

import subprocess
import sys

import nbformat
from nbformat.v4 import new_output

from harness.notebooks import code, execute, notebook


def nbval(folder, made, *arguments):
    nbformat.write(made, folder / "test.ipynb")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-kernel-name", "java",
         "--nbval-cell-timeout", "60", *arguments, "test.ipynb"],
        cwd=folder, capture_output=True, text=True, timeout=110)


def test_outputs_that_come_again_are_accepted(tmp_path):
    made = execute(
        "int x = 6;", "x * 7", 'System.out.println("a line")', "List.of(1, 2, 3)",
        code("System.nanoTime()", "nbval-ignore-output"),
        code('throw new IllegalStateException("on purpose");', "raises-exception"))
    done = nbval(tmp_path, made)
    assert done.returncode == 0, done.stdout
    assert "6 passed" in done.stdout


def test_an_output_that_differs_is_found(tmp_path):
    made = notebook("6 * 7", 'System.out.println("new")')
    made.cells[0].outputs = [new_output("execute_result", {"text/plain": "41"}, execution_count=1)]
    made.cells[1].outputs = [new_output("stream", name="stdout", text="old\n")]
    done = nbval(tmp_path, made)
    assert done.returncode == 1
    assert "2 failed" in done.stdout, done.stdout


def test_an_error_that_nobody_expects_is_found_and_the_rest_still_runs(tmp_path):
    made = notebook("1 / 0", code("1 + 1", "nbval-ignore-output"))
    done = nbval(tmp_path, made)
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout, done.stdout
    assert "ArithmeticException" in done.stdout


def test_a_cell_that_takes_too_long_is_interrupted(tmp_path):
    made = notebook("while (true) { }", code("1 + 1", "nbval-ignore-output"))
    done = nbval(tmp_path, made, "--nbval-cell-timeout", "4")
    assert done.returncode == 1
    # After a time-out nbval expects nothing good of the rest, but that passed.
    assert "1 failed, 1 xpassed" in done.stdout, done.stdout
