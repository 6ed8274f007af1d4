package org.jolab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jolab.api.UsageError;
import org.jolab.gpu.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {

    private record City(String name, int people, double area) {}

    private static final List<City> CITIES =
        List.of(new City("Ulm", 126_000, 118.7), new City("Bonn", 330_000, 141.1), new City("Jena", 111_000, 114.8));

    private static Map<?, ?> layer(Plot plot, int index) {
        return (Map<?, ?>) ((List<?>) plot.spec().get("layer")).get(index);
    }

    private static List<?> values(Plot plot, int index) {
        return (List<?>) ((Map<?, ?>) layer(plot, index).get("data")).get("values");
    }

    private static Object at(Object tree, String... path) {
        for (var key : path) {
            tree = ((Map<?, ?>) tree).get(key);
        }
        return tree;
    }

    private static Map<String, Object> point(Object x, Object y) {
        var point = new LinkedHashMap<String, Object>();
        point.put("x", x);
        point.put("y", y);
        return point;
    }

    @Test
    void valuesMayComeInManyForms() {
        var points = List.of(point(0L, 1L), point(1L, 2.5), point(2L, 3L));
        for (var values : List.of(new double[] {1, 2.5, 3}, new float[] {1, 2.5f, 3}, List.of(1, 2.5, 3),
            new Double[] {1.0, 2.5, 3.0}, Stream.of(1, 2.5, 3), Tensors.of(new double[] {1, 2.5, 3}))) {
            assertEquals(points, values(Plot.line(values), 0), values.getClass().getName());
        }
        assertEquals(List.of(point(0L, 3L), point(1L, 4L)), values(Plot.line(IntStream.of(3, 4)), 0));
        assertEquals(List.of(point("a", 3L)), values(Plot.bar(Map.of("a", 3)), 0));
    }

    @Test
    void recordsAreDrawnByTheirComponents() {
        var plot = Plot.scatter(CITIES, "area", "people").colorBy("name");
        assertEquals("area", at(layer(plot, 0), "encoding", "x", "title"));
        assertEquals("nominal", at(layer(plot, 0), "encoding", "color", "type"));
        assertEquals("Ulm", at(values(plot, 0).getFirst(), "c"));
        assertEquals(values(plot, 0).size(), values(Plot.scatter(CITIES, City::area, City::people), 0).size());
        assertEquals("City has no height. It has name, people, area.",
            assertThrows(UsageError.class, () -> Plot.scatter(CITIES, "area", "height")).getMessage());
        assertEquals(List.of(point(1L, 2L)), values(Plot.line(List.of(Map.of("a", 1, "b", 2)), "a", "b"), 0));
    }

    @Test
    void severalSeriesHaveNamesAndColours() {
        var plot = Plot.line(new int[] {0, 1}, Map.of("one", new int[] {1, 2})).with(Plot.line(new int[] {3, 4}));
        assertEquals("one", at(layer(plot, 0), "encoding", "color", "datum"));
        assertEquals("series 2", at(layer(plot, 1), "encoding", "color", "datum"));
        assertEquals(3, ((List<?>) Plot.line(new double[3][5]).spec().get("layer")).size());
        assertEquals(1, ((List<?>) Plot.bar(List.of("a"), new int[][] {{1}, {2}}).spec().get("layer")).size());
    }

    @Test
    void momentsHaveAnAxisInTheProgramsOwnZone() {
        var plot = Plot.line(List.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2)), new int[] {1, 2});
        assertEquals("temporal", at(layer(plot, 0), "encoding", "x", "type"));
        assertEquals("utc", at(layer(plot, 0), "encoding", "x", "scale", "type"));
        assertTrue(plot.toString().contains("x 2026-01-01 … 2026-01-02"), plot.toString());
    }

    @Test
    void whatIsMissingLeavesAGap() {
        var plot = Plot.line(new double[] {1, Double.NaN, Double.POSITIVE_INFINITY, 4});
        assertEquals(Arrays.asList(point(0L, 1L), point(1L, null), point(2L, null), point(3L, 4L)), values(plot, 0));
        assertNull(at(values(Plot.line(new int[] {0, 1, 10}).yLog(), 0).getFirst(), "y"));
        assertEquals("line, no values", Plot.line(new double[0]).toString());
        assertEquals("line, no values", Plot.line(new double[] {Double.NaN}).toString());
        assertEquals(List.of(), values(Plot.line(List.of()), 0));
    }

    @Test
    void onePointIsSeen() {
        assertEquals(true, at(layer(Plot.line(new int[] {5}), 0), "mark", "point"));
        assertEquals(false, at(layer(Plot.line(new int[500]), 0), "mark", "point"));
        assertTrue(Plot.line(new int[] {5}).toString().startsWith("line of 1 point, x 0 … 0, y 5 … 5\n"));
    }

    @Test
    void aMillionPointsBecomeFewWithAllPeaks() {
        var values = new Random(1).doubles(1_000_000).toArray();
        values[123_456] = 1000;
        values[654_321] = Double.NaN;
        var plot = Plot.line(values);
        var kept = values(plot, 0);
        assertTrue(kept.size() <= Thinning.MOST, () -> "" + kept.size());
        assertTrue(kept.contains(point(123_456L, 1000L)));
        assertTrue(kept.contains(point(654_321L, null)));
        assertTrue(plot.toString().contains("of 1,000,000 points, with all peaks"), plot.toString());
        var sampled = Plot.scatter(values, values);
        assertEquals(Thinning.MOST, values(sampled, 0).size());
        assertTrue(sampled.spec().get("title").toString().contains("10,000 of 1,000,000 points, sampled"));
    }

    @Test
    void histogramsCountAll() {
        var bins = values(Plot.hist(new double[] {0, 0.5, 1, 1, 2, 4, Double.NaN}, 4), 0);
        assertEquals(List.of(2L, 2L, 1L, 1L), bins.stream().map(bin -> at(bin, "y")).toList());
        assertTrue(Plot.hist(new double[] {1, Double.NaN}).toString().contains("1 values that are no finite numbers"));
        var many = Plot.hist(new Random(1).doubles(1_000_000));
        assertEquals(1_000_000L, values(many, 0).stream().mapToLong(bin -> (Long) at(bin, "y")).sum());
        assertEquals(1, values(Plot.hist(new int[] {7, 7, 7}), 0).size());
        assertThrows(UsageError.class, () -> Plot.hist(List.of("a")));
    }

    @Test
    void boxesShowTheFiveNumbersOfNumPy() {
        // numpy.percentile([1, 2, 3, 4, 100], [25, 50, 75]) is [2, 3, 4].
        var plot = Plot.box(new double[] {1, 2, 3, 4, 100});
        var five = values(plot, 0).getFirst();
        assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 4.0), Stream.of("low", "first", "median", "third", "high")
            .map(key -> at(five, key)).toList());
        assertEquals(100.0, at(values(plot, 3).getFirst(), "y"));
        assertTrue(plot.toString().contains("1 [2 3 4] 4, 1 beyond"), plot.toString());
    }

    @Test
    void aHeatMapHasAFieldForEachCellUntilThereAreTooMany() {
        var plot = Plot.heatmap(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertEquals(6, values(plot, 0).size());
        assertEquals(Map.of("x", 1L, "y", 2L, "c", 6L), values(plot, 0).getLast());
        var large = new double[1000][1000];
        large[999][999] = 81;
        var thinned = Plot.heatmap(large);
        assertEquals(112 * 112, values(thinned, 0).size());
        assertEquals(81L, at(values(thinned, 0).getLast(), "c"), "the mean of the one cell in the last corner");
        assertTrue(thinned.toString().contains("means of blocks of 9 × 9"), thinned.toString());
        assertThrows(UsageError.class, () -> Plot.heatmap(new double[][] {{1}, {1, 2}}));
        assertThrows(UsageError.class, () -> Plot.heatmap(new double[] {1}));
    }

    @Test
    void textShowsAnOutline() {
        assertEquals("line of 8 points, x 0 … 7, y 1 … 8\n▁▂▃▄▅▆▇█",
            Plot.line(new int[] {1, 2, 3, 4, 5, 6, 7, 8}).toString());
        assertEquals("Cities\nbar of 2\na  ████████████████████ 1\nbb ████████████████████████████████████████ 2",
            Plot.bar(List.of("a", "bb"), List.of(1, 2)).title("Cities").toString());
    }

    @Test
    void mistakesAreExplained() {
        assertTrue(assertThrows(UsageError.class, () -> Plot.line(new int[2], new int[3])).getMessage()
            .startsWith("There are 2 values across and 3 values up"));
        assertTrue(assertThrows(UsageError.class, () -> Plot.line("abc")).getMessage()
            .startsWith("A String can't be drawn."));
        assertThrows(UsageError.class, () -> Plot.line((Object) null));
        assertThrows(UsageError.class, () -> Plot.line(List.of("a", "b")));
        assertThrows(UsageError.class, () -> Plot.scatter(new int[2], new int[2]).colorBy(new int[3]));
    }

    @Test
    void aPlotIsSavedAsAPage(@TempDir Path folder) throws Exception {
        var file = folder.resolve("plot.html");
        Plot.line(new int[] {1, 2}).title("</script><b>").save(file);
        var page = Files.readString(file);
        assertTrue(page.contains("vegaEmbed") && page.contains("\"title\":\"<\\/script><b>\""), page);
        assertFalse(page.contains("</script><b>\""));
        assertThrows(UsageError.class, () -> Plot.line(new int[] {1}).save(folder.resolve("plot.gif")));
    }
}
