"""Random commands on one store for a while: what the machine lends (memory, descriptors, children, temporary files, disk) stays constant."""

import ctypes
import os
import random
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from .concurrency import Shop, Tally, judge_status
from .program import SECONDS, environment
from .scenes import PANEL, RULES

PR_SET_CHILD_SUBREAPER = 36
#: A command whose memory grew by more than this from the first third of its runs to the last leaks; its runs differ by their selection, so medians are compared.
GROWTH = 1.15


@dataclass
class Usage:
    """What one run used at most: bytes of memory, descriptors."""

    memory: int
    descriptors: int


@dataclass
class Soak:
    """What a soak saw."""

    tally: Tally = field(default_factory=Tally)
    usage: dict = field(default_factory=dict)  # kind: list of Usage
    store_bytes: list = field(default_factory=list)
    seconds: float = 0


def adopt_orphans():
    """Children whose parent ends come to this process, which can then see that there are some."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children_of(process):
    try:
        return {int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()}
    except OSError:
        return set()


def measured(command, folder, seconds=SECONDS):
    """Runs a command; gives status, output, errors and what it used. Descriptors are counted while it runs, a few hundred times a second."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, cwd=folder / "work", env=environment(folder / "tmp"), stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        most = 0
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        while True:
            try:
                most = max(most, len(os.listdir(f"/proc/{process.pid}/fd")))
            except OSError:
                pass
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.004)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        hung = process.returncode == -signal.SIGKILL
        return None if hung else process.returncode, output.read(), errors.read(), Usage(used.ru_maxrss * 1024, most)


