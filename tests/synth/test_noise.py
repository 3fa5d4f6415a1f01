from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.synth import noise
from refparse.synth.edit import Noise, edit
from refparse.synth.shape import Spans, problems

TEXT = (
    "Ames JA, Bell B, Cole-Field C, Dunn D. “The final flow of thin things: an inquiry”. "
    "J Inv Coasts. 2001;12(3):423–443. doi: 10.1000/xyz-12."
)
VALUES = [
    ("Ames JA, Bell B, Cole-Field C, Dunn D", "author"),
    ("The final flow of thin things: an inquiry", "title"),
    ("J Inv Coasts", "journal"),
    ("2001", "date"),
    ("12", "volume"),
    ("3", "issue"),
    ("423–443", "pages"),
    ("10.1000/xyz-12", "doi"),
]
EVERY = list(dict.fromkeys(change for change, _ in noise._USUAL + noise._DAMAGE))


def labelled() -> Spans:
    spans: Spans = []
    position = 0
    for value, label in VALUES:
        position = TEXT.index(value, position)
        spans.append((position, position + len(value), label))
        position += len(value)
    return spans


@pytest.mark.parametrize("change", EVERY, ids=lambda change: change.__name__)
def test_every_noise_keeps_labels_in_place(change: Noise) -> None:
    for seed in range(40):
        text, spans = change(TEXT, labelled(), Random(seed))
        assert problems(text, spans) == []
        kept = [label for _, _, label in spans if label in dict(map(reversed, VALUES))]  # type: ignore[arg-type]
        assert kept == [label for _, label in VALUES]
        doi = next(text[s:e] for s, e, label in spans if label == "doi")
        assert doi.replace(" ", "") == "10.1000/xyz-12"
        date = next(text[s:e] for s, e, label in spans if label == "date")
        assert date == "2001"


def test_noise_depends_on_the_generator_alone() -> None:
    first = noise.disturb(TEXT, labelled(), Random(7))
    assert first == noise.disturb(TEXT, labelled(), Random(7))


def test_disturb_changes_most_references() -> None:
    changed = sum(noise.disturb(TEXT, labelled(), Random(s))[0] != TEXT for s in range(50))
    assert changed > 40


def test_leading_number_is_labelled() -> None:
    for seed in range(30):
        text, spans = noise.leading_number(TEXT, labelled(), Random(seed))
        start, end, label = spans[0]
        assert label == "number"
        assert text[start:end].isalnum()
        assert text[:start] in ("", "[", "(")


def test_cut_team_ends_in_et_al() -> None:
    text, spans = noise.cut_team(TEXT, labelled(), Random(1))
    start, end, _ = spans[0]
    assert "al" in text[start:end][-6:]
    assert len(text) < len(TEXT)


def test_trailing_words_are_labelled_with_what_they_say() -> None:
    seen = set()
    for seed in range(60):
        text, spans = noise.trailing_words(TEXT, labelled(), Random(seed))
        start, end, label = spans[-1]
        assert text[start - 1] in "(["
        assert text[end] in ")]"
        seen.add(label)
        if label == "language":
            assert text[start:end].lower().startswith("in ")
    assert seen == {"language", "note"}


def test_availability_labels_address_and_access() -> None:
    bare = TEXT[: TEXT.index(" doi")]
    spans = [span for span in labelled() if span[2] != "doi"]
    for seed in range(40):
        text, found = noise.availability(bare, spans, Random(seed))
        url = [text[s:e] for s, e, label in found if label == "url"]
        assert len(url) == 1
        assert "." in url[0]
        assert problems(text, found) == []


@given(st.data())
def test_edit_moves_spans_with_their_text(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="abc de", min_size=1, max_size=40))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans: Spans = [(a, b, "title") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    at = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    changes = [
        (a, b, data.draw(st.text(alphabet="xyz", max_size=4)))
        for a, b in zip(at[::2], at[1::2], strict=False)
    ]
    changed, moved = edit(text, spans, changes)
    last = 0
    for start, end, label in moved:
        assert label == "title"
        assert last <= start < end <= len(changed)
        assert not changed[start].isspace()
        assert not changed[end - 1].isspace()
        last = end
    values = Counter(changed[a:b] for a, b, _ in moved)
    untouched = Counter(
        text[a:b].strip() for a, b, _ in spans if not any(s < b and a < e for s, e, _ in changes)
    )
    del untouched[""]
    assert untouched <= values
