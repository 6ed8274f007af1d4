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
        return layerNorm(x, weight == null ? 1 : weight.ndim(), weight, bias, EPSILON);
    }

    private static Tensor layerNorm(Tensor x, int count, Tensor weight, Tensor bias, double epsilon) {
        return scaled(normalized(x, last("layerNorm", x, count), epsilon), weight, bias);
    }

    /** Mean square 1 over the last dimension; weight may be null. */
    public static Tensor rmsNorm(Tensor x, Tensor weight) {
        return scaled(x.mul(x.square().mean(true, -1).add(EPSILON).rsqrt()), weight, null);
    }

    /** {@code (x - mean) / √(var + 1e-5) · weight + bias} for each channel of [batch, channels, ...]. */
    public static Tensor batchNorm(Tensor x, Tensor mean, Tensor var, Tensor weight, Tensor bias) {
        var scale = var.add(EPSILON).rsqrt();
        return scaled(x.sub(channels(x, mean)).mul(channels(x, scale)), channels(x, weight), channels(x, bias));
    }

    /** The same with mean and variance of the batch itself, as in training. */
    public static Tensor batchNorm(Tensor x, Tensor weight, Tensor bias) {
        if (x.ndim() < 2) {
            throw new ShapeException("batchNorm: x is [batch, channels, ...], not " + Shape.text(x.dimensions()));
        }
        var axes = new int[x.ndim() - 1];
        for (var i = 1; i < axes.length; i++) {
            axes[i] = i + 1;
        }
        return scaled(normalized(x, axes, EPSILON), channels(x, weight), channels(x, bias));
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
        var centred = x.sub(x.mean(true, axes));
        return centred.mul(centred.square().mean(true, axes).add(epsilon).rsqrt());
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

    /** Mean of the squared differences. */
    public static Tensor mseLoss(Tensor x, Tensor target) {
        return x.sub(target).square().mean();
    }

    /** Mean of the differences' sizes. */
    public static Tensor l1Loss(Tensor x, Tensor target) {
        return x.sub(target).abs().mean();
    }

    /** Mean of {@code -log softmax(logits)[target]}: logits are [batch, classes], targets I64 [batch]. */
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        if (logits.ndim() != 2 || target.ndim() != 1 || target.dimensions()[0] != logits.dimensions()[0]) {
            throw new ShapeException("crossEntropy: logits are [batch, classes] and targets [batch], not %s and %s"
                .formatted(Shape.text(logits.dimensions()), Shape.text(target.dimensions())));
        }
        return logits.logSoftmax(1).gather(1, target.to(DType.I64).expandDims(1)).mean().negative();
    }

    /** Mean of the binary cross entropy of logits and targets from 0 to 1, stable for large logits. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
        return logits.relu().sub(logits.mul(target)).add(logits.abs().negative().exp().log1p()).mean();
    }
}
