"""Transports, connection files, signatures: over libzmq, the C++ implementation that all other clients use."""

import hashlib
import hmac
import json
import os
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import psutil
import pytest
import zmq
from jupyter_client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.session import Session

from harness.client import Client, Late


def command(connection_file):
    argv = KernelSpecManager().get_kernel_spec("java").argv
    return [a.replace("{connection_file}", str(connection_file)) for a in argv]


def ports():
    """Five ports that were free a moment ago."""
    held = [socket.socket() for _ in range(5)]
    try:
        for s in held:
            s.bind(("127.0.0.1", 0))
        return [s.getsockname()[1] for s in held]
    finally:
        for s in held:
            s.close()


NAMES = ("shell_port", "control_port", "stdin_port", "iopub_port", "hb_port")


class Raw:
    """A kernel started from a connection file that the test writes itself."""

    def __init__(self, folder, **overrides):
        self.file = folder / "connection.json"
        self.info = dict(zip(NAMES, ports())) | {
            "transport": "tcp", "ip": "127.0.0.1", "key": uuid.uuid4().hex, "signature_scheme": "hmac-sha256",
        } | overrides
        self.file.write_text(json.dumps(self.info))
        self.process = subprocess.Popen(
            command(self.file), stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
            start_new_session=True)
        self.client = None

    def connect(self, timeout=60):
        """A client of what the connection file says by now."""
        kc = BlockingKernelClient(connection_file=str(self.file))
        kc.load_connection_file()
        self.client = Client(kc)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the kernel ended: {self.process.communicate()}"
            try:
                self.client.request("kernel_info_request", timeout=2)
                return self.client
            except Late:
                pass
        raise Late("the kernel was not ready")

    def end(self):
        if self.client:
            self.client.close()
        self.process.kill()
        return self.process.communicate()


@pytest.fixture
def raw():
    started = []
    # Not pytest's folder: paths of Unix sockets end at some hundred characters.
    with tempfile.TemporaryDirectory(prefix="jl-", dir="/tmp") as folder:

        def inner(**overrides):
            kernel = Raw(Path(folder), **overrides)
            started.append(kernel)
            return kernel

        yield inner
        for kernel in started:
            kernel.end()


def works(client):
    """Everything that needs all five channels."""
    assert client.run("40 + 2").ok().text == "42"
    assert client.run('System.out.println(IO.readln());', answers=["Ada"]).ok().stdout == "Ada\n"
    id = client.submit('System.out.println("go"); while (true) { }')
    client.output(id, "go")
    client.interrupt()
    assert client.wait(id).status == "error"
    assert client.run('for (int i = 0; i < 10_000; i++) System.out.println(i);').ok().stdout.count("\n") == 10_000


def beats(url, prepare=lambda s: None):
    with zmq.Context() as context, context.socket(zmq.REQ) as hb:
        hb.linger = 0
        prepare(hb)
        hb.connect(url)
        hb.send(b"ping")
        return hb.poll(3000) and hb.recv() == b"ping"


def test_tcp_works(raw):
    kernel = raw()
    works(kernel.connect())
    assert beats(f"tcp://127.0.0.1:{kernel.info['hb_port']}")


def test_ipc_works_with_libzmq(raw):
    with tempfile.TemporaryDirectory(prefix="jl-", dir="/tmp") as folder:
        kernel = raw(transport="ipc", ip=f"{folder}/k", **{n: i + 1 for i, n in enumerate(NAMES)})
        works(kernel.connect())
        assert beats(f"ipc://{folder}/k-5")
        assert sorted(os.listdir(folder)) == [f"k-{i}" for i in range(1, 6)]
        for name in os.listdir(folder):
            assert os.stat(f"{folder}/{name}").st_mode & 0o077 == 0, "other users of the machine could connect"


def test_ipc_works_through_a_kernel_manager(start):
    with tempfile.TemporaryDirectory(prefix="jl-", dir="/tmp") as folder:
        kernel = start(transport="ipc", ip=f"{folder}/k")
        works(kernel.client)


