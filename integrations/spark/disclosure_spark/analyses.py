"""Cells to trends, anomalies and ranks.

Each needs all series at once (dispersions, peers, false discovery), so that one task runs it over the cells, which are a small part of the documents: the same
program as on one machine, and the same rows. What can be cut is cut before: trends and ranks need the cells alone.
"""

import subprocess
import tempfile

import pyarrow as pa

from . import program as programs


def trends(cells, *options, program=None):
    """The trend of every series; `options` as on the command line, such as "--min-points", "4"."""
    return _analysis(cells, ["trends", *options], ["report", "cell"], program)


def anomalies(cells, *options, program=None):
    """What is wrong in the reports, the most serious first; `options` as on the command line."""
    return _analysis(cells, ["anomalies", *options], ["report", "cell", "doubt", "fact", "evidence"], program)


def rank(cells, on, *options, program=None):
    """Bodies compared on an indicator, a ratio or an index; `options` as on the command line, such as "--year", "2024"."""
    return _analysis(cells, ["rank", "--on", on, *options], ["report", "cell"], program)


def _analysis(cells, command, kinds, program):
    command = [command[0], "--stream", "--quiet", *command[1:]]
    schema = programs.schema(command, program)

    def rows(batches):
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                [programs.find(program), *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=programs.environment())
            try:
                yield from _answer(process, batches)
            except (OSError, pa.ArrowInvalid):
                pass  # the status says why
            finally:
                if process.poll() is None:
                    process.stdout.close()
                status = process.wait()
            if status not in (0, 1):
                errors.seek(0)
                said = errors.read().decode(errors="replace").strip()
                raise RuntimeError(f"analyze {' '.join(command)} ended with {status}: {said}")

    return cells.where(cells.kind.isin(kinds)).repartition(1).mapInArrow(rows, schema)


def _answer(process, batches):
    """Feeds a process that answers when it has read everything, and yields the answer."""
    stream = None
    for batch in batches:
        if stream is None:
            stream = pa.ipc.new_stream(process.stdin, batch.schema)
        stream.write_batch(batch)
    if stream is not None:
        stream.close()
    process.stdin.close()
    answer = pa.ipc.open_stream(process.stdout)
    yield from answer
