"""Rows upload, download: files through a Jupyter server, over a kernel's comm and beside it by plain HTTP.

The page is played by a client of few words that speaks to the server as the page does: over a second WebSocket.
"""

import asyncio
import base64
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
import zlib
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

from .client import DATE, NoAnswer, execution
from .process import Watch

SIZE = 300_000_000
CHUNK = 1 << 20
WINDOW = 8
PATIENCE = 300
TOKEN = "bench"
V1 = "v1.kernel.websocket.jupyter.org"


class Server:
    """A Jupyter server with Jolab's kernelspec, in a folder of its own. A context manager."""

    def __init__(self, peer, work):
        self.folder = Path(tempfile.mkdtemp(prefix="server-", dir=work))
        self.root = self.folder / "root"
        self.root.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = open(self.folder / "log.txt", "wb")
        env = peer.environment | {"JUPYTER_PATH": str(work / "jolab/share/jupyter"), "HOME": str(self.folder),
                                  "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
             f"--ServerApp.port={self.port}", f"--ServerApp.root_dir={self.root}", f"--IdentityProvider.token={TOKEN}"],
            env=env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.base = f"127.0.0.1:{self.port}/"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def http(self, method, path, body=None):
        request = HTTPRequest(f"http://{self.base}{path}", method=method, headers={"Authorization": f"token {TOKEN}"},
                              body=body, request_timeout=PATIENCE)
        return await AsyncHTTPClient().fetch(request)

    async def ready(self):
        for _ in range(300):
            try:
                return await self.http("GET", "api/status")
            except OSError:
                await asyncio.sleep(0.1)
        raise NoAnswer("the Jupyter server did not start within 30 s")


class Line:
    """A WebSocket to a kernel."""

    def __init__(self, server, kernel):
        self.session = uuid.uuid4().hex
        self.request = HTTPRequest(
            f"ws://{server.base}api/kernels/{kernel}/channels?session_id={self.session}&token={TOKEN}")
        self.comm = uuid.uuid4().hex

    async def open(self):
        self.socket = await websocket_connect(self.request, subprotocols=[V1], max_message_size=1 << 30)
        return self

    async def send(self, kind, content, *buffers):
        header = {"msg_id": uuid.uuid4().hex, "session": self.session, "username": "", "date": DATE, "msg_type": kind,
                  "version": "5.3"}
        metadata = {"jolab_without_status": True} if kind.startswith("comm") else {}
        parts = [b"shell", *(json.dumps(part).encode() for part in (header, {}, metadata, content)), *buffers]
        offsets = [8 * (len(parts) + 2)]
        for part in parts:
            offsets.append(offsets[-1] + len(part))
        numbers = b"".join(n.to_bytes(8, "little") for n in (len(offsets), *offsets))
        await self.socket.write_message(b"".join([numbers, *parts]), binary=True)
        return header["msg_id"]

    def say(self, data, *buffers):
        return self.send("comm_msg", {"comm_id": self.comm, "data": data}, *buffers)

    async def next(self):
        """The type, parent, content and buffers of the next message."""
        message = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
        if message is None:
            raise NoAnswer("the server has closed the connection")
        count = int.from_bytes(message[:8], "little")
        at = [int.from_bytes(message[8 * i:8 * i + 8], "little") for i in range(1, count + 1)]
        parts = [message[at[i]:at[i + 1]] for i in range(count - 1)]
        return json.loads(parts[1])["msg_type"], parts[2], json.loads(parts[4]), parts[5:]

    async def heard(self):
        """What the kernel says next on the comm."""
        while True:
            kind, _, content, buffers = await self.next()
            if content.get("comm_id") == self.comm:
                if kind == "comm_close":
                    raise NoAnswer(f"the kernel has hung up: {content['data']}")
                return content["data"], buffers


async def cell(server, kernel, code, play):
    """Runs a cell that shows a transfer, lets ``play`` be its page, and returns how long that took."""
    main, page = await Line(server, kernel).open(), Line(server, kernel)
    asked = await main.send("execute_request", execution(code) | {"allow_stdin": True})
    target = None
    while target is None:
        kind, parent, content, _ = await main.next()
        if kind == "display_data":
            target = re.search(r"jolab\.files\.[0-9a-f]{32}", content["data"]["text/html"])
        elif kind in ("error", "execute_reply") and asked.encode() in parent:
            raise NoAnswer(f"the cell ended: {content}")
    await page.open()
    await page.send("comm_open", {"comm_id": page.comm, "target_name": target[0], "data": {"client": "bench"}})
    playing = asyncio.ensure_future(play(page))
    while True:
        kind, parent, content, _ = await main.next()
        if kind == "execute_reply" and asked.encode() in parent:
            break
    seconds = time.perf_counter() - await playing
    for line in (main, page):
        line.socket.close()
    if content["status"] != "ok":
        raise NoAnswer(f"the cell failed: {content}")
    return seconds


