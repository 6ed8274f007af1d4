package org.jolab.widgets;

/**
 * A control that is on or off.
 *
 * @param <S> the widget's own type
 */
public abstract class Toggle<S extends Toggle<S>> extends Control<S, Boolean> {

    Toggle(String model) {
        super(Model.of(model));
    }

    @Override
    final Object toState(Boolean value) {
        return value;
    }

    @Override
    final Boolean fromState(Object held) {
        return (Boolean) held;
    }
}
