"""Clears an author span of what is not a name: numbers, role words, "et al.", typesetting."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from refparse.citation._letters import LOWER, UPPER, small
from refparse.citation.name_shapes import DIRECT, FULL, INITIALS_ONLY, INVERTED, shape, style
from refparse.citation.name_words import ABBREVIATED_GIVEN
from refparse.citation.persons import is_given

_ET_AL: Final = re.compile(
    r"[\s,;(\[&]*(?:\b(?:and|und|et)\s+)?(?<!\w)(?:(?i:et\.?\s?al(?:ii|ia|iae|lii|l)?|etal|etat"
    r"|et\s?at|et\s?coll?|and\s?others|et\s?autres|y\s?otros|e\s?outros|e\s?altri|und\s?andere"
    r"|others)|y\s?cols?|e\s?cols?|e\s?colab|u\.\s?a(?:\.\s?m)?|u\.\s?v\.\s?a|e\.\s?a|m\.\s?fl"
    r"|i\s?in|i\s?dr|a\s?kol|и\s?др|и\s?соавт|и\s?соавторы|та\s?ін)\b[\s.,;:)\]]*$"
)
_MAKING: Final = r"(?:edited|ed\.|translated|trans\.|compiled|selected|revised|introduced|arranged)"
_LEAD: Final = re.compile(
    r"[^\w'’‘(\[\"“]*(?:[\[(]?\d{1,4}[\]).:-]\s*(?=\D)|\d{1,4}\s+(?=(?-i:[A-Z])))?"
    r"(?:\((?:trans|transl|eds?|éds?|hrsg|dir)\.?\)\s*"
    rf"|{_MAKING}(?:\s*(?:and|,|&)\s+{_MAKING})*\s+by\s+"
    r"|eds?\.?\s+by\s+|by\s+|hrsg\.?\s+v(?:on|\.)\s+|hg\.?\s+v(?:on|\.)\s+"
    r"|под\s+(?:общ(?:ей|\.)\s+)?ред(?:акцией|\.)\s*|(?:сост|състав|пер|ред)\.\s*"
    r"|sous\s+la\s+dir(?:ection|\.)?\s+de\s+|(?:dirs?|éds?|coords?|orgs?)\.\s+"
    r"|a\s+c(?:ura|\.)\s+di\s+|(?:di|par)\s+(?=(?-i:[A-Z]\.))|with\s+|fr\.\s+par\s+"
    r"|from\s+the\s+\w{3,12}\s+by\s+|(?:et\s+)?de\s+l['’]\w{3,12}\s+(?:par\s+)?"
    r"|(?:в|in|dans)\s*(?::\s+|\s(?=(?-i:[A-Z]\.))))*",
    re.IGNORECASE,
)
# The letters that a match of _LEAD begins with, for the C core; those in native/src/names.c with
# what has to follow ("Di A.") are not here.
LEAD_WORDS: Final = frozenset(
    "edited ed eds translated trans compiled selected revised introduced arranged by hrsg hg под"
    " сост състав пер ред sous dir dirs éd éds coord coords org orgs with fr from et".split()
)
_ROLE_END: Final = re.compile(
    r"[\s,;]*(?:[(\[]\s*(?:eds?|edd|hrsg|hg|hgg|editors?|éds?|dirs?|orgs?|coords?|comps?|trans"
    r"|transl|translators?|übers|ред|сост|отв\.\s?ред|пер|cur|a cura di|herausgeber(?:in)?|red)\b"
    r"[^()\[\]]*[)\]]?|(?<=[\s,])(?:eds\.?|ed\.|hrsg\.?|hgg?\.|éds?\.|(?:co-)?editors?|trans\.?"
    r"|transl\.|coords?\.|orgs\.|comps?\.|a\.\s?a\.\s?o\.?|op\.?(?:\s?cit\.?)?|cit\.?))[\s.,;]*$",
    re.IGNORECASE,
)
_ELLIPSIS: Final = re.compile(r"[,;]?\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*[,;]?\s*(?:&|and)?")
_COLLABORATION: Final = re.compile(
    r",?\s*\b(?:avec|with|unter|in|con)\s+(?:the\s+|la\s+|der\s+)?(?:collaboration|collaborazione"
    r"|colaboración|colaboração|assistance|contributions?|mitarbeit|mitwirkung|zusammenarbeit)"
    r"\s*(?:of|by|from|with|von|de|di|d['’]|avec|mit)?\s*",
    re.IGNORECASE,
)
# What both patterns above match ends so, brackets aside; most lists do not.
_LAST_WORDS: Final = (
    "ed eds hrsg hg hgg éd éds editor editors trans transl coord coords orgs comp comps op cit"
    " al all alii alia aliae allii etat coll col others autres otros outros altri andere cols colab"
    " kol др соавт соавторы ін".split()
)
_LAST_LETTERS: Final = (
    *_LAST_WORDS,
    *("a.o", "a. o", "et at", "u.a", "u. a", "v.a", "v. a", "e.a", "e. a", "a.m", "a. m"),
    *("m.fl", "m. fl", "iin", "i in", "idr", "i dr"),
)
# The letters that a match of either ends with, for the C core: those of the last word, or of the
# last two where no blank need stand between ("etal"). Single ones ("u.a.") are in names.c.
REMARK_WORDS: Final = frozenset(
    (
        *_LAST_WORDS,
        *("at fl in dr".split()),
        *("et" + word for word in "al all alii alia aliae allii at coll col autres".split()),
        *("andothers undandere yotros ycol ycols eoutros ealtri ecol ecols ecolab".split()),
        *("iin idr akol идр исоавт исоавторы таін".split()),
    )
)
_TAIL: Final = 60
_ET_AL_TAIL: Final = 28


def strip_lead(text: str) -> str:
    """Text without bullet, citation number and role words in front ("ed. by")."""
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead is not None and lead.end() else text


def _strip_role(text: str) -> str:
    if len(text) <= _TAIL:
        return _ROLE_END.sub("", text)
    return text[:-_TAIL] + _ROLE_END.sub("", text[-_TAIL:])


def may_end_in_remark(text: str) -> bool:
    """Whether role words or "et al." may stand at the end of a list; most lists show none."""
    tail = small(text[-_TAIL:])
    return tail.rstrip(" .,;:)]").endswith(_LAST_LETTERS) or "(" in tail or "[" in tail


def strip_end(text: str) -> tuple[str, bool]:
    """Text without role words and "et al." at its end, and whether it had the latter."""
    et_al = False
    if may_end_in_remark(text) and (text[-1] in ".)],;" or text[-1].islower()):
        text = _strip_role(text)
        tail = text[-_ET_AL_TAIL:]
        shorter = _ET_AL.sub("", tail)
        if shorter != tail:
            et_al = True
            text = _strip_role(text[:-_ET_AL_TAIL] + shorter)
    if "ollabora" in text or "Mit" in text or "assistance" in text:
        text = _COLLABORATION.sub("; ", text)
    if "..." in text or "…" in text or ". . ." in text:
        shorter = _ELLIPSIS.sub(", ", text)
        et_al, text = et_al or shorter != text, shorter
    if text.count('"') == 1 and text.find('"') > 3:
        text = text[: text.find('"')]
    return text, et_al


_GIVEN_BRACKET: Final = re.compile(
    rf"(?<=[{LOWER}{UPPER}])\s*\(\s*([{UPPER}][\w.\s-]{{0,20}})\s*\)(?=\s*(?:$|[,;]|and\b|et\b|&))"
)
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*(?:[)\]]|$)")


def _given_in_brackets(match: re.Match[str]) -> str:
    """French bibliographies: "Vasseur (N.)", "Durand (Paul)"."""
    words = match[1].split()
    if not words:
        return match[0]
    before = match.string[max(0, match.start() - 40) : match.start()].rsplit(None, 1)[-1]
    capitals = before.isupper() and len(before) > 2 and len(words) == 1
    if style(shape(words)) == INITIALS_ONLY or all(map(is_given, words)) or capitals:
        return ", " + match[1]
    return match[0]


def strip_brackets(text: str) -> str:
    """Text without remarks in brackets; a given name in brackets is put behind a comma."""
    return _BRACKETS.sub("", _GIVEN_BRACKET.sub(_given_in_brackets, text)).strip(" ,;")


# It begins with the marks, since a search that may begin with a letter tries every letter.
_IRREGULAR: Final = re.compile(
    rf"[-\u2010.,;'’\d](?:(?<=\s[.,;])|(?<=\d)"
    rf"|(?<=\.)(?:[{UPPER}](?:[{LOWER}]{{2}}|[{UPPER}]{{2}})|\s-|- )"
    rf"|(?<=[{LOWER}]{{3}}\.)\s?[{UPPER}]"
    rf"|(?<=[{LOWER}][-\u2010]) |(?<=[{LOWER}] [-\u2010])"
    rf"|(?<=['’]) |(?<=[.,])(?:and|et|und|y|e|и)\s)"
)
_SPACE_BEFORE: Final = re.compile(r"\s+(?=[.,;])")
_GLUED: Final = re.compile(rf"(?<=\.)(?=[{UPPER}][{LOWER}]{{2,}}(?![{LOWER}.])|[{UPPER}]{{3,}})")
_GLUED_AND: Final = re.compile(r"(?<=[.,])(?=(?:and|et|und|y|e|и)\s)")
_BREAK_SMALL: Final = re.compile(rf"(?<=[{LOWER}])(?: [-\u2010] ?|[-\u2010] )(?=[{LOWER}]{{2}})")
_BREAK_CAPITAL: Final = re.compile(rf"(?<=[{LOWER}])[-\u2010] (?=[{UPPER}])")
_BREAK_INITIAL: Final = re.compile(rf"(?<=[{UPPER}]\.)(?: ?[-\u2010] ?)(?=[{UPPER}]\.)")
_APOSTROPHE: Final = re.compile(rf"(?<=\w['’]) (?=[{UPPER}])")
_DOT_FOR_COMMA: Final = re.compile(rf"([{UPPER}][{LOWER}]{{3,}})\.\s?(?=[{UPPER}]\b)")
_DOT_FOR_SEMICOLON: Final = re.compile(
    rf"(, [{UPPER}][{LOWER}]{{3,}})\.\s(?=[{UPPER}][\w-]{{2,}},)"
)
_FOOTNOTE: Final = re.compile(
    rf"(?<=[{LOWER}{UPPER}])(?:\d{{1,2}}(?!\w))|\(?\b(?:1[5-9]|20)\d\d[a-z]?\b\)?"
)


# "Mée. H.": alone in its span, a short word before initials can only be the family name.
_SHORT_FAMILY: Final = re.compile(rf"([{UPPER}][{LOWER}]{{1,2}})\. (?=[{UPPER}]\.?$)")


def _comma_for_dot(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in ABBREVIATED_GIVEN else match[1] + ", "


def _spaced_and(text: str) -> str:
    return text.replace("&amp;", "&").replace("&", " & ")


def regular(text: str) -> str:
    """Undoes what scanning and typesetting did to blanks, dots and hyphens."""
    if _IRREGULAR.search(text) is None and _SHORT_FAMILY.match(text) is None:
        if "&" in text:
            return _BREAK_INITIAL.sub("-", _spaced_and(text)).replace(",.", ",")
        return text
    text = _SPACE_BEFORE.sub("", text)
    text = _BREAK_INITIAL.sub("-", text)
    text = _GLUED.sub(" ", text)
    text = _GLUED_AND.sub(" ", text)
    text = _BREAK_SMALL.sub("", text)
    text = _BREAK_CAPITAL.sub("-", text)
    text = _APOSTROPHE.sub("", text)
    text = _DOT_FOR_SEMICOLON.sub(r"\1; ", text)
    text = _DOT_FOR_COMMA.sub(_comma_for_dot, text)
    text = _SHORT_FAMILY.sub(r"\1, ", text) if _SHORT_FAMILY.match(text) else text
    if "&" in text:
        text = _spaced_and(text)
    return _FOOTNOTE.sub("", text).replace(",.", ",")


_ACCENT: Final = re.compile(
    rf"(?<=[{UPPER}{LOWER}]{{2}})\s?([´¨ˆ˜ˇ˚])\s?([a-zı])|(?<=[{UPPER}])\s?(¨)\s?([a-z])"
)
_COMBINING: Final = {
    "´": "\u0301",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˚": "\u030a",
}
_PUNCTUATION: Final = str.maketrans(
    {"；": ";", "，": ",", "、": ",", "،": ",", "؛": ";", "|": ";", "·": "."}
)


_ODD_MARKS: Final = re.compile("[；，、،؛|·´¨ˆ˜ˇ˚]")


def _accent(match: re.Match[str]) -> str:
    mark, letter = (match[1], match[2]) if match[1] else (match[3], match[4])
    letter = unicodedata.normalize("NFC", letter.replace("ı", "i") + _COMBINING[mark])
    return letter if len(letter) == 1 else match[0]


def plain_marks(text: str) -> str:
    """Text with Latin separators, and with accents that were printed apart put on their letters."""
    if _ODD_MARKS.search(text) is None:
        return text
    return _ACCENT.sub(_accent, text.translate(_PUNCTUATION))


_CUTTING_DASH: Final = re.compile(r"\s+[–—]\s*|(?<=\.)\s*[-–—]\s+")
_SEPARATOR: Final = re.compile("[,;]")


def _dashes(text: str) -> str:
    """Turns a dash between two complete names into ";" and one inside a name into a hyphen."""
    parts = _CUTTING_DASH.sub(" ; ", text).split(" - ")
    out = [parts[0]]
    for part in parts[1:]:
        before = out[-1] if len(out[-1]) > 40 or len(out) < 3 else "".join(out[-3:])
        left = _SEPARATOR.split(before[-80:])[-1].split()
        right = _SEPARATOR.split(part[:80])[0].split()
        complete = len(left) > 1 and len(right) > 1
        if complete and style(shape(right)) in (DIRECT, FULL, INVERTED):
            out.append(" ; ")
        elif not (part[:1].islower() and before[-1:].islower()):
            out.append("-")
        out.append(part)
    return "".join(out)


def segments(text: str) -> list[str]:
    """The parts of a list that semicolons, slashes and long dashes separate."""
    if "/" in text and not ("and/or" in text or "http" in text):
        halves = text.split("/")
        if all(half.strip()[:1].isalpha() for half in halves):
            text = ";".join(halves)
    if " - " in text or "– " in text or "— " in text or ".-" in text or " –" in text:
        text = _dashes(text)
    return text.split(";") if ";" in text else [text]
