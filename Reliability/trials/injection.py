"""Every call by which a small run of each writing command changes a file fails once, and is once the last thing that the run did."""

import json
import random
import shutil
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from . import judge
from .program import KINDS, Fault, compiled, run
from .scenes import scenes, write_inputs

#: What is done at each kind of call.
ACTS = {
    "write": ["ENOSPC", "EIO", "EINTR", "short", "tear", "kill"],
    "sync": ["EIO", "kill"],
    "rename": ["EIO", "EACCES", "kill"],
    "open": ["EACCES", "ENOSPC", "EINTR", "kill"],
    "truncate": ["EIO", "ENOSPC", "EINTR", "kill"],
    "unlink": ["EIO", "EACCES", "kill"],
    "close": ["EIO", "EINTR", "kill"],
    "link": ["EIO", "ENOSPC", "kill"],
    "mkdir": ["ENOSPC", "EACCES", "kill"],
}
#: The exit status of a run that could not write.
CANNOT_WRITE = 74
#: What a trial can find, in the order of the table.
FINDINGS = ["loss", "half", "trap", "status", "silent", "hang", "leftover", "rerun"]


@dataclass
class Outcome:
    """What the trials of one scene showed."""

    scene: str
    calls: dict = field(default_factory=dict)
    trials: int = 0
    not_reached: int = 0
    statuses: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    examples: list = field(default_factory=list)


