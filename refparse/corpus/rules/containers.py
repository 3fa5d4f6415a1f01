"""What contains the cited item: journal or booktitle, title or booktitle."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.spans import Span, Spans, each, gap_before, has

_JOURNAL: Final = re.compile(
    r"^(?:the\s+)?(?:\w+\s+){0,3}(?:journal|zeitschrift|revista|revue|rivista|annals|annales|annali"
    r"|archives?|archiv|bulletin|bollettino|magazine|quarterly|gazette|вестник|журнал|известия"
    r"|review)\b|^(?:j|z|rev|ann|bull|arch)\.\s|\b(?:journal|review|quarterly|magazine|letters)$",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(
    r"\b(?:conf|symp|conference|symposium|workshop|congress|conférence|colloque|kongress|tagung|congreso"
    r"|конференци\w+)\b",
    re.IGNORECASE,
)
_PROCEEDINGS: Final = re.compile(
    r"^(?:in\s+)?(?:proceedings|proc\.?|actes|atti|tagungsband|anais)\b.{0,6}\b(?:of|du|de|del|der|the|\d)",
    re.IGNORECASE,
)
_IN: Final = re.compile(
    r"(?:^|[\W])(?:in|dans|en|em|nel|in\s*:)\s*:?\s*[«\"“„'‘`]?\s*$|//\s*$", re.IGNORECASE
)


def kind_of_container(text: str, spans: Spans) -> Spans:
    """Call a plain periodical a journal and a plain meeting a booktitle."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        value = text[start:end]
        following = spans[index + 1][2] if index + 1 < len(spans) else ""
        if label == "booktitle" and following == "volume":
            numbered = index + 2 < len(spans) and spans[index + 2][2] == "issue"
            if (numbered or _JOURNAL.search(value)) and not (
                has(spans, "editor", "publisher", "location", "journal") or _MEETING.search(value)
            ):
                label = "journal"
        elif (
            label == "journal"
            and following not in ("volume", "issue")
            and _PROCEEDINGS.match(value)
        ):
            label = "booktitle" if _MEETING.search(value) else label
        return [(start, end, label)]

    return each(spans, change)


def missing_title(text: str, spans: Spans) -> Spans:
    """A lone book is the title of the cited item; a second title after "In" is its container."""
    titles = [at for at, span in enumerate(spans) if span[2] == "title"]
    books = [at for at, span in enumerate(spans) if span[2] == "booktitle"]
    if not titles and len(books) == 1 and not has(spans, "journal"):
        at = books[0]
        gap = gap_before(text, spans, at)
        value = text[spans[at][0] : spans[at][1]]
        meeting = _PROCEEDINGS.match(value) or _MEETING.search(value)
        if (
            not _IN.search(gap)
            and not re.match(r"(?:in|dans)\b", value, re.IGNORECASE)
            and not meeting
        ):
            return (*spans[:at], (*spans[at][:2], "title"), *spans[at + 1 :])
    if len(titles) == 2 and not books and not has(spans, "journal"):
        at = titles[1]
        between = range(titles[0] + 1, at + 1)
        people = {"editor", "author", "date", "translator"}
        if any(_IN.search(gap_before(text, spans, each)) for each in between) and all(
            spans[each][2] in people for each in between[:-1]
        ):
            return (*spans[:at], (*spans[at][:2], "booktitle"), *spans[at + 1 :])
    return spans
