"""The fields of one citation, filled from its spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from refparse.citation.dates import parse_date
from refparse.citation.identifiers import (
    clean_arxiv,
    clean_doi,
    clean_isbn,
    clean_issn,
    clean_pmid,
    clean_url,
)
from refparse.citation.languages import language_code
from refparse.citation.names import parse_names
from refparse.citation.numbers import parse_edition, parse_numbering
from refparse.citation.pages import parse_pages, plain_range
from refparse.citation.wording import clean, split_translation, tidy
from refparse.types import Date, Name, Span

_GAP: Final = re.compile(r"[\W_]*$")
_PLAIN_FIELDS: Final = (
    ("series", "collection-title"),
    ("publisher", "publisher"),
    ("location", "publisher-place"),
    ("genre", "genre"),
    ("medium", "medium"),
)
_NUMBERED: Final = frozenset(
    {
        "book",
        "dataset",
        "document",
        "legal_case",
        "legislation",
        "patent",
        "report",
        "standard",
        "thesis",
    }
)
_PUBLISHED_BY_INSTITUTION: Final = frozenset({"dataset", "report", "standard", "thesis"})
_ACCESS_WORDS: Final = re.compile(
    r"^[\W_]*(?:last\s+)?(?:accessed|access|retrieved|cited|viewed|visited|consult[ée]e?"
    r"|consultado|consultato|acesso|acceso|acessado|abgerufen|zugriff|abruf|geraadpleegd"
    r"|дата обращения|обращение|доступ|cit\.)(?!\w)",
    re.IGNORECASE,
)
_HAS_DIGIT: Final = re.compile(r"\d")
_PATENT_NUMBER: Final = re.compile(r"(?:[A-Z]{2}\s?)?\d[\d,./ ]{3,14}\d(?:\s?[A-C]\d?)?")
_STRONG_DOI: Final = re.compile(r"\bdoi\b|doi\.org|^10\.\d{4}", re.IGNORECASE)
_ARXIV_WORD: Final = re.compile(r"\barxiv\s?:?\s?(?=[a-z\d-])", re.IGNORECASE)


class LabelledText:
    """A reference and its spans by label.

    Attributes:
        text: the reference.
        by_label: the spans of each label in printed order.
        between: the stretches that no span covers, in printed order; the last one, behind the last
            span, may be empty.
    """

    __slots__ = ("between", "by_label", "text")

    def __init__(
        self,
        text: str,
        spans: Sequence[Span],
        known: tuple[dict[str, list[Span]], list[str]] | None = None,
    ) -> None:
        """Sorts spans by label; they must lie inside the text and be in order.

        Args:
            text: the reference.
            spans: its spans.
            known: the spans by label and what is between them, where that was done before.
        """
        self.text = text
        if known is not None:
            self.by_label, self.between = known
            return
        by_label: dict[str, list[Span]] = {}
        between = []
        end = 0
        for span in spans:
            if span.label in by_label:
                by_label[span.label].append(span)
            else:
                by_label[span.label] = [span]
            if span.start > end:
                between.append(text[end : span.start])
            if span.end > end:
                end = span.end
        between.append(text[end:])
        self.by_label = by_label
        self.between = between

    @property
    def rest(self) -> str:
        """The characters that no span covers, a blank between two stretches."""
        return " ".join(self.between)

    def joined(self) -> dict[str, str]:
        """The text of each label, several spans of one label joined by a blank."""
        return {
            label: found[0].text if len(found) == 1 else " ".join([span.text for span in found])
            for label, found in self.by_label.items()
        }

    def texts(self, label: str) -> list[str]:
        """The texts of a label, spans with nothing but punctuation between them taken together."""
        spans = self.by_label.get(label)
        if not spans:
            return []
        if len(spans) == 1:
            return [spans[0].text]
        out: list[str] = []
        start, end = spans[0].start, spans[0].end
        for span in spans[1:]:
            gap = self.text[end : span.start]
            if end <= span.start and len(gap) < 5 and _GAP.match(gap):
                end = span.end
            else:
                out.append(self.text[start:end])
                start, end = span.start, span.end
        out.append(self.text[start:end])
        return [text for text in out if text.strip()]

    def after(self, span: Span) -> str:
        """The characters behind a span."""
        return self.text[span.end : span.end + 24]

    def before(self, span: Span) -> str:
        """The characters before a span."""
        return self.text[max(0, span.start - 12) : span.start]


class FieldBuilder:
    """Fills the fields of one citation; nothing that a span says is dropped silently.

    Attributes:
        fields: CSL variables by name.
        custom: values that CSL has no variable for.
        notes: what fits no field, in order; joined into the CSL note at the end.
    """

    __slots__ = ("custom", "fields", "notes", "spans")

    def __init__(self, spans: LabelledText) -> None:
        """Starts without any fields."""
        self.spans = spans
        self.fields: dict[str, str] = {}
        self.custom: dict[str, str] = {}
        self.notes: list[str] = []

    def put(self, key: str, value: str) -> None:
        """Sets a field; a second value for it goes to the note."""
        if value and self.fields.setdefault(key, value) != value:
            self.notes.append(f"{key}: {value}")

    def keep(self, key: str, value: str) -> None:
        """Sets a custom value; further ones are joined to it."""
        if value:
            before = self.custom.get(key)
            if before is None:
                self.custom[key] = value
            elif value not in before.split("; "):
                self.custom[key] = f"{before}; {value}"

    def names(self, label: str, cut: list[str]) -> tuple[Name, ...]:
        """The people of a label; ``cut`` gets the label if their list is cut short ("et al.")."""
        names: tuple[Name, ...] = ()
        for text in self.spans.texts(label):
            found, et_al = parse_names(text)
            names += found
            if et_al and label not in cut:
                cut.append(label)
        return names

    def titles(self) -> None:
        """Title, container and series, with their translations kept apart."""
        by_label = self.spans.by_label
        if "title" in by_label:
            titles = self.spans.texts("title")
            if titles:
                title, translation = split_translation(clean(titles[0]))
                self.put("title", title)
                if translation:
                    self.keep("title-translated", translation)
                if len(titles) > 1:
                    self.notes.extend(map(clean, titles[1:]))
        for label in ("booktitle", "journal"):
            if label not in by_label:
                continue
            for text in self.spans.texts(label):
                title, translation = split_translation(clean(text), loose=True)
                key = "container-title"
                if label == "journal" and key in self.fields and "series" not in by_label:
                    key = "collection-title"  # "In Proc. X. LNCS, vol. 12"
                if translation and key not in self.fields:
                    self.keep(f"{key}-translated", translation)
                self.put(key, title)

    def numbering(self) -> None:
        """Volume, issue, edition and pages."""
        by_label = self.spans.by_label
        if "volume" in by_label or "issue" in by_label:
            volumes, issues = self.spans.texts("volume"), self.spans.texts("issue")
            numbers = parse_numbering(volumes[0] if volumes else "", issues[0] if issues else "")
            self.put("volume", numbers.volume)
            self.put("issue", numbers.issue)
            if len(volumes) > 1 or len(issues) > 1:
                for more in volumes[1:]:
                    self.put("volume", parse_numbering(more).volume)
                for more in issues[1:]:
                    self.put("issue", parse_numbering("", more).issue)
            if numbers.page:
                if "pages" in by_label:
                    self.notes.append(f"page: {numbers.page}")
                else:
                    self.put("page", parse_pages(numbers.page).page)
        if "edition" in by_label:
            for text in self.spans.texts("edition"):
                self.put("edition", parse_edition(text))
        for span in by_label.get("pages", ()):
            plain = plain_range(span.text)
            if plain and "page" not in self.fields:
                self.fields["page"] = plain
                continue
            pages = parse_pages(span.text, self.spans.before(span), self.spans.after(span))
            if pages.page and "page" in self.fields:
                self.notes.append(f"cited pages: {pages.page}")
            else:
                self.put("page", pages.page)
            self.put("number-of-pages", pages.total)

    def identifiers(self) -> None:
        """DOI, web address, arXiv, PubMed and book numbers."""
        by_label = self.spans.by_label
        for span in by_label.get("doi", ()):
            self._doi(span.text)
        if "url" in by_label:
            for text in self.spans.texts("url"):
                url, doi = clean_url(text)
                if doi:
                    self._put_doi(doi)
                else:
                    self.put("URL", url)
        if "arxiv" in by_label:
            joined = " ".join(span.text for span in by_label["arxiv"])
            arxiv = clean_arxiv(joined)
            self.keep("arxiv", arxiv.identifier or ("" if arxiv.subject else clean(joined)))
            self.keep("arxiv-class", arxiv.subject)
        for span in by_label.get("pmid", ()):
            pmid, pmcid = clean_pmid(span.text)
            self.put("PMID", pmid)
            self.put("PMCID", pmcid)
            if not (pmid or pmcid):
                self.notes.append(clean(span.text))
        if "isbn" in by_label or "issn" in by_label:
            self._book_numbers()

    def _book_numbers(self) -> None:
        for label, key, check in (("isbn", "ISBN", clean_isbn), ("issn", "ISSN", clean_issn)):
            for span in self.spans.by_label.get(label, ()):
                checked = check(span.text)
                for number in checked.valid:
                    known = self.fields.get(key)
                    if known is None:
                        self.fields[key] = number
                    elif number not in known.split(" "):
                        self.fields[key] = f"{known} {number}"
                for number in checked.invalid:
                    self.keep(f"{label}-invalid", number)

    def _doi(self, text: str) -> None:
        doi = clean_doi(text)
        if doi:
            self._put_doi(doi)
        elif _HAS_DIGIT.search(text):
            self.keep("doi-invalid", tidy(text))
        else:
            self.notes.append(clean(text))

    def _put_doi(self, doi: str) -> None:
        known = self.fields.setdefault("DOI", doi)
        if known.lower() != doi.lower():
            self.notes.append(f"DOI: {doi}")

    def number(self, kind: str) -> None:
        """Report, patent and other numbers; PMCIDs labelled as such."""
        texts = self.spans.texts("identifier") if "identifier" in self.spans.by_label else ()
        for text in texts:
            pmcid = clean_pmid(text)[1] if "PMC" in text else ""
            if pmcid:
                self.put("PMCID", pmcid)
            elif kind in _NUMBERED:
                self.put("number", clean(text))
            else:
                self.keep("identifier", clean(text))
        if kind == "patent" and "number" not in self.fields and "genre" in self.fields:
            number = _PATENT_NUMBER.search(self.fields["genre"])
            if number is not None:
                self.fields["number"] = number[0]

    def wording(self, kind: str) -> None:
        """Series, publisher, place, genre, medium, institution, language and notes."""
        by_label = self.spans.by_label
        for label, key in _PLAIN_FIELDS:
            if label not in by_label:
                continue
            values = [value for value in map(clean, self.spans.texts(label)) if value]
            if label in ("publisher", "location"):
                self.put(key, "; ".join(dict.fromkeys(values)))
            else:
                for value in values:
                    self.put(key, value)
        for text in self.spans.texts("institution") if "institution" in by_label else ():
            value = clean(text)
            if kind in _PUBLISHED_BY_INSTITUTION and "publisher" not in self.fields:
                self.put("publisher", value)
            else:
                self.keep("institution", value)
        for text in self.spans.texts("language") if "language" in by_label else ():
            code = language_code(text)
            if code and "language" not in self.fields:
                self.fields["language"] = code
            elif not code:
                self.notes.append(clean(text))
        if "number" in by_label:
            values = self.spans.texts("number")
            self.put("citation-number", clean(values[0]) if values else "")
            self.notes.extend(clean(more) for more in values[1:])
        for text in self.spans.texts("note") if "note" in by_label else ():
            self.notes.append(clean(text))
            self._identifiers_in_note(text)

    def _identifiers_in_note(self, text: str) -> None:
        """A DOI or arXiv number that a remark names, where no span of its own does."""
        if "DOI" not in self.fields and _STRONG_DOI.search(text[:200]):
            doi = clean_doi(text)
            if doi:
                self.fields["DOI"] = doi
        if "arxiv" not in self.custom and _ARXIV_WORD.search(text[:200]):
            self.keep("arxiv", clean_arxiv(text).identifier)

    def accessed(self) -> Date | None:
        """The date of access; words without any date are dropped as the labels they are."""
        date = None
        for text in self.spans.texts("accessed"):
            bare = _ACCESS_WORDS.sub("", tidy(text)).strip(" :,;.[]()")
            read = parse_date(bare)
            if read.year is not None and date is None:
                date = read
            elif _HAS_DIGIT.search(bare) and read != date:
                self.notes.append(f"accessed: {bare}")
        return date
