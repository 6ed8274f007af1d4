package org.jolab.gpu.cpu;

/** The error function within two units in the last place and its complement, unless subnormal, within four. */
final class ErrorFunction {

    /** From here on the function is 1 for a double. */
    private static final double ONE = 6;
    /** From here on the complement is 0 for a double. */
    private static final double ZERO = 27.5;
    private static final double CENTRE = 3;

    /** Coefficients of erf(x)/x - 1 in x² for x up to 1, by Chebyshev's interpolation with 60 digits: to 1e-17. */
    private static final double[] NEAR = {
        0.12837916709551256, -0.37612638903183543, 0.11283791670945006, -0.02686617064323777, 0.0052239776071164225,
        -0.0008548325975389692, 0.00012055294904839707, -1.492473690741966e-05, 1.6447424703317362e-06,
        -1.6208483801871705e-07, 1.3720064546777686e-08, -7.795898827002142e-10
    };

    /** Likewise of (1 + 2x)·exp(x²)·erfc(x), which is close to 1, in (x-3)/(x+3) for x from 0.5 to 27.5. */
    private static final double[] FAR = {
        1.2530080582697296, -0.13562110612458134, -0.0475622943534505, 0.12964515870278284, -0.11927366341532929,
        0.06830802734309559, -0.02377051491791144, 0.0025293918322334256, 0.0018886903450160539,
        -0.0007798324355084428, -0.00010515964069906031, 0.0001251003468578827, 4.948402609450152e-06,
        -2.010435477261737e-05, -7.269216796933644e-07, 3.481443986513932e-06, 3.4459772809061184e-07,
        -6.295479703033587e-07, -1.2148571959494376e-07, 1.1146614262877521e-07, 2.2844239450311897e-08,
        -1.5297562848736167e-08
    };

    private ErrorFunction() {
    }

    static double erf(double x) {
        var size = Math.abs(x);
        return size < 1 ? near(x) : Math.copySign(size >= ONE ? 1 : 1 - far(size), x);
    }

    static double erfc(double x) {
        if (x < 0.5) {
            return x > -1 ? 1 - near(x) : x <= -ONE ? 2 : 2 - far(-x);
        }
        return x >= ZERO ? 0 : far(x);
    }

    private static double near(double x) {
        return x + x * polynomial(NEAR, x * x);
    }

    private static double far(double x) {
        return expOfSquare(x) * (polynomial(FAR, (x - CENTRE) / (x + CENTRE)) / (1 + 2 * x));
    }

    private static double polynomial(double[] coefficients, double x) {
        var sum = coefficients[coefficients.length - 1];
        for (var i = coefficients.length - 2; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }

    /** exp(-x²), whose argument would lose digits if it were rounded: a square of few digits, and the rest. */
    private static double expOfSquare(double x) {
        var head = (double) (float) x;
        return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
    }
}
