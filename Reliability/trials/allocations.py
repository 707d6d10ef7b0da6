"""Allocations that fail: the first ones and drawn ones of a small run. Swift's runtime ends the program then, which counts as a kill; C parts must say it."""

import random
import shutil
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from .injection import Stage, subcommands_of, words
from .program import compiled, run
from .scenes import scenes

#: The share of the trials that scenes after the first have.
OTHERS = 0.1
#: The runs whose allocations fail: one that reads files of several kinds and stores them, one that computes, one that writes a file of each sort of library.
SCENES = ["ingest, more", "anomalies", "export xlsx", "export arrow", "import"]


@dataclass
class Outcome:
    """What the trials of one scene and one kind of allocation showed."""

    scene: str
    kind: str
    allocations: int = 0
    trials: int = 0
    ended: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)  # who asked where the C parts ended the program
    examples: list = field(default_factory=list)


def with_allocations(stage, folder, kind, at):
    report = folder.parent / f"{folder.name}.allocations"
    report.unlink(missing_ok=True)
    library = compiled("allocations", "-shared", "-fPIC")
    result = run(
        stage.program, stage.arguments(folder), folder,
        extra_environment={"LD_PRELOAD": str(library), "ALLOCATION_OF": kind, "ALLOCATION_AT": str(at), "ALLOCATION_REPORT": str(report)})
    counts = dict(zip(("c", "swift"), map(int, report.read_text().split()))) if report.exists() else {}
    asked = report.with_name(f"{report.name}.asked")
    # Which library and function asked, for what the run did not live to say.
    result.asked = " ".join(Path(word).name for word in asked.read_text().split()) if asked.exists() else ""
    for path in (report, asked):
        path.unlink(missing_ok=True)
    return result, counts


def ending(stage, result):
    """How a run ended, in the words of the table."""
    status = result.status
    if status is None:
        return "hang"
    if stage.is_finished(result):
        return "went on"
    return "ended by the runtime" if status < 0 or status >= 128 else "error"


def trial(stage, kind, at):
    folder = stage.copy(f"allocation-{kind}-{at}")
    try:
        result, _ = with_allocations(stage, folder, kind, at)
        found = [("hang", "no end")] if result.status is None else []
        found += stage.judge.complaints(stage.state(folder), stage.is_finished(result))
        found += stage.next_run(folder)
        return result, found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tried(program, first=2000, others=2000, seed=1, jobs=2, only=None, say=lambda outcome: None):
    """For each scene: the first allocations of either kind, and as many drawn ones as `others` says."""
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="reliability-") as scratch:
        scratch = Path(scratch).resolve()
        for index, scene in enumerate(s for s in scenes(subcommands_of(program, scratch / "help")) if s.name in SCENES):
            if only and only not in scene.name:
                continue
            stage = Stage(scene, program, scratch / str(index))
            _, counts = with_allocations(stage, stage.copy("counted"), "c", 0)
            for kind in ("c", "swift"):
                generator = random.Random(f"{seed} {scene.name} {kind}")
                outcome = Outcome(scene.name, kind, counts[kind])
                share = 1 if scene.name == SCENES[0] else OTHERS
                start = min(max(1, round(first * share)), counts[kind])
                rest = range(start + 1, counts[kind] + 1)
                chosen = [*range(1, start + 1), *sorted(generator.sample(rest, min(max(1, round(others * share)), len(rest))))]
                with ThreadPoolExecutor(jobs) as pool:
                    for at, (result, found) in zip(chosen, pool.map(lambda at: trial(stage, kind, at), chosen)):
                        outcome.trials += 1
                        how = ending(stage, result)
                        outcome.ended[how] += 1
                        if kind == "c" and how == "ended by the runtime":
                            outcome.asked[result.asked] += 1
                        for name in {name for name, _ in found}:
                            outcome.found[name] += 1
                        if found:
                            outcome.examples.append(f"{kind} {at} of {result.asked} ({result.status}: {words(result.errors)}): " + "; ".join(f"{k}: {w}" for k, w in found))
                say(outcome)
                outcomes.append(outcome)
    return outcomes
