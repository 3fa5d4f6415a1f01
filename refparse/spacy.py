"""References in spaCy: a pipeline component, and a tokenizer for training on our corpora.

>>> import spacy
>>> nlp = spacy.blank("xx")
>>> _ = nlp.add_pipe("refparse")
>>> doc = nlp("Doe J. A title. Journal of X. 2001;4(2):5-9.")
>>> doc._.citations[0].year, [span.label_ for span in doc.spans["reference_fields"]][:2]
(2001, ['author', 'title'])

By default a Doc is one reference. With ``config={"find": True}`` a Doc is a text, and references
are found in it first. Either way

``doc.spans["references"]`` holds the references, label "reference"; ``span._.citation`` is parsed;
``doc.spans["reference_fields"]`` holds their fields, labelled with :data:`refparse.labels.LABELS`;
``doc._.citations`` holds the :class:`refparse.Citation` of each reference, in the same order.

Spans in spaCy are made of whole tokens, so a field's span may reach beyond its characters;
the citation's own spans are exact. What is kept in ``doc.user_data`` is plain data, so that Docs
survive ``to_bytes``, ``DocBin(store_user_data=True)`` and ``nlp.pipe(n_process=2)``.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from refparse._errors import MissingExtraError, ModelError
from refparse.citation import assemble
from refparse.corpus.io.docbin import words_of
from refparse.corpus.reference import LabelledReference
from refparse.finder import find_references
from refparse.frames import parser_of
from refparse.parser import Parser
from refparse.tagger.files import CRF_FILE, META_FILE
from refparse.types import Citation, Span

try:
    from spacy.language import Language
    from spacy.tokens import Doc, SpanGroup
    from spacy.tokens import Span as SpacySpan
    from spacy.util import filter_spans, registry
except ImportError:
    raise MissingExtraError("spacy", "spacy") from None

__all__ = ["ReferenceComponent", "Tokenizer", "make_component", "make_tokenizer"]

_KEY: Final = "refparse_citations"
_FILES: Final = (META_FILE, CRF_FILE)
_BUNDLED: Final = "default"  # the model that every installation has

_Plain = dict[str, Any]


class ReferenceComponent:
    """The pipeline component "refparse"; :func:`make_component` explains the parameters.

    A model given as a folder travels with the pipeline: ``to_disk`` and ``to_bytes`` write its
    files, and a pipeline that was read back needs the folder no more. Of the default model only
    the name is kept.
    """

    def __init__(
        self,
        name: str = "refparse",
        *,
        model: str = _BUNDLED,
        find: bool = False,
        spans_key: str = "references",
        fields_key: str = "reference_fields",
        set_ents: bool = False,
    ) -> None:
        self.name = name
        self.model = model
        self.find = find
        self.spans_key = spans_key
        self.fields_key = fields_key
        self.set_ents = set_ents
        self._files: dict[str, bytes] = {}
        self._own_parser: Parser | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Parse one Doc in place."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Parse a stream of Docs, ``batch_size`` at a time.

        A Doc that is blank or too long keeps a citation whose ``error`` says why.
        """
        source = iter(stream)
        while batch := list(islice(source, max(1, batch_size))):
            places = [self._places(doc) for doc in batch]
            texts = [text for found in places for text, _, _ in found]
            citations = self._parser().parse_many(texts)
            for doc, found in zip(batch, places, strict=True):
                self._annotate(doc, found, [next(citations) for _ in found])
                yield doc

    def _places(self, doc: Doc) -> list[tuple[str, int, int]]:
        """Text, start and end of every reference of a Doc."""
        if not self.find:
            return [(doc.text, 0, len(doc.text))]
        return [(found.text, found.start, found.end) for found in find_references(doc.text)]

    def _annotate(
        self, doc: Doc, places: Sequence[tuple[str, int, int]], citations: Sequence[Citation]
    ) -> None:
        references: list[SpacySpan] = []
        fields: list[SpacySpan] = []
        kept: list[_Plain] = []
        text = doc.text
        for (raw, start, end), citation in zip(places, citations, strict=True):
            kept.append({**_to_plain(citation), "start": start, "end": end})
            whole = doc.char_span(start, end, label="reference", alignment_mode="expand")
            if whole is not None and citation.error is None:
                references.append(whole)
            where = offsets(raw, text[start:end])
            for span in citation.spans:
                first, last = where[span.start], where[span.end - 1]
                if first is None or last is None:
                    continue
                found = doc.char_span(
                    start + first, start + last + 1, label=span.label, alignment_mode="expand"
                )
                if found is not None:
                    fields.append(found)
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=references)
        doc.spans[self.fields_key] = SpanGroup(doc, name=self.fields_key, spans=fields)
        doc.user_data[_KEY] = kept
        if self.set_ents:
            doc.set_ents(filter_spans(fields))

    def _parser(self) -> Parser:
        if self._own_parser is None:
            if self._files:
                # A parser reads its model from a folder, also again in other processes.
                folder = tempfile.mkdtemp(prefix="refparse-spacy-")
                _write(Path(folder), self._files)
                self._own_parser = Parser.load(folder)
                weakref.finalize(self._own_parser, shutil.rmtree, folder, ignore_errors=True)
            else:
                self._own_parser = parser_of(self.model)
        return self._own_parser

    def _model_files(self) -> dict[str, bytes]:
        if self._files or self.model == _BUNDLED or not Path(self.model).is_dir():
            return self._files
        return _read(Path(self.model))

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_own_parser": None}

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model's files where the model is a folder; the settings are in the config."""
        import srsly

        return bytes(srsly.msgpack_dumps({"files": self._model_files()}))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ReferenceComponent:
        """Take over what :meth:`to_bytes` wrote.

        Raises:
            ModelError: the data are damaged.
        """
        import srsly

        try:
            files = dict(srsly.msgpack_loads(data)["files"])
        except Exception as error:
            # msgpack lets errors of many kinds through, which share no base class.
            raise ModelError(
                f"the data of the component {self.name!r} are damaged: {error}"
            ) from None
        return self._take(files)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into a folder, where the model is a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        _write(Path(path), self._model_files())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ReferenceComponent:
        """Take over what :meth:`to_disk` wrote.

        Raises:
            ModelError: one of the model's files is missing or cannot be read.
        """
        folder = Path(path)
        return self._take(_read(folder) if (folder / META_FILE).exists() else {})

    def _take(self, files: dict[str, bytes]) -> ReferenceComponent:
        self._files, self._own_parser = files, None
        return self


