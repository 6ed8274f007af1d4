"""A kernel's process: started in a group of its own, measured with its children, ended whole."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
from jupyter_client.connect import write_connection_file

from .client import Client, NoAnswer, execution

PATIENCE = 3.0


class Kernel:
    """A running kernel with a client that is connected to it. A context manager that leaves nothing behind."""

    def __init__(self, peer, work):
        self.peer = peer
        self.folder = Path(tempfile.mkdtemp(prefix=f"{peer.name}-", dir=work))
        path, info = write_connection_file(
            str(self.folder / "connection.json"), ip="127.0.0.1", key=os.urandom(16).hex().encode())
        self.client = Client(info)
        self.log = open(self.folder / "log.txt", "wb")
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            peer.command(path), env=peer.environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=self.log, start_new_session=True)
        self.root = psutil.Process(self.process.pid)
        self.known = {self.process.pid: self.root}

    def tree(self):
        """The process and all below it."""
        try:
            for child in self.root.children(recursive=True):
                self.known.setdefault(child.pid, child)
        except psutil.NoSuchProcess:
            pass
        return list(self.known.values())

    def cpu(self):
        """Seconds of processor time, user and system, that the tree has used so far; in steps of 10 ms."""
        total = 0.0
        for process in self.tree():
            try:
                times = process.cpu_times()
                total += times.user + times.system
            except psutil.Error:
                continue
        return total

    def memory(self):
        """Resident bytes of the tree: all, and shared pages counted in part where the system tells."""
        rss = pss = 0
        for process in self.tree():
            try:
                rss += process.memory_info().rss
                pss += getattr(process.memory_full_info(), "pss", 0)
            except psutil.Error:
                continue
        return rss, pss

    def interrupt(self):
        """Interrupts as the kernelspec says; returns when that was, in seconds of time.perf_counter."""
        now = time.perf_counter()
        if self.peer.interrupt_mode == "message":
            self.client.send(self.client.control, "interrupt_request", {})
        else:
            os.kill(self.process.pid, signal.SIGINT)
        return now

    def words(self):
        """The last line of its log."""
        text = (self.folder / "log.txt").read_text("utf-8", "replace").strip().splitlines()
        return text[-1] if text else ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        tree = self.tree()
        try:
            self.client.send(self.client.control, "shutdown_request", {"restart": False})
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        for process in tree:
            try:
                process.kill()
            except psutil.Error:
                continue
        self.process.wait()
        self.client.close()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def started(peer, work, say, cells=20, attempts=3, timeout=20.0):
    """A kernel that has answered, and run a few cells so that it is as warm as one in use.

    A start that is never answered is said and tried again: it costs a user a restart, which row ready counts.
    """
    for attempt in range(1, attempts + 1):
        kernel = Kernel(peer, work)
        try:
            kernel.client.kernel_info(timeout, want_idle=False)
            first_cell(kernel)
            for _ in range(cells):
                kernel.client.execute("1 + 1")
            return kernel
        except BaseException as e:
            kernel.__exit__()
            if not isinstance(e, NoAnswer) or attempt == attempts:
                raise
            say(f"{peer.name}: start {attempt} of {attempts}: {e}")


def first_cell(kernel):
    """Runs a cell that may end before its client has subscribed; then the reply counts as its end."""
    client = kernel.client
    sent = time.perf_counter()
    exchange = client.await_end(client.send(client.shell, "execute_request", execution("1 + 1")), sent, 60.0, quiet=2.0)
    exchange.idle = exchange.idle or exchange.replied
    return exchange


class Watch:
    """What the machine did meanwhile: the load, the kernel's processor time, and what others used."""

    def __init__(self, kernel=None):
        self.kernel = kernel

    def __enter__(self):
        self.wall = time.perf_counter()
        self.cpu_before = self.kernel.cpu() if self.kernel else 0.0
        self.own_before = sum(psutil.Process().cpu_times()[:2])
        self.busy_before = busy()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.wall
        self.cpu = (self.kernel.cpu() if self.kernel else 0.0) - self.cpu_before
        own = sum(psutil.Process().cpu_times()[:2]) - self.own_before
        self.others = max(0.0, busy() - self.busy_before - self.cpu - own) / max(self.seconds, 0.01)
        self.load = os.getloadavg()[0]

    def facts(self):
        return {"cpu": round(self.cpu, 3), "others": round(self.others, 2), "load": round(self.load, 2)}


def busy():
    """Seconds of processor time that the whole machine has used."""
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    return sum(times) - idle - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
