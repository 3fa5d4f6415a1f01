from __future__ import annotations

import pytest

from refparse.synth.shape import Piece, assemble, doubtful, keep_initial_dot, problems, trim


def fields(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[str, str]]:
    return [(label, text[start:end]) for start, end, label in spans]


def test_assemble_joins_names_over_connectors_but_not_over_brackets() -> None:
    text, spans = assemble(
        [
            Piece("Ames, J.", "author"),
            Piece(", and ", ""),
            Piece("Bell, K.", "author"),
            Piece(" (eds.), ", ""),
            Piece("Cole, L.", "author"),
        ]
    )
    assert fields(text, spans) == [("author", "Ames, J., and Bell, K."), ("author", "Cole, L.")]


def test_assemble_collapses_blanks_and_keeps_offsets() -> None:
    text, spans = assemble([Piece("  A  title ", "title"), Piece(" . ", ""), Piece("1999", "date")])
    assert text == "A title . 1999"
    assert fields(text, spans) == [("title", "A title"), ("date", "1999")]


def test_assemble_keeps_year_and_month_apart_where_they_stand_apart() -> None:
    pieces = [Piece("2011", "date"), Piece("; 12, ", ""), Piece("March", "date")]
    assert [x for *_, x in assemble(pieces)[1]] == ["date", "date"]
    together = [Piece("2011", "date"), Piece(", ", ""), Piece("March", "date")]
    text, spans = assemble(together)
    assert fields(text, spans) == [("date", "2011, March")]


@pytest.mark.parametrize(
    ("value", "label", "kept"),
    [
        ("“A title.”", "title", "A title"),
        ("«Il titolo»,", "title", "Il titolo"),
        ("What is it?", "title", "What is it?"),
        ("Part (2)", "title", "Part (2)"),
        ("(Re)reading a (bad) book", "title", "(Re)reading a (bad) book"),
        ("[Online]", "medium", "Online"),
        ("J. Inv. Coasts.", "journal", "J. Inv. Coasts"),
        ("Ames, J. K.", "author", "Ames, J. K."),
        ("Ames JK, Bell M.", "author", "Ames JK, Bell M"),
        ("Ames J. et al.", "author", "Ames J. et al."),
        ("Иванов И. И. и др.", "author", "Иванов И. И. и др."),
        ("https://doi.org/10.1000/a.b(c)", "doi", "10.1000/a.b(c)"),
        ("http://dx.doi.org/10.1000/ab.", "doi", "10.1000/ab"),
        ("arXiv:1501.00001", "arxiv", "1501.00001"),
        ("http://a.example/b/", "url", "http://a.example/b/"),
        ("<http://a.example/b>", "url", "http://a.example/b"),
        ("3-е", "edition", "3"),
        ("PhD diss.", "genre", "PhD diss."),
        ("n.d.", "date", "n.d."),
        ("2008.", "date", "2008"),
    ],
)
def test_trim(value: str, label: str, kept: str) -> None:
    span = trim(value, 0, len(value), label)
    assert span is not None
    assert value[span[0] : span[1]] == kept


def test_trim_leaves_nothing_of_punctuation() -> None:
    assert trim(" .,; ", 0, 5, "title") is None


def test_keep_initial_dot() -> None:
    text = "Ames, J. Title"
    assert keep_initial_dot(text, [(0, 7, "author")]) == [(0, 8, "author")]
    text = "Ames JK, Bell M. Title"
    assert keep_initial_dot(text, [(0, 15, "author")]) == [(0, 15, "author")]
    text = "Ames J, Bell M. Title"
    assert keep_initial_dot(text, [(0, 14, "author")]) == [(0, 14, "author")]
    assert keep_initial_dot(text, [(0, 15, "author")]) == [(0, 14, "author")]
    assert keep_initial_dot("Ames et al. X", [(0, 10, "author")]) == [(0, 11, "author")]


@pytest.mark.parametrize(
    ("text", "spans", "word"),
    [
        ("a\nb", [], "line break"),
        (" a", [], "blank"),
        ("ab", [(0, 1, "nonsense")], "unknown label"),
        ("ab", [(1, 1, "title")], "empty"),
        ("abc", [(0, 2, "title"), (1, 3, "date")], "out of order"),
        ("a bc", [(0, 2, "title")], "blank"),
        ("ab", [(0, 9, "title")], "out of range"),
    ],
)
def test_problems_are_named(text: str, spans: list[tuple[int, int, str]], word: str) -> None:
    assert word in " ".join(problems(text, spans))


def test_what_the_validator_finds_is_doubtful() -> None:
    text = "Ames J. A title. 2001."
    assert not doubtful(text, [(0, 7, "author"), (8, 15, "title"), (17, 21, "date")])
    assert doubtful(text, [(0, 7, "author"), (8, 16, "title"), (17, 21, "date")])
    assert doubtful(text, [(0, 7, "author"), (8, 15, "title")])


def test_a_sound_reference_has_no_problems() -> None:
    assert problems("Ames J. A title.", [(0, 7, "author"), (8, 15, "title")]) == []