def _read(folder: Path) -> dict[str, bytes]:
    try:
        return {name: (folder / name).read_bytes() for name in _FILES}
    except OSError as error:
        raise ModelError(f"cannot read the model in {folder}: {error.strerror or error}") from None


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name in _FILES:
        if name in files:
            (folder / name).write_bytes(files[name])


def offsets(raw: str, text: str) -> list[int | None]:
    """For each character of a found reference, its offset in the stretch it was found in.

    Finding undoes line breaks and hyphenation and leaves out running heads, so characters of the
    stretch may be missing; a character without its like (the blank of a line break) has None or
    the offset of the blank. Linear in both lengths.
    """
    if raw == text:
        return list(range(len(raw)))
    out: list[int | None] = []
    at = 0
    for index, char in enumerate(raw):
        if char.isspace():
            out.append(at if at < len(text) and text[at].isspace() else None)
            continue
        here, stop = at, min(at + _HEAD, len(text))
        while here < stop and text[here] != char and not text[here].isalnum():
            here += 1
        if here >= stop or text[here] != char:
            # A running head stands in between: go on where the next characters stand.
            here = text.find(raw[index : index + _RESUME], at, at + _HEAD)
            if here < 0:
                out.append(None)
                continue
        out.append(here)
        at = here + 1
    return out


_RESUME: Final = 8
_HEAD: Final = 1000  # characters that a running head, a page break and a note may fill


def _to_plain(citation: Citation) -> _Plain:
    return {
        "text": citation.text,
        "spans": [
            [span.start, span.end, span.label, float(span.confidence)] for span in citation.spans
        ],
        "confidence": float(citation.confidence),
        "error": list(citation.error) if citation.error else None,
    }


def _to_citation(kept: _Plain) -> Citation:
    spans = tuple((start, end, label, sure) for start, end, label, sure in kept["spans"])
    error = tuple(kept["error"]) if kept["error"] else None
    return _assembled(kept["text"], spans, kept["confidence"], error)


@lru_cache(maxsize=4096)
def _assembled(
    text: str, spans: tuple[tuple[int, int, str, float], ...], confidence: float, error: Any
) -> Citation:
    if error:
        return Citation(text, error=error)
    return assemble(
        text, [Span(a, b, label, text[a:b], sure) for a, b, label, sure in spans], confidence
    )


def _citations(doc: Doc) -> tuple[Citation, ...]:
    """The citations of a Doc, in order; () before the component has seen it."""
    return tuple(_to_citation(kept) for kept in doc.user_data.get(_KEY, ()))


def _citation(span: SpacySpan) -> Citation | None:
    """The citation of the reference that a span stands for; None for any other span."""
    for kept in span.doc.user_data.get(_KEY, ()):
        whole = span.doc.char_span(kept["start"], kept["end"], alignment_mode="expand")
        if whole is not None and (whole.start, whole.end) == (span.start, span.end):
            return _to_citation(kept)
    return None


class Tokenizer:
    """Words and single marks, the tokens of ``refparse corpus convert --to docbin``.

    A model that is trained on such a DocBin needs it: the tokenizers of most languages keep
    "36(4):461-495." in fewer pieces than it has fields.
    """

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A Doc that holds exactly the text."""
        words, spaces, _ = words_of(LabelledReference("", text, ()))
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """A Doc for each text."""
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: there are no settings."""
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> Tokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Writes nothing."""

    def from_disk(self, path: str | Path, **_: Any) -> Tokenizer:
        """The tokenizer itself."""
        return self


@registry.tokenizers("refparse.Tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """For configs: ``[nlp.tokenizer]``, ``@tokenizers = "refparse.Tokenizer.v1"``."""
    return lambda nlp: Tokenizer(nlp.vocab)


@Language.factory(
    "refparse",
    default_config={
        "model": _BUNDLED,
        "find": False,
        "spans_key": "references",
        "fields_key": "reference_fields",
        "set_ents": False,
    },
    assigns=["doc.spans", "doc._.citations", "span._.citation"],
)
def make_component(
    nlp: Language,
    name: str,
    model: str,
    find: bool,
    spans_key: str,
    fields_key: str,
    set_ents: bool,
) -> ReferenceComponent:
    """The component, for ``nlp.add_pipe("refparse", config={…})``.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        model: a model's name or folder; loaded when the first Doc comes.
        find: False if every Doc is one reference, True if references are to be found in it.
        spans_key: where in ``doc.spans`` the references go.
        fields_key: where in ``doc.spans`` the fields go.
        set_ents: also make the fields the Doc's entities, in place of those it has.
    """
    return ReferenceComponent(
        name, model=model, find=find, spans_key=spans_key, fields_key=fields_key, set_ents=set_ents
    )


if not Doc.has_extension("citations"):
    Doc.set_extension("citations", getter=_citations)
if not SpacySpan.has_extension("citation"):
    SpacySpan.set_extension("citation", getter=_citation)
