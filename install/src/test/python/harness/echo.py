"""A plug-in for jupyter_client's own tests: the kernel "echo" that they start is ours."""

import json
import sys
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def echo_is_java(jp_environ, jp_kernel_dir):
    spec = json.loads((Path(sys.prefix) / "share/jupyter/kernels/java/kernel.json").read_text())
    (jp_kernel_dir / "echo" / "kernel.json").write_text(json.dumps(spec | {"display_name": "echo"}))
