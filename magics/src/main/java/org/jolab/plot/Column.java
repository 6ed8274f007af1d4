package org.jolab.plot;

import java.lang.reflect.Array;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jolab.api.UsageError;

/**
 * One variable of a plot.
 *
 * @param kind what its values are
 * @param numbers the values if they are numbers, or milliseconds of moments; NaN where one is missing
 * @param texts the values if they are categories, or null; null where one is missing
 */
record Column(Kind kind, double[] numbers, String[] texts) {

    /** What values are. */
    enum Kind { NUMBER, TIME, CATEGORY }

    /** How many values there are. */
    int size() {
        return kind == Kind.CATEGORY ? texts.length : numbers.length;
    }

    /** The numbers 0, 1, 2, …. */
    static Column counting(int size) {
        var numbers = new double[size];
        Arrays.setAll(numbers, i -> i);
        return of(numbers);
    }

    static Column of(double[] numbers) {
        return new Column(Kind.NUMBER, numbers, null);
    }

    /** A value as JSON has it; null if it is missing. */
    Object json(int index) {
        if (kind == Kind.CATEGORY) {
            return texts[index];
        }
        var number = numbers[index];
        return !Double.isFinite(number) ? null : number == Math.rint(number) && Math.abs(number) < 1e15
            ? (Object) (long) number : (Object) number;
    }

    /** These values alone, by their indices. */
    Column at(int[] indices) {
        return kind == Kind.CATEGORY
            ? new Column(kind, null, Arrays.stream(indices).mapToObj(i -> texts[i]).toArray(String[]::new))
            : new Column(kind, Arrays.stream(indices).mapToDouble(i -> numbers[i]).toArray(), null);
    }

    /**
     * The values of an array, a collection, a stream, or something with a method {@code toDoubleArray()}.
     *
     * @throws UsageError if it is none of these, or its values can't be drawn
     */
    static Column of(Object values) {
        return values instanceof double[] numbers ? of(numbers.clone())
            : doubles(values).map(Column::of).orElseGet(() -> ofItems(items(values)));
    }

    /** Several series: the rows of a matrix, or of something with {@code toDoubleArray()} and a shape of two. */
    static Optional<List<Column>> rows(Object values) {
        var shape = shape(values);
        if (shape.isPresent() && shape.get().length == 2) {
            var all = doubles(values).orElseThrow();
            var width = (int) shape.get()[1];
            var rows = new ArrayList<Column>();
            for (var i = 0; i < shape.get()[0]; i++) {
                rows.add(of(Arrays.copyOfRange(all, i * width, (i + 1) * width)));
            }
            return Optional.of(rows);
        }
        var isNested = values instanceof Object[] array && array.length > 0 && isSequence(array[0])
            || values instanceof List<?> list && !list.isEmpty() && isSequence(list.getFirst());
        return isNested ? Optional.of(items(values).stream().map(Column::of).toList()) : Optional.empty();
    }

    private static boolean isSequence(Object value) {
        return value != null && (value.getClass().isArray() || value instanceof List);
    }

    private static Optional<long[]> shape(Object values) {
        if (values == null) {
            return Optional.empty();
        }
        return called(values, "shape").map(shape -> switch (shape) {
            case int[] ints -> Arrays.stream(ints).asLongStream().toArray();
            case long[] longs -> longs;
            default -> new long[0];
        });
    }

    private static Optional<double[]> doubles(Object values) {
        return values == null ? Optional.empty()
            : called(values, "toDoubleArray").filter(double[].class::isInstance).map(double[].class::cast);
    }

    /** What a public method without parameters returns; empty if there is none. */
    private static Optional<Object> called(Object object, String method) {
        try {
            var found = object.getClass().getMethod(method);
            found.setAccessible(true);
            return Optional.ofNullable(found.invoke(object));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UsageError("The values of this " + object.getClass().getSimpleName() + " can't be had: "
                + (e.getCause() == null ? e : e.getCause()) + ".", e);
        }
    }

    /** The items of an array, a collection or a stream. */
    static List<Object> items(Object values) {
        var items = new ArrayList<Object>();
        switch (values) {
            case Iterable<?> all -> all.forEach(items::add);
            case BaseStream<?, ?> stream -> stream.iterator().forEachRemaining(items::add);
            case null -> throw new UsageError("There are no values to draw: they are null.");
            default -> {
                if (!values.getClass().isArray()) {
                    throw new UsageError("A " + values.getClass().getSimpleName() + " can't be drawn. Give an array, a "
                        + "list, a stream, or something with a method toDoubleArray().");
                }
                for (var i = 0; i < Array.getLength(values); i++) {
                    items.add(Array.get(values, i));
                }
            }
        }
        return items;
    }

    static Column ofItems(List<?> items) {
        var isNumber = items.stream().allMatch(item -> item == null || item instanceof Number);
        if (isNumber) {
            return of(items.stream().mapToDouble(item -> item == null ? Double.NaN : ((Number) item).doubleValue())
                .toArray());
        }
        var isTime = items.stream().allMatch(item -> item == null || moment(item) != null);
        if (isTime) {
            return new Column(Kind.TIME, items.stream().mapToDouble(item -> item == null ? Double.NaN
                : moment(item).toInstant(ZoneOffset.UTC).toEpochMilli()).toArray(), null);
        }
        return new Column(Kind.CATEGORY, null,
            items.stream().map(item -> item == null ? null : item.toString()).toArray(String[]::new));
    }

    /** A moment in the zone of this machine; null if it is none. */
    private static LocalDateTime moment(Object item) {
        return switch (item) {
            case LocalDate date -> date.atStartOfDay();
            case LocalDateTime moment -> moment;
            case YearMonth month -> month.atDay(1).atStartOfDay();
            case Instant instant -> LocalDateTime.ofInstant(instant, ZoneId.systemDefault());
            case ZonedDateTime moment -> moment.withZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
            case OffsetDateTime moment -> moment.atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
            case Date date -> LocalDateTime.ofInstant(Instant.ofEpochMilli(date.getTime()), ZoneId.systemDefault());
            default -> null;
        };
    }

    /** What the rows of a table hold under a name: components of records, values of maps. */
    static Column component(List<?> rows, String name) {
        return ofItems(rows.stream().map(row -> component(row, name)).toList());
    }

    private static Object component(Object row, String name) {
        if (row instanceof Map<?, ?> map) {
            if (!map.containsKey(name)) {
                throw new UsageError("A row has no " + name + ". It has " + map.keySet() + ".");
            }
            return map.get(name);
        }
        if (!(row instanceof Record)) {
            throw new UsageError("Only records and maps have values by name; this is a "
                + (row == null ? "null" : row.getClass().getSimpleName()) + ".");
        }
        var components = row.getClass().getRecordComponents();
        var component = Stream.of(components).filter(each -> each.getName().equals(name)).findFirst()
            .orElseThrow(() -> new UsageError(row.getClass().getSimpleName() + " has no " + name + ". It has "
                + String.join(", ", Stream.of(components).map(each -> each.getName()).toList()) + "."));
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UsageError("The component " + name + " can't be read: " + e + ".", e);
        }
    }

    /** The least and the greatest finite value; empty if there is none. */
    Optional<double[]> extent() {
        var finite = Arrays.stream(numbers).filter(Double::isFinite).summaryStatistics();
        return finite.getCount() == 0 ? Optional.empty()
            : Optional.of(new double[] {finite.getMin(), finite.getMax()});
    }
}
