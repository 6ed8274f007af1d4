package org.jolab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jolab.plot.Column.Kind;
import org.jolab.plot.Layer.Mark;

/** A plot as SVG, for front ends and pages that don't draw Vega-Lite. */
final class Picture {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LETTER = 6;
    private static final int TEXT = 11;
    private static final int LEGEND = 110;

    private final StringBuilder svg = new StringBuilder();
    private final List<Layer> layers;
    private final Settings settings;
    private final Palette palette = new Palette();

    private Picture(List<Layer> layers, Settings settings) {
        this.layers = layers;
        this.settings = settings;
    }

    static String of(List<Layer> layers, Settings settings, List<String> notes) {
        return new Picture(layers, settings).draw(notes);
    }

    private String draw(List<String> notes) {
        var width = settings.width() > 0 ? settings.width() : WIDTH;
        var height = settings.height() > 0 ? settings.height() : HEIGHT;
        var heads = new ArrayList<String>();
        if (settings.texts().get("title") != null) {
            heads.add(settings.texts().get("title"));
        }
        heads.addAll(notes);
        var top = 12 + 16 * heads.size();
        var isMatrix = layers.stream().anyMatch(layer -> layer.mark() == Mark.HEATMAP);
        // The first row of a matrix is at the top, the least of numbers at the bottom.
        var up = Axis.up(layers, settings, isMatrix ? 0 : height, isMatrix ? height : 0);
        var ticks = up.ticks();
        var longest = ticks.stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
        var left = 14 + longest * LETTER + (settings.texts().get("y") == null ? 0 : 18);
        var across = Axis.across(layers, settings, 0, width);
        var isCrowded = across.ticks().stream().mapToInt(tick -> tick.label().length() + 2).sum() * LETTER > width;
        var letters = across.ticks().stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
        var bottom = (isCrowded ? 14 + letters * LETTER : 24) + (settings.texts().get("x") == null ? 4 : 18);
        var body = new Marks(across, up, palette).draw(layers);
        var right = needsLegend() ? LEGEND : 14;

        var full = new int[] {left + width + right, top + height + bottom};
        svg.append(String.format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
            + "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"%d\" fill=\"#222\">"
            + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>", full[0], full[1], full[0], full[1], TEXT));
        for (var i = 0; i < heads.size(); i++) {
            text(left + width / 2.0, 16 + 16 * i, heads.get(i), i == 0 && settings.texts().get("title") != null
                ? "text-anchor=\"middle\" font-size=\"13\" font-weight=\"bold\"" : "text-anchor=\"middle\"");
        }
        svg.append("<g transform=\"translate(").append(left).append(',').append(top).append(")\">");
        axes(across, up, new int[] {width, height}, isCrowded);
        // What reaches beyond limits that were asked for is cut off by a view of its own, which needs no name.
        svg.append(String.format("<svg width=\"%d\" height=\"%d\" overflow=\"%s\">", width, height,
            settings.scales().values().stream().anyMatch(scale -> scale.containsKey("domain")) ? "hidden" : "visible"));
        svg.append(body).append("</svg>");
        legend(width + 14);
        return svg.append("</g></svg>").toString();
    }

    private void axes(Axis across, Axis up, int[] size, boolean isCrowded) {
        var lines = new StringBuilder();
        for (var tick : across.ticks()) {
            if (across.categories() == null) {
                lines.append(String.format(Locale.ROOT, "M%.1f 0V%d", tick.at(), size[1]));
            }
            text(tick.at(), size[1] + 15, tick.label(), isCrowded ? String.format(Locale.ROOT,
                "text-anchor=\"end\" transform=\"rotate(-90 %.1f %d) translate(3 4)\"", tick.at(), size[1] + 10)
                : "text-anchor=\"middle\"");
        }
        for (var tick : up.ticks()) {
            if (up.categories() == null) {
                lines.append(String.format(Locale.ROOT, "M0 %.1fH%d", tick.at(), size[0]));
            }
            text(-6, tick.at() + 4, tick.label(), "text-anchor=\"end\"");
        }
        svg.append("<path stroke=\"#ddd\" fill=\"none\" d=\"").append(lines).append("\"/>");
        svg.append(String.format("<path stroke=\"#888\" fill=\"none\" d=\"M0 0V%dH%d\"/>", size[1], size[0]));
        var longest = up.ticks().stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
        if (settings.texts().get("y") != null) {
            text(0, 0, settings.texts().get("y"), String.format("text-anchor=\"middle\" font-weight=\"bold\" "
                + "transform=\"translate(%d %d) rotate(-90)\"", -longest * LETTER - 14, size[1] / 2));
        }
        if (settings.texts().get("x") != null) {
            var letters = across.ticks().stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
            text(size[0] / 2.0, size[1] + 16 + (isCrowded ? letters * LETTER + 4 : 17), settings.texts().get("x"),
                "text-anchor=\"middle\" font-weight=\"bold\"");
        }
    }

    private boolean hasScale(Layer layer) {
        return layer.look().by() != null && layer.look().by().kind() != Kind.CATEGORY;
    }

    private boolean needsLegend() {
        return !palette.legend().isEmpty() || layers.stream().anyMatch(this::hasScale);
    }

    private void legend(int x) {
        var y = 8;
        if (needsLegend() && settings.texts().get("legend") != null) {
            text(x, y, settings.texts().get("legend"), "font-weight=\"bold\"");
            y += 16;
        }
        for (var entry : palette.legend().entrySet()) {
            svg.append(String.format("<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>", x, y - 8,
                entry.getValue()));
            text(x + 15, y + 1, entry.getKey(), "");
            y += 16;
        }
        for (var layer : layers) {
            if (hasScale(layer)) {
                scale(layer, x, y);
                return;
            }
        }
    }

    private void scale(Layer layer, int x, int y) {
        var extent = layer.look().by().extent().orElse(new double[] {0, 0});
        for (var i = 0; i < Palette.SHADES; i++) {
            svg.append(String.format("<path fill=\"%s\" d=\"M%d %dh12v3h-12z\"/>",
                Palette.shade(layer, 1 - i / (Palette.SHADES - 1.0)), x, y + 2 * i));
        }
        text(x + 17, y + 8, Ticks.text(extent[1]), "");
        text(x + 17, y + 2 * Palette.SHADES, Ticks.text(extent[0]), "");
    }

    private void text(double x, double y, String text, String more) {
        var shown = Objects.requireNonNullElse(text, "");
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" %s>", x, y, more)).append(escaped(shown))
            .append("</text>");
    }

    /** Without what XML has no place for, such as control characters. */
    static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "\ufffd").replace("&", "&amp;")
            .replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
