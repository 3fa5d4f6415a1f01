"""One page, many forms: the same references with the same boundaries."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from refparse.documents import extract, find, read_document
from refparse.documents.document import LocatedReference
from refparse.types import Citation
from tests.conftest import ROOT
from tests.documents.conftest import FORMS
from tests.documents.pages import PAGE, Page, as_docx, as_html, as_pdf

SHARED = ROOT.parent / "shared"
TYPE = {"markdown": "markdown"}
PAGED = ("pdf", "pdf-columns")


def squeezed(text: str) -> str:
    """Where a line was broken, a blank may have come or gone."""
    return "".join(text.split())


def values(citation: Citation) -> dict[str, object]:
    csl = citation.to_csl()
    return {key: value for key, value in csl.items() if key not in ("id", "citation-key")}


@pytest.mark.parametrize("form", FORMS)
def test_all_references_with_their_boundaries(made: dict[str, bytes], form: str) -> None:
    found = find(made[form], kind=TYPE.get(form))
    assert [reference.text for reference in found] == PAGE.numbered
    assert [reference.number for reference in found] == [str(n) for n in range(1, 17)]


@pytest.mark.parametrize("form", FORMS)
def test_offsets_count_in_the_text_of_the_document(made: dict[str, bytes], form: str) -> None:
    document = read_document(made[form], kind=TYPE.get(form))
    for reference in find(made[form], kind=TYPE.get(form)):
        place = reference.provenance
        text = document.text[place.start : place.end]
        assert squeezed(text.replace("\u00ad", "")).startswith(squeezed(reference.text)[:30])
        assert squeezed(text).endswith(squeezed(reference.text)[-8:])
        assert (place.page is None) == (form not in PAGED)
        assert bool(place.boxes) == (form in PAGED)


@pytest.mark.parametrize("form", PAGED)
def test_boxes_lie_on_the_page_one_below_the_other(made: dict[str, bytes], form: str) -> None:
    before = (0, 0.0, 0.0)
    for reference in find(made[form]):
        assert reference.provenance.page == reference.provenance.boxes[0][0]
        for page, (left, top, right, bottom) in reference.provenance.boxes:
            assert 50 < left < right < 595 - 50
            assert 60 < top < bottom < 842 - 60
            column = left // 290
            assert (page, column, top) > before
            before = (page, column, top)
    columns = {box[0] // 290 for each in find(made[form]) for _, box in each.provenance.boxes}
    assert columns == ({0.0} if form == "pdf" else {0.0, 1.0})


def test_the_citations_are_those_of_the_text(made: dict[str, bytes]) -> None:
    wanted = [values(each.citation) for each in extract(made["text"])]
    assert len(wanted) == 16
    assert wanted[0]["page"] == "201-219"
    for form in ("html", "pdf-columns", "docx"):
        assert [values(each.citation) for each in extract(made[form])] == wanted


@pytest.mark.parametrize("form", FORMS)
def test_a_document_without_references_gives_none(form: str) -> None:
    page = Page(PAGE.title, PAGE.body, ())
    assert find(FORMS[form](page), kind=TYPE.get(form)) == []


def seed() -> Page:
    text = (SHARED / "seed.txt").read_text("utf-8")
    before, _, rest = text.partition("\nReferences\n")
    references = re.findall(r"^\d+\. (.*)$", rest, re.MULTILINE)
    after = rest[rest.index(references[-1]) + len(references[-1]) :]
    title, *body = [line for line in before.splitlines() if line.strip()]
    return Page(title, body, references, [line for line in after.splitlines() if line.strip()])


def right(found: list[LocatedReference], page: Page) -> int:
    """How many references have right boundaries; blanks at line ends do not count."""
    wanted = [squeezed(reference) for reference in page.numbered]
    return sum(squeezed(each.text) in wanted for each in found)


@pytest.mark.skipif(not (SHARED / "seed.txt").exists(), reason="needs the shared seed page")
@pytest.mark.parametrize(
    "form", [None, as_html, as_pdf, lambda page: as_pdf(page, 2), as_docx],
    ids=["text", "html", "pdf", "pdf-columns", "docx"],
)  # fmt: skip
def test_the_seed_page(form: object) -> None:
    page = seed()
    source: Path | bytes = form(page) if callable(form) else SHARED / "seed.txt"
    found = find(source)
    assert len(found) == right(found, page) == 16
    items = json.loads((SHARED / "seed.expected.json").read_text("utf-8"))["items"]
    for each, item in zip(extract(source), items, strict=True):
        csl = each.citation.to_csl()
        for key in ("type", "volume", "issue", "page", "DOI", "publisher", "language"):
            if "volume_or_issue" in item and key in ("volume", "issue"):
                assert item["volume_or_issue"] in (csl.get("volume"), csl.get("issue"))
            else:
                assert csl.get(key) == item.get(key), key
        assert csl["issued"]["date-parts"] == [[item["issued"]]]
        assert plain(csl["title"]) == plain(item["title"])
        assert plain(csl.get("container-title", "")) == plain(item.get("container-title", ""))


def plain(text: str) -> str:
    text = text.translate(dict.fromkeys(map(ord, "‘’“”\"'"), ""))
    return "".join(re.sub("[‐-―]", "-", text).casefold().split())
