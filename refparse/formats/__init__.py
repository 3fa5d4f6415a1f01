"""Output formats. To add one: write its module with a tuple ``FORMATS`` and name it below."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from refparse._errors import FormatError
from refparse.formats.record import Format, Record

_MODULES: Final = (
    "jsonl",
    "csl",
    "bibtex",
    "ris",
    "tei",
    "csv",
    "table",
    "jats",
    "mods",
    "endnote",
    "yaml",
    "html",
)

FORMATS: Final[dict[str, Format]] = {
    known.name: known
    for module in _MODULES
    for known in import_module(f"{__name__}.{module}").FORMATS
}
"""Every output format by its name, in the order in which help texts list them."""


def get_format(name: str) -> Format:
    """The format of this name.

    Raises:
        FormatError: there is no such format; the message lists those there are.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise FormatError(
            f"unknown output format {name!r}: choose one of {', '.join(FORMATS)}"
        ) from None


__all__ = ["FORMATS", "Format", "Record", "get_format"]
