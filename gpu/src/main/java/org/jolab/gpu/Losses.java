package org.jolab.gpu;

/** How far predictions are from what was wanted: one number, the mean, with the names of PyTorch's functions. */
public final class Losses {

    /** PyTorch's bound for logarithms of 0. */
    private static final double LEAST_LOG = -100;

    private Losses() {
    }

    /** Mean of the squared differences. */
    public static Tensor mse(Tensor x, Tensor target) {
        return difference("mse", x, target).square().mean();
    }

    /** Mean of the differences' sizes. */
    public static Tensor l1(Tensor x, Tensor target) {
        return difference("l1", x, target).abs().mean();
    }

    /** Mean of the squared differences halved, and of {@code beta · (|d| - beta / 2)} from {@code beta} on. */
    public static Tensor huber(Tensor x, Tensor target, double beta) {
        if (!(beta > 0)) {
            throw new IllegalArgumentException("huber: the bound is above 0, not " + beta);
        }
        var size = difference("huber", x, target).abs();
        return Tensors.where(size.less(beta), size.square().mul(0.5), size.sub(beta / 2).mul(beta)).mean();
    }

    /** {@link #huber} divided by {@code beta}. */
    public static Tensor smoothL1(Tensor x, Tensor target, double beta) {
        return huber(x, target, beta).div(beta);
    }

    /** Broadcasting here is nearly always a mistake: [n] and [n, 1] would give n² differences. */
    private static Tensor difference(String operation, Tensor x, Tensor target) {
        same(operation, x, target);
        return x.sub(target);
    }

    private static void same(String operation, Tensor x, Tensor target) {
        if (!java.util.Arrays.equals(x.dimensions(), target.dimensions())) {
            throw new ShapeException("%s: predictions are %s, and what was wanted is %s".formatted(operation,
                Shape.text(x.dimensions()), Shape.text(target.dimensions())));
        }
    }

    /** Mean of {@code -log softmax(logits)[target]}: logits are [batch, classes, ...], targets I64 [batch, ...]. */
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        checkClasses("crossEntropy", logits, target);
        return nll(logits.logSoftmax(1), target);
    }

    /**
     * The same, of targets that are {@code smoothing} spread over all classes.
     *
     * @param smoothing from 0 to 1
     */
    public static Tensor crossEntropy(Tensor logits, Tensor target, double smoothing) {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("crossEntropy: smoothing is from 0 to 1, not " + smoothing);
        }
        checkClasses("crossEntropy", logits, target);
        var logs = logits.logSoftmax(1);
        return nll(logs, target).mul(1 - smoothing).sub(logs.mean().mul(smoothing));
    }

    /** Mean of {@code -logs[target]}: logarithms of probabilities, [batch, classes, ...], targets I64 [batch, ...]. */
    public static Tensor nll(Tensor logs, Tensor target) {
        checkClasses("nll", logs, target);
        return logs.gather(1, target.to(DType.I64).expandDims(1)).mean().negative();
    }

    private static void checkClasses(String operation, Tensor x, Tensor target) {
        var fits = x.ndim() >= 2 && target.ndim() == x.ndim() - 1;
        for (var i = 0; fits && i < target.ndim(); i++) {
            fits = target.dimensions()[i] == x.dimensions()[i == 0 ? 0 : i + 1];
        }
        if (!fits) {
            throw new ShapeException("%s: the first is [batch, classes, ...] and targets [batch, ...], not %s and %s"
                .formatted(operation, Shape.text(x.dimensions()), Shape.text(target.dimensions())));
        }
        if (target.dtype().isFloat()) {
            throw new DTypeException(operation + ": targets are numbers of classes, not " + target.dtype());
        }
    }

    /** Mean of the binary cross entropy of probabilities and targets from 0 to 1. */
    public static Tensor binaryCrossEntropy(Tensor probability, Tensor target) {
        same("binaryCrossEntropy", probability, target);
        var logs = probability.log().maximum(LEAST_LOG).mul(target);
        return logs.add(probability.negative().log1p().maximum(LEAST_LOG).mul(target.rsub(1))).mean().negative();
    }

    /** Mean of the binary cross entropy of logits and targets from 0 to 1, stable for large logits. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
        same("binaryCrossEntropyWithLogits", logits, target);
        return logits.relu().sub(logits.mul(target)).add(logits.abs().negative().exp().log1p()).mean();
    }

    /** Σ target · (log target - logs), divided by the size of the first dimension: PyTorch's "batchmean". */
    public static Tensor klDiv(Tensor logs, Tensor target) {
        same("klDiv", logs, target);
        if (logs.ndim() == 0) {
            throw new ShapeException("klDiv: there is no first dimension");
        }
        var wanted = target.to(target.dtype().toFloat());
        return Tensors.where(wanted.eq(0), 0, wanted.mul(wanted.log().sub(logs))).sum().div(logs.size(0));
    }
}
