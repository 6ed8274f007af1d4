"""Starts and ends kernels, and looks at them as processes."""

import time

import psutil
import zmq
from jupyter_client import KernelManager

from harness.client import Client, Late


class Kernel:
    """A kernel process and a client of it; the client's methods can be called on this object."""

    def __init__(self, name="java", *, env=None, timeout=60, **manager):
        self.manager = KernelManager(kernel_name=name, **manager)
        self.manager.shutdown_wait_time = 5
        self.clients = []
        self.manager.start_kernel(**({"env": env} if env else {}))
        try:
            self.client = self.connect(timeout)
        except BaseException:
            self.kill()
            raise

    def connect(self, timeout=60):
        """Another client, ready when it has seen an answer on shell and something on iopub."""
        made = self.manager.client()
        if len(self.clients):
            # Two clients of one session would share an identity.
            from jupyter_client.session import Session
            made.session = Session(key=self.manager.session.key)
        client = Client(made)
        self.clients.append(client)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if not self.manager.is_alive():
                raise AssertionError("the kernel ended before it was ready")
            id = client.send("kernel_info_request")
            try:
                client.wait(id, 0.5)
                return client
            except Late:
                continue
        raise Late(f"the kernel was not ready within {timeout} s")

    def __getattr__(self, name):
        return getattr(self.client, name)

    @property
    def process(self):
        return psutil.Process(self.manager.provisioner.pid)

    def cpu(self, seconds=0.6):
        """The share of one processor that the kernel uses over this time."""
        self.client.quiet(0.3)
        before, start = sum(self.process.cpu_times()[:2]), time.monotonic()
        self.client.quiet(seconds)
        return (sum(self.process.cpu_times()[:2]) - before) / (time.monotonic() - start)

    def rests(self, within=8):
        """Whether the processor is soon idle; a young JVM compiles for a while after a cell has ended."""
        deadline = time.monotonic() + within
        while self.cpu() >= 0.3:
            if time.monotonic() > deadline:
                return False
        return True

    def healthy(self):
        """Whether it answers and runs a cell."""
        try:
            return self.manager.is_alive() and self.client.run("1 + 1", timeout=10).status == "ok"
        except (Late, AssertionError, zmq.ZMQError):
            return False

    def stop(self):
        for client in self.clients:
            client.close()
        self.manager.shutdown_kernel(now=False)

    def kill(self):
        for client in self.clients:
            client.close()
        self.manager.shutdown_kernel(now=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
