"""Small runs of each command that writes: what is there before, and how the command is called."""

import json
import shutil
import sqlite3
from contextlib import closing
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .program import ROOT

REPORTS = ROOT / "datasets" / "reports"
PANEL = "entity,year,indicator,value\n" + "".join(
    f"{entity},{year},{indicator},{value}\n"
    for entity in ("甲县", "乙县")
    for year in (2022, 2023, 2024)
    for indicator, value in (("received", 40 + year % 7), ("granted", 20), ("refused", 20 + year % 7)))
RULES = "received = granted + refused\n"

#: Runs the program in the folder of the scene, undisturbed: `analyze(*arguments)` gives what it printed.
Analyze = Callable[..., bytes]


@dataclass(frozen=True)
class Scene:
    """A command that writes, with what is there before.

    - arguments: of the command; `{0}` stands for the fingerprint of the first finding of the store, `{1}` for the next.
    - prepare: makes what is there before, in the folder `work`; the inputs are in `../../inputs`.
    - remembers: the store takes only what can be computed again (findings of the newest run): a run may succeed without it.
    - retold: a file that tells what this run did, which after a stopped run is another story than without one.
    """

    name: str
    arguments: tuple
    prepare: Callable[[Path, Analyze], None] = lambda work, analyze: None
    remembers: bool = False
    retold: str | None = None

    def arguments_in(self, work):
        return [argument.format(*fingerprints(work)) if "{" in argument else argument for argument in self.arguments]


def fingerprints(work):
    """Those that `with_store` wrote down, outside the folder under trial."""
    return (work.parent.parent / "fingerprints").read_text().split()


def write_inputs(folder):
    """The inputs that all scenes share: reports of three editions, a second version of one, a panel, rules."""
    (folder / "first").mkdir(parents=True)
    (folder / "more").mkdir()
    for name in ("pingtan_2019.html", "pingtan_2020.html"):
        shutil.copyfile(REPORTS / name, folder / "first" / name)
    for name in ("pingtan_2018.csv", "pingtan_2021.html", "pingtan_2015_2016.zip"):
        shutil.copyfile(REPORTS / name, folder / "more" / name)
    page = (REPORTS / "pingtan_2020.html").read_text(encoding="utf-8")
    (folder / "more" / "pingtan_2020_again.html").write_text(page.replace("<td>166</td>", "<td>167</td>"), encoding="utf-8")
    (folder / "more" / "torn.pdf").write_bytes(b"%PDF-1.7\nhere it ends")
    (folder / "panel.csv").write_text(PANEL, encoding="utf-8")
    (folder / "panel.rules").write_text(RULES, encoding="utf-8")


def with_store(work, analyze):
    """A store with two reports, their findings, a verdict and a panel."""
    analyze("ingest", "../../inputs/first", "--quiet")
    analyze("import", "../../inputs/panel.csv", "--rules", "../../inputs/panel.rules", "--name", "kept")
    findings = json.loads(analyze("anomalies", "--format", "json"))["rows"]
    (work.parent.parent / "fingerprints").write_text(" ".join(finding["fingerprint"] for finding in findings))
    analyze("verdict", findings[0]["fingerprint"], "confirmed", "--note", "kept")


def with_output(name):
    """The same, and an older output in the place of the new one."""

    def prepare(work, analyze):
        with_store(work, analyze)
        (work / name).write_bytes(b"the older output\n" * 2000)

    return prepare


def with_verdict_table(work, analyze):
    with_store(work, analyze)
    lines = "".join(f"{fingerprint},dismissed,seen\n" for fingerprint in fingerprints(work)[1:3])
    (work / "verdicts.csv").write_text("fingerprint,verdict,note\n" + lines)


def with_damaged_report(work, analyze):
    """A store in which bits of one report's packed cells are wrong."""
    with_store(work, analyze)
    store = sqlite3.connect(work / "analyze.sqlite")
    store.execute("UPDATE report_cells SET packed = zeroblob(length(packed)) WHERE report_id = 1 AND form = 0")
    store.commit()
    store.close()


def with_two_stores(work, analyze):
    """The store, another one that has one report more, and an older output in the place of the new one."""
    with_store(work, analyze)
    analyze("ingest", "../../inputs/first", "../../inputs/more/pingtan_2021.html", "--store", "other.sqlite", "--quiet")


def with_report_folder(work, analyze):
    """A store, and the folder of an older report of it."""
    with_store(work, analyze)
    analyze("report", "-o", "pages/", "--entity", "平潭综合实验区", "--year", "2019")


