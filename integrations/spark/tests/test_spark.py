"""Two executors on one machine give the rows of the single machine, byte for byte after sorting, whatever dies meanwhile.

ANALYZE is the program, REPORTS a folder of documents. Run by `make test-spark`.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import pyarrow as pa
from pyspark.sql import SparkSession

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from disclosure_spark import anomalies, program, rank, read, trends  # noqa: E402
from disclosure_spark.worker import Worker  # noqa: E402

ANALYZE = os.environ["ANALYZE"]
REPORTS = os.path.abspath(os.environ["REPORTS"])


def single(*arguments, stdin=None):
    """The rows of the program on this machine alone."""
    run = subprocess.run([ANALYZE, *arguments], stdin=stdin, capture_output=True, env=program.environment(), check=False)
    assert run.returncode in (0, 3), run.stderr.decode()
    return sorted_rows(pa.ipc.open_stream(run.stdout).read_all().to_pylist())


def sorted_rows(rows):
    """Rows as text, in an order of their own."""
    return sorted(repr(sorted(row.items())) for row in rows)


def collected(frame):
    return sorted_rows([row.asDict() for row in frame.collect()])


class SparkTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        source = str(pathlib.Path(__file__).resolve().parents[1])
        os.environ["PYSPARK_PYTHON"] = sys.executable
        os.environ["PYTHONPATH"] = source + os.pathsep + os.environ.get("PYTHONPATH", "")
        cls.spark = (
            SparkSession.builder.master("local-cluster[2,1,1024]").appName("disclosure-spark")
            .config("spark.ui.enabled", "false").config("spark.executorEnv.PYTHONPATH", source)
            .config("spark.executorEnv.ANALYZE", ANALYZE).config("spark.task.maxFailures", "8").getOrCreate())
        cls.spark.sparkContext.setLogLevel("ERROR")
        cls.folder = tempfile.mkdtemp()
        cls.stored = os.path.join(cls.folder, "cells.parquet")
        started = time.time()
        read(cls.spark, REPORTS, partitions=8).write.parquet(cls.stored)
        print(f"read on two executors: {time.time() - started:.1f} s", file=sys.stderr)

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        shutil.rmtree(cls.folder)

    def setUp(self):
        self.cells = self.spark.read.parquet(self.stored)

    def test_cells(self):
        self.assertEqual(collected(self.cells), single("read", REPORTS))

    def test_trends(self):
        found = collected(trends(self.cells, "--min-points", "3"))
        self.assertGreater(len(found), 0)
        self.assertEqual(found, single("trends", REPORTS, "--min-points", "3", "--format", "arrows", "--quiet"))

    def test_anomalies(self):
        found = collected(anomalies(self.cells))
        self.assertGreater(len(found), 0)
        self.assertEqual(found, single("anomalies", REPORTS, "--format", "arrows", "--quiet"))

    def test_ranks(self):
        found = collected(rank(self.cells, "received", "--min-n", "1"))
        self.assertGreater(len(found), 0)
        self.assertEqual(found, single("rank", REPORTS, "--on", "received", "--min-n", "1", "--format", "arrows", "--quiet"))

    def test_what_is_asked_wrongly_is_said_at_once(self):
        with self.assertRaisesRegex(ValueError, "nothing"):
            rank(self.cells, "received", "--nothing")

    def test_an_executor_that_dies(self):
        """One of the two executors is killed while documents are read: its tasks run again elsewhere."""
        mine = {child for child in children(os.getpid()) if "CoarseGrainedExecutorBackend" in command(child)}
        self.assertEqual(len(mine), 2)
        victim = sorted(mine)[0]
        killer = threading.Timer(1.5, os.kill, (victim, signal.SIGKILL))
        killer.start()
        found = collected(read(self.spark, REPORTS, partitions=40))
        killer.join()
        self.assertFalse(os.path.exists(f"/proc/{victim}") and "CoarseGrained" in command(victim))
        self.assertEqual(found, single("read", REPORTS))

    def test_a_document_that_kills_its_worker_is_named(self):
        """A program that dies of one document, and hangs on another."""
        deadly = os.path.join(self.folder, "deadly")
        with open(deadly, "w", encoding="utf-8") as file:
            file.write(DEADLY.format(python=sys.executable, analyze=ANALYZE))
        os.chmod(deadly, 0o755)
        documents = os.path.join(self.folder, "in")
        shutil.copytree(REPORTS, documents)
        for name, word in [("dies.html", "KILL"), ("hangs.html", "HANG")]:
            with open(os.path.join(documents, name), "w", encoding="utf-8") as file:
                file.write(word)
        rows = read(self.spark, documents, program=deadly, seconds=20, partitions=3).collect()
        errors = {os.path.basename(row.file): row.code for row in rows if row.code in ("killed", "timeout")}
        self.assertEqual(errors, {"dies.html": "killed", "hangs.html": "timeout"})
        rest = sorted_rows([row.asDict() for row in rows if row.code not in ("killed", "timeout")])
        os.remove(os.path.join(documents, "dies.html"))
        os.remove(os.path.join(documents, "hangs.html"))
        self.assertEqual(rest, single("read", documents))


class WorkerTests(unittest.TestCase):
    def test_a_program_that_does_not_start_is_said(self):
        with self.assertRaisesRegex(RuntimeError, "does not start"):
            Worker("/bin/false", [], 5).read("a.html", b"")

    def test_a_program_that_is_not_there_is_said(self):
        with self.assertRaises(FileNotFoundError):
            Worker("/nowhere/analyzer", [], 5)


# Passes frames on to the program, one at a time, and dies or hangs at a content that says so.
DEADLY = """#!{python}
import os, struct, subprocess, sys, time
process = subprocess.Popen([{analyze!r}, *sys.argv[1:]], stdin=subprocess.PIPE)
def whole(count):
    return sys.stdin.buffer.read(count)
while head := whole(4):
    name = whole(struct.unpack(">I", head)[0])
    size = whole(8)
    content = whole(struct.unpack(">Q", size)[0])
    if content == b"KILL":
        process.kill()
        os.kill(os.getpid(), 9)
    if content == b"HANG":
        time.sleep(1000)
    process.stdin.write(head + name + size + content)
    process.stdin.flush()
process.stdin.close()
sys.exit(process.wait())
"""


def children(parent):
    """The processes below one, whoever started them."""
    below, found = {}, []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as file:
                below.setdefault(int(file.read().rsplit(")", 1)[1].split()[1]), []).append(int(entry))
        except OSError:
            pass
    todo = [parent]
    while todo:
        todo += below.get(todo[0], [])
        found += below.get(todo.pop(0), [])
    return found


def command(process):
    try:
        with open(f"/proc/{process}/cmdline", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


if __name__ == "__main__":
    unittest.main(verbosity=2)
