"""Citations whose every string may hold anything that Python's ``str`` can hold."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from refparse.formats.csl import TYPES
from refparse.types import Citation, Date, Name, Span

# The machine may be busy: what is slow is tested by itself.
relaxed = settings(deadline=None)

# What is special in one of the formats, so that chance need not find it.
_AWKWARD = [
    *"\\{}%$#_&^~\"'`@=+-,;:/<>()[]|*\t\n\r\x00\x0b\x1b\x1f\x7f\x85\xa0\u2028\u2029\ufeff\ufffe\u202e",
    "\ud800",
    "\udc80",
    "\ud83d\ude00",
    "TY  - JOUR\n",
    "\nER  - \n",
    "\n@article{x,\n}",
    "]]>",
    "<!--",
    "&amp;",
    " and ",
    "others",
    "--",
    "\u2013",
    "DNA",
    "Łódź",
    "Дом",
    "王",
    "א",
    "e\u0301",
]
hostile = st.lists(
    st.one_of(st.sampled_from(_AWKWARD), st.text(st.characters(exclude_categories=()), max_size=8)),
    max_size=6,
).map("".join)

names = st.builds(
    Name, family=hostile, given=hostile, particle=hostile, suffix=hostile, literal=hostile
) | st.builds(Name, family=hostile, given=hostile)

_numbers = st.one_of(st.none(), st.integers(-50, 40), st.integers(1800, 2100), st.integers())
dates = st.builds(
    Date,
    year=_numbers,
    month=_numbers,
    day=_numbers,
    season=st.one_of(st.none(), st.integers(-1, 6)),
    end=st.lists(st.integers(-3, 2100), max_size=4).map(tuple),
    literal=hostile,
    circa=st.booleans(),
    suffix=hostile,
)

_KEYS = [
    "title", "container-title", "collection-title", "volume", "issue", "number", "edition", "page",
    "number-of-pages", "publisher", "publisher-place", "genre", "medium", "DOI", "URL", "ISBN",
    "ISSN", "PMID", "PMCID", "language", "note", "status", "author", "issued", "id", "custom",
]  # fmt: skip
_tables = st.dictionaries(
    st.sampled_from([*_KEYS, "arxiv", "et-al", "institution", "identifier", "type"]) | hostile,
    hostile,
    max_size=8,
)
_confidence = st.floats(0, 1) | st.sampled_from([float("nan"), float("inf"), -1.0])
citations = st.builds(
    Citation,
    text=hostile,
    spans=st.lists(
        st.builds(
            Span, st.integers(0, 9), st.integers(0, 9), st.just("title"), hostile, _confidence
        ),
        max_size=2,
    ).map(tuple),
    type=st.sampled_from(sorted(TYPES)) | hostile,
    authors=st.lists(names, max_size=3).map(tuple),
    editors=st.lists(names, max_size=2).map(tuple),
    translators=st.lists(names, max_size=2).map(tuple),
    fields=_tables,
    issued=st.none() | dates,
    accessed=st.none() | dates,
    custom=_tables,
    confidence=_confidence,
)
