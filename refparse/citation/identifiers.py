"""DOI, arXiv, PMID, PMCID, ISBN, ISSN and web addresses, cleaned and checked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from refparse.citation.wording import tidy

_DOI: Final = re.compile(r"10\.\s?\d{4,9}(?:\.\d+)*\s?/\s?\S.*")
_DOI_PREFIX: Final = re.compile(
    r"^(?:https?\s?:\s?//\s?)?(?:www\.)?(?:(?:dx\s?\.\s?)?doi\s?\.\s?org\s?/|doi\s*[:>=]?)\s*",
    re.IGNORECASE,
)
_DOI_URL: Final = re.compile(
    r"(?:https?:/{1,2})?(?:www\.)?(?:dx\.)?doi\.org/(?=10\.|doi)", re.IGNORECASE
)
_DOI_TAIL: Final = re.compile(
    r"(?:\.?\s?(?:PMID|PubMed|PMCID|Epub|Accessed|Retrieved|URL|https?:|arXiv|\[pii|\[doi)\b.*)$",
    re.IGNORECASE,
)
_ENDS: Final = ".,;:!?'\"’”»>*"


def _balanced(text: str) -> str:
    """Text without punctuation at the end and without a closing bracket that nothing opened."""
    while text:
        last = text[-1]
        if last in _ENDS or (last in ")]}" and text.count(last) > text.count(_OPEN[last])):
            text = text[:-1]
        elif last in "([{":
            text = text[:-1]
        else:
            return text
    return text


LONGEST: Final = 4000
"""Characters; no identifier or web address is longer, and the rest of a longer span is ignored."""


def _short(text: str) -> str:
    return tidy(text[:LONGEST])


_OPEN: Final = {")": "(", "]": "[", "}": "{"}


@lru_cache(maxsize=1024)
def clean_doi(text: str) -> str:
    """The bare DOI, in the case it is printed in; "" where the text holds none.

    Args:
        text: "doi: 10.1000/xyz.", "https://doi.org/10.1016/S0140-6736(05)67789-5", a DOI with
            blanks from line breaks.
    """
    text = _DOI_PREFIX.sub("", _short(text).lstrip(" [](){}<>\"'“”"))
    if "%2f" in text.lower():
        text = unquote(text)
    match = _DOI.search(text)
    if match is None:
        return ""
    found = _DOI_TAIL.sub("", match[0])
    if "%" in found:
        found = unquote(found)
    head, _, tail = found.partition("/")
    # A blank is a line break unless wording follows it: "10.1000/ab c12" but "10.1000/abc Epub".
    words = tail.split()
    kept = words[:1]
    for word in words[1:]:
        if not (
            any(char.isdigit() for char in word) or kept[-1][-1] in "-./_(" or word[0] in "-./("
        ):
            break
        kept.append(word)
    found = head.replace(" ", "") + "/" + "".join(kept)
    for mark in ("?", "#"):
        if mark in found and "<" not in found:
            found = found.partition(mark)[0]
    return _balanced(found)


class Arxiv(NamedTuple):
    """An arXiv identifier with its version and the subject class, "" where not given."""

    identifier: str = ""
    subject: str = ""


_ARXIV_NEW: Final = re.compile(
    r"(?<![\d.])(\d{4})\s?\.\s?(\d{4,5})\s?(v\s?\d{1,2})?(?![\d])", re.IGNORECASE
)
_ARXIV_OLD: Final = re.compile(
    r"\b((?:astro|cond|gr|hep|math|nlin|nucl|quant|physics|chao|solv|cs|cmp|alg|dg|adap|q)"
    r"(?:\s?-\s?(?:ph|mat|qc|ex|lat|th|dyn|sol|alg|geom|org|lg|bio|fin))?(?:\.[A-Za-z-]{2,})?)"
    r"\s?[/:]\s?(\d{7})(v\d{1,2})?\b",
    re.IGNORECASE,
)
_ARXIV_CLASS: Final = re.compile(
    r"\b((?:astro|cond|gr|hep|math|nlin|nucl|quant|physics|cs|stat|eess|econ|q)"
    r"(?:\s?-\s?(?:ph|mat|qc|ex|lat|th|bio|fin))?(?:\.[A-Za-z-]{2,12})?)\b"
)


@lru_cache(maxsize=1024)
def clean_arxiv(text: str) -> Arxiv:
    """The arXiv identifier: "1501.00001v2" or "hep-th/9901001"; both parts "" where there is none.

    Args:
        text: one or several arXiv spans joined by a blank.
    """
    text = _short(text)
    subject = _ARXIV_CLASS.search(re.sub(r"arxiv", " ", text, flags=re.IGNORECASE))
    name = re.sub(r"\s", "", subject[1]) if subject else ""
    new = _ARXIV_NEW.search(text)
    if new is not None and 1 <= int(new[1][2:]) <= 12:
        version = re.sub(r"\s", "", new[3] or "").lower()
        return Arxiv(f"{new[1]}.{new[2]}{version}", name)
    old = _ARXIV_OLD.search(text)
    if old is not None:
        archive = re.sub(r"\s", "", old[1])
        return Arxiv(f"{archive}/{old[2]}{old[3] or ''}", archive)
    return Arxiv("", name)


_PMCID: Final = re.compile(
    r"PMC\s?(?:ID)?\s?:?\s?(?:PMC)*\s?:?\s?(\d{2,9})\b|PMCID\s?:?\s?(\d{2,9})\b", re.I
)
_PMID: Final = re.compile(r"(?<![\dA-Za-z])(\d{1,9})(?!\d)")


@lru_cache(maxsize=1024)
def clean_pmid(text: str) -> tuple[str, str]:
    """PMID and PMCID of a span, each "" where not given: "PMID: 123; PMCID: PMC456"."""
    text = _short(text)
    central = _PMCID.search(text)
    pmcid = ""
    if central is not None:
        pmcid = "PMC" + (central[1] or central[2])
        text = text[: central.start()] + text[central.end() :]
    digits = _PMID.search(text)
    return (digits[1] if digits else ""), pmcid


_ISBN: Final = re.compile(r"(?<![\dA-Za-z])\d[\d\s\u2010-\u2015-]{7,34}[\dXx]")
_LETTER_O: Final = re.compile(r"(?<![A-Za-z])[OО](?=\s?-?\s?\d)")
_ISSN: Final = re.compile(r"(?<!\d)(\d{4})\s?[-\u2010-\u2015]?\s?(\d{3}[\dXxХх])(?!\d)")


class Checked(NamedTuple):
    """Numbers whose check digit is right, and those whose is not, as printed."""

    valid: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def clean_isbn(text: str) -> Checked:
    """ISBNs without hyphens, sorted into those with a right and a wrong check digit."""
    from stdnum import isbn

    text = _LETTER_O.sub("0", _short(text).replace("Х", "X"))
    valid: list[str] = []
    invalid: list[str] = []
    for piece in re.split(r"[,;/()]|\band\b", text):
        for found in _ISBN.findall(piece):
            compact = re.sub(r"[^\dXx]", "", found).upper()
            if len(compact) == 23:  # two numbers printed in a row: 10 and 13 digits
                compact = compact[10:] if isbn.is_valid(compact[10:]) else compact[:13]
            if len(compact) in (10, 13) and isbn.is_valid(compact):
                if compact not in valid:
                    valid.append(compact)
            else:
                invalid.append(found.strip())
    if not valid and not invalid:
        bare = re.sub(r"^[\[(\s]*(?:e-?)?ISBN(?:-1[03])?[\s:.]*", "", text, flags=re.IGNORECASE)
        bare = bare.strip(" .,;:[]()")
        if bare:
            invalid.append(bare)
    return Checked(tuple(valid), tuple(invalid))


@lru_cache(maxsize=1024)
def clean_issn(text: str) -> Checked:
    """ISSNs as "1234-5679", sorted into those with a right and a wrong check digit."""
    from stdnum import issn

    text = _short(text)
    valid: list[str] = []
    invalid: list[str] = []
    for first, second in _ISSN.findall(text):
        number = f"{first}-{second.upper().replace('Х', 'X')}"
        (valid if issn.is_valid(number) else invalid).append(number)
    if not valid and not invalid:
        bare = re.sub(r"^[\[(\s]*(?:[ep]-?)?ISSN(?:-L)?(?:\s*No)?[\s:.]*", "", text, flags=re.I)
        bare = bare.strip(" .,;:[]()")
        if bare:
            invalid.append(bare)
    return Checked(tuple(dict.fromkeys(valid)), tuple(invalid))


_URL_START: Final = re.compile(
    r"(?:https?|ftp|gopher)\s?:\s?/{1,2}|www\s?\.|(?<![\w.-])[\w.-]{1,80}\.[a-z]{2,6}/",
    re.IGNORECASE,
)
_URL_LEAD: Final = re.compile(
    r"^(?:available|disponible|disponível|retrieved|url|online|link|at|from|en|em|à l['’]adresse"
    r"|abgerufen|режим доступа|доступ)\b.{0,25}?[:\s]\s*(?=(?:https?|ftp|www))",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def clean_url(text: str) -> tuple[str, str]:
    """A web address without the blanks of line breaks and the punctuation around it, and a DOI.

    Args:
        text: a URL span.

    Returns:
        ``(url, doi)``. The address of a DOI resolver comes back as ("", DOI).
    """
    text = _short(text).lstrip(" <>[](){}\"'“”")
    text = _URL_LEAD.sub("", text)
    start = _URL_START.search(text)
    if start is not None and start.start():
        text = text[start.start() :]
    resolver = _DOI_URL.match(text.replace(" ", ""))
    if resolver is not None:
        doi = clean_doi(text)
        if doi:
            return "", doi
    text = re.sub(r"^(https?|ftp)\s?:\s?/(?!/)\s?", r"\1://", text, flags=re.IGNORECASE)
    text = re.sub(r"^(https?|ftp)\s?:\s?//\s?", r"\1://", text, flags=re.IGNORECASE)
    words = text.split()
    kept = words[:1]
    for word in words[1:]:
        if kept[-1][-1] in "([":
            break
        if word[0] in "([" and not kept[-1].endswith(("/", "-", "_", "=")):
            break
        kept.append(word)
    return _balanced("".join(kept)), ""
