"""Small pieces of HTML: escaping, cells, rows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final

# HTML forbids most control characters, UTF-8 lone surrogates; direction marks could turn a page
# around. Each becomes the sign for "cannot be shown".
_UNSHOWABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def safe(text: object) -> str:
    """Any value as text that may stand in an element or between double quotes."""
    return html.escape(_UNSHOWABLE.sub("\ufffd", str(text)), quote=True)


def cell(value: str, kind: str = "td", **attributes: object) -> str:
    """One table cell; ``value`` is HTML already, attributes are escaped ("class_" is "class")."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{safe(known)}"'
        for name, known in attributes.items()
        if known != ""
    )
    return f"<{kind}{given}>{value}</{kind}>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]], caption: str = "") -> str:
    """A table of cells that are HTML already; the first cell of a row is its heading."""
    out = ['<div class="wide"><table>']
    if caption:
        out.append(f"<caption>{caption}</caption>")
    out.append("<thead><tr>" + "".join(cell(one, "th", scope="col") for one in head))
    out.append("</tr></thead><tbody>")
    for row in rows:
        first, *rest = row
        out.append("<tr>" + cell(first, "th", scope="row") + "".join(map(cell, rest)) + "</tr>")
    out.append("</tbody></table></div>")
    return "".join(out)
