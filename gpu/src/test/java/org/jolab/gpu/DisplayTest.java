package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jolab.api.Displayable;
import org.junit.jupiter.api.Test;

class DisplayTest {

    @Test
    void textIsAlignedAsNumPysWithShapeTypeAndDevice() {
        // The brackets are, to the letter, what NumPy 2.3 prints.
        assertEquals("""
            Tensor [2,3] F32 on cpu
            [[  1.    2.5  -3. ]
             [  0.1 100.    nan]]""", Tensors.of(new float[][] {{1, 2.5f, -3}, {0.1f, 100, Float.NaN}}).toString());
    }

    @Test
    void scalarsEmptiesTruthAndExponentsHaveTheirForm() {
        assertEquals("Tensor [] F64 on cpu\n0.1", Tensors.of(0.1).toString());
        assertEquals("Tensor [0,3] F32 on cpu\n[]", Tensors.zeros(0, 3).toString());
        assertEquals("Tensor [2] BOOL on cpu\n[ true false]", Tensors.of(new boolean[] {true, false}).toString());
        assertEquals("Tensor [2] F64 on cpu\n[1.5e+20 2.0e-05]", Tensors.of(new double[] {1.5e20, 2e-5}).toString());
        assertEquals("Tensor [3] F32 on cpu\n[ 0. inf -2.]",
            Tensors.of(new float[] {0, Float.POSITIVE_INFINITY, -2}).toString());
        assertEquals("Tensor [1] F64 on cpu\n[0.33333333]", Tensors.of(new double[] {1 / 3.0}).toString());
    }

    @Test
    void largeTensorsAreCutAndNotComputedElementByElement() {
        assertEquals("Tensor [2000] I64 on cpu\n[   0    1    2 ... 1997 1998 1999]", Tensors.arange(2000).toString());
        var text = Tensors.zeros(300, 400, 10).toString();
        assertTrue(text.length() < 3000, text);
        assertEquals(1, text.lines().filter(line -> line.equals(" ...")).count(), text);
    }

    @Test
    void notebooksShowATableOfTheFirstAndLastRows() {
        Displayable shown = Tensors.arange(600).reshape(30, 20);
        var bundle = shown.toMimeBundle();
        var html = (String) bundle.data().get("text/html");
        assertTrue(html.contains("Tensor [30,20] I64 on cpu"));
        assertTrue(html.contains("<td>599</td>"));
        assertTrue(html.contains("<th>⋮</th>"));
        assertFalse(html.contains("<td>200</td>"));
        assertTrue(((String) bundle.data().get("text/plain")).startsWith("Tensor [30,20] I64 on cpu\n[["));
        var deep = (String) Tensors.zeros(2, 3, 4).toMimeBundle().data().get("text/html");
        assertTrue(deep.contains("shown is [0, :, :]"), deep);
        assertTrue(Tensors.zeros(0).toMimeBundle().data().get("text/html").toString().contains("empty"));
    }
}
