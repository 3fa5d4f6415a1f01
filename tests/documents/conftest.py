"""Pages in every form, made once."""

from __future__ import annotations

import pytest

from tests.documents import pages

FORMS = {
    "text": pages.as_text,
    "markdown": pages.as_markdown,
    "html": pages.as_html,
    "html-paragraphs": lambda page: pages.as_html(page, ordered=False),
    "pdf": pages.as_pdf,
    "pdf-columns": lambda page: pages.as_pdf(page, 2),
    "docx": pages.as_docx,
    "epub": pages.as_epub,
}


@pytest.fixture(scope="session")
def made() -> dict[str, bytes]:
    """The page of own invention in every form."""
    return {name: make(pages.PAGE) for name, make in FORMS.items()}