def commands(shop, generator, fingerprints):
    """One command of every kind, with drawn selections."""
    year = generator.choice(["2021", "2022..2024", "2025"])
    ending = generator.choice(["csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "arrow", "sqlite"])
    files = [f"in/{file.name}" for file in generator.sample(shop.files, 5)]
    verdict = generator.choice(["confirmed", "dismissed", "open"])
    return {
        "ingest": ["ingest", *files, "--quiet"],
        "reports": ["reports", "--format", "json"],
        "cells": ["cells", "--year", year, "--format", "jsonl"],
        "show": ["show", generator.choice(sorted({file.name.split("_")[0] for file in shop.files}))],
        "anomalies": ["anomalies", "--quiet", "--format", "jsonl"],
        "trends": ["trends", "--indicator", "received", "--quiet"],
        "rank": ["rank", "--on", "received", "--year", "2024", "--quiet"],
        "report": ["report", "-o", "page.html", "--quiet"],
        f"export {ending}": ["export", "-o", f"table.{ending}", "--year", year],
        "import": ["import", "panel.csv", "--rules", "panel.rules"],
        "verdict": ["verdict", generator.choice(fingerprints), verdict],
        "verdict list": ["verdict", "list", "-o", "list.csv"],
        "doctor": ["doctor"],
        "a file that is none": ["ingest", "torn.pdf", "--quiet"],
        "usage": ["anomalies", "--kind", "nothing"],
    }


def soaked(program, seconds, seed=1):
    """Runs drawn commands one after the other for a while."""
    soak = Soak()
    generator = random.Random(f"{seed} soak")
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="reliability-") as scratch:
        shop = Shop(program, Path(scratch).resolve() / "shop", bodies=12)
        (shop.work / "panel.csv").write_text(PANEL)
        (shop.work / "panel.rules").write_text(RULES)
        (shop.work / "torn.pdf").write_bytes(b"%PDF-1.7\nhere it ends")
        # A PDF is read with the help of another program.
        pdf = shop.quiet("simulate", "pdf", "--bodies", "1", "--years", "2024", "--format", "pdf", "--quiet")
        judge_status(soak.tally, "simulate", pdf.status, pdf.errors)
        for arguments in (["ingest", "in", "pdf", "--quiet"], ["import", "panel.csv", "--rules", "panel.rules"], ["anomalies", "--quiet"]):
            first = shop.quiet(*arguments)
            judge_status(soak.tally, " ".join(arguments), first.status, first.errors)
        lines = shop.quiet("anomalies", "--format", "jsonl", "--quiet").output.decode().splitlines()
        fingerprints = [line.split('"fingerprint": "')[1][:16] for line in lines[:20]]
        began = time.monotonic()
        known = set()
        while time.monotonic() - began < seconds:
            kind, arguments = generator.choice(sorted(commands(shop, generator, fingerprints).items()))
            if kind == "ingest":
                arguments = [*arguments, *(str(p.relative_to(shop.work)) for p in (shop.work / "pdf").iterdir())]
            status, _, errors, usage = measured([str(program), *arguments], shop.folder)
            soak.tally.ran(kind)
            expected = {"usage": {2}, "a file that is none": {3}}.get(kind)
            if expected is None:
                judge_status(soak.tally, " ".join(arguments), status, errors)
            elif status not in expected:
                soak.tally.find("status", f"{arguments}: {status}: {errors.decode(errors='replace')[:300]}")
            soak.usage.setdefault(kind, []).append(usage)
            watch(soak, shop, arguments, known)
        soak.seconds = time.monotonic() - began
        long_run(soak, program, Path(scratch).resolve() / "long", bodies=max(5, min(100, int(seconds / 6))))
    growth(soak)
    return soak


def long_run(soak, program, folder, bodies):
    """One run over many files of every kind: its descriptors and its memory do not grow with the number of files read."""
    shop = Shop(program, folder, bodies)
    for form in ("pdf", "docx", "xlsx", "csv", "text"):
        made = shop.quiet("simulate", f"in/{form}", "--bodies", str(bodies), "--years", "2021..2025", "--format", form, "--truth", f"{form}.csv", "--quiet")
        judge_status(soak.tally, f"simulate {form}", made.status, made.errors)
    files = sum(1 for path in (shop.work / "in").rglob("*") if path.is_file())
    process = shop.start(["ingest", "in", "--quiet"])
    drain = threading.Thread(target=process.communicate)
    drain.start()
    samples = []
    page = os.sysconf("SC_PAGE_SIZE")
    while drain.is_alive():
        try:
            memory = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * page
            samples.append(Usage(memory, len(os.listdir(f"/proc/{process.pid}/fd"))))
        except (OSError, IndexError):
            pass
        time.sleep(0.02)
    drain.join()
    judge_status(soak.tally, "the long run", process.returncode, b"")
    soak.usage[f"one ingest of {files} files"] = [Usage(max(u.memory for u in samples), max(u.descriptors for u in samples))]
    sixth = max(1, len(samples) // 6)
    for name in ("memory", "descriptors"):
        early, late = (max(getattr(use, name) for use in part) for part in (samples[sixth:3 * sixth] or samples, samples[-2 * sixth:]))
        if late > early * 1.5 and late - early > (32 << 20 if name == "memory" else 16):
            soak.tally.find(name, f"one ingest of {files} files: from {early} to {late}")


def watch(soak, shop, arguments, known):
    """After a command: no temporary file, no child, no file that the command was not asked for; the store has the size that it had."""
    what = " ".join(arguments)
    for path in (shop.folder / "tmp").iterdir():
        soak.tally.find("temporary file", f"{path.name} after {what}")
        path.unlink() if path.is_file() else None
    for child in children_of(os.getpid()):
        soak.tally.find("child", f"{child} lives on after {what}")
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    asked = {arguments[arguments.index("-o") + 1]} if "-o" in arguments else set()
    allowed = {"in", "pdf", "in.truth.csv", "pdf.truth.csv", "panel.csv", "panel.rules", "torn.pdf", "analyze.sqlite", "analyze.sqlite-cache"} | known | asked
    for path in shop.work.iterdir():
        if path.name not in allowed:
            soak.tally.find("leftover", f"{path.name} after {what}")
            known.add(path.name)
    known |= asked
    soak.store_bytes.append((shop.work / "analyze.sqlite").stat().st_size)


def growth(soak):
    """Compares the first third of each command's runs with the last."""
    for kind, uses in soak.usage.items():
        third = len(uses) // 3
        if third < 3:
            continue
        for name in ("memory", "descriptors"):
            first, last = (statistics.median(getattr(use, name) for use in part) for part in (uses[:third], uses[-third:]))
            if last > first * GROWTH and last - first > 2:
                soak.tally.find(name, f"{kind}: from {first} to {last}")
    third = len(soak.store_bytes) // 3
    if third and max(soak.store_bytes[-third:]) > max(soak.store_bytes[:third]) * GROWTH:
        soak.tally.find("disk", f"the store grew from {max(soak.store_bytes[:third])} to {max(soak.store_bytes[-third:])} bytes")
