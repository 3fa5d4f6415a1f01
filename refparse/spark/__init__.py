"""References on Apache Spark: a column of raw references to a column of citations.

>>> from refparse.spark import parse_column            # doctest: +SKIP
>>> parse_column(df, "raw").select("citation.title", "citation.year")  # doctest: +SKIP

The model travels once to each executor and is loaded once per Python worker. refparse itself must
be installed on the executors, in the driver's version. Needs PySpark, the extra ``spark``.
"""

from refparse.spark.column import parse_column
from refparse.spark.job import Summary, parse_table

__all__ = ["Summary", "parse_column", "parse_table"]
