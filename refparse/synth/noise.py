"""Variation and damage as real reference lists show them; labels are carried along.

Every kind is a small pure function ``(text, spans, rng) -> (text, spans)`` that may leave the
reference as it is. ``plain`` applies what even clean lists differ in, ``disturb`` adds mild damage.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

from refparse.synth.edit import Noise, change_some, edit, substitute
from refparse.synth.invent import url as invent_url
from refparse.synth.shape import NAME_LABELS, Spans


def ordinary_blanks(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """No-break and narrow blanks become ordinary ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " "), spans


_DOUBLE: Final = re.compile("[“”„]")
_SINGLE: Final = re.compile("[‘’]")


def straight_quotes(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """Typographic quotes become straight ones."""
    text, spans = substitute(_DOUBLE, '"', text, spans)
    return substitute(_SINGLE, "'", text, spans)


def tex_quotes(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """Double quotes as two single ones or as two backticks and two apostrophes."""
    left, right = rng.choice((("''", "''"), ("``", "''"), ("‘‘", "’’"), (",,", "''")))
    return substitute(_DOUBLE, lambda m: right if m.group() == "”" else left, text, spans)


_RANGE_DASH: Final = re.compile(r"(?<=[\dIVXLCivxlcA-Z])[-–‑](?=[A-Z]?[\dIVXLCivxlc])")


def dashes(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """Another dash in ranges of numbers, the same throughout."""
    new = rng.choice(("-", "-", "–", "–", "—", "‐", "−", "--"))
    closed = [(s, e) for s, e, x in spans if x in ("doi", "url", "isbn", "issn", "identifier")]
    changes = [
        (m.start(), m.end(), new)
        for m in _RANGE_DASH.finditer(text)
        if not any(s <= m.start() < e for s, e in closed)
    ]
    return edit(text, spans, changes)


def spaced_ranges(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """Blanks at the dash of a range: "423– 443", "423 - 443"."""
    form = rng.choice(("{} ", " {} ", "{} ", " {}"))
    closed = frozenset({"doi", "url", "isbn", "issn", "identifier", "arxiv"})
    return change_some(_RANGE_DASH, lambda m: form.format(m.group()), text, spans, rng, 2, closed)


def final_dot(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """The dot at the end goes, or comes."""
    last = max((end for _, end, _ in spans), default=0)
    if text.endswith(".") and last < len(text):
        return text[:-1], spans
    if text[-1].isalnum() or text[-1] in ")]”":
        return text + ".", spans
    return text, spans


_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}(?=[^\W\d_]{4,})")


def hyphenation(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """A word broken at the end of a line and joined badly: "Person- ality"."""

    def broken(match: re.Match[str]) -> str:
        word = match.group()
        cut = rng.randrange(3, len(word) + 1)
        return f"{word[:cut]}{joint}{word[cut:]}"

    joint = rng.choice(("- ", "- ", "- ", "-", "¬"))
    return change_some(_LONG_WORD, broken, text, spans, rng, 1)


_AFTER_MARK: Final = re.compile(r"(?<=[^\W\d_])([.,:;]) (?=[^\W_])|(?<=\d)([,:;]) (?=[^\W_])")


def lost_blanks(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """No blank behind a comma, dot or colon."""
    return change_some(_AFTER_MARK, lambda m: m.group().rstrip(), text, spans, rng, 3)


_BEFORE_MARK: Final = re.compile(r"(?<=\w)(?=[,:;](?: |\d|$))|(?<=[(\[“])(?=\w)|(?<=\w)(?=[)\]”])")
_DOUBLED: Final = re.compile(r" (?=\w)")


def extra_blanks(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """A blank before a comma, inside brackets, or two for one."""
    pattern = rng.choice((_BEFORE_MARK, _BEFORE_MARK, _DOUBLED))
    return change_some(pattern, lambda m: m.group() + " ", text, spans, rng, 3)


_CONFUSED: Final = {
    "l": "1I", "1": "lI", "0": "O", "O": "0", "e": "c", "c": "e", "h": "b", "b": "h", "n": "u",
    "u": "n", "5": "S", "S": "5", "i": "í1", "o": "0", "8": "B", "é": "e", "ü": "u", "ö": "o",
    "a": "à", "t": "f", "v": "y", ",": ".", ".": ",", "и": "н", "н": "и", "ш": "щ",
}  # fmt: skip
_CONFUSABLE: Final = re.compile("[" + re.escape("".join(_CONFUSED)) + "]")
_PAIRS: Final = {"rn": "m", "m": "rn", "cl": "d", "ii": "n", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}
_PAIRED: Final = re.compile("|".join(_PAIRS))


def ocr(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """One to three characters read wrongly, rarely in numbers."""
    if rng.random() < 0.3:
        return change_some(_PAIRED, lambda m: _PAIRS[m.group()], text, spans, rng, 2)
    return change_some(
        _CONFUSABLE, lambda m: rng.choice(_CONFUSED[m.group()]), text, spans, rng, 2,
        frozenset({"doi", "url", "arxiv", "date", "isbn", "issn", "pmid", "number"}),
    )  # fmt: skip


def ligatures(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """All "fi" and "fl" as one character, as PDF files give them."""
    pattern = re.compile("fi|fl")
    closed = [(s, e) for s, e, label in spans if label in ("doi", "url")]
    changes = [
        (m.start(), m.end(), _PAIRS[m.group()])
        for m in pattern.finditer(text)
        if not any(s <= m.start() < e for s, e in closed)
    ]
    return edit(text, spans, changes)


_FAMILY: Final = re.compile(r"[^\W\d_][^\W\d_’'-]*[a-zà-ÿа-я][^\W\d_’'-]+")
_SMALL: Final = re.compile(r"(?i)^(?:and|und|et|al|von|van|der|de|della|di|eds?|hrsg|others|with)$")


def capital_names(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """Authors and editors in capitals."""
    changes = []
    for start, end, label in spans:
        if label in NAME_LABELS:
            for m in _FAMILY.finditer(text, start, end):
                if not _SMALL.match(m.group()) and "ß" not in m.group():
                    changes.append((m.start(), m.end(), m.group().upper()))
    return edit(text, spans, changes)


def capital_title(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """The title in capitals."""
    changes = [
        (s, e, text[s:e].upper()) for s, e, label in spans
        if label == "title" and len(text[s:e].upper()) == e - s
    ]  # fmt: skip
    return edit(text, spans, changes)


_INITIALS: Final = re.compile(r"(?<=\b[A-ZА-ЯÉÖÜ]\.) (?=[A-ZА-ЯÉÖÜ]\.)")


def tight_initials(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """ "J. A." becomes "J.A."."""
    names = [(s, e) for s, e, label in spans if label in NAME_LABELS]
    changes = [
        (m.start(), m.end(), "")
        for m in _INITIALS.finditer(text)
        if any(s <= m.start() < e for s, e in names)
    ]
    return edit(text, spans, changes)


_TEAM: Final = re.compile(
    r"(?:(?:^|, )[^\W\d_][\w’'-]*(?: [\w’'-]+)? [A-ZÉÖÜ]{1,3}(?=, |$)){3,}"
    r"|(?:(?:^|; )[^;]{4,40}(?=;|$)){3,}"
)


def cut_team(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """A long list of authors is cut to "et al."."""
    for start, end, label in spans:
        names = text[start:end]
        if label != "author" or not _TEAM.fullmatch(names):
            continue
        sign = "; " if ";" in names else ", "
        parts = names.split(sign)
        kept = rng.randrange(1, len(parts))
        cyrillic = re.search("[а-я]", names)
        rest = (
            "и др." if cyrillic else rng.choice(("et al.", "et al.", "et al", "et al.", "[et al.]"))
        )
        joint = " " if cyrillic else rng.choice((", ", " ", sign))
        return edit(text, spans, [(start, end, sign.join(parts[:kept]) + joint + rest)])
    return text, spans


def leading_number(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """A citation number or key in front: "12. ", "[12] "."""
    if any(label == "number" for _, _, label in spans) or text[:1].isdigit():
        return text, spans
    number = str(rng.randrange(1, 160))
    if rng.random() < 0.05:
        year = rng.randrange(70, 125) % 100
        number = f"{''.join(rng.choice('ABDGHKLMRSTW') for _ in range(3))}{year:02d}"
        form = "[{}] "
    else:
        form = rng.choice(("{}. ", "{}. ", "[{}] ", "[{}] ", "({}) ", "{} ", "{}) ", "[{}]", "{}."))
    head = form.format(number)
    begin = form.index("{")
    moved = [(s + len(head), e + len(head), label) for s, e, label in spans]
    return head + text, [(begin, begin + len(number), "number"), *moved]


_LANGUAGES: Final = (
    "Russian", "German", "French", "Chinese", "Spanish", "Japanese", "Polish", "Portuguese",
    "Ukrainian", "Italian", "English", "Czech",
)  # fmt: skip
_NOTES: Final = (
    "in press", "forthcoming", "in preparation", "unpublished", "reprint", "submitted",
    "to appear", "with an English summary", "review", "abstract only",
)  # fmt: skip


def trailing_words(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """A language or another remark in brackets at the end."""
    if any(label in ("language", "note") for _, _, label in spans):
        return text, spans
    left, right = rng.choice(("()", "[]"))
    if rng.random() < 0.75:
        label, language = "language", rng.choice(_LANGUAGES)
        words = rng.choice((f"In {language}", f"in {language}", f"in {language[:4]}."))
    else:
        label, words = "note", rng.choice(_NOTES)
    dot = text.endswith(".") and not text.endswith("..")
    inside = dot and rng.random() < 0.6 and all(end < len(text) for _, end, _ in spans)
    base = text[:-1] if inside else text
    start = len(base) + 2
    tail = f" {left}{words}{right}" + ("." if dot and (inside or rng.random() < 0.5) else "")
    return base + tail, [*spans, (start, start + len(words), label)]


_DOI_HEAD: Final = re.compile(
    r"(?i)(?:\b(?:doi|available from)\s*:?\s*)?(?:https?://(?:dx\.)?doi\.org/|\bdoi\s*:?\s*)$"
)


def doi_form(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """Another way to introduce the DOI: as an address, with "doi:", or bare."""
    for start, _, label in spans:
        head = _DOI_HEAD.search(text, max(0, start - 40), start) if label == "doi" else None
        if head:
            new = rng.choice(
                ("https://doi.org/", "https://doi.org/", "http://dx.doi.org/", "doi:", "doi: ",
                 "DOI: ", "DOI:", "DOI ", "doi ", "https://dx.doi.org/", "doi.org/", "",
                 "doi: https://doi.org/")
            )  # fmt: skip
            return edit(text, spans, [(head.start(), head.end(), new)])
    return text, spans


_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def availability(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """An address and a date of access at the end."""
    if any(label in ("url", "doi") for _, _, label in spans):
        return text, spans
    address = invent_url(rng, 2015)
    day, month, year = rng.randrange(1, 29), rng.randrange(1, 13), rng.randrange(2005, 2026)
    date = rng.choice(
        (f"{day} {_MONTHS[month - 1]} {year}", f"{_MONTHS[month - 1]} {day}, {year}",
         f"{day:02d}.{month:02d}.{year}", f"{year}-{month:02d}-{day:02d}",
         f"{day}/{month}/{year}", f"{day} {_MONTHS[month - 1][:3]} {year}")
    )  # fmt: skip
    form = rng.choice(
        (" Available from: {u} [accessed {d}].", " Available at {u} (accessed {d}).",
         " Available at: {u}.", " {u} (last accessed {d}).", " URL: {u}.", " <{u}>.",
         " Retrieved {d}, from {u}", " {u}. Accessed {d}.",
         " Online: {u} [{d}].", " [{u}]", " Available: {u}", " {u}")
    )  # fmt: skip
    if re.search("[а-я]{4}", text):
        form = rng.choice(
            (" URL: {u} (дата обращения: {d}).", " URL: {u}.", " Режим доступа: {u}.")
        )
    base = text if text.endswith(".") else text + "."
    out, added = base, []
    for part in re.split(r"(\{[ud]\})", form):
        if part in ("{u}", "{d}"):
            value, label = (address, "url") if part == "{u}" else (date, "accessed")
            added.append((len(out), len(out) + len(value), label))
            out += value
        else:
            out += part
    return out, [*spans, *added]


def database_links(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """What journals' pages print behind a reference: "[CrossRef] [PubMed]"."""
    words = rng.choice(
        ("[CrossRef]", "[CrossRef] [PubMed]", "[Google Scholar]", "[PubMed]", "Google Scholar")
    )
    out, added = text, []
    for word in re.findall(r"\[[^\]]+\]|.+", words):
        out += " "
        clean = word.strip("[] ")
        begin = len(out) + word.strip().index(clean)
        out += word.strip()
        added.append((begin, begin + len(clean), "note"))
    return out, [*spans, *added]


_USUAL: Final[tuple[tuple[Noise, float], ...]] = (
    (ordinary_blanks, 0.9), (straight_quotes, 0.3), (doi_form, 0.3), (dashes, 0.25),
    (leading_number, 0.08), (capital_names, 0.03), (tight_initials, 0.12), (final_dot, 0.12),
    (trailing_words, 0.02), (cut_team, 0.04), (availability, 0.015),
)  # fmt: skip
_DAMAGE: Final[tuple[tuple[Noise, float], ...]] = (
    (lost_blanks, 3.0), (extra_blanks, 3.0), (spaced_ranges, 2.0), (hyphenation, 2.0), (ocr, 2.0),
    (ligatures, 0.8), (tex_quotes, 0.6), (capital_names, 1.5), (capital_title, 0.5),
    (trailing_words, 1.5), (availability, 0.8), (database_links, 0.4), (leading_number, 1.5),
    (final_dot, 1.5), (cut_team, 1.0),
)  # fmt: skip


def plain(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """What clean lists differ in: blanks, quotes, dashes, the form of DOIs, numbering."""
    for change, chance in _USUAL:
        if rng.random() < chance:
            text, spans = change(text, spans, rng)
    return text, spans


def disturb(text: str, spans: Spans, rng: Random) -> tuple[str, Spans]:
    """Mild damage, one to three kinds of it, on top of :func:`plain`."""
    text, spans = plain(text, spans, rng)
    kinds, weights = zip(*_DAMAGE, strict=True)
    for change in dict.fromkeys(rng.choices(kinds, weights, k=rng.choice((1, 1, 2, 3)))):
        text, spans = change(text, spans, rng)
    # a blank at either end, or two in a row from two kinds of damage, is nobody's damage
    lead = len(text) - len(text.lstrip())
    if lead:
        text, spans = text[lead:], [(s - lead, e - lead, x) for s, e, x in spans]
    return text.rstrip(), spans
