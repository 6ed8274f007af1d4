"""papermill: parameters written in Java by the companion package, results, failures."""

import subprocess
import sys

import nbformat
import papermill
import pytest
from jolab_jupyter.papermill import JavaTranslator

from harness.notebooks import code, notebook, output


@pytest.fixture
def run(tmp_path):
    def inner(made, parameters=None, **options):
        nbformat.write(made, tmp_path / "in.ipynb")
        papermill.execute_notebook(
            tmp_path / "in.ipynb", tmp_path / "out.ipynb", parameters=parameters, kernel_name="java",
            progress_bar=False, **options)
        return nbformat.read(tmp_path / "out.ipynb", 4)

    return inner


def test_a_notebook_runs_without_parameters(run):
    made = run(notebook("6 * 7"))
    assert output(made.cells[0]) == [("execute_result", "42")]
    assert made.metadata.papermill.exception is None


def test_parameters_take_the_place_of_the_defaults(run):
    made = run(
        notebook(code('String name = "nobody"; int n = 1;', "parameters"), 'name + n'),
        {"name": "Ada", "n": 3})
    assert "injected-parameters" in made.cells[1].metadata.tags
    assert output(made.cells[2]) == [("execute_result", "Ada3")]


VALUES = {
    "plain": "text",
    "escapes": 'quote " backslash \\ newline \n tab \t unicode € \U0001f600 \\u0041 control \x01',
    "small": 7,
    "large": 2**40,
    "huge": 2**70,
    "negative": -(2**31),
    "real": 0.1,
    "infinite": float("-inf"),
    "yes": True,
    "nothing": None,
    "list": [1, 2**40, 3],
    "mixed": [1, "a", None, [True]],
    "map": {"a": 1, "b": 2},
    "deep": {"a": {"b": [1.5, None]}},
    "empty": [],
    "empty_map": {},
}


def test_every_kind_of_value_arrives(run):
    made = run(
        notebook(
            'plain + escapes.length()', "small + large", "huge", "negative", "real", "infinite", "yes",
            "nothing == null", "list", "mixed", "map", "deep", "empty", "empty_map",
            'escapes.equals("quote \\" backslash \\\\ newline \\n tab \\t unicode € \\ud83d\\ude00 \\\\u0041'
            ' control \\001")'),
        VALUES)
    # Whether strings wear quotes is the display's business.
    texts = [output(c)[0][1].replace('"', "") for c in made.cells[1:]]
    java_length = len(VALUES["escapes"].encode("utf-16-le")) // 2
    assert texts == [
        f"text{java_length}",
        str(7 + 2**40), str(2**70), str(-(2**31)), "0.1", "-Infinity", "true", "true",
        "[1, 1099511627776, 3]", "[1, a, null, [true]]", "{a=1, b=2}", "{a={b=[1.5, null]}}", "[]", "{}", "true",
    ]


def test_a_name_that_java_does_not_know_is_refused():
    with pytest.raises(ValueError, match="cannot be the name"):
        JavaTranslator.codify({"not a name": 1})


def test_a_failing_cell_stops_the_run_and_marks_the_notebook(run, tmp_path):
    with pytest.raises(papermill.PapermillExecutionError) as raised:
        run(notebook("1 + 1", 'throw new IllegalStateException("no luck");', "2 + 2"))
    assert raised.value.ename == "IllegalStateException"
    made = nbformat.read(tmp_path / "out.ipynb", 4)
    assert made.metadata.papermill.exception is True
    assert not made.cells[-1].outputs


def test_the_command_line_runs_a_notebook(tmp_path):
    made = notebook(code("int n = 1; // how many", "parameters"), "n * 2")
    nbformat.write(made, tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill"]
    told = subprocess.run(
        [*command, "--help-notebook", "in.ipynb"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "n: int (default 1)" in told.stdout, told.stdout + told.stderr
    assert "how many" in told.stdout
    done = subprocess.run(
        [*command, "in.ipynb", "out.ipynb", "-k", "java", "-p", "n", "21", "--no-progress-bar"],
        cwd=tmp_path, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stderr
    assert output(nbformat.read(tmp_path / "out.ipynb", 4).cells[2]) == [("execute_result", "42")]
