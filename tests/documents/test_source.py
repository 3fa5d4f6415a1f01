"""Files, addresses, kinds and limits: each failure is one clear error."""

from __future__ import annotations

import gzip
import io
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import refparse
from refparse import InputError
from refparse._errors import MissingExtraError
from refparse.documents import Limits, find, read_document
from tests.documents import pages
from tests.documents.pages import PAGE, as_epub, as_html, as_pdf

LIST = (
    "References\n1. Smith, J. (1999). On war. Politics, 2(3), 4-7.\n2. Doe, A. (2001). Peace. A, 1."
)


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"text", "text"),
        ("noname", b"text", "text"),
        ("a.md", b"# text", "markdown"),
        ("a.md", b"<div>markup in Markdown</div>", "markdown"),
        ("a.html", b"no markup at all", "html"),
        ("a.txt", b"<!DOCTYPE html><p>x", "html"),
        ("noname", b"\n<!-- x --><html><p>x", "html"),
        ("a.txt", b"<div class=article><p>x</div>", "html"),
        ("a.xml", b"<?xml version='1.0'?><html><p>x</p></html>", "html"),
        ("a.xml", b"<article><front/><back/></article>", "jats"),
        ("noname", b"<TEI><text/></TEI>", "tei"),
        ("a.bbl", b"\\bibitem{a} Smith", "bbl"),
        ("a.tex", b"\\begin{thebibliography}{9}\\bibitem{a} Smith", "bbl"),
        ("a.bib", b"@misc{a, title={T}}", "bibtex"),
    ],
)
def test_kinds(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    document = read_document(tmp_path / name)
    assert (document.kind, document.name) == (kind, str(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.pdf", b"<!DOCTYPE html><p>Log in</p>", "is named as pdf, but is a web page"),
        ("a.pdf", b"plain text", "is named as pdf, but is plain text"),
        ("a.docx", b"", "is named as docx, but is empty"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old or an encrypted Office"),
        ("a.rtf", b"{\\rtf1 x}", r"a rich-text file \(rtf\): save it as docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "an image: run optical character recognition"),
        ("a.gz", gzip.compress(b"x", mtime=0), "compressed with gzip: unpack it first"),
        ("a.bin", b"ab\x00cd", "a binary file of no kind that is read"),
        ("a.xlsx", zipped("xl/workbook.xml"), "is a spreadsheet"),
        ("a.odt", zipped("content.xml"), "an OpenDocument file: save it as docx"),
        ("a.zip", zipped("x"), "is a zip archive"),
        ("a.docx", b"PK\x03\x04" + b"x" * 50, "the zipped document is broken"),
    ],
)
def test_what_is_not_read(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=what) as raised:
        read_document(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*nothing\.pdf: No such file"):
        read_document(tmp_path / "nothing.pdf")
    with pytest.raises(InputError, match=r"cannot read .*: Is a directory"):
        read_document(tmp_path)
    with pytest.raises(InputError, match=r"cannot read .*: embedded null"):
        read_document("a\x00b")
    with pytest.raises(InputError, match="unknown kind of document 'word': choose one of text"):
        read_document(b"x", kind="word")


@pytest.mark.parametrize("form", ["text", "pdf"])
def test_the_limit_of_bytes(made: dict[str, bytes], tmp_path: Path, form: str) -> None:
    path = tmp_path / "document"
    path.write_bytes(made[form])
    size = len(made[form])
    assert len(find(path, limits=Limits(bytes=size))) == 16
    for source in (path, made[form]):
        with pytest.raises(InputError, match=rf"larger than the limit of {size - 1} bytes: raise"):
            read_document(source, limits=Limits(bytes=size - 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    document = read_document("Список\nлитературы".encode(encoding), kind="text")
    assert (document.text, document.warnings) == ("Список\nлитературы", ())


def test_other_encodings_are_named() -> None:
    data = "Müller\ufffd".encode("cp1252", "replace") + b"\xe4\xf6"
    document = read_document(data)
    assert document.warnings == (
        "-: 3 characters are not UTF-8 and were replaced: give the right encoding (--encoding)",
    )
    assert read_document(data, encoding="cp1252").text == "Müller?äö"
    with pytest.raises(InputError, match="there is no encoding 'cp-none'"):
        read_document(data, encoding="cp-none")
    assert read_document("a\ufffdb".encode()).warnings == ()


def test_markdown() -> None:
    data = (
        b"---\ntitle: x\n---\n# On *war*\ntext[^1] and [a link](http://x.y)\n\n"
        b"| a | b |\n|---|---|\n| 1. | Smith |\n\n## References\n- Doe\n- Roe\n\n"
        b"Smith 1999\nDoe 2001\n\n[^1]: See Smith.\n"
    )
    lines = [line.text for line in read_document(data, kind="markdown").lines if line.text]
    assert lines == [
        "On war", "text[1] and a link", "a b", "1. Smith", "References", "Doe", "Roe",
        "Smith 1999", "Doe 2001", "1. See Smith.",
    ]  # fmt: skip


def test_chapters_of_a_book_come_in_their_order(made: dict[str, bytes]) -> None:
    lines = [line.text for line in read_document(made["epub"]).lines if line.text]
    assert lines[0] == PAGE.body[0]
    assert lines[len(PAGE.body)] == "References"
    assert all("Contents" not in line for line in lines)


@pytest.mark.parametrize(
    ("package", "what"),
    [
        ("<package", "OPS/book.opf: "),
        ('<!DOCTYPE p [<!ENTITY a "b">]><package>&a;</package>', "defines entities"),
        (pages.PACKAGE.replace("chapter1", "none"), "text/none.xhtml is missing or damaged"),
    ],
)
def test_broken_books(package: str, what: str) -> None:
    with pytest.raises(InputError, match=f"the book is broken \\(.*{what}"):
        read_document(as_epub(PAGE, package))


@pytest.mark.parametrize(
    ("form", "module", "extra"),
    [
        ("pdf", "pypdfium2", "pdf"),
        ("html", "selectolax.lexbor", "html"),
        ("docx", "docx", "docx"),
        ("epub", "selectolax.lexbor", "html"),
        ("markdown", "markdown_it", "markdown"),
    ],
)
def test_a_missing_package_names_its_extra(
    made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, form: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'refparse-crf\[{extra}\]'"):
        read_document(made[form], kind="markdown" if form == "markdown" else None)


def test_missing_packages_of_tex_and_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pylatexenc", None)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtraError, match=r"refparse-crf\[tex\]"):
        read_document(b"\\bibitem{a} x", kind="bbl")
    with pytest.raises(MissingExtraError, match=r"refparse-crf\[web\]"):
        read_document("https://localhost/x")


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, number = self.path[1:].partition("/")
        if path == "slow":
            time.sleep(float(number))
        if path == "moved":
            self.send_response(302)
            self.send_header("Location", "/html")
            self.end_headers()
            return
        types = {"pdf": "application/pdf", "text": "text/plain; charset=windows-1251"}
        bodies = {
            "html": as_html(PAGE),
            "pdf": as_pdf(PAGE),
            "nopdf": b"<html>Log in</html>",
            "text": f"Список\n{LIST}".encode("cp1251"),
            "endless": b"x" * 100_000,
        }
        self.send_response(200 if path in bodies else 404)
        self.send_header("Content-Type", types.get(path.removeprefix("no"), "text/html"))
        self.end_headers()
        self.wfile.write(bodies.get(path, b"none"))

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.parametrize("path", ["html", "pdf", "moved"])
def test_addresses(server: str, path: str) -> None:
    found = refparse.find(f"{server}/{path}")
    assert [each.text for each in found] == PAGE.numbered
    assert found[0].provenance.document == f"{server}/{path}"


def test_what_the_server_says_of_its_encoding(server: str) -> None:
    assert read_document(f"{server}/text").text.startswith("Список\n")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("none", "the server answered 404 Not Found"),
        ("nopdf", "is named as pdf, but is a web page"),
        ("slow/5", "no answer within 0.5 seconds: try again"),
        ("endless", "larger than the limit of 50000 bytes"),
    ],
)
def test_addresses_that_cannot_be_loaded(server: str, path: str, what: str) -> None:
    limits = Limits(bytes=50_000, seconds=0.5)
    with pytest.raises(InputError, match=what) as raised:
        read_document(f"{server}/{path}", limits=limits)
    assert f"{server}/{path}" in str(raised.value)


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("http://127.0.0.1:1/x", "cannot be loaded: "),
        ("ftp://localhost/x", "addresses of the kind ftp:// are not read"),
        ("http://", "cannot be loaded: "),
        ("http://[x/", "cannot be loaded: "),
    ],
)
def test_addresses_that_lead_nowhere(address: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read_document(address, limits=Limits(seconds=2))
