"""Word files: numbering, styles, notes, tracked changes, and what is broken."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from refparse import InputError
from refparse.documents import Limits, find, read_document
from tests.documents.pages import PAGE

NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(document: Any) -> list[str]:
    return [line.text for line in read_document(saved(document)).lines if line.text]


def numbered(document: Any, levels: str, starts: dict[int, int] | None = None) -> int:
    """A list definition of the document; returns its numId."""
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    number = numbering.add_num(77)
    for level, start in (starts or {}).items():
        number.add_lvlOverride(level).add_startOverride(start)
    return int(number.numId)


def level(index: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(document: Any, text: str, number: int, at: int = 0) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = at


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("decimal", "[%1]", ["[4] a", "[5] b"]),
        ("upperRoman", "%1.", ["IV. a", "V. b"]),
        ("lowerLetter", "(%1)", ["(d) a", "(e) b"]),
        ("decimalZero", "%1.", ["04. a", "05. b"]),
        ("bullet", "•", ["a", "b"]),
    ],
)
def test_numbers_of_lists(form: str, text: str, wanted: list[str]) -> None:
    document = docx.Document()
    number = numbered(document, level(0, form, text, 4))
    for each in "ab":
        item(document, each, number)
    assert texts(document) == wanted


def test_levels_count_within_each_other_and_start_again() -> None:
    document = docx.Document()
    number = numbered(document, level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)"))
    for text, at in (("a", 0), ("b", 1), ("c", 1), ("d", 0), ("e", 1)):
        item(document, text, number, at)
    document.add_paragraph("plain")
    again = document.part.numbering_part.element.add_num(77)
    again.add_lvlOverride(0).add_startOverride(9)
    item(document, "f", again.numId)
    assert texts(document) == ["1. a", "1.a) b", "1.b) c", "2. d", "2.a) e", "plain", "9. f"]


def test_headings_sizes_and_boldness() -> None:
    document = docx.Document()
    document.add_heading("References", 1)
    document.add_paragraph("text")
    run = document.add_paragraph("").add_run("large and bold")
    run.font.size, run.bold = Pt(18), True
    lines = [line for line in read_document(saved(document)).lines if line.text]
    assert [(line.text, line.size, line.bold) for line in lines] == [
        ("References", 14.0, True),
        ("text", 11.0, False),
        ("large and bold", 18.0, True),
    ]


def test_tracked_changes_fields_and_controls() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("kept ")
    w = nsdecls("w")
    for xml in (
        f"<w:del {w}><w:r><w:delText>deleted </w:delText></w:r></w:del>",
        f"<w:ins {w}><w:r><w:t>inserted </w:t></w:r></w:ins>",
        f"<w:r {w}><w:instrText>ADDIN ZOTERO_BIBL</w:instrText></w:r>",
        f"<w:hyperlink {w}><w:r><w:t>linked</w:t><w:br/><w:t>next</w:t></w:r></w:hyperlink>",
        f"<w:r {w}><w:noBreakHyphen/><w:t>line</w:t><w:tab/><w:t>end</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    control = parse_xml(
        f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent>"
        "</w:sdt>"
    )
    document.element.body.insert(1, control)
    assert texts(document) == ["kept inserted linked", "next-line end", "in a control"]


def test_rows_of_tables_are_lines() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, (number, reference) in enumerate(zip("12", PAGE.references, strict=False)):
        table.cell(row, 0).text, table.cell(row, 1).text = f"{number}.", reference
    assert texts(document) == PAGE.numbered[:2]


def test_footnotes_follow_with_their_numbers() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    paragraph = document.add_paragraph("Text with a note")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    paragraph.add_run()._r.append(reference)
    notes = "".join(
        f'<w:footnote w:id="{n}"{kind}><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r>'
        "</w:p></w:footnote>"
        for n, kind, text in (
            (-1, ' w:type="separator"', ""),
            (1, "", "Smith, On War, Berlin 1999."),
            (2, "", "Doe, On Peace, Paris 2001."),
        )
    )
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(
        PackURI("/word/footnotes.xml"),
        content_type,
        f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, NOTES)
    assert texts(document) == [
        "Text with a note",
        "1 Smith, On War, Berlin 1999.",
        "2 Doe, On Peace, Paris 2001.",
    ]


def rezipped(data: bytes, **changes: bytes | None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = changes.get(name.rpartition("/")[2], old.read(name))
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        {"document.xml": b"<w:document"},
        {"document.xml": b"no xml at all"},
        {"[Content_Types].xml": None},
        {"styles.xml": b"<broken>"},
        {"numbering.xml": b"<broken>"},
        {"document.xml.rels": b"<Relationships"},
    ],
)
def test_a_broken_file_gives_one_clear_error(
    made: dict[str, bytes], change: dict[str, bytes | None]
) -> None:
    with pytest.raises(InputError, match=r"-: the Word file is broken or no docx \(.+\): save it"):
        read_document(rezipped(made["docx"], **change))


def test_damaged_and_truncated_archives(made: dict[str, bytes]) -> None:
    data = bytearray(made["docx"])
    data[500:600] = b"\x00" * 100
    for broken in (bytes(data), made["docx"][:3000]):
        with pytest.raises(InputError, match="broken"):
            find(broken, kind="docx")


def test_a_file_that_unpacks_too_large(made: dict[str, bytes]) -> None:
    with pytest.raises(InputError, match="bytes unpacked exceed the limit of 1000"):
        read_document(made["docx"], limits=Limits(unzipped=1000))


def test_entities_do_not_explode(made: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    body = b"<w:body><w:p><w:r><w:t>x&b;y</w:t></w:r></w:p></w:body>"
    space = nsdecls("w").encode()
    document = b"<?xml version='1.0'?>" + bomb + b"<w:document " + space + b">" + body
    data = rezipped(made["docx"], **{"document.xml": document + b"</w:document>"})
    assert read_document(data).text in ("xy", "x", "y")
