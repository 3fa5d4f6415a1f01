"""Words that no span covers: label words go, everything else is kept for the note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from refparse.citation.wording import tidy
from refparse.features.words import classes

LONGEST: Final = 2000
"""Characters of one stretch that the note keeps; the reference itself has the rest."""

_SHORT: Final = 40
# Most stretches are one of these.
_PUNCTUATION: Final = frozenset(("", " ", ".", ",", ". ", ", ", " (", "; ", ": "))

# Words of these classes say what stands beside them ("pp.", "Hrsg.", "available at").
_LABEL_CLASSES: Final = frozenset(
    "in editor translator pages pagetotal volume issue supplement series accessed available idlabel"
    " arxiv by and etal".split()
)
# At the end of a stretch they belong to the field behind it ("…, maps. Bd." before a volume).
_LOCATORS: Final = frozenset("pages volume issue idlabel in accessed available".split())
_TRANSLATED: Final = frozenset(("translator", "language"))
_MORE: Final = frozenset(
    """
    ed eds edn edition aufl auflage ausgabe éd édition edición ed edição edizione изд издание вид
    видання wyd wydanie vyd vydání druk uitg uppl utg painos kiadás baskı 版
    org dx www hier vom voll dni z le la les l du das do dal the of on with at an to по со к це під
    hrsgg cited hereinafter see also cf cfr vgl siehe voir ici hier см version versión versione
    last letzter am zugriff ultimo accesso data dostępu hentet fra sur mis page consultée repéré
    zugl 参照 公開日 入手先 검색일 출처 인출 以下 頁以下 页以下 頁参照
    consulta consultation consulté recuperado acessos licence licencia
    перевод науч общ гол голов заг коммент гр г год рр уч
    """.split()
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W\d_]+)*")
_RIM: Final = (
    " \t\r\n.,;:/\\|&=*<>«»„“”‘’\"'`-‐‑‒–—―•·_№#§+~^"
    "，。、；：？！「」『』《》〈〉（）［］【】〔〕・"
)


@cache
def _label_words() -> frozenset[str]:
    known = {word for word, names in classes().items() if _LABEL_CLASSES.intersection(names)}
    return frozenset(known | _MORE)


def _telling(stretch: str) -> bool:
    """Whether any word of the stretch says more than what kind of field stands beside it."""
    words = [word.lower() for word in _WORD.findall(stretch)]
    known = _label_words()
    others = [word for word in words if word not in known]
    if not others:
        return False
    by_class = classes()
    # "пер. с англ.": the language belongs to the label.
    translated = any("translator" in by_class.get(word, ()) for word in words)
    return not (
        translated and all(_TRANSLATED.intersection(by_class.get(word, ())) for word in others)
    )


def leftover(stretches: Iterable[str]) -> list[str]:
    """What a reference says outside its spans, apart from label words, in printed order.

    Args:
        stretches: the text between the spans.

    Returns:
        One string for each stretch that holds a telling word, without the punctuation around it;
        stretches of label words alone ("pp.", "In:", "дата обращения:") and of punctuation are no
        wording of the reference's own.
    """
    out = []
    for stretch in stretches:
        if stretch in _PUNCTUATION:
            continue
        kept = _kept(stretch) if len(stretch) <= _SHORT else _kept.__wrapped__(stretch)
        if kept:
            out.append(kept)
    return out


@lru_cache(maxsize=8192)
def _kept(stretch: str) -> str:
    if _WORD.search(stretch) is None or not _telling(stretch):
        return ""
    return _balanced(_without_locators(tidy(stretch[:LONGEST])).strip(_RIM))


def _without_locators(stretch: str) -> str:
    end = len(stretch)
    for match in reversed(list(_WORD.finditer(stretch))):
        word = match[0].lower()
        if word not in ("org", "dx") and _LOCATORS.isdisjoint(classes().get(word, ())):
            # Only what punctuation cuts off from the words before it is a label of its own.
            cut = len(stretch[match.end() :].lstrip(" ")) and end < len(stretch)
            return stretch[: match.end()] + _closing(stretch[match.end() :]) if cut else stretch
        end = match.start()
    return stretch


def _closing(rest: str) -> str:
    return rest[:1] if rest[:1] in ")]" else ""


def _balanced(text: str) -> str:
    """The text without brackets at its rim whose partner was cut off with a span."""
    for opening, closing in ("()", "[]", "{}"):
        if text.count(opening) != text.count(closing):
            text = text.strip(opening + closing + _RIM)
    return text
