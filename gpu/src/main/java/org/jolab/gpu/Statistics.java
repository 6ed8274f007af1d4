package org.jolab.gpu;

/**
 * What is asked of samples, with NumPy's names. Elements are sorted, so that the device's sort is used; NaN among them
 * gives NaN, but for the functions whose name begins with {@code nan}, which leave it out.
 */
public sealed interface Statistics permits Tensor {

    /** The middle element along {@code axis}, the mean of the two in the middle if their number is even. */
    default Tensor median(int axis) {
        return quantile(0.5, axis);
    }

    /** The middle of all elements. */
    default Tensor median() {
        return ((Tensor) this).flatten().median(0);
    }

    /** The value below which the fraction {@code q} of the elements along {@code axis} lies, interpolated linearly. */
    default Tensor quantile(double q, int axis) {
        var x = (Tensor) this;
        Samples.fraction(q);
        var at = Shape.axis("quantile", axis, x.ndim());
        var size = x.dimensions()[at];
        if (size == 0) {
            throw new ShapeException("quantile: " + Shape.text(x.dimensions()) + " has no elements along axis " + at);
        }
        var reals = x.to(x.dtype().toFloat());
        var sorted = reals.sort(at, false);
        var place = q * (size - 1);
        var below = (int) Math.floor(place);
        var low = sorted.take(at, below).squeeze(at);
        var high = sorted.take(at, Math.min(below + 1, size - 1)).squeeze(at);
        // Between equal infinities nothing is to be interpolated.
        var value = place == below ? low : Tensors.where(low.eq(high), low, low.add(high.sub(low).mul(place - below)));
        return Tensors.where(reals.isnan().any(at), Tensors.full(x.device(), Double.NaN, value.dtype()), value);
    }

    /** The same of all elements. */
    default Tensor quantile(double q) {
        return ((Tensor) this).flatten().quantile(q, 0);
    }

    /** The value below which {@code p} percent of all elements lie. */
    default Tensor percentile(double p) {
        return quantile(p / 100);
    }

    /** The value below which {@code p} percent of the elements along {@code axis} lie. */
    default Tensor percentile(double p, int axis) {
        return quantile(p / 100, axis);
    }

    /** {@link #quantile(double, int)} of the elements that are not NaN; NaN where there is none. */
    default Tensor nanquantile(double q, int axis) {
        return Samples.nanquantile((Tensor) this, q, axis);
    }

    /** {@link #median(int)} of the elements that are not NaN; NaN where there is none. */
    default Tensor nanmedian(int axis) {
        return nanquantile(0.5, axis);
    }

    /** Mean along {@code axis}, each element counted as often as {@code weights}, a vector or of this shape, says. */
    default Tensor average(Tensor weights, int axis) {
        return Samples.average((Tensor) this, weights, axis);
    }

    /** The greatest less the least. */
    default Tensor ptp(int... axes) {
        var x = (Tensor) this;
        return x.max(axes).sub(x.min(axes));
    }

    /** Variance of the elements that are not NaN; NaN where there is none. */
    default Tensor nanvar(int... axes) {
        return Samples.nanvar((Tensor) this, axes);
    }

    /** Standard deviation of the elements that are not NaN; NaN where there is none. */
    default Tensor nanstd(int... axes) {
        return nanvar(axes).sqrt();
    }

    /** Product of the elements that are not NaN. */
    default Tensor nanprod(int... axes) {
        var x = (Tensor) this;
        return Tensors.where(x.isnan(), 1, x).prod(axes);
    }

    /** Sum of the elements that are not NaN. */
    default Tensor nansum(int... axes) {
        var x = (Tensor) this;
        return Tensors.where(x.isnan(), 0, x).sum(axes);
    }

    /** Mean of the elements that are not NaN; NaN where there is none. */
    default Tensor nanmean(int... axes) {
        var x = (Tensor) this;
        return nansum(axes).div(x.isnan().logicalNot().countNonzero(axes).to(x.dtype().toFloat()));
    }

    /** Greatest of the elements that are not NaN; -∞ where there is none. */
    default Tensor nanmax(int... axes) {
        var x = (Tensor) this;
        return x.dtype().isFloat() ? Tensors.where(x.isnan(), Double.NEGATIVE_INFINITY, x).max(axes) : x.max(axes);
    }

    /** Least of the elements that are not NaN; ∞ where there is none. */
    default Tensor nanmin(int... axes) {
        var x = (Tensor) this;
        return x.dtype().isFloat() ? Tensors.where(x.isnan(), Double.POSITIVE_INFINITY, x).min(axes) : x.min(axes);
    }

