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
    (
        "Ash J, Elm K. Mills of the coast. Hull: Mill; 2007. (Coasts); Oak M. The work of weirs. "
        "Hull: Quickset; 2016. p. 5-34.",
        [
            "Ash J, Elm K. Mills of the coast. Hull: Mill; 2007. (Coasts)",
            "Oak M. The work of weirs. Hull: Quickset; 2016. p. 5-34.",
        ],
    ),
    ("Ebd., S. 9. So etwa Deichamt Stade (2006).", ["Deichamt Stade (2006)."]),
    (
        "Moor/Wehr: Deichschau 1911 – Aufsicht zwischen Land und Bauern, in: Marsch 8/1990, 23",
        ["Moor/Wehr: Deichschau 1911 – Aufsicht zwischen Land und Bauern, in: Marsch 8/1990, 23"],
    ),
    (
        "Anke Moor, Deiche und ihre Bauern, (Stade: Quickset, 1920); so etwa Moor, Deiche.",
        ["Anke Moor, Deiche und ihre Bauern, (Stade: Quickset, 1920)"],
    ),
    ("Alle Karten stammen vom Verfasser. Siehe auch Wehr 1999: 2.", ["Wehr 1999: 2."]),
    (
        "Moor (1904), S. 13. Das gilt nicht für das Jahr 1945, in dem nur 6 Deiche gezählt wurden.",
        ["Moor (1904), S. 13."],
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


def test_footnotes_that_count_from_one_are_no_part_of_the_list_above() -> None:
    works = [
        "Ash, P. Fences and their owners in the valley. Thornbury: Quickset, 1959.",
        "Elm, Q. Gates and those who keep them. Hull: Mill Press, 1970.",
        "Oak, R. Hedges of the northern coast. Hull: Mill Press, 1981.",
        "Yew, S. Weirs, mills and their ponds. Thornbury: Quickset, 1992.",
    ]
    notes = [
        "1 P. Ash. Fences and their owners in the valley. Thornbury: Quickset, 1959, p. 3.",
        "2 Ibid., p. 7.",
        "3 Q. Elm. Gates and those who keep them. Hull: Mill Press, 1970, p. 12.",
        "4 R. Oak. Hedges of the northern coast. Hull: Mill Press, 1981.",
    ]
    text = "\n".join(["References", "", *works, "", *notes])
    found = [each.text for each in find_references(text)]
    assert found[:4] == works
    assert found[4:] == [note[2:] for note in (notes[0], notes[2], notes[3])]


def test_a_headed_list_in_one_paragraph_is_parted() -> None:
    works = [
        f"{name}, {name[0]}. ({1950 + k}) The {thing} of the northern coast and their keepers in "
        f"the years of the great flood. Journal of Mills {k + 3}, 10-{20 + k}."
        for k, (name, thing) in enumerate(
            zip(
                ("Ashby", "Elmer", "Oakley", "Yewdall"),
                ("gates", "weirs", "ponds", "dykes"),
                strict=True,
            )
        )
    ]
    text = "The mills\n\nProse about mills.\n\nReferences\n\n" + " ".join(works) + "\n"
    assert [each.text for each in find_references(text)] == works