def sending(file):
    async def play(page):
        while (await page.heard())[0]["kind"] != "ready":
            continue
        start = time.perf_counter()
        await page.say({"kind": "list", "files": [{"name": file.name, "size": SIZE, "modified": 0}]})
        await page.say({"kind": "start"})
        while (await page.heard())[0]["kind"] != "plan":
            continue
        offset = crc = under_way = 0
        with open(file, "rb") as opened:
            while offset < SIZE or under_way:
                if offset < SIZE and under_way < WINDOW:
                    chunk = opened.read(CHUNK)
                    crc = zlib.crc32(chunk, crc)
                    await page.say({"kind": "chunk", "n": offset, "file": 0, "offset": offset, "crc": crc,
                                    "last": offset + len(chunk) == SIZE}, chunk)
                    offset += len(chunk)
                    under_way += 1
                elif (await page.heard())[0]["kind"] == "ack":
                    under_way -= 1
        return start
    return play


def getting(file):
    async def play(page):
        start = crc = offset = 0
        with open(file, "wb") as opened:
            while True:
                data, buffers = await page.heard()
                match data["kind"]:
                    case "offer":
                        start = time.perf_counter()
                        await page.say({"kind": "take", "server": False})
                    case "go":
                        await page.say({"kind": "pull", "offset": 0})
                    case "data":
                        crc = zlib.crc32(buffers[0], crc)
                        if crc != data["crc"]:
                            raise NoAnswer("the checksums differ")
                        opened.write(buffers[0])
                        offset += len(buffers[0])
                        await page.say({"kind": "ack", "offset": offset})
                        if data["last"]:
                            await page.say({"kind": "done"})
                            return start
    return play


async def put(server, file, name):
    """What JupyterLab's file browser does: base64 in JSON, a megabyte at a time."""
    start = time.perf_counter()
    with open(file, "rb") as opened:
        count = -(-SIZE // CHUNK)
        for number in range(1, count + 1):
            chunk = -1 if number == count else number
            body = {"type": "file", "format": "base64", "name": name, "path": name, "chunk": chunk,
                    "content": base64.b64encode(opened.read(CHUNK)).decode()}
            await server.http("PUT", f"api/contents/{name}", json.dumps(body))
    return time.perf_counter() - start


async def get(server, name, file):
    def copy():
        request = urllib.request.Request(
            f"http://{server.base}files/{name}", headers={"Authorization": f"token {TOKEN}"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer, open(file, "wb") as opened:
            shutil.copyfileobj(answer, opened, CHUNK)

    start = time.perf_counter()
    await asyncio.to_thread(copy)
    return time.perf_counter() - start


async def compare(bench, peer, server, file):
    await server.ready()
    kernel = json.loads((await server.http("POST", "api/kernels", json.dumps({"name": "java"}))).body)["id"]
    target = server.folder / "downloaded.bin"
    there = f'files.upload("{server.root}");'
    back = f'files.download("{file}");'
    for row, name, work in (
            ("upload", "http", lambda: put(server, file, "by-http.bin")),
            ("upload", peer.name, lambda: cell(server, kernel, there, sending(file))),
            ("download", "http", lambda: get(server, "by-http.bin", target)),
            ("download", peer.name, lambda: cell(server, kernel, back, getting(target)))):
        if not bench.wants(row) and name == peer.name:
            continue
        with Watch() as watch:
            seconds = await work()
        facts = watch.facts()
        # The server and the kernel are not children of this measurement, and would count as others.
        del facts["others"]
        bench.samples.add(row, name, seconds, facts | {"mb_per_s": round(SIZE / seconds / 1e6)})
    for made in (server.root / file.name, server.root / "by-http.bin", target):
        if made.exists() and made.stat().st_size != SIZE:
            raise NoAnswer(f"{made.name} has {made.stat().st_size} bytes")


def transfer(bench, peer):
    """Rows upload, download."""
    if peer.name != "jolab" or not bench.wants("upload", "download"):
        return
    file = bench.work / "transfer.bin"
    if not file.exists() or file.stat().st_size != SIZE:
        with open(file, "wb") as made:
            for _ in range(SIZE // 1_000_000):
                made.write(os.urandom(1_000_000))
    try:
        with Server(peer, bench.work) as server:
            asyncio.run(compare(bench, peer, server, file))
    except (NoAnswer, OSError, asyncio.TimeoutError) as e:
        bench.failed(("upload", "download"), peer, str(e) or type(e).__name__)
