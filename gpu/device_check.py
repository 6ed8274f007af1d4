"""Measures PyTorch and CuPy, where they are installed, by the rows of device-check's benchmarks."""

import argparse
import statistics
import sys
import time


def row(name, who, value, unit):
    print(f"row\t{name}\t{who}\t{value:.6g}\t{unit}", flush=True)


def attempt(name, who, work):
    """One measurement; what it throws does not end the others."""
    try:
        work()
    except Exception as e:  # Whatever it is, the next one may work.
        # In one line, whatever the message has.
        reason = " ".join(f"{type(e).__name__}: {str(e)[:200]}".split())
        print(f"left out\t{name} by {who}\t{reason}", flush=True)


def median(measure):
    """Of from three to twenty repetitions, within about two seconds."""
    times = []
    end = time.perf_counter() + 2
    while len(times) < 20 and (len(times) < 3 or time.perf_counter() < end):
        times.append(max(1e-6, measure()))
    return statistics.median(times)


class Bench:
    """The same measurements for a library; times are in milliseconds by the device's events."""

    def __init__(self, who, sizes, elapsed, synchronize):
        self.who, self.sizes, self.elapsed, self.synchronize = who, sizes, elapsed, synchronize

    def rate(self, name, amount, unit, work):
        def measure():
            for _ in range(2):
                work()
            self.synchronize()
            row(name, self.who, amount / median(lambda: self.elapsed(work)), unit)
        attempt(name, self.who, measure)

    def microseconds(self, name, count, work):
        def measure():
            work()
            best = float("inf")
            for _ in range(5):
                self.synchronize()
                start = time.perf_counter()
                for _ in range(count):
                    work()
                best = min(best, (time.perf_counter() - start) * 1e6 / count)
            self.synchronize()
            row(name, self.who, best, "µs")
        attempt(name, self.who, measure)

    def copy(self, name, size, work):
        def measure():
            best = float("inf")
            for _ in range(5):
                self.synchronize()
                start = time.perf_counter()
                work()
                self.synchronize()
                best = min(best, time.perf_counter() - start)
            row(name, self.who, size / best / 1e9, "GB/s")
        attempt(name, self.who, measure)


def pytorch(sizes):
    import torch
    if not torch.cuda.is_available():
        print("python\tPyTorch " + torch.__version__ + " sees no GPU", flush=True)
        return
    print(f"python\tPyTorch {torch.__version__} with CUDA {torch.version.cuda}", flush=True)
    device = torch.device("cuda:0")

    def elapsed(work):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        work()
        end.record()
        end.synchronize()
        return start.elapsed_time(end)

    bench = Bench("PyTorch", sizes, elapsed, torch.cuda.synchronize)
    size = 4 * sizes.floats
    x = torch.rand(sizes.floats, device=device)

    def chain(v):
        return v.mul(2).add(1).abs().sqrt().sub(3)

    bench.rate("device copy", 2 * size / 1e6, "GB/s", x.clone)
    compiled = torch.compile(chain)
    bench.rate("chain of five", 2 * size / 1e6, "GB/s", lambda: compiled(x))
    bench.rate("chain of five, not compiled", 2 * size / 1e6, "GB/s", lambda: chain(x))
    bench.rate("sum", size / 1e6, "GB/s", x.sum)
    bench.rate("softmax", 2 * size / 1e6, "GB/s", lambda: x.view(-1, sizes.columns).softmax(-1))
    del x
    torch.cuda.empty_cache()
    for n in sizes.matrices:
        for name, dtype, tf32 in (("bf16", torch.bfloat16, False), ("tf32", torch.float32, True),
                                  ("fp32", torch.float32, False), ("f64", torch.float64, False)):
            def product():
                torch.backends.cuda.matmul.allow_tf32 = tf32
                a = torch.rand(n, n, device=device).to(dtype)
                b = torch.rand(n, n, device=device).to(dtype)
                bench.rate(f"matmul {n} {name}", 2 * n ** 3 / 1e9, "TFLOP/s", lambda: a @ b)
            attempt(f"matmul {n} {name}", "PyTorch", product)
    torch.backends.cuda.matmul.allow_tf32 = False
    small, other = torch.ones(100, device=device), torch.ones(100, device=device)
    bench.microseconds("launch of a small operation", 20 if sizes.tiny else 2000, lambda: small + other)
    count = min(sizes.floats, 1 << 26)
    here, there = torch.ones(count), torch.ones(count, device=device)
    bench.copy("upload", count * 4, lambda: here.to(device))
    bench.copy("download", count * 4, lambda: there.cpu())
    attempt("pinned copies", "PyTorch", lambda: pinned(bench, here.pin_memory(), there))
    attempt("MLP step", "PyTorch", lambda: step(bench, torch, device, sizes))


