"""References in a text file to a file for every program: ``python to_formats.py FILE FOLDER``.

Zotero and pandoc read ``references.json``, JabRef and LaTeX ``.bib``, EndNote ``.xml``, catalogues
``.mods``, publishers ``.jats`` and ``.tei``, Typst ``.yaml``; ``references.html`` is for people.
"""

import sys
import tempfile
from pathlib import Path

import refparse
from refparse.formats import Record, get_format

FILES = {
    "csl": "references.json",
    "biblatex": "references.bib",
    "ris": "references.ris",
    "endnote": "references.xml",
    "mods": "references.mods",
    "jats": "references.jats",
    "tei": "references.tei",
    "yaml": "references.yaml",
    "html": "references.html",
}

source = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "references.txt"
folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
citations = list(refparse.parse_many(source.read_text("utf-8").splitlines()))
for name, file in FILES.items():
    with open(folder / file, "w", encoding="utf-8", newline="\n") as stream:
        get_format(name).write((Record(one.text, one) for one in citations), stream)
    print(f"{name:9} {get_format(name).description:65} {folder / file}")
