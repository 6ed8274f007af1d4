"""The measurements. Each function takes one kernel (or all, for what takes long) through one of its lives."""

import json
import statistics
import subprocess
import time

from . import cells
from .client import Exchange, NoAnswer, execution
from .process import Kernel, Watch, started

START = 60.0
PRINT = 180.0
STOP = 10.0
LOOP = 120.0


class Bench:
    """What all measurements share: where files go, where figures go, which rows are wanted."""

    def __init__(self, work, samples, wanted, say):
        self.work = work
        self.samples = samples
        self.wanted = wanted
        self.say = say

    def wants(self, *rows):
        return any(row in self.wanted for row in rows)

    def failed(self, rows, peer, why):
        for row in rows:
            if row in self.wanted:
                self.samples.add(row, peer.name, None, note=str(why))
        self.say(f"{peer.name}: {', '.join(rows)}: {why}")

    def live(self, peer, rows, life):
        """Runs ``life`` with a warm kernel; what goes wrong costs only these rows of this kernel."""
        if not self.wants(*rows):
            return
        before = {row: len(self.samples.of(row, peer.name)) for row in rows}
        try:
            with started(peer, self.work, self.say) as kernel:
                life(kernel)
        except NoAnswer as e:
            self.failed([row for row in rows if len(self.samples.of(row, peer.name)) == before[row]], peer, e)


def start(bench, peer):
    """Rows ready, first, memory."""
    rows = ("ready", "first", "memory")
    if not bench.wants(*rows):
        return
    with Kernel(peer, bench.work) as kernel:
        client = kernel.client
        try:
            with Watch(kernel) as watch:
                # Sent before the kernel listens: it gets it when it does.
                reply = client.kernel_info(START, want_idle=False)
                ready_cpu = kernel.cpu()
                name = client.send(client.shell, "execute_request", execution("1 + 1"))
                try:
                    first = client.await_end(name, time.perf_counter(), START, quiet=2.0)
                except NoAnswer as e:
                    first, why = None, e
        except NoAnswer as e:
            bench.failed(rows, peer, f"{e} {kernel.words()}")
            return
        facts = watch.facts()
        bench.samples.add("ready", peer.name, reply.replied - kernel.started, facts | {"cpu": round(ready_cpu, 3)})
        if first is None or first.result is None:
            bench.failed(("first",), peer, why if first is None else "the result never came")
        else:
            bench.samples.add("first", peer.name, first.result - kernel.started, facts)
        # The background work of a start ends.
        time.sleep(2)
        rss, pss = kernel.memory()
        bench.samples.add("memory", peer.name, rss / 1e6, facts | {"pss": round(pss / 1e6)})


def warm(bench, peers, last):
    """Rows warm50, warm1000: all kernels at once, fifty cells each in turn. ``last`` stands for the 1,000th."""
    rows = ("warm50", "warm1000")
    if not bench.wants(*rows):
        return
    kernels, times, watches = {}, {}, {}
    try:
        for peer in peers:
            try:
                kernels[peer.name] = started(peer, bench.work, bench.say, cells=0)
                times[peer.name], watches[peer.name] = [], {}
            except NoAnswer as e:
                bench.failed(rows, peer, e)
        turn = 0
        done = 0
        windows = {"warm50": (30, 70), "warm1000": (last - 20, last + 20)}
        stops = sorted({30, 70, *range(100, last - 20, 50), last - 20, last + 20})
        for stop in stops:
            order = list(kernels)
            turn += 1
            for name in order[turn % len(order):] + order[:turn % len(order)]:
                peer = kernels[name].peer
                try:
                    with Watch(kernels[name]) as watch:
                        for _ in range(done, stop):
                            times[name].append(_one_plus_one(kernels[name]))
                    watches[name][stop] = watch
                except NoAnswer as e:
                    bench.failed(rows, peer, f"cell {len(times[name])}: {e}")
                    kernels.pop(name).__exit__()
            done = stop
        for name in kernels:
            for row, (low, high) in windows.items():
                window = times[name][low:high]
                facts = watches[name][high].facts()
                facts["cpu"] = round(facts["cpu"] / (high - low) * 1000, 2)
                facts["min"] = round(min(window) * 1000, 2)
                bench.samples.add(row, name, statistics.median(window) * 1000, facts)
    finally:
        for kernel in kernels.values():
            kernel.__exit__()


def _one_plus_one(kernel):
    return _seconds(kernel.client.execute("1 + 1"))


def wire(bench, peer, rounds):
    """Row wire: a question that needs no language."""
    def life(kernel):
        for _ in range(rounds):
            kernel.client.kernel_info()
        with Watch(kernel) as watch:
            times = [_seconds(kernel.client.kernel_info()) * 1000 for _ in range(rounds)]
        _add_many(bench, "wire", peer, times, watch)
    bench.live(peer, ("wire",), life)


