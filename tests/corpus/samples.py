"""Invented labelled references of many kinds, in the guideline's labels."""

from __future__ import annotations

from refparse.corpus import LabelledReference
from tests.corpus.notation import labelled

_NOTATIONS = {
    "article": (
        "[<number|12>] <author|Doe, J., & Roe, R. B.> (<date|2016>). <title|Tall towers: "
        "A < B & C>. <journal|Plain Letters>, <volume|37>(<issue|2>), pp. <pages|206–225>. "
        "https://doi.org/<doi|10.1000/xyz(3)>",
        "en",
    ),
    "chapter": (
        "<author|Poe, Ann>: <title|Türme>. In: <editor|R. Roe, J. Doe> (Hrsg.), <booktitle|Ebenen>"
        " (<series|Reihe der Ebene>). <location|Ebenstadt>: <publisher|Flach Verlag> "
        "<date|1999>, S. <pages|12-34>.",
        "de",
    ),
    "book": (
        "<editor|Roe R> (ed.) <title|The plain book>, transl. by <translator|Ann Poe>, "
        "<edition|2nd> ed. <location|Plainville>: <publisher|Plain Press>, <date|n.d>. "
        "ISBN <isbn|978-3-16-148410-0>",
        "en",
    ),
    "thesis": (
        "<author|Doe J.> <title|Towers>. <genre|PhD thesis>, <institution|University of Plain>, "
        "<date|March 2001>. (<language|In Russian>)",
        None,
    ),
    "preprint": (
        "<author|Doe J.> <title|Towers>. arXiv:<arxiv|1501.00001>, PMID: <pmid|1234567>, "
        "<identifier|CS-TR-12>, ISSN <issn|1234-5678>. <note|in press>",
        None,
    ),
    "web": (
        "<title|Plain facts> [<medium|Online>]. <url|http://plain.example/a?b=1&c=2> "
        "(accessed <accessed|12 May 2016>).",
        None,
    ),
    "russian": (
        "<author|Иванов И.И.> <title|Башни> // <journal|Вестник равнины>. <date|2008>. "
        "Т. <volume|3>. № <issue|4>. С. <pages|12–18>.",
        "ru",
    ),
    "chinese": (
        "<author|李四>. <title|高塔研究>. <journal|平原学报>, <date|2010>, <volume|26>",
        "zh",
    ),
    "in a book without title": (
        "<author|Doe J.>, in <booktitle|The plain book>, ed. <editor|R. Roe>, p. <pages|5>",
        None,
    ),
}

SAMPLES: dict[str, LabelledReference] = {
    name: labelled(notation, f"sample-{index}", lang)
    for index, (name, (notation, lang)) in enumerate(_NOTATIONS.items(), 1)
}
