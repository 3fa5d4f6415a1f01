"""References in columns: Arrow and Parquet in and out, and the row inputs of the command line.

``parse_array`` (strings in, structs out) is the one core behind every engine: PyArrow, pandas,
Polars, Spark. It needs PyArrow, the extra ``arrow``; text, CSV, TSV and JSON Lines do not.
"""

from refparse.columns.batch import parse_array, parse_batch, parse_batches
from refparse.columns.build import to_array
from refparse.columns.inputs import KINDS, MAX_LINE, Row, kind_of, open_rows
from refparse.columns.schema import SCHEMA_VERSION, citation_type
from refparse.columns.tables import TABLE_KINDS, write_rows

__all__ = [
    "KINDS",
    "MAX_LINE",
    "SCHEMA_VERSION",
    "TABLE_KINDS",
    "Row",
    "citation_type",
    "kind_of",
    "open_rows",
    "parse_array",
    "parse_batch",
    "parse_batches",
    "to_array",
    "write_rows",
]
