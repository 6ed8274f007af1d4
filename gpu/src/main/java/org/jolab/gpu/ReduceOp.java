package org.jolab.gpu;

import java.util.Locale;

/** Ways to make one element of many. */
public enum ReduceOp {
    /** Sum; 0 of nothing. Floats are summed so that the error does not grow with the number of elements. */ SUM,
    /** Sum over number; NaN of nothing. */ MEAN,
    /** Product; 1 of nothing. */ PROD,
    /** Least; NaN if there is one. */ MIN,
    /** Greatest; NaN if there is one. */ MAX,
    /** Index of the first least, or of the first NaN. */ ARGMIN,
    /** Index of the first greatest, or of the first NaN. */ ARGMAX;

    /** Whether the result is an index. */
    public boolean isIndex() {
        return this == ARGMIN || this == ARGMAX;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
