"""Rows clone, clone_local: a repository of 100,000 objects, by ``%git`` and beside it by the git command line.

The repository is made by git fast-import, the same each time, and served by git's own http-backend on loopback.
"""

import http.server
import os
import shutil
import subprocess
import threading
import time

from .client import NoAnswer, execution
from .process import Watch

FILES = 20_000
FOLDERS = 200
COMMITS = 20_000
PATIENCE = 300


def stream(out):
    """A first commit of all files, then commits that each change one: four objects a commit."""
    def commit(number, changes):
        out.write(f"commit refs/heads/main\ncommitter Bench <bench@example.com> {1_700_000_000 + number} +0000\n"
                  f"data <<.\nChange {number}\n.\n\n".encode())
        for file, text in changes:
            data = text.encode()
            out.write(f"M 100644 inline {file % FOLDERS:03}/file{file:05}.txt\ndata {len(data)}\n".encode())
            out.write(data + b"\n")
        out.write(b"\n")

    def text(file, version):
        return "".join(f"{file} {version if line == file % 20 else 0} line {line} {'x' * (line * file % 60)}\n"
                       for line in range(20))

    commit(0, ((file, text(file, 0)) for file in range(FILES)))
    for number in range(1, COMMITS):
        file = number * 7919 % FILES
        commit(number, [(file, text(file, number))])
    out.write(b"done\n")


def repository(bench):
    """The bare repository, made once."""
    bare = bench.work / "objects.git"
    if (bare / "made").exists():
        return bare
    shutil.rmtree(bare, ignore_errors=True)
    bench.say("making a repository of 100,000 objects")
    git = ["git", "-C", str(bare)]
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(bare)], check=True)
    with subprocess.Popen([*git, "fast-import", "--done", "--quiet"], stdin=subprocess.PIPE) as making:
        stream(making.stdin)
        making.stdin.close()
    if making.returncode:
        raise OSError("git fast-import failed")
    subprocess.run([*git, "repack", "-adfq"], check=True)
    (bare / "made").touch()
    return bare


class Backend(http.server.BaseHTTPRequestHandler):
    """git http-backend, as a web server would run it."""

    protocol_version = "HTTP/1.1"

    def _run(self):
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        body = self._chunks() if self.headers.get("Transfer-Encoding") == "chunked" else self.rfile.read(length)
        environment = os.environ | {
            "GIT_PROJECT_ROOT": str(self.server.root), "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path,
            "QUERY_STRING": query, "REQUEST_METHOD": self.command, "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "REMOTE_ADDR": "127.0.0.1",
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", "")}
        self.close_connection = True
        with subprocess.Popen(["git", "http-backend"], env=environment, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as backend:
            backend.stdin.write(body)
            backend.stdin.close()
            headers = []
            while line := backend.stdout.readline().strip():
                headers.append(line.decode().split(": ", 1))
            status = next((value for name, value in headers if name == "Status"), "200 OK")
            self.send_response(int(status.split()[0]))
            for name, value in headers:
                if name != "Status":
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            shutil.copyfileobj(backend.stdout, self.wfile, 1 << 20)

    do_GET = do_POST = _run

    def _chunks(self):
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *_):
        pass


def clone(bench, peer):
    """Rows clone, clone_local."""
    rows = ("clone", "clone_local")
    if peer.name != "jolab" or not bench.wants(*rows):
        return
    try:
        bare = repository(bench)
    except (OSError, subprocess.CalledProcessError) as e:
        bench.failed(rows, peer, e)
        return
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
    server.root = bare.parent
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/{bare.name}"
        # git would link the files of a plain path; as an address it copies objects, as JGit does.
        for row, url in (("clone", address), ("clone_local", bare.as_uri())):
            if bench.wants(row):
                with_git(bench, row, url)
                with_kernel(bench, peer, row, url)
    finally:
        server.shutdown()
        server.server_close()


def with_git(bench, row, url):
    target = bench.work / "by-git"
    shutil.rmtree(target, ignore_errors=True)
    with Watch() as watch:
        start = time.perf_counter()
        subprocess.run(["git", "clone", "-q", url, str(target)], check=True)
        seconds = time.perf_counter() - start
    facts = watch.facts()
    del facts["others"]
    bench.samples.add(row, "git", seconds, facts)
    shutil.rmtree(target)


def with_kernel(bench, peer, row, url):
    target = bench.work / "by-kernel"
    shutil.rmtree(target, ignore_errors=True)

    def life(kernel):
        try:
            with Watch(kernel) as watch:
                sent = time.perf_counter()
                code = f"%git clone {url} {target}"
                name = kernel.client.send(kernel.client.shell, "execute_request", execution(code))
                exchange = kernel.client.await_end(name, sent, PATIENCE, quiet=60.0)
        except NoAnswer as e:
            bench.failed((row,), peer, e)
            return
        files = sum(len(names) for folder, _, names in os.walk(target) if "/.git" not in folder)
        facts = watch.facts() | {"files": files, "rss": round(kernel.memory()[0] / 1e6)}
        if not exchange.ok or files != FILES:
            bench.failed((row,), peer, f"{files} files, {exchange.reply and exchange.reply.get('evalue')}")
            return
        bench.samples.add(row, peer.name, exchange.ended - exchange.sent, facts)

    bench.live(peer, (row,), life)
    shutil.rmtree(target, ignore_errors=True)
