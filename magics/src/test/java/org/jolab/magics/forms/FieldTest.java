package org.jolab.magics.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.jolab.api.UsageError;
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
import org.junit.jupiter.api.Test;

class FieldTest {

    private static Field field(String type, Object value, String look) {
        return Field.of("x", type, value, Look.of("x", look));
    }

    private static <T extends Control<?, ?>> T control(Class<T> kind, String type, Object value, String look) {
        return assertInstanceOf(kind, field(type, value, look).control());
    }

    @Test
    void theTypeOfTheVariableChoosesTheWidget() {
        control(IntText.class, "int", 1, "");
        control(FloatText.class, "double", 1.5, "{type: \"number\"}");
        control(Checkbox.class, "boolean", true, "{type:\"boolean\"}");
        control(Text.class, "java.lang.String", "a", "{type:\"string\"}");
        control(Combobox.class, "String", "a", "[\"a\", \"b\"] {allow-input: true}");
    }

    @Test
    void theWidgetBeginsWithTheVariablesValue() {
        var slider = control(IntSlider.class, "int", 4, "{type:\"slider\", min:2, max:10, step:2}");
        assertEquals(List.of(2, 10, 2, 4), List.of(slider.min(), slider.max(), slider.get("step"), slider.value()));
        assertEquals(7.5, control(FloatSlider.class, "double", 7.5, "{type:'slider', max:10, step:.5}").value());
        assertEquals("b", control(Dropdown.class, "String", "b", "[\"a\", \"b\"]").value());
        assertNull(control(Dropdown.class, "String", "c", "[\"a\", \"b\"]").value());
        assertEquals(LocalDate.of(2026, 11, 22),
            control(DatePicker.class, "String", "2026-11-22", "{type:\"date\"}").value());
    }

    @Test
    void whatTheWidgetSaysBecomesAValueOfTheVariablesType() {
        var number = field("long", 1L, "");
        ((IntText) number.control()).value(7);
        assertEquals(7L, number.value());
        var choice = field("int", 1, "[1, 2]");
        choice.control().set("index", 1);
        assertEquals(2, choice.value());
        var text = field("String", "", "{type:\"date\"}");
        ((DatePicker) text.control()).value(LocalDate.of(2026, 1, 31));
        assertEquals("2026-01-31", text.value());
        var date = field("java.time.LocalDate", LocalDate.EPOCH, "{type:\"date\"}");
        ((DatePicker) date.control()).value(LocalDate.of(2026, 1, 31));
        assertEquals(LocalDate.of(2026, 1, 31), date.value());
        ((DatePicker) date.control()).value(null);
        assertNull(date.value());
    }

    @Test
    void whatCanNotBeReadIsExplained() {
        var error = assertThrows(UsageError.class, () -> Look.of("x", "{type: slider"));
        assertTrue(error.getMessage().contains("//@param {type: slider") && error.getMessage().contains("of x"));
        assertThrows(UsageError.class, () -> Look.of("x", "slider"));
    }
}
