package org.jolab.plot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jolab.plot.Column.Kind;
import org.jolab.plot.Layer.Mark;

/** A plot in characters. */
final class Sketch {

    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final String SHADES = " ░▒▓█";
    private static final int WIDTH = 60;
    private static final int ROWS = 24;
    private static final int BAR = 40;

    private Sketch() {}

    static String of(List<Layer> layers, Map<String, String> texts, List<String> notes) {
        var title = texts.containsKey("title") ? texts.get("title") + "\n" : "";
        return title + layers.stream().map(Sketch::layer).collect(Collectors.joining("\n"))
            + notes.stream().map(note -> "\n(" + note + ")").collect(Collectors.joining());
    }

    private static String layer(Layer layer) {
        var name = layer.look().name() == null ? "" : layer.look().name() + ": ";
        var isFinite = layer.y().kind() == Kind.CATEGORY || layer.y().extent().isPresent();
        if (layer.size() == 0 || !isFinite) {
            return name + kind(layer) + ", no values";
        }
        return name + switch (layer.mark()) {
            case BAR -> layer.size() <= ROWS ? bars(layer) : curve(layer);
            case BOX -> boxes(layer);
            case HEATMAP -> cells(layer);
            case LINE, AREA, SCATTER, HISTOGRAM -> curve(layer);
        };
    }

    private static String kind(Layer layer) {
        return layer.mark().name().toLowerCase(Locale.ROOT);
    }

    /** A line of blocks, as high as the mean of what lies in each of equal parts of the axis across. */
    private static String curve(Layer layer) {
        var facts = String.format("%s of %,d %s, x %s, y %s", kind(layer), layer.size(),
            layer.mark() == Mark.HISTOGRAM ? "bins" : layer.size() == 1 ? "point" : "points", range(layer.x()),
            range(layer.y()));
        if (layer.y().kind() == Kind.CATEGORY) {
            return facts;
        }
        var width = Math.min(WIDTH, layer.size());
        var sums = new double[width];
        var counts = new int[width];
        var place = layer.x().kind() == Kind.CATEGORY ? null : layer.x().extent().orElse(null);
        for (var i = 0; i < layer.size(); i++) {
            var y = layer.y().numbers()[i];
            var share = place == null || place[0] == place[1] ? (double) i / layer.size()
                : (layer.x().numbers()[i] - place[0]) / (place[1] - place[0]);
            if (Double.isFinite(y) && Double.isFinite(share)) {
                var at = Math.clamp((int) (share * width), 0, width - 1);
                sums[at] += y;
                counts[at]++;
            }
        }
        var means = IntStream.range(0, width).mapToDouble(i -> counts[i] == 0 ? Double.NaN : sums[i] / counts[i])
            .toArray();
        var extent = Column.of(means).extent().orElse(new double[] {0, 0});
        var low = layer.mark() == Mark.HISTOGRAM || layer.mark() == Mark.BAR ? Math.min(0, extent[0]) : extent[0];
        return facts + "\n" + Arrays.stream(means).mapToObj(mean -> block(mean, low, extent[1]))
            .collect(Collectors.joining());
    }

    private static String block(double value, double low, double high) {
        if (!Double.isFinite(value)) {
            return " ";
        }
        var share = high > low ? (value - low) / (high - low) : 0.5;
        return String.valueOf(LEVELS.charAt(Math.clamp((int) (share * LEVELS.length()), 0, LEVELS.length() - 1)));
    }

    private static String bars(Layer layer) {
        var most = Arrays.stream(layer.y().numbers()).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        var labels = IntStream.range(0, layer.size()).mapToObj(i -> text(layer.x(), i)).toList();
        var width = labels.stream().mapToInt(String::length).max().orElse(0);
        return "bar of " + layer.size() + "\n" + IntStream.range(0, layer.size()).mapToObj(i -> {
            var value = layer.y().numbers()[i];
            var length = most > 0 && Double.isFinite(value) ? (int) Math.round(Math.abs(value) / most * BAR) : 0;
            return labels.get(i) + " ".repeat(width - labels.get(i).length()) + " " + "█".repeat(length)
                + (length > 0 ? " " : "") + text(layer.y(), i);
        }).collect(Collectors.joining("\n"));
    }

    private static String boxes(Layer layer) {
        return "box of median, quartiles and whiskers\n" + Groups.of(layer).entrySet().stream().map(group -> {
            var name = group.getKey().isEmpty() ? "" : group.getKey() + ": ";
            if (Arrays.stream(group.getValue()).noneMatch(Double::isFinite)) {
                return name + "no values";
            }
            var five = Statistics.five(group.getValue());
            return name + String.format("%s [%s %s %s] %s, %d beyond", Ticks.text(five.low()), Ticks.text(five.first()),
                Ticks.text(five.median()), Ticks.text(five.third()), Ticks.text(five.high()), five.beyond().length);
        }).collect(Collectors.joining("\n"));
    }

    private static String cells(Layer layer) {
        var by = layer.look().by();
        var extent = by.extent().orElse(new double[] {0, 0});
        var columns = (int) Arrays.stream(layer.x().numbers()).distinct().count();
        var rows = layer.size() / columns;
        var text = new StringBuilder("heatmap from " + Ticks.text(extent[0]) + " to " + Ticks.text(extent[1]));
        var across = Math.ceilDiv(columns, WIDTH);
        var down = Math.ceilDiv(rows, ROWS);
        for (var row = 0; row < rows; row += down) {
            text.append('\n');
            for (var column = 0; column < columns; column += across) {
                var value = by.numbers()[row * columns + column];
                var share = extent[1] > extent[0] ? (value - extent[0]) / (extent[1] - extent[0]) : 0.5;
                var shade = Double.isFinite(value) ? SHADES.charAt(Math.clamp((int) (share * 5), 0, 4)) : '?';
                text.append(shade);
            }
        }
        return text.toString();
    }

    private static String range(Column column) {
        if (column.kind() == Kind.CATEGORY) {
            return Arrays.stream(column.texts()).distinct().count() + " categories";
        }
        return column.extent().map(extent -> text(column.kind(), extent[0]) + " … " + text(column.kind(), extent[1]))
            .orElse("without values");
    }

    private static String text(Column column, int index) {
        return column.kind() == Kind.CATEGORY ? String.valueOf(column.texts()[index])
            : text(column.kind(), column.numbers()[index]);
    }

    private static String text(Kind kind, double number) {
        if (kind == Kind.TIME && Double.isFinite(number)) {
            var moment = Instant.ofEpochMilli((long) number).atZone(ZoneOffset.UTC).toLocalDateTime();
            return moment.toLocalTime().toSecondOfDay() == 0 ? moment.toLocalDate().toString() : moment.toString();
        }
        return Ticks.text(number);
    }
}