    /** How many elements have each of the values 0, 1, 2 … to the greatest, {@code least} of them at least; I64. */
    default Tensor bincount(int least) {
        var x = (Tensor) this;
        if (!x.dtype().isInteger() && x.dtype() != DType.BOOL) {
            throw new DTypeException("bincount: values are whole numbers, not " + x.dtype());
        }
        var flat = x.flatten().to(DType.I64);
        if (flat.size() > 0 && flat.min().itemLong() < 0) {
            throw new IllegalArgumentException("bincount: a value is negative");
        }
        var count = flat.size() == 0 ? least : Math.max(least, Shape.dimension("bincount", flat.max().itemLong() + 1));
        return Tensors.full(x.device(), 0, DType.I64, count)
            .scatterAdd(0, flat, Tensors.full(x.device(), 1, DType.I64, flat.dimensions()));
    }

    /**
     * How many elements lie in each of {@code bins} equal intervals from {@code low} to {@code high}, the last of them
     * closed; elements outside do not count. I64.
     */
    default Tensor histogram(int bins, double low, double high) {
        var x = (Tensor) this;
        if (bins < 1 || !(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("histogram: %d intervals from %s to %s".formatted(bins, low, high));
        }
        var reals = x.flatten().to(DType.F64);
        var inside = reals.get(reals.ge(low).logicalAnd(reals.le(high)));
        return Samples.bins(inside, bins, low, high).bincount(bins);
    }

    /** The bounds of the intervals of {@link #histogram}, one more than these; F64. */
    default Tensor histogramEdges(int bins, double low, double high) {
        return Samples.edges((Tensor) this, bins, low, high);
    }

    /** The covariances of the rows of a matrix, each a variable with one observation a column. */
    default Tensor cov() {
        var x = (Tensor) this;
        if (x.ndim() > 2) {
            throw new ShapeException("cov: a matrix is needed, not " + Shape.text(x.dimensions()));
        }
        var rows = x.to(x.dtype().toFloat()).reshape(x.ndim() == 2 ? x.dimensions()[0] : 1, -1);
        var centred = rows.sub(rows.mean(true, 1));
        var result = centred.matmul(centred.t()).div(rows.dimensions()[1] - 1);
        return x.ndim() == 2 ? result : result.reshape();
    }

    /** The correlations of the rows of a matrix. */
    default Tensor corrcoef() {
        var c = cov();
        if (c.ndim() == 0) {
            return c.div(c);
        }
        var deviation = c.diagonal().sqrt();
        return c.div(deviation.outer(deviation)).clip(-1, 1);
    }

    /** Where each of {@code values} would go into these ascending numbers, before equal ones if {@code left}; I64. */
    default Tensor searchsorted(Tensor values, boolean left) {
        var x = (Tensor) this;
        if (x.ndim() != 1) {
            throw new ShapeException("searchsorted: ascending numbers are a vector, not " + Shape.text(x.dimensions()));
        }
        return Samples.searchsorted(x, values, left);
    }

    /** Which of these elements are among {@code values}; BOOL. */
    default Tensor isin(Tensor values) {
        var x = (Tensor) this;
        var sorted = values.flatten().sort();
        if (sorted.size() == 0) {
            return Tensors.full(x.device(), 0, DType.BOOL, x.dimensions());
        }
        var place = sorted.searchsorted(x, true).minimum(sorted.size() - 1);
        return sorted.take(place.flatten(), 0).reshape(x.dimensions()).eq(x);
    }

    /**
     * Heights at these places of the line through points, straight between them and level outside.
     *
     * @param xp places of the points, ascending
     * @param fp heights of the points
     */
    default Tensor interp(Tensor xp, Tensor fp) {
        return Samples.interp((Tensor) this, xp, fp);
    }

    /** The area under these heights along the last dimension, {@code dx} from each other, by trapezoids. */
    default Tensor trapezoid(double dx) {
        var x = (Tensor) this;
        if (x.size(-1) < 2) {
            return x.to(x.dtype().toFloat()).mul(0).sum(-1);
        }
        return Samples.later(x).add(Samples.earlier(x)).sum(-1).mul(dx / 2);
    }

    /** The same at {@code places}, along the last dimension too. */
    default Tensor trapezoid(Tensor places) {
        var x = (Tensor) this;
        if (x.size(-1) != places.size(-1)) {
            throw new ShapeException("trapezoid: %s and places %s do not fit".formatted(Shape.text(x.dimensions()),
                Shape.text(places.dimensions())));
        }
        var mean = Samples.later(x).add(Samples.earlier(x)).div(2);
        return mean.mul(Samples.later(places).sub(Samples.earlier(places))).sum(-1);
    }

    /** Slopes along {@code axis} of heights {@code dx} from each other: of both neighbours, at the ends of one. */
    default Tensor gradient(double dx, int axis) {
        return Samples.gradient((Tensor) this, dx, axis);
    }
}
