"""jupyter_kernel_test, with every attribute that it has: a test that skips itself counts as failed."""

import jupyter_kernel_test


class TestJava(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "java"
    file_extension = ".java"

    code_hello_world = 'System.out.println("hello, world")'
    code_stderr = 'System.err.println("test")'

    completion_samples = [
        {"text": "String.copyVal", "matches": {"copyValueOf("}},
        {"text": 'int i = "abc".charA', "matches": {"charAt("}},
        {"text": "Thread.State.TIMED_WAI", "matches": {"TIMED_WAITING"}},
    ]

    complete_code_samples = [
        "1", "int x = 1;", "void f() { }", 'System.out.println("a")', "record Point(int x, int y) { }",
        'String s = """\n    text\n    """;', "// a comment", "for (int i = 0; i < 3; i++) { }", "import module java.base;",
    ]
    incomplete_code_samples = [
        "void f() {", "int x =", 'String s = """', "/* open", "class A {\n  int x;", "foo(1,", "if (true) {",
    ]
    invalid_code_samples = ["int = 7q", "1 = = 2"]

    code_page_something = 'Notebook.page("a text of several pages")'
    code_generate_error = 'throw new RuntimeException("boom");'

    code_execute_result = [
        {"code": "1+2+3", "result": "6"},
        {"code": "6*7", "result": "42"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
        {"code": "new int[] {1, 2, 3}", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": 'Notebook.display("text")', "mime": "text/plain"},
        {"code": 'Notebook.html("<b>bold</b>")', "mime": "text/html"},
        {"code": 'Notebook.markdown("*bold*")', "mime": "text/markdown"},
        {"code": 'Notebook.latex("$x^2$")', "mime": "text/latex"},
        {"code": 'Notebook.svg("<svg xmlns=\'http://www.w3.org/2000/svg\'/>")', "mime": "image/svg+xml"},
        {"code": 'Notebook.json(java.util.Map.of("a", 1))', "mime": "application/json"},
        {"code": "Notebook.display(new java.awt.image.BufferedImage(2, 2, 1))", "mime": "image/png"},
    ]

    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "String"
    code_clear_output = "Notebook.clear()"


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "java"
    support_iopub_welcome = True

