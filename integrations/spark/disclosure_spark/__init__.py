"""Reads annual disclosure reports on Apache Spark, with the program `analyze` as the worker of each partition.

    from disclosure_spark import read, trends
    cells = read(spark, "hdfs:///reports")
    cells.write.parquet("hdfs:///cells")
    trends(spark.read.parquet("hdfs:///cells")).write.parquet("hdfs:///trends")

Nothing but pyspark and pyarrow is needed; the program comes with `--files` or is installed on every machine.
"""

from .analyses import anomalies, rank, trends
from .reading import read

__all__ = ["anomalies", "rank", "read", "trends"]
__version__ = "0.1.0"
