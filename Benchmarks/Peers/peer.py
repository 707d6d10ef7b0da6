"""What the Python peers share: input, clock, memory, output."""
import json
import os
import resource
import sys
import time

import numpy as np

FOLDER, REPETITIONS, OUTPUT, SHARE = sys.argv[1], int(sys.argv[2]), sys.argv[3], float(sys.argv[4])


def series():
    """The series, one a row, NaN where missing."""
    with open(os.path.join(FOLDER, "shape.txt")) as file:
        count, periods = map(int, file.read().split())
    values = np.fromfile(os.path.join(FOLDER, "values.f64")).reshape(count, periods)
    return values if SHARE == 1 else values[: int(count * SHARE)].copy()


def columns():
    """Complete columns, one a row."""
    with open(os.path.join(FOLDER, "shape.txt")) as file:
        count, length = map(int, file.read().split())
    return np.fromfile(os.path.join(FOLDER, "columns.f64")).reshape(count, length)


def doubles(name):
    """A file of raw doubles."""
    return np.fromfile(os.path.join(FOLDER, name + ".f64"))


def report(work, version, warm_up=True, file_bytes=None):
    """Runs `work` (once unmeasured where that pays), writes the columns it returns, prints the times.

    A column may be a function, which is called when the clock has stopped; `file_bytes` is the size of the file that was read.
    """
    if warm_up:
        work()
    seconds = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        columns = work()
        seconds.append(time.perf_counter() - start)
    columns = {name: values() if callable(values) else values for name, values in columns.items()}
    for name, values in columns.items():
        np.ascontiguousarray(values, dtype=np.float64).tofile(os.path.join(OUTPUT, name + ".f64"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peakBytes": peak, "version": version, "fileBytes": file_bytes}))


def missing():
    """Ends with the code that says a package is missing."""
    sys.exit(77)
