"""The user's libraries and the kernel's never meet."""

import os
from pathlib import Path

import pytest

# The build puts them there: other versions than the kernel's own, and libraries that it has too.
LIBRARIES = Path(__file__).parents[4] / "target" / "libraries"


def jars(*names):
    found = []
    for name in names:
        matching = sorted(LIBRARIES.glob(f"{name}-*.jar"))
        assert matching, f"{name} is not in {LIBRARIES}: run the build's pre-integration-test phase first"
        found.append(f'Path.of("{matching[0]}")')
    return f"Notebook.addToClasspath({', '.join(found)});"


HIDDEN = [
    "org.zeromq.ZMQ", "com.fasterxml.jackson.databind.ObjectMapper", "picocli.CommandLine",
    "org.jolab.kernel.Kernel", "org.jolab.install.Main", "org.slf4j.Logger",
]


@pytest.mark.parametrize("name", HIDDEN)
def test_the_kernels_own_classes_are_not_seen(kernel, name):
    assert kernel.run(f'Class.forName("{name}")').error["ename"] == "ClassNotFoundException"
    assert kernel.run(f"{name} hidden = null;").status == "error"
    assert kernel.run(f'Thread.currentThread().getContextClassLoader().loadClass("{name}")').status == "error"


def test_the_api_is_seen(kernel):
    assert kernel.run("org.jolab.api.Notebook.class.getName()").ok().text.strip('"') == "org.jolab.api.Notebook"


def test_another_jackson_is_used(fresh):
    fresh.run(jars("jackson-core", "jackson-annotations", "jackson-databind")).ok()
    cell = fresh.run('''
        import com.fasterxml.jackson.databind.ObjectMapper;
        var mapper = new ObjectMapper();
        mapper.version() + " " + mapper.readTree("{\\"a\\": [1, 2]}").get("a").size()
    ''').ok()
    assert cell.text.strip('"') == "2.9.10 2"
    # A record of the user's and the kernel's own JSON still work beside it.
    assert fresh.run('mapper.writeValueAsString(Map.of("a", 1))').ok().text.strip('"').replace('\\', '') == '{"a":1}'


def test_another_slf4j_with_its_binding_is_used(fresh):
    fresh.run(jars("slf4j-api", "slf4j-simple")).ok()
    cell = fresh.run('org.slf4j.LoggerFactory.getLogger("mine").warn("from the user");').ok()
    assert "from the user" in cell.stderr + cell.stdout
    assert "multiple" not in (cell.stderr + cell.stdout).lower()


def test_guava_is_used_with_variables_from_before(fresh):
    fresh.run("int kept = 42;").ok()
    fresh.run(jars("guava", "failureaccess")).ok()
    cell = fresh.run("import com.google.common.collect.*;\nImmutableList.of(kept, 1).reverse()").ok()
    assert cell.text == "[1, 42]"
    assert fresh.run("Multimaps.newListMultimap(new HashMap<>(), ArrayList::new).size()").ok().text == "0"


def test_all_of_them_together_are_used(fresh):
    fresh.run(jars("guava", "failureaccess", "slf4j-api", "slf4j-simple", "jackson-core", "jackson-annotations",
                   "jackson-databind")).ok()
    cell = fresh.run('new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString('
                     'com.google.common.collect.ImmutableMap.of("k", 1))').ok()
    assert "k" in cell.text


def test_a_class_from_a_folder_with_resources_is_used(fresh, tmp_path):
    (tmp_path / "res").mkdir()
    (tmp_path / "res" / "note.txt").write_text("from a resource")
    fresh.run(f'Notebook.addToClasspath(Path.of("{tmp_path}"));').ok()
    cell = fresh.run('new String(Thread.currentThread().getContextClassLoader().getResourceAsStream("res/note.txt")'
                     '.readAllBytes())').ok()
    assert cell.text.strip('"') == "from a resource"


def test_a_path_that_is_not_there_is_told_in_a_sentence(kernel):
    cell = kernel.run(f'Notebook.addToClasspath(Path.of("{os.sep}no{os.sep}such.jar"));')
    assert cell.status == "error"
    assert "no/such.jar" in cell.error["evalue"]
    assert len(cell.error["traceback"]) < 8
