"""What a document costs on one and on two executors of this machine, beside the program alone: processor time of everything that runs, Spark's own included.

    ANALYZE=… REPORTS=folder python measure.py

More executors than processors measure contention on the clock; processor time a document is what carries over to a larger cluster.
"""

import os
import pathlib
import resource
import subprocess
import sys
import time

from pyspark.sql import SparkSession

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from disclosure_spark import read  # noqa: E402
from test_spark import ANALYZE, REPORTS, children, collected, single  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")


def spent():
    """Processor seconds of all processes below this one, and of those of theirs that have ended."""
    total = 0
    for process in children(os.getpid()):
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                total += sum(map(int, file.read().rsplit(")", 1)[1].split()[11:15]))
        except OSError:
            pass
    return total / TICKS


def alone():
    """The program by itself: processor and clock seconds, and its rows."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    rows = single("read", REPORTS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.time() - started, rows


def clustered(executors, expected):
    """The same on Spark: seconds of a warm session."""
    source = str(pathlib.Path(__file__).resolve().parents[1])
    spark = (
        SparkSession.builder.master(f"local-cluster[{executors},1,2048]").appName("measure").config("spark.ui.enabled", "false")
        .config("spark.executorEnv.PYTHONPATH", source).config("spark.executorEnv.ANALYZE", ANALYZE).getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    spark.range(1000).repartition(8).count()
    before, started = spent(), time.time()
    rows = collected(read(spark, REPORTS, partitions=16))
    seconds = spent() - before, time.time() - started
    spark.stop()
    assert rows == expected, "the rows are not those of the single machine"
    return seconds


def main():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    documents = sum(1 for entry in os.scandir(REPORTS) if entry.is_file())
    processor, elapsed, rows = alone()
    print(f"{documents} documents, {len(rows)} rows, {os.cpu_count()} processors\n")
    print("| | processor time a document | documents a second |\n|---|---:|---:|")
    print(f"| the program alone | {processor / documents * 1e3:.1f} ms | {documents / elapsed:.0f} |")
    for executors in (1, 2):
        processor, elapsed = clustered(executors, rows)
        print(f"| {executors} executor{'s' * (executors > 1)} | {processor / documents * 1e3:.1f} ms | {documents / elapsed:.0f} |", flush=True)


if __name__ == "__main__":
    main()
