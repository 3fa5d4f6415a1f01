"""Running state: what stands before and after a token beyond the window.

Brackets and quotes still open, what has been read already (a year, "In", an editor's role word),
how far the next year or locator is, how many sentence-like segments have passed, where in the
reference the token stands, and how the reference as a whole is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from refparse.features import chunks
from refparse.features.form import capitals
from refparse.features.numbers import is_year
from refparse.features.view import View
from refparse.features.words import word_classes

_POSITIONS: Final = (1, 2, 3, 4, 6, 9, 13, 21)
_DISTANCES: Final = (1, 2, 3, 4, 6, 10, 16)
_WATCHED: Final = (
    "year",
    "number",
    "pages",
    "editor",
    "in",
    "etal",
    "address",
    "slashes",
    "volume",
)


_CLASSES: Final = {"pages", "editor", "in", "etal", "volume"}


def bucket(value: int, limits: tuple[int, ...]) -> str:
    """The first limit that is larger than the value, as text; "+" behind the last."""
    for limit in limits:
        if value < limit:
            return str(limit)
    return "+"


def _marks(token: View) -> set[str]:
    """Which of the watched things the token is."""
    core = token.core
    # A single capital is an initial far more often than "S." (Seite) or "C." (страница).
    found = set() if len(core) < 2 and core.isupper() else _CLASSES & set(word_classes(token))
    # "[In Russian]" names a language, no container.
    if token.lead.startswith(("[", "(")):
        found.discard("in")
    if is_year(core):
        found.add("year")
    elif core and core[0].isdigit():
        found.add("number")
    elif "://" in token.text or core.startswith("www."):
        found.add("address")
    if token.text.startswith("//"):
        found.add("slashes")
    return found


def _ends_segment(token: View, following: View | None) -> bool:
    """Whether a token closes a sentence-like segment: a full stop that ends no initial."""
    tail = token.tail
    if not any(mark in tail for mark in ".?!:;/。"):
        return False
    if "." in tail and not any(mark in tail for mark in "?!:;") and len(token.core) < 3:
        return bool(token.core) and token.core[0].isdigit()
    return following is None or bool(following.lead) or not following.core[:1].islower()


def _quote_change(token: View, inside: bool) -> bool:
    text = token.text
    if "«" in text or "»" in text:
        return text.rfind("«") > text.rfind("»")
    count = text.count('"')
    return inside ^ (count % 2 == 1)


def states(tokens: Sequence[View]) -> list[list[str]]:
    """State features of every token of a reference.

    Args:
        tokens: the reference's tokens in order.

    Returns:
        One list of feature strings per token; in time linear in the number of tokens.
    """
    size = len(tokens)
    marks = [_marks(token) for token in tokens]
    caps = [capitals(token.core) for token in tokens]
    ahead: list[dict[str, int]] = [{}] * size
    following: dict[str, int] = {}
    for index in range(size - 1, -1, -1):
        ahead[index] = following
        if marks[index]:
            following = {**following, **dict.fromkeys(marks[index], index)}
    style = _style(tokens, marks)
    names = _name_style(tokens, caps)
    out = chunks.features(chunks.chunks(tokens, caps), size)
    inside = single = False
    closed = -1
    depth: list[str] = []
    seen: dict[str, int] = {}
    segment = 0
    segment_start = 0
    for index, token in enumerate(tokens):
        here = out[index]
        text = token.text
        was_inside = inside
        inside = _quote_change(token, inside)
        if inside and not was_inside:
            here.append("q=open")
        elif was_inside and not inside:
            here.append("q=close")
        elif inside:
            here.append("q=in")
        if "'" in token.lead:
            single = True
            here.append("q'=open")
        elif single:
            here.append("q'=in")
        if closed >= 0:
            here.append("q=after" + bucket(index - closed, _DISTANCES))
        if (was_inside and not inside) or (single and "'" in token.tail):
            closed = index
            single = False
        bracket = depth[-1] if depth else text[0] if text.startswith(("(", "[")) else ""
        if bracket:
            here.append("b=" + bracket)
            here.append(f"b={bracket}{caps[index]}")
        depth = _brackets(text, depth)
        for name in _WATCHED:
            if name in seen:
                here.append(f"seen={name}{bucket(index - seen[name], _DISTANCES)}")
            if name in ahead[index]:
                here.append(f"next={name}{bucket(ahead[index][name] - index, _DISTANCES)}")
        seg = str(min(segment, 6))
        since = bucket(index - segment_start, _DISTANCES)
        here += [
            "pos=" + bucket(index, _POSITIONS),
            "rpos=" + bucket(size - 1 - index, _POSITIONS),
            f"frac={10 * index // size}",
            "seg=" + seg,
            f"segsince={seg}/{since}",
            f"segstyle={seg}/{style}",
            f"segcap={seg}/{caps[index]}",
        ]
        if index:
            before = tokens[index - 1]
            here.append(f"bp={before.tail or '0'}/{caps[index]}{token.lead}")
            here.append(f"bb={caps[index - 1]}{before.tail}/{caps[index]}")
        if index + 1 < size:
            after = tokens[index + 1]
            here.append(f"ap={token.tail or '0'}/{caps[index + 1]}{after.lead}")
            here.append(f"aa={caps[index]}{token.tail}/{caps[index + 1]}{after.tail}")
            here.append(f"na={names}|{caps[index]}{token.tail}/{caps[index + 1]}")
        if "year" in seen:
            here.append("ys=" + caps[index] + token.tail)
        for name in marks[index]:
            seen.setdefault(name, index)
        if not depth and not inside:
            nearest = tokens[index + 1] if index + 1 < size else None
            if _ends_segment(token, nearest):
                segment += 1
                segment_start = index + 1
    return out


def _brackets(text: str, depth: list[str]) -> list[str]:
    if not any(char in "()[]" for char in text):
        return depth
    depth = list(depth)
    for char in text:
        if char in "([":
            depth.append(char)
        elif char in ")]" and depth:
            depth.pop()
    return depth[-4:]


def _name_style(tokens: Sequence[View], caps: Sequence[str]) -> str:
    """How the first name is written: "title,initial." for "Smith, J.", "title0initial." …"""
    begin = 1 if len(tokens) > 3 and caps[0] == "number" else 0
    return "".join(
        caps[index] + (tokens[index].tail[:2] or "0")
        for index in range(begin, min(begin + 2, len(tokens)))
    )


def _style(tokens: Sequence[View], marks: Sequence[set[str]]) -> str:
    """How the reference is built: where the first year stands, quotes, "//", numbering, commas."""
    size = len(tokens)
    year = next((index for index, found in enumerate(marks) if "year" in found), None)
    where = (
        "n" if year is None else "e" if year * 5 < size * 2 else "l" if year * 3 > size * 2 else "m"
    )
    quoted = "q" if sum(t.text.count('"') + t.text.count("«") for t in tokens) > 0 else "-"
    slashes = "/" if any("slashes" in found for found in marks) else "-"
    return where + quoted + slashes
