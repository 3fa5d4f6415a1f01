"""How fast refparse is, against the same model elsewhere and against a floor."""

from refparse.benchmark.material import read_references, synthetic_references
from refparse.benchmark.plot import plot
from refparse.benchmark.report import to_markdown
from refparse.benchmark.run import PARTS, benchmark

__all__ = [
    "PARTS",
    "benchmark",
    "plot",
    "read_references",
    "synthetic_references",
    "to_markdown",
]
