"""A page for people: every field coloured and named, the shade saying how sure the parser is.

One file that needs nothing else: no network, no scripts, no fonts. Colours follow the reader's
light or dark theme; every text has a contrast of at least 7:1 on its ground (WCAG 2.2, level AAA),
and every field carries its name, so that nothing depends on telling colours apart.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final, TextIO

from refparse.formats.csv import to_row
from refparse.formats.keys import citation_key, keyed
from refparse.formats.plain import probability
from refparse.formats.record import Format, Record, citations
from refparse.labels import LABELS
from refparse.types import Citation, Span

HUES: Final[dict[str, int]] = {
    "author": 210, "editor": 190, "translator": 172, "title": 45, "journal": 275,
    "booktitle": 292, "series": 308, "volume": 18, "issue": 4, "edition": 350, "pages": 335,
    "date": 130, "publisher": 95, "location": 78, "institution": 112, "genre": 60, "medium": 68,
    "doi": 225, "arxiv": 232, "pmid": 239, "isbn": 246, "issn": 253, "identifier": 260,
    "url": 218, "accessed": 145, "language": 160, "number": 30, "note": 320,
}  # fmt: skip
"""The hue of each label in degrees of the colour wheel; neighbours belong together."""

LEVELS: Final = (0.0, 0.5, 0.7, 0.85, 0.95)
"""The least confidence of each shade, from the palest to the fullest."""

# Saturation and lightness per cent of the ground under a field, by shade; then ground and ink.
LIGHT: Final = ((70, 97), (75, 93), (75, 88), (75, 83), (80, 77))
DARK: Final = ((25, 12), (30, 15), (35, 18), (38, 21), (40, 24))
LIGHT_PAGE: Final = ("#ffffff", "#111111")
DARK_PAGE: Final = ("#131316", "#f5f5f5")

# What HTML forbids, and direction marks that could turn a page around.
_UNSHOWABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_BLANK: Final = re.compile(r"\s+")
_TAIL: Final = "</main></body></html>\n"


def to_html(citation: Citation, key: str | None = None) -> str:
    """The citation as an ``article`` element: the reference with its fields, then what they mean.

    Args:
        citation: what to write. Its spans may overlap: the first of two wins.
        key: the element's id; by default the citation key (``golub2021donald``), which two similar
            citations may share.

    The colours are those of the page that ``write_html`` writes.
    """
    sure = probability(citation.confidence)
    rows = to_row(citation, key)
    known = "".join(
        f"<dt>{_safe(name)}</dt><dd>{_safe(cell)}</dd>"
        for name, cell in rows.items()
        if cell and name not in ("confidence", "text")
    )
    return (
        f'<article id="{_safe(key or citation_key(citation))}"><header>'
        f"<b>{_safe(citation.type)}</b> "
        f'<span class="sure {_shade(sure)}">{sure:.0%} sure of every field</span></header>'
        f'<p class="reference" dir="auto">{"".join(_marked(citation))}</p>'
        f"<details><summary>Citation</summary><dl>{known}</dl></details></article>\n"
    )


def write_html(records: Iterable[Record], stream: TextIO) -> None:
    """Write one page, reference by reference, with the legend before the first."""
    stream.write(_head())
    count = 0
    for key, citation in keyed(citations(records)):
        stream.write(to_html(citation, key))
        count += 1
    stream.write(f"<footer>{count} reference{'' if count == 1 else 's'}</footer>{_TAIL}")


def _safe(text: str) -> str:
    return html.escape(_BLANK.sub(" ", _UNSHOWABLE.sub("\ufffd", text)), quote=True)


def _shade(confidence: float) -> str:
    return f"c{sum(confidence >= least for least in LEVELS[1:])}"


def _marked(citation: Citation) -> Iterator[str]:
    text, end = citation.text, 0
    for span in sorted(citation.spans, key=lambda span: (span.start, span.end)):
        start, stop = max(span.start, end), min(span.end, len(text))
        if stop > start:
            yield _safe(text[end:start])
            yield _mark(span, text[start:stop])
            end = stop
    yield _safe(text[end:])


def _mark(span: Span, text: str) -> str:
    sure = probability(span.confidence)
    label = span.label if span.label in HUES else "note"
    return (
        f'<mark class="{label} {_shade(sure)}" title="{_safe(span.label)}: {sure:.0%} sure">'
        f"{_safe(text)}<small>{_safe(span.label)}</small></mark>"
    )


@cache
def _head() -> str:
    labels = "".join(f'<li><mark class="{one} c4">{one}</mark></li>' for one in LABELS)
    bounds = [*LEVELS, 1.0]
    shades = "".join(
        f'<li><mark class="title c{number}">{low:.0%}–{high:.0%}</mark></li>'
        for number, (low, high) in enumerate(pairwise(bounds))
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>Parsed references</title><style>{_style()}</style></head>"
        '<body><main><h1>Parsed references</h1><section class="legend" aria-label="Legend">'
        f"<h2>Fields</h2><ul>{labels}</ul>"
        f"<h2>Confidence: the fuller, the surer</h2><ul>{shades}</ul></section>\n"
    )


def _style() -> str:
    hues = "".join(f".{label}{{--h:{hue}}}" for label, hue in HUES.items())
    shades = "".join(
        f".c{one}{{background:hsl(var(--h,210) var(--s{one}) var(--l{one}))}}" for one in range(5)
    )
    return (
        f":root{{color-scheme:light dark;{_variables(LIGHT, LIGHT_PAGE)}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{_variables(DARK, DARK_PAGE)}}}}}"
        "*{box-sizing:border-box}"
        "body{margin:0;background:var(--page);color:var(--ink);"
        "font:1rem/1.5 system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif}"
        "main{max-width:60rem;margin:0 auto;padding:1rem}"
        "h1{font-size:1.4rem}h2{font-size:.9rem;margin:.5rem 0 .25rem}"
        ".legend{border:1px solid var(--line);border-radius:.5rem;padding:.25rem .75rem .75rem}"
        ".legend ul{display:flex;flex-wrap:wrap;gap:.3rem;margin:0;padding:0;list-style:none}"
        "article{padding:.75rem 0;border-bottom:1px solid var(--line)}"
        "header,footer,summary,dl{font-size:.85rem}"
        ".sure{padding:0 .3rem;border-radius:.25rem;--h:130}"
        ".reference{margin:.4rem 0;line-height:2;overflow-wrap:anywhere}"
        "mark{color:inherit;border-radius:.25rem;padding:.1rem .25rem;"
        "box-decoration-break:clone;-webkit-box-decoration-break:clone;"
        "print-color-adjust:exact;-webkit-print-color-adjust:exact}"
        "mark.c0,mark.c1{outline:1px dashed var(--ink)}"
        "mark small{margin-inline-start:.3rem;font-size:.65rem;font-weight:600;"
        "letter-spacing:.02em;vertical-align:.1em}"
        "dl{display:grid;grid-template-columns:max-content 1fr;gap:0 .75rem;margin:.25rem 0}"
        "dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}"
        f"{hues}{shades}"
    )


def _variables(shades: tuple[tuple[int, int], ...], page: tuple[str, str]) -> str:
    levels = "".join(
        f"--s{one}:{saturation}%;--l{one}:{lightness}%;"
        for one, (saturation, lightness) in enumerate(shades)
    )
    ground, ink = page
    line = f"color-mix(in srgb,{ink} 30%,{ground})"
    return f"{levels}--page:{ground};--ink:{ink};--line:{line}"


FORMATS: Final = (
    Format(
        "html", "a page for people: fields coloured, confidence by shade", write_html, counting=True
    ),
)
