package org.jolab.widgets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WidgetTest {

    private final FrontEnd frontEnd = new FrontEnd();

    @AfterEach
    void close() throws Exception {
        frontEnd.close();
    }

    private FrontEnd.Line shown(DomWidget<?> widget) {
        widget.toMimeBundle();
        return frontEnd.lineOf(widget);
    }

    @Test
    void aWidgetReachesTheFrontEndWhenItIsShown() {
        var slider = new IntSlider().min(0).max(10).value(3).description("n");
        assertTrue(frontEnd.lines.isEmpty());
        var bundle = slider.toMimeBundle();
        var line = frontEnd.lineOf(slider);
        assertEquals(Map.of("version_major", 2, "version_minor", 0, "model_id", line.id()),
            bundle.data().get("application/vnd.jupyter.widget-view+json"));
        assertEquals("IntSlider[description=n, max=10, value=3]", bundle.data().get("text/plain"));
        assertEquals("jupyter.widget", line.target());
        assertEquals(Map.of("version", "2.1.0"), line.opening.metadata());
        assertEquals("IntSliderModel", line.state().get("_model_name"));
        assertEquals(List.of(3, 10, "n"),
            List.of(line.state().get("value"), line.state().get("max"), line.state().get("description")));
        // What it refers to was opened before.
        var layout = ((String) line.state().get("layout")).replace("IPY_MODEL_", "");
        assertEquals("LayoutModel", frontEnd.lines.get(layout).state().get("_model_name"));
    }

    @Test
    void aChangeByTheProgramIsSentOnceAndOnlyIfItIsOne() {
        var slider = new IntSlider();
        var line = shown(slider);
        slider.value(5).value(5).value(6);
        assertEquals(List.of("update {value=5}", "update {value=6}"), line.methods());
        slider.together(s -> s.min(1).max(9).value(4).value(7));
        assertEquals("update {min=1, max=9, value=7}", line.methods().getLast());
    }

    @Test
    void aChangeByTheFrontEndIsEchoedAndNotSentBack() {
        var values = new ArrayList<Integer>();
        var slider = new IntSlider().onChange(values::add);
        var line = shown(slider);
        line.change("value", 42);
        assertEquals(42, slider.value());
        assertEquals(List.of(42), values);
        assertEquals(List.of("echo_update {value=42}"), line.methods());
    }

    @Test
    void aValueThatTheProgramRefusesIsCorrected() {
        var slider = new IntSlider().max(10);
        var line = shown(slider);
        line.change("value", 11);
        assertEquals(List.of("echo_update {value=11}", "update {value=10}"), line.methods());
        line.change("value", "no number");
        assertEquals("update {value=10}", line.methods().getLast());
        assertEquals(10, slider.value());
    }

    @Test
    void aListenerMayChangeTheValueAgain() {
        var slider = new IntSlider();
        slider.onChange(v -> slider.value(v / 10 * 10));
        var line = shown(slider);
        line.change("value", 37);
        assertEquals(30, slider.value());
        assertEquals(List.of("echo_update {value=37}", "update {value=30}"), line.methods());
    }

    @Test
    void aListenerThatIsTakenOffHearsNothing() {
        var values = new ArrayList<Object>();
        Consumer<Integer> one = values::add;
        var slider = new IntSlider().onChange(one);
        var other = slider.observe(v -> values.add("other " + v));
        slider.value(1);
        slider.off(one);
        slider.value(2);
        other.close();
        slider.value(3);
        assertEquals(List.of(1, "other 1", "other 2"), values);
    }

    @Test
    void whatAListenerThrowsIsToldAndTheNextOneStillRuns() {
        var values = new ArrayList<Integer>();
        var slider = new IntSlider().onChange(_ -> {
            throw new IllegalStateException("oops");
        }).onChange(values::add);
        shown(slider).change("value", 4);
        assertEquals(List.of("java.lang.IllegalStateException: oops"), frontEnd.failures);
        assertEquals(List.of(4), values);
    }

    @Test
    void limitsMayBeSetInAnyOrderBeforeItIsShown() {
        assertEquals(250, new IntSlider().value(250).min(200).max(300).value());
        var slider = new IntSlider().value(500).min(200).max(300);
        assertEquals(300, slider.value());
        assertEquals(300, shown(slider).state().get("value"));
        slider.max(250);
        assertEquals(250, slider.value());
        assertThrows(UsageError.class, () -> slider.min(251));
        assertThrows(UsageError.class, () -> new IntSlider().min(101).toMimeBundle().toString());
        assertEquals(1000, slider.range(900, 2000).value(1000).value());
        assertEquals(new Range<>(2, 5), new IntRangeSlider().value(2, 5).value());
    }

    @Test
    void mistakesSayWhatWouldBeRight() {
        assertTrue(assertThrows(UsageError.class, () -> new Button().buttonStyle("green")).getMessage()
            .contains("\"primary\", \"success\""));
        assertTrue(assertThrows(UsageError.class, () -> new IntSlider().set("colour", "red")).getMessage()
            .startsWith("IntSlider has no colour. It has behavior, "));
        assertTrue(assertThrows(UsageError.class, () -> new IntSlider().style(s -> s.barColor("red"))).getMessage()
            .startsWith("SliderStyle has no bar_color"));
        assertThrows(UsageError.class, () -> new FloatSlider().value(Double.NaN));
        assertTrue(assertThrows(UsageError.class, () -> new Dropdown<>("a", "b").value("c")).getMessage()
            .contains("c is none of the options: a, b"));
        var box = new VBox();
        assertThrows(UsageError.class, () -> box.children(new HBox(box)));
        assertThrows(UsageError.class, () -> new IntRangeSlider().value(5, 2));
    }

    @Test
    void selectionsHoldValuesOfAnyType() {
        var dropdown = new Dropdown<>(List.of(1.5, 2.5));
        assertEquals(1.5, dropdown.value());
        var line = shown(dropdown);
        assertEquals(List.of("1.5", "2.5"), line.state().get("_options_labels"));
        line.change("index", 1);
        assertEquals(2.5, dropdown.value());
        line.change("index", null);
        assertEquals(null, dropdown.value());
        dropdown.value(2.5).options(List.of(0.5, 2.5, 3.5));
        assertEquals(2.5, dropdown.value());
        var several = new SelectMultiple<>("a", "b", "c").choose("c", "a");
        assertEquals(List.of("c", "a"), several.value());
        shown(several).change("index", List.of(1));
        assertEquals(List.of("b"), several.value());
    }

    @Test
    void bytesTravelBesideTheState() {
        var image = new Image().value(new byte[] {1, 2});
        var line = shown(image);
        assertFalse(line.state().containsKey("value"));
        assertEquals(List.of(List.of("value")), line.opening.data().get("buffer_paths"));
        assertArrayEquals(new byte[] {1, 2}, line.opening.buffers().getFirst());

        var upload = new FileUpload();
        var received = shown(upload);
        received.say(Map.of("method", "update", "state", Map.of("value", List.of(Map.of("name", "a.txt", "type", "",
            "size", 2, "last_modified", 5))), "buffer_paths", List.of(List.of("value", 0, "content"))),
            new byte[] {7, 8});
        assertEquals("a.txt (2 bytes)", upload.value().getFirst().toString());
        assertArrayEquals(new byte[] {7, 8}, upload.value().getFirst().content());
        assertTrue(received.methods().isEmpty(), "what was uploaded is not sent back");
    }

    @Test
    void buttonsAndTextsTellWhatTheirUserDoes() {
        var told = new ArrayList<String>();
        var button = new Button("Go").onClick(() -> told.add("click")).onClick(b -> told.add(b.toString()));
        shown(button).say(Map.of("method", "custom", "content", Map.of("event", "click")));
        var text = new Text("a").onSubmit(told::add);
        shown(text).say(Map.of("method", "custom", "content", Map.of("event", "submit")));
        assertEquals(List.of("click", "Button[description=Go]", "a"), told);
    }

    @Test
    void messagesThatMakeNoSenseChangeNothing() {
        var slider = new IntSlider().value(3);
        var line = shown(slider);
        line.say(Map.of());
        line.say(Map.of("method", "update"));
        line.say(Map.of("method", "update", "state", Map.of("value", 5), "buffer_paths", List.of(List.of("x", 1))));
        line.say(Map.of("method", "custom", "content", 5));
        line.change("_model_name", "Evil");
        line.change("nonsense", 1);
        assertEquals(3, slider.value());
        assertTrue(line.methods().isEmpty());
    }

    @Test
    void aPageThatIsLoadedAgainGetsAllStates() {
        var slider = new IntSlider();
        var image = new Image().value(new byte[] {9});
        var box = new HBox(slider, image);
        var line = shown(box);
        slider.value(8);
        line.say(Map.of("method", "request_state"));
        assertTrue(line.methods().getLast().startsWith("update {_model_module=@jupyter-widgets/controls"));

        var control = frontEnd.openFromThere("jupyter.widget.control");
        control.say(Map.of("method", "request_states"));
        var reply = control.sent.getLast();
        var states = (Map<?, ?>) reply.data().get("states");
        var ofSlider = (Map<?, ?>) states.get(slider.id());
        assertEquals("IntSliderModel", ofSlider.get("model_name"));
        assertEquals(8, ((Map<?, ?>) ofSlider.get("state")).get("value"));
        assertEquals(List.of(List.of(image.id(), "state", "value")), reply.data().get("buffer_paths"));
        assertEquals(List.of("IPY_MODEL_" + slider.id(), "IPY_MODEL_" + image.id()),
            ((Map<?, ?>) ((Map<?, ?>) states.get(box.id())).get("state")).get("children"));
    }

    @Test
    void aClosedWidgetIsGoneAndSaysSo() {
        var slider = new IntSlider();
        var line = shown(slider);
        slider.close();
        slider.close();
        assertTrue(line.isClosed());
        slider.value(5);
        assertThrows(UsageError.class, slider::toMimeBundle);
        var other = new IntSlider();
        var first = shown(other);
        first.closeFromThere();
        other.value(3);
        assertFalse(shown(other).id().equals(first.id()), "one that a front end has closed can be shown again");
    }

    @Test
    void aWidgetThatNobodyHoldsIsClosed() throws Exception {
        var manager = Manager.current().orElseThrow();
        for (var i = 0; i < 50; i++) {
            var slider = new IntSlider();
            frontEnd.clear(false);
            slider.onChange(v -> slider.description("n " + v)).toMimeBundle();
        }
        assertEquals(1, frontEnd.kept.size());
        awaitOpen(manager, 3);
        // The one that the cell still shows, with its layout and style.
        assertEquals(3, manager.count());
        frontEnd.clear(false);
        awaitOpen(manager, 0);
        assertTrue(frontEnd.lines.values().stream().allMatch(FrontEnd.Line::isClosed));
    }

    private static void awaitOpen(Manager manager, int count) throws InterruptedException {
        for (var i = 0; i < 100 && manager.count() > count; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertEquals(count, manager.count());
    }

    @Test
    void outputsHoldWhatIsShownInThem() throws Exception {
        var output = new Output();
        var line = shown(output);
        output.append(MimeBundle.of("image/png", new byte[] {1, 2, 3}).with("text/plain", "picture"));
        var state = (Map<?, ?>) line.sent.getLast().data().get("state");
        var first = (Map<?, ?>) ((List<?>) state.get("outputs")).getFirst();
        assertEquals("AQID", ((Map<?, ?>) first.get("data")).get("image/png"));
        assertEquals("display_data", first.get("output_type"));
        output.clear();
        assertEquals("update {outputs=[]}", line.methods().getLast());
    }

    @Test
    void modulesOfYourOwnShareAttributes() {
        var counter = AnyWidget.of("export default { render() {} }", Map.of("count", 0));
        var line = shown(counter);
        assertEquals(List.of("anywidget", "AnyModel", "AnyView"), List.of(line.state().get("_model_module"),
            line.state().get("_model_name"), line.state().get("_view_name")));
        var counts = new ArrayList<Object>();
        counter.observe("count", counts::add);
        line.change("count", 1);
        counter.set("count", 2);
        assertEquals(List.of(1, 2), counts);
        assertThrows(UsageError.class, () -> AnyWidget.of("", Map.of("layout", 1)));
    }
}
