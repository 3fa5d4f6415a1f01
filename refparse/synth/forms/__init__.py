"""The forms of references that templates print, by tradition.

How a form is written is told in :mod:`refparse.synth.pattern`. Every row gives a name, the
languages and item types it serves, the ways its authors and its editors may be printed, and the
line itself. The wording is this project's own; the forms follow what journals and books print.
"""

from __future__ import annotations

from typing import Final

from refparse.synth.forms.base import Form
from refparse.synth.forms.humanities import FOOTNOTES, GERMAN
from refparse.synth.forms.loose import LOOSE
from refparse.synth.forms.romance import FRENCH, IBERIAN, ITALIAN
from refparse.synth.forms.science import BIOMEDICAL, PHYSICS
from refparse.synth.forms.slavic import EAST_ASIAN, NORTHERN, SLAVIC
from refparse.synth.forms.social import SOCIAL

__all__ = ["FORMS", "Form"]

FORMS: Final[tuple[Form, ...]] = (
    *BIOMEDICAL, *PHYSICS, *SOCIAL, *FOOTNOTES, *GERMAN, *FRENCH, *ITALIAN, *IBERIAN, *SLAVIC,
    *EAST_ASIAN, *NORTHERN, *LOOSE,
)  # fmt: skip
