package org.jolab.gpu;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** How {@link Statistics} are worked out. */
final class Samples {

    private Samples() {
    }

    static void fraction(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile: a fraction is from 0 to 1, not " + q);
        }
    }

    /** NaN is sorted to the end, so that the places depend on how many there are. */
    static Tensor nanquantile(Tensor x, double q, int axis) {
        fraction(q);
        var at = Shape.axis("nanquantile", axis, x.ndim());
        var reals = x.to(x.dtype().toFloat());
        if (x.size(at) == 0) {
            throw new ShapeException("nanquantile: %s has no elements along axis %d".formatted(
                Shape.text(x.dimensions()), at));
        }
        var sorted = reals.sort(at, false);
        var count = reals.isnan().logicalNot().sum(true, at);
        var place = count.sub(1).maximum(0).to(DType.F64).mul(q);
        var below = place.floor().to(DType.I64);
        var low = sorted.gather(at, below);
        var high = sorted.gather(at, below.add(1).minimum(count.sub(1)).maximum(0));
        var part = place.sub(below.to(DType.F64)).to(reals.dtype());
        // Between equal infinities nothing is to be interpolated.
        return Tensors.where(low.eq(high), low, low.lerp(high, part)).squeeze(at);
    }

    static Tensor average(Tensor x, Tensor weights, int axis) {
        var at = Shape.axis("average", axis, x.ndim());
        var shape = new int[x.ndim()];
        Arrays.fill(shape, 1);
        shape[at] = x.dimensions()[at];
        var isVector = weights.ndim() == 1 && weights.dimensions()[0] == shape[at];
        if (!isVector && !Arrays.equals(weights.dimensions(), x.dimensions())) {
            throw new ShapeException("average: weights %s fit neither %s nor its axis %d".formatted(
                Shape.text(weights.dimensions()), Shape.text(x.dimensions()), at));
        }
        var each = (isVector ? weights.reshape(shape) : weights).broadcastTo(x.dimensions());
        return x.mul(each).sum(at).div(each.sum(at));
    }

    static Tensor nanvar(Tensor x, int... axes) {
        var reals = x.to(x.dtype().toFloat());
        var holes = reals.isnan();
        var count = holes.logicalNot().sum(true, axes).to(reals.dtype());
        var filled = Tensors.where(holes, 0, reals);
        var centred = Tensors.where(holes, 0, filled.sub(filled.sum(true, axes).div(count)));
        return centred.square().sum(axes).div(holes.logicalNot().sum(axes).to(reals.dtype()));
    }

    static Tensor edges(Tensor x, int bins, double low, double high) {
        if (bins < 1 || !(low < high)) {
            throw new IllegalArgumentException("histogram: %d intervals from %s to %s".formatted(bins, low, high));
        }
        var step = (high - low) / bins;
        return Device.on(Device.CPU, () -> Tensors.of(IntStream.rangeClosed(0, bins)
            .mapToDouble(i -> i == bins ? high : low + i * step).toArray())).to(x.device());
    }

    /** In which interval each lies: guessed by division, and put right where rounding led over an edge. */
    static Tensor bins(Tensor x, int bins, double low, double high) {
        var edges = edges(x, bins, low, high);
        var guess = x.sub(low).div(high - low).mul(bins).floor().minimum(bins - 1).to(DType.I64);
        var tooHigh = x.lt(edges.take(guess, 0));
        var tooLow = x.ge(edges.take(guess.add(1), 0)).logicalAnd(guess.ne(bins - 1));
        return guess.sub(tooHigh.to(DType.I64)).add(tooLow.to(DType.I64));
    }

    /** By halving; NaN stands behind all numbers. */
    static Tensor searchsorted(Tensor sorted, Tensor values, boolean left) {
        var places = new long[Shape.dimension("searchsorted", values.size())];
        if (sorted.dtype().isFloat() || values.dtype().isFloat()) {
            var steps = sorted.toDoubleArray();
            var wanted = values.toDoubleArray();
            Arrays.setAll(places, i -> search(steps.length,
                at -> left ? isLess(steps[at], wanted[i]) : !isLess(wanted[i], steps[at])));
        } else {
            var steps = sorted.toLongArray();
            var wanted = values.toLongArray();
            Arrays.setAll(places, i -> search(steps.length,
                at -> left ? steps[at] < wanted[i] : steps[at] <= wanted[i]));
        }
        return Device.on(Device.CPU, () -> Tensors.of(places)).reshape(values.dimensions()).to(sorted.device());
    }

    private static boolean isLess(double a, double b) {
        return a < b || Double.isNaN(b) && !Double.isNaN(a);
    }

    private static int search(int count, IntPredicate isBefore) {
        var low = 0;
        var high = count;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (isBefore.test(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static Tensor interp(Tensor x, Tensor xp, Tensor fp) {
        if (xp.ndim() != 1 || xp.size() == 0 || !Arrays.equals(xp.dimensions(), fp.dimensions())) {
            throw new ShapeException("interp: places and heights of points are vectors of one length, not %s and %s"
                .formatted(Shape.text(xp.dimensions()), Shape.text(fp.dimensions())));
        }
        var flat = x.flatten().to(DType.F64);
        var places = xp.to(DType.F64);
        var heights = fp.to(DType.F64);
        var last = xp.dimensions()[0] - 1;
        var before = places.searchsorted(flat, false).sub(1).clip(0, Math.max(0, last - 1));
        var after = before.add(1).minimum(last);
        var x0 = places.take(before, 0);
        var y0 = heights.take(before, 0);
        var inside = flat.sub(x0).mul(heights.take(after, 0).sub(y0).div(places.take(after, 0).sub(x0))).add(y0);
        var level = Tensors.where(flat.lt(places.get(0)), heights.get(0), inside);
        return Tensors.where(flat.ge(places.get(last)), heights.get(last), level).reshape(x.dimensions());
    }

    /** All but the first along the last dimension. */
    static Tensor later(Tensor x) {
        return x.get(Tensors.ellipsis(), Tensors.range(1, null));
    }

    /** All but the last along the last dimension. */
    static Tensor earlier(Tensor x) {
        return x.get(Tensors.ellipsis(), Tensors.range(null, -1));
    }

    static Tensor gradient(Tensor x, double dx, int axis) {
        var at = Shape.axis("gradient", axis, x.ndim());
        if (x.dimensions()[at] < 2) {
            throw new ShapeException("gradient: %s has less than two elements along axis %d".formatted(
                Shape.text(x.dimensions()), at));
        }
        var lines = x.to(x.dtype().toFloat()).moveaxis(at, -1);
        var steps = later(lines).sub(earlier(lines)).div(dx);
        var inside = steps.size(-1) == 1 ? new Tensor[] {steps, steps} : new Tensor[] {
            steps.get(Tensors.ellipsis(), Tensors.range(0, 1)), later(steps).add(earlier(steps)).div(2),
            steps.get(Tensors.ellipsis(), Tensors.range(-1, null))};
        return Tensors.concat(-1, inside).moveaxis(-1, at);
    }
}
