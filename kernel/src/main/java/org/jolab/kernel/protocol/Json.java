package org.jolab.kernel.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * JSON texts to and from maps, lists, strings, numbers, booleans and null.
 *
 * <p>Uses Jackson's streams alone: its object mapper would cost every start a tenth of a second. What is written can be
 * read by every client: numbers that JSON lacks (NaN and the infinities) become null, as in browsers, and half
 * surrogate pairs, which cannot be saved as UTF-8, become U+FFFD.
 */
public final class Json {

    /** Deeper values are taken for ones that contain themselves. */
    private static final int MAX_DEPTH = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
        .build();

    private Json() {}

    /** Reads one value: a {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or null. */
    public static Object read(byte[] json) throws MalformedMessage {
        try (var parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new MalformedMessage("no JSON at all");
            }
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedMessage("more than one JSON value");
            }
            return value;
        } catch (IOException e) {
            throw new MalformedMessage("broken JSON", e);
        }
    }

    /** Reads one JSON object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> readObject(byte[] json) throws MalformedMessage {
        if (read(json) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new MalformedMessage("JSON, but not an object");
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected " + parser.currentToken());
        };
    }

    /**
     * Writes one value as UTF-8. Bytes become base64 without line breaks; keys and values of other types their
     * {@code toString}.
     *
     * @throws UsageError if it is nested deeper than 500 levels
     */
    public static byte[] write(Object value) {
        var bytes = new ByteArrayOutputStream(512);
        try (var generator = FACTORY.createGenerator(bytes)) {
            write(generator, value, 0);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, Object value, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new UsageError("A value to be sent as JSON is nested deeper than %d levels; does it contain itself?"
                .formatted(MAX_DEPTH));
        }
        // No switch over patterns here and below: the JVM makes a class for each when it is first met, which the
        // start-up cache cannot hold, and these are met before the kernel's first answer.
        if (value == null) {
            out.writeNull();
        } else if (value instanceof CharSequence text) {
            out.writeString(wellFormed(text.toString()));
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(out, number);
        } else if (value instanceof byte[] bytes) {
            out.writeString(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (var entry : map.entrySet()) {
                out.writeFieldName(wellFormed(String.valueOf(entry.getKey())));
                write(out, entry.getValue(), depth + 1);
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (var item : items) {
                write(out, item, depth + 1);
            }
            out.writeEndArray();
        } else if (value.getClass().isArray()) {
            out.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                write(out, Array.get(value, i), depth + 1);
            }
            out.writeEndArray();
        } else {
            out.writeString(wellFormed(value.toString()));
        }
    }

    private static void writeNumber(JsonGenerator out, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            out.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            out.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            out.writeNumber(big);
        } else if (!Double.isFinite(number.doubleValue())) {
            out.writeNull();
        } else if (number instanceof Float f) {
            out.writeNumber(f);
        } else {
            out.writeNumber(number.doubleValue());
        }
    }

    /** The text with every half surrogate pair replaced; the same object if there is none. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints().forEach(c ->
            result.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return result.toString();
    }

    /** The list in {@code value}, or an empty one. */
    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
