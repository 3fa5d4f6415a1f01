"""Labelled spans to a citation: every span goes to its field, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from refparse.citation._letters import word_set
from refparse.citation.dates import merge_dates
from refparse.citation.fields import FieldBuilder, LabelledText
from refparse.citation.kinds import item_type
from refparse.citation.leftover import leftover
from refparse.citation.wording import clean
from refparse.labels import LABELS
from refparse.native import core_function
from refparse.types import Citation, Span

# "(eds.)" and its like right behind an author span: the people are editors.
_EDITOR_MARK: Final = re.compile(
    r"\s*,?\s*(?:[(\[]\s*(?:eds?|edd|editors?|hrsgg?|hgg?|herausgeber(?:innen|in)?|éds?|dirs?"
    r"|coords?|orgs?|comps?|a cura di|cur|ред|отв\.\s?ред|red|ed\.? lit|編|编)\b\.?[^()\[\]]{0,20}"
    r"[)\]]|(?:eds|hrsg)\.(?=[\s,:]))",
    re.IGNORECASE,
)
_LAY_OUT_IN_C: Final = core_function("lay_out")
_FILL_IN_C: Final = core_function("fill")
_NUMBERING: Final = 2  # It has done the numbers, too.
_CITATION: Final[Callable[..., Citation]] = core_function("citation") or Citation
_KNOWN: Final = frozenset(LABELS)
# Most references to articles have no other labels; so they are spared the search for others.
_ARTICLE: Final = word_set(
    "author editor translator title journal booktitle volume issue edition pages date"
)


def _sound(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, with offsets inside the text; those without any characters go."""
    length = len(text)
    out = []
    ordered = True
    last = 0
    for span in spans:
        start, end = span.start, span.end
        # Those of the decoder all are; so nothing is copied for them.
        if not (0 <= start < end <= length and span.text == text[start:end]):
            start = min(max(start, 0), length)
            end = min(max(end, start), length)
            if start == end:
                continue
            span = Span(start, end, span.label, text[start:end], span.confidence)
        out.append(span)
        if start < last:
            ordered = False
        last = start
    if not ordered:
        out.sort(key=lambda span: (span.start, span.end, span.label))
    return tuple(out)


def _issues_like_years(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Issue numbers that were read as a second year: "1998;454(1971):903".

    Behind a date, a number in brackets that clings to the volume and to the pages is an issue.
    """
    out: list[Span] | None = None
    dated = False
    for index, span in enumerate(spans):
        if span.label != "date":
            continue
        clings = (
            dated
            and span.text.isdecimal()
            and spans[index - 1].label == "volume"
            and text[spans[index - 1].end : span.start] == "("
            and text[span.end : span.end + 2] in ("):", "),")
        )
        if clings:
            out = out or list(spans)
            out[index] = replace(span, label="issue")
        dated = True
    return tuple(out) if out else spans


def assemble(text: str, spans: Sequence[Span], confidence: float = 0.0) -> Citation:
    """Builds the citation from the labelled spans of a reference.

    Args:
        text: the reference; any string.
        spans: the labelled spans. Offsets outside the text are cut to it, unknown labels end up in
            the note; they should be sorted and must not overlap, but nothing breaks if they do.
        confidence: probability in 0..1 that every field is right; handed through.

    Returns:
        The citation. Every span is in a field, in ``custom`` or in the note, apart from label words
        ("accessed"), dates that repeat one another and role words; so are the words that no span
        covers. Without any span the note is the whole wording.
    """
    laid = None if _LAY_OUT_IN_C is None else _LAY_OUT_IN_C(text, spans)
    if laid is None:
        sound = _sound(text, spans)
        labelled = LabelledText(text, sound)
        texts, rest, loose = labelled.joined(), labelled.rest, labelled.between
    else:
        sound, spans_by_label, texts, rest, between, loose = laid
        labelled = LabelledText(text, sound, (spans_by_label, between))
    if not sound:
        rest = "; ".join(leftover((text,)))
        return Citation(text=text, fields={"note": rest} if rest else {}, confidence=confidence)
    dates = labelled.by_label.get("date", ())
    if len(dates) > 1:
        relabelled = _issues_like_years(text, sound)
        if relabelled is not sound:
            sound, labelled = relabelled, LabelledText(text, relabelled)
            texts = labelled.joined()
            dates = labelled.by_label["date"]
    by_label = labelled.by_label
    build = FieldBuilder(labelled)
    kind = item_type(by_label, texts, rest)
    cut: list[str] = []
    authors = build.names("author", cut) if "author" in by_label else ()
    editors = build.names("editor", cut) if "editor" in by_label else ()
    translators = build.names("translator", cut) if "translator" in by_label else ()
    if authors and not editors and "booktitle" not in by_label and "journal" not in by_label:
        after = labelled.after(by_label["author"][-1])
        if _EDITOR_MARK.match(after):
            authors, editors = (), authors
            cut = ["editor" if label == "author" else label for label in cut]
            kind = "book" if kind == "document" else kind
    fields = build.fields
    done = 0 if _FILL_IN_C is None else _FILL_IN_C(text, by_label, fields)
    if not done:
        build.titles()
    if done < _NUMBERING:
        build.numbering()
    issued = None
    if dates:
        issued, original, unused = merge_dates([span.text for span in dates])
        if original:
            build.keep("original-date", original)
        if unused:
            build.notes.extend(unused)
        if issued is not None and issued.literal and issued.year is not None:
            build.put("status", issued.literal)  # "2020, in press"
    accessed = None
    if not _ARTICLE.issuperset(by_label):
        build.identifiers()
        build.wording(kind)
        build.number(kind)
        accessed = build.accessed() if "accessed" in by_label else None
        for label, found in by_label.items():
            if label not in _KNOWN:
                build.notes.extend(clean(span.text) for span in found)
    if loose:
        build.notes.extend(leftover(loose))
    if cut:
        build.custom["et-al"] = ", ".join(cut)
    if kind == "book" and "title" not in fields and "container-title" in fields and not authors:
        fields["title"] = fields.pop("container-title")
    if build.notes:
        notes = [note for note in dict.fromkeys(build.notes) if note]
        if notes:
            fields["note"] = "; ".join(notes)
    return _CITATION(
        text,
        sound,
        kind,
        authors,
        editors,
        translators,
        fields,
        issued,
        accessed,
        build.custom,
        confidence,
    )
