"""The model that ships: whole, honest about itself, and right on plain references."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import refparse
from refparse.labels import LABELS
from refparse.parser import Parser
from refparse.tagger.files import CARD_FILE, CRF_FILE, META_FILE, find_model, read_meta
from refparse.text import tokenise
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def folder() -> Path:
    return find_model("default")


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


def test_it_is_a_whole_folder(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {CRF_FILE, META_FILE, CARD_FILE}
    meta = read_meta(folder)
    assert meta.name == "default"
    assert set(meta.labels) <= set(LABELS)
    assert len(meta.labels) > 20
    recorded = meta.extra["files"]
    assert set(recorded) == {CRF_FILE, CARD_FILE}


def test_the_metadata_says_what_it_must(folder: Path) -> None:
    extra = read_meta(folder).extra
    assert extra["training"]["references"] > 1000
    for source in extra["training"]["sources"]:
        assert source["name"]
        assert source["references"] > 0
    assert any(source.get("sha256") for source in extra["training"]["sources"])
    assert {"algorithm", "c1", "c2", "max_iterations"} <= set(extra["hyper_parameters"])
    assert isinstance(extra["seed"], int)
    assert {"python-crfsuite", "sklearn-crfsuite", "numpy"} <= set(extra["versions"])
    for found in extra["metrics"]["corpora"].values():
        assert 0 < found["f1"] <= 1
        assert found["references"] > 0


def test_its_confidence_is_calibrated(folder: Path) -> None:
    meta = read_meta(folder)
    assert {"span", "reference"} <= set(meta.calibration)
    for knots in meta.calibration.values():
        assert len(knots) > 2
        assert [y for _, y in knots] == sorted(y for _, y in knots)
    errors = meta.extra["metrics"]["expected_calibration_error"]
    assert errors["span"] < 0.1
    assert errors["reference"] < 0.1


def test_the_metadata_tells_nothing_of_the_machine(folder: Path) -> None:
    for name in (META_FILE, CARD_FILE):
        text = (folder / name).read_text("utf-8")
        assert not re.search(r"/(?:home|root|tmp|work|Users)/|[A-Z]:\\\\", text)


def test_the_card_tells_the_scores_of_the_metadata(folder: Path) -> None:
    card = (folder / CARD_FILE).read_text("utf-8")
    metrics = read_meta(folder).extra["metrics"]
    assert f"{metrics['macro']['f1']:.3f}" in card
    for name, found in metrics["corpora"].items():
        assert f"| {name} | {found['references']} | {found['f1']:.3f} |" in card


def test_it_is_small_enough_to_ship(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.iterdir()) < 40_000_000


CASES = [
    (
        "Snyder G.H. The Security Dilemma in Alliance Politics. World Politics. 1984; "
        "36(4):461–495.",
        ["Snyder"],
        {
            "title": "The Security Dilemma in Alliance Politics",
            "container-title": "World Politics",
            "volume": "36",
            "issue": "4",
            "page": "461-495",
        },
        1984,
        "article-journal",
    ),
    (
        "Tversky, A., & Kahneman, D. (1973). Availability: A heuristic for judging frequency and "
        "probability. Cognitive Psychology, 5(2), 207–232.",
        ["Tversky", "Kahneman"],
        {
            "title": "Availability: A heuristic for judging frequency and probability",
            "container-title": "Cognitive Psychology",
            "volume": "5",
            "issue": "2",
            "page": "207-232",
        },
        1973,
        "article-journal",
    ),
    (
        "Elias, Norbert (1969): Die höfische Gesellschaft. Neuwied: Luchterhand.",
        ["Elias"],
        {"title": "Die höfische Gesellschaft", "publisher": "Luchterhand"},
        1969,
        "book",
    ),
    (
        "Гуревич А. Я. Категории средневековой культуры. — М. : Искусство, 1972. — 318 с.",
        ["Гуревич"],
        {"title": "Категории средневековой культуры", "publisher": "Искусство"},
        1972,
        "book",
    ),
    (
        "Huang NE, Shen Z, Long SR, et al. The empirical mode decomposition and the Hilbert "
        "spectrum. Proc R Soc Lond A. 1998;454(1971):903-95. doi:10.1098/rspa.1998.0193",
        ["Huang", "Shen", "Long"],
        {"volume": "454", "issue": "1971", "page": "903-995", "DOI": "10.1098/rspa.1998.0193"},
        1998,
        "article-journal",
    ),
]


@pytest.mark.parametrize(
    ("text", "families", "fields", "year", "kind"), CASES, ids=[case[1][0] for case in CASES]
)
def test_plain_references(
    parser: Parser, text: str, families: list[str], fields: dict[str, str], year: int, kind: str
) -> None:
    citation = parser.parse(text)
    assert [name.family for name in citation.authors] == families
    assert {key: citation.fields.get(key) for key in fields} == fields
    assert citation.year == year
    assert citation.type == kind
    assert citation.error is None
    assert 0 < citation.confidence <= 1


def test_the_session_of_the_contract() -> None:
    text = CASES[0][0]
    citation = refparse.parse(text)
    assert (citation.title, citation.authors[0].family, citation.year) == (
        "The Security Dilemma in Alliance Politics",
        "Snyder",
        1984,
    )
    assert citation.to_csl()["title"] == citation.title
    assert "@article{" in citation.to_bibtex()
    assert citation.spans[0].label == "author"
    assert list(refparse.parse_many([text, text], workers=2)) == [citation, citation]


def test_the_examples_are_parsed(parser: Parser) -> None:
    lines = (ROOT / "examples" / "references.txt").read_text("utf-8").splitlines()
    citations = list(parser.parse_many(lines))
    assert len(lines) == 20
    assert all(citation.error is None for citation in citations)
    assert all(citation.title or citation.container_title for citation in citations)
    assert sum(citation.year is not None for citation in citations) >= 19
    assert sum(bool(citation.authors) for citation in citations) >= 18


def test_it_knows_the_gold(parser: Parser, gold) -> None:  # type: ignore[no-untyped-def]
    from refparse.evaluation import predict, score_predictions

    answers = predict(parser._decoder, gold[::10])
    # It was trained on these: anything less would mean that features or tags do not fit the model.
    assert score_predictions(answers).f1 > 0.93


def test_less_certain_where_it_knows_less(parser: Parser) -> None:
    known = parser.parse(CASES[0][0])
    noise = parser.parse("qwe rty 7 uio; pas df, ghj 12 klz — xcv // bnm")
    assert noise.confidence < known.confidence


def test_its_tags_are_the_features_of_today(folder: Path, parser: Parser) -> None:
    # A model of other features would know few of the names that extract() gives.
    from refparse.features import extract

    tokens = [token.text for token in tokenise(CASES[0][0])]
    names = {name.encode() for features in extract(tokens) for name in features}
    body = (folder / CRF_FILE).read_bytes()
    known = sum(name + b"\0" in body for name in names)
    assert known > 0.5 * len(names)


def test_the_contract_record(parser: Parser) -> None:
    from refparse.formats import Record
    from refparse.formats.jsonl import to_jsonl

    record = json.loads(json.dumps(to_jsonl(Record(CASES[0][0], parser.parse(CASES[0][0]), None))))
    assert set(record) == {"text", "spans", "csl", "confidence", "error"}
