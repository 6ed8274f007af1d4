"""The figures as tables and as JSON."""

import os
import platform
import subprocess

import psutil

from .rows import ROWS

KERNELS = ("jolab", "jjava", "rapaio", "ipykernel", "plain", "http", "git")
TITLES = {"plain": "plain `java`", "http": "HTTP", "git": "git"}


def machine():
    """What the figures depend on."""
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()
    return {
        "cpu": _cpu(), "cores": psutil.cpu_count(), "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "system": f"{platform.system()} {platform.release()}", "java": java[1] if len(java) > 1 else "?",
        "python": platform.python_version(), "load": [round(load, 2) for load in os.getloadavg()]}


def _cpu():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            return next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def as_json(samples, facts, titles, options):
    rows = {row: {kernel: [vars(sample) for sample in found] for kernel, found in kernels.items()}
            for row, kernels in samples.by_row.items()}
    budgets = {f"{row.name}: {budget.text}": budget.test(samples) for row in ROWS for budget in row.budgets
               if row.name in samples.by_row}
    return {"machine": facts, "kernels": titles, "options": options, "budgets": budgets, "samples": rows}


def as_markdown(samples, facts, titles, notes):
    rows = [row for row in ROWS if row.name in samples.by_row]
    names = [name for name in KERNELS if name in titles or (name == "plain" and "loop" in samples.by_row)
             or (name == "http" and "upload" in samples.by_row) or (name == "git" and "clone" in samples.by_row)]
    titles = titles | TITLES
    text = [f"{facts['cpu']}, {facts['cores']} cores, {facts['memory_gb']} GB, {facts['system']}; {facts['java']}; "
            f"Python {facts['python']}; load {facts['load'][0]} at the start. Medians.", ""]
    text += [f"- {note}" for note in notes] + ([""] if notes else [])
    others = [name for name in names if name != "jolab"]
    text += ["How Jolab compares: its median, as a multiple of each other kernel's (below 1 is better).", ""]
    text += table(["what", titles.get("jolab", "Jolab"), *(f"÷ {titles[name]}" for name in others), "budget", "met"],
                   [_compared(samples, row, others) for row in rows])
    text += ["", "Each kernel's median (least to most; processor time; load average, processors that others used).", ""]
    text += table(["what", *(titles[name] for name in names)],
                   [[f"{row.title}, {row.unit}", *(_cell(samples, row, name) for name in names)] for row in rows])
    return "\n".join(text) + "\n"


def table(head, rows):
    return ["| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *rows]]


def _compared(samples, row, others):
    ours = samples.median(row.name, "jolab")
    line = [row.title, "–" if ours is None else f"{number(ours)} {row.unit}"]
    for name in others:
        theirs = samples.median(row.name, name)
        if ours is None or not theirs:
            line.append("never" if ours is not None and samples.of(row.name, name) and theirs is None else "–")
        else:
            line.append(f"{ours / theirs:.2f}")
    verdicts = [(budget.text, budget.test(samples)) for budget in row.budgets]
    line.append("; ".join(text for text, _ in verdicts) or "–")
    line.append("; ".join({True: "yes", False: "**no**", None: "?"}[verdict] for _, verdict in verdicts) or "–")
    return line


def _cell(samples, row, name):
    summary = samples.summary(row.name, name)
    found = samples.of(row.name, name)
    if summary is None:
        return found[0].note if found else "–"
    text = f"**{number(summary.median)}** ({number(summary.low)}–{number(summary.high)})"
    cpu = samples.fact(row.name, name, "cpu")
    if cpu is not None and row.name not in ("calm", "memory") and name != "plain":
        unit = "ms" if row.name in ("wire", "warm50", "warm1000", "declare", "mixed", "complete", "inspect") else "s"
        text += f"; cpu {number(cpu)} {unit}"
    for fact, words in (("lost", "{:.0f} lost"), ("rss", "{:.0f} MB"), ("pss", "{:.0f} MB shared in part"),
                        ("first", "first {} ms")):
        value = samples.fact(row.name, name, fact)
        if value is not None:
            text += "; " + words.format(value)
    for fact, bad in (("idle", "no idle"), ("exact", "not as printed"), ("usable", "next cell fails")):
        count = sum(sample.facts.get(fact) is False for sample in found)
        text += f"; {bad} {count}/{len(found)}" if count else ""
    waits = sum(sample.facts.get("waited") is True for sample in found)
    text += "; waits for the cell" if waits else ""
    text += f"; {summary.failed} of {summary.count + summary.failed} failed" if summary.failed else ""
    load, busy = samples.fact(row.name, name, "load"), samples.fact(row.name, name, "others")
    return text + f" <sub>load {number(load)}" + (f", others {number(busy)}" if busy is not None else "") + "</sub>"


def number(value):
    if value == 0:
        return "0"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
