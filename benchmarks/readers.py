"""Compare readers of documents by the references that the finder gets out of what they read.

python benchmarks/readers.py pdf DEV find_score.py    (DEV: *.pdf and *.refs.txt)
python benchmarks/readers.py html                     (pages of the tests, with noise around)

Readers that are not installed are left out; none but the first is needed by refparse. The scorer
is a file with ``score(gold_dir, found_dir)``, which gives precision, recall, F1 and a table of
(right, found, gold) by document. With an ``index.json`` beside the PDFs, F1 is also given for the
papers whose references stand in a list at the end, and for the others.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from refparse.documents import find
from refparse.finder import find_references

Found = list[str]


def ours(path: Path) -> Found:
    """refparse as it is."""
    return [reference.text for reference in find(path)]


def pdfium_text(path: Path) -> Found:
    """PDFium's own order of the text."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    return from_text("\f".join(texts))


def pdfminer(path: Path) -> Found:
    """pdfminer.six with its layout analysis."""
    from pdfminer.high_level import extract_text

    return from_text(extract_text(path))


def pdfplumber(path: Path) -> Found:
    """pdfplumber with its defaults."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return from_text("\f".join(page.extract_text() or "" for page in pdf.pages))


def pypdf(path: Path) -> Found:
    """pypdf with its defaults."""
    import pypdf

    return from_text("\f".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def poppler(path: Path) -> Found:
    """pdftotext in reading order."""
    if not shutil.which("pdftotext"):
        raise ImportError("pdftotext")
    run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return from_text(run.stdout.decode("utf-8", "replace"))


def from_text(text: str) -> Found:
    """What the finder gets out of a plain text."""
    text = text.encode("utf-8", "replace").decode()
    return [reference.text for reference in find_references(text)]


PDF: tuple[tuple[str, str, Callable[[Path], Found]], ...] = (
    ("refparse (characters of pypdfium2, own lines)", "Apache-2.0, BSD", ours),
    ("pypdfium2, its text", "Apache-2.0, BSD", pdfium_text),
    ("pdftotext (poppler)", "GPL", poppler),
    ("pypdf", "BSD", pypdf),
    ("pdfminer.six", "MIT", pdfminer),
    ("pdfplumber", "MIT", pdfplumber),
)


def compare_pdf(folder: Path, scorer: Path) -> None:
    """Print the table of PDF readers."""
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    index = folder / "index.json"
    kinds = {each["id"]: each["references"] for each in json.loads(index.read_text("utf-8"))} if (
        index.exists()) else {}  # fmt: skip
    print("| reader | licence | precision | recall | F1 | list at the end | footnotes | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    for name, licence, read in PDF:
        with tempfile.TemporaryDirectory() as out:
            seconds = 0.0
            try:
                for path in sorted(folder.glob("*.pdf")):
                    started = time.perf_counter()
                    found = read(path)
                    seconds += time.perf_counter() - started
                    (Path(out) / f"{path.stem}.txt").write_text("\n".join(found), "utf-8")
            except ImportError as error:
                print(f"{name}: {error.name or error} is not there, left out", file=sys.stderr)
                continue
            precision, recall, f1, table = module.score(str(folder), out)
        parts = [share(table, kinds, end) for end in (True, False)]
        print(
            f"| {name} | {licence} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {parts[0]} | "
            f"{parts[1]} | {seconds:.0f} |",
            flush=True,
        )


def share(table: dict[str, tuple[int, int, int]], kinds: dict[str, str], end: bool) -> str:
    """F1 over the papers with a list at the end, or over the others."""
    rows = [row for name, row in table.items() if (kinds.get(name) == "end") == end]
    right, found, gold = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0)
    return f"{2 * right / (found + gold):.3f}" if kinds and found + gold else "–"


def lxml_text(page: bytes) -> str:
    """All text of a page."""
    from lxml import html

    return "\n".join(html.fromstring(page).itertext())


def trafilatura_text(page: bytes) -> str:
    """The main content as trafilatura sees it."""
    import trafilatura

    return trafilatura.extract(page, favor_recall=True, include_tables=True) or ""


def compare_html() -> None:
    """Print the table of HTML readers."""
    from tests.documents.pages import PAGE, as_html

    pages: dict[str, tuple[bytes, list[str]]] = {
        "ordered list": (as_html(PAGE), list(PAGE.references)),
        "paragraphs": (as_html(PAGE, ordered=False), PAGE.numbered),
    }
    readers: tuple[tuple[str, Callable[[bytes], Any]], ...] = (
        ("refparse (selectolax, own blocks)", lambda page: [each.text for each in find(page)]),
        ("lxml, all text", lambda page: from_text(lxml_text(page))),
        ("trafilatura", lambda page: from_text(trafilatura_text(page))),
    )
    print("| reader | page | right of 16 | found |")
    print("|---|---|---|---|")
    for name, read in readers:
        for form, (page, wanted) in pages.items():
            try:
                found = read(page)
            except ImportError as error:
                print(f"{name}: {error.name} is not there, left out", file=sys.stderr)
                break
            bare = [text.split(". ", 1)[-1] if text[:1].isdigit() else text for text in found]
            right = sum(text in found or text in bare for text in wanted)
            print(f"| {name} | {form} | {right} | {len(found)} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["pdf"] and len(sys.argv) == 4:
        compare_pdf(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:] == ["html"]:
        compare_html()
    else:
        sys.exit(__doc__)
