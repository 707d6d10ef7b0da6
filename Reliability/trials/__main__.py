"""What docs/reliability.md reports: trials of the built program against failing calls, kills, other programs and time."""

import argparse
import subprocess
import sys
import tempfile

from . import allocations, concurrency, injection, kernels, soak, tables
from .program import built_program, compiled

#: Of each part, how much the long form and the sample do.
LONG = {"trials": None, "first": 2000, "others": 2000, "seconds": 225.0, "pairs": 60, "soak": 1200.0}
SAMPLE = {"trials": 8, "first": 30, "others": 30, "seconds": 20.0, "pairs": 6, "soak": 60.0}


def examples(found, shown):
    for example in found[:shown]:
        print(f"    {example}", flush=True)
    if len(found) > shown:
        print(f"    … and {len(found) - shown} more", flush=True)


def words(counter):
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counter.items())) or "nothing found"


def inject(arguments, amount):
    """Every call that changes a file fails, or is the last thing that the program does."""

    def say(outcome):
        statuses = ", ".join(f"{count} × {status}" for status, count in sorted(outcome.statuses.items()))
        print(f"{outcome.scene}: {outcome.trials} trials of {sum(outcome.calls.values())} calls ({statuses}): {words(outcome.found)}", flush=True)
        examples(outcome.examples, arguments.show)

    outcomes = injection.injected(built_program(), amount["trials"], arguments.seed, arguments.jobs, arguments.only, say)
    print(f"{sum(outcome.trials for outcome in outcomes)} trials of failed calls")
    return sum(sum(outcome.found.values()) for outcome in outcomes), tables.injected(outcomes)


def allocate(arguments, amount):
    """Allocations fail."""

    def say(outcome):
        print(f"{outcome.scene}, {outcome.kind}: {outcome.trials} of {outcome.allocations} allocations ({words(outcome.ended)}): {words(outcome.found)}", flush=True)
        if outcome.asked:
            print("    ended at: " + ", ".join(f"{count} {name}" for name, count in outcome.asked.most_common(12)), flush=True)
        examples(outcome.examples, arguments.show)

    outcomes = allocations.tried(
        built_program(), amount["first"], amount["others"], arguments.seed, arguments.jobs, arguments.only, say)
    return sum(sum(outcome.found.values()) for outcome in outcomes), tables.allocations(outcomes)


def share(arguments, amount):
    """Several programs on one store."""
    program = built_program()
    tallies = {
        f"{concurrency.WRITERS} writers and {concurrency.READERS} readers for {amount['seconds']:.0f} s": concurrency.mixed(
            program, amount["seconds"], arguments.seed),
        f"{amount['pairs']} pairs of first ingests": concurrency.pairs(program, amount["pairs"]),
        f"{amount['pairs']} pairs that upgrade a store": concurrency.pairs(program, amount["pairs"], upgrade=True),
    }
    for name, tally in tallies.items():
        print(f"{name}: {sum(tally.runs.values())} runs, {tally.killed} killed: {words(tally.found)}", flush=True)
        examples(tally.examples, arguments.show)
    return sum(sum(tally.found.values()) for tally in tallies.values()), tables.shared(tallies)


def soaking(arguments, amount):
    """Random commands for a while."""
    result = soak.soaked(built_program(), amount["soak"], arguments.seed)
    print(f"{sum(result.tally.runs.values())} commands in {result.seconds:.0f} s: {words(result.tally.found)}", flush=True)
    examples(result.tally.examples, arguments.show)
    return sum(result.tally.found.values()), tables.soaked(result)


def numbers(arguments, amount):
    """The same analyses with the code for other processors: told, not judged."""
    table = tables.kernels(kernels.compared(built_program()))
    print(table, flush=True)
    return 0, table


def can_run():
    """Whether this machine lets calls be watched."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [str(compiled("injector")), "--under", scratch, "--call", "write", "--at", "0", "--do", "count", "--", "true"]
        return subprocess.run(command, capture_output=True).returncode == 0


PARTS = {"inject": inject, "allocations": allocate, "concurrency": share, "soak": soaking, "kernels": numbers}


def sampled(arguments, part):
    """How the command said that fewer trials are enough."""
    if arguments.sample:
        return " --sample"
    if part == "inject" and arguments.trials is not None:
        return f" --trials {arguments.trials}"
    if part in ("concurrency", "soak") and arguments.seconds is not None:
        return f" --seconds {arguments.seconds:g}"
    return ""


def main():
    parser = argparse.ArgumentParser(prog="Reliability/run", description=__doc__)
    parser.add_argument("part", choices=[*PARTS, "all", "check"])
    parser.add_argument("--sample", action="store_true", help="a few trials of each kind instead of all")
    parser.add_argument("--trials", type=int, help="inject: trials a command")
    parser.add_argument("--seconds", type=float, help="concurrency, soak: how long")
    parser.add_argument("--pairs", type=int, help="concurrency: pairs of runs")
    parser.add_argument("--only", help="only the commands whose name contains this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="trials at once")
    parser.add_argument("--show", type=int, default=8, help="examples of what was found, a command")
    parser.add_argument("--write", action="store_true", help="write the tables of docs/reliability.md")
    arguments = parser.parse_args()
    if arguments.part == "check":
        sys.exit(0 if can_run() else 1)
    amount = dict(SAMPLE if arguments.sample else LONG)
    if arguments.trials is not None:
        amount["trials"] = arguments.trials
    if arguments.pairs is not None:
        amount["pairs"] = arguments.pairs
    if arguments.seconds is not None:
        amount["seconds"] = amount["soak"] = arguments.seconds
    found = 0
    for part in PARTS if arguments.part == "all" else [arguments.part]:
        count, table = PARTS[part](arguments, amount)
        found += count
        if arguments.write:
            tables.write(part, f"Reliability/run {part}{sampled(arguments, part)}", table)
    print(f"{found} findings")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
