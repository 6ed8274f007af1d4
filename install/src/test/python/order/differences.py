"""Where Jolab deliberately differs from the oracle: the scenario, the reason, and what follows for the record.

Everything that is not in this table has to be equal.
"""

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Difference:
    """``expected`` turns the oracle's record into the one that is right for us."""

    reason: str
    expected: Callable[[dict], dict]


def without(*, type, parent=None):
    """The record less all messages of a type (of one parent)."""

    def expected(record):
        return {channel: [e for e in entries if e[0] != type or parent not in (None, e[1])]
                for channel, entries in record.items()}

    return expected


def with_iopub(entries):
    """The record with another iopub line."""

    def expected(record):
        return record | {"iopub": entries}

    return expected


DELIBERATE = {
    "execute_prints_to_both_streams": Difference(
        "The oracle gathers each stream apart; ours keeps the order in which the lines were written.",
        with_iopub([
            ["status", "cell", "busy"],
            ["execute_input", "cell", 1],
            ["stream", "cell", ("stdout", "one\n")],
            ["stream", "cell", ("stderr", "two\n")],
            ["stream", "cell", ("stdout", "three\n")],
            ["status", "cell", "idle"],
        ])),
    "execute_silently": Difference(
        "The protocol says that a silent cell broadcasts no output; the oracle lets prints through.",
        without(type="stream")),
    "execute_silently_and_fail": Difference(
        "The protocol says that a silent cell broadcasts nothing; the oracle sends the error.",
        without(type="error")),
    "an_unknown_comm_target_is_closed": Difference(
        "The oracle's complaint on stderr is a log message; ours goes to the log.",
        without(type="stream")),
    "a_message_for_an_unknown_comm_is_dropped": Difference(
        "The oracle's complaint on stderr is a log message; ours goes to the log.",
        without(type="stream")),
}
