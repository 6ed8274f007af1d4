"""Figures as they come in."""

import statistics
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Sample:
    """One figure, or None and why there is none; ``facts`` hold the load, processor time and the like."""

    value: float | None
    facts: dict = field(default_factory=dict)
    note: str = ""


@dataclass
class Summary:
    """The samples of one row and kernel."""

    median: float
    low: float
    high: float
    count: int
    failed: int


class Samples:
    """All samples, by row and kernel."""

    def __init__(self):
        self.by_row = defaultdict(lambda: defaultdict(list))

    def add(self, row, kernel, value, facts=None, note=""):
        self.by_row[row][kernel].append(Sample(value, dict(facts or {}), note))

    def of(self, row, kernel):
        return self.by_row[row][kernel]

    def summary(self, row, kernel):
        """None if the kernel has no figure in this row."""
        samples = self.of(row, kernel)
        values = [sample.value for sample in samples if sample.value is not None]
        if not values:
            return None
        return Summary(statistics.median(values), min(values), max(values), len(values), len(samples) - len(values))

    def median(self, row, kernel):
        summary = self.summary(row, kernel)
        return None if summary is None else summary.median

    def fact(self, row, kernel, name):
        """The median of a fact."""
        values = [sample.facts[name] for sample in self.of(row, kernel) if sample.facts.get(name) is not None]
        return statistics.median(values) if values else None
