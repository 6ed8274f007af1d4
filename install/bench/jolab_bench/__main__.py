"""The command: options, and the order in which everything is measured."""

import argparse
import json
import signal
import sys
import time
from pathlib import Path

from . import clone, measure, report, transfer
from .peers import all_peers
from .rows import ROWS
from .samples import Samples


def options():
    parser = argparse.ArgumentParser(
        prog="install/bench/run", description="Measures Jolab beside JJava, Rapaio's kernel and ipykernel, in turns.")
    parser.add_argument("--root", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="fewer runs and cells: a first look, not figures to quote")
    parser.add_argument("--only", action="append", metavar="ROW", choices=[row.name for row in ROWS],
                        help="measure this row; may be repeated: " + ", ".join(row.name for row in ROWS))
    parser.add_argument("--kernel", action="append", metavar="NAME", choices=["jolab", "jjava", "rapaio", "ipykernel"],
                        help="measure this kernel; may be repeated")
    parser.add_argument("--runs", type=int, help="lives of each kernel for each row (default: 7 starts, 3 of the others)")
    parser.add_argument("--out", type=Path, help="folder for table.md and figures.json (default: install/target/bench)")
    return parser.parse_args()


def main():
    chosen = options()
    # Ended by a signal, it ends its kernels too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    work = chosen.root / "install/target/bench"
    work.mkdir(parents=True, exist_ok=True)
    out = chosen.out or work
    facts = report.machine()
    found = all_peers(chosen.root, work)
    absent = [peer for peer in found.values() if isinstance(peer, str)]
    for sentence in absent:
        say(sentence)
    peers = [peer for peer in found.values() if not isinstance(peer, str) and peer.name in (chosen.kernel or found)]
    samples = Samples()
    bench = measure.Bench(work, samples, set(chosen.only or (row.name for row in ROWS)), say)
    try:
        run(bench, peers, chosen)
    finally:
        titles = {peer.name: peer.title for peer in peers}
        out.mkdir(parents=True, exist_ok=True)
        chosen_words = {"quick": chosen.quick, "runs": chosen.runs, "only": chosen.only}
        (out / "figures.json").write_text(json.dumps(report.as_json(samples, facts, titles, chosen_words), indent=1) + "\n")
        quick = ["quick: the 200th cell stands for the 1,000th, and most figures are of one run"]
        notes = absent + (quick if chosen.quick else [])
        table = report.as_markdown(samples, facts, titles, notes)
        (out / "table.md").write_text(table)
        print(table)
        say(f"written to {out}/table.md and figures.json")


def run(bench, peers, chosen):
    quick = chosen.quick
    many = chosen.runs or (3 if quick else 7)
    few = chosen.runs or (1 if quick else 3)
    rounds = 10 if quick else 30
    if bench.wants("ready", "first", "memory"):
        # Unmeasured: the first start on a machine reads everything from disk, and makes caches.
        for peer in peers:
            unmeasured(bench, peer)
    if bench.wants("warm50", "warm1000"):
        # Two minutes for some kernels; the window of each run holds forty cells.
        for number in range(min(few, 2)):
            say(f"warm cells, run {number + 1}")
            measure.warm(bench, peers, 200 if quick else 1000)
    for count, rows, life in (
            (many, ("ready", "first", "memory"), lambda peer: measure.start(bench, peer)),
            (few, ("wire",), lambda peer: measure.wire(bench, peer, 10 * rounds)),
            (few, ("declare", "mixed"), lambda peer: measure.declare(bench, peer, rounds)),
            (few, ("complete", "complete_busy", "inspect", "inspect_busy"),
             lambda peer: measure.analysis(bench, peer, rounds)),
            (few, ("lines",), lambda peer: measure.lines(bench, peer)),
            (few, ("shell",), lambda peer: measure.shell(bench, peer, rounds)),
            (few, ("cat",), lambda peer: measure.cat(bench, peer)),
            (few, ("maven_first", "maven_again"), lambda peer: measure.maven(bench, peer)),
            (few, ("upload", "download"), lambda peer: transfer.transfer(bench, peer)),
            (few, ("clone", "clone_local"), lambda peer: clone.clone(bench, peer)),
            (few, ("interrupt", "calm", "loop_after"), lambda peer: measure.interrupt(bench, peer)),
            (few, ("loop", "loop_top"), lambda peer: measure.loops(bench, peer))):
        if bench.wants(*rows):
            turns(", ".join(rows), count, peers, life)
    for _ in range(few):
        measure.plain(bench)


def unmeasured(bench, peer):
    dry = measure.Bench(bench.work, Samples(), {"ready"}, bench.say)
    measure.start(dry, peer)


def turns(name, count, peers, life):
    """Each kernel once, then each once more, beginning with another one each time."""
    for number in range(count):
        say(f"{name}, run {number + 1} of {count}")
        start = number % max(1, len(peers))
        for peer in peers[start:] + peers[:start]:
            life(peer)


def say(words):
    print(time.strftime("%H:%M:%S ") + words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
