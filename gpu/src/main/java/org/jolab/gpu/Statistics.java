package org.jolab.gpu;

import java.util.Arrays;

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
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile: a fraction is from 0 to 1, not " + q);
        }
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
        var count = flat.size() == 0 ? least : Math.max(least, Math.toIntExact(flat.max().itemLong() + 1));
        return Tensors.full(x.device(), 0, DType.I64, count)
            .scatterAdd(0, flat, Tensors.full(x.device(), 1, DType.I64, flat.dimensions()));
    }

    /**
     * How many elements lie in each of {@code bins} equal intervals from {@code low} to {@code high}, the last of them
     * closed; elements outside do not count. I64.
     */
    default Tensor histogram(int bins, double low, double high) {
        var x = (Tensor) this;
        if (bins < 1 || !(low < high)) {
            throw new IllegalArgumentException("histogram: %d intervals from %s to %s".formatted(bins, low, high));
        }
        var reals = x.flatten().to(DType.F64);
        var inside = reals.get(reals.ge(low).logicalAnd(reals.le(high)));
        return inside.sub(low).mul(bins / (high - low)).floor().minimum(bins - 1).to(DType.I64).bincount(bins);
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
        var sorted = x.toDoubleArray();
        var wanted = values.toDoubleArray();
        var places = new long[wanted.length];
        for (var i = 0; i < wanted.length; i++) {
            var low = 0;
            var high = sorted.length;
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (left ? sorted[middle] < wanted[i] : !(sorted[middle] > wanted[i])) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            places[i] = low;
        }
        return Device.on(Device.CPU, () -> Tensors.of(places)).reshape(values.dimensions()).to(x.device());
    }

    /** The area under these heights along the last dimension, {@code dx} from each other, by trapezoids. */
    default Tensor trapezoid(double dx) {
        var x = (Tensor) this;
        var size = x.size(-1);
        if (size < 2) {
            return x.to(x.dtype().toFloat()).mul(0).sum(-1);
        }
        var index = new Slice[x.ndim()];
        Arrays.fill(index, Tensors.all());
        index[x.ndim() - 1] = Tensors.range(1, null);
        var right = x.get(index);
        index[x.ndim() - 1] = Tensors.range(null, -1);
        return right.add(x.get(index)).sum(-1).mul(dx / 2);
    }
}
