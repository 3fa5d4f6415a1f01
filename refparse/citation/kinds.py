"""What kind of work a reference cites, as a CSL 1.0.2 item type.

The rules are ordered: words that name the kind ("PhD thesis", "[Data set]") come first, then the
container (journal, book), then what else is there (publisher, web address). The first rule that
holds decides, unless it is one of those that hold for want of anything better (a book is what has
a publisher); then the learned weights of :mod:`refparse.citation.kind_weights` do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from refparse.citation._letters import small
from refparse.citation.kind_starts import starts
from refparse.citation.kind_weights import best_type
from refparse.citation.kind_words import (
    CASE,
    CONFERENCE,
    COURT,
    DATASET,
    DICTIONARY,
    LAW,
    LAW_LIKELY,
    MAGAZINE,
    NEWSPAPER,
    NEWSPAPER_WORD,
    NO_JOURNAL,
    NOT_CONFERENCE,
    OTHER,
    PATENT,
    PATENT_NUMBER,
    PREPRINT,
    REFERENCE_WORK,
    REPORT,
    SOFTWARE,
    STANDARD,
    THESIS,
)
from refparse.native import core_function

DOUBTFUL: Final = frozenset(
    {
        "article-journal",
        "book",
        "chapter",
        "document",
        "paper-conference",
        "report",
        "webpage",
    }
)
"""Answers of the rules that the learned weights may overrule."""

_LONGEST: Final = 1000
_SHORT: Final = 80
_BOOKISH: Final = frozenset(
    {"publisher", "location", "pages", "editor", "isbn", "volume", "series"}
)
_NOTED: Final = frozenset({"manuscript", "speech", "personal_communication"})
_MONTH: Final = re.compile(r"[^\W\d_]{3}|\d[./-]\d")
_WORDS: Final = re.compile(r"[^\W\d_][\w.\s'’&-]*")


@lru_cache(maxsize=8192)
def _sort_of_periodical(journal: str) -> str:
    """What the name of a periodical says.

    "preprint", "conference", "newspaper", "newspaper?" (shared with journals), "magazine" or "".
    """
    journal = small(journal)
    if NO_JOURNAL.search(journal) is None:
        return ""
    if PREPRINT.search(journal):
        return "preprint"
    if CONFERENCE.search(journal) and not NOT_CONFERENCE.search(journal):
        return "conference"
    if NEWSPAPER.search(journal):
        return "newspaper"
    if MAGAZINE.search(journal):
        return "magazine"
    return "newspaper?" if NEWSPAPER_WORD.search(journal) else ""


def _periodical(journal: str, labels: Collection[str], date: str) -> str:
    """The kind of an item in a periodical."""
    sort = _sort_of_periodical(journal)
    if sort == "conference":
        return "paper-conference"
    if not sort or "volume" in labels:
        return "article-journal"
    if sort == "preprint":
        return "article"
    if "doi" in labels or (sort == "newspaper?" and not _MONTH.search(date)):
        return "article-journal"
    return f"article-{sort.rstrip('?')}"


@lru_cache(maxsize=4096)
def _sort_of_book(book: str) -> str:
    """The kind of an item in a book of this name, as far as the name tells."""
    book = small(book)
    if CONFERENCE.search(book):
        return "paper-conference"
    if REFERENCE_WORK.search(book):
        return "entry-encyclopedia"
    return "entry-dictionary" if DICTIONARY.search(book) else ""


def _wording(rest: str) -> str:
    """The words between the spans, without the punctuation that most of it is."""
    # Nine of ten are one of a few hundred: ". , .  ( ) : .".
    return _short_wording(rest) if len(rest) <= _SHORT else _short_wording.__wrapped__(rest)


@lru_cache(maxsize=4096)
def _short_wording(rest: str) -> str:
    return " ".join([word for word in _WORDS.findall(rest[:_LONGEST]) if len(word) > 4])


@lru_cache(maxsize=4096)
def _names_thesis(text: str) -> bool:
    return THESIS.search(small(text)) is not None


def is_certain(rule: str, texts: Mapping[str, str], rest: str = "") -> bool:
    """Whether the rules' answer stands without asking the weights.

    They would change nothing for the better there (docs/experiments.md), and the commonest kind of
    reference, the article with author, journal and volume, is spared the time.

    Args:
        rule: the type that the rules give.
        texts: the text of each label.
        rest: the characters of the reference that carry no label.
    """
    if rule == "article-journal":
        return "volume" in texts and "author" in texts and "journal" in texts
    if rule not in DOUBTFUL or not texts:
        return True
    if rule == "chapter":
        return "editor" in texts and "author" in texts and "title" in texts
    if rule == "paper-conference":
        return "booktitle" in texts or "volume" not in texts
    if rule == "report":
        return REPORT.search(small(f"{texts.get('genre', '')} {rest}"[:_LONGEST])) is not None
    return rule == "book" and "booktitle" in texts and "author" not in texts


def item_type(labels: Collection[str], texts: Mapping[str, str], rest: str = "") -> str:
    """The CSL type of the cited work, by the rules and, where they are in doubt, the weights.

    Args:
        labels: the labels that occur.
        texts: the text of each label, several spans of one label joined by a blank.
        rest: the characters of the reference that carry no label ("In", "[Master's thesis]").

    Returns:
        A CSL 1.0.2 type; "document" where nothing tells.
    """
    conference = _conferences()
    plain = 0 if conference is None else _ARTICLE_IN_C(labels, texts, rest, conference)
    if plain == _CERTAIN:
        return "article-journal"
    rule = "article-journal" if plain else rule_type(labels, texts, rest)
    return rule if not plain and is_certain(rule, texts, rest) else best_type(rule, texts, rest)


_ARTICLE_IN_C: Final = core_function("plain_article")
_CERTAIN: Final = 2  # what it says where the weights need not be asked


@cache
def _conferences() -> Any:
    """What the C core looks for in names of periodicals; None where Python has to search them."""
    sieve = core_function("Sieve")
    known = starts(CONFERENCE)
    return None if sieve is None or known is None else sieve(known)


def rule_type(labels: Collection[str], texts: Mapping[str, str], rest: str = "") -> str:
    """The CSL type that the rules give.

    Args:
        labels: the labels that occur.
        texts: the text of each label, several spans of one label joined by a blank.
        rest: the characters of the reference that carry no label ("In", "[Master's thesis]").

    Returns:
        A CSL 1.0.2 type; "document" where nothing tells.
    """
    title = texts.get("title", "")[:_LONGEST]
    naming = genre = ""
    if "genre" in texts or "medium" in texts:
        naming = " ".join([texts[label] for label in ("genre", "medium") if label in texts])
        genre = texts.get("genre", "")[:_LONGEST]
    if "[" in title and title.endswith(("]", ")", ".")):
        naming = f"{naming} {title[title.rfind('[') :]}"
    rest = _wording(rest)
    journal = texts.get("journal", "")[:_LONGEST]
    book = texts.get("booktitle", "")[:_LONGEST]
    note = texts["note"][:_LONGEST] if "note" in texts else ""
    if naming or rest or note:
        named = _named(naming[:_LONGEST].strip(), genre, note, rest, labels)
        if named:
            return named
    identifier = texts["identifier"][:_LONGEST] if "identifier" in texts else ""
    if journal:
        if CASE.search(title) and COURT.search(small(f"{journal} {rest}")):
            return "legal_case"
        if book:
            return _sort_of_book(book) or "chapter"
        return _periodical(journal, labels, texts.get("date", "")[:60])
    if identifier and (PATENT_NUMBER.match(identifier) or PATENT.search(small(identifier))):
        return "patent"
    if not book:
        return _alone(labels, texts, title, identifier, rest)
    sort = _sort_of_book(book)
    if sort == "paper-conference" or CONFERENCE.search(small(texts.get("series", "")[:_LONGEST])):
        return "paper-conference"
    if "title" not in labels:
        return "book"
    if not sort and "url" in labels and not any(label in _BOOKISH for label in labels):
        return "webpage"
    return sort or "chapter"


def _named(naming: str, genre: str, note: str, rest: str, labels: Collection[str]) -> str:
    """The kind that a genre, a remark or the words between the spans name; "" if none."""
    contained = "journal" in labels or "booktitle" in labels
    naming, genre, note = small(naming), small(genre), small(note)
    for text in (naming, note):
        if text and THESIS.search(text):
            return "thesis"
    if rest and not contained and _names_thesis(rest):
        return "thesis"
    if genre and PATENT.search(genre):
        return "patent"
    if contained or not (naming or note):
        return ""
    if naming and DATASET.search(naming):
        return "dataset"
    if naming and SOFTWARE.search(naming):
        return "software"
    remarks = f"{naming} {note}"
    if genre or not ("publisher" in labels or "location" in labels):
        for kind, pattern in OTHER:
            if pattern.search(remarks if kind in _NOTED else naming):
                return "paper-conference" if "presented at" in remarks else kind
    elif naming and OTHER[0][1].search(naming):
        return OTHER[0][0]
    if REPORT.search(genre):
        return "report"
    if PREPRINT.search(remarks):
        return "article"
    return "paper-conference" if CONFERENCE.search(genre) else ""


def _alone(
    labels: Collection[str], texts: Mapping[str, str], title: str, identifier: str, rest: str
) -> str:
    """The kind of a work that stands in no container."""
    for text in (identifier, title, rest):
        if text and STANDARD.match(text):
            return "standard"
    if CASE.search(title) and COURT.search(
        small(f"{title} {identifier} {rest} {texts.get('note', '')}")
    ):
        return "legal_case"
    if "publisher" not in labels and LAW_LIKELY.search(title) and LAW.search(title):
        return "legislation"
    title, rest = small(title), small(rest)
    if PATENT.match(title) or (rest and PATENT.search(rest)):
        return "patent"
    institution = small(texts.get("institution", ""))
    if institution and THESIS.search(institution):
        return "thesis"
    numbered = (identifier or institution) and "isbn" not in labels
    if numbered and (
        (identifier and institution) or REPORT.search(f"{rest} {small(identifier)} {title}")
    ):
        return "report"
    if "arxiv" in labels or PREPRINT.search(small(texts.get("publisher", ""))):
        return "article"
    if "location" not in labels and ("doi" in labels or "url" in labels):
        if DATASET.search(title):
            return "dataset"
        if "url" in labels and SOFTWARE.search(title):
            return "software"
    if (rest and REPORT.search(rest)) or REPORT.search(small(texts.get("series", ""))):
        return "report"
    if ("institution" in labels or "pages" in labels) and CONFERENCE.search(rest):
        return "paper-conference"
    if "publisher" in labels or "isbn" in labels or "edition" in labels:
        return "book"
    if ("url" in labels or "accessed" in labels) and "volume" not in labels and "doi" not in labels:
        return "webpage"
    if any(label in labels for label in ("location", "series", "editor", "translator")):
        return "book"
    if "volume" in labels and "pages" in labels and ("doi" in labels or "issue" in labels):
        return "article-journal"
    return "document"