def with_older_store(work, analyze):
    """The store that an earlier version of the program left, kept in the tests."""
    shutil.copyfile(older_store(), work / "analyze.sqlite")
    with closing(sqlite3.connect(older_store())) as kept:
        rows = kept.execute("SELECT fingerprint FROM finding ORDER BY fingerprint").fetchall()
    (work.parent.parent / "fingerprints").write_text(" ".join(row[0] for row in rows))


def older_store():
    """The kept store of the earliest schema; None before there is one."""
    found = sorted((ROOT / "Tests").glob("**/*.store"))
    return found[0] if found else None


def scenes(subcommands):
    """Every scene whose command the program has."""
    listed = [
        Scene("ingest, first", ("ingest", "../../inputs/first", "--jobs", "1", "--quiet")),
        Scene("ingest, more", ("ingest", "../../inputs/more", "--jobs", "1", "--quiet", "--quarantine", "quarantine"), with_store),
        Scene("ingest, table to a file", ("ingest", "../../inputs/more", "--jobs", "1", "-o", "table.csv"), with_output("table.csv"), retold="table.csv"),
        Scene("import", ("import", "../../inputs/panel.csv", "--rules", "../../inputs/panel.rules"), with_store),
        Scene("verdict", ("verdict", "{1}", "dismissed", "--note", "seen"), with_store),
        Scene("verdict, taken back", ("verdict", "{0}", "open"), with_store),
        Scene("verdict import", ("verdict", "import", "verdicts.csv"), with_verdict_table),
        Scene("verdict list", ("verdict", "list", "-o", "list.csv"), with_output("list.csv")),
        Scene("anomalies", ("anomalies", "-o", "findings.json"), with_output("findings.json"), remembers=True),
        Scene("report", ("report", "-o", "page.html"), with_output("page.html")),
        Scene("report, folder", ("report", "-o", "pages/"), with_report_folder),
        Scene("check", ("check", "../../inputs/first/pingtan_2020.html", "-o", "marked.html"), with_output("marked.html")),
        Scene("notices", ("notices", "-o", "letters/"), with_store),
        Scene("plot", ("plot", "coverage", "-o", "coverage.svg"), with_output("coverage.svg")),
        Scene("merge", ("merge", "analyze.sqlite", "other.sqlite", "-o", "merged.sqlite"), with_two_stores),
        Scene("simulate reports", ("simulate", "sim", "--bodies", "2", "--years", "2023..2024", "--quiet")),
        Scene("simulate panel", ("simulate", "sim", "--bodies", "2", "--years", "2023..2024", "--format", "panel", "--quiet")),
        Scene("forget", ("forget", "平潭综合实验区", "--year", "2020"), with_store),
        Scene("forget --purge", ("forget", "平潭综合实验区", "--year", "2020", "--purge"), with_store),
        Scene("backup", ("backup", "copy.sqlite"), with_store),
        Scene("doctor --repair", ("doctor", "--repair"), with_damaged_report),
    ]
    listed += [
        Scene(f"export {ending}", ("export", "-o", f"panel.{ending}"), with_output(f"panel.{ending}"))
        for ending in ("csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "arrow")
    ]
    listed.append(Scene("export sqlite", ("export", "-o", "panel.sqlite"), with_store))
    listed += [
        Scene(f"cells to {ending}", ("cells", "-o", f"cells.{ending}"), with_output(f"cells.{ending}"))
        for ending in ("csv", "html", "xlsx", "arrow")
    ]
    listed += [
        Scene(f"{command} to a file", (command, *arguments, "-o", "table.json"), with_output("table.json"))
        for command, arguments in (("trends", ()), ("rank", ("--on", "disclosed", "--min-n", "1")), ("reports", ()), ("show", ("平潭综合实验区", "2020")), ("rules", ()))
    ]
    if older_store():
        listed += [
            Scene("upgrade by ingest", ("ingest", "../../inputs/first", "--jobs", "1", "--quiet"), with_older_store),
            Scene("upgrade by verdict", ("verdict", "{0}", "confirmed"), with_older_store),
            Scene("upgrade by anomalies", ("anomalies", "-o", "findings.json"), with_older_store, remembers=True),
        ]
    return [scene for scene in listed if scene.arguments[0] in subcommands and (scene.name != "doctor --repair" or "--repair" in subcommands)]
