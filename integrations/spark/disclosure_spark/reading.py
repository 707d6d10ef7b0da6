"""Documents to cells."""

import re

from . import program as programs
from .worker import Worker


def read(spark, paths, *, program=None, entity_map=None, whole_only=False, seconds=600, partitions=None):
    """Reads documents and returns what they hold as a DataFrame: cells, doubts, facts, evidence and errors, told apart by the column `kind`.

    paths: a folder or file, or a list of them, on any file system that Spark reads; folders are walked.
    program: where `analyze` is on the executors; by default what `--files` brought, $ANALYZE, or the one in PATH.
    entity_map: a CSV (path,entity,region_code,year) that says whose reports certain files are; on every machine, or brought with `--files`.
    whole_only: refuse files that hold less than half of a form.
    seconds: how long one document may take; then it is a row of kind `error` and code `timeout`.
    partitions: how many tasks share the documents; by default as Spark splits the files.

    A document that ends the program is a row of kind `error` and code `killed`; the program is started again behind it.
    """
    options = (["--entity-map", entity_map] if entity_map else []) + (["--whole-only"] if whole_only else [])
    schema = programs.schema(["read", "--frames"], program)
    documents = (
        spark.read.format("binaryFile").option("recursiveFileLookup", "true").load([paths] if isinstance(paths, str) else list(paths))
        .select("path", "content"))
    if partitions:
        documents = documents.repartition(partitions)

    def cells(batches):
        worker = Worker(program, options, seconds)
        try:
            for batch in batches:
                for path, content in zip(batch.column(0), batch.column(1)):
                    yield worker.read(local(path.as_py()), content.as_py())
            worker.finish()
        finally:
            worker.stop()

    return documents.mapInArrow(cells, schema)


def local(path):
    """A file of the machine by its path, as the program itself would name it; anything else by its address."""
    return re.sub(r"^file:/+", "/", path)
