package org.jolab.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.plot.Column.Kind;
import org.jolab.plot.Layer.Mark;

/** The colours of a picture: the same as Vega's for series and categories, and scales for numbers. */
final class Palette {

    /** How many colours a scale of numbers has: as many as eyes tell apart. */
    static final int SHADES = 64;
    private static final List<String> TABLEAU = List.of("#4c78a8", "#f58518", "#e45756", "#72b7b2", "#54a24b",
        "#eeca3b", "#b279a2", "#ff9da6", "#9d755d", "#bab0ac");
    private static final int[] VIRIDIS = {0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779,
        0x6dcd59, 0xb4de2c, 0xfde725};
    private static final int[] BLUES = {0xcfe1f2, 0xb5d4e9, 0x93c3df, 0x6daed5, 0x4b97c9, 0x2f7ebc, 0x1864aa, 0x0a4a90,
        0x08306b};

    private final Map<String, String> named = new LinkedHashMap<>();

    /** The colour of a series or category; the next one if it has none yet. */
    String of(String name) {
        return named.computeIfAbsent(name, _ -> TABLEAU.get(named.size() % TABLEAU.size()));
    }

    /** All that have got a colour by their names, in order. */
    Map<String, String> legend() {
        return named;
    }

    /** The colour of each point of a layer, if its points have colours of their own. */
    List<String> points(Layer layer) {
        var by = layer.look().by();
        var colors = new ArrayList<String>();
        var extent = by.kind() == Kind.CATEGORY ? null : by.extent().orElse(new double[] {0, 0});
        for (var i = 0; i < layer.size(); i++) {
            colors.add(extent == null ? of(String.valueOf(by.texts()[i]))
                : shade(layer, extent[1] > extent[0] ? (by.numbers()[i] - extent[0]) / (extent[1] - extent[0]) : 0.5));
        }
        return colors;
    }

    /** The colour of a share from 0 to 1; grey where there is none. */
    static String shade(Layer layer, double share) {
        if (!Double.isFinite(share)) {
            return "#ddd";
        }
        var scale = layer.mark() == Mark.HEATMAP ? VIRIDIS : BLUES;
        var at = Math.rint(Math.clamp(share, 0, 1) * (SHADES - 1)) / (SHADES - 1) * (scale.length - 1);
        var below = (int) at;
        var above = Math.min(below + 1, scale.length - 1);
        var color = 0;
        for (var shift = 16; shift >= 0; shift -= 8) {
            var first = scale[below] >> shift & 0xff;
            var second = scale[above] >> shift & 0xff;
            color = color << 8 | (int) Math.round(first + (at - below) * (second - first));
        }
        return String.format("#%06x", color);
    }
}
