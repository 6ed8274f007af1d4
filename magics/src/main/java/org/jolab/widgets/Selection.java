package org.jolab.widgets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jolab.api.UsageError;

/**
 * A control that chooses among options. Any values can be options; they show as their {@code toString()}, or as the
 * labels that are given for them.
 *
 * @param <S> the widget's own type
 * @param <T> the type of the options
 * @param <V> the type of its value
 */
public abstract class Selection<S extends Selection<S, T, V>, T, V> extends Control<S, V> {

    /** Replaced as a whole, under the widget's lock. */
    private volatile List<T> options = List.of();

    Selection(String model) {
        super(Model.of(model));
    }

    @Override
    final String valueAttribute() {
        return "index";
    }

    /** What can be chosen. */
    public final List<T> options() {
        return options;
    }

    /** Changes what can be chosen. What was chosen remains if it still can be. */
    public S options(Collection<? extends T> all) {
        return options(all, String::valueOf);
    }

    /** Changes what can be chosen, keyed by labels. */
    public S options(Map<String, ? extends T> labelled) {
        return options(List.copyOf(labelled.keySet()), new ArrayList<>(labelled.values()));
    }

    /** Changes what can be chosen, with the labels that {@code label} gives. */
    public S options(Collection<? extends T> all, Function<? super T, String> label) {
        return options(all.stream().map(each -> label.apply(each)).toList(), new ArrayList<>(all));
    }

    private synchronized S options(List<String> labels, List<T> all) {
        var before = options.isEmpty() ? null : value();
        return together(_ -> {
            set("index", noIndex());
            options = Collections.unmodifiableList(all);
            set("_options_labels", labels);
            set("index", indexAmong(before));
        });
    }

    /** The attribute {@code index} when nothing is chosen. */
    abstract Object noIndex();

    /** The attribute {@code index} when the options have changed, for what was chosen before, which may be null. */
    abstract Object indexAmong(V before);

    final int indexOf(Object option) {
        var index = options.indexOf(option);
        if (index < 0) {
            var all = options.stream().limit(10).map(String::valueOf).reduce((a, b) -> a + ", " + b).orElse("none");
            throw new UsageError(option + " is none of the options: " + all + (options.size() > 10 ? ", …" : "") + ".");
        }
        return index;
    }

    final T option(Object index) {
        var at = ((Number) index).intValue();
        return at >= 0 && at < options.size() ? options.get(at) : null;
    }
}
