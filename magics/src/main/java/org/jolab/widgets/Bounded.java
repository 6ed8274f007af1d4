package org.jolab.widgets;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;

/**
 * A control whose value, one number or several, stays between a minimum and a maximum. Until it is first shown these
 * may be set in any order.
 *
 * @param <S> the widget's own type
 * @param <V> the type of its value
 */
public abstract class Bounded<S extends Bounded<S, V>, V> extends Control<S, V> {

    /** Whether somebody has said what the value is; guarded by this. */
    private boolean isChosen;

    Bounded(Model model) {
        super(model);
    }

    /** The least value, for the attribute {@code min}. */
    double least(double min) {
        return min;
    }

    /** The greatest value, for the attribute {@code max}. */
    double greatest(double max) {
        return max;
    }

    /** The number as values hold it. */
    abstract Number number(double value);

    private double limit(String name) {
        return get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Override
    final Object adjusted(String attribute, Object value) {
        switch (attribute) {
            case "value" -> {
                isChosen = true;
                return isOpen() ? within(value, limit("min"), limit("max")) : value;
            }
            case "min" -> check(value, get("max"));
            case "max" -> check(get("min"), value);
            default -> { }
        }
        return value;
    }

    private void check(Object min, Object max) {
        if (isOpen()) {
            refuse(min, max);
        }
    }

    private void refuse(Object min, Object max) {
        if (min instanceof Number least && max instanceof Number most && least.doubleValue() > most.doubleValue()) {
            throw new UsageError("The minimum " + min + " of this " + model().title() + " is greater than its maximum "
                + max + ".");
        }
    }

    private Object within(Object value, double min, double max) {
        return switch (value) {
            case Number number -> number(Math.clamp(number.doubleValue(), least(min), greatest(max)));
            case List<?> several -> several.stream().map(each -> within(each, min, max)).toList();
            case null, default -> value;
        };
    }

    @Override
    final Map<String, Object> consequences(String attribute) {
        return isOpen() && (attribute.equals("min") || attribute.equals("max"))
            ? Map.of("value", within(get("value"), limit("min"), limit("max"))) : Map.of();
    }

    @Override
    final Map<String, Object> beforeOpening() {
        refuse(get("min"), get("max"));
        var normal = new HashMap<String, Object>();
        normal.put("value", within(raw(), limit("min"), limit("max")));
        return normal;
    }

    /** What the value is as long as nobody says it; null for what the model begins with. */
    Object beginning(double min, double max) {
        return null;
    }

    private Object raw() {
        var beginning = isChosen || isOpen() ? null : beginning(limit("min"), limit("max"));
        return beginning == null ? get("value") : beginning;
    }

    /** The value, which is within the limits also before the widget is shown. */
    @Override
    public V value() {
        synchronized (this) {
            var min = limit("min");
            var max = limit("max");
            return fromState(min <= max ? within(raw(), min, max) : raw());
        }
    }
}
