"""PDF: columns, furniture, hyphens, ligatures, footnotes, turned pages, and what cannot be read."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from refparse import InputError
from refparse.documents import Limits, find, read_document
from refparse.finder import Line
from tests.documents.pages import PAGE, Page, as_pdf

Draw = Callable[[Canvas], Any]


def drawn(*pages: Draw, **options: Any) -> bytes:
    """A PDF with one page for each function that draws one."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines_of(data: bytes) -> list[Line]:
    return list(read_document(data).lines)


def rows(*lines: tuple[float, float, str], font: str = "Helvetica", size: float = 10) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for x, y, text in lines:
            canvas.drawString(x, y, text)

    return draw


PROSE = "many words of running text that fill the whole width here"


def test_three_columns_are_read_one_after_the_other() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        for n in range(20):  # Drawn line by line across the columns.
            for column in range(3):
                canvas.drawString(40 + 180 * column, 700 - 10 * n, f"c{column} r{n} {PROSE[:30]}")

    found = [line.text.split()[:2] for line in lines_of(drawn(draw))]
    assert found == [[f"c{c}", f"r{n}"] for c in range(3) for n in range(20)]


def test_what_crosses_the_columns_stands_between_them() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(40, 780, f"A title across the page: {PROSE} {PROSE[:20]}")
        for band, top in enumerate((740, 500)):
            for n in range(8):
                canvas.drawString(40, top - 11 * n, f"left{band} {PROSE[:42]}")
                canvas.drawString(305, top - 11 * n, f"right{band} {PROSE[:42]}")
        canvas.drawString(40, 600, f"Figure 1. A caption as wide as the page, with {PROSE}")

    words = [line.text.split()[0] for line in lines_of(drawn(draw))]
    assert words == (
        ["A"] + ["left0"] * 8 + ["right0"] * 8 + ["Figure"] + ["left1"] * 8 + ["right1"] * 8
    )


def test_a_running_head_with_two_sides_is_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(40, 800, "Annals of Tides")
        canvas.drawString(480, 800, "vol. 3")
        for n in range(12):
            canvas.drawString(40, 760 - 11 * n, f"left {PROSE[:42]}")
            canvas.drawString(305, 760 - 11 * n, f"right {PROSE[:42]}")

    words = [line.text.split()[0] for line in lines_of(drawn(draw))]
    assert words == ["Annals"] + ["left"] * 12 + ["right"] * 12
    assert lines_of(drawn(draw))[0].text == "Annals of Tides vol. 3"


def test_the_last_pages_of_a_reference_are_no_page_number() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(50, 300, "References")
        for n in range(5):
            canvas.drawString(50, 270 - 36 * n, f"{n + 1}. Smith, J. ({1990 + n}). A war of old.")
            canvas.drawString(
                62, 259 - 36 * n, f"Journal of Peace and of other things, {n}(2), 45–"
            )
            canvas.drawString(62, 248 - 36 * n, f"{50 + n}.")

    found = find(drawn(draw, rows(*((50, 700 - 11 * n, PROSE) for n in range(20)))))
    assert [each.text[-8:] for each in found] == [f", 45–{50 + n}." for n in range(5)]


def test_a_margin_of_numbers_is_no_column() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for n in range(12):
            canvas.drawString(50, 700 - 22 * n, f"[{n + 1}]")
            canvas.drawString(80, 700 - 22 * n, f"Smith, J. ({1990 + n}). On {PROSE}.")
            canvas.drawString(80, 689 - 22 * n, f"Journal of Peace, {n}(2), 45-67.")

    lines = lines_of(drawn(draw))
    assert lines[2].text.startswith("[2] Smith, J. (1991). On many")
    assert [line.indent for line in lines[:4]] == [0, pytest.approx(30 / 4.5, abs=0.1)] * 2


def test_layout_of_lines() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(72, 742, "References")
        canvas.setFont("Helvetica", 10)
        for n in range(6):
            canvas.drawString(72, 700 - 12 * n, f"line {n} {PROSE}")
        canvas.drawString(92, 700 - 12 * 8, "after two blank lines, indented")

    lines = lines_of(drawn(draw))
    assert [line.text for line in lines][:2] == ["References", f"line 0 {PROSE}"]
    assert [line.bold for line in lines] == [True] + [False] * 7
    assert [line.size for line in lines] == [14.0] + [10.0] * 7
    assert [line.gap for line in lines[2:]] == [0.0] * 5 + [pytest.approx(2.0, abs=0.05)]
    assert lines[-1].indent == pytest.approx(4.0, abs=0.1)
    left, top, right, bottom = lines[0].box or (0, 0, 0, 0)
    assert left == pytest.approx(72, abs=1)
    assert top < 842 - 742 < bottom < top + 16
    assert 140 < right < 170


