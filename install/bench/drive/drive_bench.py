"""The mount of Drive beside plain HTTP and rclone's mount, in front of the same server; see README.md."""
import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

MB = 1_000_000


class Server:
    """The tests' own Google Drive, in a process of its own."""

    def __init__(self, java, folder):
        self.java = java
        self.folder = folder
        # A small upload is held as a whole, a few times.
        roomy = [word.replace("-Xmx512m", "-Xmx2g") for word in java]
        self.process = subprocess.Popen(roomy + ["serve", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        self.__dict__.update(json.loads(self.process.stdout.readline()))

    def control(self, **parameters):
        with urllib.request.urlopen(self.endpoint + "/_ctl?" + urllib.parse.urlencode(parameters)) as answer:
            return json.load(answer)

    def get(self, path):
        request = urllib.request.Request(self.endpoint + path, headers={"Authorization": "Bearer " + self.token})
        return urllib.request.urlopen(request)

    def put(self, name, content):
        """With a checksum, as rclone takes a file without one for a document of Google's."""
        parts = (b'--x\r\nContent-Type: application/json\r\n\r\n' + json.dumps({"name": name}).encode()
                 + b'\r\n--x\r\nContent-Type: application/octet-stream\r\n\r\n' + content + b'\r\n--x--\r\n')
        request = urllib.request.Request(
            self.endpoint + "/upload/drive/v3/files?uploadType=multipart", data=parts, method="POST",
            headers={"Authorization": "Bearer " + self.token, "Content-Type": "multipart/related; boundary=x"})
        urllib.request.urlopen(request).read()

    def id(self, name):
        query = urllib.parse.urlencode({"q": f"name = '{name}'", "fields": "files(id)"})
        with self.get("/drive/v3/files?" + query) as answer:
            return json.load(answer)["files"][0]["id"]

    def files(self, folder):
        """All files in a folder: name and MD5 sum."""
        found, page = [], ""
        while True:
            query = urllib.parse.urlencode({"q": f"'{folder}' in parents and trashed = false", "pageSize": 1000,
                                            "fields": "nextPageToken,files(name,md5Checksum)",
                                            **({"pageToken": page} if page else {})})
            with self.get("/drive/v3/files?" + query) as answer:
                part = json.load(answer)
            found += [(each["name"], each.get("md5Checksum")) for each in part["files"]]
            page = part.get("nextPageToken")
            if not page:
                return found

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)


class Ours:
    name = "jolab"

    def __init__(self, server, folder):
        self.server, self.cache, self.point = server, folder / "cache", folder / "mount"

    def mount(self):
        store = {"type": "google", "endpoint": self.server.endpoint, "token": f"file:{self.server.folder}/token"}
        said = subprocess.run(self.server.java + ["mount", str(self.cache), json.dumps(store), str(self.point)],
                              check=True, stdout=subprocess.PIPE, text=True).stdout
        said = json.loads(said)
        self.pid = said["pid"]
        return said["milliseconds"] / 1000

    @property
    def home(self):
        return self.point / "MyDrive"

    def flush(self):
        subprocess.run(self.server.java + ["flush", str(self.cache)], check=True)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        ended(self.pid)

    def stop(self):
        subprocess.run(self.server.java + ["stop", str(self.cache)], check=True)


class Rclone:
    name = "rclone"

    def __init__(self, server, folder):
        self.server, self.folder, self.point = server, folder, folder / "mount"
        self.home = self.point
        self.process = None
        folder.mkdir(exist_ok=True)
        token = {"access_token": server.token, "token_type": "Bearer", "refresh_token": "r",
                 "expiry": "2099-01-01T00:00:00Z"}
        (folder / "rclone.conf").write_text(f"[gd]\ntype = drive\nscope = drive\ntoken = {json.dumps(token)}\n")

    def mount(self):
        self.point.mkdir(exist_ok=True)
        environment = {name: value for name, value in os.environ.items()
                       if not name.upper().endswith("_PROXY") and not name.startswith("RCLONE_")}
        environment["HTTPS_PROXY"] = self.server.proxy
        before = time.monotonic()
        self.process = subprocess.Popen(
            ["rclone", "mount", "gd:", str(self.point), "--config", str(self.folder / "rclone.conf"), "--ca-cert",
             self.server.certificate, "--cache-dir", str(self.folder / "cache"), "--vfs-cache-mode", "full",
             "--vfs-write-back", "1s", "--drive-pacer-min-sleep", "5ms", "--log-file", str(self.folder / "log")],
            env=environment)
        while not os.path.ismount(self.point):
            time.sleep(0.01)
        os.listdir(self.point)
        return time.monotonic() - before

    def flush(self):
        """It has no such command: all is sent when nothing has come for three seconds."""
        before, since = -1, time.monotonic()
        while time.monotonic() - since < 3:
            now = self.server.control().get("bytes in", 0)
            if now != before:
                before, since = now, time.monotonic()
            time.sleep(0.1)

    def kill(self):
        self.process.kill()
        self.process.wait()
        subprocess.run(["fusermount3", "-uz", str(self.point)], stderr=subprocess.DEVNULL)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(60)
            subprocess.run(["fusermount3", "-uz", str(self.point)], stderr=subprocess.DEVNULL)


def ended(pid):
    while True:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX":
                return
        except FileNotFoundError:
            return
        time.sleep(0.02)


def timed(action):
    before = time.monotonic()
    action()
    return time.monotonic() - before


def read(path):
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def write(path, size):
    block = random.randbytes(1 << 20)
    with open(path, "wb", buffering=0) as file:
        for _ in range(size >> 20):
            file.write(block)


def drain(answer):
    with answer:
        while answer.read(1 << 20):
            pass


def measure_raw(server, size):
    figures = {}
    for latency in (0, 50):
        server.control(latency=latency)
        path = f"/drive/v3/files/{server.id('large')}?alt=media"
        figures[f"cold read, {latency} ms"] = size / MB / timed(lambda: drain(server.get(path)))
    server.control(latency=50)
    small = [server.id(f"small {i}") for i in range(10)]
    one = timed(lambda: [drain(server.get(f"/drive/v3/files/{each}?alt=media")) for each in small]) / 10
    figures["300 small cold reads, 50 ms"] = one * 300
    server.control(latency=0)
    body = os.urandom(size)

    def send():
        request = urllib.request.Request(
            server.endpoint + "/upload/drive/v3/files?uploadType=media", data=body, method="POST",
            headers={"Authorization": "Bearer " + server.token, "Content-Type": "application/octet-stream"})
        urllib.request.urlopen(request).read()
    figures["upload"] = size / MB / timed(send)
    figures["ls 10,000, cold"] = timed(lambda: server.files(server.id("many")))
    return figures


def measure(kind, server, folder, size):
    figures = {}
    mount = kind(server, folder)
    server.control(latency=0)
    try:
        figures["mount to usable"] = mount.mount()
        home = mount.home
        figures["ls 10,000, cold"] = timed(lambda: subprocess.run(["ls", "-U", str(home / "many")], check=True,
                                                                   stdout=subprocess.DEVNULL))
        figures["ls -l 10,000"] = timed(lambda: subprocess.run(["ls", "-lU", str(home / "many")], check=True,
                                                                stdout=subprocess.DEVNULL))
        names = sorted(os.listdir(home / "many"))[:1000]
        [os.stat(home / "many" / name) for name in names]
        figures["1,000 stat, warm"] = timed(lambda: [os.stat(home / "many" / name) for name in names])
        figures["cold read, 0 ms"] = size / MB / timed(lambda: read(home / "large"))
        figures["cached read"] = size / MB / timed(lambda: read(home / "large"))
        server.control(latency=50)
        figures["cold read, 50 ms"] = size / MB / timed(lambda: read(home / "large 2"))
        figures["300 small cold reads, 50 ms"] = timed(
            lambda: [read(home / f"small {i}") for i in range(300)])
        server.control(latency=0)
        figures["write to the cache"] = size / MB / timed(lambda: write(home / "new", size))
        before = time.monotonic()
        mount.flush()
        spent = time.monotonic() - before - (3 if kind is Rclone else 0)
        figures["upload"] = size / MB / max(spent, 0.001)
    finally:
        server.control(latency=0)
        mount.stop()
    return figures


ROWS = [("cold read, 0 ms", "MB/s"), ("cold read, 50 ms", "MB/s"), ("cached read", "MB/s"),
        ("write to the cache", "MB/s"), ("upload", "MB/s"), ("ls 10,000, cold", "s"), ("ls -l 10,000", "s"),
        ("1,000 stat, warm", "s"), ("300 small cold reads, 50 ms", "s"), ("mount to usable", "s")]


def table(results):
    def cell(name, row, unit):
        value = results.get(name, {}).get(row)
        return "" if value is None else f"{value:.0f}" if unit == "MB/s" else f"{value:.3f}"

    def ratio(other, row, unit):
        ours, theirs = results.get("jolab", {}).get(row), results.get(other, {}).get(row)
        return "" if not ours or not theirs else f"{ours / theirs if unit == 'MB/s' else theirs / ours:.2f}"

    lines = ["| what | unit | plain HTTP | rclone | jolab | times plain HTTP's speed | times rclone's speed |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    for row, unit in ROWS:
        lines.append(f"| {row} | {unit} | {cell('raw', row, unit)} | {cell('rclone', row, unit)} | "
                     f"{cell('jolab', row, unit)} | {ratio('raw', row, unit)} | {ratio('rclone', row, unit)} |")
    return "\n".join(lines)


def kills(kind, server, folder, count):
    """Writes a file and closes it, kills the mount, mounts again, looks. What is lost and what is there twice."""
    mount = kind(server, folder)
    expected, lost = {}, []
    for i in range(count):
        mount.mount()
        name, content = f"{kind.name} {i}", random.randbytes(random.choice([10, 5000, 5_000_000]))
        (mount.home / name).write_bytes(content)
        expected[name] = hashlib.md5(content).hexdigest()
        time.sleep(random.random())
        mount.kill()
    mount.mount()
    for name, digest in expected.items():
        path = mount.home / name
        if not path.exists() or hashlib.md5(path.read_bytes()).hexdigest() != digest:
            lost.append(name)
    mount.flush()
    mount.stop()
    stored = [each for each in server.files("root") if each[0].startswith(kind.name + " ")]
    missing = [name for name, digest in expected.items() if (name, digest) not in stored]
    twice = len(stored) - len({name for name, _ in stored})
    return f"{kind.name}: {count} kills, {len(lost)} files lost in the mount, {len(missing)} in the store, {twice} twice"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--root", type=Path, required=True, help=argparse.SUPPRESS)
    options.add_argument("--size", type=int, default=200, help="megabytes of the large files (200)")
    options.add_argument("--runs", type=int, default=3, help="of which the medians are shown (3)")
    options.add_argument("--kills", type=int, default=0, help="instead: how often each mount is killed")
    options.add_argument("--without-rclone", action="store_true")
    options = options.parse_args()
    root = options.root
    jars = [root / "magics/target/test-classes", root / "install/target/jolab/lib/jolab.jar"]
    java = [os.environ["JAVA_HOME"] + "/bin/java", "-Xmx512m", "--enable-native-access=ALL-UNNAMED",
            f"-Djolab.drive.classpath={jars[1]}", "-cp", ":".join(map(str, jars)),
            "org.jolab.magics.drive.process.Workbench"]
    kinds = [Ours] if options.without_rclone or not shutil.which("rclone") else [Rclone, Ours]
    work = Path(tempfile.mkdtemp(prefix="jolab-drive-bench"))
    size = options.size << 20
    try:
        if options.kills:
            for kind in kinds:
                served = work / f"{kind.name} server"
                served.mkdir()
                (work / kind.name).mkdir()
                server = Server(java, served)
                print(kills(kind, server, work / kind.name, options.kills), flush=True)
                server.close()
            return
        runs = {"raw": [], **{kind.name: [] for kind in kinds}}
        for run in range(options.runs):
            for kind in [None, *kinds]:
                folder = work / f"{kind.name if kind else 'raw'} {run}"
                folder.mkdir()
                server = Server(java, folder)
                with contextlib.closing(server):
                    server.put("large", os.urandom(size))
                    server.put("large 2", os.urandom(size))
                    server.control(many="many,10000")
                    for i in range(300):
                        server.put(f"small {i}", os.urandom(5000))
                    runs[kind.name if kind else "raw"].append(
                        measure(kind, server, folder, size) if kind else measure_raw(server, size))
                print(f"run {run + 1}: {folder.name}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
                shutil.rmtree(folder, ignore_errors=True)
        print(table({name: {row: statistics.median(run[row] for run in all_runs) for row in all_runs[0]}
                     for name, all_runs in runs.items() if all_runs}))
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
