package org.jolab.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.jolab.plot.Layer.Look;
import org.jolab.plot.Layer.Mark;

/**
 * A plot: interactive where front ends draw Vega-Lite (JupyterLab, Notebook, VS Code), a picture elsewhere, a sketch of
 * characters in text. A plot does not change; its methods return others.
 *
 * <p>Values are arrays of any numbers, collections, streams, or anything with a method {@code toDoubleArray()}, such as
 * a tensor. Numbers, moments ({@code LocalDate}, {@code Instant} and their like) and everything else, as categories,
 * get the axes that suit them. NaN and null leave gaps.
 *
 * <pre>{@code
 * Plot.line(x, y).named("sine").with(Plot.line(x, z).named("cosine")).title("Waves").yLabel("amplitude")
 * Plot.scatter(cities, "area", "people").colorBy("state").xLog()
 * }</pre>
 *
 * @see <a href="https://vega.github.io/vega-lite/">Vega-Lite</a>
 */
public final class Plot implements Displayable {

    private final List<Layer> layers;
    private final Settings settings;
    /** The records or maps that the values come from; empty if they come from elsewhere. */
    private final List<?> rows;

    private Plot(List<Layer> layers, Settings settings, List<?> rows) {
        this.layers = List.copyOf(layers);
        this.settings = settings;
        this.rows = rows;
    }

    private static Plot of(Mark mark, Column x, Column y) {
        if (x.size() != y.size()) {
            throw new UsageError("There are " + x.size() + " values across and " + y.size() + " values up: they must "
                + "be as many.");
        }
        if (mark != Mark.BOX && mark != Mark.SCATTER && y.kind() == Column.Kind.CATEGORY) {
            throw new UsageError("The values are no numbers, such as \"" + Stream.of(y.texts()).findFirst().orElse("")
                + "\".");
        }
        return new Plot(List.of(new Layer(mark, x, y, Look.PLAIN)), Settings.USUAL, List.of());
    }

    /** Against 0, 1, 2, …; keys against values for a map; a series for each row of a matrix. */
    private static Plot of(Mark mark, Object y) {
        if (y instanceof Map<?, ?> map) {
            return of(mark, Column.of(map.keySet()), Column.of(map.values()));
        }
        var rows = Column.rows(y);
        if (rows.isPresent()) {
            return series(rows.get().stream().map(row -> of(mark, Column.counting(row.size()), row)).toList(),
                Settings.USUAL);
        }
        var column = Column.of(y);
        return of(mark, Column.counting(column.size()), column);
    }

    private static Plot of(Mark mark, Object x, Object y) {
        var across = Column.of(x);
        if (y instanceof Map<?, ?> named) {
            var all = new ArrayList<Plot>();
            named.forEach((name, values) -> all.add(of(mark, across, Column.of(values)).named(String.valueOf(name))));
            return series(all, Settings.USUAL);
        }
        return Column.rows(y).map(rows -> series(rows.stream().map(row -> of(mark, across, row)).toList(),
            Settings.USUAL)).orElseGet(() -> of(mark, across, Column.of(y)));
    }

    private static Plot of(Mark mark, Collection<?> rows, String x, String y) {
        var all = List.copyOf(rows);
        return new Plot(of(mark, Column.component(all, x), Column.component(all, y)).layers,
            Settings.USUAL.text("x", x).text("y", y), all);
    }

    private static Plot series(List<Plot> plots, Settings settings) {
        var layers = new ArrayList<Layer>();
        for (var plot : plots) {
            for (var layer : plot.layers) {
                layers.add(layer.look().name() == null ? layer.named("series " + (layers.size() + 1)) : layer);
            }
        }
        return new Plot(layers, settings, List.of());
    }

    /** A line through values; a line for each row of a matrix; keys against values for a map. */
    public static Plot line(Object y) {
        return of(Mark.LINE, y);
    }

    /** A line through points; several if {@code y} is a matrix, or a map of names to values. */
    public static Plot line(Object x, Object y) {
        return of(Mark.LINE, x, y);
    }

    /** A line through points that records or maps hold, by the names of their components. */
    public static Plot line(Collection<?> rows, String x, String y) {
        return of(Mark.LINE, rows, x, y);
    }

    /** A line through points that are made of {@code rows}. */
    public static <T> Plot line(Collection<T> rows, Function<? super T, ?> x, Function<? super T, ?> y) {
        return of(Mark.LINE, rows.stream().map(x).toList(), rows.stream().map(y).toList());
    }

