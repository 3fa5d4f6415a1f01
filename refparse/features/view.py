"""What every feature family looks at: one token cut into leading marks, core and trailing marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_CORE: Final = 40
"""Characters of a core that features look at: longer ones (long URLs, noise) are cut."""


@dataclass(frozen=True, slots=True)
class View:
    """A token as features see it.

    Attributes:
        text: the token.
        lead: punctuation before the first letter or digit; the whole token if it has none.
        core: from the first to the last letter or digit, cut after ``MAX_CORE`` characters.
        tail: punctuation behind the last letter or digit.
        lower: the core in lower case.
    """

    text: str
    lead: str
    core: str
    tail: str
    lower: str


def view(token: str) -> View:
    """Cut a token into its parts, in linear time."""
    first = 0
    last = len(token)
    while first < last and not token[first].isalnum():
        first += 1
    while last > first and not token[last - 1].isalnum():
        last -= 1
    core = token[first:last][:MAX_CORE]
    return View(token, token[:first][:6], core, token[last:][:6], core.lower())
