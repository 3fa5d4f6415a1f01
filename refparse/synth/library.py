"""Libraries of invented documents: references in, labelled documents out, by seed and number."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final, Literal

from refparse.finder.marked import LabelledDocument
from refparse.synth.documents import invent_document
from refparse.synth.generate import synthesise
from refparse.synth.groups import Group, group_references
from refparse.synth.lists import rendered_lists
from refparse.synth.typeset import draw_sheet, page_document, plain_document, typeset

Setting = Literal["text", "page", "any"]
"""How documents are set: as plain text, as the lines of pages with their layout, or by turns."""

Source = Literal["styles", "templates", "mixed"]
"""Where lists come from: see :func:`reference_groups`."""

_PAGES: Final = 0.5  # the share of pages where documents are set by turns
_NOISE: Final = 0.1
_TEMPLATES: Final = 0.35  # the share of synthesised references that templates word
_PER_LIST: Final = 10  # one list in a citation style for so many references asked for
HELD_OUT: Final = 8
"""One in so many references is kept for measuring and never trained on."""


def is_held_out(text: str) -> bool:
    """Whether a reference is kept for measuring, told by its text alone."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % HELD_OUT == 0


def reference_groups(
    references: Sequence[Mapping[str, Any]],
    records: Sequence[Mapping[str, Any]],
    count: int,
    seed: int,
    held_out: bool = False,
) -> dict[Source, list[Group]]:
    """References to build documents of: given ones, and others synthesised from their works.

    Args:
        references: labelled references, ``{"id", "text", "spans", "lang"}``.
        records: CSL-JSON records to synthesise from, beside the references.
        count: about how many to synthesise; 0 for none.
        seed: of the synthesis.
        held_out: take the references and citation styles kept for measuring, rather than all
            others.

    Returns:
        Lists in one citation style each ("styles"); lists in one family of hand-written templates
        each, for what no citation style covers ("templates"); and lists of what a file of labelled
        references holds in one language, whatever the style, as careless editors leave it
        ("mixed").

    Raises:
        InputError: nothing to synthesise from, or a package that synthesis needs is missing.
    """
    groups: dict[Source, list[Group]] = {
        "styles": [], "templates": [], "mixed": group_references(references),
    }  # fmt: skip
    if count:
        templates = int(_TEMPLATES * count)
        lists = max(1, (count - templates) // _PER_LIST)
        groups["styles"] = list(rendered_lists(records, references, lists, seed, held_out))
        made = synthesise(
            records, templates, seed, noise=_NOISE, references=references, mix={"templates": 1.0}
        )
        groups["templates"] = group_references(list(made))
    return groups


def invented_documents(
    groups: Sequence[Group], count: int, seed: int, setting: Setting = "any", kind: str = ""
) -> Iterator[LabelledDocument]:
    """Invented documents; the same arguments give the same ones.

    Args:
        groups: references to cite.
        count: how many documents.
        seed: of every choice.
        setting: how they are set.
        kind: one of :data:`refparse.synth.documents.KINDS`; "" for all kinds by their shares.
    """
    for number in range(count):
        yield invented_document(groups, seed, number, setting, kind)


def invented_document(
    groups: Sequence[Group], seed: int, number: int, setting: Setting = "any", kind: str = ""
) -> LabelledDocument:
    """One document of :func:`invented_documents`."""
    rng = Random(f"{seed}/{number}")
    kind, language, parts = invent_document(groups, rng, kind)
    sheet = draw_sheet(rng, parts[0].text)
    laid = typeset(parts, sheet, rng)
    name = f"invented-{seed}-{number:04d}"
    if setting == "page" or (setting == "any" and rng.random() < _PAGES):
        return page_document(laid, sheet, name, language, kind, rng)
    return plain_document(laid, sheet, name, language, kind)
