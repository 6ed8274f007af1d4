package org.jolab.kernel.display;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the table in a value: records, maps, lists of either, matrices, objects with fields. */
final class Tables {

    private Tables() {}

    /** The table that shows {@code value} best, if there is one. */
    static Optional<Table> of(Object value, TextForm text) {
        return switch (value) {
            case Map<?, ?> map -> Optional.of(ofMap(map, text));
            case Record record -> Optional.of(pairs(Types.name(record.getClass()), "component",
                components(record, text.foreign()), text));
            case Collection<?> items -> ofItems(Shown.of(items, text.limits().rows(), text.foreign()),
                Types.containerName(items), text);
            case Object[] items when items.getClass().getComponentType().isArray() -> matrix(items, text);
            case Object[] items -> ofItems(Shown.ofArray(items, text.limits().rows()),
                Types.name(items.getClass().getComponentType()) + "[]", text);
            default -> Optional.empty();
        };
    }

    /** The fields of an object as a table; only for one whose text shows them too. */
    static Table ofFields(Object value, TextForm text) {
        var answers = new LinkedHashMap<String, Foreign.Answer<Object>>();
        fields(value, text.foreign()).forEach((name, field) -> answers.put(name, new Foreign.Answer<>(field, null)));
        return pairs(Types.name(value.getClass()), "field", answers, text);
    }

    /** What the accessors of a record return. */
    static Map<String, Foreign.Answer<Object>> components(Record record, Foreign foreign) {
        var answers = new LinkedHashMap<String, Foreign.Answer<Object>>();
        for (var component : record.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            answers.put(component.getName(), accessor.trySetAccessible()
                ? foreign.<Object>ask(component.getName() + "()", () -> call(accessor, record))
                : new Foreign.Answer<>(null, "not accessible"));
        }
        return answers;
    }

