"""`python3 -m trials PART`, from the folder Reliability."""

import argparse
import sys

from . import concurrency, injection, soak
from .program import built_program


def say(outcome):
    found = ", ".join(f"{count} {kind}" for kind, count in outcome.found.items()) or "nothing found"
    statuses = ", ".join(f"{count} × {status}" for status, count in sorted(outcome.statuses.items()))
    print(f"{outcome.scene}: {outcome.trials} trials of {sum(outcome.calls.values())} calls ({statuses}): {found}", flush=True)
    for example in outcome.examples[:SHOWN]:
        print(f"    {example}", flush=True)


SHOWN = 8


def shared(arguments):
    program = built_program()
    tallies = {
        "mixed": concurrency.mixed(program, arguments.seconds, arguments.seed),
        "first runs": concurrency.pairs(program, arguments.pairs),
        "upgrades": concurrency.pairs(program, arguments.pairs, upgrade=True),
    }
    for name, tally in tallies.items():
        print(f"{name}: {dict(tally.runs)}, {tally.killed} killed: {dict(tally.found) or 'nothing found'}")
        for example in tally.examples[:SHOWN]:
            print(f"    {example}")
    return any(tally.found for tally in tallies.values())


def soaking(arguments):
    result = soak.soaked(built_program(), arguments.seconds, arguments.seed)
    print(f"{sum(result.tally.runs.values())} commands in {result.seconds:.0f} s: {dict(result.tally.found) or 'nothing found'}")
    for example in result.tally.examples[:SHOWN]:
        print(f"    {example}")
    for kind, uses in sorted(result.usage.items()):
        print(f"    {kind}: {len(uses)} runs, {max(u.memory for u in uses) / 2**20:.0f} MiB, {max(u.descriptors for u in uses)} descriptors at most")
    return bool(result.tally.found)


def main():
    parser = argparse.ArgumentParser(prog="Reliability/run", description=__doc__)
    parser.add_argument("part", choices=["inject", "concurrency", "soak"])
    parser.add_argument("--seconds", type=float, default=225)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--sample", type=int, help="trials a scene; all without")
    parser.add_argument("--only", help="only the scenes whose name contains this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=8, help="examples of what was found, a scene")
    arguments = parser.parse_args()
    global SHOWN
    SHOWN = arguments.show
    if arguments.part == "concurrency":
        sys.exit(shared(arguments))
    if arguments.part == "soak":
        sys.exit(soaking(arguments))
    outcomes = injection.injected(built_program(), arguments.sample, arguments.seed, arguments.jobs, arguments.only, say)
    found = sum(sum(outcome.found.values()) for outcome in outcomes)
    print(f"{sum(outcome.trials for outcome in outcomes)} trials, {found} findings")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
