"""What the readers of Word files share."""

from __future__ import annotations

from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value_of(element: Any) -> str | None:
    """The ``w:val`` of an element; None without the element or the attribute."""
    if element is None:
        return None
    value: str | None = element.get(W + "val")
    return value
