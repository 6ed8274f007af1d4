"""The order of messages, compared with ipykernel's: the same requests, the same types, parents and sequence."""

from difflib import ndiff

import pytest

from harness.kernel import Kernel
from harness.language import JAVA, PYTHON
from order.differences import DELIBERATE, less_repeated_busy
from order.recorder import Recorder
from order.scenarios import SCENARIOS, SEPARATELY, shutdown


class Pair:
    """Both kernels; one that a scenario has hurt is replaced."""

    def __init__(self):
        self.kernels = {}

    def get(self, language):
        kernel = self.kernels.get(language.kernel)
        if kernel and not kernel.healthy():
            kernel.kill()
            kernel = None
        self.kernels[language.kernel] = kernel = kernel or Kernel(language.kernel)
        return kernel

    def close(self):
        for kernel in self.kernels.values():
            kernel.kill()


@pytest.fixture(scope="module")
def pair():
    both = Pair()
    yield both
    both.close()


def record(kernel, language, name):
    recorder = Recorder(kernel, language)
    SCENARIOS[name](recorder)
    return recorder.record(each=name in SEPARATELY)


def lines(record):
    """A record as text, one message a line, so that a failure shows the difference at a glance."""
    return [f"{channel}: {entry}" for channel in sorted(record) for entry in record[channel]]


def compare(name, ours, oracle):
    ours = less_repeated_busy(ours)
    if name in DELIBERATE:
        oracle, ours = DELIBERATE[name].expected(oracle), DELIBERATE[name].ours(ours)
    difference = [line for line in ndiff(lines(oracle), lines(ours)) if line[0] in "+-"]
    if lines(ours) != lines(oracle):
        pytest.fail("missing (-) and too much (+), compared with the oracle:\n" + "\n".join(difference), pytrace=False)


@pytest.mark.parametrize("name", SCENARIOS)
def test_messages_come_as_from_the_oracle(pair, name):
    compare(name, record(pair.get(JAVA), JAVA, name), record(pair.get(PYTHON), PYTHON, name))


@pytest.mark.parametrize("restart", [False, True])
def test_shutdown_comes_as_from_the_oracle(restart):
    records = []
    for language in (JAVA, PYTHON):
        with Kernel(language.kernel) as kernel:
            recorder = Recorder(kernel, language)
            shutdown(recorder, restart)
            records.append(recorder.record(each=True))
            assert kernel.manager.provisioner.process.wait(5) == 0
    compare("shutdown", *records)


def test_every_deliberate_difference_belongs_to_a_scenario():
    assert set(DELIBERATE) <= set(SCENARIOS) | {"shutdown"}
