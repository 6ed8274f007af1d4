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


def click(kernel, id, **header):
    sent = kernel.request("comm_msg", {"comm_id": id, "data": {"method": "custom", "content": {"event": "click"}}},
                          reply=False, header=header)
    return sent


def shown(cell):
    """The identity of the widget that a cell shows."""
    return cell.data[VIEW]["model_id"]


def test_a_listener_prints_below_its_cell_in_the_page_that_ran_it_and_with_the_message_elsewhere(fresh):
    cell = fresh.run('new Button("Go").onClick(() -> System.out.println("went"))',
                      metadata={"cellId": "listener"}).ok()
    sent = click(fresh, shown(cell))
    assert sent.stdout == ""
    fresh.output(cell.id, "went")
    elsewhere = click(fresh, shown(cell), session="another-page")
    assert elsewhere.stdout == "went\n"


def test_a_listener_that_waits_for_another_does_not_hold_it_up(fresh):
    cell = fresh.run("""
        var value = new IntText();
        value.onChange(v -> { });
        var wait = new Button("Wait").onClick(() -> {
            while (value.value() != 5) Thread.onSpinWait();
            System.out.println("saw 5");
        });
        new HBox(wait, value)""").ok()
    opened = {m.content["data"]["state"]["_model_name"]: m.content["comm_id"] for m in cell.of("comm_open")}
    waiting = fresh.send("comm_msg", {"comm_id": opened["ButtonModel"], "data": {
        "method": "custom", "content": {"event": "click"}}})
    fresh.send("comm_msg", {"comm_id": opened["IntTextModel"], "data": {
        "method": "update", "state": {"value": 5}, "buffer_paths": []}})
    fresh.output(cell.id, "saw 5")
    fresh.wait(waiting, reply=False)


def test_widgets_whose_cell_runs_again_are_closed_when_they_are_collected(fresh):
    first = fresh.run("new IntSlider()", metadata={"cellId": "again"}).ok()
    kept = fresh.run("var kept = new IntSlider(); kept", metadata={"cellId": "kept"}).ok()
    fresh.run("System.gc();").ok()
    open_now = fresh.request("comm_info_request", {"target_name": "jupyter.widget"}).reply["comms"]
    assert {shown(first), shown(kept)} <= set(open_now)
    fresh.run("1", metadata={"cellId": "again"}).ok()
    fresh.run("2", metadata={"cellId": "kept"}).ok()

    def closed():
        fresh.run("System.gc(); Thread.sleep(50);").ok()
        return shown(first) not in fresh.request("comm_info_request").reply["comms"]

    fresh.until(closed)
    assert shown(kept) in fresh.request("comm_info_request").reply["comms"]


def test_many_widgets_in_a_loop_do_not_pile_up(fresh):
    fresh.run("""for (int i = 0; i < 300; i++) {
        Notebook.clear(true);
        Notebook.display(new IntProgress().value(i));
    }""", metadata={"cellId": "loop"}).ok()

    def few():
        fresh.run("System.gc(); Thread.sleep(50);").ok()
        return len(fresh.request("comm_info_request", {"target_name": "jupyter.widget"}).reply["comms"]) < 60

    fresh.until(few)