def test_ipc_rebinds_where_a_killed_kernel_left_its_sockets(raw):
    with tempfile.TemporaryDirectory(prefix="jl-", dir="/tmp") as folder:
        options = {"transport": "ipc", "ip": f"{folder}/k", **{n: i + 1 for i, n in enumerate(NAMES)}}
        first = raw(**options)
        first.connect()
        first.end()
        assert raw(**options).connect().run("40 + 2").ok().text == "42"


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_curve_works_and_refuses_plain_text(raw, transport):
    public, secret = (k.decode() for k in zmq.curve_keypair())
    with tempfile.TemporaryDirectory(prefix="jl-", dir="/tmp") as folder:
        where = {} if transport == "tcp" else {
            "transport": "ipc", "ip": f"{folder}/k", **{n: i + 1 for i, n in enumerate(NAMES)}}
        kernel = raw(curve_publickey=public, curve_secretkey=secret, **where)
        works(kernel.connect())
        if transport == "tcp":
            url = f"tcp://127.0.0.1:{kernel.info['hb_port']}"
            assert not beats(url), "a client without keys was served"

            def keys(s):
                s.curve_publickey, s.curve_secretkey, s.curve_serverkey = public.encode(), secret.encode(), public.encode()

            assert beats(url, keys)


def test_curve_works_through_a_kernel_manager(start):
    kernel = start(transport_encryption="required")
    works(kernel.client)


def test_without_a_key_messages_need_no_signature(raw):
    works(raw(key="").connect())


def test_other_hashes_sign_too(raw):
    works(raw(signature_scheme="hmac-sha512").connect())


def test_ports_may_be_written_as_text(raw):
    kernel = raw(**dict(zip(NAMES, map(str, ports()))))
    time.sleep(3)
    # Jupyter's own client insists on numbers.
    kernel.file.write_text(json.dumps(kernel.info | {n: int(kernel.info[n]) for n in NAMES}))
    works(kernel.connect())


def test_port_0_is_chosen_by_the_kernel_and_written_back(raw):
    kernel = raw(**dict.fromkeys(NAMES, 0))
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        written = json.loads(kernel.file.read_text() or "{}")
        if all(int(written.get(n, 0)) for n in NAMES):
            break
        time.sleep(0.1)
    works(kernel.connect())


def test_a_registration_file_is_answered(raw, tmp_path):
    """JEP 66: the kernel binds, tells its ports to a registrar, and goes on once that has agreed."""
    key = uuid.uuid4().hex
    with zmq.Context() as context, context.socket(zmq.ROUTER) as registrar:
        registrar.linger = 0
        port = registrar.bind_to_random_port("tcp://127.0.0.1")
        kernel = Raw.__new__(Raw)
        kernel.client = None
        kernel.file = tmp_path / "registration.json"
        kernel.file.write_text(json.dumps({
            "kernel_id": "k1", "transport": "tcp", "registration_ip": "127.0.0.1", "registration_port": port,
            "signature_scheme": "hmac-sha256", "key": key}))
        kernel.process = subprocess.Popen(command(kernel.file), stdin=subprocess.DEVNULL, text=True,
                                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            assert registrar.poll(30_000), f"no registration came: {kernel.end()}"
            sender, delimiter, signature, content = registrar.recv_multipart()
            assert delimiter == b"<IDS|MSG>"
            assert signature.decode() == hmac.new(key.encode(), content, hashlib.sha256).hexdigest()
            told = json.loads(content)
            assert told["kernel_id"] == "k1"
            assert all(int(told[n]) > 0 for n in NAMES)
            ack = b'"ACK"'
            registrar.send_multipart([
                sender, delimiter, hmac.new(key.encode(), ack, hashlib.sha256).hexdigest().encode(), ack])
            kernel.file.write_text(json.dumps({n: int(told[n]) for n in NAMES} | {
                "transport": "tcp", "ip": "127.0.0.1", "key": key, "signature_scheme": "hmac-sha256"}))
            works(kernel.connect())
        finally:
            kernel.end()


@pytest.mark.parametrize("index", range(5))
def test_a_port_in_use_ends_the_kernel_with_one_clear_sentence(raw, index):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        kernel = raw(**{NAMES[index]: taken.getsockname()[1]})
        out, err = kernel.process.communicate(timeout=20)
        assert kernel.process.returncode not in (0, -9)
        assert str(taken.getsockname()[1]) in err and "in use" in err
        assert len(err.strip().splitlines()) == 1, err


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"transport": "carrier pigeon"}',
                                     '{"transport": "tcp", "shell_port": "many"}'])