    /** A line, and what lies between it and 0. */
    public static Plot area(Object y) {
        return of(Mark.AREA, y);
    }

    /** A line, and what lies between it and 0. */
    public static Plot area(Object x, Object y) {
        return of(Mark.AREA, x, y);
    }

    /** Points; several series if {@code y} is a matrix, or a map of names to values. */
    public static Plot scatter(Object x, Object y) {
        return of(Mark.SCATTER, x, y);
    }

    /** Points that records or maps hold, by the names of their components. */
    public static Plot scatter(Collection<?> rows, String x, String y) {
        return of(Mark.SCATTER, rows, x, y);
    }

    /** Points that are made of {@code rows}. */
    public static <T> Plot scatter(Collection<T> rows, Function<? super T, ?> x, Function<? super T, ?> y) {
        return of(Mark.SCATTER, rows.stream().map(x).toList(), rows.stream().map(y).toList());
    }

    /** A bar for each value; keys against values for a map. */
    public static Plot bar(Object values) {
        return of(Mark.BAR, values);
    }

    /** A bar for each category. */
    public static Plot bar(Object categories, Object values) {
        return of(Mark.BAR, categories, values);
    }

    /** A bar for each of the records or maps, by the names of their components. */
    public static Plot bar(Collection<?> rows, String category, String value) {
        return of(Mark.BAR, rows, category, value);
    }

    /** How often values occur, in as many bins as suit. */
    public static Plot hist(Object values) {
        return hist(values, 0);
    }

    /** How often values occur, in {@code bins} bins of equal width; all values are counted, however many there are. */
    public static Plot hist(Object values, int bins) {
        var column = Column.of(values);
        if (column.kind() == Column.Kind.CATEGORY) {
            throw new UsageError("A histogram is drawn of numbers. To count categories, draw a bar plot of "
                + "Collectors.groupingBy(…, Collectors.counting()).");
        }
        var found = Statistics.bins(column.numbers(), bins);
        var count = found.counts().length;
        var kind = column.kind();
        var from = new Column(kind, Arrays.copyOf(found.edges(), count), null);
        var to = new Column(kind, Arrays.copyOfRange(found.edges(), 1, count + 1), null);
        var layer = new Layer(Mark.HISTOGRAM, from, Column.of(found.counts()), new Look(null, null, null, to));
        var missing = found.outside() == 0 ? Settings.USUAL
            : Settings.USUAL.text("note", String.format("%,d values that are no finite numbers are left out",
                found.outside()));
        return new Plot(List.of(layer), missing.text("y", "count"), List.of());
    }

    /** Boxes with quartiles and median: one for values, one for each row of a matrix, or for each entry of a map. */
    public static Plot box(Object values) {
        var groups = new ArrayList<String>();
        var all = new ArrayList<Column>();
        if (values instanceof Map<?, ?> map) {
            map.forEach((name, each) -> {
                groups.add(String.valueOf(name));
                all.add(Column.of(each));
            });
        } else {
            Column.rows(values).orElseGet(() -> List.of(Column.of(values))).forEach(all::add);
            all.forEach(_ -> groups.add(all.size() == 1 ? "" : Integer.toString(groups.size() + 1)));
        }
        var names = new ArrayList<String>();
        var numbers = new ArrayList<Double>();
        for (var i = 0; i < all.size(); i++) {
            for (var number : all.get(i).numbers()) {
                names.add(groups.get(i));
                numbers.add(number);
            }
        }
        return of(Mark.BOX, Column.ofItems(names), Column.ofItems(numbers));
    }

    /** Boxes with quartiles and median of values that records or maps hold, one for each group. */
    public static Plot box(Collection<?> rows, String group, String value) {
        return of(Mark.BOX, rows, group, value);
    }

    /** A matrix as colours: the first row at the top. */
    public static Plot heatmap(Object matrix) {
        var rows = Column.rows(matrix).orElseThrow(() -> new UsageError("A heat map is drawn of a matrix: double[][], "
            + "a list of lists, or a tensor of two dimensions."));
        return new Plot(List.of(Cells.layer(rows)), Cells.settings(rows), List.of());
    }

    private Plot each(UnaryOperator<Layer> change) {
        return new Plot(layers.stream().map(change).toList(), settings, rows);
    }

