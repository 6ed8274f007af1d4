package org.jolab.gpu.check;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Epilogue;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.CudaDevice;
import org.jolab.gpu.cuda.CudaGraph;
import org.jolab.gpu.cuda.CudaStream;
import org.jolab.gpu.cuda.blas.Precision;

/** How fast the device is; the script that measures others has the same rows. */
final class Benchmarks {

    private static final int LAUNCHES = 2000;

    private final Results results;
    private final Device device;
    private final Sizes sizes;
    private double copied;

    Benchmarks(Results results, Device device) {
        this.results = results;
        this.device = device;
        this.sizes = Sizes.of(device);
    }

    void run() {
        var bytes = sizes.floats() * 4L;
        Device.on(device, () -> {
            results.test("device copy", () -> {
                copied = vectors("device copy", 2 * bytes, Tensor::copy);
            });
            results.test("chain of five", () -> {
                var rate = vectors("chain of five", 2 * bytes, x -> x.mul(2).add(1).abs().sqrt().sub(3));
                if (copied > 0) {
                    results.row("chain of five, of device copy", 100 * rate / copied, "%");
                }
            });
            results.test("sum", () -> vectors("sum", bytes, Tensor::sum));
            results.test("softmax", () -> vectors("softmax", 2 * bytes,
                x -> x.reshape(-1, sizes.columns()).softmax(-1)));
            release();
            for (var size : new int[] {sizes.small(), sizes.large()}) {
                matmul("bf16", size, DType.BF16, Precision.F32);
                matmul("tf32", size, DType.F32, Precision.TF32);
                matmul("fp32", size, DType.F32, Precision.F32);
                matmul("f64", size, DType.F64, Precision.F32);
            }
            results.test("launch of a small operation", this::launches);
            results.test("copies", this::copies);
            results.test("MLP step", this::steps);
        });
    }

    /** Nothing of one measurement shall be in the way of the next. */
    private void release() {
        System.gc();
        CudaDevice.of(device).trim();
    }

    private double vectors(String name, long bytes, UnaryOperator<Tensor> operation) {
        try (var scope = Tensors.scope()) {
            var x = Tensors.rand(sizes.floats()).eval();
            var rate = bytes / (median(() -> operation.apply(x)) * 1e6);
            results.row(name, rate, "GB/s");
            return rate;
        }
    }

    private void matmul(String type, int size, DType dtype, Precision precision) {
        var name = "matmul " + size + " " + type;
        results.test(name, () -> {
            try (var scope = Tensors.scope()) {
                var x = Tensors.rand(size, size).to(dtype).eval();
                var y = Tensors.rand(size, size).to(dtype).eval();
                var milliseconds = Precision.with(precision, () -> median(() -> x.matmul(y)));
                results.row(name, 2.0 * size * size * size / (milliseconds * 1e9), "TFLOP/s");
            }
        });
    }

    /** Milliseconds by the device's events; from three to twenty repetitions, within about two seconds. */
    private double median(Supplier<Tensor> operation) {
        for (var i = 0; i < 2; i++) {
            operation.get().eval().close();
        }
        var stream = CudaStream.current(device);
        stream.synchronize();
        var times = new double[20];
        var count = 0;
        var end = System.nanoTime() + 2_000_000_000L;
        while (count < times.length && (count < 3 || System.nanoTime() < end)) {
            try (var start = stream.record()) {
                var result = operation.get().eval();
                try (var stop = stream.record()) {
                    times[count++] = Math.max(1e-6, stop.since(start));
                }
                result.close();
            }
        }
        var sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }

    /** Microseconds of the program's thread, best of five. */
    private double each(int count, Runnable work) {
        var best = Double.MAX_VALUE;
        for (var round = 0; round < 5; round++) {
            CudaStream.current(device).synchronize();
            var start = System.nanoTime();
            for (var i = 0; i < count; i++) {
                work.run();
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / count);
        }
        CudaStream.current(device).synchronize();
        return best;
    }

    private void launches() {
        var x = Tensors.ones(100);
        var y = Tensors.ones(100);
        var count = Sizes.isTiny() ? 20 : LAUNCHES;
        results.row("launch of a small operation", each(count, () -> x.add(y).close()), "µs");
    }

    private void copies() {
        try (var scope = Tensors.scope()) {
            var count = Math.min(sizes.floats(), 1 << 26);
            var here = Device.on(Device.CPU, () -> Tensors.ones(count)).eval();
            var there = here.to(device);
            var pinned = here.pinned();
            if (!pinned.isPinned()) {
                throw new AssertionError("there is no page-locked memory for " + here.size() + " floats");
            }
            var rates = new TreeMap<String, Supplier<Tensor>>(Map.of("upload", () -> here.to(device),
                "download", () -> there.to(Device.CPU), "upload, pinned", () -> pinned.to(device),
                "download, pinned", () -> there.pinned()));
            rates.forEach((name, copy) -> {
                var best = Double.MAX_VALUE;
                for (var i = 0; i < 5; i++) {
                    CudaStream.current(device).synchronize();
                    var start = System.nanoTime();
                    var copied = copy.get();
                    CudaStream.current(device).synchronize();
                    best = Math.min(best, (System.nanoTime() - start) / 1e9);
                    copied.close();
                }
                results.row(name, count * 4.0 / best / 1e9, "GB/s");
            });
        }
    }

    /** 64 rows through three layers, until all is done: one call at a time, and as a graph. */
    private void steps() {
        var tiny = Sizes.isTiny();
        var width = tiny ? 16 : 512;
        var x = Tensors.rand(64, tiny ? 16 : 784).eval();
        var first = Tensors.rand(x.size(1), width).eval();
        var second = Tensors.rand(width, width).eval();
        var third = Tensors.rand(width, 10).eval();
        var bias = Tensors.rand(width).eval();
        Supplier<Tensor> step = () -> {
            try (var scope = Tensors.scope()) {
                return scope.keep(x.matmul(first, Epilogue.bias(bias).relu())
                    .matmul(second, Epilogue.bias(bias).relu()).matmul(third).softmax(-1));
            }
        };
        step.get().close();
        var count = tiny ? 5 : 200;
        results.row("MLP step", each(count, () -> {
            step.get().close();
            CudaStream.current(device).synchronize();
        }), "µs");
        try (var graph = CudaGraph.capture(() -> step.get())) {
            graph.replay();
            results.row("MLP step by graph", each(count, () -> {
                graph.replay();
                CudaStream.current(device).synchronize();
            }), "µs");
        }
    }
}
