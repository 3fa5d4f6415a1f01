"""Titles and what contains them: journal or booktitle, words swallowed at a title's end."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.spans import MONTHS, YEAR, Span, Spans, each, gap_after, gap_before, has

_JOURNAL: Final = re.compile(
    r"^(?:the\s+)?(?:\w+\s+){0,3}(?:journal|zeitschrift|revista|revue|rivista|annals|annales|annali"
    r"|archives?|archiv|bulletin|bollettino|magazine|quarterly|gazette|вестник|журнал|известия"
    r"|review)\b|^(?:j|z|rev|ann|bull|arch)\.\s|\b(?:journal|review|quarterly|magazine|letters)$",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(
    r"\b(?:conference|symposium|workshop|congress|conférence|colloque|kongress|tagung|congreso"
    r"|конференци\w+)\b",
    re.IGNORECASE,
)
_PROCEEDINGS: Final = re.compile(
    r"^(?:in\s+)?(?:proceedings|proc\.?|actes|atti|tagungsband|anais)\b.{0,6}\b(?:of|du|de|del|der|the|\d)",
    re.IGNORECASE,
)
_IN: Final = re.compile(
    r"(?:^|[\W])(?:in|dans|en|em|nel|in\s*:)\s*:?\s*[«\"“„]?\s*$|//\s*$", re.IGNORECASE
)
_UNIVERSITY: Final = re.compile(
    r"universit|università|universid|hochschule|college\b|école|institut|facult|\bdept\b|department"
    r"|универс|институт|akademi|academy|\bUCLA\b|\bMIT\b(?!\s*press)|school of",
    re.IGNORECASE,
)
_PRESS: Final = re.compile(r"press|verlag|presses|editora|éditions|edizioni|publish", re.IGNORECASE)
_THESIS_WORD: Final = (
    r"(?:(?:unpublished|doctoral|master(?:['’]?s)?|ph\.?\s?d\.?|m\.?\s?(?:sc|a|s|phil)\.?|bachelor(?:['’]?s)?"
    r"|licentiate|diploma|honou?rs|senior|d\.?phil\.?|inaugural)[\s\-]*){1,3}(?:thesis|dissertation)"
    r"|(?:thèse|mémoire)\s+de\s+(?:doctorat|master|maîtrise)(?:\s+non\s+publiée?)?"
    r"|(?:diplom|doktor|master|magister|bachelor)arbeit|dissertation|diss\.|thèse"
    r"|(?:tese|dissertação)\s+(?:de|\()\s*(?:doutorado|mestrado|doutoramento)\)?"
    r"|tesis\s+(?:doctoral|de\s+\w+)|tesi\s+di\s+(?:laurea|dottorato)|автореф\w*\.?|дис(?:с|\.)\w*"
)
THESIS: Final = re.compile(_THESIS_WORD, re.IGNORECASE)
_GENRE_TAIL: Final = re.compile(
    rf"[\s.,;(\[]\s*(?P<genre>(?:{_THESIS_WORD})|technical\s+report|tech\.?\s+rep\.?|working\s+paper"
    r"|unpublished\s+(?:manuscript|report)|research\s+report|preprint|white\s+paper|press\s+release)"
    r"(?P<rest>[)\].,\s]*|,?\s+(?:no\.?\s*)?(?P<number>[A-Z]{0,6}[-\s]?\d[\w./-]{0,14})[)\].,\s]*)$",
    re.IGNORECASE,
)
_GENRE_NUMBER: Final = re.compile(
    r"^(?P<genre>[^\W\d_][^\d]{3,40}?)[\s,]+(?:(?:no|nr|number)\b\.?\s*|n[°º]\s*|#\s*)?"
    r"(?P<identifier>(?=[A-Z\d./-]*\d)[A-Z]{0,8}[A-Z\d./:-]{1,24})$"
)
_EDITION_TAIL: Final = re.compile(
    r"[\s.,;(\[]\s*(?P<edition>\d{1,2}\s?(?:st|nd|rd|th|d|e|ème|ª|a|\.)?(?:\s*,?\s*(?:rev|revised|überarb|erw)\w*\.?)?"
    r"|(?i:first|second|third|fourth|fifth|sixth|revised|rev\.|neue|zweite|dritte|deuxième|2ème))\s*,?\s*"
    r"(?i:edition|edn?|ed|éd(?:ition)?|aufl(?:age)?|edição|edición|изд(?:ание)?)\b\.?\s*[)\]]?[.,\s]*$"
)
_MEDIUM_TAIL: Final = re.compile(
    r"\s*[(\[]\s*(?P<medium>on-?\s?line|internet|electronic(?:\s+resource)?|cd-?rom|dvd|web|en\s+ligne"
    r"|en\s+línea|video|film|электронный\s+ресурс)\s*[)\]]\s*[.,]?$",
    re.IGNORECASE,
)
_VOLUME_TAIL: Final = re.compile(
    r"[\s.,;:(]\s*(?:(?i:vol(?:ume)?s?|bd|band|voll|tome?|том)\b\.?\s*|[тТ]\.\s*)"
    r"(?P<volume>\d{1,4}(?:\s?[-–]\s?\d{1,3})?|[IVXLC]{1,7})\s*[.,)]*$"
)
_CITED_TAIL: Final = re.compile(
    r"(?:\s*(?:\.\.\.|…))?[\s,;(]+(?P<note>(?:op\.?\s*)?cit(?:ato|ata|ati)?|art\.\s*cit|ibid(?:em)?)\b\.?\s*\)?$",
    re.IGNORECASE,
)
_PLACES: Final = (
    r"(?:Venezia|Padova|Milano|Roma|Firenze|Torino|Bologna|Napoli|Bari|Verona|Vicenza|Treviso|Udine"
    r"|Trieste|Bassano|Bergamo|Brescia|Belluno|Genova|Palermo|Modena|Ferrara|Pisa|Siena|Mantova"
    r"|Parma|Rovigo|Feltre|Zara|Gorizia|Livorno|Lucca|Pavia|Cremona|Ravenna|Perugia|London|Londra"
    r"|Oxford|Cambridge|Paris|Parigi|Wien|Vienna|Leipzig|Lipsia|Berlin|Berlino|München|Monaco"
    r"|Venice|Venise|Venedig|Madrid|Lisboa|Amsterdam|Bruxelles|Basel|Zürich|Princeton|Stuttgart"
    r"|Hamburg|Frankfurt|Innsbruck|Köln|Tübingen|Göttingen|Heidelberg|Halle|Dresden|Prag|Budapest"
    r"|Zagreb|Zagabria|Beograd|Athens|Venetiis|Patavii|Romae|Mediolani|Bononiae|Florentiae)"
)
_PLACE_TAIL: Final = re.compile(rf"[,.;(]\s*(?P<location>{_PLACES}(?:\s?[-–/]\s?{_PLACES})?)$")
_MONTH_ONLY: Final = re.compile(rf"^(?:{MONTHS})\.?(?:\s+(?:{YEAR}))?$", re.IGNORECASE)
_PLACE_HOUSE: Final = re.compile(
    r"^(?P<location>[^\W\d_][\w.,'’&() -]{1,40}?)\s?:\s+(?P<publisher>[^\W\d_].{1,80})$"
)
_STATE_HOUSE: Final = re.compile(
    r"^(?P<location>[A-Z]{2}(?:,\s*USA)?)\s?:\s+(?P<publisher>[^\W\d_].{1,80})$"
)
_NOT_PLACE: Final = re.compile(r"\b(?:repr|reprinted|first|original|rev)\b", re.IGNORECASE)


def kind_of_container(text: str, spans: Spans) -> Spans:
    """Call a plain periodical a journal and a plain meeting a booktitle."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        value = text[start:end]
        following = spans[index + 1][2] if index + 1 < len(spans) else ""
        if label == "booktitle" and following == "volume":
            numbered = index + 2 < len(spans) and spans[index + 2][2] == "issue"
            if (numbered or _JOURNAL.search(value)) and not (
                has(spans, "editor", "publisher") or _MEETING.search(value)
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


def swallowed_tails(text: str, spans: Spans) -> Spans:
    """Edition, medium, genre, volume and "cit." at the end of a title get their own spans."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        if label not in ("title", "booktitle", "journal", "series"):
            return [span]
        out: list[Span] = []
        shapes = [_MEDIUM_TAIL, _CITED_TAIL]
        if label in ("title", "booktitle") and not has(spans, "edition"):
            shapes.append(_EDITION_TAIL)
        if label == "title" and not has(spans, "genre"):
            shapes.append(_GENRE_TAIL)
        if label != "title" and not has(spans, "volume"):
            shapes.append(_VOLUME_TAIL)
        for shape in shapes:
            # A window: no tail is longer.
            match = shape.search(text, max(start + 2, end - 70), end)
            if not match or sum(char.isalnum() for char in text[start : match.start()]) < 4:
                continue
            for group, value in match.groupdict().items():
                if value and group != "rest":
                    name = "identifier" if group == "number" else group
                    out.append((match.start(group), match.end(group), name))
            end = match.start()
        return [(start, end, label), *out]

    return each(spans, change)


_CONTAINER_INSIDE: Final = re.compile(
    rf"[,.»”\"]\s+in\s+(?P<x>(?!{_PLACES}\b)[«“\"A-Z][\w.’'»]*\s+[^\s]+\s+\S.{{4,200}})$"
)


def swallowed_container(text: str, spans: Spans) -> Spans:
    """A title's span that runs on over ", in Container"."""
    if has(spans, "journal", "booktitle"):
        return spans

    def change(_: int, span: Span) -> list[Span]:
        start, end, label = span
        match = _CONTAINER_INSIDE.search(text, start + 4, end) if label == "title" else None
        if not match:
            return [span]
        return [(start, match.start(), label), (match.start("x"), end, "booktitle")]

    return each(spans, change)


def swallowed_place(text: str, spans: Spans) -> Spans:
    """A well-known city at a title's end, right before date, publisher or pages, is the place."""
    if has(spans, "location"):
        return spans

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        following = spans[index + 1][2] if index + 1 < len(spans) else ""
        if label not in ("title", "booktitle") or following not in ("date", "publisher", "pages"):
            return [span]
        match = _PLACE_TAIL.search(text, max(start + 4, end - 30), end)
        if not match or (following == "pages" and text[match.start()] != ","):
            return [span]
        return [(start, match.start(), label), (match.start("location"), end, "location")]

    return each(spans, change)


def publishing(text: str, spans: Spans) -> Spans:
    """Months among publishers, "Place: House" in one span, universities that award a thesis."""
    thesis = any(span[2] == "genre" and THESIS.search(text[span[0] : span[1]]) for span in spans)
    house = has(spans, "publisher")
    place = sum(span[2] == "location" for span in spans)

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        value = text[start:end]
        if label in ("publisher", "location", "note", "volume", "issue") and _MONTH_ONLY.match(
            value
        ):
            return [(start, end, "date")]
        match = None
        if label == "location" and not house and not _NOT_PLACE.search(value):
            match = _PLACE_HOUSE.match(value)
        elif label == "publisher":
            match = _STATE_HOUSE.match(value) or (None if place else _PLACE_HOUSE.match(value))
            if match and not (
                match["location"].isupper()
                or re.fullmatch(r"[A-Z][\w.'’ -]{2,20}(?:, [A-Z]{2})?", match["location"])
            ):
                match = None
        if match:
            return [
                (start + match.start("location"), start + match.end("location"), "location"),
                (start + match.start("publisher"), start + match.end("publisher"), "publisher"),
            ]
        if (
            label == "publisher"
            and thesis
            and _UNIVERSITY.search(value)
            and not _PRESS.search(value)
        ):
            return [(start, end, "institution")]
        return [span]

    return each(spans, change)


def genres(text: str, spans: Spans) -> Spans:
    """Theses and reports: "Technical Report CS-12" is a genre and an identifier."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        value = text[start:end]
        if label == "note" and THESIS.fullmatch(value):
            return [(start, end, "genre")]
        if label == "genre":
            match = _GENRE_NUMBER.match(value)
            if match:
                return [
                    (start + match.start(group), start + match.end(group), name)
                    for group, name in (("genre", "genre"), ("identifier", "identifier"))
                ]
        return [span]

    return each(spans, change)


_EMPTY_NOTE: Final = re.compile(
    r"^\W*(?:available\s+(?:at|from|online(?:\s+at)?)|view\s+(?:at\s+publisher|article)|repéré\s+à|online|in"
    r"|disponible\s+(?:en|sur|à)|disponível\s+em|url|and|e|et|und|p|pp|vol|n|cfr?|vedi|v|see|from|retrieved\s+from"
    r"|crossref|google\s+scholar|pubmed|medline)\W*$",
    re.IGNORECASE,
)


def notes(text: str, spans: Spans) -> Spans:
    """Notes that only introduce another field are no notes."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        if label != "note":
            return [span]
        value = text[start:end]
        if _EMPTY_NOTE.match(value):
            return []
        language = re.fullmatch(r"(?:in|en|auf)\s+[^\W\d_]{3,12}\.?", value, re.IGNORECASE)
        if language and re.match(
            r"(?i)(?:in|en|auf) (?:[a-z]+(?:ish|ian|an|ese|ch|ic|eek|ew|ai|utch|du)|"
            r"fran\w+|angl\w+|alle\w+|ital\w+|russ\w*\.?|engl\w*\.?|germ\w*\.?|chin\w*\.?|jap\w*\.?)$",
            value,
        ):
            return [(start, end, "language")]
        return [span]

    return each(spans, change)


def trailing_gap(text: str, spans: Spans) -> str:
    """The unlabelled text behind the last span."""
    return gap_after(text, spans, len(spans) - 1) if spans else text
