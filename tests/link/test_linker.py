"""From references to DOIs: what is found, what is not, and what a bad registry costs (nothing)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from refparse._errors import InputError
from refparse.link import STATUSES, Link, Linker, Patience, link, with_link
from refparse.link.sources import Crossref, OpenAlex
from refparse.parser import Parser
from refparse.types import Citation
from tests.link.registry import FAULTS, Index, Registry
from tests.link.works import Record, apa, invent, make_records, vancouver, year_of
from tests.strategies import texts

QUICK = Patience(timeout=20, retries=4, backoff=0.005, failures=2, pause=0.05)
HASTY = replace(QUICK, retries=1, pause=60)
SILENT = ("hang", "drip")
"""Faults that only a time-out ends; it leaves a busy machine time for the good answers."""


def linker(registry: Registry, *sources: str, **more: Any) -> Linker:
    urls = {"crossref": registry.url, "openalex": registry.url}
    chosen = sources or ("crossref",)
    default = {"rate": 1e6, "cache": "", "patience": QUICK, "mailto": ""}
    return Linker(sources=chosen, urls=urls, **{**default, **more})


def outcomes(running: Linker, parser: Parser, lines: list[str], workers: int = 4) -> list[Link]:
    with running:
        return list(running.link_many(parser.parse_many(lines), workers))


def statuses(found: list[Link]) -> set[str]:
    return {one.status for one in found}


@pytest.mark.parametrize("sources", [("crossref",), ("openalex",), ("crossref", "openalex")])
@pytest.mark.parametrize("style", [vancouver, apa])
def test_known_works_are_found(
    index: Index, records: list[Record], parser: Parser,
    sources: tuple[str, ...], style: Callable[[Record], str],
) -> None:  # fmt: skip
    asked = records[:150]
    with Registry(index) as registry:
        found = outcomes(linker(registry, *sources), parser, [style(one) for one in asked])
    wrong = [f.doi for f, r in zip(found, asked, strict=True) if f.doi and f.doi != r["DOI"]]
    assert wrong == []
    assert sum(bool(one.doi) for one in found) >= 0.9 * len(asked)
    for one in found:
        assert one.status in ("found", "not-found")
        if one.match is not None:
            assert one.match.source in sources
            assert one.match.csl["DOI"] == one.doi
            assert one.match.score > 0.9


def test_invented_works_are_not(index: Index, records: list[Record], parser: Parser) -> None:
    rng = Random(3)
    lines = [vancouver(invent(records, rng)) for _ in range(150)]
    with Registry(index) as registry:
        found = outcomes(linker(registry, "crossref", "openalex"), parser, lines)
    assert [one.doi for one in found] == [""] * len(lines)
    assert statuses(found) == {"not-found"}
    told = found[0].to_dict()
    assert told["message"] == "not found; may not exist"
    assert told["doi"] is told["score"] is told["csl"] is None
    assert told["closest"]["doi"].startswith("10.5555/own.")
    assert told["closest"]["differs"]


def test_works_that_no_registry_holds(index: Index, parser: Parser) -> None:
    absent = [one for one in make_records(700, seed=9) if one["DOI"]][600:]
    known = {record["title"] for record in index.records}
    lines = [apa(record) for record in absent if record["title"] not in known]
    with Registry(index) as registry:
        found = outcomes(linker(registry), parser, lines)
    assert {one.doi for one in found} == {""}


COSTS_NOTHING = ("429", "429-soon", "500", "slow", "hang", "drip", "close", "broken", "html")


@pytest.mark.parametrize("fault", COSTS_NOTHING)
def test_passing_trouble_costs_no_result(
    index: Index, records: list[Record], parser: Parser, fault: str
) -> None:
    """Every third answer is bad; all the same, every work is found that is found without."""
    lines = [vancouver(record) for record in records[:9]]
    with Registry(index) as registry:
        expected = [one.doi for one in outcomes(linker(registry), parser, lines)]
    patience = replace(QUICK, timeout=1.5) if fault in SILENT else QUICK
    with Registry(index, lambda number: fault if number % 3 == 1 else None) as registry:
        found = outcomes(linker(registry, patience=patience), parser, lines)
        assert len(registry.asked) >= len(lines)
    assert [one.doi for one in found] == expected
    assert sum(map(bool, expected)) >= 7


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_nothing_is_made_of_lasting_trouble(
    index: Index, records: list[Record], parser: Parser, fault: str
) -> None:
    """A registry that answers badly for good: no crash, no wrong DOI, and no false accusation."""
    lines = [vancouver(record) for record in records[:6]]
    with Registry(index, lambda number: fault) as registry:
        patience = replace(HASTY, timeout=0.1) if fault in SILENT else HASTY
        found = outcomes(linker(registry, patience=patience), parser, lines, 2)
    right = {one["DOI"] for one in records[:6]}
    if fault == "slow":
        assert {one.doi for one in found} == right
        return
    assert {one.doi for one in found} <= ({""} | right if fault == "wrong" else {""})
    # Only who answered properly that there is nothing is believed.
    believed = {"wrong": {"not-found"}, "empty": {"not-found"}, "odd": {"not-found"}}
    assert statuses(found) - {"found"} <= believed.get(fault, {"unavailable"})


def test_the_other_registry_stands_in(index: Index, records: list[Record], parser: Parser) -> None:
    lines = [vancouver(record) for record in records[:20]]
    with Registry(index, lambda number: "500") as bad, Registry(index) as good:
        urls = {"crossref": bad.url, "openalex": good.url}
        running = Linker(sources=("crossref", "openalex"), urls=urls, rate=1e6, cache="",
                         patience=HASTY)  # fmt: skip
        found = outcomes(running, parser, [*lines, vancouver(invent(records, Random(1)))])
    assert sum(bool(one.doi) for one in found[:-1]) >= 18
    assert {one.match.source for one in found if one.match} == {"openalex"}
    # OpenAlex knows no such work, but Crossref was not heard: it is too early to doubt it.
    assert found[-1].status == "unavailable"
    assert "crossref: HTTP status 500" in found[-1].message or "not asked" in found[-1].message


def cited(record: Record, doi: str) -> str:
    return f"{vancouver(record)} doi:{doi}"


def test_the_references_own_doi(index: Index, records: list[Record], parser: Parser) -> None:
    articles = [one for one in records if one["type"] == "article-journal"]
    one, other = articles[0], articles[1]
    rng = Random(4)
    lines = [
        cited(one, one["DOI"]),
        cited(one, other["DOI"]),
        cited(one, "10.5555/unheard.of"),
        cited(invent(articles, rng), "10.5555/unheard.of"),
        cited(invent(articles, rng), other["DOI"]),
        f"{one['author'][0]['family']} {year_of(one)}. doi:{one['DOI']}",
    ]
    with Registry(index) as registry:
        found = outcomes(linker(registry), parser, lines)
    assert [(f.status, f.doi) for f in found[:5]] == [
        ("confirmed", one["DOI"]),
        ("conflict", one["DOI"]),
        ("found", one["DOI"]),
        ("not-found", ""),
        ("conflict", ""),
    ]
    assert found[1].closest is not None
    assert found[1].closest.doi == other["DOI"]
    assert "own DOI" in found[1].message
    assert "unknown to the registries" in found[2].message
    assert found[3].message.endswith("not found; may not exist")
    assert found[5].status == "confirmed"


def test_own_dois_in_openalex(index: Index, records: list[Record], parser: Parser) -> None:
    line = cited(records[0], records[0]["DOI"].upper())
    with Registry(index) as registry:
        (found,) = outcomes(linker(registry, "openalex"), parser, [line])
    assert (found.status, found.doi) == ("confirmed", records[0]["DOI"])


def test_a_doi_of_odd_characters(index: Index) -> None:
    odd = Citation("x", fields={"title": "Tides", "DOI": "10.5555/\ud800 ü/?#%"})
    with Registry(index) as registry, linker(registry, "crossref", "openalex") as running:
        assert running.link(odd).status == "not-found"


def test_old_dois_hold_angle_brackets(parser: Parser, records: list[Record]) -> None:
    doi = "10.5555/(sici)1097-0193(200007)10:3<120::aid-hbm30>3.0.co;2-8"
    with Registry(Index([{**records[0], "DOI": doi}])) as registry:
        for source in ("crossref", "openalex"):
            (found,) = outcomes(linker(registry, source), parser, [vancouver(records[0])])
            assert found.doi == doi


def test_too_little_to_go_by(index: Index, parser: Parser) -> None:
    with Registry(index) as registry:
        found = outcomes(linker(registry), parser, ["Smith, 1999.", "", "12"])
        assert registry.asked == []
    assert statuses(found) == {"too-little"}


def test_the_reference_is_never_changed(
    index: Index, records: list[Record], parser: Parser
) -> None:
    one, other = records[0], records[1]
    with Registry(index) as registry, linker(registry) as running:
        for line, own in ((vancouver(one), ""), (cited(one, other["DOI"]), other["DOI"])):
            citation = parser.parse(line)
            found = running.link(citation)
            assert citation == parser.parse(line)
            kept = with_link(citation, found)
            assert (kept.doi, kept.spans, kept.fields) == (own, citation.spans, citation.fields)
            assert kept.custom["link-doi"] == one["DOI"]
            assert kept.custom["link-status"] == found.status
            assert kept.to_csl()["custom"]["link-source"] == "crossref"
            assert with_link(citation, found, fill=True).doi == (own or one["DOI"])
    assert with_link(citation, Link("not-found")).custom["link-status"] == "not-found"


def test_one_call(index: Index, records: list[Record]) -> None:
    with Registry(index) as registry:
        urls = {"crossref": registry.url}
        found = link(vancouver(records[2]), urls=urls, cache="", rate=1e6)
    assert found.doi == records[2]["DOI"]
    assert found.to_dict()["csl"]["title"]


def test_what_each_registry_is_asked(index: Index, parser: Parser) -> None:
    citation = parser.parse(
        'Orlando M. Salt AND "wine": (a) history* NOT of Rome? J Inv Coasts. 2004;12(3):45-61.'
    )
    with Registry(index) as registry, linker(registry, "crossref", "openalex") as running:
        running.link(citation)
        (path, crossref), (other, openalex) = registry.asked
    assert path == other == "/works"
    assert crossref["query.bibliographic"].startswith("Salt and wine a history not of Rome Orlando")
    assert (crossref["rows"], openalex["per-page"]) == ("20", "20")
    assert "DOI" in crossref["select"].split(",")
    assert openalex["search"] == "Salt and wine a history not of Rome"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_any_text_has_an_outcome(parser: Parser, text: str) -> None:
    class Echo:
        """A registry whose records say whatever was asked."""

        def get(self, path: str, parameters: Any = None) -> Any:
            record = {"DOI": "10.5555/x", "title": [text], "container-title": text,
                      "author": [{"family": text, "given": text}], "volume": text, "page": text,
                      "type": text, "issued": {"date-parts": [[text]]}}  # fmt: skip
            found = {**record, "doi": "https://doi.org/10.5555/x", "display_name": text,
                     "authorships": [{"author": {"display_name": text}}]}  # fmt: skip
            return {"message": {"items": [record], **record}, "results": [found], **found}

        def close(self) -> None:
            """Nothing is open."""

    with Linker(cache="") as running:
        for source in (Crossref(Echo()), OpenAlex(Echo())):  # type: ignore[arg-type]
            running._sources = (source,)
            for citation in (
                parser.parse(text),
                Citation(text, fields={"title": text, "DOI": "x"}),
            ):
                found = running.link(citation)
                assert found.status in STATUSES
                assert found.doi in ("", "10.5555/x")


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"sources": ["scopus"]}, "unknown registry 'scopus'"),
        ({"sources": []}, "unknown registry"),
        ({"urls": {"scopus": "http://x"}}, "unknown registry 'scopus'"),
        ({"mailto": "nobody"}, "'nobody' is no mail address"),
        ({"mailto": "é@x.org"}, "no mail address"),
        ({"threshold": 0}, "threshold 0"),
        ({"rate": -1.0}, "rate -1"),
    ],
)
def test_settings_are_checked(bad: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Linker(**{"cache": "", **bad})


def test_workers_are_checked() -> None:
    with Linker(cache="") as running, pytest.raises(InputError, match="workers=0"):
        running.link_many([], workers=0)


def test_settings_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFPARSE_MAIL", "me@example.org")
    monkeypatch.setenv("OPENALEX_API_KEY", "k")
    with Linker(cache="") as running:
        assert [source.name for source in running._sources] == ["crossref", "openalex"]
    monkeypatch.delenv("OPENALEX_API_KEY")
    with Linker(cache="") as running:
        assert [source.name for source in running._sources] == ["crossref"]


def test_a_taker_who_leaves_early(index: Index, records: list[Record], parser: Parser) -> None:
    with Registry(index) as registry, linker(registry) as running:
        stream = running.link_many(parser.parse_many([vancouver(r) for r in records]), 2)
        assert next(iter(stream)).doi == records[0]["DOI"]
        stream.close()  # type: ignore[attr-defined]
        assert len(registry.asked) < 50
