package org.jolab.widgets;

/**
 * A control that chooses one of several options, at first the first.
 *
 * @param <S> the widget's own type
 * @param <T> the type of the options
 */
public abstract class Choice<S extends Choice<S, T>, T> extends Selection<S, T, T> {

    Choice(String model) {
        super(model);
    }

    @Override
    Object noIndex() {
        return null;
    }

    @Override
    final Object indexAmong(T before) {
        var index = before == null ? -1 : options().indexOf(before);
        return index >= 0 ? index : options().isEmpty() ? noIndex() : Integer.valueOf(0);
    }

    /**
     * Chooses an option; null for none.
     *
     * @throws org.jolab.api.UsageError if it is no option
     */
    @Override
    public S value(T value) {
        return super.value(value);
    }

    @Override
    final Object toState(T value) {
        return value == null && !options().contains(null) ? noIndex() : (Object) indexOf(value);
    }

    @Override
    final T fromState(Object held) {
        return held == null ? null : option(held);
    }
}
