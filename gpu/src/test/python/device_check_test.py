"""The arithmetic of device_check.py, and what it prints, without PyTorch, CuPy and a GPU."""

import contextlib
import io
import os
import sys
import types
import unittest
from unittest import mock

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", ".."), os.path.join(HERE, "stubs")]

import device_check  # noqa: E402


def printed(work):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        work()
    return [line.split("\t") for line in out.getvalue().splitlines()]


def clock(step):
    """Seconds that go on by `step` whenever they are asked for."""
    now = [0.0]

    def tick():
        now[0] += step
        return now[0]
    return mock.patch.object(device_check.time, "perf_counter", tick)


class Arithmetic(unittest.TestCase):

    def bench(self, elapsed=lambda work: 0.5):
        return device_check.Bench("PyTorch", None, elapsed, lambda: None)

    def test_the_median_is_of_at_most_twenty_repetitions_and_of_three_at_least(self):
        times = iter(range(1, 100))
        with clock(1e-6):
            self.assertEqual(10.5, device_check.median(lambda: next(times)))
        times = iter([5, 1, 3, 100])
        with clock(10):
            self.assertEqual(3, device_check.median(lambda: next(times)))

    def test_a_rate_is_an_amount_by_the_milliseconds_of_the_device(self):
        # 2 GB in half a millisecond, in units of 1e6 bytes: 4000 GB/s.
        rows = printed(lambda: self.bench().rate("device copy", 2e9 / 1e6, "GB/s", lambda: None))
        self.assertEqual([["row", "device copy", "PyTorch", "4000", "GB/s"]], rows)

    def test_microseconds_are_the_best_of_five_rounds(self):
        # A round asks for the time twice, 3 ms apart here: 3000 µs by 1000 calls.
        with clock(0.003):
            rows = printed(lambda: self.bench().microseconds("launch", 1000, lambda: None))
        self.assertEqual([["row", "launch", "PyTorch", "3", "µs"]], rows)

    def test_a_copy_is_measured_from_the_call_until_all_is_done(self):
        with clock(0.25):
            rows = printed(lambda: self.bench().copy("upload, pinned", 10e9, lambda: None))
        self.assertEqual([["row", "upload, pinned", "PyTorch", "40", "GB/s"]], rows)

    def test_what_fails_is_left_out_with_the_reason_and_the_next_goes_on(self):
        def fail():
            raise ValueError("not this one")
        rows = printed(lambda: self.bench().rate("sum", 1, "GB/s", fail))
        self.assertEqual([["left out", "sum by PyTorch", "ValueError: not this one"]], rows)


class Program(unittest.TestCase):

    ARGUMENTS = ["device_check.py", "--floats", "16384", "--columns", "128", "--matrices", "16,32", "--tiny"]

    def rows(self):
        with mock.patch.object(sys, "argv", self.ARGUMENTS):
            return printed(device_check.main)

    def test_every_row_of_the_report_is_measured_of_both(self):
        lines = self.rows()
        rows = {(r[1], r[2]): r for r in lines if r[0] == "row"}
        for name in ("device copy", "chain of five", "sum", "softmax", "launch of a small operation", "upload",
                     "download"):
            self.assertIn((name, "PyTorch"), rows)
            self.assertIn((name, "CuPy"), rows)
        for name in ("matmul 16 bf16", "matmul 32 tf32", "matmul 32 fp32", "matmul 16 f64", "upload, pinned",
                     "download, pinned", "MLP step", "MLP step by graph"):
            self.assertIn((name, "PyTorch"), rows)
        # 2 * 32^3 operations in half a millisecond.
        self.assertEqual("0.000131072", rows["matmul 32 bf16", "PyTorch"][3])
        self.assertEqual("TFLOP/s", rows["matmul 32 bf16", "PyTorch"][4])
        self.assertTrue(all(len(r) == 5 and float(r[3]) > 0 for r in rows.values()), rows)
        self.assertIn(["left out", "matmul 16 fp32 by CuPy", "RuntimeError: no room for a product"], lines)
        self.assertIn(["python", "PyTorch 0.0 with CUDA 0.0"], lines)

    def test_a_library_that_is_not_there_is_named(self):
        with mock.patch.dict(sys.modules, {"torch": None}):
            self.assertIn(["python", f"PyTorch is not installed for {sys.executable}"], self.rows())

    def test_a_library_without_a_gpu_says_so(self):
        blind = types.SimpleNamespace(__version__="0.0", cuda=types.SimpleNamespace(is_available=lambda: False))
        with mock.patch.dict(sys.modules, {"torch": blind}):
            self.assertIn(["python", "PyTorch 0.0 sees no GPU"], self.rows())


if __name__ == "__main__":
    unittest.main()
