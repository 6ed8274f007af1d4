"""nbclient: what its users see of a Java notebook."""

import os
import signal
import threading
import time

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from harness.notebooks import code, execute, notebook, output, text


def test_outputs_stay_with_their_cells_and_in_order():
    made = execute(
        text("# A title"),
        'System.out.println("a"); System.err.println("b"); System.out.println("c");',
        "int x = 20;",
        "x + 1",
        "",
    )
    assert output(made.cells[1]) == [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\n")]
    assert output(made.cells[2]) == []
    assert output(made.cells[3]) == [("execute_result", "21")]
    assert [c.execution_count for c in made.cells[1:4]] == [1, 2, 3]


def test_a_thousand_lines_are_all_there():
    made = execute("for (int i = 0; i < 1000; i++) System.out.println(i);")
    assert output(made.cells[0]) == [("stdout", "".join(f"{i}\n" for i in range(1000)))]


def test_clear_output_removes_what_came_before():
    made = execute('System.out.println("gone"); Notebook.clear(); System.out.println("kept");')
    assert output(made.cells[0]) == [("stdout", "kept\n")]


def test_clear_output_that_waits_removes_what_came_before_the_next_output():
    made = execute(
        'System.out.println("gone"); Notebook.clear(true); System.out.println("kept");',
        'System.out.println("kept"); Notebook.clear(true);',
    )
    assert output(made.cells[0]) == [("stdout", "kept\n")]
    assert output(made.cells[1]) == [("stdout", "kept\n")]


def test_a_display_is_updated_in_its_own_cell_and_in_earlier_ones():
    made = execute(
        'Notebook.display("first", "spot");',
        'Notebook.display("first", "spot"); Notebook.update("spot", "second");',
        'Notebook.update("spot", "third");',
    )
    assert output(made.cells[0]) == [("display_data", "third")]
    assert output(made.cells[1]) == [("display_data", "third")]
    assert output(made.cells[2]) == []


def test_timing_is_recorded_as_dates():
    made = execute("Thread.sleep(300);", record_timing=True)
    times = made.cells[0].metadata.execution
    assert set(times) >= {"iopub.status.busy", "iopub.execute_input", "shell.execute_reply", "iopub.status.idle"}
    stamps = [times[k] for k in ("iopub.status.busy", "iopub.execute_input", "shell.execute_reply",
                                 "iopub.status.idle")]
    assert stamps == sorted(stamps)
    from dateutil.parser import isoparse
    seconds = (isoparse(stamps[2]) - isoparse(stamps[0])).total_seconds()
    assert 0.3 <= seconds < 20


def test_an_error_stops_the_notebook_and_is_kept_in_its_cell():
    made = notebook("int[] a = new int[1];", "a[3]", 'System.out.println("never")')
    with pytest.raises(CellExecutionError) as raised:
        NotebookClient(made, kernel_name="java", timeout=60).execute()
    assert raised.value.ename == "ArrayIndexOutOfBoundsException"
    assert "Index 3 out of bounds for length 1" in raised.value.evalue
    assert output(made.cells[1]) == [("error", raised.value.ename)]
    assert output(made.cells[2]) == []
    nbformat.validate(made)


def test_errors_may_be_allowed():
    made = execute("1 / 0", 'System.out.println("after")', allow_errors=True)
    assert output(made.cells[0]) == [("error", "ArithmeticException")]
    assert output(made.cells[1]) == [("stdout", "after\n")]


def test_a_cell_may_be_tagged_to_raise():
    made = execute(code('throw new IllegalStateException("on purpose");', "raises-exception"), "1 + 1")
    assert output(made.cells[0]) == [("error", "IllegalStateException")]
    assert output(made.cells[1]) == [("execute_result", "2")]


def test_a_cell_that_takes_too_long_is_interrupted_and_the_next_one_runs():
    made = notebook("while (true) { }", "1 + 1")
    client = NotebookClient(
        made, kernel_name="java", timeout=3, interrupt_on_timeout=True, allow_errors=True, error_on_timeout=None)
    try:
        client.execute()
    except CellTimeoutError:
        pytest.fail("the interrupt did not end the cell")
    assert made.cells[0].outputs[0].output_type == "error"
    assert output(made.cells[1]) == [("execute_result", "2")]


def test_a_kernel_that_dies_is_noticed():
    made = notebook("Runtime.getRuntime().halt(1);")
    with pytest.raises(DeadKernelError):
        NotebookClient(made, kernel_name="java", timeout=60).execute()


def test_a_kernel_that_is_killed_from_outside_is_noticed():
    made = notebook("Thread.sleep(60_000);")
    client = NotebookClient(made, kernel_name="java", timeout=60)

    def kill():
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not (client.km and client.km.has_kernel and client.kc):
            time.sleep(0.1)
        time.sleep(3)
        os.kill(client.km.provisioner.pid, signal.SIGKILL)

    threading.Thread(target=kill, daemon=True).start()
    with pytest.raises(DeadKernelError):
        client.execute()


def test_the_language_is_written_into_the_notebook():
    made = execute("1")
    info = made.metadata.language_info
    assert info.name == "java"
    assert info.file_extension == ".java"
    assert info.mimetype == "text/x-java"
    assert info.version.startswith("25")


def test_results_of_all_kinds_pass_the_format_check():
    made = execute(
        "List.of(1, 2)",
        'Map.of("a", 1)',
        "new java.awt.image.BufferedImage(4, 4, java.awt.image.BufferedImage.TYPE_INT_RGB)",
        'Notebook.json(Map.of("n", Double.NaN, "list", List.of(1, "a")));',
        "record Point(int x, int y) {}",
        "List.of(new Point(1, 2), new Point(3, 4))",
        '"a lone surrogate \\ud83d"',
    )
    assert all(c.outputs for c in made.cells if "record" not in c.source)
    nbformat.writes(made).encode("utf-8")


def test_uploads_and_downloads_say_that_nobody_is_there_and_the_notebook_goes_on():
    started = time.monotonic()
    made = execute(
        "files.upload().size()",
        'Files.writeString(Path.of("kept.csv"), "a,b\\n1,2\\n"); files.download("kept.csv")',
        "%upload -d some",
        "%download kept.csv",
        'files.view("kept.csv")',
        "Files.delete(Path.of(\"kept.csv\"));",
    )
    assert time.monotonic() - started < 30
    assert "nothing was uploaded" in output(made.cells[0])[0][1]
    assert output(made.cells[0])[1] == ("execute_result", "0")
    assert "kept.csv stays where it is" in output(made.cells[1])[0][1]
    assert "nothing was uploaded" in output(made.cells[2])[0][1]
    assert "<td>2</td>" in made.cells[4].outputs[0].data["text/html"]
    assert "<script" not in nbformat.writes(made)


def test_an_upload_that_waits_for_a_browser_gives_up_and_says_what_to_do():
    # Where input is taken, somebody may be there: the cell waits a little for a page.
    made = notebook("files.upload().size()")
    client = NotebookClient(made, kernel_name="java", timeout=60)
    with client.setup_kernel():
        client.kc.allow_stdin = True
        client.execute_cell(made.cells[0], 0)
    assert "No browser" in str(made.cells[0].outputs)
