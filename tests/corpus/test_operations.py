from __future__ import annotations

import json
import random
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse._errors import CorpusError, InputError
from refparse.corpus import LabelledReference
from refparse.corpus.dedupe import Duplicate, dedupe
from refparse.corpus.diff import Agreement, diff, kappa
from refparse.corpus.io import FORMATS
from refparse.corpus.keys import corpus_of, fold, text_key, title_key
from refparse.corpus.leaks import Leak, leaks
from refparse.corpus.split import split
from refparse.corpus.stats import plot, script_of, stats
from refparse.corpus.validate import validate, validate_file
from tests.corpus.notation import labelled
from tests.corpus.samples import SAMPLES

_LONG = "<title|Tall towers of the windy northern plain>"


class TestKeys:
    def test_fold(self) -> None:
        assert fold("Été — 1 (Ω)") == fold("ete 1ω") == "ete1ω"

    def test_citation_number_is_no_part_of_the_text(self) -> None:
        one, two = labelled("[<number|12>] <author|Doe J.> X"), labelled("<author|Doe, J> x.")
        assert text_key(one) == text_key(two) == "doejx"

    def test_short_titles_say_nothing(self) -> None:
        assert title_key(labelled("<title|Introduction>")) == ""
        assert title_key(labelled(_LONG)) == "talltowersofthewindynorthernplain"

    def test_corpus_of(self) -> None:
        assert corpus_of(labelled("x", "plain-core-12")) == "plain-core"
        assert corpus_of(labelled("x", "r")) == ""


class TestDedupe:
    def test_same_letters_and_digits(self) -> None:
        found: list[Duplicate] = []
        corpus = [labelled("Doe, J. 1999", "a"), labelled("DOE J (1999)", "b"), labelled("x", "c")]
        assert [each.id for each in dedupe(corpus, found=found)] == ["a", "c"]
        assert found == [Duplicate("b", "a", "text", "DOE J (1999)")]

    def test_near_is_the_same_title_and_year(self) -> None:
        corpus = [
            labelled(f"<author|Doe> {_LONG} <date|May 1999>", "a"),
            labelled(f"<author|J. Doe> (<date|1999>) {_LONG}", "b"),
            labelled(f"<author|J. Doe> (<date|2001>) {_LONG}", "c"),
            labelled(f"<author|John Doe> {_LONG}", "d"),
        ]
        assert [each.id for each in dedupe(corpus)] == ["a", "b", "c", "d"]
        found: list[Duplicate] = []
        assert [each.id for each in dedupe(corpus, near=True, found=found)] == ["a", "c"]
        assert [(each.id, each.of, each.how) for each in found] == [
            ("b", "a", "title"),
            ("d", "a", "title"),
        ]

    def test_lazy(self) -> None:
        def endless():
            for number in range(10**9):
                yield labelled(f"Doe {number}", str(number))

        kept = dedupe(endless())
        assert [next(kept).id for _ in range(3)] == ["0", "1", "2"]


class TestLeaks:
    def test_text_before_title(self) -> None:
        first = [
            labelled(f"<author|Doe> {_LONG}", "a"),
            labelled(f"<author|Roe> {_LONG}", "b"),
            labelled("<title|Introduction>", "c"),
        ]
        second = [
            labelled(f"<author|Poe> {_LONG}", "x"),
            labelled(f"[1] DOE. {first[0].text[4:]}", "y"),
        ]
        second[1] = labelled(f"<number|1> <author|DOE> {_LONG}", "y")
        assert leaks(first, [*second, labelled("<author|P> <title|Introduction>", "z")]) == [
            Leak("a", "y", "text", "Doe Tall towers of the windy northern plain"),
            Leak("b", "x", "title", "Tall towers of the windy northern plain"),
        ]

    def test_none(self) -> None:
        assert leaks([SAMPLES["article"]], [SAMPLES["book"]]) == []


