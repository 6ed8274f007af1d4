package org.jolab.install.frontend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Widgets and plots in a real JupyterLab, whose widget manager is the one that ipywidgets has. */
class WidgetsInLabIT extends LabTest {

    private static void type(NotebookPage notebook, Locator readout, String digits) {
        readout.click();
        notebook.press("Control+A");
        for (var digit : digits.split("")) {
            notebook.press(digit);
        }
        notebook.press("Enter");
    }

    @Test
    void aSliderMovesAValueInJavaAndBack(TestInfo test) throws IOException {
        var notebook = open(test, """
            var slider = new IntSlider().max(50).value(7).description("n");
            slider.onChange(n -> System.out.println("now " + n));
            slider""", "slider.value()", "slider.value(21);");
        notebook.run(0);
        var readout = notebook.outputs(0).locator(".widget-readout");
        assertThat(readout).hasText("7");
        type(notebook, readout, "33");
        notebook.awaitOutput(0, "now 33");
        notebook.run(1);
        notebook.awaitOutput(1, "33");
        notebook.run(2);
        assertThat(readout).hasText("21");
        notebook.screenshot("widgets-slider");
    }

    @Test
    void listenersRunWhileACellRunsAndTheirFailuresAreSeen(TestInfo test) throws IOException {
        var notebook = open(test, """
            var go = new Button("Go").onClick(() -> System.out.println("clicked"));
            var fail = new Button("Fail").onClick(() -> { int[] none = {}; none[3] = 1; });
            new HBox(go, fail)""", "Thread.sleep(60_000);");
        notebook.run(0);
        assertThat(notebook.outputs(0).locator("button")).hasCount(2);
        notebook.run(1);
        notebook.awaitBusy();
        notebook.outputs(0).locator("button").first().click();
        notebook.awaitOutput(0, "clicked");
        notebook.outputs(0).locator("button").last().click();
        notebook.awaitOutput(0, "ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 0");
        notebook.awaitOutput(0, "cell 1, line 2");
        notebook.screenshot("widgets-button");
        notebook.interrupt();
        notebook.awaitIdle();
    }

    @Test
    void aListenerThatNeverEndsIsInterruptedAndTheOthersGoOn(TestInfo test) throws IOException {
        var notebook = open(test, """
            new HBox(new Button("Spin").onClick(() -> { System.out.println("spinning"); while (true) { } }),
                new Button("Go").onClick(() -> System.out.println("went")))""");
        notebook.run(0);
        notebook.outputs(0).locator("button").first().click();
        notebook.awaitOutput(0, "spinning");
        notebook.interrupt();
        notebook.awaitOutput(0, "Interrupted");
        notebook.outputs(0).locator("button").last().click();
        notebook.awaitOutput(0, "went");
        notebook.awaitIdle();
    }

    @Test
    void interactShowsWhatItsBodyMakes(TestInfo test) throws IOException {
        var notebook = open(test, """
            interact(slider(1, 9).description("times"), choice("ab", "cd"), checkbox(false).description("upper"),
                (n, text, upper) -> { System.out.println("n is " + n); return (upper ? "CD" : text).repeat(n); });""");
        notebook.run(0);
        notebook.awaitOutput(0, "ababababab");
        notebook.outputs(0).locator("select").selectOption("cd");
        notebook.awaitOutput(0, "cdcdcdcdcd");
        type(notebook, notebook.outputs(0).locator(".widget-readout").first(), "2");
        notebook.awaitOutput(0, "n is 2");
        notebook.outputs(0).locator("input[type=checkbox]").check();
        notebook.awaitOutput(0, "CDCD");
        notebook.screenshot("widgets-interact");
        assertFalse(notebook.outputs(0).allInnerTexts().toString().contains("n is 5"), "what was there is replaced");
    }