class Stage:
    """A scene set up: the folder before, the states before and after an undisturbed run."""

    def __init__(self, scene, program, folder):
        self.scene, self.program, self.folder = scene, program, folder
        (folder / "inputs").mkdir(parents=True)
        write_inputs(folder / "inputs")
        self.prepared = self.fresh("prepared")
        scene.prepare(self.prepared / "work", self.prepare_run)
        self.before = self.state(self.prepared)
        self.was_damaged = bool(self.examined(self.prepared))
        # Files that were written just now are not remembered as read: the runs come when they are old enough.
        time.sleep(1.1)
        first = self.undisturbed("undisturbed", count=True)
        # In another second, so that times which are kept are seen to differ.
        time.sleep(1.1)
        second = self.undisturbed("again")
        self.has_error = is_refused(first[0])
        self.status, self.counts, self.calls = first[0].status, first[0].counts, first[0].calls
        columns = judge.volatile_columns(first[1], second[1])
        self.judge = judge.Judge(self.before, first[1], columns, scene.remembers, scene.retold)
        self.after = first[1]
        self.differs = self.judge.leftovers(second[1])
        # A run after one that did its work: what was stored is unchanged, what was forgotten is not there.
        third = run(program, self.arguments(self.folder / "again"), self.folder / "again")
        self.status_again = third.status
        self.judge_again = judge.Judge(self.before, self.state(self.folder / "again"), columns, scene.remembers, scene.retold)

    def fresh(self, name):
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "work").mkdir(parents=True)
        (folder / "tmp").mkdir()
        return folder

    def prepare_run(self, *arguments):
        result = run(self.program, arguments, self.prepared)
        if result.status not in (0, 1):
            raise SystemExit(f"{self.scene.name}: {arguments} ended with {result.status}: {result.errors.decode(errors='replace')}")
        return result.output

    def copy(self, name):
        folder = self.fresh(name)
        shutil.copytree(self.prepared / "work", folder / "work", dirs_exist_ok=True)
        return folder

    def arguments(self, folder):
        return self.scene.arguments_in(folder / "work")

    def undisturbed(self, name, count=False):
        folder = self.copy(name)
        result = run(self.program, self.arguments(folder), folder, count=count)
        if result.is_trap or result.status is None or result.status not in (0, 1, 3):
            raise SystemExit(f"{self.scene.name}: ended undisturbed with {result.status}: {result.errors.decode(errors='replace')}")
        return result, self.state(folder)

    def state(self, folder):
        return judge.state(folder, self.folder / f"{folder.name}.copies")

    def faults(self):
        """Every fault of every call that the undisturbed run made."""
        return [Fault(kind, act, at) for kind in KINDS for act in ACTS[kind] for at in range(1, self.counts.get(kind, 0) + 1)]

    def trial(self, fault):
        """One fault, and the run after it. Gives the run and what was found, as pairs of kind and words."""
        folder = self.copy(f"trial-{fault.call}-{fault.act}-{fault.at}")
        try:
            return self.tried(fault, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(self.folder / f"{folder.name}.copies", ignore_errors=True)

    def tried(self, fault, folder):
        result = run(self.program, self.arguments(folder), folder, fault)
        found = []
        if result.status is None:
            found.append(("hang", "no end"))
        elif result.is_trap:
            found.append(("trap", f"ended with {result.status}: {words(result.errors)}"))
        elif fault.is_kill:
            if result.reached(fault) and result.status != -9:
                found.append(("status", f"{result.status} though killed"))
        elif fault.act == "short" and result.status != self.status:
            found.append(("status", f"{result.status} after a short write: {words(result.errors)}"))
        elif result.status not in (self.status, CANNOT_WRITE):
            found.append(("status", f"{result.status} for a failed {fault.call}: {words(result.errors)}"))
        elif result.status == CANNOT_WRITE and not result.errors.strip():
            found.append(("silent", "74 without a word"))
        state = self.state(folder)
        found += self.judge.complaints(state, self.is_finished(result))
        # The program's own examination counts and sums up again; where the store is as before or as after, nothing has to be counted.
        if not self.was_damaged and state.databases not in (self.before.databases, self.after.databases):
            found += self.examined(folder)
        return result, found + self.next_run(folder)

    def is_finished(self, result):
        """Whether a run says that it did what an undisturbed one does: the same status, and no error that ended it."""
        return result.status == self.status and (self.has_error or not is_refused(result))

    def examined(self, folder):
        if not (folder / "work" / "analyze.sqlite").exists():
            return []
        doctor = run(self.program, ["doctor", "--format", "json"], folder)
        rows = json.loads(doctor.output)["rows"] if doctor.status in (0, 1) else []
        bad = [row for row in rows if row["check"].startswith("store") and row["status"] not in ("ok", "absent")]
        return [("half", f"doctor: {bad or words(doctor.errors)}")] if bad or not rows else []

    def next_run(self, folder):
        """What is wrong after the next run, which does the work, or finds it done."""
        again = run(self.program, self.arguments(folder), folder)
        found = []
        if again.status not in (self.status, self.status_again):
            found.append(("trap" if again.is_trap else "rerun", f"the next run ended with {again.status}: {words(again.errors)}"))
        state = self.state(folder)
        left = self.judge.leftovers(state)
        return found + (left if left and self.judge_again.leftovers(state) else [])


def is_refused(result):
    """Whether a run ended with an error of the whole command, which begins with the program's name."""
    return any(line.startswith(b"analyze: ") for line in result.errors.splitlines())


def words(errors):
    return errors.decode(errors="replace").strip()[:300]


def drawn(faults, sample, seed):
    """A sample of the faults, spread over the kinds of call and what is done at them; all of them without `sample`."""
    if sample is None or len(faults) <= sample:
        return faults
    generator = random.Random(seed)
    groups = {}
    for fault in faults:
        groups.setdefault((fault.call, fault.act), []).append(fault)
    order = sorted(groups)
    generator.shuffle(order)
    for group in groups.values():
        generator.shuffle(group)
    chosen = []
    while len(chosen) < sample:
        for key in order:
            if groups[key] and len(chosen) < sample:
                chosen.append(groups[key].pop())
    return chosen


def outcome_of(scene, program, folder, sample, seed, jobs, say):
    outcome = Outcome(scene.name)
    stage = Stage(scene, program, folder)
    outcome.calls = {kind: count for kind, count in stage.counts.items() if count}
    for kind, what in stage.differs:
        outcome.found["rerun"] += 1
        outcome.examples.append(f"two undisturbed runs differ: {kind}: {what}")
    with ThreadPoolExecutor(jobs) as pool:
        chosen = drawn(stage.faults(), sample, f"{seed} {scene.name}")
        for fault, (result, found) in zip(chosen, pool.map(stage.trial, chosen)):
            outcome.trials += 1
            outcome.statuses[str(result.status)] += 1
            if not result.reached(fault):
                outcome.not_reached += 1
            for kind in {kind for kind, _ in found}:
                outcome.found[kind] += 1
            if found:
                call = next((f"{name} {path}" for k, name, path in [c for c in result.calls if c[0] == fault.call][fault.at - 1:fault.at]), "")
                outcome.examples.append(f"{fault} ({call}): " + "; ".join(f"{kind}: {what}" for kind, what in found))
    say(outcome)
    return outcome


def subcommands_of(program, folder):
    """The program's commands, with `--repair` when doctor has it."""
    (folder / "work").mkdir(parents=True)
    (folder / "tmp").mkdir()
    text = run(program, ["--help"], folder).output.decode()
    names = {line.split()[0] for line in text.split("SUBCOMMANDS:")[-1].splitlines() if line.startswith("  ") and line.split()}
    if "--repair" in run(program, ["doctor", "--help"], folder).output.decode():
        names.add("--repair")
    return names


def injected(program, sample=None, seed=1, jobs=2, only=None, say=lambda outcome: None):
    """Tries every scene, or those whose name contains `only`; gives an `Outcome` each."""
    compiled("injector")
    with tempfile.TemporaryDirectory(prefix="reliability-") as scratch:
        scratch = Path(scratch).resolve()
        outcomes = []
        for index, scene in enumerate(scenes(subcommands_of(program, scratch / "help"))):
            if only and only not in scene.name:
                continue
            outcomes.append(outcome_of(scene, program, scratch / str(index), sample, seed, jobs, say))
            shutil.rmtree(scratch / str(index), ignore_errors=True)
        return outcomes
