package org.jolab.magics.forms;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jolab.widgets.Checkbox;
import org.jolab.widgets.Combobox;
import org.jolab.widgets.Control;
import org.jolab.widgets.DatePicker;
import org.jolab.widgets.Dropdown;
import org.jolab.widgets.FloatSlider;
import org.jolab.widgets.FloatText;
import org.jolab.widgets.IntSlider;
import org.jolab.widgets.IntText;
import org.jolab.widgets.Text;

/**
 * A field of a form.
 *
 * @param name the variable
 * @param type its type, as Java source
 * @param control the widget that shows it
 */
record Field(String name, String type, Control<?, ?> control) {

    private static final double SLIDER_MAX = 100;

    /** The field for the variable {@code name} of {@code type}, which holds {@code value}. */
    static Field of(String name, String type, Object value, Look look) {
        return new Field(name, type, control(type, value, look).description(name)
            .style(style -> style.descriptionWidth("initial")));
    }

    private static Control<?, ?> control(String type, Object value, Look look) {
        var text = String.valueOf(value);
        if (!look.choices().isEmpty()) {
            return look.settings().path("allow-input").asBoolean() ? new Combobox(look.choices()).value(text)
                : new Dropdown<>(look.choices()).value(look.choices().contains(text) ? text : null);
        }
        var isIntegral = List.of("int", "long", "short", "byte", "Integer", "Long", "Short", "Byte")
            .contains(simple(type));
        var isNumber = value instanceof Number
            && (isIntegral || List.of("double", "float", "Double", "Float").contains(simple(type)));
        if (look.type().equals("date")) {
            return new DatePicker(date(text));
        }
        if (isNumber && look.type().equals("slider")) {
            return isIntegral
                ? new IntSlider().range((int) look.number("min", 0), (int) look.number("max", SLIDER_MAX))
                    .step((int) look.number("step", 1)).value(((Number) value).intValue()).continuousUpdate(false)
                : new FloatSlider().range(look.number("min", 0), look.number("max", SLIDER_MAX))
                    .step(look.number("step", 0.1)).value(((Number) value).doubleValue()).continuousUpdate(false);
        }
        if (isNumber) {
            return isIntegral ? new IntText().value(((Number) value).intValue())
                : new FloatText().value(((Number) value).doubleValue());
        }
        return simple(type).equalsIgnoreCase("boolean") ? new Checkbox(Boolean.TRUE.equals(value))
            : new Text(text).continuousUpdate(false);
    }

    private static String simple(String type) {
        return type.replaceFirst("^java\\.lang\\.", "");
    }

    /** The date; null if the text is none. */
    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The variable's value for what the widget says; null if that is none. */
    Object value() {
        var said = control.value();
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
