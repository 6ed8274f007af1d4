package org.jolab.plot;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jolab.plot.Layer.Mark;

/** The lines, points, bars and cells of a picture, as SVG. */
final class Marks {

    private static final int FEW = 30;
    private static final int MANY = 2000;
    private static final double HALF_BOX = 20;

    private final StringBuilder svg = new StringBuilder();
    private final Axis across;
    private final Axis up;
    private final Palette palette;

    Marks(Axis across, Axis up, Palette palette) {
        this.across = across;
        this.up = up;
        this.palette = palette;
    }

    String draw(List<Layer> layers) {
        var bars = layers.stream().filter(layer -> layer.mark() == Mark.BAR).toList();
        for (var layer : layers) {
            switch (layer.mark()) {
                case LINE -> line(layer);
                case AREA -> area(layer);
                case SCATTER -> scatter(layer);
                case BAR -> bars(layer, bars.indexOf(layer), bars.size());
                case HISTOGRAM -> histogram(layer);
                case BOX -> boxes(layer);
                case HEATMAP -> cells(layer);
            }
        }
        return svg.toString();
    }

    private String color(Layer layer) {
        var look = layer.look();
        return look.color() != null ? Picture.escaped(look.color())
            : look.name() != null ? palette.of(look.name()) : new Palette().of("");
    }

    private void path(String attributes, CharSequence path) {
        if (!path.isEmpty()) {
            svg.append("<path ").append(attributes).append(" d=\"").append(path).append("\"/>");
        }
    }

    private static String number(double value) {
        var tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    private static String at(double x, double y) {
        return number(x) + " " + number(y);
    }

    private double x(Layer layer, int index) {
        return across.place(layer.x(), index);
    }

    private double y(Layer layer, int index) {
        return up.place(layer.y(), index);
    }

    private void line(Layer layer) {
        var path = new StringBuilder();
        var before = "";
        for (var i = 0; i < layer.size(); i++) {
            var isThere = Double.isFinite(x(layer, i)) && Double.isFinite(y(layer, i));
            var place = isThere ? at(x(layer, i), y(layer, i)) : "";
            if (!place.equals(before)) {
                path.append(place.isEmpty() ? "" : before.isEmpty() ? "M" : "L").append(place);
            }
            before = place;
        }
        path("fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke=\"" + color(layer) + "\"", path);
        if (layer.size() <= FEW) {
            points(layer, 3.5, 1);
        }
    }

    private void area(Layer layer) {
        var path = new StringBuilder();
        var last = Double.NaN;
        for (var i = 0; i < layer.size(); i++) {
            var x = x(layer, i);
            var isThere = Double.isFinite(x) && Double.isFinite(y(layer, i));
            if (isThere) {
                path.append(Double.isNaN(last) ? "M" + at(x, up.base()) : "").append('L').append(at(x, y(layer, i)));
            } else if (!Double.isNaN(last)) {
                path.append('L').append(at(last, up.base())).append('Z');
            }
            last = isThere ? x : Double.NaN;
        }
        if (!Double.isNaN(last)) {
            path.append('L').append(at(last, up.base())).append('Z');
        }
        path("fill-opacity=\"0.4\" fill=\"" + color(layer) + "\"", path);
        line(layer);
    }

    private void scatter(Layer layer) {
        var isCrowd = layer.size() > MANY;
        points(layer, isCrowd ? 1.6 : 3.5, isCrowd ? 0.4 : 0.8);
    }

    /** Points of one colour are one path: lines of no length with round ends. */
    private void points(Layer layer, double radius, double opacity) {
        var paths = new LinkedHashMap<String, StringBuilder>();
        var colors = layer.look().by() == null ? null : palette.points(layer);
        var plain = color(layer);
        for (var i = 0; i < layer.size(); i++) {
            if (Double.isFinite(x(layer, i)) && Double.isFinite(y(layer, i))) {
                paths.computeIfAbsent(colors == null ? plain : colors.get(i), _ -> new StringBuilder())
                    .append('M').append(at(x(layer, i), y(layer, i))).append("h0");
            }
        }
        paths.forEach((color, path) -> path(String.format(Locale.ROOT, "stroke-linecap=\"round\" stroke-width=\"%.1f\" "
            + "stroke-opacity=\"%.1f\" stroke=\"%s\"", 2 * radius, opacity, color), path));
    }

    private static String rectangle(double x1, double y1, double x2, double y2) {
        return "M" + at(x1, y1) + "H" + number(x2) + "V" + number(y2) + "H" + number(x1) + "Z";
    }

    private void bars(Layer layer, int series, int count) {
        var slot = across.band() > 0 ? across.band() * 0.8 : 4;
        var colors = layer.look().by() == null ? null : palette.points(layer);
        var plain = color(layer);
        for (var i = 0; i < layer.size(); i++) {
            var left = x(layer, i) - slot / 2 + slot * series / count;
            if (Double.isFinite(left) && Double.isFinite(y(layer, i))) {
                path("fill=\"" + (colors == null ? plain : colors.get(i)) + "\"",
                    rectangle(left, up.base(), left + slot / count, y(layer, i)));
            }
        }
    }

    private void histogram(Layer layer) {
        var path = new StringBuilder();
        for (var i = 0; i < layer.size(); i++) {
            var end = across.place(layer.look().x2().numbers()[i]);
            if (Double.isFinite(x(layer, i)) && Double.isFinite(end) && layer.y().numbers()[i] > 0) {
                path.append(rectangle(x(layer, i), up.base(), end, y(layer, i)));
            }
        }
        path("stroke=\"#fff\" fill=\"" + color(layer) + "\"", path);
    }

    private void boxes(Layer layer) {
        var color = "fill=\"" + color(layer) + "\"";
        for (Map.Entry<String, double[]> group : Groups.of(layer).entrySet()) {
            if (Arrays.stream(group.getValue()).noneMatch(Double::isFinite)) {
                continue;
            }
            var five = Statistics.five(group.getValue());
            var middle = across.middle(group.getKey());
            var half = Math.min(HALF_BOX, across.band() * 0.4);
            path("stroke=\"#222\"", "M" + at(middle, up.place(five.low())) + "V" + number(up.place(five.high())));
            path(color, rectangle(middle - half, up.place(five.first()), middle + half, up.place(five.third())));
            path("stroke=\"#fff\" stroke-width=\"2\"",
                "M" + at(middle - half, up.place(five.median())) + "h" + number(2 * half));
            var beyond = new StringBuilder();
            Arrays.stream(five.beyond()).limit(500).map(up::place).filter(Double::isFinite)
                .forEach(y -> beyond.append('M').append(at(middle, y)).append("h0"));
            path("stroke-linecap=\"round\" stroke-width=\"5\" " + color.replace("fill", "stroke"), beyond);
        }
    }

    /** Neighbours in a row that have one colour are one rectangle. */
    private void cells(Layer layer) {
        var paths = new LinkedHashMap<String, StringBuilder>();
        var colors = palette.points(layer);
        var width = across.band();
        var height = up.band();
        for (var i = 0; i < layer.size(); i++) {
            var last = i;
            while (last + 1 < layer.size() && colors.get(last + 1).equals(colors.get(i))
                && y(layer, last + 1) == y(layer, i)) {
                last++;
            }
            paths.computeIfAbsent(colors.get(i), _ -> new StringBuilder()).append(rectangle(x(layer, i) - width / 2,
                y(layer, i) - height / 2, x(layer, last) + width / 2, y(layer, i) + height / 2));
            i = last;
        }
        paths.forEach((color, path) -> path("shape-rendering=\"crispEdges\" fill=\"" + color + "\"", path));
    }
}
