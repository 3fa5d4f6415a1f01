"""The values that pass between the rooms of the house: spans, names, dates, citations.

All are frozen: comparable, hashable where their parts are, and safe to pickle and to share.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NoReturn


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a reference.

    Attributes:
        start: offset of the first character in the reference, in code points.
        end: offset behind the last character.
        label: one of :data:`refparse.labels.LABELS`.
        text: the characters as they stand in the reference, ``reference[start:end]``.
        confidence: probability in 0..1 that exactly this span with this label is right.
    """

    start: int
    end: int
    label: str
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Name:
    """A person or an organisation, in CSL's parts.

    Either ``literal`` is set (organisations, names that cannot be split) or ``family`` is.
    ``particle`` is what CSL calls the non-dropping particle ("van de" Wetering).
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    def to_csl(self) -> dict[str, str]:
        """The name as a CSL-JSON name variable; empty parts are left out."""
        if self.literal:
            return {"literal": self.literal}
        out = {}
        if self.family:
            out["family"] = self.family
        if self.given:
            out["given"] = self.given
        if self.particle:
            out["non-dropping-particle"] = self.particle
        if self.suffix:
            out["suffix"] = self.suffix
        return out

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        # "van Wetering", but "d'Alembert" and "al-Razi"
        glue = "" if self.particle.endswith(("'", "’", "-")) else " "
        family = f"{self.particle}{glue}{self.family}".strip()
        return ", ".join(part for part in (family, self.given, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as the reference gives it.

    ``year``, ``month`` (1..12) and ``day`` (1..31) are None where not given; ``end`` closes a
    range ("1998–2001"); ``season`` is 1 (spring) to 4 (winter); ``literal`` keeps what could not
    be read ("in press", "n.d."); ``circa`` marks "ca. 1850"; ``suffix`` is the letter that tells
    two works of one year apart ("1999a").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    end: tuple[int, ...] = ()
    literal: str = ""
    circa: bool = False
    suffix: str = ""

    def to_csl(self) -> dict[str, Any]:
        """The date as a CSL-JSON date variable."""
        out: dict[str, Any] = {}
        if self.year is not None:
            first = [self.year]
            if self.month is not None:
                # date-parts count from the year down: a day without its month has no place there.
                first += [self.month] if self.day is None else [self.month, self.day]
            out["date-parts"] = [first, list(self.end)] if self.end else [first]
            if self.season is not None:
                out["season"] = self.season
            if self.circa:
                out["circa"] = True
        if self.literal and self.year is None:
            out["literal"] = self.literal
        return out


class Fields(dict[str, str]):
    """The fields of a citation: a dict that cannot be changed, so that citations cannot either.

    It compares, prints and serialises as a dict, and is hashable. ``dict(fields)`` and
    ``fields | {...}`` give plain dicts to work on.
    """

    __slots__ = ()

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("the fields of a citation cannot be changed; work on dict(citation.fields)")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Fields], tuple[dict[str, str]]]:
        return Fields, (dict(self),)

    def __copy__(self) -> Fields:
        return self

    def __deepcopy__(self, _memo: object) -> Fields:
        return self


_NO_FIELDS: Final = Fields()


@dataclass(frozen=True, slots=True)
class Citation:
    """One parsed reference.

    Attributes:
        text: the reference as it was given.
        spans: the labelled spans, sorted, not overlapping.
        type: CSL item type ("article-journal", "book", "chapter", …).
        authors, editors, translators: people and organisations in printed order.
        fields: CSL text and number variables by their CSL names ("title", "container-title",
            "volume", "page", "publisher-place", "DOI", …), cleaned.
        issued, accessed: dates; None where the reference has none.
        custom: values for which CSL-JSON has no variable ("arxiv", "et-al", …).
        confidence: probability in 0..1 that every field is right.
        error: (code, message) where the reference was rejected: "blank" or "too-long"; else None.
    """

    text: str
    spans: tuple[Span, ...] = ()
    type: str = "document"
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    issued: Date | None = None
    accessed: Date | None = None
    custom: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.0
    error: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        """Seals the fields."""
        if type(self.fields) is not Fields:
            object.__setattr__(self, "fields", Fields(self.fields))
        if type(self.custom) is not Fields:
            object.__setattr__(self, "custom", Fields(self.custom) if self.custom else _NO_FIELDS)

    @property
    def title(self) -> str:
        """Title of the cited item; "" where the reference has none."""
        return self.fields.get("title", "")

    @property
    def container_title(self) -> str:
        """The journal, book or site that contains the cited item; "" where there is none."""
        return self.fields.get("container-title", "")

    @property
    def year(self) -> int | None:
        """Year of publication; None where the reference has none."""
        return self.issued.year if self.issued else None

    @property
    def volume(self) -> str:
        """Volume as printed; "" where there is none."""
        return self.fields.get("volume", "")

    @property
    def issue(self) -> str:
        """Issue as printed; "" where there is none."""
        return self.fields.get("issue", "")

    @property
    def page(self) -> str:
        """Pages with ranges written out ("325-326"); "" where there are none."""
        return self.fields.get("page", "")

    @property
    def publisher(self) -> str:
        """Publisher; "" where there is none."""
        return self.fields.get("publisher", "")

    @property
    def doi(self) -> str:
        """The bare DOI ("10.1000/xyz"); "" where there is none."""
        return self.fields.get("DOI", "")

    @property
    def url(self) -> str:
        """The web address that is not a DOI; "" where there is none."""
        return self.fields.get("URL", "")

    def to_csl(self) -> dict[str, Any]:
        """The citation as a CSL-JSON 1.0.2 item."""
        from refparse.formats.csl import to_csl

        return to_csl(self)

    def to_bibtex(self) -> str:
        """The citation as one BibTeX entry."""
        from refparse.formats.bibtex import to_bibtex

        return to_bibtex(self)
