"""Tensors on the CPU beside NumPy, PyTorch and ND4J: one process each, asked for one figure after the other, in turns."""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from . import report
from .samples import Samples

PEERS = ("jolab", "numpy", "torch", "nd4j")
START = 120.0
ANSWER = 300.0


@dataclass(frozen=True)
class Row:
    """What is asked for; ``bound`` is what the figure may be, as a multiple of the best peer's."""

    name: str
    size: int
    title: str
    unit: str = "ms"
    bound: float = 0.0
    limit: float = 0.0

    @property
    def key(self):
        return f"{self.name}_{self.size}" if self.size else self.name


ROWS = (
    *(Row("matmul", size, f"product of two {size} × {size}, float32", bound=1.05) for size in (256, 512, 1024, 2048, 4096)),
    Row("matmul_bf16", 1024, "product of two 1024 × 1024, bfloat16", bound=1.05),
    Row("transposed", 1024, "product of two transposed 1024 × 1024", bound=1.05),
    Row("linear", 1024, "relu(a · b + bias), 1024 × 1024", bound=1.05),
    Row("vector", 2048, "2048 × 2048 times a vector", bound=1.05),
    Row("batch", 16, "1,000 products of 16 × 16", bound=1.05),
    Row("add", 0, "p + q, 10 M float32", bound=1),
    Row("exp", 0, "exp(p), 10 M float32", bound=1),
    Row("sum", 0, "sum of 10 M float32", bound=1),
    Row("relu", 0, "relu(2 p + q), 10 M float32", bound=1),
    Row("chain", 0, "(exp(2 p + q) - 1) q, 10 M float32", bound=1),
    Row("small", 0, "sum of two 4 × 4", "µs", limit=1),
    Row("small_matmul", 0, "product of two 4 × 4", "µs", limit=1),
    Row("unclosed", 0, "400 temporaries of 40 MB that nobody closes", "ms", bound=1),
)


class Worker:
    """One library's process; leaves nothing behind."""

    def __init__(self, name, title, argv):
        self.name, self.title, self.peak = name, title, 0
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.line(START) != "ready":
            self.close()
            raise OSError(f"{title} did not start")

    def line(self, seconds):
        """The next line of its output, "" if it has ended or has been ended for being too slow."""
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        try:
            return self.process.stdout.readline().strip()
        finally:
            timer.cancel()

    def ask(self, row):
        """Nanoseconds of a call, and its resident memory afterwards in MB; None if there is no figure."""
        watch = Peak(self.process.pid)
        try:
            self.process.stdin.write(f"{row.name} {row.size}\n")
            self.process.stdin.flush()
            return float(self.line(ANSWER)), watch.close()
        except (OSError, ValueError):
            watch.close()
            return None

    def close(self):
        self.process.kill()
        self.process.wait()


class Peak:
    """The greatest resident memory of a process while something runs; its own thread looks twenty times a second."""

    def __init__(self, pid):
        self.process, self.most, self.over = psutil.Process(pid), 0, threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.over.wait(0.05):
            try:
                self.most = max(self.most, self.process.memory_info().rss)
            except psutil.Error:
                return

    def close(self):
        self.over.set()
        self.thread.join()
        return round(self.most / 1e6)


def commands(root, work):
    """How each library's process is started."""
    folder = root / "install/bench/tensors"
    shared = root / "install/target/jolab/lib/shared"
    java = ["java", "--enable-native-access=ALL-UNNAMED", "-Xshare:auto"]
    ours = os.pathsep.join(str(jar) for jar in sorted(shared.glob("*.jar")))
    path = work / "nd4j.classpath"
    return {
        "jolab": lambda: [*java, "-cp", os.environ.get("JOLAB_BENCH_CLASSPATH", ours), str(folder / "Jolab.java")],
        "numpy": lambda: [sys.executable, str(folder / "rows.py"), "numpy"],
        "torch": lambda: [sys.executable, str(folder / "rows.py"), "torch"],
        "nd4j": lambda: [*java, "-cp", nd4j(folder, path), str(folder / "Nd4jRows.java")],
    }


def nd4j(folder, path):
    """ND4J's class path, asked of Maven once."""
    if not path.exists():
        subprocess.run(["mvn", "-B", "-q", "-f", str(folder / "nd4j/pom.xml"), "dependency:build-classpath",
                        f"-Dmdep.outputFile={path}"], check=True, stdout=sys.stderr)
    return path.read_text().strip()


def titles():
    found = {"jolab": "Jolab", "nd4j": "ND4J 1.0.0-M2.1"}
    for name, title in (("numpy", "NumPy"), ("torch", "PyTorch")):
        got = subprocess.run([sys.executable, "-c", f"import {name}; print({name}.__version__)"],
                             capture_output=True, text=True)
        found[name] = f"{title} {got.stdout.strip()}"
    return found