    /** Calls an accessor and unwraps what it throws. */
    private static Object call(Method accessor, Record record) throws Exception {
        try {
            return accessor.invoke(record);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /** The fields of an object, without any call of its methods. */
    static Map<String, Object> fields(Object value, Foreign foreign) {
        var fields = new LinkedHashMap<String, Object>();
        foreign.ask("fields", () -> {
            for (var field : Types.readableFields(value.getClass())) {
                fields.put(field.getName(), field.get(value));
            }
            return true;
        });
        return fields;
    }

    private static Table pairs(String caption, String first, Map<String, Foreign.Answer<Object>> pairs, TextForm text) {
        var columns = List.of(new Table.Column(first, false), new Table.Column("value", false));
        return Table.of(caption, columns, pairs.entrySet().stream().limit(text.limits().rows())
            .map(pair -> List.of(pair.getKey(), cell(pair.getValue(), text))).toList());
    }

    private static String cell(Foreign.Answer<Object> answer, TextForm text) {
        return answer.isFailure() ? "‹" + answer.failure() + "›" : text.cell(answer.value());
    }

    private static Table ofMap(Map<?, ?> map, TextForm text) {
        var shown = Shown.of(map, text.limits().rows(), text.foreign());
        var numeric = shown.all().allMatch(item -> item instanceof Map.Entry<?, ?> pair
            && (pair.getValue() == null || pair.getValue() instanceof Number));
        var columns = List.of(new Table.Column("key", false), new Table.Column("value", numeric && shown.size() > 0));
        var rows = shown.all().map(item -> item instanceof Map.Entry<?, ?> pair
            ? List.of(text.cell(pair.getKey()), text.cell(pair.getValue())) : List.of(text.cell(item), "")).toList();
        var entries = Cut.counted(shown.size(), "entrie").replaceFirst("entrie$", "entry");
        return table(Types.containerName(map) + ", " + entries, columns, rows, shown);
    }

    private static Optional<Table> ofItems(Shown shown, String name, TextForm text) {
        var types = new LinkedHashSet<Class<?>>();
        shown.all().forEach(item -> types.add(item == null ? null : item.getClass()));
        var areRecords = types.size() == 1 && shown.all().allMatch(Record.class::isInstance);
        if (areRecords) {
            return Optional.of(ofRows(shown, shown.all()
                .map(item -> components((Record) item, text.foreign())).toList(), name, text));
        }
        var rows = shown.all().map(item -> item instanceof Map<?, ?> map ? row(map, text) : null).toList();
        return rows.isEmpty() || rows.stream().anyMatch(row -> row == null || row.isEmpty())
            ? Optional.empty() : Optional.of(ofRows(shown, rows, name, text));
    }

    /** A map whose keys are names; null for any other. */
    private static Map<String, Foreign.Answer<Object>> row(Map<?, ?> map, TextForm text) {
        var row = new LinkedHashMap<String, Foreign.Answer<Object>>();
        for (var item : (Iterable<Object>) Shown.of(map, text.limits().columns(), text.foreign()).all()::iterator) {
            if (!(item instanceof Map.Entry<?, ?> pair && pair.getKey() instanceof String key)) {
                return null;
            }
            row.put(key, new Foreign.Answer<>(pair.getValue(), null));
        }
        return row;
    }

    private static Table ofRows(Shown shown, List<Map<String, Foreign.Answer<Object>>> rows, String name,
        TextForm text) {
        var keys = new LinkedHashSet<String>();
        rows.forEach(row -> keys.addAll(row.keySet()));
        var chosen = keys.stream().limit(text.limits().columns()).toList();
        var columns = chosen.stream().map(key -> new Table.Column(key, rows.stream()
            .map(row -> row.get(key)).allMatch(answer -> answer == null || answer.value() instanceof Number))).toList();
        var cells = rows.stream().map(row -> chosen.stream()
            .map(key -> row.containsKey(key) ? cell(row.get(key), text) : "").toList()).toList();
        var hidden = keys.size() - chosen.size();
        return table(name + ", " + Cut.counted(shown.size(), "row") + " × " + Cut.counted(keys.size(), "column")
            + (hidden > 0 ? ", " + chosen.size() + " of them shown" : ""), columns, cells, shown);
    }

    /** An array of arrays whose elements are no arrays, with the indices on both sides. */
    private static Optional<Table> matrix(Object[] array, TextForm text) {
        if (array.getClass().getComponentType().getComponentType().isArray()) {
            return Optional.empty();
        }
        var numeric = array.getClass().getComponentType().getComponentType() != boolean.class
            && array.getClass().getComponentType().getComponentType().isPrimitive();
        var shown = Shown.ofArray(array, text.limits().rows());
        var width = shown.all().mapToInt(row -> row == null ? 0 : Array.getLength(row)).max().orElse(0);
        var max = text.limits().columns();
        var indices = width <= max ? IntStream.range(0, width).boxed().toList()
            : IntStream.concat(IntStream.range(0, max / 2), IntStream.range(width - max / 2, width)).boxed().toList();
        var columns = new ArrayList<Table.Column>();
        columns.add(new Table.Column("", true));
        indices.forEach(i -> columns.add(new Table.Column(String.valueOf(i), numeric)));
        var rows = new ArrayList<List<String>>();
        for (var row : (Iterable<Object>) shown.all()::iterator) {
            var number = rows.size() < shown.head().size() ? rows.size() : rows.size() + shown.hidden();
            var cells = new ArrayList<String>();
            cells.add(String.valueOf(number));
            indices.forEach(i -> cells.add(row == null || i >= Array.getLength(row)
                ? "" : text.cell(Array.get(row, i))));
            rows.add(cells);
        }
        var hidden = width - indices.size();
        return Optional.of(table(Types.shape(array) + (hidden > 0 ? ", " + Cut.counted(hidden, "column") + " not shown"
            : ""), columns, rows, shown));
    }

    private static Table table(String caption, List<Table.Column> columns, List<List<String>> rows, Shown shown) {
        var isCut = shown.hidden() > 0 || shown.failure() != null;
        return new Table(caption, columns, rows, isCut ? shown.head().size() : -1,
            shown.failure() == null ? Cut.more(shown.hidden(), "row")
                : "‹" + shown.failure() + "›");
    }
}
