"""References that two corpora share: what must not happen between training and test data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from refparse.corpus.keys import MIN_TITLE, text_key, title_key
from refparse.corpus.reference import LabelledReference


@dataclass(frozen=True, slots=True)
class Leak:
    """A reference of the first corpus that the second has too.

    Attributes:
        first: its id in the first corpus.
        second: id of the match in the second.
        how: "text": the same letters and digits; "title": the same title.
        excerpt: what they share, shortened.
    """

    first: str
    second: str
    how: Literal["text", "title"]
    excerpt: str


def leaks(
    first: Iterable[LabelledReference],
    second: Iterable[LabelledReference],
    *,
    min_title: int = MIN_TITLE,
) -> list[Leak]:
    """Pairs of references with the same text or title.

    Args:
        first, second: corpora; the keys of the second are held in memory.
        min_title: letters and digits that a title must exceed to count ("Introduction" does not).

    Returns:
        At most one pair for each reference of the first corpus, in its order; the same text is
        preferred to the same title.
    """
    texts: dict[str, str] = {}
    titles: dict[str, str] = {}
    for reference in second:
        texts.setdefault(text_key(reference), reference.id)
        title = title_key(reference, min_title)
        if title:
            titles.setdefault(title, reference.id)
    out: list[Leak] = []
    for reference in first:
        match = texts.get(text_key(reference))
        if match is not None:
            out.append(Leak(reference.id, match, "text", reference.text[:80]))
            continue
        title = title_key(reference, min_title)
        match = titles.get(title) if title else None
        if match is not None:
            shared = " ".join(reference.strings()["title"])
            out.append(Leak(reference.id, match, "title", shared[:80]))
    return out
