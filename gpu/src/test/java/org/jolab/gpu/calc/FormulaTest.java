package org.jolab.gpu.calc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensors;
import org.junit.jupiter.api.Test;

class FormulaTest {

    private static String error(String formula) {
        return assertThrows(FormulaException.class, () -> Formula.of(formula)).getMessage();
    }

    private static double value(String formula) {
        return Formula.of(formula).apply().item();
    }

    @Test
    void operatorsBindAsInMathematics() {
        assertEquals(-9, value("-3^2"));
        assertEquals(512, value("2^3^2"));
        assertEquals(7, value("1 + 2*3"));
        assertEquals(0.5, value("2^-1.0"));
        assertEquals(-4, value("2 - 3 - 3"));
        assertEquals(2, value("1 < 2 ? 2 : 3"));
        assertEquals(Math.PI, value("pi"), 0);
        assertEquals(3, value("7 // 2"));
        assertEquals(3.5, value("7 / 2"));
    }

    @Test
    void variablesAreThoseThatAreNoFunctionsInOrderOfAppearance() {
        assertEquals(List.of("b", "a", "exp1"), Formula.of("sin(b) + a*b + pi*exp1").variables());
        assertEquals(7, Tensors.calc("b - a", Map.of("a", 3, "b", Tensors.of(10))).item());
    }

    @Test
    void numbersTakeTheTypeOfTheTensor() {
        assertEquals(DType.F32, Tensors.calc("2*x^2 + 0.5", Tensors.ones(3)).dtype());
        assertEquals(DType.I32, Tensors.calc("2*x + 1", Tensors.of(new int[] {1})).dtype());
        assertEquals(DType.F32, Tensors.calc("x > 0 ? x : 2*pi", Tensors.ones(3)).dtype());
        assertEquals(DType.BOOL, Tensors.calc("x > 0 && x < 2", Tensors.ones(3)).dtype());
    }

    @Test
    void theFormulaIsRecordedAsTheOperationsAre() {
        var x = Tensors.rand(300, 300);
        assertTrue(Tensors.calc("2*x^2 + sin(x)", x).arrayEqual(x.pow(2).mul(2).add(x.sin())));
    }

    @Test
    void mistakesAreShownWhereTheyAre() {
        assertEquals("calc: there is no function sine; sin may be meant\n  2*sine(x)\n    ^", error("2*sine(x)"));
        assertEquals("calc: the formula ends too early\n  2*\n    ^", error("2*"));
        assertEquals("calc: \")\" is missing to close the parenthesis\n  (x + 1\n        ^", error("(x + 1"));
        assertTrue(error("x y").contains("\"y\" is not expected here"));
        assertTrue(error("max(x)").contains("max takes 2 arguments, not 1"));
        assertTrue(error("1.2.3").contains("is no number"));
        assertTrue(error("x ? 1").contains("\":\" is missing"));
        assertTrue(error("99999999999999999999").contains("is no number"));
        assertTrue(error("x $ y").contains("\"$\""));
        assertTrue(error("").contains("ends too early"));
    }

    @Test
    void theNumberOfValuesIsChecked() {
        var message = assertThrows(IllegalArgumentException.class, () -> Tensors.calc("x + y", Tensors.ones(2)))
            .getMessage();
        assertTrue(message.contains("[x, y]") && message.contains("1 values"), message);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Tensors.calc("x", Map.of())).getMessage()
            .contains("no value for x"));
    }
}
