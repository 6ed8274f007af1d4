"""Magics in cells: what fingers expect."""

import pytest


def test_magics_and_java_mix(kernel):
    cell = kernel.run("""
        int total = 0;
        for (int i = 1; i <= 3; i++) {
            total += i;
            !echo {total}
        }
        %env TOTAL={total}
        System.getenv("TOTAL")
    """).ok()
    assert cell.text == '"6"' or cell.text == "6"
    assert cell.stdout == "1\n3\n6\nenv: TOTAL=6\n"


def test_what_is_java_stays_java(kernel):
    cell = kernel.run("""
        boolean flag = false;
        var list = List.of(1);
        var text = \"\"\"
            !not a command
            %nor a magic
            \"\"\";
        int rest = 7
            % 4;
        boolean a = !flag;
        boolean b = !list.isEmpty();
        a && b && rest == 3 && text.startsWith("!not")
    """).ok()
    assert cell.text == "true"
    assert kernel.run("!flag").ok().text == "true"


def test_the_folder_changes_for_java_and_for_programs(fresh, tmp_path):
    (tmp_path / "here.txt").write_text("found")
    fresh.run(f"%cd {tmp_path}").ok()
    assert fresh.run('Files.readString(Path.of("here.txt"))').ok().text == "found"
    assert fresh.run('new File("here.txt").getAbsolutePath()').ok().text == str(tmp_path / "here.txt")
    assert fresh.run("!pwd").ok().stdout == f"{tmp_path}\n"
    cell = fresh.run("%cd nowhere")
    assert cell.status == "error" and "nowhere" in cell.error["evalue"]
    assert fresh.run("%pwd").ok().text == str(tmp_path)


def test_a_cell_becomes_a_file(kernel, tmp_path):
    cell = kernel.run(f"%%writefile {tmp_path}/deep/a.txt\n!ls {{x}}\n  end").ok()
    assert cell.stdout == f"Writing {tmp_path}/deep/a.txt\n"
    assert (tmp_path / "deep/a.txt").read_text() in ("!ls {x}\n  end", "!ls {x}\n  end\n")


def test_time_is_told_and_the_value_kept(kernel):
    cell = kernel.run("%%time\nint sum = 0;\nfor (int i = 0; i < 1000; i++) sum += i;\nsum").ok()
    assert "Wall time" in cell.stdout and cell.text == "499500"


def test_output_is_captured(kernel):
    cell = kernel.run("%%capture kept\nSystem.out.println(\"inside\");\n!echo program").ok()
    assert cell.stdout == ""
    assert kernel.run("kept.stdout()").ok().text == '"inside\\nprogram\\n"' or \
        "inside" in kernel.run("kept.stdout()").text


def test_an_error_in_the_body_has_the_line_of_the_cell(kernel):
    cell = kernel.run("%%time\n\nint x = \"text\";")
    assert cell.status == "error" and "line 3" in "\n".join(cell.error["traceback"])


@pytest.mark.parametrize("code, words", [
    ("%wohs", "%whos"), ("%%writefil x\ny", "%%writefile"), ("%cd a b c d", "a b c d"), ("%history --nothing", "--nothing"),
    ("%%capture --nothing\nls", "--nothing")])
def test_mistakes_are_explained(kernel, code, words):
    cell = kernel.run(code)
    assert cell.status == "error" and cell.error["ename"] == "UsageError"
    assert words in cell.error["evalue"] and len(cell.error["traceback"]) < 3


def test_python_habits_are_no_errors(kernel):
    for habit in ("%matplotlib inline", "%load_ext autoreload", "%pip install numpy"):
        assert kernel.run(habit + "\n1 + 1").ok().text == "2"


def test_help_comes_in_the_pager(kernel):
    for code, words in (("%timeit?", "%timeit"), ("String?", "java.lang"), ("int twice(int x) { return 2 * x; }", ""),
                        ("twice??", "return 2 * x")):
        cell = kernel.run(code).ok()
        payload = cell.reply.get("payload") or [{"data": {"text/plain": ""}}]
        assert words in payload[0]["data"]["text/plain"], code


def test_names_and_options_are_completed(kernel):
    def matches(code):
        return kernel.request("complete_request", {"code": code, "cursor_pos": len(code)}).reply["matches"]
    assert "writefile" in [m.lstrip("%") for m in matches("%%write")]
    assert "--append" in matches("%%writefile --app")
    assert any(m.lstrip("%") == "timeit" for m in matches("int x = 1;\n%timei"))


def test_users_write_their_own(kernel):
    kernel.run("""
        Magics.register(Magic.line("greet", "Says hello.")
            .option("-n, --times N", "how often")
            .argument("NAME...", "whom to greet")
            .does(call -> {
                for (var i = 0; i < call.number("--times", 1); i++) {
                    System.out.println("Hello " + String.join(" and ", call.arguments("NAME")));
                }
                return null;
            }));
    """).ok()
    assert kernel.run("%greet -n 2 Ada Grace").ok().stdout == "Hello Ada and Grace\n" * 2
    assert "needs NAME" in kernel.run("%greet").error["evalue"]
