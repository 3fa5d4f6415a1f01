"""From printed references to BibTeX, RIS, TEI and JATS: every field in its right element."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pybtex.database
import pytest
import rispy
from lxml import etree

from refparse.citation import assemble
from refparse.formats import Record, get_format
from refparse.parser import Parser
from refparse.types import Citation
from tests.citation.markup import labelled
from tests.conftest import ROOT

from .schemas import jats_dtd, parsed, tei_schema

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
SHARED = ROOT.parent / "shared"
OWN = (
    "{number|1}. {author|Orlov Yu., Sokolova S.} {title|Bridges and Their Builders: a View from the"
    " Shore}. {journal|Severny Vestnik [Northern Herald]}. {date|2021}; {volume|9}({issue|2}):"
    "{pages|5–15} [{language|In Russian}]. https://doi.org/{doi|10.1000/vestnik120210515}.",
    "{number|2}. {author|Nordlund C., Wahl W.C.} {title|Raison De L’Eau [Reason of Water]}."
    " {journal|Water Studies}. {date|2019}; {volume|28}({issue|3}):{pages|422– 450}"
    " [{language|In French}]. https://doi.org/{doi|10.1000/0963.2019.1604982}.",
    "{number|3}. {editor|Vuori J., Haka H., van den Berg C.} (eds.) {title|Trust in Rivers:"
    " Rationalist Approaches}. {location|Abingdon}: {publisher|Marsh}, {date|2018}"
    " [{language|In English}].",
    "{number|4}. {author|de la Cruz M., O’Neill T.} {title|Tides}. In: {editor|van Dam P.} (ed.)"
    " {booktitle|The Sea}. {location|Leiden}: {publisher|Brill}, {date|2008}, pp. {pages|1-9}.",
)
EXPECTED: tuple[dict[str, Any], ...] = (
    {
        "type": "article-journal", "author": [["Orlov", "Yu."], ["Sokolova", "S."]],
        "title": "Bridges and Their Builders: a View from the Shore",
        "container-title": "Severny Vestnik", "container-translated": "Northern Herald",
        "issued": 2021, "volume": "9", "issue": "2", "page": "5-15", "language": "ru",
        "DOI": "10.1000/vestnik120210515",
    },
    {
        "type": "article-journal", "author": [["Nordlund", "C."], ["Wahl", "W.C."]],
        "title": "Raison De L’Eau", "title-translated": "Reason of Water",
        "container-title": "Water Studies", "issued": 2019, "volume": "28", "issue": "3",
        "page": "422-450", "language": "fr", "DOI": "10.1000/0963.2019.1604982",
    },
    {
        "type": "book", "editor": [["Vuori", "J."], ["Haka", "H."], ["van den Berg", "C."]],
        "title": "Trust in Rivers: Rationalist Approaches", "publisher": "Marsh",
        "publisher-place": "Abingdon", "issued": 2018, "language": "en",
    },
    {
        "type": "chapter", "author": [["de la Cruz", "M."], ["O’Neill", "T."]],
        "editor": [["van Dam", "P."]], "title": "Tides", "container-title": "The Sea",
        "publisher": "Brill", "publisher-place": "Leiden", "issued": 2008, "page": "1-9",
    },
)  # fmt: skip


def shared() -> tuple[list[Citation], list[dict[str, Any]]]:
    """The references of the shared page and what they say."""
    page, answers = SHARED / "seed.txt", SHARED / "seed.expected.json"
    if not (page.is_file() and answers.is_file()):
        pytest.skip("there is no ../shared/seed.txt")
    lines = page.read_text("utf-8").split("\nReferences\n")[1].splitlines()
    texts = [line for line in lines if re.match(r"\d+\. \w", line)]
    expected = json.loads(answers.read_text("utf-8"))["items"]
    citations = list(Parser.load("default").parse_many(texts))
    for citation, item in zip(citations, expected, strict=True):
        # The answers leave out the translation that stands behind the journal.
        if bracketed := re.search(r"\[([^\]]+)\]\. \d{4};", citation.text):
            item["container-translated"] = bracketed[1]
    return citations, expected


def own() -> tuple[list[Citation], list[dict[str, Any]]]:
    return [assemble(*labelled(one)) for one in OWN], [dict(one) for one in EXPECTED]


@pytest.fixture(params=[own, shared], ids=["own", "shared"])
def pairs(request: pytest.FixtureRequest) -> tuple[list[Citation], list[dict[str, Any]]]:
    found: tuple[list[Citation], list[dict[str, Any]]] = request.param()
    for item in found[1]:
        number = item.pop("volume_or_issue", None)
        if number:  # A lone number may be either.
            item["volume"] = number
    return found


def written(name: str, citations: list[Citation]) -> str:
    stream = io.StringIO()
    get_format(name).write((Record(one.text, one) for one in citations), stream)
    return stream.getvalue()


def folded(text: object) -> str:
    """As the answers want to be compared: without case, blanks, kinds of dashes and quotes."""
    flat = unicodedata.normalize("NFKC", str(text)).casefold()
    flat = re.sub(r"[‐‑‒–—―-]+", "-", flat)
    return re.sub(r"[“”„«»\"'’‘`\s{}]", "", flat)


def check(found: dict[str, Any], item: dict[str, Any]) -> None:
    """All that the item says is there, and nothing else."""
    names = {role: [[folded(p) for p in one] for one in item.get(role, [])]
             for role in ("author", "editor")}  # fmt: skip
    assert {r: [[folded(p) for p in one] for one in found.pop(r)] for r in names} == names
    said = {key: folded(value) for key, value in found.items() if value}
    wanted = {key: folded(value) for key, value in item.items() if key not in ("type", *names)}
    assert said == wanted


def test_bibtex(pairs: tuple[list[Citation], list[dict[str, Any]]]) -> None:
    citations, expected = pairs
    types = {"article-journal": "article", "book": "book", "chapter": "incollection"}
    for dialect in ("bibtex", "biblatex"):
        database = pybtex.database.parse_string(written(dialect, citations), "bibtex")
        assert len(database.entries) == len(expected)
        for entry, item in zip(database.entries.values(), expected, strict=True):
            assert entry.type == types[item["type"]]
            fields = dict(entry.fields)
            journal = item["type"] == "article-journal"
            container = (
                ("journaltitle" if dialect == "biblatex" else "journal") if journal else "booktitle"
            )
            found = {
                role: [
                    [" ".join([*one.prelast_names, *one.last_names]), " ".join(one.first_names)]
                    for one in entry.persons.get(role, [])
                ]
                for role in ("author", "editor")
            }
            addon = "journaltitleaddon" if journal else "booktitleaddon"
            check(
                {
                    **found,
                    "title": fields.get("title"),
                    "title-translated": fields.get("titleaddon", "").strip("[]"),
                    "container-title": fields.get(container),
                    "container-translated": fields.get(addon, "").strip("[]"),
                    "issued": fields.get("year") or fields.get("date"),
                    "volume": fields.get("volume"),
                    "issue": fields.get("number"),
                    "page": fields.get("pages"),
                    "publisher": fields.get("publisher"),
                    "publisher-place": fields.get("address") or fields.get("location"),
                    "DOI": fields.get("doi"),
                    "language": fields.get("language"),
                },
                item,
            )


def test_ris(pairs: tuple[list[Citation], list[dict[str, Any]]]) -> None:
    citations, expected = pairs
    types = {"article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP"}
    records = rispy.loads(written("ris", citations))
    for record, item in zip(records, expected, strict=True):
        assert record["type_of_reference"] == types[item["type"]]
        notes = dict(note.split(": ", 1) for note in record.get("notes", []))
        pages = [record.get("start_page"), record.get("end_page")]
        check(
            {
                "author": [name.split(", ") for name in record.get("authors", [])],
                "editor": [name.split(", ") for name in record.get("secondary_authors", [])],
                "title": record.get("title"),
                "title-translated": record.get("translated_title"),
                "container-title": record.get("secondary_title"),
                "container-translated": notes.get("container-title-translated"),
                "issued": record.get("year"),
                "volume": record.get("volume"),
                "issue": record.get("number"),
                "page": "-".join(filter(None, pages)),
                "publisher": record.get("publisher"),
                "publisher-place": record.get("place_published"),
                "DOI": record.get("doi"),
                "language": record.get("language"),
            },
            item,
        )


def tei_names(parent: etree._Element | None, path: str) -> Iterator[list[str]]:
    for person in [] if parent is None else parent.iterfind(path, TEI):
        link = person.findtext("t:nameLink", "", TEI)
        family = person.findtext("t:surname", "", TEI)
        yield [f"{link} {family}".strip(), person.findtext("t:forename", "", TEI)]


def test_tei(pairs: tuple[list[Citation], list[dict[str, Any]]]) -> None:
    citations, expected = pairs
    root = parsed(written("tei", citations))
    tei_schema().assertValid(root)
    for struct, item in zip(root.iterfind(".//t:biblStruct", TEI), expected, strict=True):
        assert struct.get("type") == item["type"]
        analytic, monogr = struct.find("t:analytic", TEI), struct.find("t:monogr", TEI)
        assert monogr is not None
        cited = monogr if analytic is None else analytic
        imprint = monogr.find("t:imprint", TEI)
        assert imprint is not None
        level = "j" if item["type"] == "article-journal" else "m"
        own_level = "a" if analytic is not None else level
        language = struct.find(".//t:textLang", TEI)
        date = imprint.find("t:date", TEI)
        assert date is not None

        def title(parent: etree._Element, level: str, kind: str = "") -> str:
            for one in parent.iterfind("t:title", TEI):
                if one.get("level") == level and one.get("type", "") == kind:
                    return one.text or ""
            return ""

        hosted = analytic is not None
        check(
            {
                "author": list(tei_names(cited, "t:author/t:persName")),
                "editor": list(tei_names(monogr, "t:editor/t:persName")),
                "title": title(cited, own_level, "main"),
                "title-translated": title(cited, own_level, "translated"),
                "container-title": title(monogr, level) if hosted else "",
                "container-translated": title(monogr, level, "translated") if hosted else "",
                "issued": date.get("when"),
                "volume": imprint.findtext("t:biblScope[@unit='volume']", "", TEI),
                "issue": imprint.findtext("t:biblScope[@unit='issue']", "", TEI),
                "page": imprint.findtext("t:biblScope[@unit='page']", "", TEI),
                "publisher": imprint.findtext("t:publisher", "", TEI),
                "publisher-place": imprint.findtext("t:pubPlace", "", TEI),
                "DOI": struct.findtext("t:idno[@type='DOI']", "", TEI),
                "language": "" if language is None else language.get("mainLang"),
            },
            item,
        )


def jats_names(cited: etree._Element, role: str) -> list[list[str]]:
    people = cited.iterfind(f"person-group[@person-group-type='{role}']/name")
    return [[one.findtext("surname", ""), one.findtext("given-names", "")] for one in people]


def test_jats(pairs: tuple[list[Citation], list[dict[str, Any]]]) -> None:
    citations, expected = pairs
    types = {"article-journal": "journal", "book": "book", "chapter": "book"}
    root = parsed(written("jats", citations))
    assert jats_dtd().validate(root), jats_dtd().error_log
    for cited, item in zip(root.iter("element-citation"), expected, strict=True):
        assert cited.get("publication-type") == types[item["type"]]
        title = {"article-journal": "article-title", "chapter": "chapter-title", "book": "source"}
        pages = [cited.findtext("fpage"), cited.findtext("lpage")]
        check(
            {
                "author": jats_names(cited, "author"),
                "editor": jats_names(cited, "editor"),
                "title": cited.findtext(title[item["type"]]),
                "title-translated": cited.findtext("trans-title"),
                "container-title": "" if item["type"] == "book" else cited.findtext("source"),
                "container-translated": cited.findtext("trans-source"),
                "issued": cited.findtext("year"),
                "volume": cited.findtext("volume"),
                "issue": cited.findtext("issue"),
                "page": "-".join(filter(None, pages)),
                "publisher": cited.findtext("publisher-name"),
                "publisher-place": cited.findtext("publisher-loc"),
                "DOI": cited.findtext("pub-id[@pub-id-type='doi']"),
                "language": cited.get("{http://www.w3.org/XML/1998/namespace}lang"),
            },
            item,
        )
