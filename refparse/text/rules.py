"""Regular expressions as tables: so the C core follows the rules of tokenise.py without a copy.

Only what those rules need is understood: characters and sets, groups of alternatives, repeats of
one character, word boundaries, beginnings and ends, look-around. For anything else the answer is
None, and the core goes on asking Python for its cuts.

The tables are one row of numbers, read by native/src/rules.c: the number of sets, then for each 1
if it is negated, classes of characters (bits of ``_CLASSES``), the number of ranges, first and last
character of each; then for each pattern the number of its alternatives, and for each of these how
many sets the character before the place may be of (0: any, or no character at all), those sets,
the same for the character behind the place, the length of its steps, the steps (``_STEPS``).
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Final

_CLASSES: Final = {
    "CATEGORY_DIGIT": 1,
    "CATEGORY_NOT_DIGIT": 2,
    "CATEGORY_WORD": 4,
    "CATEGORY_NOT_WORD": 8,
    "CATEGORY_SPACE": 16,
    "CATEGORY_NOT_SPACE": 32,
}
_END, _CHAR, _REPEAT, _AHEAD, _BEHIND, _BOUNDARY, _LAST, _FIRST = range(8)
_STEPS: Final = {"AT_BOUNDARY": _BOUNDARY, "AT_END": _LAST, "AT_BEGINNING": _FIRST}
"""Steps: the end; a character of a set; a repeat (set, least, most); look-ahead (1 if negative,
length, alternatives); look-behind (1 if negative, width, length, alternatives); edges."""
_MOST_ALTERNATIVES: Final = 128
_MOST_SETS: Final = 256
_MOST_SEQUENCES: Final = 200
_ENDLESS: Final = 0xFFFFFFFF
# Characters that match a letter in either case beside its own two: see the re module's tables.
_OTHER_CASES: Final = {"i": "\u0130\u0131", "s": "\u017f", "k": "\u212a", "µ": "\u03bc"}

Set = tuple[bool, int, tuple[tuple[int, int], ...]]
Step = tuple[Any, ...]


class _NotUnderstood(Exception):
    """The expression holds something that the tables have no words for."""


def compile_rules(*patterns: re.Pattern[str]) -> bytes | None:
    """Write regular expressions as tables.

    Args:
        patterns: compiled expressions on ``str``, without groups that are referred to.

    Returns:
        The numbers as native 4-byte integers; None where an expression is beyond the tables.
    """
    try:
        parser = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
        sets: dict[Set, int] = {}
        rows: list[int] = []
        for pattern in patterns:
            tree = list(parser.parse(pattern.pattern, pattern.flags))
            rows += _pattern(_Reader(sets, bool(pattern.flags & re.IGNORECASE)).sequences(tree))
        if len(sets) > _MOST_SETS:
            return None
    except (ImportError, AttributeError, _NotUnderstood):
        return None  # Another Python may have moved its parser, or parse in another way.
    head = [len(sets)]
    for negated, classes, ranges in sets:
        head += [int(negated), classes, len(ranges), *(end for both in ranges for end in both)]
    return array("I", [*head, *rows]).tobytes()


class _Reader:
    """Reads the tree of an expression into sequences of steps; sets are numbered as they come."""

    def __init__(self, sets: dict[Set, int], ignore_case: bool) -> None:
        self._sets = sets
        self._ignore_case = ignore_case

    def sequences(self, tree: Sequence[Any]) -> list[list[Step]]:
        """Every way through a tree: groups of alternatives are multiplied out."""
        out: list[list[Step]] = [[]]
        for node in tree:
            ways = list(self._node(str(node[0]), node[1]))
            out = [[*begun, *way] for begun in out for way in ways]
            if len(out) > _MOST_SEQUENCES:
                raise _NotUnderstood
        return out

    def _node(self, name: str, value: Any) -> Iterator[list[Step]]:
        if name == "BRANCH":
            for branch in value[1]:
                yield from self.sequences(list(branch))
        elif name == "SUBPATTERN" and value[1:3] == (0, 0):
            yield from self.sequences(list(value[3]))
        elif name in ("ASSERT", "ASSERT_NOT"):
            direction, inner = value
            negative = name == "ASSERT_NOT"
            ways = self.sequences(list(inner))
            if direction > 0:
                yield [(_AHEAD, negative, ways)]
            else:
                widths = set(map(_width, ways))
                if len(widths) > 1:
                    raise _NotUnderstood
                yield [(_BEHIND, negative, widths.pop(), ways)]
        elif name == "AT" and str(value) in _STEPS:
            yield [(_STEPS[str(value)],)]
        elif name == "MAX_REPEAT":
            least, most, inner = value
            if (least, most) == (0, 1) and not self._is_char(inner):
                yield from self.sequences(list(inner))
                yield []
                return
            if not self._is_char(inner):
                raise _NotUnderstood
            ((step,),) = self.sequences(list(inner))
            yield [(_REPEAT, step[1], int(least), min(int(most), _ENDLESS))]
        else:
            yield [(_CHAR, self._set(name, value))]

    @staticmethod
    def _is_char(tree: Sequence[Any]) -> bool:
        return len(tree) == 1 and str(tree[0][0]) in ("IN", "LITERAL", "NOT_LITERAL", "ANY")

    def _set(self, name: str, value: Any) -> int:
        negated, classes, ranges = False, 0, []
        members = value if name == "IN" else [(name, value)]
        for kind, member in ((str(kind), member) for kind, member in members):
            if kind == "NEGATE":
                negated = True
            elif kind == "LITERAL":
                ranges += self._cases(member)
            elif kind == "NOT_LITERAL" and name != "IN":
                negated, ranges = True, self._cases(member)
            elif kind == "ANY":
                negated, ranges = True, [(10, 10)]
            elif kind == "RANGE" and not self._ignore_case:
                ranges.append(member)
            elif kind == "CATEGORY" and str(member) in _CLASSES:
                classes |= _CLASSES[str(member)]
            else:
                raise _NotUnderstood
        return self._sets.setdefault((negated, classes, tuple(ranges)), len(self._sets))

    def _cases(self, code: int) -> list[tuple[int, int]]:
        char = chr(code)
        if not self._ignore_case or not char.isalpha():
            return [(code, code)]
        if not char.isascii():
            raise _NotUnderstood  # More than two cases, perhaps.
        cases = char.lower() + char.upper() + _OTHER_CASES.get(char.lower(), "")
        return [(ord(case), ord(case)) for case in cases]


def _width(steps: Sequence[Step]) -> int:
    """How many characters a sequence takes; look-behind needs it to be one number."""
    width = 0
    for step in steps:
        if step[0] == _REPEAT and step[2] != step[3]:
            raise _NotUnderstood
        width += step[2] if step[0] == _REPEAT else step[0] == _CHAR
    return width


def _pattern(sequences: Sequence[Sequence[Step]]) -> list[int]:
    if len(sequences) > _MOST_ALTERNATIVES:
        raise _NotUnderstood
    out = [len(sequences)]
    for steps in sequences:
        before, behind = _before(steps) or [], _behind(steps) or []
        code = _code(steps)
        out += [len(before), *before, len(behind), *behind, len(code), *code]
    return out


def _before(steps: Sequence[Step]) -> list[int] | None:
    """The sets of which the character before the place must be; None where it may be any."""
    for step in steps:
        if step[0] == _BEHIND and not step[1]:
            return _union(_edge(list(reversed(way))) for way in step[3])
        if step[0] in (_CHAR, _REPEAT):
            return None
    return None


def _behind(steps: Sequence[Step]) -> list[int] | None:
    """The sets of which the character behind the place must be; None where it may be any."""
    for step in steps:
        if step[0] == _AHEAD and not step[1]:
            return _union(_edge(way) for way in step[2])
        if step[0] in (_CHAR, _REPEAT):
            return _edge([step])
    return None


def _edge(steps: Sequence[Step]) -> list[int] | None:
    for step in steps:
        if step[0] == _CHAR or (step[0] == _REPEAT and step[2]):
            return [step[1]]
        if step[0] != _BOUNDARY:
            return None
    return None


def _union(ways: Iterator[list[int] | None]) -> list[int] | None:
    out: list[int] = []
    for way in ways:
        if way is None:
            return None
        out += way
    return sorted(set(out))


def _code(steps: Sequence[Step]) -> list[int]:
    out: list[int] = []
    for step in steps:
        if step[0] == _AHEAD:
            inner = _alternatives(step[2])
            out += [_AHEAD, int(step[1]), len(inner), *inner]
        elif step[0] == _BEHIND:
            inner = _alternatives(step[3])
            out += [_BEHIND, int(step[1]), step[2], len(inner), *inner]
        else:
            out += step
    return [*out, _END]


def _alternatives(ways: Sequence[Sequence[Step]]) -> list[int]:
    out = [len(ways)]
    for way in ways:
        code = _code(way)
        out += [len(code), *code]
    return out
