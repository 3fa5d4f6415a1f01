from __future__ import annotations

import colorsys
import io

import pytest
from hypothesis import given
from lxml import html

from refparse.formats.html import DARK, DARK_PAGE, HUES, LIGHT, LIGHT_PAGE, to_html, write_html
from refparse.formats.record import Record
from refparse.labels import LABELS
from refparse.types import Citation, Span

from .samples import SAMPLES
from .strategies import citations, relaxed

TEXT = "Roe R. Rivers & <streams>. 1999"
SPANS = (
    Span(0, 6, "author", TEXT[0:6], 0.99),
    Span(7, 25, "title", TEXT[7:25], 0.6),
    Span(27, 31, "date", TEXT[27:31], 0.2),
)


def luminance(channels: tuple[float, ...]) -> float:
    """Relative luminance of sRGB channels in 0..1 (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def page(*given_citations: Citation) -> html.HtmlElement:
    stream = io.StringIO()
    write_html((Record(one.text, one) for one in given_citations), stream)
    return html.document_fromstring(stream.getvalue().encode("utf-8"))


@pytest.mark.parametrize(("shades", "colours"), [(LIGHT, LIGHT_PAGE), (DARK, DARK_PAGE)])
def test_every_ground_has_contrast_enough(
    shades: tuple[tuple[int, int], ...], colours: tuple[str, str]
) -> None:
    ground, ink = map(rgb, colours)
    assert contrast(ground, ink) >= 7
    for hue in HUES.values():
        for saturation, lightness in shades:
            field = colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)
            assert contrast(field, ink) >= 7, (hue, saturation, lightness)


@pytest.mark.parametrize(("shades", "colours"), [(LIGHT, LIGHT_PAGE), (DARK, DARK_PAGE)])
def test_the_surer_the_further_from_the_page(
    shades: tuple[tuple[int, int], ...], colours: tuple[str, str]
) -> None:
    away = [
        abs(luminance(colorsys.hls_to_rgb(0.6, lightness / 100, saturation / 100))
            - luminance(rgb(colours[0])))
        for saturation, lightness in shades
    ]  # fmt: skip
    assert away == sorted(away)
    assert len(set(away)) == len(away) == 5


def test_every_label_has_its_colour_and_its_place_in_the_legend() -> None:
    assert set(HUES) == set(LABELS)
    assert len(set(HUES.values())) == len(HUES)
    legend = page().xpath("//section[@class='legend']//mark")
    assert [mark.text_content() for mark in legend[: len(LABELS)]] == list(LABELS)
    assert legend[-1].text_content() == "95%–100%"


def test_a_reference_is_shown_with_its_fields_and_how_sure_they_are() -> None:
    (shown,) = page(Citation(TEXT, SPANS, "book", confidence=0.42)).xpath("//article")
    marks = shown.xpath(".//mark")
    assert [(one.get("class"), one.text, one.get("title")) for one in marks] == [
        ("author c4", "Roe R.", "author: 99% sure"),
        ("title c1", "Rivers & <streams>", "title: 60% sure"),
        ("date c0", "1999", "date: 20% sure"),
    ]
    assert [one.text for one in shown.iter("small")] == ["author", "title", "date"]
    assert shown.xpath("string(.//*[@class='sure c0'])") == "42% sure of every field"


def test_spans_that_overlap_or_lie_outside_cost_no_text() -> None:
    spans = (Span(-3, 6, "author", ""), Span(3, 9, "title", ""), Span(20, 99, "odd", ""))
    (shown,) = page(Citation(TEXT, spans)).xpath("//p[@class='reference']")
    assert [mark.text for mark in shown.iter("mark")] == ["Roe R.", " Ri", TEXT[20:]]
    for small in shown.iter("small"):
        small.text = ""
    assert shown.text_content() == TEXT


def test_the_page_needs_nothing_else() -> None:
    whole = page(*SAMPLES)
    assert whole.xpath("//@src | //@href | //script | //link | //iframe") == []
    policy = whole.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")
    assert "url(" not in whole.xpath("string(//style)")
    assert whole.xpath("string(//footer)") == f"{len(SAMPLES)} references"


@relaxed
@given(citations)
def test_no_reference_breaks_out(citation: Citation) -> None:
    fragment = html.fragment_fromstring(to_html(citation), create_parent=True)
    assert len(fragment) == 1
    assert {one.tag for one in fragment.iter()} <= {
        "div", "article", "header", "b", "span", "p", "mark", "small", "details", "summary", "dl",
        "dt", "dd",
    }  # fmt: skip
