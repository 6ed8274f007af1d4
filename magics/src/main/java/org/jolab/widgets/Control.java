package org.jolab.widgets;

import java.util.function.Consumer;

/**
 * A widget with a value that its user, the program or both can change.
 *
 * @param <S> the widget's own type
 * @param <V> the type of its value
 */
public abstract class Control<S extends Control<S, V>, V> extends DomWidget<S> {

    Control(Model model) {
        super(model);
    }

    /** The attribute that holds the value. */
    String valueAttribute() {
        return "value";
    }

    /** The value as it is in the attribute. */
    abstract Object toState(V value);

    /** The value for what the attribute holds. */
    abstract V fromState(Object held);

    /** The value; null if there is none. */
    public V value() {
        return fromState(get(valueAttribute()));
    }

    /** Changes the value. */
    public S value(V value) {
        return set(valueAttribute(), toState(value));
    }

    /** Calls {@code listener} with the value whenever it has changed. */
    public S onChange(Consumer<? super V> listener) {
        observe(listener);
        return self();
    }

    /** Calls {@code listener} with the value whenever it has changed, until the result is closed. */
    public Observation observe(Consumer<? super V> listener) {
        return listen(valueAttribute(), listener, held -> listener.accept(fromState(held)));
    }

    /** Ends what {@link #onChange} has begun for this same object. */
    public S off(Consumer<? super V> listener) {
        ignore(listener);
        return self();
    }

    /** What stands beside it. */
    public S description(String description) {
        return set("description", description);
    }

    /** What stands beside it. */
    public String description() {
        return (String) get("description");
    }

    /** Whether its user can't change it. */
    public S disabled(boolean disabled) {
        return set("disabled", disabled);
    }

    /** Whether its user can't change it. */
    public boolean disabled() {
        return (Boolean) get("disabled");
    }
}
