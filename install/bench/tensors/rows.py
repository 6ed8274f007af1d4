"""The rows by NumPy or PyTorch; one line of standard input asks for one figure, as in Rows.java."""

import sys
import time

COUNT = 10_000_000
UNCLOSED = 400
ENOUGH = 1.5


class Numpy:
    def __init__(self):
        import numpy
        self.np = numpy
        self.p, self.q = self.numbers(COUNT, 1), self.numbers(COUNT, 2)
        self.small = self.numbers(16, 3).reshape(4, 4)

    def numbers(self, count, seed):
        return self.np.random.default_rng(seed).random(count, self.np.float32) * 2 - 1

    def square(self, size):
        return self.numbers(size * size, 4).reshape(size, size)

    def work(self, name, size):
        np, p, q, small = self.np, self.p, self.q, self.small
        match name:
            case "matmul":
                a, b = self.square(size), self.square(size)
                return lambda: a @ b
            case "transposed":
                a, b = self.square(size).T, self.square(size).T
                return lambda: a @ b
            case "linear":
                a, b, c = self.square(size), self.square(size), self.numbers(size, 5)
                return lambda: np.maximum(a @ b + c, 0)
            case "vector":
                a, b = self.square(size), self.square(size)[0]
                return lambda: a @ b
            case "batch":
                a = self.numbers(1000 * size * size, 6).reshape(1000, size, size)
                return lambda: a @ a
            case "add":
                return lambda: p + q
            case "exp":
                return lambda: np.exp(p)
            case "sum":
                return lambda: p.sum()
            case "relu":
                return lambda: np.maximum(2 * p + q, 0)
            case "chain":
                return lambda: (np.exp(2 * p + q) - 1) * q
            case "small":
                return lambda: small + small
            case "small_matmul":
                return lambda: small @ small
            case "unclosed":
                return lambda: [None for i in range(UNCLOSED) if (p + i).size == 0]
        return None


class Torch(Numpy):
    def __init__(self):
        import torch
        self.torch = torch
        torch.set_grad_enabled(False)
        super().__init__()

    def numbers(self, count, seed):
        return self.torch.rand(count, generator=self.torch.Generator().manual_seed(seed)) * 2 - 1

    def work(self, name, size):
        torch, p, q, small = self.torch, self.p, self.q, self.small
        match name:
            case "matmul_bf16":
                a, b = self.square(size).bfloat16(), self.square(size).bfloat16()
                return lambda: a @ b
            case "linear":
                a, b, c = self.square(size), self.square(size), self.numbers(size, 5)
                return lambda: torch.relu(torch.addmm(c, a, b))
            case "exp":
                return lambda: torch.exp(p)
            case "sum":
                return lambda: p.sum()
            case "relu":
                return lambda: torch.relu(2 * p + q)
            case "chain":
                return lambda: (torch.exp(2 * p + q) - 1) * q
            case "unclosed":
                return lambda: [None for i in range(UNCLOSED) if (p + i).numel() == 0]
        return super().work(name, size)


def best(work):
    start = time.perf_counter()
    work()
    work()
    runs = range(1000 if time.perf_counter() - start < 0.001 else 1)
    least, start, rounds = float("inf"), time.perf_counter(), 0
    while rounds < 3 or time.perf_counter() - start < ENOUGH:
        begin = time.perf_counter()
        for _ in runs:
            work()
        least, rounds = min(least, (time.perf_counter() - begin) / len(runs)), rounds + 1
    return least


def main():
    rows = {"numpy": Numpy, "torch": Torch}[sys.argv[1]]()
    print("ready", flush=True)
    for line in sys.stdin:
        name, size = line.split()
        work = rows.work(name, int(size))
        if work is None:
            print("none", flush=True)
        elif name == "unclosed":
            start = time.perf_counter()
            work()
            print((time.perf_counter() - start) * 1e9, flush=True)
        else:
            print(best(work) * 1e9, flush=True)


if __name__ == "__main__":
    main()
