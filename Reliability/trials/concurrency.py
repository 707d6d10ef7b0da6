"""Several programs on one store: writers that are killed at random moments beside readers, and pairs of first runs."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from . import judge
from .program import SECONDS, TRAPS, environment, run
from .scenes import PANEL, older_store

WRITERS, READERS = 2, 4


@dataclass
class Tally:
    """What was run, what was killed and what was found; safe to be used by several threads."""

    runs: Counter = field(default_factory=Counter)
    killed: int = 0
    found: Counter = field(default_factory=Counter)
    examples: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ran(self, what, was_killed=False):
        with self.lock:
            self.runs[what] += 1
            self.killed += was_killed

    def find(self, kind, words):
        with self.lock:
            self.found[kind] += 1
            self.examples.append(f"{kind}: {words}")


class Shop:
    """A folder with simulated reports, a store and what is known to have been committed to it."""

    def __init__(self, program, folder, bodies=20):
        self.program, self.folder = program, folder
        for name in ("work", "tmp"):
            (folder / name).mkdir(parents=True)
        made = self.quiet("simulate", "in", "--bodies", str(bodies), "--years", "2021..2025", "--errors", "0.5", "--quiet")
        if made.status != 0:
            raise SystemExit(made.errors.decode())
        self.files = sorted((folder / "work" / "in").iterdir())
        self.reports, self.verdicts, self.panels = set(), {}, set()
        self.lock = threading.Lock()

    @property
    def work(self):
        return self.folder / "work"

    def quiet(self, *arguments):
        return run(self.program, arguments, self.folder)

    def start(self, arguments):
        return subprocess.Popen(
            [str(self.program), *arguments], cwd=self.work, env=environment(self.folder / "tmp"), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def end(self, process, kill_after=None):
        """Waits for a run, or kills it after a while; gives its status, output and errors."""
        try:
            output, errors = process.communicate(timeout=kill_after if kill_after is not None else SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            output, errors = process.communicate()
            if kill_after is None:
                return None, output, errors
        return process.returncode, output, errors

    def check(self, tally):
        """Everything that a run said was done is there, each report whole, and the store is sound."""
        tables = judge.rows(self.work / "analyze.sqlite", self.folder / "copies")
        if isinstance(tables, str):
            tally.find("half", tables)
            return
        rows = [dict(row) for row in tables["report"]]
        stored = Counter(Path(row["source"].decode()).name for row in rows)
        twice = Counter((row["source"], row["sha256"]) for row in rows)
        for name in sorted(self.reports - set(stored)):
            tally.find("loss", f"{name} was stored and is gone")
        for (source, _), number in twice.items():
            if number > 1:
                tally.find("half", f"{source.decode()} is stored {number} times")
        with_cells = {dict(row)["report_id"] for row in tables["report_cells"]}
        for row in rows:
            if row["id"] not in with_cells:
                tally.find("half", f"{row['source'].decode()} has no cells")
        verdicts = {dict(row)["fingerprint"].decode(): dict(row)["note"].decode() for row in tables["verdict"]}
        for fingerprint, notes in self.verdicts.items():
            if verdicts.get(fingerprint) not in notes:
                tally.find("loss", f"the verdict on {fingerprint} is {verdicts.get(fingerprint)} and not of {notes}")
        panels = {dict(row)["name"].decode() for row in tables["panel"]}
        for name in sorted(self.panels - panels):
            tally.find("loss", f"the panel {name} was imported and is gone")


def writer(shop, tally, number, generator, until):
    """Writes of every kind, two fifths of them killed. What succeeded is noted in the shop."""
    own = shop.files[number::WRITERS]
    count = 0
    while time.monotonic() < until:
        count += 1
        kill_after = generator.uniform(0, 0.25) if generator.random() < 0.4 else None
        kind = generator.choice(["ingest", "ingest", "verdict", "import", "anomalies"] if shop.reports else ["ingest"])
        names, fingerprint, note, panel = [], None, f"{number}-{count}", f"panel{number}-{count % 20}"
        if kind == "ingest":
            names = [file.name for file in generator.sample(own, 3)]
            arguments = ["ingest", *(f"in/{name}" for name in names), "--quiet"]
        elif kind == "verdict":
            # Each writer has fingerprints of its own, so that the last word on each is known.
            fingerprint = f"{number}{generator.randrange(20):015x}"
            (shop.work / f"verdicts{number}.csv").write_text(f"fingerprint,verdict,note\n{fingerprint},confirmed,{note}\n")
            arguments = ["verdict", "import", f"verdicts{number}.csv"]
        elif kind == "import":
            (shop.work / f"{panel}.csv").write_text(PANEL)
            arguments = ["import", f"{panel}.csv", "--quiet"]
        else:
            arguments = ["anomalies", "--format", "jsonl", "--quiet"]
        status, _, errors = shop.end(shop.start(arguments), kill_after)
        tally.ran(kind, was_killed=status == -signal.SIGKILL)
        with shop.lock:
            if fingerprint:
                # A killed run may have written: both are right until the next that succeeds.
                shop.verdicts[fingerprint] = ({note} if status == 0 else shop.verdicts.get(fingerprint, {None}) | {note})
            if status == 0:
                shop.reports.update(names)
                if kind == "import":
                    shop.panels.add(panel)
        judge_status(tally, " ".join(arguments), status, errors, kill_after is not None)


def judge_status(tally, what, status, errors, may_be_killed=False):
    if status is None:
        tally.find("hang", what)
    elif status in TRAPS:
        tally.find("trap", f"{what}: {status}: {errors.decode(errors='replace')[:300]}")
    elif status not in (0, 1) and not (may_be_killed and status == -signal.SIGKILL):
        tally.find("status", f"{what}: {status}: {errors.decode(errors='replace')[:300]}")


def reader(shop, tally, generator, until):
    """Reads of every kind; a list of reports has at least those that were stored before it began."""
    while time.monotonic() < until:
        arguments = generator.choice([
            ["reports", "--format", "json"], ["cells", "--indicator", "applications.received.*", "--format", "json"],
            ["verdict", "list", "--format", "json"], ["trends", "--indicator", "received", "--format", "json", "--quiet"],
            ["rank", "--on", "received", "--format", "json", "--quiet"], ["anomalies", "--format", "json", "--quiet"],
        ])
        with shop.lock:
            known = set(shop.reports)
        if not known:
            time.sleep(0.05)
            continue
        status, output, errors = shop.end(shop.start(arguments))
        tally.ran("reading")
        judge_status(tally, " ".join(arguments), status, errors)
        if status in (0, 1):
            try:
                rows = json.loads(output)["rows"]
            except ValueError:
                tally.find("half", f"{arguments}: no JSON")
                continue
            if arguments[0] == "reports":
                missing = known - {Path(row["source"]).name for row in rows}
                if missing:
                    tally.find("loss", f"{sorted(missing)} were stored, but a reader does not see them")


def mixed(program, seconds, seed=1):
    """Writers and readers on one store for a while; then everything is checked, and ingested again without a kill."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="reliability-") as scratch:
        shop = Shop(program, Path(scratch).resolve() / "shop")
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=writer, args=(shop, tally, n, random.Random(f"{seed} writer {n}"), until)) for n in range(WRITERS)]
        threads += [threading.Thread(target=reader, args=(shop, tally, random.Random(f"{seed} reader {n}"), until)) for n in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        shop.check(tally)
        last = shop.quiet("ingest", "in", "--quiet")
        judge_status(tally, "the last ingest", last.status, last.errors)
        shop.reports.update(file.name for file in shop.files)
        shop.check(tally)
        for path in shop.work.iterdir():
            if path.name.startswith("analyze.sqlite-") or path.name.startswith("."):
                tally.find("leftover", path.name)
    return tally


def pairs(program, count, upgrade=False):
    """Two programs at once on a store that is not there yet, or that an earlier schema left: both succeed and both their reports are there."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="reliability-") as scratch:
        shop = Shop(program, Path(scratch).resolve() / "shop", bodies=2)
        store = shop.work / "analyze.sqlite"
        for _ in range(count):
            for path in shop.work.glob("analyze.sqlite*"):
                path.unlink()
            if upgrade:
                shutil.copyfile(older_store(), store)
            halves = [[str(Path("in") / file.name) for file in shop.files[n::2]] for n in range(2)]
            processes = [shop.start(["ingest", *half, "--quiet"]) for half in halves]
            for half, process in zip(halves, processes):
                status, _, errors = shop.end(process)
                tally.ran("ingest")
                judge_status(tally, "one of a pair", status, errors)
            shop.reports = {file.name for file in shop.files}
            if upgrade:
                with closing(sqlite3.connect(store)) as old:
                    tally_kept(tally, old)
            shop.check(tally)
    return tally


def tally_kept(tally, store):
    """The reports and verdicts of the kept store are still there after an upgrade."""
    with closing(sqlite3.connect(older_store())) as kept:
        for query in ("SELECT sha256, year, version FROM report", "SELECT fingerprint, verdict, note FROM verdict", "SELECT name, sha256 FROM panel"):
            missing = set(kept.execute(query)) - set(store.execute(query))
            if missing:
                tally.find("loss", f"after an upgrade {len(missing)} rows of “{query}” are gone")
