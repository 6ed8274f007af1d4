package org.jolab.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One value in every form that a front end may choose from, keyed by MIME type; the richest that it knows wins.
 *
 * <p>Data are a {@code String} for text types, a {@code byte[]} for binary types (sent as base64), and lists, maps,
 * strings, numbers, booleans and null for {@code application/json} and its relatives.
 *
 * @param data the forms, in the order in which they were added
 * @param metadata hints for front ends, usually keyed by MIME type (such as an image's width)
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data">display_data</a>
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {

    /** Copies both maps, keeping their order. */
    public MimeBundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A bundle of one form. */
    public static MimeBundle of(String mimeType, Object value) {
        return new MimeBundle(Map.of(Objects.requireNonNull(mimeType), Objects.requireNonNull(value)), Map.of());
    }

    /** A bundle of plain text. */
    public static MimeBundle text(String text) {
        return of("text/plain", text);
    }

    /** This bundle and one form more; it replaces a form of the same type. */
    public MimeBundle with(String mimeType, Object value) {
        var all = new LinkedHashMap<>(data);
        all.put(mimeType, value);
        return new MimeBundle(all, metadata);
    }

    /** This bundle with one hint more. */
    public MimeBundle withMetadata(String key, Object value) {
        var all = new LinkedHashMap<>(metadata);
        all.put(key, value);
        return new MimeBundle(data, all);
    }
}
