package org.jolab.widgets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jolab.api.MimeBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WidgetsTest {

    private final FrontEnd frontEnd = new FrontEnd();

    @AfterEach
    void close() throws Exception {
        frontEnd.close();
    }

    @Test
    void linkedControlsHaveTheSameValueUntilTheyAreUnlinked() {
        var one = new IntSlider().value(3);
        var other = new IntText();
        var link = Widgets.link(one, other);
        assertEquals(3, other.value());
        other.value(7);
        assertEquals(7, one.value());
        link.close();
        one.value(1);
        assertEquals(7, other.value());
    }

    @Test
    void linkedControlsMayDifferByAFunction() {
        var celsius = new FloatText().value(100);
        var fahrenheit = new FloatText();
        Widgets.link(celsius, c -> c * 9 / 5 + 32, fahrenheit, f -> (f - 32) * 5 / 9);
        assertEquals(212.0, fahrenheit.value());
        fahrenheit.value(32);
        assertEquals(0.0, celsius.value());
        var label = new Label();
        Widgets.follow(celsius, c -> c + " °C", label);
        celsius.value(20);
        assertEquals("20.0 °C", label.value());
    }

    @Test
    void aLinkWithinTheFrontEndNamesBothEnds() {
        var play = new Play();
        var slider = new IntSlider();
        var link = Widgets.jslink(play, slider);
        var line = frontEnd.lines.values().stream()
            .filter(each -> "LinkModel".equals(each.state().get("_model_name"))).findFirst().orElseThrow();
        assertEquals(List.of("IPY_MODEL_" + play.id(), "value"), line.state().get("source"));
        assertEquals(List.of("IPY_MODEL_" + slider.id(), "value"), line.state().get("target"));
        link.close();
        assertTrue(line.isClosed());
    }

    @Test
    void interactShowsWhatComesOfTheValuesNowAndLater() throws Exception {
        var seen = new ArrayList<String>();
        var number = Widgets.slider(0, 10);
        var letter = Widgets.choice("a", "b");
        Widgets.interact(number, letter, (n, s) -> {
            seen.add(n + s);
            return MimeBundle.text(s.repeat(n));
        });
        assertEquals(1, frontEnd.displayed.size());
        frontEnd.lineOf(letter).change("index", 1);
        frontEnd.lineOf(number).change("value", 2);
        assertEquals(List.of("5a", "5b", "2b"), seen);
        var outputs = frontEnd.lines.values().stream()
            .filter(line -> "OutputModel".equals(line.state().get("_model_name"))).findFirst().orElseThrow();
        for (var i = 0; i < 100 && !outputs.methods().toString().contains("text/plain=bb}"); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertTrue(outputs.methods().getLast().contains("text/plain=bb}"), outputs.methods().toString());
    }

    @Test
    void whatABodyThrowsDoesNotEndTheInteraction() {
        var seen = new ArrayList<Integer>();
        var number = Widgets.slider(0, 10);
        Widgets.whenever(number, n -> {
            seen.add(n);
            if (n == 1) {
                throw new IOException("one");
            }
        });
        frontEnd.lineOf(number).change("value", 1);
        frontEnd.lineOf(number).change("value", 2);
        assertEquals(List.of(5, 1, 2), seen);
    }

    @Test
    void allFrontEndsGetWhatTheirModelsNeed() {
        for (var name : Model.names()) {
            var model = Model.of(name);
            var identity = model.identity(Map.of());
            assertTrue(identity.get("_model_module").toString().startsWith("@jupyter-widgets/"), name);
            model.attributes().values().forEach(attribute -> {
                if (attribute.initial() != null) {
                    attribute.checked(attribute.initial());
                }
            });
        }
    }
}
