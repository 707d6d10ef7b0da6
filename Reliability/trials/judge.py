"""What must be true after a fault: the store sound and its reports whole, files old or new, nothing left over after the next run."""

import hashlib
import pathlib
import shutil
import sqlite3
from collections import Counter
from dataclasses import dataclass

#: Tables that sum up the others: what they say is judged by `analyze doctor`, which counts again.
DERIVED = ("tally", "sqlite_sequence")
#: What an answer keeps in the store for later where it can: findings of the newest run, and since when each is there.
REMEMBERED = ("finding", "first_seen")
#: What the name of a cache ends with. Its rows are judged by the answers: they are keyed by all that they depend on, and left out where they are damaged.
CACHE = "-cache"
#: Files that SQLite keeps beside a database.
BESIDE = ("-wal", "-shm", "-journal")


def is_database(path):
    with open(path, "rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def is_beside_database(path):
    return any(path.name.endswith(ending) for ending in BESIDE)


@dataclass
class State:
    """What a folder holds: the bytes of its files by digest, and the rows of its databases."""

    files: dict  # relative path: digest
    databases: dict  # relative path: {table: Counter of rows} or a string that says why it cannot be read
    caches: frozenset = frozenset()  # relative paths

    def masked(self, columns):
        """The state without the columns that differ between two undisturbed runs (times, places on the disk)."""
        return State(self.files, {p: mask(rows, columns) for p, rows in self.databases.items()}, self.caches)


def mask(rows, columns):
    if isinstance(rows, str):
        return rows
    return {
        table: Counter({tuple(item for item in row if item[0] not in columns.get(table, ())): n for row, n in counter.items()})
        for table, counter in rows.items()
    }


def state(folder, scratch):
    """Reads the state of `folder`; databases are read in copies, so that nothing is changed by looking."""
    files, databases, caches = {}, {}, set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = str(path.relative_to(folder))
        if is_beside_database(path):
            files[name] = None
        elif path.name.endswith(CACHE):
            caches.add(name)
        elif is_database(path):
            databases[name] = rows(path, scratch)
        elif path.stat().st_size == 0 and path.suffix == ".sqlite":
            databases[name] = {}
        else:
            files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return State(files, databases, frozenset(caches))


def rows(path, scratch):
    """Every row of every table, as pairs of column and value; or what is wrong with the database."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    copy = scratch / path.name
    shutil.copyfile(path, copy)
    for ending in ("-wal", "-journal"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            shutil.copyfile(beside, scratch / beside.name)
    connection = None
    try:
        connection = sqlite3.connect(copy)
        connection.text_factory = bytes
        problems = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != b"ok"]
        problems += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
        if problems:
            return f"damaged: {problems[0]}"
        tables = [row[0].decode() for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        found = {}
        for table in tables:
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            found[table] = Counter(tuple(zip(names, map(short, row))) for row in cursor)
        for key in ("user_version", "application_id"):
            found[key] = Counter([((key, connection.execute(f"PRAGMA {key}").fetchone()[0]),)])
        return found
    except sqlite3.DatabaseError as error:
        return f"damaged: {error}"
    finally:
        if connection:
            connection.close()


def short(value):
    return hashlib.sha256(value).digest() if isinstance(value, bytes) and len(value) > 64 else value


def volatile_columns(one, other):
    """The columns by table in which two states of the same work differ; the rows are paired in order of what they have in common."""
    columns = {}
    for name, tables in one.databases.items():
        others = other.databases.get(name)
        if isinstance(tables, str) or not isinstance(others, dict):
            continue
        for table, counter in tables.items():
            pairs = zip(sorted(counter, key=repr), sorted(others.get(table, ()), key=repr))
            for left, right in pairs:
                for (column, value), (_, again) in zip(left, right):
                    if value != again:
                        columns.setdefault(table, set()).add(column)
    return columns


class Judge:
    """Compares what is there after a fault with what was there before and with what an undisturbed run leaves."""

    def __init__(self, before, after, columns, remembers, retold=None):
        self.columns = columns
        self.before = before.masked(columns)
        self.after = after.masked(columns)
        self.remembers = remembers
        self.retold = retold and f"work/{retold}"

    def complaints(self, found, is_finished):
        """What is wrong after the fault. `is_finished`: the run said that all went well."""
        found = found.masked(self.columns)
        complaints = []
        for name, tables in found.databases.items():
            if isinstance(tables, str):
                # An output database beside its target is no result yet.
                if name in self.before.databases or name in self.after.databases:
                    complaints.append(("half", f"{name}: {tables}"))
                continue
            before, after = self.before.databases.get(name), self.after.databases.get(name)
            if before is None and after is None:
                continue
            complaints += self.lost_rows(name, before or {}, after or {}, tables)
            if is_finished and self.told(tables) != self.told(after or {}) and not (self.remembers and tables == before):
                complaints.append(("loss", f"{name}: the run succeeded, but its work is not there: {difference(after or {}, tables)}"))
        for name in self.before.databases.keys() & self.after.databases.keys():
            if name not in found.databases:
                complaints.append(("loss", f"{name} is gone"))
        for name, digest in found.files.items():
            if digest is None:
                continue
            old, new = self.before.files.get(name), self.after.files.get(name)
            if (old or new) and digest not in (old, new):
                complaints.append(("half", f"{name} is neither the old nor the new one"))
        for name, old in self.before.files.items():
            if name not in found.files and old and name in self.after.files:
                complaints.append(("loss", f"{name} is gone"))
        if is_finished:
            # A command that takes the cache away does so because of what is in it.
            for name in (found.caches & self.before.caches) - self.after.caches:
                complaints.append(("half", f"the run succeeded, but {name} is still there"))
            for name, new in self.after.files.items():
                if new and found.files.get(name) != new:
                    complaints.append(("loss", f"the run succeeded, but {name} is not the new one"))
        return complaints

    def told(self, tables):
        """The tables without what a command that answers remembers when it can: an upgrade before it is a step of its own."""
        return {n: rows for n, rows in tables.items() if not (self.remembers and (n in REMEMBERED or n in DERIVED))}

    def lost_rows(self, name, before, after, tables):
        """Rows that stay in the undisturbed run must be there; no row may be but one of before or of after; a report has all its rows or none."""
        complaints = []
        for table in before.keys() & after.keys():
            if table in ("user_version", "application_id", *DERIVED):
                continue
            # A newer schema has more columns: what was there before is looked for in those that it had.
            columns = {name for row in before[table] for name, _ in row}
            missing = (before[table] & project(after[table], columns)) - project(tables.get(table, Counter()), columns)
            if missing:
                complaints.append(("loss", f"{name}: {sum(missing.values())} rows of {table} are gone"))
        # The tables of an older schema are compared as they are: all old or all new.
        if before.get("user_version") not in (None, after.get("user_version")) and tables.get("user_version") == before.get("user_version"):
            return complaints + ([("half", f"{name}: half an upgrade")] if before != tables else [])
        for table, counter in tables.items():
            if not before and table in ("user_version", "application_id"):
                continue
            foreign = counter - (before.get(table, Counter()) | after.get(table, Counter()))
            if foreign and table not in DERIVED and not (self.remembers and table in REMEMBERED):
                complaints.append(("half", f"{name}: {sum(foreign.values())} rows of {table} are of neither state: {list(foreign)[0]}"[:600]))
        for report in column(tables.get("report"), "id"):
            for table in ("report_cells", "report_places", "report_prose"):
                expected = max(len(rows_of(side.get(table), report)) for side in (before, after))
                if len(rows_of(tables.get(table), report)) not in (expected, len(rows_of(before.get(table), report))):
                    complaints.append(("half", f"{name}: report {report} lacks rows of {table}"))
        return complaints

    def leftovers(self, found):
        """What the next run left beside what an undisturbed run leaves, and what it did not make as that does."""
        found = found.masked(self.columns)
        complaints = []
        for name in found.caches & self.before.caches - self.after.caches:
            complaints.append(("leftover", name))
        for name in sorted((found.files.keys() | found.databases.keys()) - (self.after.files.keys() | self.after.databases.keys())):
            # SQLite's next writer takes what lies beside its file; it and the library of workbooks make their temporary files before they remove their names.
            if not is_beside_database(pathlib.Path(name)) and not name.startswith(("tmp/tmp.", "tmp/etilqs_")):
                complaints.append(("leftover", name))
        for name, digest in self.after.files.items():
            if found.files.get(name) != digest and name != self.retold:
                complaints.append(("rerun", f"{name} is not what an undisturbed run writes"))
        for name, tables in self.after.databases.items():
            if found.databases.get(name) != tables:
                what = found.databases.get(name)
                complaints.append(("rerun", f"{name}: {what if isinstance(what, str) or what is None else difference(tables, what)}"))
        return complaints


def project(counter, columns):
    projected = Counter()
    for row, number in counter.items():
        projected[tuple(item for item in row if item[0] in columns)] += number
    return projected


def column(counter, name):
    return [dict(row)[name] for row in counter or () if name in dict(row)]


def rows_of(counter, report):
    return [row for row in counter or () if dict(row).get("report_id") == report]


def difference(expected, found):
    """Where two databases differ, in a few words."""
    parts = []
    for table in sorted(expected.keys() | found.keys()):
        left, right = expected.get(table, Counter()), found.get(table, Counter())
        if left != right:
            parts.append(f"{table}: {sum((left - right).values())} missing, {sum((right - left).values())} other")
    return "; ".join(parts)
