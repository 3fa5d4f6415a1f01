"""What regular expressions the tables of rules have words for."""

from __future__ import annotations

import re
from array import array

import pytest

from refparse.text.rules import compile_rules


def numbers(pattern: str, flags: int = 0) -> list[int]:
    table = compile_rules(re.compile(pattern, flags))
    assert table is not None
    return array("I", table).tolist()


def test_a_table() -> None:
    # Two sets: digits (a class), and "a" to "c" (one range).
    sets = [2, 0, 1, 0, 0, 0, 1, 97, 99]
    # One alternative; before the place a digit, behind it a letter; look-behind, look-ahead.
    behind = [4, 0, 1, 5, 1, 3, 1, 0, 0]
    ahead = [3, 0, 5, 1, 3, 1, 1, 0]
    steps = [*behind, *ahead, 0]
    assert numbers(r"(?<=\d)(?=[a-c])") == [*sets, 1, 1, 0, 1, 1, len(steps), *steps]


def test_alternatives_are_multiplied_out() -> None:
    sets = numbers("(?:a|bb)(?:c|dd)")[0]
    assert sets == 4
    assert numbers("(?:a|bb)(?:c|dd)")[1 + 5 * sets] == 4


def test_cases() -> None:
    """The sharp edges of matching without regard to case: i, s and k have further forms."""
    assert 0x17F in numbers("s", re.IGNORECASE)
    assert 0x131 in numbers("i", re.IGNORECASE)
    assert 0x17F not in numbers("s")


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?:ab)+", "(?<=a)e(?i:f)", r"\A\Bx", "a*?b"])
def test_what_has_no_table(pattern: str) -> None:
    assert compile_rules(re.compile(pattern)) is None


def test_ranges_without_regard_to_case_have_none() -> None:
    assert compile_rules(re.compile("[a-z]", re.IGNORECASE)) is None
