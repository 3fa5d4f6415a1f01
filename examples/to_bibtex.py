"""References in a text file to a BibTeX file: ``python to_bibtex.py references.txt``."""

import sys
from pathlib import Path

import refparse

source = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "references.txt"
for citation in refparse.parse_many(source.read_text("utf-8").splitlines()):
    if citation.error:
        print(citation.error[1], file=sys.stderr)
    else:
        print(citation.to_bibtex())
