package org.jolab.kernel.display;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes a value, and what is in it, as text within limits; made for one rendering and owned by its thread. */
final class TextForm {

    private final Limits limits;
    private final Foreign foreign;
    private final Function<Object, Optional<String>> custom;
    private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean isWithinObject;
    private int left;

    /** A writer that asks {@code custom} first how a value looks that is in another. */
    TextForm(Limits limits, Foreign foreign, Function<Object, Optional<String>> custom) {
        this.limits = limits;
        this.foreign = foreign;
        this.custom = custom;
        left = limits.characters();
    }

    Limits limits() {
        return limits;
    }

    Foreign foreign() {
        return foreign;
    }

    /** The whole text of a value that stands for itself: strings without quotes, several lines where it helps. */
    String whole(Object value) {
        return switch (value) {
            case CharSequence text -> string(text, all -> Cut.at(limits.characters(), all));
            case Character c -> c.toString();
            case null, default -> nested(value, 0);
        };
    }

    /** The text of a value in a table's cell: one line, strings without quotes. */
    String cell(Object value) {
        if (left <= 0) {
            return "…";
        }
        var text = switch (value) {
            case CharSequence string -> string(string, all -> Cut.visible(Cut.line(limits.leaf(), all)));
            case Character c -> Cut.visible(c.toString());
            case null, default -> nested(value, 2).replaceAll("\\s*\n\\s*", " ");
        };
        return spend(Cut.line(limits.leaf(), text));
    }

    /** The text of a value that lies {@code depth} containers deep. */
    private String nested(Object value, int depth) {
        if (left <= 0) {
            return "…";
        }
        if (depth > 0 && value != null) {
            var own = custom.apply(value);
            if (own.isPresent()) {
                return spend(Cut.line(limits.leaf(), Cut.visible(own.get())));
            }
        }
        return switch (value) {
            case null -> spend("null");
            case CharSequence text -> spend(string(text, all -> Cut.quoted(limits.leaf(), all)));
            case Character c -> spend("'" + Cut.visible(c.toString()) + "'");
            case Record record when Types.isPlainRecord(record) ->
                within(record, depth, () -> Layout.bracketed(Types.name(record.getClass()) + "[",
                    Tables.components(record, foreign).entrySet().stream()
                        .map(part -> part.getKey() + "=" + answer(part.getValue(), depth)).toList(), "]"));
            case Map<?, ?> map -> within(map, depth, () -> Layout.bracketed("{",
                Shown.of(map, limits.items(depth), foreign).texts(entry -> entry(entry, depth)), "}"));
            case Collection<?> items -> within(items, depth, () -> Layout.bracketed("[",
                Shown.of(items, limits.items(depth), foreign).texts(item -> nested(item, depth + 1)), "]"));
            case Optional<?> box -> optional("Optional", box.isPresent() ? () -> nested(box.get(), depth + 1) : null);
            case OptionalInt box -> optional("OptionalInt", box.isPresent() ? () -> "" + box.getAsInt() : null);
            case OptionalLong box -> optional("OptionalLong", box.isPresent() ? () -> "" + box.getAsLong() : null);
            case OptionalDouble box ->
                optional("OptionalDouble", box.isPresent() ? () -> "" + box.getAsDouble() : null);
            case byte[] bytes when depth == 0 -> spend(Types.shape(bytes) + "\n" + HexDump.of(bytes));
            default -> value.getClass().isArray()
                ? within(value, depth, () -> headed(Types.shape(value), array(value, depth))) : leaf(value, depth);
        };
    }

    /** The text of one that may be a user's class, with methods that throw. */
    private String string(CharSequence text, Function<CharSequence, String> form) {
        if (text instanceof String) {
            return form.apply(text);
        }
        var answer = foreign.ask("the text", () -> String.valueOf(form.apply(text)));
        return answer.isFailure() ? "‹" + answer.failure() + "›" : answer.value();
    }

    private static String headed(String head, String body) {
        return head + (body.indexOf('\n') < 0 ? " " : "\n") + body;
    }

    private String entry(Object entry, int depth) {
        return entry instanceof Map.Entry<?, ?> pair
            ? nested(pair.getKey(), depth + 1) + "=" + nested(pair.getValue(), depth + 1) : nested(entry, depth + 1);
    }