def pinned(bench, fixed, there):
    size = 4 * fixed.numel()
    bench.copy("upload, pinned", size, lambda: there.copy_(fixed, non_blocking=True))
    bench.copy("download, pinned", size, lambda: fixed.copy_(there, non_blocking=True))


def step(bench, torch, device, sizes):
    width, inputs = (16, 16) if sizes.tiny else (512, 784)
    x, bias = torch.rand(64, inputs, device=device), torch.rand(width, device=device)
    first, second = torch.rand(inputs, width, device=device), torch.rand(width, width, device=device)
    third = torch.rand(width, 10, device=device)

    def forward():
        h = torch.addmm(bias, x, first).relu()
        return (torch.addmm(bias, h, second).relu() @ third).softmax(-1)

    def waiting(work):
        work()
        torch.cuda.synchronize()

    count = 5 if sizes.tiny else 200
    with torch.no_grad():
        bench.microseconds("MLP step", count, lambda: waiting(forward))
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                forward()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            forward()
        bench.microseconds("MLP step by graph", count, lambda: waiting(graph.replay))


def cupy(sizes):
    import cupy as cp
    print(f"python\tCuPy {cp.__version__}", flush=True)

    def elapsed(work):
        start, end = cp.cuda.Event(), cp.cuda.Event()
        start.record()
        work()
        end.record()
        end.synchronize()
        return cp.cuda.get_elapsed_time(start, end)

    bench = Bench("CuPy", sizes, elapsed, cp.cuda.Device(0).synchronize)
    size = 4 * sizes.floats
    x = cp.random.rand(sizes.floats, dtype=cp.float32)

    def chain(v):
        return cp.sqrt(cp.abs(v * 2 + 1)) - 3

    def softmax():
        rows = x.reshape(-1, sizes.columns)
        powers = cp.exp(rows - rows.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)

    bench.rate("device copy", 2 * size / 1e6, "GB/s", x.copy)
    fused = cp.fuse()(chain)
    bench.rate("chain of five", 2 * size / 1e6, "GB/s", lambda: fused(x))
    bench.rate("chain of five, not compiled", 2 * size / 1e6, "GB/s", lambda: chain(x))
    bench.rate("sum", size / 1e6, "GB/s", x.sum)
    bench.rate("softmax", 2 * size / 1e6, "GB/s", softmax)
    del x
    cp.get_default_memory_pool().free_all_blocks()
    for n in sizes.matrices:
        for name, dtype in (("fp32", cp.float32), ("f64", cp.float64)):
            def product():
                a, b = cp.random.rand(n, n, dtype=dtype), cp.random.rand(n, n, dtype=dtype)
                bench.rate(f"matmul {n} {name}", 2 * n ** 3 / 1e9, "TFLOP/s", lambda: a @ b)
            attempt(f"matmul {n} {name}", "CuPy", product)
    small, other = cp.ones(100, cp.float32), cp.ones(100, cp.float32)
    bench.microseconds("launch of a small operation", 20 if sizes.tiny else 2000, lambda: small + other)
    import numpy
    count = min(sizes.floats, 1 << 26)
    here, there = numpy.ones(count, numpy.float32), cp.ones(count, cp.float32)
    bench.copy("upload", count * 4, lambda: cp.asarray(here))
    bench.copy("download", count * 4, lambda: cp.asnumpy(there))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floats", type=int, default=1 << 28)
    parser.add_argument("--columns", type=int, default=1 << 12)
    parser.add_argument("--matrices", type=lambda text: [int(each) for each in text.split(",")], default=[4096, 8192])
    parser.add_argument("--tiny", action="store_true")
    sizes = parser.parse_args()
    for name, measure in (("PyTorch", pytorch), ("CuPy", cupy)):
        try:
            measure(sizes)
        except ImportError:
            print(f"python\t{name} is not installed for {sys.executable}", flush=True)
        except Exception as e:  # The other library may work.
            print(f"python\t{name} has failed: {type(e).__name__}: {str(e)[:200]}", flush=True)


if __name__ == "__main__":
    main()
