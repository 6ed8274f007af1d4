package org.jolab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PictureTest {

    private static Document drawn(Plot plot) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new InputSource(new StringReader(plot.toSvg())));
    }

    private static List<Element> all(Document svg, String name) {
        var found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    private static List<String> texts(Document svg) {
        return all(svg, "text").stream().map(Element::getTextContent).toList();
    }

    /** The paths that are filled or drawn in a colour. */
    private static List<String> paths(Document svg, String attribute, String color) {
        return all(svg, "path").stream().filter(path -> path.getAttribute(attribute).equals(color))
            .map(path -> path.getAttribute("d")).toList();
    }

    @Test
    void aLineGoesThroughItsPoints() throws Exception {
        var svg = drawn(Plot.line(new int[] {0, 5, 10}, new int[] {0, 10, 5}).size(100, 50).color("red"));
        assertEquals(List.of("M0 50L50 0L100 25", "M0 50h0M50 0h0M100 25h0"), paths(svg, "stroke", "red"));
        assertTrue(texts(svg).containsAll(List.of("0", "2", "8", "10")), texts(svg).toString());
    }

    @Test
    void whatIsMissingLeavesAGapAndWhatIsBeyondALogarithmIsLeftOut() throws Exception {
        var gap = drawn(Plot.line(new double[] {0, 1, Double.NaN, 1}).size(30, 10).color("red"));
        assertEquals("M0 10L10 0M30 0", paths(gap, "stroke", "red").getFirst());
        var log = drawn(Plot.line(new double[] {-1, 1, 100}).yLog().size(20, 10).color("red"));
        assertEquals("M10 10L20 0", paths(log, "stroke", "red").getFirst());
        assertTrue(texts(log).containsAll(List.of("1", "10", "100")), texts(log).toString());
    }

    @Test
    void namesAreTextAndNeverMarkup() throws Exception {
        var svg = drawn(Plot.line(new int[] {1, 2}).named("<script>&\"'\u0001").title("a < b").xLabel("x&y")
            .color("red\"/><script>"));
        assertTrue(texts(svg).containsAll(List.of("a < b", "x&y")), texts(svg).toString());
        assertTrue(all(svg, "script").isEmpty());
    }

    @Test
    void barsStandOnZeroSideBySide() throws Exception {
        var svg = drawn(Plot.bar(List.of("a", "b"), List.of(2, -2)).size(100, 80).color("teal"));
        assertEquals(List.of("M5 40H45V0H5Z", "M55 40H95V80H55Z"), paths(svg, "fill", "teal"));
        var two = drawn(Plot.bar(List.of("a", "b"), Map.of("one", List.of(1, 2))).with(
            Plot.bar(List.of("a", "b"), List.of(3, 4)).named("two")).size(100, 40));
        assertTrue(texts(two).containsAll(List.of("a", "b", "one", "two")), texts(two).toString());
        assertEquals(List.of("M5 40H25V30H5Z", "M55 40H75V20H55Z"), paths(two, "fill", "#4c78a8"));
        assertEquals(List.of("M25 40H45V10H25Z", "M75 40H95V0H75Z"), paths(two, "fill", "#f58518"));
    }

    @Test
    void aHeatMapHasItsFirstRowAtTheTop() throws Exception {
        var svg = drawn(Plot.heatmap(new double[][] {{0, 0}, {1, 1}}).size(20, 20));
        assertEquals("M0 0H20V10H0Z", paths(svg, "fill", "#440154").getFirst());
        assertEquals("M0 10H20V20H0Z", paths(svg, "fill", "#fde725").getFirst());
    }

    @Test
    void momentsHaveRoundLabels() throws Exception {
        var days = IntStream.range(0, 400).mapToObj(i -> LocalDate.of(2026, 1, 1).plusDays(i)).toList();
        var labels = texts(drawn(Plot.line(days, IntStream.range(0, 400).toArray())));
        assertTrue(labels.containsAll(List.of("2026-01", "2026-07", "2027-01")), labels.toString());
    }

    @Test
    void everyKindIsWellFormedWithOddValues() throws Exception {
        for (var values : List.of(new double[0], new double[1], new double[] {Double.NaN},
            new double[] {1e308, -1e308}, new double[] {Double.POSITIVE_INFINITY, 1}, new double[] {5, 5, 5})) {
            for (var plot : List.of(Plot.line(values), Plot.area(values), Plot.scatter(values, values),
                Plot.bar(values), Plot.hist(values), Plot.box(values), Plot.line(values).xLog().yLog())) {
                assertFalse(plot.toSvg().contains("NaN"), plot.toSvg());
                assertFalse(plot.toSvg().contains("Infinity"), plot.toSvg());
                drawn(plot);
            }
        }
    }

    @Test
    void manyPointsMakeASmallFile() {
        var random = new Random(1);
        var svg = Plot.scatter(random.doubles(1_000_000).toArray(), random.doubles(1_000_000).toArray()).toSvg();
        assertTrue(svg.length() < 200_000, svg.length() + " characters");
    }

    @Test
    void aPlotIsSavedAsSvg(@TempDir Path folder) throws Exception {
        Plot.line(new int[] {1, 2}).save(folder.resolve("a.svg"));
        assertTrue(Files.readString(folder.resolve("a.svg")).startsWith("<svg "));
    }
}
