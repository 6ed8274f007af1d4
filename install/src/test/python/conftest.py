"""Fixtures of all suites: where Jupyter finds things, and kernels that are shared as long as they are well."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TARGET = HERE.parents[2] / "target"
KERNEL = os.environ.get("JOLAB_TEST_KERNEL", "java")

# Nothing of the person who runs the tests is read or written.
HOME = Path(tempfile.mkdtemp(prefix="jolab-home-"))
os.environ.update(
    HOME=str(HOME),
    XDG_CONFIG_HOME=str(HOME / ".config"),
    XDG_DATA_HOME=str(HOME / ".local/share"),
    XDG_STATE_HOME=str(HOME / ".local/state"),
    XDG_CACHE_HOME=str(HOME / ".cache"),
    JUPYTER_PLATFORM_DIRS="1",
    JUPYTER_CONFIG_DIR=str(HOME / "jupyter/config"),
    JUPYTER_DATA_DIR=str(HOME / "jupyter/data"),
    JUPYTER_RUNTIME_DIR=str(HOME / "jupyter/runtime"),
    IPYTHONDIR=str(HOME / "ipython"),
    PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    PYTHONUNBUFFERED="1",
)
sys.path.insert(0, str(HERE))

from harness.kernel import Kernel  # noqa: E402  (the environment has to come first)


def pytest_sessionfinish():
    shutil.rmtree(HOME, ignore_errors=True)


class Shared:
    """One kernel for many tests; a new one takes its place when a test has hurt it."""

    def __init__(self):
        self.kernel = None

    def get(self):
        if self.kernel and not self.kernel.healthy():
            self.kernel.kill()
            self.kernel = None
        self.kernel = self.kernel or Kernel(KERNEL)
        return self.kernel

    def close(self):
        if self.kernel:
            self.kernel.kill()


@pytest.fixture(scope="session")
def shared():
    holder = Shared()
    yield holder
    holder.close()


@pytest.fixture
def kernel(shared):
    """A working kernel that earlier tests have used."""
    return shared.get()


@pytest.fixture
def fresh():
    """A kernel of the test's own."""
    with Kernel(KERNEL) as kernel:
        yield kernel


@pytest.fixture
def start():
    """Starts kernels with options; they end with the test."""
    started = []

    def inner(*args, **options):
        kernel = Kernel(*(args or (KERNEL,)), **options)
        started.append(kernel)
        return kernel

    yield inner
    for kernel in started:
        kernel.kill()
