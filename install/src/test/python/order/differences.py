"""Where Jolab deliberately differs from the oracle: the scenario, the reason, and what follows for the record.

Everything that is not in this table has to be equal.
"""

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Difference:
    """``expected`` turns the oracle's record into the one that is right for us, ``ours`` puts ours into an order."""

    reason: str
    expected: Callable[[dict], dict]
    ours: Callable[[dict], dict] = lambda record: record


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


def changed(channel, *changes):
    """The record with some entries of a channel in another form."""

    def expected(record):
        entries = list(record[channel])
        for before, after in changes:
            entries = [after if e == before else e for e in entries]
        return record | {channel: entries}

    return expected


def moved_to_front(channel, parent):
    """The record with all entries of a parent before the others of the channel."""

    def expected(record):
        entries = record[channel]
        return record | {channel: [e for e in entries if e[1] == parent] + [e for e in entries if e[1] != parent]}

    return expected


def less_repeated_busy(record):
    """Our record without the busy that is said again while a cell runs, in every scenario.

    The idle of a request that is served beside a running cell makes front ends believe that the kernel has nothing to
    do; so ours says busy again for the cell. Never after the cell's own idle, which would be kept here.
    """
    result = {}
    for channel, entries in record.items():
        running, kept = set(), []
        for entry in entries:
            type, parent, detail = entry
            if type == "status" and detail == "busy" and parent in running:
                continue
            if type == "status":
                (running.add if detail == "busy" else running.discard)(parent)
            kept.append(entry)
        result[channel] = kept
    return result


EMPTY = Difference(
    "The oracle gives an empty cell no number, though its execute_input has said one; ours counts every stored cell.",
    changed("shell", (["execute_reply", "cell", ("ok", 0, {})], ["execute_reply", "cell", ("ok", 1, {})])))

DELIBERATE = {
    "execute_nothing": EMPTY,
    "execute_white_space": EMPTY,
    "execute_outside_history": Difference(
        "Outside history the count stays; the oracle's execute_input says the next one and its reply the one before.",
        lambda record: record | {"iopub": [
            ["execute_input", "cell", 0] if i in (1, 5) else e for i, e in enumerate(record["iopub"])]}),
    "an_error_aborts_what_waits_behind_it": Difference(
        "Ours answers kernel_info while a cell runs; the oracle lets it wait its turn.",
        lambda record: record | {
            "shell": moved_to_front("shell", "info")(record)["shell"],
            # Its status comes where chance wants it, so it is compared apart.
            "iopub": moved_to_front("iopub", "info")(record)["iopub"]},
        lambda record: moved_to_front("iopub", "info")(record)),
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