def declare(bench, peer, rounds):
    """Rows declare, mixed: cells of twenty declarations, each with names of its own."""
    def life(kernel):
        for row, source in (("declare", cells.variables), ("mixed", cells.mixed)):
            if not bench.wants(row):
                continue
            first = kernel.client.execute(source(0)[peer.language])
            if not first.ok:
                bench.failed((row,), peer, f"{first.reply.get('ename')}: {first.reply.get('evalue')}")
                continue
            later = [source(n)[peer.language] for n in range(1, 5 + rounds)]
            for cell in later[:4]:
                kernel.client.execute(cell)
            with Watch(kernel) as watch:
                times = [_seconds(kernel.client.execute(cell)) * 1000 for cell in later[4:]]
            _add_many(bench, row, peer, times, watch, first=round(_seconds(first) * 1000, 1))
    bench.live(peer, ("declare", "mixed"), life)


def analysis(bench, peer, rounds):
    """Rows complete, inspect, and both while a cell computes for three seconds."""
    language = peer.language
    complete = ("complete_request", {"code": cells.COMPLETE[language], "cursor_pos": len(cells.COMPLETE[language])})
    inspect = ("inspect_request", {"code": cells.INSPECT[language], "cursor_pos": len(cells.INSPECT[language]) - 1,
                                   "detail_level": 0})

    def useful(kind, exchange):
        text = json.dumps(exchange.reply)
        return cells.COMPLETED[language] in text if kind == "complete_request" else \
            exchange.reply.get("found") and cells.INSPECTED[language] in text

    def life(kernel):
        empty = set()
        for row, (kind, content) in (("complete", complete), ("inspect", inspect)):
            if not bench.wants(row, row + "_busy"):
                continue
            for _ in range(5):
                answer = kernel.client.ask(kind, content)
            if not useful(kind, answer):
                bench.failed((row, row + "_busy"), peer, "the answer is empty")
                empty.add(row + "_busy")
                continue
            with Watch(kernel) as watch:
                times = [_seconds(kernel.client.ask(kind, content)) * 1000 for _ in range(rounds)]
            _add_many(bench, row, peer, times, watch)
        for row, (kind, content) in (("complete_busy", complete), ("inspect_busy", inspect)):
            if bench.wants(row) and row not in empty:
                _while_busy(bench, kernel, row, kind, content)
    bench.live(peer, ("complete", "inspect", "complete_busy", "inspect_busy"), life)


def _while_busy(bench, kernel, row, kind, content):
    client, peer = kernel.client, kernel.peer
    sent = time.perf_counter()
    client.send(client.shell, "execute_request", execution(cells.BUSY[peer.language]))
    time.sleep(0.5)
    with Watch(kernel) as watch:
        answer = client.ask(kind, content, want_idle=False)
    # A kernel with one queue answers when the cell is done, and what it sent for the cell has been read over.
    waited = answer.replied - sent > 3.0
    facts = watch.facts() | {"waited": waited}
    bench.samples.add(row, peer.name, (answer.replied - answer.sent) * 1000, facts)
    time.sleep(max(0.0, sent + 3.5 - time.perf_counter()))
    client.execute("1 + 1")


def lines(bench, peer):
    """Row lines: what is printed arrives, all of it, and the cell ends."""
    def life(kernel):
        client = kernel.client
        try:
            with Watch(kernel) as watch:
                sent = time.perf_counter()
                name = client.send(client.shell, "execute_request", execution(cells.PRINT[peer.language]))
                exchange = client.await_end(name, sent, PRINT, quiet=5.0)
        except NoAnswer as e:
            bench.failed(("lines",), peer, e)
            return
        text = exchange.text().replace("\r\n", "\n")
        facts = watch.facts() | {
            "lost": cells.LINES - text.count("\n"), "idle": exchange.idle is not None,
            "exact": text == "".join(f"{i}\n" for i in range(cells.LINES)), "messages": len(exchange.outputs),
            "rss": round(kernel.memory()[0] / 1e6)}
        bench.samples.add("lines", peer.name, (exchange.idle or exchange.replied) - exchange.sent, facts)
    bench.live(peer, ("lines",), life)


def shell(bench, peer, rounds):
    """Row shell: the shortest command there is, through each kernel's own ``!``."""
    if peer.name not in ("jolab", "ipykernel"):
        return

    def life(kernel):
        for _ in range(5):
            kernel.client.execute("!true")
        with Watch(kernel) as watch:
            times = [_seconds(kernel.client.execute("!true")) * 1000 for _ in range(rounds)]
        _add_many(bench, "shell", peer, times, watch)
    bench.live(peer, ("shell",), life)