def test_a_strange_connection_file_ends_the_kernel_with_one_clear_sentence(tmp_path, content):
    file = tmp_path / "connection.json"
    file.write_text(content)
    done = subprocess.run(command(file), capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)
    assert done.returncode != 0
    assert str(file) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_missing_connection_file_ends_the_kernel_with_one_clear_sentence(tmp_path):
    done = subprocess.run(command(tmp_path / "none.json"), capture_output=True, text=True, timeout=30,
                          stdin=subprocess.DEVNULL)
    assert done.returncode != 0
    assert "none.json" in done.stderr and len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_the_key_is_told_to_nobody(raw):
    kernel = raw()
    client = kernel.connect()
    client.run("40 + 2").ok()
    client.request("shutdown_request", {"restart": False}, "control")
    out, err = kernel.process.communicate(timeout=10)
    assert kernel.info["key"] not in out + err
    assert (out, err) == ("", ""), "the kernel's own streams are the server's terminal"


def garbage(key):
    good = Session(key=key.encode())
    message = good.msg("execute_request", {"code": "1"})
    parts = good.serialize(message)
    yield [b""]
    yield [b"<IDS|MSG>"]
    yield [b"no delimiter", b"at all"]
    yield [b"<IDS|MSG>", b"", b"{}", b"{}", b"{}", b"{}"]
    yield [b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", b"{}"]
    yield [b"<IDS|MSG>", b"zz", *parts[2:]]
    yield parts[:3]
    yield parts[:5]
    for broken in (b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'{"msg_type": 7}', b'{"a": 1e999999}'):
        for position in range(4):
            frames = [b"{}"] * 4
            frames[0] = json.dumps({"msg_id": "x", "msg_type": "execute_request", "session": "s", "username": "u",
                                    "date": "2026-01-01T00:00:00Z", "version": "5.4"}).encode()
            frames[position] = broken
            yield [b"<IDS|MSG>", good.sign(frames), *frames]
    stranger = Session(key=b"another key")
    yield stranger.serialize(stranger.msg("execute_request", {"code": 'System.out.println("intruder");'}))
    yield [os.urandom(50) for _ in range(10)]


def test_garbage_and_wrong_signatures_do_no_harm_on_any_channel(raw):
    kernel = raw()
    client = kernel.connect()
    for name in ("shell", "control", "stdin"):
        for frames in garbage(kernel.info["key"]):
            client.sockets[name].send_multipart(frames)
    with socket.create_connection(("127.0.0.1", kernel.info["shell_port"])) as no_zmq:
        no_zmq.sendall(b"GET / HTTP/1.1\r\n\r\n")
    client.quiet(1)
    assert not [m for m in client.log if m.type == "stream" and "intruder" in m.content["text"]]
    works(client)


def test_a_message_that_was_sent_before_is_not_run_twice(raw):
    kernel = raw()
    client = kernel.connect()
    parts = client.session.serialize(client.session.msg("execute_request", {
        "code": 'System.out.println("once");', "silent": False, "store_history": True, "user_expressions": {},
        "allow_stdin": False, "stop_on_error": True}))
    client.sockets["shell"].send_multipart(parts)
    client.sockets["shell"].send_multipart(parts)
    client.quiet(2)
    assert "".join(m.content["text"] for m in client.log if m.type == "stream") in ("once\n", "once\nonce\n")
    works(client)


def test_fifty_megabytes_in_a_message_do_no_harm(kernel):
    cell = kernel.run("// " + "x" * 50_000_000 + "\n40 + 2", timeout=60)
    assert cell.ok().text == "42"
    kernel.request("comm_msg", {"comm_id": "none", "data": {}}, reply=False, buffers=[b"\0" * 50_000_000])
    assert kernel.run("40 + 2").ok().text == "42"


def test_twenty_restarts_use_the_same_ports(start, record_property):
    kernel = start()
    before = [getattr(kernel.manager, n) for n in NAMES]
    pids, seconds = set(), []
    for _ in range(20):
        pids.add(kernel.manager.provisioner.pid)
        started = time.monotonic()
        kernel.manager.restart_kernel(newports=False)
        kernel.clients.pop().close()
        kernel.client = kernel.connect()
        assert kernel.run("40 + 2").ok().text == "42"
        seconds.append(time.monotonic() - started)
    record_property("seconds", [round(s, 2) for s in sorted(seconds)])
    assert [getattr(kernel.manager, n) for n in NAMES] == before
    assert not [p for p in pids if psutil.pid_exists(p) and psutil.Process(p).status() != "zombie"]