def test_running_heads_and_page_numbers_are_left_out() -> None:
    def page(number: int) -> Draw:
        head = (60, 800, f"Annals of Tides, vol. 3, p. {number}") if number % 2 else (
            250, 800, "Smith and Doe: On tides")  # fmt: skip
        body = [(60.0, 760.0 - 12 * n, f"{line(number, n)} {PROSE}") for n in range(30)]
        return rows(head, *body, (290, 40, f"– {number} –"))

    def line(number: int, n: int) -> str:
        return "abcdefghijklm"[number] * 3 + f" l{n}"

    lines = lines_of(drawn(*(page(number) for number in range(7, 13))))
    assert [each.text for each in lines] == [
        f"{line(number, n)} {PROSE}" for number in range(7, 13) for n in range(30)
    ]
    assert [each.page for each in lines] == [page for page in range(6) for _ in range(30)]


def test_a_heading_that_is_a_running_head_as_well_stays_once() -> None:
    def page(number: int) -> Draw:
        body = [(60.0, 760.0 - 12 * n, f"p{number} l{n} {PROSE}") for n in range(30)]
        return rows((250, 800, "References"), *body)

    lines = lines_of(drawn(*(page(number) for number in range(4))))
    assert [line.text for line in lines].count("References") == 1
    assert lines[0].text == "References"


def test_hyphens_ligatures_and_blanks_without_width() -> None:
    def draw(canvas: Canvas) -> None:
        from tests.documents.pages import _fonts

        _fonts()
        canvas.setFont("Serif", 10)
        canvas.drawString(60, 700, "References")
        canvas.drawString(60, 670, "1. Smith, J. (1999). The state of war and of inter-")
        canvas.drawString(
            70, 658, "national ﬁnance, and an eﬀort to ﬂow. World Politics, 12(3), 45-67."
        )
        canvas.drawString(60, 646, "2. Brown, K. (2001). Another ti\u00ad")
        canvas.drawString(70, 634, "tle. Journal of Peace, 13(1), 1-9.")

    texts = [reference.text for reference in find(drawn(draw))]
    assert texts == [
        "1. Smith, J. (1999). The state of war and of international finance, and an effort to "
        "flow. World Politics, 12(3), 45-67.",
        "2. Brown, K. (2001). Another title. Journal of Peace, 13(1), 1-9.",
    ]


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("https://doi.org/10.5555/abcdefghijkl.20", "17.0123.", True),
        ("https://doi.org/10.5555/abcdefghijkl.20", "2017.", False),
        ("https://doi.org/10.5555/abcdefg.2009.", "574.", True),
        ("https://doi.org/10.5555/abcdefg.2009.", "3rd edition.", False),
        ("https://doi.org/10.5555/abcdefghijkl.20", "Accessed 3 May 2020.", False),
        ("https://doi.org/10.5555/abcdefghijkl.20", "[In English].", False),
    ],
)
def test_an_address_cut_at_the_end_of_a_full_line(end: str, start: str, joined: bool) -> None:
    width = 330

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 8)
        canvas.drawString(60, 700, "References")
        canvas.drawString(60, 670, "1. Smith, J. (1999). On war. World Politics, 12(3), 45-67. No")
        canvas.drawString(74, 660, "further address, but a note that goes on for a while. Web:")
        canvas.drawString(74, 650, "See".ljust(64 - len(end), ".") + f" {end}")
        canvas.drawString(74, 640, start)
        canvas.drawRightString(60 + width, 630, "x" * 40)

    text = " ".join(line.text for line in lines_of(drawn(draw)))
    assert (f"{end}\u00ad {start}" in text) == joined


