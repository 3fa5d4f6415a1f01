"""Whether a piece of text is a reference, judged by itself or by the company it keeps."""

from __future__ import annotations

import re
from typing import Final

from refparse.finder.evidence import YEAR, balance, prose_signs, reference_signs, rows
from refparse.finder.numbering import leading_number
from refparse.finder.shape import shape_of
from refparse.finder.starts import STRONG, start_evidence

_FEWEST_WORDS: Final = 3  # of a reference that no heading announces, addresses not counted
_WORDS: Final = re.compile(r"(?<![Aao:/.])[Aao]{2,}(?![Aao:/])")
_LEAD_IN: Final = re.compile(
    r"(?:vgl|s|siehe|see|cf|voir|ver|véase|cfr|vedi|zie|jf|jfr|zob|см|див|so|dazu|hierzu|also|auch"
    r"|for example|zum beispiel|z\.\s?b|e\.g|etwa|u\.\s?a|ausführlich|grundlegend|bspw)\b[.:,]?\s+",
    re.IGNORECASE,
)


def fits_in(text: str) -> bool:
    """Whether a text may be a reference, where it stands among references."""
    shape = shape_of(text)
    if not is_wording(shape):
        return False
    value = balance(text, shape)
    if leading_number(text, shape) is not None:
        return value > -1.5 * rows(shape)
    signs = reference_signs(text, shape)
    if signs < 0.5:
        return False
    if value > -0.3 or (signs >= 1.0 and prose_signs(text) < 1.0):
        return True
    return signs >= 1.0 and value > -rows(shape) and start_evidence(text, shape) >= STRONG


def is_reference(text: str) -> bool:
    """Whether a text is a reference by itself."""
    shape = shape_of(text)
    number = leading_number(text, shape)
    if not is_wording(shape) or (not YEAR.search(text) and "://" not in shape):
        return False
    if "c" not in shape and len(_WORDS.findall(shape)) < _FEWEST_WORDS:
        return False
    return balance(text, shape) > 0.3 and (
        number is not None or start_evidence(text, shape) >= -0.7
    )


def is_full_reference(text: str) -> bool:
    """Whether a note, its number left out, is a reference and no remark or short citation."""
    text = text.strip()
    lead = _LEAD_IN.match(text)
    if lead:
        text = text[lead.end() :]
    shape = shape_of(text)
    if len(text) < 40 or not is_wording(shape) or not YEAR.search(text):
        return False
    value = balance(text, shape)
    named = start_evidence(text, shape) >= 0.5
    return value > 0.8 or (named and value > -0.6 * rows(shape) and prose_signs(text) < 1.0)


def is_wording(shape: str) -> bool:
    """Whether a text is mostly letters: rows of tables are not."""
    letters = sum(map(shape.count, "Aaco"))
    return letters > 0.4 * (len(shape) - shape.count(" ")) or "://" in shape
