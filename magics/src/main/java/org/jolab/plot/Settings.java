package org.jolab.plot;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a plot as a whole is like.
 *
 * @param texts its title, labels of axes and legend, by {@code title}, {@code x}, {@code y} and {@code legend}
 * @param scales for each axis, what its scale is like in Vega-Lite's words
 * @param width its width in pixels, without axes; 0 for the usual one
 * @param height its height in pixels, without axes; 0 for the usual one
 */
record Settings(Map<String, String> texts, Map<String, Map<String, Object>> scales, int width, int height) {

    static final Settings USUAL = new Settings(Map.of(), Map.of(), 0, 0);

    Settings text(String key, String text) {
        var more = new LinkedHashMap<>(texts);
        more.put(key, text);
        return new Settings(more, scales, width, height);
    }

    Settings scale(String axis, String key, Object value) {
        var more = new LinkedHashMap<>(scales);
        var scale = new LinkedHashMap<>(more.getOrDefault(axis, Map.of()));
        scale.put(key, value);
        more.put(axis, scale);
        return new Settings(texts, more, width, height);
    }

    Settings size(int newWidth, int newHeight) {
        return new Settings(texts, scales, newWidth, newHeight);
    }

    boolean isLog(String axis) {
        return "log".equals(scales.getOrDefault(axis, Map.of()).get("type"));
    }
}