def test_the_mark_of_a_footnote_stands_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for n in range(10):
            canvas.drawString(60, 700 - 12 * n, PROSE)
        canvas.setFont("Helvetica", 5)
        canvas.drawString(60, 103, "12")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(65.6, 100, "Smith, On War, Berlin 1999, S. 12.")

    lines = lines_of(drawn(draw))
    assert lines[-1].text == "12 Smith, On War, Berlin 1999, S. 12."
    assert lines[-1].size == 8


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    """Text that runs upwards on the paper, and a page that viewers turn, come out as lines."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(turn)
        canvas.setFont("Helvetica", 10)
        for n in range(8):
            canvas.drawString(-200, 100 - 12 * n, f"line {n} {PROSE}")

    lines = lines_of(drawn(draw))
    assert [line.text for line in lines] == [f"line {n} {PROSE}" for n in range(8)]
    box = lines[0].box or (0, 0, 0, 0)
    across = box[2] - box[0] > box[3] - box[1]
    assert across == (turn in (0, 180))  # The box lies on the page as it is shown.


def test_stamps_at_the_margin_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        rows(*((60, 700 - 12 * n, f"{n} {PROSE}") for n in range(8)))(canvas)
        canvas.rotate(90)
        canvas.drawString(200, -30, "preprint 2001.00001v1 [stat] 3 Jan 2020")

    assert all("preprint" not in line.text for line in lines_of(drawn(draw)))


def image(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (30, 40), 200)), 0, 0, *A4)


def test_a_scan_says_so() -> None:
    with pytest.raises(InputError, match=r"2 pages but no text \(a scan\): run optical character"):
        read_document(drawn(image, image))


def test_scanned_pages_among_others_are_a_warning() -> None:
    body = rows(*((60, 700 - 12 * n, f"{n} {PROSE}") for n in range(8)))
    document = read_document(drawn(body, image, body))
    assert document.pages == 3
    assert document.warnings == (
        "-: 1 of 3 pages have no text, 1 of them are images: run optical character recognition "
        "first if they hold references",
    )


def test_an_empty_pdf_says_so() -> None:
    with pytest.raises(InputError, match="holds no text"):
        read_document(drawn(lambda canvas: None))


def test_an_encrypted_pdf_needs_its_password() -> None:
    data = as_pdf(Page(PAGE.title, PAGE.body[:1], PAGE.references[:3]), encrypt="secret")
    with pytest.raises(InputError, match=r"is encrypted: give its password \(--password\)"):
        read_document(data)
    with pytest.raises(InputError, match="is encrypted: the password is wrong"):
        read_document(data, password="guess")
    assert len(find(data, password="secret")) == 3


@pytest.mark.parametrize("garbage", [b"", b"\x00\xff" * 200, b"1 0 obj <</Type/Catalog>> endobj"])
def test_a_broken_pdf_gives_one_clear_error(garbage: bytes) -> None:
    with pytest.raises(
        InputError, match="-: the PDF is broken and cannot be opened: load it again"
    ):
        read_document(b"%PDF-1.7\n" + garbage)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_pdf_cut_short_is_repaired_or_refused(made: dict[str, bytes], share: float) -> None:
    data = made["pdf"][: int(share * len(made["pdf"]))]
    try:
        texts = [line.text for line in read_document(data).lines]
    except InputError as error:
        texts = ["broken" if "broken" in str(error) else str(error)]
    assert texts[0] in ("broken", PAGE.title)


def test_a_pdf_with_too_many_pages() -> None:
    data = drawn(image, image)
    with pytest.raises(
        InputError, match=r"2 pages exceed the limit of 1: raise .* \(--max-pages\)"
    ):
        read_document(data, limits=Limits(pages=1))


MEASURE = """
import resource, sys
from refparse.documents import find
seen = []
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = find(sys.argv[1], progress=lambda done, total: seen.append((done, total)))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(found), seen[0], seen[-1], len(seen), (after - before) // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the module resource is Unix's")
def test_three_hundred_pages_in_bounded_memory(tmp_path: Any) -> None:
    words = [(60.0, 760.0 - 50 * n, f"{n} {PROSE} and {PROSE}") for n in range(14)]
    last = [(60.0, 760.0, "References")] + [
        (60.0, 730.0 - 14 * n, f"{n + 1}. {PAGE.references[n][:100]}") for n in (2, 3, 6, 8, 11)
    ]
    path = tmp_path / "long.pdf"
    path.write_bytes(drawn(*[rows(*words)] * 299, rows(*last)))
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    found, *seen, memory = run.stdout.split()
    assert int(found) >= 4
    assert " ".join(seen) == "(1, 300) (300, 300) 300"
    assert int(memory) < 100  # MB: the lines, and the characters of one page
