"""Every error that refparse raises on purpose.

RefparseError
├── InputError      a file, stream or argument that cannot be read or used
│   └── MissingExtraError   an optional package that is not installed
├── CorpusError     a labelled corpus that breaks the format or the guideline
├── ModelError      a model folder that is missing, damaged, forged or of another version
├── TrainingError   training that cannot start or cannot finish
└── FormatError     an output format that is unknown or cannot be written

Each message names the offending value, the limit it broke and what to do about it.
"""

from __future__ import annotations


class RefparseError(Exception):
    """Base class: catch this to catch everything that refparse raises on purpose."""


class InputError(RefparseError):
    """A file, stream or argument cannot be read or used."""


class MissingExtraError(InputError):
    """A feature needs an optional package that is not installed.

    Args:
        package: the package that is missing, as it is imported.
        extra: the extra of this distribution that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)

    def __str__(self) -> str:
        package, extra = self.args
        return (
            f"{package} is not installed: it comes with the extra {extra!r}; run "
            f"pip install 'refparse-crf[{extra}]'"
        )


class CorpusError(RefparseError):
    """A labelled corpus breaks the format (docs/labels.md, SPEC of the JSON Lines schema)."""


class ModelError(RefparseError):
    """A model folder is missing, damaged, forged or of another format version."""


class TrainingError(RefparseError):
    """Training cannot start or cannot finish."""


class FormatError(RefparseError):
    """An output format is unknown or cannot be written."""
