"""The tables of docs/reliability.md, written between marks that name them."""

import re
from pathlib import Path

from .injection import FINDINGS
from .program import KINDS, ROOT

PAGE = ROOT / "docs" / "reliability.md"


def table(head, rows):
    """A Markdown table; the first column is text, the others are numbers."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" + "---:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def injected(outcomes):
    """A row a scene: its calls of each kind, the trials, how they ended, what was found."""
    head = ["command", *KINDS, "trials", "killed", "74", "as if nothing had been", *FINDINGS]
    rows, total = [], [0] * (len(head) - 1)
    for outcome in outcomes:
        killed, refused = outcome.statuses["-9"], outcome.statuses["74"]
        numbers = [*(outcome.calls.get(kind, 0) for kind in KINDS), outcome.trials, killed, refused]
        numbers += [sum(outcome.statuses.values()) - killed - refused, *(outcome.found[kind] for kind in FINDINGS)]
        total = [a + b for a, b in zip(total, numbers)]
        rows.append([outcome.scene, *numbers])
    return table(head, [*rows, ["**all**", *total]])


def allocations(outcomes):
    endings = ["went on", "error", "ended by the runtime", "hang"]
    kinds = ["loss", "half", "leftover", "rerun"]
    rows = [
        [f"{o.scene}, {'C' if o.kind == 'c' else 'Swift'}", o.allocations, o.trials, *(o.ended[e] for e in endings), *(o.found[k] for k in kinds)]
        for o in outcomes
    ]
    return table(["command, allocations of", "allocations", "trials", *endings, *kinds], rows)


def shared(tallies):
    kinds = ["loss", "half", "trap", "status", "hang", "leftover"]
    rows = [[name, sum(t.runs.values()), t.killed, *(t.found[k] for k in kinds)] for name, t in tallies.items()]
    return table(["trial", "runs", "killed", *kinds], rows)


def soaked(result):
    rows = [
        [kind, len(uses), f"{max(u.memory for u in uses) / 2**20:.0f}", max(u.descriptors for u in uses)] for kind, uses in sorted(result.usage.items())
    ]
    found = ", ".join(f"{count} {kind}" for kind, count in sorted(result.tally.found.items())) or "nothing"
    return table(["command", "runs", "memory at most, MiB", "descriptors at most"], rows) + (
        f"\n\n{sum(result.tally.runs.values())} commands in {result.seconds / 60:.0f} minutes. Found: {found}.")


def kernels(found):
    rows = [
        [f"{name}, {base} and {other}", d.numbers, d.different, f"{d.largest:.0e}" if d.different else "0", d.words] for (name, base, other), d in found.items()
    ]
    return table(["analysis, code for", "numbers", "different", "largest relative difference", "other words, orders or lengths"], rows)


def write(name, command, text):
    """Puts a table and the command that made it in its place on the page."""
    page = PAGE.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not place.search(page):
        raise SystemExit(f"{PAGE} has no place for the table “{name}”")
    PAGE.write_text(place.sub(lambda match: f"{match[1]}`{command}`\n\n{text}\n{match[2]}", page), encoding="utf-8")
