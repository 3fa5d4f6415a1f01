"""The hot path in C, where it was built; everything works without it, slower.

Whether it is used: ``refparse.accelerated``. The environment variable ``REFPARSE_PURE_PYTHON=1``,
set before refparse is first imported, turns it off. It gives the same tokens, labels and spans as
the Python modules, and the same confidences to 1e-6 (tests/native/).
"""

from __future__ import annotations

import os
from typing import Any, Final

from refparse.types import Citation, Date, Fields, Name, Span

PURE_PYTHON: Final = os.environ.get("REFPARSE_PURE_PYTHON", "").strip().lower() not in (
    "", "0", "no", "false",
)  # fmt: skip
"""Whether the environment asks for Python alone."""

_built: Any = None
try:
    from refparse.native import _core

    _built = _core
except ImportError:
    _built = None  # Not built: no compiler when refparse was installed.

ACCELERATED: Final[bool] = _built is not None and not PURE_PYTHON
"""Whether the C core is in use in this process."""


# An empty citation's custom values are the one empty Fields that all citations share.
_READS: Final[bool] = (
    ACCELERATED
    and hasattr(_built, "learn_records")
    and _built.learn_records(Span, Name, Date, Citation, Fields, Citation("").custom)
)


def core_function(name: str) -> Any:
    """A function or class of the C core by its name; None where Python does its work.

    That is where the core is not built, not wanted, of an earlier version without that function,
    or cannot read the classes of :mod:`refparse.types`.
    """
    return getattr(_built, name, None) if _READS else None


def engine_type() -> Any:
    """The class of the C core; None where it is not built or not wanted."""
    return _built.Engine if ACCELERATED else None


def name_reader_type() -> Any:
    """The class that reads lists of names in C; None where it is not built or not wanted."""
    return getattr(_built, "NameReader", None) if ACCELERATED else None
