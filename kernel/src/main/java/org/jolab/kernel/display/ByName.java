package org.jolab.kernel.display;

import java.awt.Graphics2D;
import java.awt.image.RenderedImage;
import java.lang.reflect.InvocationTargetException;
import java.sql.ResultSet;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.MimeBundle;

/**
 * Knows classes by their names: those of libraries that users bring, which the kernel must never link to, and those of
 * JDK modules that cost time to load and that most notebooks never see.
 */
final class ByName {

    private static final Entry JSON = (value, _, text) ->
        JsonValues.ofText(text.foreign().text(value), text.limits());

    private static final Entry IMAGE = (value, _, _) -> Pictures.of(value);

    private static final Map<String, Entry> ENTRIES = Map.ofEntries(
        Map.entry("java.awt.image.RenderedImage", IMAGE),
        Map.entry("java.awt.Image", IMAGE),
        Map.entry("java.sql.ResultSet", (value, _, text) -> ResultSets.of((ResultSet) value, text)),
        Map.entry("com.fasterxml.jackson.databind.JsonNode", JSON),
        Map.entry("tools.jackson.databind.JsonNode", JSON),
        Map.entry("com.google.gson.JsonElement", JSON),
        Map.entry("jakarta.json.JsonValue", JSON),
        Map.entry("org.json.JSONObject", JSON),
        Map.entry("org.json.JSONArray", JSON),
        Map.entry("org.knowm.xchart.internal.chartpart.Chart", ByName::xchart),
        Map.entry("org.jfree.chart.JFreeChart", ByName::jfreechart));

    /** Once for each class of value; a class that goes takes its entry along. */
    private static final ClassValue<Optional<Found>> FOUND = new ClassValue<>() {
        @Override
        protected Optional<Found> computeValue(Class<?> type) {
            return Types.withSupertypes(type).stream().filter(each -> ENTRIES.containsKey(each.getName()))
                .map(each -> new Found(each, ENTRIES.get(each.getName()))).findFirst();
        }
    };

    private ByName() {}

    /** Renders a value whose class is, extends or implements {@code type}. */
    private interface Entry {
        MimeBundle render(Object value, Class<?> type, TextForm text) throws Exception;
    }

    private record Found(Class<?> type, Entry entry) {}

    /** The forms of {@code value}, if its class is known; what its methods throw is in the answer. */
    static Optional<Foreign.Answer<MimeBundle>> render(Object value, TextForm text) {
        return FOUND.get(value.getClass()).map(found -> text.foreign()
            .ask("drawing", () -> found.entry.render(value, found.type, text)));
    }

    /** Whether values of this class are images. */
    static boolean isImage(Class<?> type) {
        return FOUND.get(type).filter(found -> found.entry == IMAGE).isPresent();
    }

    private static MimeBundle xchart(Object chart, Class<?> type, TextForm text) throws Exception {
        var width = (Integer) call(type, "getWidth", chart);
        var height = (Integer) call(type, "getHeight", chart);
        var paint = type.getMethod("paint", Graphics2D.class, int.class, int.class);
        var name = Types.name(chart.getClass()) + " \"" + call(type, "getTitle", chart) + "\"";
        return Pictures.painted(name, width, height, graphics -> {
            try {
                paint.invoke(chart, graphics, width, height);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e instanceof InvocationTargetException ? e.getCause() : e);
            }
        });
    }

    private static MimeBundle jfreechart(Object chart, Class<?> type, TextForm text) throws Exception {
        return Pictures.of((RenderedImage) type.getMethod("createBufferedImage", int.class, int.class)
            .invoke(chart, 720, 480));
    }

    private static Object call(Class<?> type, String method, Object target) throws ReflectiveOperationException {
        return type.getMethod(method).invoke(target);
    }
}
