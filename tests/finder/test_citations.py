"""What of a footnote is which citation."""

from __future__ import annotations

import pytest

from refparse.finder import find_references
from refparse.finder.citations import citations_in

NOTES = [
    (
        "Moor, Der Damm am Priel, Stade 1994, S. 3; ebd., S. 7; siehe auch Wehr, Die Flut und ihre "
        "Folgen an der Küste, Emden 2004, S. 12.",
        [
            "Moor, Der Damm am Priel, Stade 1994, S. 3",
            "Wehr, Die Flut und ihre Folgen an der Küste, Emden 2004, S. 12.",
        ],
    ),
    ("Moor 1994: 6 ff.; vgl. auch Wehr 1999: 74", ["Moor 1994: 6 ff.; vgl. auch Wehr 1999: 74"]),
    (
        "Ash J; Elm K. The mills of the coast. Mill Letters 2004; 5: 12-19.",
        ["Ash J; Elm K. The mills of the coast. Mill Letters 2004; 5: 12-19."],
    ),
    (
        "Ash, D. (2008). The price of hay in wet years. Unpublished thesis, University of Hay. "
        "See Table 7 in the appendix.",
        ["Ash, D. (2008). The price of hay in wet years. Unpublished thesis, University of Hay."],
    ),
    (
        "This was pointed out to me by one of the readers, whom I thank. As in Elm, Q., Gates and "
        "their keepers (Hull: Mill, 1970), 14.",
        ["Elm, Q., Gates and their keepers (Hull: Mill, 1970), 14."],
    ),
    ("", [""]),
]  # fmt: skip


@pytest.mark.parametrize(("note", "wanted"), NOTES, ids=range(len(NOTES)))
def test_a_note_is_parted(note: str, wanted: list[str]) -> None:
    assert [note[start:end] for start, end in citations_in(note)] == wanted


def test_time_is_linear() -> None:
    assert len(citations_in("; " * 5000)) == 1
    assert citations_in("Ash 1999; " * 5000) == [(0, 50_000)]
    assert citations_in("") == [(0, 0)]


def test_a_title_that_comes_back_with_a_page_number_is_furniture() -> None:
    text = (
        "Ponds and weirs of the upper valley\n\nProse about ponds.\n\nReferences\n\n"
        "Ash, P. (1959). Fences and their owners in\n\f12   Ponds and weirs of the upper valley\n"
        "the valley. Thornbury: Quickset.\n\nElm, Q. (1970). Gates. Hull: Mill Press.\n"
    )
    assert [each.text for each in find_references(text)] == [
        "Ash, P. (1959). Fences and their owners in the valley. Thornbury: Quickset.",
        "Elm, Q. (1970). Gates. Hull: Mill Press.",
    ]
