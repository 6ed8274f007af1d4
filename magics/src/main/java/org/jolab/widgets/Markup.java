package org.jolab.widgets;

/**
 * A widget that shows a text.
 *
 * @param <S> the widget's own type
 */
public abstract class Markup<S extends Markup<S>> extends Control<S, String> {

    Markup(String model, String value) {
        super(Model.of(model));
        value(value);
    }

    @Override
    final Object toState(String value) {
        return value == null ? "" : value;
    }

    @Override
    final String fromState(Object held) {
        return (String) held;
    }
}
