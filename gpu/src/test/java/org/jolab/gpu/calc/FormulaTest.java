package org.jolab.gpu.calc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jolab.gpu.DType;
import org.jolab.gpu.DTypeException;
import org.jolab.gpu.ShapeException;
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
        assertTrue(error("max(x)").contains("max takes 2 arguments or more, not 1"));
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

    @Test
    void whatDoesNotFitIsShownWhereItIs() {
        var message = assertThrows(ShapeException.class,
            () -> Tensors.calc("1 + x*y", Tensors.ones(2), Tensors.ones(3))).getMessage();
        assertTrue(message.startsWith("mul: [2] and [3]") && message.endsWith("\n  1 + x*y\n       ^"), message);
        assertThrows(DTypeException.class, () -> Tensors.calc("-x", Tensors.of(new boolean[] {true})));
    }

    @Test
    void namesThatAreNearAreSuggested() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Tensors.calc("lenght^2", Map.of("length", 3)))
            .getMessage().endsWith("no value for lenght; length may be meant"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Tensors.calc("2*e", Map.of("e", 3)))
            .getMessage().contains("e is the number 2.718"));
    }

    @Test
    void formulasThatAreNestedWithoutEndAreRefused() {
        assertTrue(error("(".repeat(100_000)).contains("nested too deeply"));
        assertTrue(error("-".repeat(100_000) + "1").contains("nested too deeply"));
        assertTrue(error("x" + "+x".repeat(100_000)).contains("too long"));
        assertEquals(201, Tensors.calc("x" + "+x".repeat(200), Tensors.of(1)).item());
        assertEquals(5, value("(".repeat(100) + "5" + ")".repeat(100)));
    }

    @Test
    void theLeastAndTheGreatestOfMoreThanTwoAreTaken() {
        assertEquals(7, value("max(1, 7, 3, 2)"));
        assertEquals(-1, Tensors.calc("min(x, 3, -1, y)", Tensors.of(2), Tensors.of(5)).item());
        assertTrue(error("min(x)").contains("min takes 2 arguments or more, not 1"));
    }

    @Test
    void aFormulaIsReadOnce() {
        assertSame(Formula.of("x + 17"), Formula.of("x + 17"));
    }

    @Test
    void numbersAreWorkedOutAsTensorsAre() {
        assertEquals(1, value("7 % 2"));
        assertEquals(1, value("-7 % 2"));
        assertEquals(-1, value("fmod(-7, 2)"));
        assertEquals(0.5, value("0 || 0 ? 2 : 0.5"));
        assertEquals(1, value("1 == 1.0 && !(2 < 1)"));
        assertEquals(Math.log(2), value("lgamma(3)"), 1e-16);
    }
}
