"""The kernels that are compared, and how each is had and started."""

import hashlib
import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

RAPAIO = "3.0.1"
RAPAIO_SHA256 = "cffac185dafff9a4d62ffdbeb357822b56931c41421c576314a84d3605addd09"
RAPAIO_PATH = "io/github/padreati/rapaio-jupyter-kernel/{0}/rapaio-jupyter-kernel-{0}.jar"
CENTRAL = "https://repo.maven.apache.org/maven2"


@dataclass(frozen=True)
class Peer:
    """A kernel that can be started. ``language`` is java or python."""

    name: str
    title: str
    language: str
    argv: tuple
    environment: dict
    interrupt_mode: str

    def command(self, connection_file):
        return [word.replace("{connection_file}", connection_file) for word in self.argv]


class Missing(Exception):
    """A kernel cannot be had here."""


def all_peers(root, work):
    """The kernels by name, in the order of the table; a kernel that cannot be had is a sentence instead."""
    makers = {"jolab": jolab, "jjava": jjava, "rapaio": rapaio, "ipykernel": ipykernel}
    peers = {}
    for name, maker in makers.items():
        try:
            peers[name] = maker(root, work)
        except (Missing, OSError, subprocess.CalledProcessError) as e:
            peers[name] = f"{name} is not measured: {e}"
    return peers


def environment(work, **more):
    """The user's environment without the user's own files: the kernels start as on a new machine, each time alike."""
    home = work / "home"
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY_", "JOLAB", "PYTHON"))}
    return kept | {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"), "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"), "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "MPLBACKEND": "agg", **more}


def of_spec(name, title, language, folder, env):
    """A kernel as its installed kernelspec starts it."""
    spec = json.loads((folder / "kernel.json").read_text())
    argv = tuple(word.replace("{resource_dir}", str(folder)) for word in spec["argv"])
    if argv[0] == "python":
        argv = (sys.executable, *argv[1:])
    return Peer(name, title, language, argv, env | spec.get("env", {}), spec.get("interrupt_mode", "signal"))


def jolab(root, work):
    command = root / "install/target/jolab/bin/jolab"
    prefix = work / "jolab"
    subprocess.run([command, "install", "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
    folder = next((prefix / "share/jupyter/kernels").iterdir())
    released = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    commit = subprocess.run(["git", "-C", root, "describe", "--always", "--dirty"], capture_output=True, text=True)
    return of_spec("jolab", f"Jolab {released} ({commit.stdout.strip() or 'no commit'})", "java", folder, environment(work))


def jjava(root, work):
    folder = Path(sys.prefix) / "share/jupyter/kernels/java"
    return of_spec("jjava", f"JJava {version('jjava')}", "java", folder, environment(work))


def rapaio(root, work):
    jar = work / f"rapaio-jupyter-kernel-{RAPAIO}.jar"
    if not jar.exists():
        address = f"{os.environ.get('JOLAB_MAVEN_URL', CENTRAL)}/{RAPAIO_PATH.format(RAPAIO)}"
        print(f"bench: downloading {address}", file=sys.stderr)
        with urllib.request.urlopen(address, timeout=120) as answer:
            part = jar.with_suffix(".part")
            part.write_bytes(answer.read())
        if hashlib.sha256(part.read_bytes()).hexdigest() != RAPAIO_SHA256:
            part.unlink()
            raise Missing(f"the file at {address} is not the one that was pinned")
        part.rename(jar)
    # The kernel.json that its documentation (KERNEL.md) gives.
    env = environment(work, RJK_CLASSPATH="", RJK_COMPILER_OPTIONS="", RJK_INIT_SCRIPT="", RJK_TIMEOUT_MILLIS="-1",
                      RJK_MIMA_CACHE="mima_cache")
    return Peer("rapaio", f"Rapaio {RAPAIO}", "java", ("java", "-jar", str(jar), "{connection_file}"), env, "message")


def ipykernel(root, work):
    folder = Path(sys.prefix) / "share/jupyter/kernels/python3"
    return of_spec("ipykernel", f"ipykernel {version('ipykernel')}", "python", folder, environment(work))
