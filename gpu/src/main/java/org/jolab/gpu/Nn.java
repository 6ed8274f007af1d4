package org.jolab.gpu;

import java.util.Arrays;

/**
 * What neural networks are made of, with the names and the layouts of PyTorch's {@code nn.functional}: a batch comes
 * first, then channels, then space. Made of other operations, so that every device has all of it. Activations are in
 * {@link Functions}, {@code softmax} is in {@link Reductions}; see {@link Conv} and {@link Pool}.
 */
public final class Nn {

    private static final double EPSILON = 1e-5;

    private Nn() {
    }

    /** {@code x · weightᵀ + bias}; weight is [out, in], bias [out] or null. */
    public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return x.matmul(weight.t(), bias == null ? Epilogue.none() : Epilogue.bias(bias));
    }

    /** The rows of {@code weight} that {@code index} names; [...] becomes [..., columns]. */
    public static Tensor embedding(Tensor index, Tensor weight) {
        if (weight.ndim() != 2) {
            throw new ShapeException("embedding: the weight is [words, columns], not "
                + Shape.text(weight.dimensions()));
        }
        var shape = Arrays.copyOf(index.dimensions(), index.ndim() + 1);
        shape[index.ndim()] = weight.dimensions()[1];
        return weight.take(index.flatten(), 0).reshape(shape);
    }

    /** Mean 0 and variance 1 over the last dimensions, as many as {@code weight} has; weight and bias may be null. */
    public static Tensor layerNorm(Tensor x, Tensor weight, Tensor bias) {
        return layerNorm(x, weight, bias, EPSILON);
    }

    /** The same; {@code epsilon} is added to the variance. */
    public static Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
        var count = weight == null ? 1 : weight.ndim();
        var axes = last("layerNorm", x, count);
        for (var parameter : new Tensor[] {weight, bias}) {
            var trailing = Arrays.copyOfRange(x.dimensions(), x.ndim() - count, x.ndim());
            if (parameter != null && !Arrays.equals(parameter.dimensions(), trailing)) {
                throw new ShapeException("layerNorm: a parameter of %s does not fit the last dimensions of %s"
                    .formatted(Shape.text(parameter.dimensions()), Shape.text(x.dimensions())));
            }
        }
        return scaled(normalized(x, axes, epsilon), weight, bias);
    }

    /** Mean square 1 over the last dimension; weight may be null. */
    public static Tensor rmsNorm(Tensor x, Tensor weight) {
        return rmsNorm(x, weight, EPSILON);
    }

    /** The same; {@code epsilon} is added to the mean square. */
    public static Tensor rmsNorm(Tensor x, Tensor weight, double epsilon) {
        var wide = wide(x);
        return scaled(wide.mul(wide.square().mean(true, -1).add(epsilon).rsqrt()).to(x.dtype().toFloat()), weight,
            null);
    }

    /** Squares of halves would overflow, so they are computed as PyTorch does, in F32. */
    private static Tensor wide(Tensor x) {
        return x.to(x.dtype().toFloat().promote(DType.F32));
    }

    /** {@code (x - mean) / √(var + 1e-5) · weight + bias} for each channel of [batch, channels, ...]. */
    public static Tensor batchNorm(Tensor x, Tensor mean, Tensor var, Tensor weight, Tensor bias) {
        return batchNorm(x, new Moments(mean, var), weight, bias, EPSILON);
    }

    /** The same with any {@code epsilon}. */
    public static Tensor batchNorm(Tensor x, Moments moments, Tensor weight, Tensor bias, double epsilon) {
        var mean = moments.mean;
        var scale = moments.var.add(epsilon).rsqrt();
        return scaled(x.sub(channels(x, mean)).mul(channels(x, scale)), channels(x, weight), channels(x, bias));
    }

    /** Mean and variance of each channel. */
    public record Moments(Tensor mean, Tensor var) {
    }

    /**
     * Mean and variance of each channel of [batch, channels, ...], to be kept as running means in training.
     *
     * @param correction subtracted from the number of elements: 1 for what PyTorch keeps, 0 for what it scales by
     */
    public static Moments moments(Tensor x, int correction) {
        var axes = allButChannels("moments", x);
        return new Moments(x.mean(axes), x.var(correction, false, axes));
    }

    /** The same with mean and variance of the batch itself, as in training. */
    public static Tensor batchNorm(Tensor x, Tensor weight, Tensor bias) {
        return scaled(normalized(x, allButChannels("batchNorm", x), EPSILON), channels(x, weight), channels(x, bias));
    }

    /** Mean 0 and variance 1 over space, for each channel of each image; weight and bias may be null. */
    public static Tensor instanceNorm(Tensor x, Tensor weight, Tensor bias) {
        if (x.ndim() < 3) {
            throw new ShapeException("instanceNorm: x is [batch, channels, ...space], not "
                + Shape.text(x.dimensions()));
        }
        return groupNorm(x, x.size(1), weight, bias);
    }

    private static int[] allButChannels(String operation, Tensor x) {
        if (x.ndim() < 2) {
            throw new ShapeException(operation + ": x is [batch, channels, ...], not " + Shape.text(x.dimensions()));
        }
        var axes = new int[x.ndim() - 1];
        for (var i = 1; i < axes.length; i++) {
            axes[i] = i + 1;
        }
        return axes;
    }

    /** Mean 0 and variance 1 over each of {@code groups} groups of channels. */
    public static Tensor groupNorm(Tensor x, int groups, Tensor weight, Tensor bias) {
        var shape = x.dimensions();
        if (shape.length < 2 || groups < 1 || shape[1] % groups != 0) {
            throw new ShapeException("groupNorm: %s has no %d equal groups of channels".formatted(Shape.text(shape),
                groups));
        }
        var flat = x.reshape(shape[0], groups, -1);
        return scaled(normalized(flat, new int[] {2}, EPSILON).reshape(shape), channels(x, weight), channels(x, bias));
    }

    private static Tensor normalized(Tensor x, int[] axes, double epsilon) {
        var wide = wide(x);
        var centred = wide.sub(wide.mean(true, axes));
        return centred.mul(centred.square().mean(true, axes).add(epsilon).rsqrt()).to(x.dtype().toFloat());
    }

    private static Tensor scaled(Tensor x, Tensor weight, Tensor bias) {
        var product = weight == null ? x : x.mul(weight);
        return bias == null ? product : product.add(bias);
    }

    /** One number a channel, so that it broadcasts with [batch, channels, ...]. */
    private static Tensor channels(Tensor x, Tensor values) {
        if (values == null) {
            return null;
        }
        if (x.ndim() < 2 || values.ndim() != 1 || values.dimensions()[0] != x.dimensions()[1]) {
            throw new ShapeException("batchNorm: %s does not hold a number for each channel of %s".formatted(
                Shape.text(values.dimensions()), Shape.text(x.dimensions())));
        }
        var shape = new int[x.ndim() - 1];
        Arrays.fill(shape, 1);
        shape[0] = values.dimensions()[0];
        return values.reshape(shape);
    }

    private static int[] last(String operation, Tensor x, int count) {
        if (count < 1 || count > x.ndim()) {
            throw new ShapeException("%s: %s has no %d dimensions".formatted(operation, Shape.text(x.dimensions()),
                count));
        }
        var axes = new int[count];
        Arrays.setAll(axes, i -> i - count);
        return axes;
    }

    /**
     * {@code softmax(q · kᵀ / √d) · v}; all are [..., length, d].
     *
     * @param isCausal whether an element only sees those up to its own place
     */
    public static Tensor attention(Tensor query, Tensor key, Tensor value, boolean isCausal) {
        var scores = query.matmul(key.matrixTranspose()).mul(1 / Math.sqrt(query.size(-1)));
        if (isCausal) {
            var later = Device.on(scores.device(), () -> Tensors.triu(Tensors.ones(DType.BOOL, scores.size(-2),
                scores.size(-1)), 1));
            return scores.maskedFill(later.broadcastTo(scores.dimensions()), Double.NEGATIVE_INFINITY).softmax(-1)
                .matmul(value);
        }
        return scores.softmax(-1).matmul(value);
    }

    /** {@code x} with elements set to 0 at random, each with {@code probability}, the others scaled up. */
    public static Tensor dropout(Tensor x, double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("dropout: a probability is from 0 to below 1, not " + probability);
        }
        var kept = Device.on(x.device(), () -> Tensors.rand(x.dimensions()).ge(probability));
        return Tensors.where(kept, x.mul(1 / (1 - probability)), 0);
    }

    /** {@code x} with length 1 along {@code axis}; what is shorter than 1e-12 is divided by that. */
    public static Tensor normalize(Tensor x, int axis) {
        return x.div(Linalg.vectorNorm(x, 2, true, axis).maximum(1e-12));
    }

    /** The cosines of the angles between vectors along {@code axis}; lengths below 1e-8 count as that. */
    public static Tensor cosineSimilarity(Tensor a, Tensor b, int axis) {
        return a.mul(b).sum(axis).div(Linalg.vectorNorm(a, 2, false, axis).maximum(1e-8)
            .mul(Linalg.vectorNorm(b, 2, false, axis).maximum(1e-8)));
    }

    /** The first half along {@code axis} times the sigmoid of the second. */
    public static Tensor glu(Tensor x, int axis) {
        if (x.size(axis) % 2 != 0) {
            throw new ShapeException("glu: " + Shape.text(x.dimensions()) + " has no halves along axis " + axis);
        }
        var halves = x.split(2, axis);
        return halves[0].mul(halves[1].sigmoid());
    }
}
