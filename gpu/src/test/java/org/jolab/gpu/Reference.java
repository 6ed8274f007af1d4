package org.jolab.gpu;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The oracle: an array of doubles without gaps, every operation the naive way, sharing no code with tensors. */
record Reference(int[] shape, double[] values) {

    /** What a function says for an index. */
    interface At {
        double value(int[] index);
    }

    static Reference of(int[] shape, At at) {
        var count = 1;
        for (var size : shape) {
            count *= size;
        }
        var values = new double[count];
        var index = new int[shape.length];
        for (var i = 0; i < count; i++) {
            values[i] = at.value(index);
            for (var d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
                index[d] = 0;
            }
        }
        return new Reference(shape, values);
    }

    /** The elements of a tensor, read one by one. */
    static Reference of(Tensor tensor) {
        return of(tensor.shape(), tensor::at);
    }

    Tensor tensor(DType dtype) {
        return Tensors.of(values).reshape(shape).to(dtype);
    }

    double at(int... index) {
        var place = 0;
        for (var d = 0; d < shape.length; d++) {
            // Counted from the back, with dimensions of size 1 repeated, as broadcasting has it.
            place = place * shape[d] + (shape[d] == 1 ? 0 : index[index.length - shape.length + d]);
        }
        return values[place];
    }

    Reference map(DoubleUnaryOperator function) {
        return new Reference(shape, Arrays.stream(values).map(function).toArray());
    }

    Reference zip(Reference other, DoubleBinaryOperator function) {
        var result = new int[Math.max(shape.length, other.shape.length)];
        for (var d = 1; d <= result.length; d++) {
            var mine = d > shape.length ? 1 : shape[shape.length - d];
            var its = d > other.shape.length ? 1 : other.shape[other.shape.length - d];
            result[result.length - d] = mine == 1 ? its : mine;
        }
        return of(result, index -> function.applyAsDouble(at(index), other.at(index)));
    }

    Reference permute(int... order) {
        var sizes = Arrays.stream(order).map(axis -> shape[axis]).toArray();
        return of(sizes, index -> {
            var source = new int[index.length];
            for (var d = 0; d < index.length; d++) {
                source[order[d]] = index[d];
            }
            return at(source);
        });
    }

    /** Takes {@code count} elements of a dimension. */
    Reference slice(int axis, int start, int step, int count) {
        var sizes = shape.clone();
        sizes[axis] = count;
        return of(sizes, index -> {
            var source = index.clone();
            source[axis] = start + index[axis] * step;
            // Not at(): there, a dimension of size 1 repeats.
            var place = 0;
            for (var d = 0; d < shape.length; d++) {
                place = place * shape[d] + source[d];
            }
            return values[place];
        });
    }

    /** Hands all that lies along the {@code named} axes to {@code function}; those axes remain with size 1. */
    Reference reduce(boolean[] named, ToDoubleFunction<double[]> function) {
        var sizes = shape.clone();
        var inner = shape.clone();
        for (var d = 0; d < shape.length; d++) {
            sizes[d] = named[d] ? 1 : shape[d];
            inner[d] = named[d] ? shape[d] : 1;
        }
        return of(sizes, index -> function.applyAsDouble(of(inner, along -> {
            var source = new int[shape.length];
            for (var d = 0; d < shape.length; d++) {
                source[d] = named[d] ? along[d] : index[d];
            }
            return at(source);
        }).values));
    }
}
