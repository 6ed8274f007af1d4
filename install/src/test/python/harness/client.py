"""A client that records: one thread, all channels, every message in the order of its arrival."""

import time
from dataclasses import dataclass, field

import zmq

CHANNELS = ("shell", "control", "stdin", "iopub")


class Late(AssertionError):
    """Something that a test waited for did not come; the message holds what did come."""


@dataclass(frozen=True)
class Message:
    """One message of the kernel."""

    channel: str
    raw: dict
    at: float

    @property
    def type(self):
        return self.raw["header"]["msg_type"]

    @property
    def content(self):
        return self.raw["content"]

    @property
    def parent(self):
        return self.raw["parent_header"].get("msg_id")

    def __repr__(self):
        text = repr(self.content)
        return f"{self.channel}:{self.type} {text[:200]}{'…' if len(text) > 200 else ''}"


@dataclass
class Cell:
    """Everything that one request brought about."""

    id: str
    messages: list = field(default_factory=list)

    def of(self, *types):
        return [m for m in self.messages if m.type in types]

    @property
    def reply(self):
        replies = [m for m in self.messages if m.channel in ("shell", "control")]
        assert len(replies) == 1, f"expected one reply, got {replies}"
        return replies[0].content

    @property
    def status(self):
        return self.reply["status"]

    def stream(self, name):
        return "".join(m.content["text"] for m in self.of("stream") if m.content["name"] == name)

    @property
    def stdout(self):
        return self.stream("stdout")

    @property
    def stderr(self):
        return self.stream("stderr")

    @property
    def data(self):
        """The MIME bundle of the result, or None."""
        results = self.of("execute_result")
        return results[0].content["data"] if results else None

    @property
    def text(self):
        """The result as plain text, or None."""
        return self.data["text/plain"] if self.data else None

    @property
    def displays(self):
        return [m.content["data"] for m in self.of("display_data")]

    @property
    def error(self):
        errors = self.of("error")
        return errors[0].content if errors else None

    @property
    def idle_at(self):
        return next(m.at for m in self.messages if is_idle(m))

    def ok(self):
        """This cell, if it ran without an error."""
        assert self.status == "ok", f"the cell failed: {self.reply}\n{self.messages}"
        return self


def is_idle(message):
    return message.type == "status" and message.content["execution_state"] == "idle"


class Client:
    """Talks to one kernel through its own connections; used by one thread."""

    def __init__(self, client):
        # Kept, since its end would end the sockets' context too.
        self.connection = client
        self.session = client.session
        self.log = []
        self.by_parent = {}
        self.answered = {}
        self.sockets = {}
        for name in CHANNELS:
            # The iopub channel subscribes to everything.
            self.sockets[name] = getattr(client, f"connect_{name}")(identity=self.session.bsession)
        self.poller = zmq.Poller()
        for socket in self.sockets.values():
            socket.linger = 0
            self.poller.register(socket, zmq.POLLIN)

    def close(self):
        for socket in self.sockets.values():
            socket.close()

    def send(self, type, content=None, channel="shell", *, metadata=None, header=None, buffers=None, parent=None):
        """Sends a request and returns its id."""
        message = self.session.msg(type, content or {}, parent=parent, metadata=metadata)
        message["header"].update(header or {})
        self.session.send(self.sockets[channel], message, buffers=buffers)
        return message["header"]["msg_id"]

    def pump(self, seconds):
        """Takes in what arrives within this time, returning early once something did."""
        ready = dict(self.poller.poll(max(0, seconds) * 1000))
        for name, socket in self.sockets.items():
            if socket in ready:
                while True:
                    try:
                        frames = socket.recv_multipart(zmq.NOBLOCK)
                    except zmq.Again:
                        break
                    self.take(name, frames)
        return bool(ready)

    def take(self, channel, frames):
        _, parts = self.session.feed_identities(frames)
        message = Message(channel, self.session.deserialize(parts), time.monotonic())
        self.log.append(message)
        self.by_parent.setdefault(message.parent, []).append(message)

    def until(self, found, timeout=30, what="it"):
        """Pumps until ``found()`` is true (and returns that) or fails after the time-out."""
        deadline = time.monotonic() + timeout
        while not (result := found()):
            left = deadline - time.monotonic()
            if left <= 0:
                raise Late(f"{what} did not come within {timeout} s; the last messages are {self.log[-8:]}")
            self.pump(min(left, 0.5))
        return result

    def quiet(self, seconds):
        """Pumps for this time, whatever comes."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.pump(left)

    def of(self, id):
        return self.by_parent.get(id, [])

    def wait(self, id, timeout=30, *, reply=True):
        """All of a request's messages, once its idle status and (unless told otherwise) its reply are here."""

        def complete():
            messages = self.of(id)
            return any(map(is_idle, messages)) and (
                not reply or any(m.channel in ("shell", "control") for m in messages))

        self.until(complete, timeout, f"the end of request {id}")
        return Cell(id, list(self.of(id)))

    def request(self, type, content=None, channel="shell", timeout=30, *, reply=True, **more):
        return self.wait(self.send(type, content, channel, **more), timeout, reply=reply)

    def submit(self, code, *, header=None, metadata=None, **options):
        """Sends a cell and returns its id."""
        content = {
            "code": code, "silent": False, "store_history": True, "user_expressions": {},
            "allow_stdin": False, "stop_on_error": True,
        } | options
        return self.send("execute_request", content, header=header, metadata=metadata)

    def run(self, code, timeout=60, answers=(), **options):
        """Runs a cell to its end, answering its requests for input in order."""
        if answers:
            options["allow_stdin"] = True
        id = self.submit(code, **options)
        for answer in answers:
            self.answer(id, answer, timeout)
        return self.wait(id, timeout)

    def asked(self, id, timeout=30):
        """The first request for input of a cell, once it is there."""

        return self.request_for_input(id, 1, timeout)

    def request_for_input(self, id, number, timeout):
        """A cell's request for input of this number; a cell that has ended makes none."""

        def found():
            asked = [m for m in self.of(id) if m.type == "input_request"]
            if len(asked) < number and any(map(is_idle, self.of(id))):
                raise AssertionError(f"the cell ended before its request {number} for input: {self.of(id)}")
            return asked[number - 1] if len(asked) >= number else None

        return self.until(found, timeout, f"request {number} for input")

    def answer(self, id, value, timeout=30):
        """Answers the next request for input of a cell, once it is there, and returns that request."""
        done = self.answered.get(id, 0)
        request = self.request_for_input(id, done + 1, timeout)
        self.answered[id] = done + 1
        self.send("input_reply", {"value": value, "status": "ok"}, "stdin", parent=request.raw["header"])
        return request

    def output(self, id, text, timeout=30, stream="stdout"):
        """Waits until a cell has printed this text."""

        def printed():
            return text in Cell(id, self.of(id)).stream(stream)

        self.until(printed, timeout, f"the text {text!r} on {stream}")

    def interrupt(self, timeout=10):
        return self.request("interrupt_request", channel="control", timeout=timeout)
