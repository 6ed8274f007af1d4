"""Widgets: what the kernel tells of them is what ipywidgets itself would tell, and nobody waits for a browser."""

import pytest
from ipywidgets.widgets.widget import _registry

from harness.notebooks import execute, output

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"

WIDGETS = {
    "IntSlider": "", "FloatSlider": "", "IntRangeSlider": "", "FloatRangeSlider": "", "FloatLogSlider": "",
    "IntProgress": "", "FloatProgress": "", "IntText": "", "FloatText": "", "BoundedIntText": "",
    "BoundedFloatText": "", "Text": "", "Textarea": "", "Password": "", "Combobox": "", "Checkbox": "",
    "ToggleButton": "", "Valid": "", "Dropdown<String>": "", "RadioButtons<String>": "", "Select<String>": "",
    "SelectMultiple<String>": "", "ToggleButtons<String>": "", "SelectionSlider<String>": '"a", "b"',
    "DatePicker": "", "TimePicker": "", "DatetimePicker": "", "NaiveDatetimePicker": "", "ColorPicker": "",
    "Button": "", "HTML": "", "HTMLMath": "", "Label": "", "Image": "", "Audio": "", "Video": "", "Play": "",
    "Output": "", "HBox": "", "VBox": "", "GridBox": "", "Box": "", "Tab": "", "Accordion": "", "Stacked": "",
    "FileUpload": "", "TagsInput": "",
}

CHANGED = """
var changed = new VBox(
    new IntSlider().range(-5, 5).value(3).description("n").tooltip("a tip").vertical().readoutFormat(".1f")
        .style(s -> s.handleColor("teal").descriptionWidth("10em")),
    new FloatLogSlider().base(2).min(0).max(8).value(16), new IntRangeSlider().value(2, 4),
    new Dropdown<>(Map.of("one", 1)), new SelectMultiple<>("a", "b").choose("b"),
    new DatePicker(LocalDate.of(2026, 2, 3)), new TimePicker(java.time.LocalTime.of(4, 5)),
    new DatetimePicker(java.time.ZonedDateTime.now()), new NaiveDatetimePicker(java.time.LocalDateTime.now()),
    new Image().value(new byte[] {1, 2}), new Button("b").icon("play").buttonStyle("danger"),
    new TagsInput().value(List.of("x")), new Tab().page("t", new Label("l")).selected(0),
    new Accordion().page("a", new Text("x").placeholder("p")), new Checkbox(true).indent(false)
).layout(l -> l.border("1px solid red").width("50%").columns("1fr 2fr")).addClass("mine");
jslink((IntSlider) changed.children().get(0), new IntText());
changed
"""


@pytest.fixture(scope="module")
def states():
    """The states of all widgets as nbclient saves them, by the names of their models."""
    lines = [f"Notebook.display(new {name}({arguments}));" for name, arguments in WIDGETS.items()]
    plain = execute("\n".join(lines))
    changed = execute(CHANGED)
    return [made.metadata["widgets"][STATE]["state"] for made in (plain, changed)]


def classes():
    return {key[2]: widget for key, widget in _registry.items()}


def references(value):
    return isinstance(value, str) and value.startswith("IPY_MODEL_") \
        or isinstance(value, (list, tuple)) and any(references(v) for v in value)


def test_all_models_have_the_attributes_and_values_that_ipywidgets_gives_them(states):
    known = classes()
    seen = set()
    for model in states[0].values():
        name, state = model["model_name"], dict(model["state"])
        seen.add(name)
        theirs = known[name](options=["a", "b"]) if name == "SelectionSliderModel" else known[name]()
        expected = theirs.get_state()
        expected.pop("_view_count")
        for buffer in model.get("buffers", []):
            state[buffer["path"][0]] = b""
        assert set(state) == set(expected), name
        for key, value in expected.items():
            if not references(value):
                assert state[key] == (list(value) if isinstance(value, tuple) else value), (name, key)
        assert (model["model_module"], model["model_module_version"]) == \
            (expected["_model_module"], expected["_model_module_version"])
    assert len([name for name in seen if not name.endswith(("StyleModel", "LayoutModel"))]) == len(WIDGETS)


def test_all_values_are_ones_that_ipywidgets_accepts(states):
    known = classes()
    for model in states[1].values():
        name, state = model["model_name"], model["state"]
        if name in ("LinkModel", "SelectionSliderModel"):
            continue
        theirs = known[name]()
        traits = {key: value for key, value in state.items() if not key.startswith(("_model", "_view"))
                  and not references(value)}
        # Limits first, as values are held to them.
        for key in sorted(traits, key=lambda k: (k == "value", k == "index", k != "max", k != "_options_labels")):
            trait = theirs.traits()[key]
            value = trait.metadata.get("from_json", lambda x, _: x)(traits[key], theirs)
            if key in ("index", "_options_labels", "selected_index"):
                # What they are indices of is not there.
                continue
            theirs.set_trait(key, tuple(value) if isinstance(value, list) else value)


def test_references_lead_to_models(states):
    for group in states:
        for model in group.values():
            for value in model["state"].values():
                for one in value if isinstance(value, list) else [value]:
                    assert not references(one) or one.removeprefix("IPY_MODEL_") in group


def test_a_notebook_with_widgets_runs_without_a_browser():
    made = execute(
        "var s = new IntSlider().value(3).onChange(v -> System.out.println(\"now \" + v));\ns",
        "s.value(5);",
        "interact(slider(1, 3), choice(\"a\", \"b\"), (n, c) -> c.repeat(n));",
        "int sum = 0;\nfor (var i : Notebook.progress(100)) sum += i;\nsum",
        "var out = new Output();\nout.capture(() -> { System.out.println(\"inside\"); return null; });\nout",
        "Plot.line(new int[] {1, 2, 3})",
    )
    assert VIEW in made.cells[0].outputs[0].data
    assert output(made.cells[0])[0] == ("execute_result", "IntSlider[value=3]")
    assert output(made.cells[1]) == [("stdout", "now 5\n")]
    assert output(made.cells[2])[0][1].endswith("aa")
    assert "100/100" in output(made.cells[3])[0][1]
    assert output(made.cells[4])[0][1] == "inside"
    assert "▁" in output(made.cells[5])[0][1]
    assert "application/vnd.vegalite.v5+json" in made.cells[5].outputs[0].data
