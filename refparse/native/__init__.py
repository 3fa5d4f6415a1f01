"""The hot path in C, where it was built; everything works without it, slower.

Whether it is used: ``refparse.accelerated``. The environment variable ``REFPARSE_PURE_PYTHON=1``,
set before refparse is first imported, turns it off. It gives the same tokens, labels and spans as
the Python modules, and the same confidences to 1e-6 (tests/native/).
"""

from __future__ import annotations

import os
from typing import Any, Final

PURE_PYTHON: Final = os.environ.get("REFPARSE_PURE_PYTHON", "").strip().lower() not in (
    "", "0", "no", "false",
)  # fmt: skip
"""Whether the environment asks for Python alone."""

_Engine: Any = None
_NameReader: Any = None
try:
    from refparse.native._core import Engine, NameReader

    _Engine, _NameReader = Engine, NameReader
except ImportError:
    _Engine = None  # Not built: no compiler when refparse was installed.

ACCELERATED: Final[bool] = _Engine is not None and not PURE_PYTHON
"""Whether the C core is in use in this process."""


def engine_type() -> Any:
    """The class of the C core; None where it is not built or not wanted."""
    return _Engine if ACCELERATED else None


def name_reader_type() -> Any:
    """The class that reads lists of names in C; None where it is not built or not wanted."""
    return _NameReader if ACCELERATED else None
