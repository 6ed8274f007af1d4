package org.jolab.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jolab.plot.Column.Kind;
import org.jolab.plot.Layer.Mark;

/** A plot in Vega-Lite's words; no newer ones than those of version 5.6, which JupyterLab 4 has. */
final class Spec {

    private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int FEW = 30;
    private static final int MANY = 2000;
    /** As many letters fit below an axis. */
    private static final int LETTERS = 50;

    private final List<Layer> layers;
    private final Settings settings;

    private Spec(List<Layer> layers, Settings settings) {
        this.layers = layers;
        this.settings = settings;
    }

    static Map<String, Object> of(List<Layer> layers, Settings settings, List<String> notes) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("$schema", SCHEMA);
        var title = settings.texts().get("title");
        if (title != null) {
            spec.put("title", notes.isEmpty() ? title : Map.of("text", title, "subtitle", notes));
        } else if (!notes.isEmpty()) {
            spec.put("title", Map.of("text", notes, "fontSize", 12, "fontWeight", "normal"));
        }
        spec.put("width", settings.width() > 0 ? settings.width() : WIDTH);
        spec.put("height", settings.height() > 0 ? settings.height() : HEIGHT);
        spec.put("layer", new Spec(layers, settings).all());
        return spec;
    }

    private List<Object> all() {
        var all = new ArrayList<>();
        var bars = layers.stream().filter(layer -> layer.mark() == Mark.BAR).toList();
        if (bars.size() > 1) {
            all.add(sideBySide(bars));
        }
        for (var layer : layers) {
            if (layer.mark() != Mark.BAR || bars.size() == 1) {
                all.addAll(layer.mark() == Mark.BOX ? box(layer) : List.of(unit(layer)));
            }
        }
        if (canZoom() && all.getFirst() instanceof Map<?, ?> first) {
            @SuppressWarnings("unchecked")
            var unit = (Map<String, Object>) first;
            unit.put("params", List.of(Map.of("name", "zoom", "select", "interval", "bind", "scales")));
        }
        return all;
    }

    private boolean canZoom() {
        return layers.stream().allMatch(layer -> (layer.mark() == Mark.LINE || layer.mark() == Mark.AREA
            || layer.mark() == Mark.SCATTER) && layer.x().kind() != Kind.CATEGORY && layer.y().kind() != Kind.CATEGORY);
    }

    private Map<String, Object> unit(Layer layer) {
        var unit = new LinkedHashMap<String, Object>();
        unit.put("data", Map.of("values", values(layer)));
        unit.put("mark", mark(layer));
        unit.put("encoding", encoding(layer));
        return unit;
    }

    /** Several series of bars, beside each other in each category. */
    private Map<String, Object> sideBySide(List<Layer> bars) {
        var unit = unit(bars.getFirst());
        var values = new ArrayList<Map<String, Object>>();
        for (var layer : bars) {
            for (var value : values(layer)) {
                value.put("s", layer.look().name());
                values.add(value);
            }
        }
        unit.put("data", Map.of("values", values));
        @SuppressWarnings("unchecked")
        var encoding = (Map<String, Object>) unit.get("encoding");
        @SuppressWarnings("unchecked")
        var x = (Map<String, Object>) encoding.get("x");
        if (x.get("type").equals("quantitative")) {
            x.put("type", "ordinal");
            x.remove("scale");
        }
        encoding.put("xOffset", Map.of("field", "s"));
        encoding.put("color", named(Map.of("field", "s", "type", "nominal")));
        return unit;
    }

    /** Colours for the names of series, in the order in which these were given. */
    private Map<String, Object> named(Map<String, Object> channel) {
        var color = new LinkedHashMap<>(channel);
        color.put("title", settings.texts().get("legend"));
        color.put("scale", Map.of("domain", layers.stream().map(layer -> layer.look().name()).filter(Objects::nonNull)
            .distinct().toList()));
        return color;
    }

    private List<Map<String, Object>> values(Layer layer) {
        var values = new ArrayList<Map<String, Object>>(layer.size());
        var look = layer.look();
        for (var i = 0; i < layer.size(); i++) {
            var point = new LinkedHashMap<String, Object>();
            point.put("x", drawable(layer.x(), i, "x"));
            point.put("y", drawable(layer.y(), i, "y"));
            if (look.x2() != null) {
                point.put("x2", look.x2().json(i));
            }
            if (look.by() != null) {
                point.put("c", look.by().json(i));
            }
            values.add(point);
        }
        return values;
    }

    /** The value; null if a logarithmic axis has no place for it. */
    private Object drawable(Column column, int index, String axis) {
        return settings.isLog(axis) && column.kind() == Kind.NUMBER && !(column.numbers()[index] > 0)
            ? null : column.json(index);
    }

    private static Map<String, Object> mark(Layer layer) {
        var mark = new LinkedHashMap<String, Object>();
        mark.put("type", switch (layer.mark()) {
            case LINE -> "line";
            case AREA -> "area";
            case SCATTER -> "point";
            case BAR, HISTOGRAM -> "bar";
            case HEATMAP -> "rect";
            case BOX -> "tick";
        });
        switch (layer.mark()) {
            // A line through one point would not be seen.
            case LINE -> mark.put("point", layer.size() <= FEW);
            case AREA -> {
                mark.put("line", true);
                mark.put("opacity", 0.4);
            }
            case SCATTER -> {
                mark.put("filled", true);
                mark.put("opacity", layer.size() > MANY ? 0.4 : 0.8);
                mark.put("size", layer.size() > MANY ? 8 : 40);
            }
            default -> { }
        }
        if (layer.look().color() != null) {
            mark.put("color", layer.look().color());
        }
        return mark;
    }

    private Map<String, Object> encoding(Layer layer) {
        var encoding = new LinkedHashMap<String, Object>();
        encoding.put("x", axis(layer, "x", layer.x()));
        encoding.put("y", axis(layer, "y", layer.y()));
        if (layer.look().x2() != null) {
            encoding.put("x2", Map.of("field", "x2"));
        }
        var look = layer.look();
        if (look.by() != null) {
            encoding.put("color", color(layer));
        } else if (look.name() != null && look.color() == null) {
            encoding.put("color", named(Map.of("datum", look.name(), "type", "nominal")));
        }
        encoding.put("tooltip", tooltip(layer));
        return encoding;
    }

    private Map<String, Object> color(Layer layer) {
        var color = new LinkedHashMap<String, Object>();
        var by = layer.look().by();
        color.put("field", "c");
        color.put("type", type(by));
        color.put("title", settings.texts().get("legend"));
        if (layer.mark() == Mark.HEATMAP) {
            color.put("scale", Map.of("scheme", "viridis"));
        }
        return color;
    }

    private Map<String, Object> axis(Layer layer, String name, Column column) {
        var axis = new LinkedHashMap<String, Object>();
        axis.put("field", name);
        var isDiscrete = layer.mark() == Mark.HEATMAP || layer.mark() == Mark.BAR && name.equals("x")
            && column.kind() == Kind.NUMBER && column.size() <= FEW;
        axis.put("type", isDiscrete ? "ordinal" : type(column));
        axis.put("title", settings.texts().get(name));
        if (column.kind() == Kind.CATEGORY || isDiscrete) {
            // In the order of the data, not of the alphabet.
            axis.put("sort", null);
        }
        var ticks = new LinkedHashMap<String, Object>();
        if (layer.mark() == Mark.HEATMAP) {
            ticks.put("labelOverlap", true);
            ticks.put("labelAngle", 0);
        }
        if (name.equals("x") && isShort(column)) {
            ticks.put("labelAngle", 0);
        }
        if (!ticks.isEmpty()) {
            axis.put("axis", ticks);
        }
        var scale = scale(layer, name, column, isDiscrete);
        if (!scale.isEmpty()) {
            axis.put("scale", scale);
        }
        if (layer.mark() == Mark.HISTOGRAM && name.equals("x")) {
            axis.put("bin", "binned");
        }
        if (name.equals("y") && (layer.mark() == Mark.BAR || layer.mark() == Mark.AREA)) {
            axis.put("stack", false);
        }
        return axis;
    }

    private Map<String, Object> scale(Layer layer, String name, Column column, boolean isDiscrete) {
        var scale = new LinkedHashMap<String, Object>();
        if (column.kind() == Kind.CATEGORY || isDiscrete) {
            return scale;
        }
        if (column.kind() == Kind.TIME) {
            // Moments are in the zone of the program already; a browser shall not move them into its own.
            scale.put("type", "utc");
        } else if (layer.mark() == Mark.LINE || layer.mark() == Mark.SCATTER) {
            scale.put("zero", false);
        }
        var asked = settings.scales().getOrDefault(name, Map.of());
        scale.putAll(asked);
        if ("log".equals(scale.get("type"))) {
            scale.remove("zero");
        }
        return scale;
    }

    private static boolean isShort(Column column) {
        return column.kind() == Kind.CATEGORY
            && Arrays.stream(column.texts()).distinct().mapToInt(text -> String.valueOf(text).length() + 2).sum()
                < LETTERS;
    }

    private static String type(Column column) {
        return switch (column.kind()) {
            case NUMBER -> "quantitative";
            case TIME -> "temporal";
            case CATEGORY -> "nominal";
        };
    }

    private List<Object> tooltip(Layer layer) {
        var tooltip = new ArrayList<>();
        tooltip.add(shown("x", layer.x(), layer.mark() == Mark.HEATMAP ? "column" : label("x")));
        if (layer.look().x2() != null) {
            tooltip.add(shown("x2", layer.look().x2(), "to"));
        }
        tooltip.add(shown("y", layer.y(), layer.mark() == Mark.HEATMAP ? "row" : label("y")));
        if (layer.look().by() != null) {
            tooltip.add(shown("c", layer.look().by(), settings.texts().getOrDefault("legend", "value")));
        }
        return tooltip;
    }

    private String label(String axis) {
        return Objects.requireNonNullElse(settings.texts().get(axis), axis);
    }

    private static Map<String, Object> shown(String field, Column column, String title) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("field", field);
        shown.put("type", type(column));
        shown.put("title", title);
        if (column.kind() == Kind.TIME) {
            shown.put("timeUnit", "utcyearmonthdatehoursminutes");
        }
        return shown;
    }

    /** Whiskers, box, median and what lies beyond, of each group. */
    private List<Object> box(Layer layer) {
        var five = new ArrayList<Map<String, Object>>();
        var beyond = new ArrayList<Map<String, Object>>();
        for (var group : Groups.of(layer).entrySet()) {
            var numbers = group.getValue();
            if (Arrays.stream(numbers).anyMatch(Double::isFinite)) {
                var found = Statistics.five(numbers);
                five.add(Map.of("x", group.getKey(), "low", found.low(), "first", found.first(), "median",
                    found.median(), "third", found.third(), "high", found.high(), "n", numbers.length));
                Arrays.stream(found.beyond()).limit(500)
                    .forEach(each -> beyond.add(Map.of("x", group.getKey(), "y", each)));
            }
        }
        var tooltip = List.of("x", "n", "low", "first", "median", "third", "high").stream()
            .map(field -> Map.of("field", field, "type", field.equals("x") ? "nominal" : "quantitative")).toList();
        var color = Objects.requireNonNullElse(layer.look().color(), "#4c78a8");
        return List.of(
            part(five, Map.of("type", "rule"), Map.of("x", group(), "y", value("low"), "y2", Map.of("field", "high"))),
            part(five, Map.of("type", "bar", "size", 40, "color", color), Map.of("x", group(), "y", value("first"),
                "y2", Map.of("field", "third"), "tooltip", tooltip)),
            part(five, Map.of("type", "tick", "size", 40, "color", "white", "thickness", 2),
                Map.of("x", group(), "y", value("median"), "tooltip", tooltip)),
            part(beyond, Map.of("type", "point", "color", color), Map.of("x", group(), "y", value("y"))));
    }

    private Map<String, Object> group() {
        var axis = new LinkedHashMap<String, Object>();
        axis.put("field", "x");
        axis.put("type", "nominal");
        axis.put("sort", null);
        axis.put("title", settings.texts().get("x"));
        axis.put("axis", Map.of("labelAngle", 0));
        return axis;
    }

    private Map<String, Object> value(String field) {
        var axis = new LinkedHashMap<String, Object>();
        axis.put("field", field);
        axis.put("type", "quantitative");
        axis.put("title", settings.texts().get("y"));
        var scale = new LinkedHashMap<String, Object>(Map.of("zero", false));
        scale.putAll(settings.scales().getOrDefault("y", Map.of()));
        axis.put("scale", scale);
        return axis;
    }

    private static Map<String, Object> part(List<?> values, Map<String, Object> mark, Map<String, Object> encoding) {
        var part = new LinkedHashMap<String, Object>();
        part.put("data", Map.of("values", values));
        part.put("mark", mark);
        part.put("encoding", encoding);
        return part;
    }
}
