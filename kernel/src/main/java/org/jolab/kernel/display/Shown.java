package org.jolab.kernel.display;

import java.lang.reflect.Array;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The items of a container that are shown: the first and, where they can be had without walking there, the last ones.
 *
 * @param head the first items
 * @param hidden how many items lie between
 * @param tail the last items
 * @param size how many items there are
 * @param failure why there are no more, if the container threw; null otherwise
 */
record Shown(List<Object> head, long hidden, List<Object> tail, long size, String failure) {

    /** At most {@code max} elements of an array. */
    static Shown ofArray(Object array, int max) {
        var length = Array.getLength(array);
        var first = length <= max ? length : (max + 1) / 2;
        var last = length <= max ? 0 : max / 2;
        var head = new ArrayList<Object>(first);
        for (var i = 0; i < first; i++) {
            head.add(Array.get(array, i));
        }
        var tail = new ArrayList<Object>(last);
        for (var i = length - last; i < length; i++) {
            tail.add(Array.get(array, i));
        }
        return new Shown(head, length - first - last, tail, length, null);
    }

    /** At most {@code max} elements of a collection. */
    static Shown of(Collection<?> collection, int max, Foreign foreign) {
        return of(collection, max, foreign, Function.identity());
    }

    /** At most {@code max} entries of a map, each a {@link Map.Entry} that does not change. */
    static Shown of(Map<?, ?> map, int max, Foreign foreign) {
        var entries = foreign.ask("entrySet()",
            () -> map instanceof SequencedMap<?, ?> ordered ? ordered.sequencedEntrySet() : map.entrySet());
        return entries.isFailure() || entries.value() == null
            ? new Shown(List.of(), 0, List.of(), 0, entries.isFailure() ? entries.failure() : "entrySet() is null")
            // Some maps reuse their entry objects (IdentityHashMap, EnumMap): copy while iterating.
            : of(entries.value(), max, foreign, Shown::copy);
    }

    private static Shown of(Collection<?> collection, int max, Foreign foreign, Function<Object, Object> copy) {
        var size = foreign.ask("size()", collection::size);
        if (size.isFailure()) {
            return new Shown(List.of(), 0, List.of(), 0, size.failure());
        }
        var count = Math.max(0, size.value());
        var hasTail = count > max && collection instanceof SequencedCollection<?>;
        var head = new ArrayList<Object>();
        var tail = new ArrayList<Object>();
        var taken = foreign.ask("iterator()", () -> {
            take(collection.iterator(), Math.min(count, hasTail ? (max + 1) / 2 : max), copy, head);
            if (hasTail && collection instanceof SequencedCollection<?> ordered) {
                take(ordered.reversed().iterator(), max / 2, copy, tail);
            }
            return true;
        });
        var hidden = Math.max(0, count - head.size() - tail.size());
        return new Shown(head, taken.isFailure() ? 0 : hidden, tail.reversed(), count, taken.failure());
    }

    private static void take(Iterator<?> from, int count, Function<Object, Object> copy, List<Object> to) {
        for (var i = 0; i < count && from.hasNext(); i++) {
            to.add(copy.apply(from.next()));
        }
    }

    private static Object copy(Object entry) {
        return entry instanceof Map.Entry<?, ?> pair
            ? new SimpleImmutableEntry<>(pair.getKey(), pair.getValue()) : entry;
    }

    /** All items that are shown. */
    Stream<Object> all() {
        return Stream.concat(head.stream(), tail.stream());
    }

    /** The text of each item, and a remark in the place of those that are not shown. */
    List<String> texts(Function<Object, String> text) {
        var texts = new ArrayList<String>();
        head.forEach(item -> texts.add(text.apply(item)));
        if (hidden > 0) {
            texts.add(Cut.more(hidden));
        }
        tail.forEach(item -> texts.add(text.apply(item)));
        if (failure != null) {
            texts.add("‹" + failure + "›");
        }
        return texts;
    }
}