def options():
    parser = argparse.ArgumentParser(prog="install/bench/tensors/run", description=__doc__)
    parser.add_argument("--root", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--only", action="append", metavar="ROW", choices=[row.key for row in ROWS],
                        help="measure this row; may be repeated: " + ", ".join(row.key for row in ROWS))
    parser.add_argument("--peer", action="append", metavar="NAME", choices=PEERS,
                        help="measure this library; may be repeated: " + ", ".join(PEERS))
    parser.add_argument("--runs", type=int, default=5, help="how often each is asked for each row")
    parser.add_argument("--out", type=Path, help="folder for tensors.md and tensors.json (default: install/target/bench)")
    return parser.parse_args()


def main():
    chosen = options()
    work = chosen.root / "install/target/bench"
    work.mkdir(parents=True, exist_ok=True)
    out = chosen.out or work
    facts, names, samples = report.machine(), titles(), Samples()
    rows = [row for row in ROWS if row.key in (chosen.only or (each.key for each in ROWS))]
    workers, notes = [], []
    try:
        for name, command in commands(chosen.root, work).items():
            if name in (chosen.peer or PEERS):
                try:
                    workers.append(Worker(name, names[name], command()))
                except (OSError, subprocess.CalledProcessError) as e:
                    notes.append(f"{name} is not measured: {e}")
        for row in rows:
            measure(row, workers, chosen.runs, samples)
    finally:
        for worker in workers:
            worker.close()
    out.mkdir(parents=True, exist_ok=True)
    table = as_markdown(rows, samples, facts, (names, notes))
    (out / "tensors.md").write_text(table)
    (out / "tensors.json").write_text(json.dumps({"machine": facts, "libraries": names, "samples": {
        row: {name: [vars(sample) for sample in found] for name, found in by_name.items()}
        for row, by_name in samples.by_row.items()}}, indent=1) + "\n")
    print(table)


def measure(row, workers, runs, samples):
    """Asks each worker once, then once more, beginning with another one each time."""
    for run in range(runs if row.size < 4096 and row.name != "unclosed" else min(runs, 3)):
        start = run % max(1, len(workers))
        for worker in workers[start:] + workers[:start]:
            found = worker.ask(row) if worker.process.poll() is None else None
            if found:
                scale = 1e3 if row.unit == "µs" else 1e6
                samples.add(row.key, worker.name, found[0] / scale, {"rss": found[1]})
    print(time.strftime("%H:%M:%S ") + row.title, file=sys.stderr, flush=True)


def as_markdown(rows, samples, facts, words):
    """What each library needs, and Jolab's least time as a multiple of the others'."""
    titles_by_name, notes = words
    names = [name for name in PEERS if any(samples.of(row.key, name) for row in rows)]
    lines = [f"{facts['cpu']}, {facts['cores']} cores, {facts['memory_gb']} GB, {facts['system']}; {facts['java']}; "
             f"load {facts['load'][0]} at the start. The least of all calls (the median of the runs' leasts).", ""]
    lines += [f"- {note}" for note in notes] + ([""] if notes else [])
    others = [name for name in names if name != "jolab"]
    head = ["what", *(titles_by_name[name] for name in names), *(f"÷ {titles_by_name[name]}" for name in others),
            "budget", "met"]
    body = []
    for row in rows:
        found = {name: samples.summary(row.key, name) for name in names}
        ours = found.get("jolab")
        theirs = [found[name].low for name in others if found[name]]
        line = [f"{row.title}, {row.unit}"]
        for name in names:
            text = "–" if found[name] is None else f"**{_number(found[name].low)}** ({_number(found[name].median)})"
            peak = samples.fact(row.key, name, "rss") if row.name == "unclosed" else None
            line.append(text + (f"; up to {peak:.0f} MB" if peak else ""))
        line += ["–" if not ours or not found[name] else f"{ours.low / found[name].low:.2f}" for name in others]
        if row.limit:
            line += [f"< {row.limit:g} {row.unit}", verdict(ours and ours.low < row.limit)]
        else:
            line += [f"≤ {row.bound:g} × the best", verdict(ours and theirs and ours.low <= row.bound * min(theirs))]
        body.append(line)
    return "\n".join(lines + report.table(head, body)) + "\n"


def verdict(met):
    return "?" if met is None or met == [] else "yes" if met else "**no**"


def _number(value):
    return report.number(value) if value >= 0.1 else f"{value:.3f}"


if __name__ == "__main__":
    main()