def _corpus(size: int, seed: int) -> list[LabelledReference]:
    """References of two corpora and languages, one title in five used again."""
    chance = random.Random(seed)
    out = []
    for at in range(size):
        title = f"Tall towers of the northern plain {chance.randrange(size * 4 // 5 + 1)}"
        corpus, lang = chance.choice([("one", "en"), ("one", "de"), ("two", None)])
        out.append(labelled(f"<author|Doe {at}> <title|{title}>", f"{corpus}-{at}", lang))
    return out


class TestSplit:
    @given(st.integers(1, 120), st.integers(0, 5))
    def test_parts_are_whole_and_share_nothing(self, size: int, seed: int) -> None:
        corpus = _corpus(size, seed)
        parts = split(corpus, {"train": 0.7, "dev": 0.2, "test": 0.1}, seed=seed)
        assert sorted(each.id for part in parts.values() for each in part) == sorted(
            each.id for each in corpus
        )
        for one, two in combinations(parts.values(), 2):
            assert not leaks(one, two)

    def test_shares_hold_in_every_corpus_and_language(self) -> None:
        corpus = _corpus(2000, 3)
        parts = split(corpus, {"train": 8, "test": 2}, seed=1)
        whole = Counter((corpus_of(each), each.lang) for each in corpus)
        test = Counter((corpus_of(each), each.lang) for each in parts["test"])
        for kind, count in whole.items():
            # Groups that mix kinds go where most of their references belong.
            assert test[kind] == pytest.approx(count * 0.2, rel=0.25)
        assert len(parts["test"]) == pytest.approx(400, rel=0.02)

    def test_one_of_a_kind_each(self) -> None:
        corpus = [labelled(f"Doe {at}", f"c{at}-1") for at in range(100)]
        sizes = {name: len(part) for name, part in split(corpus, {"a": 0.8, "b": 0.2}).items()}
        assert sizes == {"a": 80, "b": 20}

    def test_seed_decides_and_order_does_not(self) -> None:
        corpus = _corpus(200, 1)
        mixed = random.Random(7).sample(corpus, len(corpus))

        def ids(references: list[LabelledReference], seed: int) -> set[str]:
            return {each.id for each in split(references, {"a": 1, "b": 1}, seed=seed)["a"]}

        assert ids(corpus, 1) == ids(corpus, 1) == ids(mixed, 1)
        assert ids(corpus, 1) != ids(corpus, 2)

    @pytest.mark.parametrize("shares", [{}, {"a": 0.0}, {"a": 1, "b": -1}, {"a": float("nan")}])
    def test_bad_shares(self, shares: dict[str, float]) -> None:
        with pytest.raises(CorpusError, match="shares must be positive"):
            split([], shares)


class TestDiff:
    def test_agreement(self) -> None:
        one = labelled("<author|Doe J.> <title|Tall towers> <date|1999>", "a")
        two = replace(one, spans=((0, 6, "author"), (7, 18, "booktitle"), (19, 23, "date")))
        found = diff([one, SAMPLES["book"]], [SAMPLES["book"], two])
        assert found.references == 2
        assert found.labels["title"] == Agreement(2, 1, 1)
        assert found.labels["booktitle"].f1 == 0.0
        assert found.labels["date"].f1 == 1.0
        assert found.overall.f1 == pytest.approx(1 - 1 / found.overall.first)
        (difference,) = found.differences
        assert difference.id == "a"
        assert difference.first == ((7, 18, "title"),)
        assert difference.second == ((7, 18, "booktitle"),)
        assert found.kappa < 1
        assert "title" in found.table()
        assert "2 references, 1 labelled alike" in found.table()

    def test_the_same(self) -> None:
        found = diff(SAMPLES.values(), SAMPLES.values())
        assert found.overall.f1 == found.kappa == 1.0
        assert not found.differences
        assert not found.unpaired

    def test_kappa_of_the_textbook(self) -> None:
        # Observed 0.7, expected 0.5: kappa 0.4.
        confusion = Counter({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15})
        assert kappa(confusion) == pytest.approx(0.4)
        assert kappa(Counter({("y", "n"): 5, ("n", "y"): 5})) == pytest.approx(-1.0)
        assert kappa(Counter({("y", "y"): 5})) == 1.0
        assert kappa(Counter()) == 1.0

    def test_unpaired(self) -> None:
        one, two = labelled("a b", "1"), labelled("a b", "2")
        found = diff([one, two, labelled("x", "3")], [one, labelled("y", "3"), labelled("z", "4")])
        assert dict(found.unpaired) == {
            "2": "only in the first",
            "3": "the texts differ",
            "4": "only in the second",
        }

    def test_nothing_in_common(self) -> None:
        with pytest.raises(CorpusError, match="no reference in common"):
            diff([labelled("a", "1")], [labelled("a", "2")])

    def test_id_twice(self) -> None:
        with pytest.raises(CorpusError, match="id '1' occurs twice in the second corpus"):
            diff([labelled("a", "1")], [labelled("a", "1"), labelled("b", "1")])


