"""The rows of the table: what each is called, its unit, and what it may cost (DESIGN.md, section 10)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Budget:
    """``test`` gets the samples and answers whether they are within; None if the figures for it are missing."""

    text: str
    test: object


@dataclass(frozen=True)
class Row:
    name: str
    title: str
    unit: str
    budgets: tuple = field(default=())


def at_most(row, factor, other, text=None):
    """At most ``factor`` times the median of another kernel."""
    def test(samples):
        ours, theirs = samples.median(row, "jolab"), samples.median(row, other)
        return None if ours is None or theirs is None else ours <= factor * theirs
    return Budget(text or f"≤ {factor:g} × {other}", test)


def best_java(row, factor):
    def test(samples):
        others = [samples.median(row, name) for name in ("jjava", "rapaio")]
        others = [value for value in others if value is not None]
        ours = samples.median(row, "jolab")
        return None if ours is None or not others else ours <= factor * min(others)
    return Budget(f"≤ {factor:g} × the best other Java kernel", test)


def below(row, limit, text):
    def test(samples):
        ours = samples.median(row, "jolab")
        return None if ours is None else ours <= limit
    return Budget(text, test)


def every(row, fact, wanted, text):
    """Each sample has the fact."""
    def test(samples):
        ours = samples.of(row, "jolab")
        return None if not ours else all(sample.facts.get(fact) == wanted for sample in ours)
    return Budget(text, test)


def no_growth(samples):
    early, late = samples.median("warm50", "jolab"), samples.median("warm1000", "jolab")
    return None if early is None or late is None else late <= 1.1 * early


ROWS = (
    Row("ready", "process start → `kernel_info_reply`", "s",
        (at_most("ready", 1.2, "ipykernel"), at_most("ready", 0.3, "jjava"))),
    Row("first", "process start → first `1 + 1` result", "s",
        (at_most("first", 3, "ipykernel"), best_java("first", 0.4))),
    Row("memory", "resident memory, 2 s after the first result", "MB",
        (at_most("memory", 1, "jjava"), at_most("memory", 1, "rapaio"))),
    Row("wire", "`kernel_info` round trip", "ms"),
    Row("warm50", "warm `1 + 1`, around the 50th cell", "ms", (at_most("warm50", 2, "ipykernel"),)),
    Row("warm1000", "warm `1 + 1`, around the 1,000th cell", "ms",
        (at_most("warm1000", 2, "ipykernel"), Budget("≤ 1.1 × the 50th", no_growth))),
    Row("declare", "a cell of 20 variables of five types", "ms", (at_most("declare", 0.3, "jjava"),)),
    Row("mixed", "a cell of 10 variables, 6 methods, 4 types", "ms", (at_most("mixed", 0.3, "jjava"),)),
    Row("lines", "1,000,000 printed lines", "s",
        (at_most("lines", 1, "ipykernel"), every("lines", "lost", 0, "none lost"),
         every("lines", "exact", True, "in order"), every("lines", "idle", True, "`idle` arrives"))),
    Row("shell", "`!true`", "ms", (at_most("shell", 1, "ipykernel"),)),
    Row("cat", "`!cat` of a text of 200 MB", "s",
        (at_most("cat", 1, "ipykernel"), every("cat", "lost", 0, "none lost"))),
    Row("maven_first", "`%maven` of guava, first in a kernel", "ms"),
    Row("maven_again", "the same again, in a kernel started afterwards", "ms", (below("maven_again", 200, "< 200 ms"),)),
    Row("upload", "upload of 300 MB through the kernel; beside it JupyterLab's own, over HTTP", "s",
        (at_most("upload", 1, "http", "≤ HTTP"),)),
    Row("download", "download of 300 MB through the kernel; beside it a file of the server's", "s"),
    Row("clone", "`%git clone` of 100,000 objects over HTTP, first in a kernel", "s"),
    Row("clone_local", "the same from a folder", "s"),
    Row("complete", "completion, warm", "ms", (below("complete", 100, "< 100 ms"),)),
    Row("complete_busy", "completion while a cell computes for 3 s", "ms", (below("complete_busy", 100, "< 100 ms"),)),
    Row("inspect", "inspection, warm", "ms", (below("inspect", 100, "< 100 ms"),)),
    Row("inspect_busy", "inspection while a cell computes for 3 s", "ms", (below("inspect_busy", 100, "< 100 ms"),)),
    Row("interrupt", "interrupt of an empty loop → its reply", "ms", (below("interrupt", 100, "< 100 ms"),)),
    Row("calm", "processor time in the second afterwards", "ms",
        (below("calm", 50, "< 50 ms"), every("calm", "usable", True, "next cell runs"))),
    Row("loop", "1,000 × a loop over 16,384 floats, in a method", "ms", (at_most("loop", 1.1, "plain", "≤ 1.1 × plain java"),)),
    Row("loop_top", "the same loop at the top of a cell", "ms", (at_most("loop_top", 1.1, "plain", "≤ 1.1 × plain java"),)),
    Row("loop_after", "the loop in a method, after an interrupt", "ms",
        (at_most("loop_after", 1.1, "plain", "≤ 1.1 × plain java"),)),
)
