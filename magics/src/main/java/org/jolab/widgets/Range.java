package org.jolab.widgets;

import java.util.function.BiFunction;

/**
 * The value of a slider with two handles.
 *
 * @param from the lower end
 * @param to the upper end
 * @param <T> the type of the ends
 */
public record Range<T>(T from, T to) {

    static <T> Range<T> of(Object held, BiFunction<Object, Integer, T> part) {
        return new Range<>(part.apply(held, 0), part.apply(held, 1));
    }
}
