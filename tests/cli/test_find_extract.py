"""refparse find and extract on documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

DOCUMENT = """A study of war

Some text that cites [1] and [2], and goes on for a while about what others found.

References

[1] Smith, J., Doe, A. (1999). The state of war and of inter-
    national peace. World Politics, 12(3), 45-67.
[2] Brown, K. L. (2004). Another title of some length. Journal of Peace
    Research, 41(2), 101-118.
[3] Иванов И. И. Название статьи о мире // Мировая экономика. – 2008. – № 5. – С. 12–15.
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_text(DOCUMENT, "utf-8")
    return path


def test_find(shell: Run, document: Path) -> None:
    ended = shell("find", document)
    lines = ended.out.splitlines()
    assert ended.status == 0
    assert ended.err == ""
    assert len(lines) == 3
    assert lines[0].endswith("of war and of international peace. World Politics, 12(3), 45-67.")
    assert "Journal of Peace Research" in lines[1]
    assert shell("find", "-", stdin=DOCUMENT.encode()) == ended


def test_find_to_a_file(invoke: Run, document: Path, tmp_path: Path) -> None:
    ended = invoke("find", document, "-o", tmp_path / "out.txt")
    assert (ended.status, ended.out) == (0, "")
    assert (tmp_path / "out.txt").read_text("utf-8") == invoke("find", document).out


def test_extract(shell: Run, document: Path, tiny_model: Path) -> None:
    ended = shell("extract", document, "-m", tiny_model)
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.status == 0
    assert [record["error"] for record in records] == [None] * 3
    assert records[0]["csl"]["issued"] == {"date-parts": [[1999]]}


def test_find_then_parse_is_extract(invoke: Run, document: Path, tiny_model: Path) -> None:
    found = invoke("find", document).out
    parsed = invoke("parse", "-m", tiny_model, stdin=found).out.splitlines()
    extracted = invoke("extract", document, "-m", tiny_model).out.splitlines()
    for line, parsed_line in zip(extracted, parsed, strict=True):
        record = json.loads(line)
        assert list(record) == ["text", "spans", "csl", "confidence", "error", "provenance"]
        start, end = record["provenance"]["start"], record["provenance"]["end"]
        assert DOCUMENT[start:end].startswith(record["text"][:20])
        assert record.pop("provenance")["document"] == str(document)
        assert record == json.loads(parsed_line)


def test_extract_in_another_format(invoke: Run, document: Path, tiny_model: Path) -> None:
    ended = invoke("extract", document, "-m", tiny_model, "-f", "csl")
    assert len(json.loads(ended.out)) == 3


@pytest.mark.parametrize("verb", ["find", "extract"])
@pytest.mark.parametrize("data", [b"", b"\n\n", b"Nothing here but a sentence.\n"])
def test_a_document_without_references(
    invoke: Run, tiny_model: Path, verb: str, data: bytes
) -> None:
    model = ["-m", str(tiny_model)] if verb == "extract" else []
    ended = invoke(verb, *model, stdin=data)
    assert (ended.status, ended.out) == (0, "")
    assert "no references found in -" in ended.err


@pytest.mark.parametrize("verb", ["find", "extract"])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4\n", "the PDF is broken"),
        (b"PK\x03\x04...", "zipped document is broken"),
        (b"\x7fELF\x00\x00", "binary file"),
        (None, "cannot read"),
    ],
)
def test_what_is_no_text(
    invoke: Run, tmp_path: Path, verb: str, data: bytes | None, what: str
) -> None:
    path = tmp_path / "document"
    if data is not None:
        path.write_bytes(data)
    (tmp_path / "out").write_text("older")
    ended = invoke(verb, path, "-o", tmp_path / "out")
    assert ended.status == 2
    assert what in ended.err
    assert (tmp_path / "out").read_text() == "older"


def test_utf_16_and_broken_utf_8(invoke: Run, tmp_path: Path) -> None:
    path = tmp_path / "document"
    path.write_bytes(DOCUMENT.encode("utf-16"))
    assert len(invoke("find", path).out.splitlines()) == 3
    path.write_bytes(DOCUMENT.encode().replace(b"Doe", b"D\xf6e"))
    assert len(invoke("find", path).out.splitlines()) == 3


@pytest.fixture
def several(document: Path, tmp_path: Path) -> list[Path]:
    """A text, a broken PDF, a page without references, another text."""
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "page.html").write_text("<html><p>Nothing here.</p></html>", "utf-8")
    (tmp_path / "again.txt").write_text(DOCUMENT, "utf-8")
    return [document, tmp_path / "broken.pdf", tmp_path / "page.html", tmp_path / "again.txt"]


def test_one_bad_document_does_not_stop_the_others(invoke: Run, several: list[Path]) -> None:
    ended = invoke("find", *several)
    assert ended.status == 1
    assert len(ended.out.splitlines()) == 6
    assert f"refparse: {several[1]}: the PDF is broken" in ended.err
    assert f"no references found in {several[2]}" in ended.err


def test_several_documents_with_their_provenance(
    invoke: Run, several: list[Path], tiny_model: Path
) -> None:
    found = invoke("find", *several, "-f", "jsonl")
    parsed = invoke("extract", *several, "-m", tiny_model, "-f", "jsonl")
    assert (found.status, parsed.status) == (1, 1)
    places = [json.loads(line)["provenance"] for line in parsed.out.splitlines()]
    assert [place["document"] for place in places] == [str(several[0])] * 3 + [str(several[3])] * 3
    records = [json.loads(line) for line in found.out.splitlines()]
    assert [record["provenance"] for record in records] == places
    assert [record["number"] for record in records] == ["1", "2", "3"] * 2


def test_documents_of_which_none_can_be_read(
    invoke: Run, several: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("older")
    ended = invoke("find", several[1], tmp_path / "none.txt", "-o", tmp_path / "out")
    assert ended.status == 2
    assert "cannot read" in ended.err
    assert "none of the 2 documents can be read" in ended.err
    assert (tmp_path / "out").read_text() == "older"


def test_options_of_documents(invoke: Run, tmp_path: Path) -> None:
    path = tmp_path / "list"
    text = """References
1. Müller, J. (1999). On war. Politics, 2(3), 4-7.
2. Doe, A. (2001). On peace. Politics, 3(1), 1-9."""
    path.write_bytes(text.encode("cp1252"))
    assert "M\ufffdller" in invoke("find", path).out
    assert "1 characters are not UTF-8" in invoke("find", path).err
    assert "Müller" in invoke("find", path, "--encoding", "cp1252").out
    assert invoke("find", path, "--max-bytes", 20).status == 2
    assert "the PDF is broken" in invoke("find", path, "--type", "pdf").err
    assert "Invalid value for '--type'" in invoke("find", path, "--type", "word").err
