package org.jolab.magics.forms;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of a form: which widget shows it, and how values pass between that and the variable.
 *
 * @param name the variable
 * @param type its type, as Java source
 * @param model what kind of widget it is
 * @param state the widget's attributes
 * @param choices the values to choose from, for a list
 */
record Field(String name, String type, Kind model, Map<String, Object> state, List<String> choices) {

    /** The widgets of {@code @jupyter-widgets/controls} that serve as fields, by the stem of their names. */
    enum Kind {
        Checkbox, Dropdown, Combobox, IntSlider, FloatSlider, IntText, FloatText, DatePicker, Text
    }

    private static final double SLIDER_MAX = 100;

    /** The field for the variable {@code name} of {@code type}, which holds {@code value}. */
    static Field of(String name, String type, Object value, Look look) {
        var kind = kind(type, look);
        var state = new LinkedHashMap<String, Object>();
        state.put("description", name);
        switch (kind) {
            case Checkbox -> state.put("value", Boolean.TRUE.equals(value));
            case Dropdown -> {
                state.put("_options_labels", look.choices());
                var index = look.choices().indexOf(String.valueOf(value));
                state.put("index", index < 0 ? null : index);
            }
            case Combobox -> {
                state.put("options", look.choices());
                state.put("value", String.valueOf(value));
            }
            case IntSlider, FloatSlider -> {
                state.put("min", whole(kind, look.number("min", 0)));
                state.put("max", whole(kind, look.number("max", SLIDER_MAX)));
                state.put("step", whole(kind, look.number("step", kind == Kind.IntSlider ? 1 : 0.1)));
                state.put("value", value);
                state.put("continuous_update", false);
            }
            case IntText, FloatText -> state.put("value", value);
            case DatePicker -> state.put("value", date(String.valueOf(value)));
            case Text -> {
                state.put("value", String.valueOf(value));
                state.put("continuous_update", false);
            }
        }
        return new Field(name, type, kind, state, look.choices());
    }

    private static Kind kind(String type, Look look) {
        if (!look.choices().isEmpty()) {
            return look.settings().path("allow-input").asBoolean() ? Kind.Combobox : Kind.Dropdown;
        }
        var integral = List.of("int", "long", "short", "byte", "Integer", "Long", "Short", "Byte")
            .contains(simple(type));
        var number = integral || List.of("double", "float", "Double", "Float").contains(simple(type));
        return switch (look.type()) {
            case "slider" -> integral ? Kind.IntSlider : number ? Kind.FloatSlider : Kind.Text;
            case "date" -> Kind.DatePicker;
            default -> simple(type).equalsIgnoreCase("boolean") ? Kind.Checkbox
                : integral ? Kind.IntText : number ? Kind.FloatText : Kind.Text;
        };
    }

    private static Object whole(Kind kind, double value) {
        if (kind == Kind.IntSlider) {
            return (long) value;
        }
        return value;
    }

    private static String simple(String type) {
        return type.replaceFirst("^java\\.lang\\.", "");
    }

    /** A date as widgets have it, whose months begin with 0; null if the text is none. */
    private static Map<String, Object> date(String text) {
        try {
            var date = LocalDate.parse(text);
            return Map.of("year", date.getYear(), "month", date.getMonthValue() - 1, "date", date.getDayOfMonth());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The attribute of the widget that holds its value. */
    String attribute() {
        return model == Kind.Dropdown ? "index" : "value";
    }

    /** The variable's value for what the widget says; null if that is none. */
    Object value(Object said) {
        if (model == Kind.Dropdown) {
            return said instanceof Number index ? converted(choices.get(index.intValue())) : null;
        }
        if (model == Kind.DatePicker) {
            return said instanceof Map<?, ?> date ? converted(LocalDate.of(((Number) date.get("year")).intValue(),
                ((Number) date.get("month")).intValue() + 1, ((Number) date.get("date")).intValue()).toString()) : null;
        }
        return said == null ? null : converted(said.toString());
    }

    private Object converted(String text) {
        try {
            return switch (simple(type)) {
                case "int", "Integer" -> (int) Double.parseDouble(text);
                case "long", "Long" -> (long) Double.parseDouble(text);
                case "short", "Short" -> (short) Double.parseDouble(text);
                case "byte", "Byte" -> (byte) Double.parseDouble(text);
                case "double", "Double" -> Double.parseDouble(text);
                case "float", "Float" -> Float.parseFloat(text);
                case "boolean", "Boolean" -> Boolean.parseBoolean(text);
                case "LocalDate", "java.time.LocalDate" -> LocalDate.parse(text);
                case "String", "Object", "CharSequence" -> text;
                default -> null;
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            return null;
        }
    }
}
