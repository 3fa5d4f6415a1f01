"""The spaCy component: spans and citations that survive, and training on our corpora."""

from __future__ import annotations

import copy
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc, DocBin

from refparse._errors import MissingExtraError, ModelError
from refparse.corpus import LabelledReference
from refparse.corpus.io import docbin
from refparse.finder import find_references
from refparse.parser import Parser
from refparse.spacy import ReferenceComponent, Tokenizer, offsets
from tests.strategies import texts

SMITH = "Smith, J. (1999). The state of war. World Politics, 12(3), 45–67."
ODD = [SMITH, "", " \t", "Müller, Hans: Titel. Berlin 2001.", "\x00\u200b", "w" * 500, "中" * 60]
TEXT = """We follow the older literature.

References

1. Braudel F. Histoire et sciences sociales: la longue du-
   rée. Annales. 1958;13(4):725-53.
2. Ginzburg C. The cheese and the worms. Baltimore: Johns
   Hopkins University Press; 1980.
3. Smith J. The state of war. World Politics. 1999;12(3):45-67.
"""


def pipeline(model: Path | str, **config: Any) -> spacy.Language:
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "refparse.Tokenizer.v1"}}}
    nlp = spacy.blank("xx", config=tokenizer)
    nlp.add_pipe("refparse", config={"model": str(model), **config})
    return nlp


def fields(doc: Doc, key: str = "reference_fields") -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[key]]


def test_the_entry_points_are_declared() -> None:
    assert "refparse" in {point.name for point in entry_points(group="spacy_factories")}
    assert "refparse.Tokenizer.v1" in {p.name for p in entry_points(group="spacy_tokenizers")}


def test_spacy_finds_the_component_by_itself() -> None:
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('refparse'); print(nlp.pipe_names)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['refparse']"


def test_a_doc_is_a_reference(tiny_model: Path, tiny_parser: Parser) -> None:
    doc = pipeline(tiny_model)(SMITH)
    citation = tiny_parser.parse(SMITH)
    assert doc._.citations == (citation,)
    (whole,) = doc.spans["references"]
    assert (whole.text, whole.label_, whole._.citation) == (SMITH, "reference", citation)
    assert fields(doc) == [(span.text, span.label) for span in citation.spans]
    assert doc[0:2]._.citation is None
    assert not doc.ents


def test_other_keys_and_entities(tiny_model: Path) -> None:
    doc = pipeline(tiny_model, spans_key="r", fields_key="f", set_ents=True)(SMITH)
    assert set(doc.spans) == {"r", "f"}
    assert [(entity.text, entity.label_) for entity in doc.ents] == fields(doc, "f")


def test_the_tokens_of_any_language_are_met(tiny_model: Path, tiny_parser: Parser) -> None:
    """With other tokens a field's span is whole tokens; the citation stays exact."""
    nlp = spacy.blank("en")
    nlp.add_pipe("refparse", config={"model": str(tiny_model)})
    doc = nlp(SMITH)
    assert doc._.citations == (tiny_parser.parse(SMITH),)
    for (text, label), span in zip(fields(doc), doc._.citations[0].spans, strict=True):
        assert label == span.label
        assert span.text in text


def test_references_are_found_in_a_text(tiny_model: Path, tiny_parser: Parser) -> None:
    doc = pipeline(tiny_model, find=True)(TEXT)
    found = find_references(TEXT)
    assert len(found) == 3
    assert doc._.citations == tuple(tiny_parser.parse(reference.text) for reference in found)
    assert [span.text for span in doc.spans["references"]] == [
        TEXT[reference.start : reference.end] for reference in found
    ]
    assert [s._.citation for s in doc.spans["references"]] == list(doc._.citations)
    joined = "".join("".join(text.split()) for text, _ in fields(doc)).replace("-", "")
    expected = "".join(s.text for c in doc._.citations for s in c.spans)
    assert joined == "".join(expected.split()).replace("-", "")


def test_a_text_without_references(tiny_model: Path) -> None:
    doc = pipeline(tiny_model, find=True)("Nothing to see here.")
    assert doc._.citations == ()
    assert len(doc.spans["references"]) == len(doc.spans["reference_fields"]) == 0


@pytest.mark.parametrize("settings", [{}, {"batch_size": 2}, {"n_process": 2, "batch_size": 3}])
def test_pipe_gives_what_one_by_one_gives(
    tiny_model: Path, tiny_parser: Parser, settings: dict[str, int]
) -> None:
    nlp = pipeline(tiny_model)
    docs = list(nlp.pipe(ODD * 2, **settings))
    assert [doc.text for doc in docs] == ODD * 2
    assert [doc._.citations for doc in docs] == [(tiny_parser.parse(text),) for text in ODD * 2]
    assert [fields(doc) for doc in docs] == [fields(nlp(text)) for text in ODD * 2]
    assert docs[1]._.citations[0].error is not None
    assert len(docs[1].spans["references"]) == 0