def cat(bench, peer):
    """Row cat: a large text goes through a program, a terminal and the kernel."""
    if peer.name not in ("jolab", "ipykernel"):
        return
    file = bench.work / "lines.txt"
    if not file.exists():
        file.write_text("".join(f"{i} {'x' * (i % 87)}\n" for i in range(cells.CAT_LINES)))

    def life(kernel):
        client = kernel.client
        try:
            with Watch(kernel) as watch:
                sent = time.perf_counter()
                name = client.send(client.shell, "execute_request", execution(f"!cat {file}"))
                exchange = client.await_end(name, sent, PRINT, quiet=5.0)
        except NoAnswer as e:
            bench.failed(("cat",), peer, e)
            return
        lost = cells.CAT_LINES - exchange.text().replace("\r\n", "\n").count("\n")
        facts = watch.facts() | {"lost": lost, "rss": round(kernel.memory()[0] / 1e6), "mb": file.stat().st_size // 10**6}
        bench.samples.add("cat", peer.name, (exchange.idle or exchange.replied) - exchange.sent, facts)
    bench.live(peer, ("cat",), life)


def maven(bench, peer):
    """Rows maven_first, maven_again: a library from the local repository; its jars are there from an unmeasured run."""
    if peer.name not in ("jolab", "jjava"):
        return

    def life(row):
        def one(kernel):
            with Watch(kernel) as watch:
                exchange = kernel.client.execute(cells.MAVEN, PRINT)
            if not exchange.ok:
                bench.failed((row,), peer, f"{exchange.reply.get('ename')}: {exchange.reply.get('evalue')}")
                return
            bench.samples.add(row, peer.name, _seconds(exchange) * 1000, watch.facts())
        return one
    bench.live(peer, ("maven_first",), life("maven_first"))
    bench.live(peer, ("maven_again",), life("maven_again"))


def interrupt(bench, peer):
    """Rows interrupt, calm, loop_after: an empty loop is stopped, and what the kernel is like afterwards."""
    rows = ("interrupt", "calm", "loop_after")

    def life(kernel):
        client = kernel.client
        name = client.send(client.shell, "execute_request", execution(cells.SPIN[peer.language]))
        time.sleep(1.5)
        try:
            with Watch(kernel) as watch:
                asked = kernel.interrupt()
                ended = client.await_end(name, asked, STOP, quiet=1.0)
            bench.samples.add("interrupt", peer.name, (ended.replied - asked) * 1000,
                              watch.facts() | {"status": ended.reply.get("status")})
        except NoAnswer as e:
            bench.failed(("interrupt",), peer, e)
        time.sleep(0.2)
        with Watch(kernel) as watch:
            time.sleep(1.0)
        facts = watch.facts()
        try:
            facts["usable"] = client.execute("1 + 1", 5.0).results() != []
        except NoAnswer:
            facts["usable"] = False
        bench.samples.add("calm", peer.name, facts["cpu"] * 1000, facts)
        if bench.wants("loop_after") and facts["usable"] and peer.language == "java":
            _loop(bench, kernel, "loop_after", cells.LOOP_METHOD, cells.CALL)
    bench.live(peer, rows, life)


def loops(bench, peer):
    """Rows loop, loop_top: a loop that C2 vectorises, in a method and at the top of a cell."""
    if peer.language != "java":
        return
    for row, method, body in (("loop", cells.LOOP_METHOD, cells.CALL), ("loop_top", "", cells.INLINE)):
        bench.live(peer, (row,), lambda kernel: _loop(bench, kernel, row, method, body))


def _loop(bench, kernel, row, method, body):
    client, peer = kernel.client, kernel.peer
    for code in filter(None, (method, cells.LOOP_ARRAYS)):
        client.execute(code)
    with Watch(kernel) as watch:
        exchange = client.execute(cells.timed(body), LOOP)
    if "best=" not in exchange.text():
        bench.failed((row,), peer, f"{exchange.reply.get('ename')}: {exchange.reply.get('evalue')}")
        return
    bench.samples.add(row, peer.name, int(exchange.text().split("best=")[1]) / 1e6, watch.facts())


def plain(bench):
    """The same loops by plain java, from the command line."""
    if not bench.wants("loop", "loop_top", "loop_after"):
        return
    source = bench.work / "Plain.java"
    source.write_text(cells.PLAIN)
    subprocess.run(["javac", "-d", bench.work / "plain", source], check=True)
    for row, way in (("loop", "method"), ("loop_top", "inline")):
        with Watch() as watch:
            out = subprocess.run(["java", "-cp", bench.work / "plain", "Plain", way], check=True, capture_output=True,
                                 text=True, timeout=LOOP).stdout
        facts = watch.facts()
        # Its own processor time is not known here and would count as that of others.
        del facts["others"]
        bench.samples.add(row, "plain", int(out.split("best=")[1]) / 1e6, facts)
        if row == "loop":
            bench.samples.add("loop_after", "plain", int(out.split("best=")[1]) / 1e6, facts)


def _seconds(exchange: Exchange):
    return exchange.ended - exchange.sent


def _add_many(bench, row, peer, times, watch, **more):
    facts = watch.facts() | {"min": round(min(times), 2), "worst": round(max(times), 2)} | more
    facts["cpu"] = round(facts["cpu"] / len(times) * 1000, 2)
    bench.samples.add(row, peer.name, statistics.median(times), facts)