class TestStats:
    def test_counts(self) -> None:
        corpus = [
            labelled("<author|Doe J.>, <author|Roe R.> <title|Towers>", "1", "en"),
            labelled("<author|Иванов> <other|x> abc", "2"),
        ]
        found = stats(corpus)
        assert found.references == 2
        assert found.spans == 5
        assert found.labels["author"].references == 2
        assert found.labels["author"].spans == 3
        assert found.labels["author"].mean_length == pytest.approx(6.0)
        assert list(found.labels) == ["author", "title", "other"]
        assert found.languages == {"en": 1, "": 1}
        assert found.scripts == {"Latin": 1, "Cyrillic": 1}
        assert found.labelled == pytest.approx((14 + 7) / (14 + 7 + 3))
        assert found.characters[0] == len(corpus[1].text)
        assert found.characters[100] == len(corpus[0].text)
        assert json.loads(json.dumps(found.to_json()))["labels"]["author"]["spans"] == 3
        assert "Cyrillic" in found.table()

    @pytest.mark.parametrize(
        ("text", "script"),
        [
            ("李四 a", "Han"),
            ("홍길동", "Hangul"),
            ("Doe 12", "Latin"),
            ("Δοε", "Greek"),
            ("12", ""),
        ],
    )
    def test_script(self, text: str, script: str) -> None:
        assert script_of(text) == script

    def test_empty(self) -> None:
        with pytest.raises(CorpusError, match="corpus is empty"):
            stats([])

    def test_plot_without_matplotlib(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
        with pytest.raises(InputError, match=r"pip install 'refparse-crf\[plot\]'"):
            plot(stats(SAMPLES.values()), tmp_path / "x.png")

    def test_plot(self, tmp_path: Path) -> None:
        pytest.importorskip("matplotlib")
        plot(stats(SAMPLES.values()), tmp_path / "x.svg")
        assert "<svg" in (tmp_path / "x.svg").read_text()
        with pytest.raises(InputError, match="cannot write the plot"):
            plot(stats(SAMPLES.values()), tmp_path / "x.nonsense")


_SUSPICIOUS = {
    "label word": "<author|Doe> <pages|pp. 12-14> <date|1999>",
    "punctuation at the edge": "<title|Towers,> <date|1999>",
    "empty span": "<title|...> <date|1999>",
    "unbalanced brackets": "<title|Towers (tall ones> <date|1999>",
    "year not in a date": "<author|Doe> (1999) <title|Towers>",
    "long date": f"<title|Towers> <date|{'1999 ' * 14}x>",
    "not a DOI": "<title|Towers> <doi|11.1/x>",
    "not an address": "<title|Towers> <url|somewhere>",
    "DOI as address": "<title|Towers> <url|https://doi.org/10.1000/x>",
    "not a PMID": "<title|Towers> <pmid|x12>",
    "not an arXiv number": "<title|Towers> <arxiv|hep>",
    "not an ISBN": "<title|Towers> <isbn|12-34>",
    "not an ISSN": "<title|Towers> <issn|12-34>",
    "pages without number": "<title|Towers> <pages|passau>",
    "two of title": "<title|Towers>. <title|Plains>",
    "number inside": "<title|Towers> <number|12>",
    "no spans": "Towers of the plain",
    "long stretch unlabelled": "<author|Doe> tall towers standing everywhere around",
    "unknown label": "<author|Doe> <other|x>",
}


class TestValidate:
    @pytest.mark.parametrize(("rule", "notation"), _SUSPICIOUS.items(), ids=_SUSPICIOUS)
    def test_suspicious(self, rule: str, notation: str) -> None:
        found = list(validate([labelled(notation)]))
        assert rule in {finding.rule for finding in found}
        assert all(finding.remedy and not finding.severe for finding in found)

    @pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
    def test_what_follows_the_guideline_is_left_alone(self, sample: LabelledReference) -> None:
        assert list(validate([sample])) == []

    @pytest.mark.parametrize(
        "notation",
        [
            "<author|Doe J.> <title|Towers>. <journal|J. Plain Sci.>, <date|1999>",
            "<author|Ders.>, <title|Towers>. <location|Frankfurt/M.> <date|1999>",
            "<author|Doe J.> <title|Plains in C++> / <author|J. Doe>. <date|1999>",
            "<title|Plains>. <date|1999> [<language|in Russ.>].",
            "<author|Doe J.> <title|Cities>. <volume|2>. <title|The plains>. <date|1999>",
            "<title|Towers>. <edition|2.> Aufl. <date|1999>. <doi|10.1000/1> <doi|10.1000/1>",
        ],
    )
    def test_what_belongs_to_the_word_or_is_named_again(self, notation: str) -> None:
        assert list(validate([labelled(notation)])) == []

    @pytest.mark.parametrize(
        ("rule", "notation"),
        [
            ("punctuation at the edge", "<author|Doe J, Roe R.> <title|Towers> <date|1999>"),
            ("punctuation at the edge", "<title|Towers of time.> <date|1999>"),
            ("two of author", "<author|Doe J>, <title|A> <date|1999>; <author|Roe R> <title|B>"),
        ],
    )
    def test_and_what_is_not(self, rule: str, notation: str) -> None:
        assert rule in {finding.rule for finding in validate([labelled(notation)])}

    @pytest.mark.parametrize(
        ("rule", "reference"),
        [
            ("offsets", LabelledReference("r", "Doe", ((0, 4, "author"),))),
            ("offsets", LabelledReference("r", "Doe", ((2, 2, "author"),))),
            ("offsets", LabelledReference("r", "Doe", ((-1, 2, "author"),))),
            ("overlap", LabelledReference("r", "Doe J", ((0, 4, "author"), (3, 5, "title")))),
            ("line break", LabelledReference("r", "Doe\nJ", ((0, 5, "author"),))),
            ("blank", LabelledReference("r", "  ")),
        ],
    )
    def test_severe(self, rule: str, reference: LabelledReference) -> None:
        found = list(validate([reference]))
        assert [finding.rule for finding in found if finding.severe] == [rule]

    def test_id_twice(self) -> None:
        found = list(validate([SAMPLES["web"], SAMPLES["web"]]))
        assert [(finding.rule, finding.severe) for finding in found] == [("id twice", True)]

    def test_every_line_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl"
        path.write_text(
            'nonsense\n{"id": "a", "text": "Doe", "spans": [[0, 9, "author"]]}\n\n'
            + SAMPLES["web"].to_json()
            + '\n{"id": "b", "text": "Doe, 1999", "spans": [[0, 4, "author"]]}\n[]\n',
            encoding="utf-8",
        )
        found = [(Path(each.id).name, each.rule, each.severe) for each in validate_file(path)]
        assert found == [
            ("x.jsonl:1", "format", True),
            ("x.jsonl:2", "format", True),
            ("b", "punctuation at the edge", False),
            ("b", "year not in a date", False),
            ("x.jsonl:6", "format", True),
        ]

    def test_other_formats(self, tmp_path: Path) -> None:
        path = tmp_path / "x.conll"
        FORMATS["conll"].write([labelled("<pages|pp. 12> x")], path)
        assert [each.rule for each in validate_file(path)] == ["label word"]
