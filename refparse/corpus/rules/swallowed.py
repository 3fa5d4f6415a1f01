"""Words of other fields swallowed at the end of a title or container."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.imprint import THESIS
from refparse.corpus.rules.spans import Span, Spans, each, has

_GENRE_TAIL: Final = re.compile(
    rf"[\s.,;(\[]\s*(?P<genre>(?:{THESIS.pattern})|technical\s+report|tech\.?\s+rep\.?|working\s+paper"
    r"|unpublished\s+(?:manuscript|report)|research\s+report|preprint|white\s+paper|press\s+release)"
    r"(?P<rest>[)\].,\s]*|,?\s+(?:no\.?\s*)?(?P<number>[A-Z]{0,6}[-\s]?\d[\w./-]{0,14})[)\].,\s]*)$",
    re.IGNORECASE,
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
_NUMBER_INSIDE: Final = re.compile(r",\s*(?P<volume>[IVXLC]{1,7}|\d{1,2})$")
_CONTAINER_INSIDE: Final = re.compile(
    rf"[,.»”\"]\s+in\s+(?P<x>(?!{_PLACES}\b)[«“\"A-Z][\w.’'»]*\s+[^\s]+\s+\S.{{4,200}})$"
)


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


def swallowed_volume(text: str, spans: Spans) -> Spans:
    """A number at a title's end, before pages, place or date, is the volume: "Title, IV"."""
    if has(spans, "volume"):
        return spans

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        following = spans[index + 1][2] if index + 1 < len(spans) else ""
        if label not in ("title", "booktitle") or following not in ("pages", "location", "date"):
            return [span]
        match = _NUMBER_INSIDE.search(text, max(start + 3, end - 12), end)
        return (
            [(start, match.start(), label), (*match.span("volume"), "volume")] if match else [span]
        )

    return each(spans, change)


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
