"""Where the program is, and what its streams look like."""

import os
import shutil
import subprocess

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql.types import DoubleType, LongType, StringType, StructField, StructType


def find(program):
    """The path of the program on this machine.

    Looked for as it is named, among the files that `--files` brought, in the folder that `--archives` unpacked, in $ANALYZE and in PATH.
    """
    places = [program] if program else [os.environ.get("ANALYZE")]
    name = os.path.basename(program or "analyze")
    places += [name, os.path.join("analyze", "bin", name)]
    try:
        places.append(SparkFiles.get(name))
    except Exception:  # outside a job there are no such files
        pass
    for place in filter(None, places):
        if os.path.isfile(place):
            if not os.access(place, os.X_OK):
                os.chmod(place, 0o755)  # --files loses the mode
            return os.path.abspath(place)
    found = shutil.which(name)
    if not found:
        raise FileNotFoundError(f"the program {program or 'analyze'} is not on this machine: bring it with --files, or name it with program=…")
    return found


def environment():
    """A worker prints the same bytes wherever it runs."""
    return {**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC"}


def schema(arguments, program=None):
    """The columns of a stream that the program writes, from the stream of no input."""
    run = subprocess.run(
        [find(program), *arguments], stdin=subprocess.DEVNULL, capture_output=True, env=environment(), check=False)
    if run.returncode != 0:
        raise ValueError(run.stderr.decode(errors="replace").strip() or f"analyze ended with {run.returncode}")
    return spark_schema(pa.ipc.open_stream(run.stdout).schema)


def spark_schema(schema):
    """The schema of a data frame: the streams have no other types."""
    types = {pa.int64(): LongType(), pa.float64(): DoubleType(), pa.string(): StringType()}
    return StructType([StructField(field.name, types[field.type], True) for field in schema])
