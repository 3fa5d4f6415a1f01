"""Taking duplicates out of corpora."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from refparse.corpus.keys import MIN_TITLE, text_key, title_key
from refparse.corpus.reference import LabelledReference


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A reference that was left out.

    Attributes:
        id: its id.
        of: id of the reference that was kept.
        how: "text": the same letters and digits; "title": the same title and year.
        excerpt: the beginning of its text.
    """

    id: str
    of: str
    how: Literal["text", "title"]
    excerpt: str


def dedupe(
    references: Iterable[LabelledReference],
    *,
    near: bool = False,
    min_title: int = MIN_TITLE,
    found: list[Duplicate] | None = None,
) -> Iterator[LabelledReference]:
    """The references without those that came before.

    Args:
        references: one corpus or several chained; the first of equals is kept.
        near: whether the same title makes a duplicate too, unless the years differ. The same work
            in another style is near, and may be worth keeping for training.
        min_title: letters and digits that a title must exceed to count.
        found: where given, a Duplicate is appended for each reference left out.

    Yields:
        What is kept, in order. Memory holds one key or two for each.
    """
    texts: dict[str, str] = {}
    titles: dict[str, list[tuple[str, str]]] = {}
    for reference in references:
        text = text_key(reference)
        of, how = texts.get(text), "text"
        title = title_key(reference, min_title) if near else ""
        year = _year(reference)
        if of is None and title:
            same = (id for own, id in titles.get(title, ()) if not own or not year or own == year)
            of, how = next(same, None), "title"
        if of is not None:
            if found is not None:
                kind: Literal["text", "title"] = "text" if how == "text" else "title"
                found.append(Duplicate(reference.id, of, kind, reference.text[:80]))
            continue
        texts[text] = reference.id
        if title:
            titles.setdefault(title, []).append((year, reference.id))
        yield reference


def _year(reference: LabelledReference) -> str:
    digits = ("".join(filter(str.isdigit, date)) for date in reference.strings().get("date", ()))
    return next((found[:4] for found in digits if len(found) >= 4), "")
