"""One page in many forms: as text, HTML, PDF in one and two columns, DOCX, EPUB."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

REFERENCES = (
    "Aldous M., Ferrand P. Harbour Towns and Their Customs, 1780–1830. Maritime Studies. 2017; "
    "12(3):201–219. https://doi.org/10.5555/ms.2017.0123.",
    "Okonjo A.B. Measuring the Tides: Instruments, Observers and Error. Journal of Coastal "
    "History. 2015; 8(1):33–58. https://doi.org/10.5555/jch.2015.81.33.",
    "Bergström L. The Lighthouse Keepers of the Bothnian Coast. Umeå: Norrland Press, 2004.",
    "Crespi-Moretti G. Salt, Silk and Silence: A Trading House at Work. The Economic Annals. 1998; "
    "51(2):118–146.",
    "Dvořák J., Němec T. (eds.) Rivers of the Interior: Essays on Inland Navigation. Prague: "
    "Vltava Books, 2011.",
    "Eriksen H., Lund S., Dahl P. Winter Ice and the Grain Trade. Scandinavian Review of Economic "
    "and Social History. 2009; 57(4):301–327. https://doi.org/10.5555/sresh.2009.574.",
    "Fitzgerald R.M. Pilots, Pirates and Port Officers. Cambridge: Fenland University Press, 1987.",
    "Gupta N., Rao V.K. Monsoon Calendars in Merchant Letters. Indian Ocean Quarterly. 2020; "
    "4(2):77–95. https://doi.org/10.5555/ioq.2020.42.",
    "Hartmann K. Die Werften an der Unterelbe. Hamburg: Speicher Verlag, 1994.",
    "Ibáñez C. Shipwreck Insurance in the Bay of Biscay, 1650–1700. Atlantic History. 2013; "
    "19(3):411–440.",
    "Jansen W., van der Meer A. Dredging the Scheldt: State, City and Engineers. Technology and "
    "Water. 2018; 22(1):5–31. https://doi.org/10.5555/tw.2018.2201.",
    "Kowalczyk E. Amber Roads Revisited. Gdańsk: Bursztyn, 2001.",
    "Lefèvre D. Quarantine and Commerce in Marseilles. In: Morel B. (ed.) Plague and Profit. "
    "London: Quay House, 2010, pp. 61–90.",
    "Mazzini F., O’Neill S. Counting Sails: Newspapers as a Source for Port Traffic. Methods of "
    "History. 2022; 3(1):12–40. https://doi.org/10.5555/mh.2022.31.12.",
    "Nakagawa T. Whale Oil and the Lamps of Edo. Asian Economic History. 2006; 11(2):150–171.",
    "Petrosyan R.L. Ropes, Tar and Timber: Supplying the Fleet. Naval Logistics Review. 1979; "
    "2(4):88–107.",
)
BODY = (
    "Ports have drawn historians for a long time, and yet the clerks who ran them have not. This "
    "article asks what the clerks of three harbours wrote down, what they left out, and why their "
    "books differ so much from one another [1, 2]. We read some nine hundred pages.",
    "The first part describes the books and the people who kept them. The second compares the "
    "entries with what newspapers printed in the same weeks [14]. The third returns to the "
    "question of error, which earlier work has treated as a nuisance rather than as evidence.",
    "It turns out that the clerks knew very well what they were doing. Their silences follow the "
    "tariff, and where the tariff changed, the silences moved with it. We conclude that books of "
    "this kind should be read together with the rules that their keepers had to obey.",
)
NOISE = (
    "Received 3 May 2023. Accepted 9 July 2023.",
    "For citations: Aldous M. What Harbour Clerks Wrote Down. Maritime Studies. 2024;(1):5-28. "
    "(In Engl.) https://doi.org/10.5555/ms.2024.1.5",
    "Views: 29",
    "This work is licensed under a Creative Commons Attribution 4.0 License.",
)


@dataclass(frozen=True)
class Page:
    """A page: what stands before its list of references, the list, and what follows."""

    title: str
    body: Sequence[str]
    references: Sequence[str]
    after: Sequence[str] = ()

    @property
    def numbered(self) -> list[str]:
        return [f"{n}. {reference}" for n, reference in enumerate(self.references, 1)]


PAGE = Page("What Harbour Clerks Wrote Down", BODY, REFERENCES, NOISE)


def as_text(page: Page) -> bytes:
    parts = [page.title, *page.body, "References", *page.numbered, *page.after]
    return "\n\n".join(parts).encode()


def as_markdown(page: Page) -> bytes:
    parts = [f"# {page.title}", *page.body, "## References", "\n".join(page.numbered), *page.after]
    return "\n\n".join(parts).encode()


def as_html(page: Page, *, ordered: bool = True) -> bytes:
    def paragraphs(texts: Sequence[str]) -> str:
        return "\n".join(f"<p>{escape(text)}</p>" for text in texts)

    if ordered:
        items = "\n".join(f"<li>{escape(text)}\n" for text in page.references)
        listed = f"<ol>{items}</ol>"
    else:
        listed = paragraphs(page.numbered)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(page.title)}</title>
<style>p {{ margin: 0 }}</style><script>var cites = "[1] Nobody N. Nothing. 2001.";</script></head>
<body class="has-sidebar">
<div id="cookie-consent"><p>We use cookies. Smith J. Cookies. 2020;1:1-2.</p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/issues">Vol. 3, No. 1 (2024)</a></li></ul></nav>
<main><article><h1>{escape(page.title)}</h1>
{paragraphs(page.body)}
<h2>References</h2>
{listed}
</article></main>
<aside class="related"><h3>Most read</h3><ul>
<li>Rossi P. A Sidebar of Its Own. Maritime Studies. 2019; 14(1):1–9.</li></ul></aside>
{paragraphs(page.after)}
<footer>ISSN 5555-5555 (Print)</footer></body></html>""".encode()