def test_a_pipeline_carries_its_model(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_model, folder)
    nlp = pipeline(folder)
    before = nlp(SMITH)._.citations
    data = nlp.to_bytes()
    nlp.to_disk(tmp_path / "pipeline")
    unused = pipeline(folder)
    shutil.rmtree(folder)
    assert spacy.load(tmp_path / "pipeline")(SMITH)._.citations == before
    assert unused.from_bytes(data)(SMITH)._.citations == before
    assert copy.deepcopy(unused.get_pipe("refparse")).model == str(folder)
    # And once more, from what was read.
    spacy.load(tmp_path / "pipeline").to_disk(tmp_path / "again")
    assert spacy.load(tmp_path / "again")(SMITH)._.citations == before


def test_the_default_model_goes_by_its_name(tmp_path: Path) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("refparse")
    nlp.to_disk(tmp_path / "pipeline")
    assert not any((tmp_path / "pipeline" / "refparse").iterdir())
    assert spacy.load(tmp_path / "pipeline")(SMITH)._.citations[0].year == 1999


def test_docs_keep_their_citations(tiny_model: Path) -> None:
    nlp = pipeline(tiny_model, find=True)
    doc = nlp(TEXT)
    twin = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    binned = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (unbinned,) = DocBin().from_bytes(binned).get_docs(nlp.vocab)
    for kept in (twin, unbinned):
        assert kept._.citations == doc._.citations
        assert fields(kept) == fields(doc)
        assert [s._.citation for s in kept.spans["references"]] == list(doc._.citations)


def test_damage_is_named(tiny_model: Path, tmp_path: Path) -> None:
    component = ReferenceComponent(model=str(tiny_model))
    with pytest.raises(ModelError, match="component 'refparse' are damaged"):
        component.from_bytes(b"\xc1")
    component.to_disk(tmp_path / "c")
    next(path for path in (tmp_path / "c").iterdir() if path.suffix == ".crfsuite").unlink()
    with pytest.raises(ModelError, match="cannot read the model"):
        ReferenceComponent().from_disk(tmp_path / "c")
    nlp = pipeline("no-such-model")
    with pytest.raises(ModelError, match="no-such-model"):
        nlp(SMITH)


def test_without_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.language", None)
    monkeypatch.delitem(sys.modules, "refparse.spacy")
    with pytest.raises(MissingExtraError, match=r"refparse-crf\[spacy\]"):
        __import__("refparse.spacy")


@settings(max_examples=100)
@given(texts)
def test_the_tokenizer_holds_exactly_the_text(text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")  # spaCy keeps UTF-8.
    assert Tokenizer(spacy.blank("xx").vocab)(text).text == text


@pytest.mark.parametrize(
    ("raw", "text", "kept"),
    [
        ("abc", "abc", "abc"),
        ("sciences 1958", "sci-\n  ences  1958", "sciences 1958"),
        ("The long duree", "The long\f\nRUNNING HEAD 12\nduree", "The longduree"),
        ("one two", "one", "one"),
    ],
)
def test_offsets_of_a_joined_text(raw: str, text: str, kept: str) -> None:
    places = offsets(raw, text)
    assert len(places) == len(raw)
    found = "".join(text[place] for place in places if place is not None)
    assert "".join(found.split()) == "".join(kept.split())
    known = [place for place in places if place is not None]
    assert known == sorted(known)


CONFIG = """
[paths]
train = null
dev = null
[nlp]
lang = "xx"
pipeline = ["tok2vec", "ner"]
tokenizer = {"@tokenizers": "refparse.Tokenizer.v1"}
[components]
[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.HashEmbedCNN.v2"
width = 48
depth = 2
embed_size = 500
window_size = 1
maxout_pieces = 2
subword_features = true
pretrained_vectors = null
[components.ner]
factory = "ner"
[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 32
maxout_pieces = 2
use_upper = false
[components.ner.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 48
[corpora]
[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${paths.train}
[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${paths.dev}
[training]
seed = 1
max_steps = 100
eval_frequency = 100
[training.score_weights]
ents_f = 1.0
[training.batcher]
@batchers = "spacy.batch_by_words.v1"
size = 800
tolerance = 0.2
"""


def test_spacy_trains_on_our_corpora(
    tiny_gold: tuple[LabelledReference, ...], tmp_path: Path
) -> None:
    """A real "spacy train", a few steps: the model learns, and no span is lost on the way."""
    docbin.write(tiny_gold, tmp_path / "gold.spacy")
    (tmp_path / "base.cfg").write_text(CONFIG)
    command = [sys.executable, "-m", "spacy"]
    fill = [*command, "init", "fill-config", tmp_path / "base.cfg", tmp_path / "full.cfg"]
    subprocess.run(fill, check=True, capture_output=True)
    gold = str(tmp_path / "gold.spacy")
    train = [*command, "train", tmp_path / "full.cfg", "--output", tmp_path / "out"]
    train += ["--paths.train", gold, "--paths.dev", gold]
    ended = subprocess.run(train, capture_output=True, encoding="utf-8", timeout=300)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    nlp = spacy.load(tmp_path / "out" / "model-last")
    assert set(nlp.get_pipe("ner").labels) == {s[2] for one in tiny_gold for s in one.spans}
    right = wanted = 0
    for reference, doc in zip(tiny_gold, nlp.pipe(one.text for one in tiny_gold), strict=True):
        found = {(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents}
        right += len(found & set(reference.spans))
        wanted += len(reference.spans)
    assert right > 0.2 * wanted, (right, wanted)