    private String optional(String name, Supplier<String> content) {
        return spend(name) + (content == null ? ".empty" : "[" + content.get() + "]");
    }

    private String answer(Foreign.Answer<Object> answer, int depth) {
        return answer.isFailure() ? "‹" + answer.failure() + "›" : nested(answer.value(), depth + 1);
    }

    private String leaf(Object value, int depth) {
        var length = depth == 0 ? limits.characters() : limits.leaf();
        var described = foreign.ask("toString()", () -> Described.of(value, this::inside));
        if (described.isFailure()) {
            return spend(Types.name(value.getClass()) + " ‹" + described.failure() + "›");
        }
        if (described.value().isPresent()) {
            return spend(Cut.at(length, described.value().get()));
        }
        if (Types.hasToString(value)) {
            var text = foreign.text(value);
            return spend(depth == 0 ? Cut.at(length, text) : Cut.at(length, Cut.visible(text)));
        }
        return object(value, depth);
    }

    /** A value within a described one, such as the result of a future. */
    private String inside(Object value) {
        return Cut.line(limits.leaf(), nested(value, 1));
    }

    /** What an object without a text of its own holds; objects within it are named alone. */
    private String object(Object value, int depth) {
        var name = Types.name(value.getClass());
        var fields = Tables.fields(value, foreign);
        if (fields.isEmpty()) {
            return spend(name + "@" + Integer.toHexString(System.identityHashCode(value)));
        }
        if (isWithinObject) {
            return spend(name + "{…}");
        }
        isWithinObject = true;
        try {
            return within(value, depth, () -> Layout.bracketed(name + "{", fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + nested(field.getValue(), depth + 1)).toList(), "}"));
        } finally {
            isWithinObject = false;
        }
    }

    /** The elements of an array between braces; the type is said once, outside. */
    private String array(Object array, int depth) {
        if (array instanceof char[] text) {
            return spend(Cut.quoted(limits.leaf(), CharBuffer.wrap(text)));
        }
        var shown = Shown.ofArray(array, limits.items(depth));
        var isDeep = array instanceof Object[] && array.getClass().getComponentType().isArray();
        var grid = isDeep && depth == 0 ? grid(shown) : Optional.<List<String>>empty();
        return Layout.bracketed("{", grid.orElseGet(() -> shown.texts(item -> isDeep && item != null
            ? within(item, depth + 1, () -> array(item, depth + 1)) : nested(item, depth + 1))), "}");
    }

    /** The rows of a matrix of numbers with their columns below each other. */
    private Optional<List<String>> grid(Shown rows) {
        if (!rows.all().allMatch(row -> row != null && row.getClass().getComponentType().isPrimitive()
            && !(row instanceof char[]))) {
            return Optional.empty();
        }
        var widest = rows.all().flatMap(row -> Shown.ofArray(row, limits.items(1)).all())
            .mapToInt(item -> item.toString().length()).max().orElse(1);
        var items = Math.clamp((Limits.WIDTH - 20) / (widest + 2), 4, limits.items(1));
        var cells = new IdentityHashMap<Object, List<String>>();
        rows.all().forEach(row -> cells.computeIfAbsent(row,
            _ -> Shown.ofArray(row, items).texts(item -> spend(item.toString()))));
        var widths = new ArrayList<Integer>();
        for (var row : cells.values()) {
            for (var i = 0; i < row.size(); i++) {
                var width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        var lines = rows.texts(row -> {
            var texts = cells.get(row);
            var line = new ArrayList<String>();
            for (var i = 0; i < texts.size(); i++) {
                line.add(" ".repeat(widths.get(i) - texts.get(i).length()) + texts.get(i));
            }
            return "{" + String.join(", ", line) + "}";
        });
        return Optional.of(List.of(String.join(",\n", lines)));
    }

    /** Opens a container, unless it lies in itself or too deep. */
    private String within(Object container, int depth, Supplier<String> content) {
        if (depth >= Limits.DEPTH) {
            return spend(Types.containerName(container) + "…");
        }
        if (!path.add(container)) {
            return spend("(this " + Types.containerName(container) + ")");
        }
        try {
            left -= 2;
            return content.get();
        } finally {
            path.remove(container);
        }
    }

    private String spend(String text) {
        left -= text.length();
        return text;
    }
}