def _styles() -> Any:
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet

    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], fontName="Serif", fontSize=10)
    body.alignment = 4
    title = ParagraphStyle("title", parent=styles["Title"], fontName="SerifBold")
    heading = ParagraphStyle("heading", parent=styles["Heading2"], fontName="SerifBold")
    entry = ParagraphStyle("entry", parent=body, fontSize=9, leading=10.5, spaceAfter=0)
    entry.leftIndent, entry.firstLineIndent, entry.spaceBefore = 14, -14, 0
    return title, heading, body, entry


def _fonts() -> None:
    """Fonts with Cyrillic and Czech letters: matplotlib brings some."""
    from pathlib import Path

    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name, file in (("Serif", "DejaVuSerif.ttf"), ("SerifBold", "DejaVuSerif-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))


def as_pdf(page: Page, columns: int = 1, *, repeat: int = 1, encrypt: str | None = None) -> bytes:
    """The page set by reportlab, with running heads and page numbers; ``repeat`` sets the body."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    _fonts()
    title, heading, body, entry = _styles()
    margin, gutter = 60, 18
    width = (A4[0] - 2 * margin - (columns - 1) * gutter) / columns
    frames = [
        Frame(margin + k * (width + gutter), 70, width, A4[1] - 140, 0, 0, 0, 0)
        for k in range(columns)
    ]

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("Serif", 8)
        canvas.drawString(margin, A4[1] - 45, f"Maritime Studies 2024, {page.title}")
        canvas.drawCentredString(A4[0] / 2, 40, str(document.page + 4))

    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4, encrypt=encrypt)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    story = [Paragraph(escape(page.title), title)]
    story += [Paragraph(escape(text), body) for _ in range(repeat) for text in page.body]
    if page.references:
        story.append(Paragraph("References", heading))
    story += [Paragraph(escape(text), entry) for text in page.numbered]
    story += [Paragraph(escape(text), body) for text in page.after]
    document.build(story)
    return stream.getvalue()


def as_docx(page: Page) -> bytes:
    """The page in Word's styles; the numbers of the list are Word's own."""
    import docx

    document = docx.Document()
    document.add_heading(page.title, 0)
    for text in page.body:
        document.add_paragraph(text)
    if page.references:
        document.add_heading("References", 1)
    for text in page.references:
        document.add_paragraph(text, style="List Number")
    for text in page.after:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>
<item id="toc" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/chapter%202.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/chapter1.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="toc"/><itemref idref="one"/><itemref idref="two"/></spine>
</package>"""


def as_epub(page: Page, package: str = PACKAGE) -> bytes:
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        '<head><title/><script src="a.js"/></head><body>'
    )
    first = "".join(f"<p>{escape(text)}</p>" for text in page.body)
    items = "".join(f'<li><a id="r"/>{escape(text)}</li>' for text in page.references)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", package)
        archive.writestr("OPS/nav.xhtml", f"{head}<p>Contents. Doe J. 1999.</p></body></html>")
        archive.writestr("OPS/text/chapter1.xhtml", f"{head}{first}</body></html>")
        archive.writestr(
            "OPS/text/chapter 2.xhtml", f"{head}<h1>References</h1><ol>{items}</ol></body></html>"
        )
    return stream.getvalue()
