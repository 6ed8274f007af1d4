package org.jolab.magics.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.Test;

class FieldTest {

    private static Field field(String type, Object value, String look) {
        return Field.of("x", type, value, Look.of("x", look));
    }

    @Test
    void theTypeOfTheVariableChoosesTheWidget() {
        assertEquals(Field.Kind.IntText, field("int", 1, "").model());
        assertEquals(Field.Kind.FloatText, field("double", 1.5, "{type: \"number\"}").model());
        assertEquals(Field.Kind.Checkbox, field("boolean", true, "{type:\"boolean\"}").model());
        assertEquals(Field.Kind.Text, field("java.lang.String", "a", "{type:\"string\"}").model());
        assertEquals(Field.Kind.IntSlider, field("int", 1, "{type:\"slider\", min:0, max:10}").model());
        assertEquals(Field.Kind.FloatSlider, field("double", 1.0, "{type:'slider', max:10, step:.5}").model());
        assertEquals(Field.Kind.DatePicker, field("String", "2026-11-22", "{type:\"date\"}").model());
        assertEquals(Field.Kind.Dropdown, field("String", "a", "[\"a\", \"b\"]").model());
        assertEquals(Field.Kind.Combobox, field("String", "a", "[\"a\", \"b\"] {allow-input: true}").model());
    }

    @Test
    void theWidgetBeginsWithTheVariablesValue() {
        var slider = field("int", 4, "{type:\"slider\", min:2, max:10, step:2}").state();
        assertEquals(List.of(2L, 10L, 2L, 4),
            List.of(slider.get("min"), slider.get("max"), slider.get("step"), slider.get("value")));
        assertEquals(1, field("String", "b", "[\"a\", \"b\"]").state().get("index"));
        assertNull(field("String", "c", "[\"a\", \"b\"]").state().get("index"));
        assertEquals(Map.of("year", 2026, "month", 10, "date", 22),
            field("String", "2026-11-22", "{type:\"date\"}").state().get("value"));
    }

    @Test
    void whatTheWidgetSaysBecomesAValueOfTheVariablesType() {
        assertEquals(7, field("int", 1, "").value(7L));
        assertEquals(7.5, field("double", 1.0, "").value(7.5));
        assertEquals(7.0, field("double", 1.0, "").value(7));
        assertEquals(false, field("boolean", true, "").value(false));
        assertEquals("b", field("String", "a", "[\"a\", \"b\"]").value(1));
        assertEquals(2, field("int", 1, "[1, 2]").value(1));
        assertEquals("2026-01-31", field("String", "", "{type:\"date\"}")
            .value(Map.of("year", 2026, "month", 0, "date", 31)));
        assertEquals(LocalDate.of(2026, 1, 31), field("java.time.LocalDate", LocalDate.EPOCH, "{type:\"date\"}")
            .value(Map.of("year", 2026, "month", 0, "date", 31)));
        assertNull(field("int", 1, "").value("no number"));
        assertNull(field("String", "", "[\"a\"]").value(null));
    }

    @Test
    void whatCanNotBeReadIsExplained() {
        var error = assertThrows(UsageError.class, () -> Look.of("x", "{type: slider"));
        assertTrue(error.getMessage().contains("//@param {type: slider") && error.getMessage().contains("of x"));
        assertThrows(UsageError.class, () -> Look.of("x", "slider"));
    }
}
