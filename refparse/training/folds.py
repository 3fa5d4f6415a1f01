"""References made ready for scikit-learn's splitters and searches.

scikit-learn hands an estimator and a scorer pieces of X. The tagger wants token strings there, the
yardstick wants the reference, so each item of X is a list of token strings that remembers its
reference.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from refparse._errors import TrainingError
from refparse.corpus import LabelledReference
from refparse.evaluation.evaluate import PARTIAL, Prediction
from refparse.evaluation.yardstick import FIELDS, Score, score
from refparse.tagger.scheme import spans_from_tags, tags_from_spans
from refparse.text import tokenise
from refparse.training.material import from_corpora
from refparse.training.train import MIN_REFERENCES

GROUPS: Final = ("title", "text", "none")
"""What may keep references in one fold: the same title, the same text, nothing."""


class Sample(list[str]):
    """The token strings of a labelled reference.

    Attributes:
        reference: the reference, for the yardstick.
        corpus: name of its corpus; decides which fields are scored.
        tokens: its tokens with their offsets.
        tags: the gold tag of each token.
    """

    def __init__(self, reference: LabelledReference, corpus: str = "", bio: bool = True) -> None:
        self.reference = reference
        self.corpus = corpus
        self.tokens = tokenise(reference.text)
        self.tags = tags_from_spans(reference.text, self.tokens, reference.spans, bio)
        super().__init__(token.text for token in self.tokens)

    def __reduce__(self) -> tuple[Any, ...]:
        # Searches in several processes send samples around; a list would be filled twice.
        return _restored, (list(self), self.__dict__)

    def answer(self, tags: Sequence[str]) -> Prediction:
        """What predicted tags say, with full confidence."""
        spans = spans_from_tags(self.reference.text, self.tokens, tags)
        return Prediction(self.reference, tuple(spans), 1.0)


def _restored(tokens: list[str], attributes: dict[str, Any]) -> Sample:
    sample = Sample.__new__(Sample)
    sample.extend(tokens)
    sample.__dict__.update(attributes)
    return sample


def samples_from(
    corpora: Sequence[str | Path], *, guideline: bool = True, bio: bool = True
) -> list[Sample]:
    """Samples of JSON Lines corpora.

    Args:
        corpora: files.
        guideline: whether to normalise them to the guideline first; what it drops is neither
            trained nor measured on.
        bio: BIO tags instead of plain ones.

    Returns:
        One sample for each reference that has spans.

    Raises:
        CorpusError: a corpus cannot be read or breaks the format.
        TrainingError: there are too few references to learn from.
    """
    out = [
        Sample(reference, Path(path).stem, bio)
        for path in corpora
        for reference, _ in from_corpora([path], guideline=guideline).references
        if reference.spans
    ]
    if len(out) < MIN_REFERENCES:
        raise TrainingError(f"{len(out)} labelled references: give at least {MIN_REFERENCES}")
    return out


def group_key(reference: LabelledReference, by: str) -> str:
    """What two references share that must not stand in two folds.

    Args:
        reference: the reference.
        by: "title" (the letters and digits of its titles in lower case; of the whole text where it
            has none), "text" (of the whole text) or "none".

    Returns:
        The key; "" where nothing keeps the reference together with others.

    Raises:
        TrainingError: ``by`` is something else.
    """
    if by == "title":
        title = _letters(" ".join(reference.strings().get("title", ())))
        return title or _letters(reference.text)
    if by == "text":
        return _letters(reference.text)
    if by == "none":
        return ""
    raise TrainingError(f"groups={by!r}: choose one of {', '.join(GROUPS)}")


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum()) or folded


def group_numbers(samples: Sequence[Sample], by: str = "title", seed: int = 1) -> list[int]:
    """A number for each sample; equal numbers belong into one fold.

    Numbers are dealt out in an order that the seed decides: scikit-learn's ``GroupKFold`` spreads
    groups of one size by number, and neighbours in a corpus are often alike.
    """
    keys = [group_key(sample.reference, by) or f"#{index}" for index, sample in enumerate(samples)]
    known = sorted(set(keys))
    random.Random(seed).shuffle(known)
    number = {key: at for at, key in enumerate(known)}
    return [number[key] for key in keys]


def check_folds(groups: Sequence[int], folds: int) -> None:
    """Refuse more folds than there are groups.

    Raises:
        TrainingError: fewer than 2 folds, or more than groups.
    """
    most = len(set(groups))
    if not 2 <= folds <= most:
        raise TrainingError(
            f"folds={folds}: give 2 to {most} for these {len(groups)} references in {most} groups"
        )


def score_samples(
    samples: Iterable[Sample],
    predicted: Iterable[Sequence[str]],
    scored_of: Callable[[str], Sequence[str]] = lambda corpus: PARTIAL.get(corpus, FIELDS),
) -> Score:
    """Score predicted tags with the yardstick, over corpora with different scored fields.

    Args:
        samples: the gold.
        predicted: tags of each sample.
        scored_of: the scored fields of a corpus.
    """
    answers: dict[tuple[str, ...], list[Prediction]] = {}
    for sample, tags in zip(samples, predicted, strict=True):
        answers.setdefault(tuple(scored_of(sample.corpus)), []).append(sample.answer(tags))
    return merged(
        score(((a.gold.id, a.gold.text, a.gold.strings(), a.strings()) for a in found), scored)
        for scored, found in answers.items()
    )


def merged(scores: Iterable[Score]) -> Score:
    """The sum of scores."""
    known = list(scores)
    names = [name for name in FIELDS if any(name in one.fields for one in known)]
    fields = {}
    for name in names:
        rows = [one.fields.get(name, (0, 0, 0)) for one in known]
        fields[name] = (sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows))
    return Score(
        sum(one.references for one in known),
        sum(one.right for one in known),
        fields,
        tuple(name for one in known for name in one.wrong),
    )