    @Test
    void widgetsLiveOnWhenThePageIsLoadedAgain(TestInfo test) throws IOException {
        var notebook = open(test, """
            import java.awt.image.BufferedImage;
            var slider = new IntSlider().value(7);
            var doubled = new Label();
            follow(slider, n -> "twice is " + 2 * n, doubled);
            new VBox(slider, doubled, new Image().value(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB)))""");
        notebook.run(0);
        type(notebook, notebook.outputs(0).locator(".widget-readout"), "12");
        notebook.awaitOutput(0, "twice is 24");
        notebook.saveAndReload();
        notebook.awaitOutput(0, "twice is 24");
        assertThat(notebook.outputs(0).locator("img")).isVisible();
        type(notebook, notebook.outputs(0).locator(".widget-readout"), "13");
        notebook.awaitOutput(0, "twice is 26");
        notebook.screenshot("widgets-reloaded");
    }

    @Test
    void aProgressBarIsAWidgetWhileItMovesAndATextForEver(TestInfo test) throws IOException {
        var notebook = open(test, "var go = new java.util.concurrent.CountDownLatch(1);\n"
            + "new Button(\"On\").onClick(go::countDown)",
            "for (var i : Notebook.progress(4)) { if (i == 2) go.await(); }");
        notebook.run(0);
        notebook.run(1);
        assertThat(notebook.outputs(1).locator(".widget-hprogress")).isVisible();
        notebook.awaitOutput(1, "2/4");
        notebook.screenshot("widgets-progress");
        notebook.outputs(0).locator("button").click();
        notebook.awaitOutput(1, "4/4");
        assertThat(notebook.outputs(1).locator(".widget-hprogress")).hasCount(0);
        assertThat(notebook.outputs(1).locator("[role=progressbar]")).isVisible();
    }

    @Test
    void aModuleOfYourOwnIsShownWhereAnywidgetIs(TestInfo test) throws IOException {
        var notebook = open(test, """
            var counter = AnyWidget.of(\"""
                export default { render({model, el}) {
                    const button = document.createElement("button");
                    const show = () => { button.textContent = "count is " + model.get("count"); };
                    button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
                    model.on("change:count", show); show(); el.append(button);
                } };
                \""", Map.of("count", 5));
            counter.observe("count", n -> System.out.println("Java has " + n));
            counter""");
        notebook.run(0);
        notebook.outputs(0).locator("button").click();
        notebook.awaitOutput(0, "count is 6");
        notebook.awaitOutput(0, "Java has 6");
    }

    private static final String[] PLOTS = {
        """
            var x = DoubleStream.iterate(0, v -> v + 0.1).limit(100).toArray();
            Plot.line(x, DoubleStream.of(x).map(Math::sin).toArray()).named("sine").with(
                Plot.line(x, DoubleStream.of(x).map(Math::cos).toArray()).named("cosine"))
                .title("Waves").size(400, 100)""",
        "Plot.hist(new Random(1).doubles(1_000_000)).size(400, 100)",
        "Plot.heatmap(new double[][] {{1, 2}, {3, 4}}).size(400, 100)",
        "Plot.bar(List.of(\"a\", \"b\"), Map.of(\"one\", new int[] {1, 2}, \"two\", new int[] {2, 1})).size(400, 100)"};

    @Test
    void plotsAreDrawn(TestInfo test) throws IOException {
        seePlots(open(test, PLOTS), "plots");
    }

    @Test
    void plotsAndWidgetsAreShownInNotebook(TestInfo test) throws IOException {
        var cells = Arrays.copyOf(PLOTS, PLOTS.length + 1);
        cells[PLOTS.length] = "new IntSlider().value(3).onChange(n -> System.out.println(\"now \" + n))";
        var notebook = openInNotebook(test, cells);
        seePlots(notebook, "plots-notebook");
        notebook.run(PLOTS.length);
        var readout = notebook.outputs(PLOTS.length).locator(".widget-readout");
        type(notebook, readout, "8");
        notebook.awaitOutput(PLOTS.length, "now 8");
    }

    private static void seePlots(NotebookPage notebook, String name) {
        for (var i = 0; i < PLOTS.length; i++) {
            notebook.run(i);
            assertThat(notebook.outputs(i).locator(".vega-embed canvas, .vega-embed svg").first()).isVisible();
        }
        notebook.outputs(0).locator(".vega-embed").hover();
        notebook.pause(Duration.ofSeconds(1));
        notebook.screenshot(name);
        assertEquals(0, notebook.outputs(0).getByText("Javascript Error").count());
    }
}
