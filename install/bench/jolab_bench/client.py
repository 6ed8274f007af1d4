"""A Jupyter client that costs little, the same for all kernels.

It parses a message only when it must. jupyter_client makes the connection file; its own client would take longer for a
message than some kernels do.
"""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field

import zmq

DELIMITER = b"<IDS|MSG>"
DATE = "2026-01-01T00:00:00.000000Z"


class NoAnswer(Exception):
    """A kernel did not answer within its time."""


@dataclass
class Exchange:
    """What a request brought back. Times are seconds of time.perf_counter; None: it never came."""

    sent: float
    reply: dict | None = None
    replied: float | None = None
    idle: float | None = None
    result: float | None = None
    outputs: list = field(default_factory=list)

    @property
    def ended(self):
        """When the client had both the reply and idle."""
        return max(self.replied, self.idle)

    @property
    def ok(self):
        return self.reply is not None and self.reply.get("status") == "ok"

    def text(self):
        """All that was printed."""
        parsed = (json.loads(content) for kind, content in self.outputs if kind == "stream")
        return "".join(content["text"] for content in parsed if content["name"] == "stdout")

    def results(self):
        """The text/plain of each result."""
        parsed = (json.loads(content) for kind, content in self.outputs if kind == "execute_result")
        return [content["data"].get("text/plain", content["data"].get("text/html")) for content in parsed]


class Client:
    def __init__(self, info):
        self.context = zmq.Context()
        self.key = info["key"].encode()
        self.number = 0
        self.session = hashlib.sha256(self.key).hexdigest()[:32]
        self.shell = self._connect(zmq.DEALER, info, "shell_port")
        self.control = self._connect(zmq.DEALER, info, "control_port")
        self.iopub = self._connect(zmq.SUB, info, "iopub_port")
        self.iopub.subscribe(b"")
        self.poller = zmq.Poller()
        for socket in (self.shell, self.control, self.iopub):
            self.poller.register(socket, zmq.POLLIN)

    def _connect(self, kind, info, port):
        socket = self.context.socket(kind)
        socket.linger = 0
        # A kernel that starts is to be heard at once, not after libzmq's 100 ms.
        socket.reconnect_ivl = 4
        if kind == zmq.DEALER:
            socket.identity = self.session.encode()
        socket.connect(f"tcp://{info['ip']}:{info[port]}")
        return socket

    def send(self, socket, kind, content):
        """Sends a request and returns its id."""
        self.number += 1
        name = f"{self.session}_{self.number}"
        header = {"msg_id": name, "session": self.session, "username": "bench", "date": DATE, "msg_type": kind,
                  "version": "5.4"}
        frames = [json.dumps(header).encode(), b"{}", b"{}", json.dumps(content).encode()]
        signature = hmac.new(self.key, b"".join(frames), hashlib.sha256).hexdigest().encode()
        socket.send_multipart([DELIMITER, signature, *frames])
        return name

    def ask(self, kind, content, timeout=30.0, want_idle=True):
        """Sends a request on shell and waits for its end."""
        sent = time.perf_counter()
        return self.await_end(self.send(self.shell, kind, content), sent, timeout, want_idle)

    def execute(self, code, timeout=60.0):
        return self.ask("execute_request", execution(code), timeout)

    def kernel_info(self, timeout=30.0, want_idle=True):
        return self.ask("kernel_info_request", {}, timeout, want_idle)

    def await_end(self, name, sent, timeout, want_idle=True, quiet=None):
        """Waits for the reply and for idle.

        With ``quiet``, an idle that does not come is given up that many seconds after the last message.
        Raises NoAnswer when time is up.
        """
        exchange = Exchange(sent)
        wanted = name.encode()
        deadline = sent + timeout
        while exchange.replied is None or (want_idle and exchange.idle is None):
            wait = deadline - time.perf_counter()
            if quiet is not None and exchange.replied is not None:
                wait = min(wait, quiet)
            if wait <= 0 or not (events := self.poller.poll(wait * 1000)):
                if quiet is not None and exchange.replied is not None:
                    return exchange
                raise NoAnswer(f"no {'idle' if exchange.replied else 'reply'} within {timeout:.0f} s")
            for socket, _ in events:
                self._drain(socket, wanted, exchange)
        return exchange

    def _drain(self, socket, wanted, exchange):
        try:
            while True:
                frames = socket.recv_multipart(zmq.NOBLOCK)
                now = time.perf_counter()
                at = frames.index(DELIMITER)
                header, parent, content = frames[at + 2], frames[at + 3], frames[at + 5]
                if wanted not in parent:
                    continue
                if socket is self.iopub:
                    self._publication(header, content, now, exchange)
                elif b"_reply" in header:
                    exchange.replied = now
                    exchange.reply = json.loads(content)
        except zmq.Again:
            return

    @staticmethod
    def _publication(header, content, now, exchange):
        if b'"status"' in header:
            if b'"idle"' in content:
                exchange.idle = now
        elif b'"stream"' in header:
            exchange.outputs.append(("stream", content))
        elif b'"execute_result"' in header:
            exchange.result = now
            exchange.outputs.append(("execute_result", content))

    def close(self):
        self.context.destroy(linger=0)


def execution(code):
    """The content of an execute_request."""
    return {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False,
            "stop_on_error": True}
