package org.jolab.gpu.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ErrorFunctionTest {

    private static final double[] X = {-1.9013, -0.3, 0.0625, 0.47642779974638105, 0.9, 1.1145196890196865,
        1.3830045893654679, 2.5, 4.0, 5.9, 10.0, 26.0};

    @Test
    void theLastBitsOfTheErrorFunctionAndItsComplementAreThoseOfACalculationWithSixtyDigits() {
        var erf = new double[] {-0.9928300135218092, -0.3286267594591274, 0.07043197772238707, 0.4995428665423217,
            0.7969082124228322, 0.8850131069723767, 0.9495188048264194, 0.999593047982555, 0.9999999845827421,
            0.9999999999999999, 1, 1};
        var erfc = new double[] {1.992830013521809, 1.3286267594591274, 0.9295680222776129, 0.5004571334576783,
            0.20309178757716786, 0.11498689302762327, 0.05048119517358059, 0.0004069520174449589,
            1.541725790028002e-08, 7.190409783550478e-17, 2.088487583762545e-45, 5.663192408856143e-296};
        for (var i = 0; i < X.length; i++) {
            assertEquals(erf[i], ErrorFunction.erf(X[i]), 2 * Math.ulp(erf[i]), "erf of " + X[i]);
            assertEquals(erfc[i], ErrorFunction.erfc(X[i]), 4 * Math.ulp(erfc[i]), "erfc of " + X[i]);
        }
    }

    @Test
    void itsEndsAreExact() {
        assertEquals(-0.0, ErrorFunction.erf(-0.0));
        assertEquals(Double.NaN, ErrorFunction.erf(Double.NaN));
        assertEquals(Double.NaN, ErrorFunction.erfc(Double.NaN));
        assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
        assertEquals(2, ErrorFunction.erfc(Double.NEGATIVE_INFINITY));
        assertEquals(0, ErrorFunction.erfc(Double.POSITIVE_INFINITY));
        assertEquals(0, ErrorFunction.erfc(Double.MAX_VALUE));
    }
}
