"""Strings to build references from: titles, people, journals, publishers, by language.

They come from metadata records (CSL-JSON) and from the labelled spans of training corpora. Both
are facts about real publications; recombined, they give references of works that do not exist.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Reference = Mapping[str, Any]
Names = tuple[dict[str, str], ...]

_WORDS: Final[dict[str, str]] = {
    "en": "the of and in for on with from by an to as is at their its study",
    "de": "der die das und des im zur zum von für ein eine über den dem auf bei aus einer eines",
    "fr": "le la les des du et dans une pour sur au aux chez l’ d’ par étude entre",
    "es": "el los las del y en una por con para sobre estudio la al como su",
    "it": "il lo gli della delle dei nella nel di e un una per degli alla dal sulla storia",
    "pt": "o os da do das dos e em uma no na para com sobre estudo ao à pelo",
    "nl": "het een van en voor op met bij naar over de in tot onder uit",
    "sv": "och av för med som till på ett en i den det om",
    "da": "og af til med som på et den det om fra i en",
    "pl": "w na z do i oraz dla się od przez o",
    "cs": "v na se pro a od jako ve k o",
    "id": "dan yang di dari dalam pada dengan untuk bahasa sebagai oleh",
    "la": "et de in ad libri ex cum sive opera",
}
_STOPWORDS: Final = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]{4}")),
)
_OTHER_SCRIPT: Final = re.compile(r"[\u0590-\u074f\u0900-\u0fff\u1000-\u109f\u1780-\u17ff]")
_BAD: Final = re.compile(
    r"[{}\\<>_^~|=#$%\t\n¬Ž§•\ufffd]|https?:|www\.|\bdoi\b|cit\."  # markup, addresses
    r"|\bpp?\. ?\d|\b[Vv]ol\.|\bIn: |, in [A-Z]|\bc1[89]\d\d|\bMs\b"  # other fields
    r"|\[(?:Online|en ligne|CD)|\b(?:eds?|Hrsg|trans)\.| / |,\S*,\S*,\S*,"
    r"|\.\.|,,| ,| ;|;\S|--|\w&\w"  # damage
)
_DENSE: Final = frozenset({"ja", "ko", "zh"})  # a character is a syllable or word
_EAST: Final = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SCRIPTED: Final = frozenset({"ru", "uk", "zh", "ja", "ko", "el", "bg"})
_LETTERS: Final = re.compile(r"[^\W\d_]")


def guess_language(text: str) -> str:
    """The language of a title by script and function words; "" where nothing speaks for any."""
    latin = len(_LATIN.findall(text))
    for language, pattern in _SCRIPTS:
        if pattern.search(text):
            other = sum(ord(c) > 0x36F and c.isalpha() for c in text)
            return language if other > latin / (4 if language in _DENSE else 1) else ""
    if _OTHER_SCRIPT.search(text):
        return ""
    words = re.findall(r"[^\W\d_]+[’']?", text.lower())
    scores = {
        language: sum(word in known for word in words) for language, known in _STOPWORDS.items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else ""


def clean(text: str, least: int = 3, most: int = 240) -> str:
    """A string fit for a reference, or "" where it is damaged or holds several fields.

    Args:
        text: as found in a record or span.
        least, most: allowed length in characters.
    """
    text = re.sub(r"\s+", " ", text).strip(" .,;:/").replace(" : ", ": ").replace("''", "”")
    if not least <= len(text) <= most or _BAD.search(text):
        return ""
    if text[0] in "\"'“”‘’«»„([*-–•" or text[-1] in '"“‘«„([-–—&':
        return ""
    if any(text.count(a) != text.count(b) for a, b in ("()", "[]", "«»", "“”")):
        return ""
    if text.count('"') % 2 or ("“" in text and text.endswith("”")):
        return ""
    letters = _LETTERS.findall(text)
    if len(letters) < 0.6 * len(text.replace(" ", "")):
        return ""
    latin_upper = sum(c.isupper() for c in letters)
    if len(letters) > 12 and latin_upper > 0.6 * len(letters):
        return ""
    if text[0].islower():
        return ""
    return text


@dataclass(frozen=True)
class Pool:
    """Strings by language; the keys of the dicts are ISO 639-1 codes.

    Attributes:
        articles, books, theses: titles of articles and chapters, of books, of theses.
        journals: full title and abbreviation ("" for what is not known), as cited.
        listed: the same for journals that are only known from a list of abbreviations.
        publishers: publisher and place.
        series: series titles.
        people: CSL name parts.
    """

    articles: dict[str, tuple[str, ...]]
    books: dict[str, tuple[str, ...]]
    theses: dict[str, tuple[str, ...]]
    journals: dict[str, tuple[tuple[str, str], ...]]
    listed: dict[str, tuple[tuple[str, str], ...]]
    publishers: dict[str, tuple[tuple[str, str], ...]]
    series: dict[str, tuple[str, ...]]
    people: dict[str, Names]


_PERSON: Final = re.compile(r"^[^\W\d_][^\d_,;:()\[\]/&\"“”=]{0,30}$")


def _names(record: Reference) -> Iterable[dict[str, str]]:
    for role in ("author", "editor"):
        for name in record.get(role, ()):
            family, given = name.get("family", ""), name.get("given", "")
            particle = name.get("non-dropping-particle", "")
            family = f"{particle} {family}".strip()
            whole = f"{family} {given}"
            if re.search(r"\.[^\W\d_]{2}", whole) or (_LATIN.search(whole) and _EAST.search(whole)):
                continue  # "M.öhlig", or a name in two scripts
            if _PERSON.match(family) and _PERSON.match(given) and len(family) > 1:
                if family.isupper() or (family[0].islower() and not particle):
                    continue
                yield {"family": family, "given": given}


def _journal_language(title: str) -> str:
    """Journals are mostly English: another language must show in two function words or a name."""
    if re.search(r"(?i)\b(zeitschrift|archiv|jahrbuch|blätter|forschung\w*|mitteilungen)\b", title):
        return "de"
    if re.search(r"(?i)\b(revue|annales|cahiers|études|bulletin de la)\b", title):
        return "fr"
    if re.search(r"(?i)\b(revista|anales|boletín|estudios)\b", title):
        return "pt" if re.search(r"(?i)brasil|ção|ões\b", title) else "es"
    if re.search(r"(?i)\b(rivista|annali|archivio|quaderni|giornale|studi)\b", title):
        return "it"
    return guess_language(title) if re.search(r"[^\x00-\x7f]", title) else "en"


def build_pool(
    records: Iterable[Reference],
    references: Iterable[Reference] = (),
    abbreviations: Iterable[tuple[str, str]] = (),
) -> Pool:
    """Collect strings for synthesis.

    Args:
        records: CSL-JSON items; ``language`` is used where given, else guessed.
        references: labelled references of training corpora ({"text", "spans"}), to widen the
            subjects.
        abbreviations: pairs of a full journal title and its abbreviation.

    Returns:
        The pool: every string once, in the order of the input.
    """
    found: dict[str, defaultdict[str, dict[Any, None]]] = {
        key: defaultdict(dict)
        for key in ("articles", "books", "theses", "journals", "listed", "publishers", "series")
    }
    people: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)

    def add(kind: str, language: str, value: Any) -> None:
        if value and language:
            found[kind][language][value] = None

    for record in records:
        title = clean(str(record.get("title", "")), 8)
        kind = str(record.get("type", ""))
        language = str(record.get("language") or guess_language(title))[:2]
        guess = guess_language(title)
        if guess in _SCRIPTED:
            language = guess
        elif language in _SCRIPTED:
            language = f"{language}-Latn"  # transliterated
        if title and kind in ("article-journal", "chapter", "paper-conference"):
            add("articles", language, title)
        elif title and kind == "thesis":
            add("theses", language, title)
        elif title and kind in ("book", "report"):
            add("books", language, title)
        container = clean(str(record.get("container-title", "")), 4, 160)
        if container and kind in ("chapter", "paper-conference"):
            add("books", language, container)
        elif container and kind.startswith("article") and not re.search(r"\d", container):
            short = clean(str(record.get("container-title-short", "")), 2, 80)
            add("journals", language, (container, short))
        publisher = clean(str(record.get("publisher", "")), 3, 70)
        place = clean(str(record.get("publisher-place", "")), 3, 45)
        if publisher and place and kind != "thesis" and not re.search(r"[\d;]", publisher + place):
            add("publishers", language, (publisher, place))
        series = clean(str(record.get("collection-title", "")), 5, 90)
        if series and not re.search(r"\d", series):
            add("series", language, series)
        for name in _names(record):
            script = guess_language(name["family"])
            own = (
                language if script in _SCRIPTED or language not in _SCRIPTED else f"{language}-Latn"
            )
            people[own][(name["family"], name["given"])] = None
    for reference in references:
        _add_reference(reference, add)
    for full, short in abbreviations:
        full, short = clean(full, 4, 110), clean(short, 2, 70)
        if full and short and not re.search(r"\d", full):
            add("listed", _journal_language(full), (full, short))
    return Pool(
        **{
            kind: {language: tuple(values) for language, values in sorted(by.items())}
            for kind, by in found.items()
        },
        people={
            language: tuple({"family": f, "given": g} for f, g in names)
            for language, names in sorted(people.items())
        },
    )


def _add_reference(reference: Reference, add: Any) -> None:
    text = reference["text"]
    values = {label: text[start:end] for start, end, label in reversed(reference["spans"])}
    title = clean(values.get("title", ""), 12)
    language = guess_language(title)
    if title and re.search(r"[a-z]{2} -|- [a-z]{2}|[a-z]{18}| ['’]|[,.][^\W\d_]", title):
        title = ""  # spacing damaged by extraction
    if title and "journal" in values:
        add("articles", language, title)
        journal = clean(values["journal"], 3, 90)
        if journal and not re.search(r"\d| ['’:]|[,][^ ]", journal):
            short = journal if "." in journal or len(journal) < 24 else ""
            add("journals", language, ("" if short else journal, short))
    elif title and "publisher" in values and "booktitle" not in values:
        add("books", language, title)
    publisher = clean(values.get("publisher", ""), 3, 60)
    place = clean(values.get("location", ""), 3, 40)
    if publisher and place and not re.search(r"[\d;]", publisher + place):
        add("publishers", language, (publisher, place))