    private Plot with(Settings changed) {
        return new Plot(layers, changed, rows);
    }

    /** Draws {@code other} into the same axes; title and labels are this plot's. */
    public Plot with(Plot other) {
        return series(List.of(this, other), settings);
    }

    /** The name of the last series, for the legend. */
    public Plot named(String name) {
        var changed = new ArrayList<>(layers);
        changed.set(changed.size() - 1, changed.getLast().named(name));
        return new Plot(changed, settings, rows);
    }

    /** The title. */
    public Plot title(String title) {
        return with(settings.text("title", title));
    }

    /** What stands at the axis across. */
    public Plot xLabel(String label) {
        return with(settings.text("x", label));
    }

    /** What stands at the axis up. */
    public Plot yLabel(String label) {
        return with(settings.text("y", label));
    }

    /** Makes the axis across logarithmic; what is not greater than 0 is left out. */
    public Plot xLog() {
        return with(settings.scale("x", "type", "log"));
    }

    /** Makes the axis up logarithmic; what is not greater than 0 is left out. */
    public Plot yLog() {
        return with(settings.scale("y", "type", "log"));
    }

    /** Where the axis across begins and ends. */
    public Plot xLimits(double from, double to) {
        return with(settings.scale("x", "domain", List.of(from, to)));
    }

    /** Where the axis up begins and ends. */
    public Plot yLimits(double from, double to) {
        return with(settings.scale("y", "domain", List.of(from, to)));
    }

    /** The size in pixels, without axes; 560 by 300 by default. */
    public Plot size(int width, int height) {
        return with(settings.size(width, height));
    }

    /** The colour of all that is drawn, as CSS has it. */
    public Plot color(String color) {
        return each(layer -> layer.colored(color));
    }

    /** Colours each point by a value: of categories each has a colour, numbers have a scale. */
    public Plot colorBy(Object values) {
        return coloredBy(Column.of(values));
    }

    private Plot coloredBy(Column by) {
        return each(layer -> {
            if (by.size() != layer.x().size()) {
                throw new UsageError("There are " + by.size() + " values for the colours of " + layer.x().size()
                    + " points: they must be as many.");
            }
            return layer.coloredBy(by);
        });
    }

    /** Colours each point by a component of its record or map. */
    public Plot colorBy(String component) {
        return coloredBy(Column.component(rows, component)).with(settings.text("legend", component));
    }

    /** The plot as Vega-Lite has it, as a tree of maps, lists and scalars. */
    public Map<String, Object> spec() {
        return Spec.of(layers.stream().map(Thinning::thinned).toList(), settings, notes());
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        if (settings.texts().containsKey("note")) {
            notes.add(settings.texts().get("note"));
        }
        layers.stream().map(layer -> Thinning.note(layer, Thinning.thinned(layer))).filter(note -> !note.isEmpty())
            .distinct().forEach(notes::add);
        return notes;
    }

    /** Writes the plot to a file: {@code .svg}, {@code .html} (its reader needs the network) or {@code .json}. */
    public Plot save(String file) {
        return save(Path.of(file));
    }

    /** Writes the plot to a file: {@code .svg}, {@code .html} (its reader needs the network) or {@code .json}. */
    public Plot save(Path file) {
        var name = file.toString();
        try {
            if (name.endsWith(".svg")) {
                Files.writeString(file, toSvg());
            } else if (name.endsWith(".html")) {
                Files.writeString(file, Page.of(json(), settings.texts().getOrDefault("title", "Plot")));
            } else if (name.endsWith(".json")) {
                Files.writeString(file, json());
            } else {
                throw new UsageError("A plot can be saved as .svg, .html or .json, not as " + file.getFileName() + ".");
            }
        } catch (IOException e) {
            throw new UsageError("The file " + file + " can't be written: " + e.getMessage() + ".", e);
        }
        return this;
    }

    private String json() throws JsonProcessingException {
        return new JsonMapper().writeValueAsString(spec());
    }

    /** The plot as a picture that does not move. */
    public String toSvg() {
        return Picture.of(layers.stream().map(Thinning::thinned).toList(), settings, notes());
    }

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString()).with("application/vnd.vegalite.v5+json", spec())
            .with("image/svg+xml", toSvg());
    }

    /** A sketch of characters. */
    @Override
    public String toString() {
        return Sketch.of(layers, settings.texts(), notes());
    }
}
