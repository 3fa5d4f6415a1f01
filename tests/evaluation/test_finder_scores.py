"""How found references are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from refparse._errors import CorpusError
from refparse.evaluation.finder import (
    Found,
    evaluate_documents,
    evaluate_folder,
    finder,
    matches,
    read_marked_files,
    total,
)

GOLD = [
    "Ash, P. (1959). Fences and their owners. Farm Review, 3, 1-9.",
    "Elm, Q. (1970). Gates: their hanging and their latches. London: Paddock.",
]


def test_blanks_dashes_and_hyphenation_do_not_count() -> None:
    found = ["Ash, P. (1959). Fen- ces and their own-ers. Farm Review 3, 1–9", GOLD[1].upper()]
    assert matches(found, GOLD) == 2


def test_merged_cut_and_repeated_references_are_wrong() -> None:
    assert matches([" ".join(GOLD)], GOLD) == 0
    assert matches([GOLD[0][:35], GOLD[0][35:]], GOLD) == 0
    assert matches([GOLD[0], GOLD[0]], GOLD) == 1
    assert matches([], GOLD) == matches(GOLD, []) == 0


def test_counts() -> None:
    found = total("all", [Found("a", 1, 2, 4), Found("b", 2, 2, 2)])
    assert (found.precision, found.recall, found.f1) == (0.75, 0.5, 0.6)
    assert Found("none", 0, 0, 0).f1 == 1.0
    assert Found("false alarm", 0, 1, 0).f1 == 0.0


def test_marked_documents_and_folders(tmp_path: Path) -> None:
    marked = "Prose.\n\n⟪References⟫\n\n" + "\n\n".join(f"⟦{text}⟧" for text in GOLD)
    (tmp_path / "marked").mkdir()
    (tmp_path / "marked" / "en-fences.txt").write_text(marked, "utf-8")
    documents = read_marked_files([tmp_path / "marked"])
    assert [(each.name, each.language) for each in documents] == [("en-fences", "en")]
    assert evaluate_documents(documents, finder("finder")) == [Found("en-fences", 2, 2, 2)]
    (tmp_path / "fences.txt").write_text(documents[0].text, "utf-8")
    (tmp_path / "fences.refs.txt").write_text("\n".join(GOLD), "utf-8")
    assert evaluate_folder(tmp_path, None) == [Found("fences", 2, 2, 2)]
    (tmp_path / "gates.refs.txt").write_text(GOLD[1], "utf-8")
    with pytest.raises(CorpusError, match=r"no document gates\.pdf"):
        evaluate_folder(tmp_path, None)
    with pytest.raises(CorpusError, match="no \\*"):
        evaluate_folder(tmp_path / "marked", None)
