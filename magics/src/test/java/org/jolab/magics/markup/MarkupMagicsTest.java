package org.jolab.magics.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.jolab.api.UsageError;
import org.jolab.magics.Shown;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.Test;

class MarkupMagicsTest {

    private Object shown(String name, String line, String body, String type) throws Exception {
        try (var shown = new Shown()) {
            TypedCall.run(new MarkupMagics().magics(), name, line, body);
            assertEquals(1, shown.displayed().size());
            assertEquals(String.class, shown.last().data().get("text/plain").getClass());
            return shown.last().data().get(type);
        }
    }

    @Test
    void eachCellIsOneDisplay() throws Exception {
        assertEquals("<b>x</b>", shown("html", "", "<b>x</b>", "text/html"));
        assertEquals("<b>x</b>", shown("HTML", "", "<b>x</b>", "text/html"));
        assertEquals("**x**", shown("markdown", "", "**x**", "text/markdown"));
        assertEquals("$$x^2$$", shown("latex", "", "x^2", "text/latex"));
        assertEquals("<svg/>", shown("svg", "", "<svg/>", "image/svg+xml"));
        assertEquals("alert(1)", shown("javascript", "", "alert(1)", "application/javascript"));
        assertEquals("alert(1)", shown("js", "", "alert(1)", "application/javascript"));
    }

    @Test
    void isolatedHtmlSaysSo() throws Exception {
        try (var shown = new Shown()) {
            TypedCall.run(new MarkupMagics().magics(), "html", "--isolated", "<style>b {}</style>");
            assertEquals(Map.of("isolated", true), shown.last().metadata().get("text/html"));
            assertEquals("<style>b {}</style>", shown.last().data().get("text/html"));
        }
    }

    @Test
    void anEmptyCellIsAMistake() {
        assertThrows(UsageError.class, () -> TypedCall.run(new MarkupMagics().magics(), "html", "", " \n"));
    }
}
