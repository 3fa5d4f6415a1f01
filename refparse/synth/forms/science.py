"""Forms of biology, medicine, physics, chemistry, mathematics and engineering."""
# ruff: noqa: E501  # a form is one line, however long

from __future__ import annotations

from typing import Final

from refparse.synth.forms.base import (
    ALL_LATIN,
    ARTICLE,
    BOOK,
    DOI,
    LATIN,
    PAPER,
    PART,
    THESIS,
    Form,
    form,
)

BIOMEDICAL: Final[tuple[Form, ...]] = (
    form("nlm", ALL_LATIN, ARTICLE, "van van3 vandot vandot1",
          "<author>. <title>. <abbr>{. | }<year>[[{;|; }<volume>]][[(<issue>)]][[{:|: }<pages>]]."
          "[[ [<language>].]]" + DOI + "{.|}[[ PMID: <pmid>{.|}]]", 3),
    form("nlm-month", "en", ARTICLE, "van van3",
          "<author>. <title>. <abbr>. <year> <month>[[;<volume>]][[(<issue>)]][[:<pages>]]." + DOI),
    form("jama-book", ALL_LATIN, "book report", "van vandot",
          "<author>. <title>. [[<edition> %ed% ]][[<location>: ]]<publisher>{; |, }<year>[[. <total> %tot%]]."),
    form("nlm-chapter", ALL_LATIN, PART, "van vandot vanand",
          "<author>. <title>. {In: |%in% }[[<editor>{, editors|, editor|, eds|, ed}. ]]<booktitle>. "
          "[[<edition> %ed% ]][[<location>: ]]<publisher>; <year>. [[{p. |pp. }<pages>.]]"),
    form("plos", "en", ARTICLE, "van vanand",
          "<author> (<year>) <title>. <abbr> <volume>[[: <pages>]].[[ doi: <doi>]]"),
    form("cell", "en", ARTICLE, "apatight apaand", "<author> (<year>). <title>. <abbr> <volume>, <pages>." + DOI),
    form("nature", "en", ARTICLE, "apatight harv",
          "<author> <title>. <abbr> <volume>, <pages> (<year>)."),
    form("science", "en", ARTICLE, "initcomma inittightcomma",
          "<author>, <title>. <abbr> <volume>, <pages> (<year>)." + DOI),
    form("ecology", ALL_LATIN, ARTICLE, "vancomma apatight firstinit vanspace",
          "<author>{. | }<year>{. |: |, }<title>. <journal>[[ <volume>]][[{(<issue>)|, <issue>}]]"
          "[[{: |:|, }<pages>]]." + DOI, 2),
    form("biol-dash", "en de fr", ARTICLE, "vanspace vandot harv",
          "<author> (<year>){: |. | }<title>. – <abbr> <volume>[[ (<issue>)]]: <pages>.", 1.5),
    form("biol-dash-book", "en de fr", BOOK, "vanspace vandot harv",
          "<author> (<year>){: |. | }<title>. – <publisher>, <location>[[, <total> %tot%]]."),
    form("geology", "en", ARTICLE, "vancomma",
          "<author>, <year>, <title>: <journal>, v. <volume>[[, no. <issue>]], p. <pages>" + DOI + "."),
    form("supplement-first", "en de", ARTICLE, "van vandot",
          "<author>: <title>. <abbr> <volume>[[ (<issue>)]], <pages> (<year>){.|}"),
    form("vancouver-year-end", ALL_LATIN, ARTICLE, "van vandot init",
          "<author>{. |: }<title>. <abbr>{, | }<volume>[[(<issue>)]]{:|, }<pages>{, <year>| (<year>)}."),
)  # fmt: skip

PHYSICS: Final[tuple[Form, ...]] = (
    form("phys-rev", "en", "article-journal article", "init initoxford inittight initcomma",
          "<author>, <physjournal> <volume>, <first> (<year>){.|}[[ doi:<doi>]]", 2.5),
    form("phys-title", "en", ARTICLE, "init initoxford inittightcomma",
          "<author>, {<title>, |“<title>,” |\"<title>,\" |<title>. }<physjournal> <volume>[[ (<issue>)]], <first> (<year>)."),
    form("phys-b", "en", ARTICLE, "inittight init inittightcomma",
          "<author>, <physjournal> <volume> (<year>) <first>{.|}{ [arXiv:<arxiv>]| arXiv:<arxiv>|}", 2),
    form("jhep", "en", ARTICLE, "inittight initcomma",
          "<author>, <title>, <physjournal> <volume> (<year>) <first> [{arXiv:|}<arxiv>]."),
    form("astro", "en", ARTICLE, "apatight vancomma apa",
          "<author>{ |, }<year>, <astrojournal>, <volume>, <first>{|.}", 1.6),
    form("acs", "en", ARTICLE, "acs semitight",
          "<author> {<title>. |}<abbr> <year>, <volume>[[ (<issue>)]], <pages>.", 2),
    form("rsc", "en", ARTICLE, "inittight init", "<author>, <abbr>, <year>, <volume>, <pages>."),
    form("angewandte", "en de", ARTICLE, "inittightcomma initcomma",
          "<author>, <physjournal> <year>, <volume>, <pages>{.|;}"),
    form("math", "en fr de", ARTICLE, "init initcomma natural",
          "<author>, <title>, <abbr>{ |, }<volume> (<year>)[[, no. <issue>]], <pages>."),
    form("math-book", "en", BOOK, "init natural",
          "<author>, <title>[[, <series>[[, vol. <snumber>]]]], <publisher>, <location>, <year>."),
    form("preprint", "en", "article-journal article", "init initcomma apa vandot",
          "<author>{, |. }[[<title>{, |. }]]{arXiv:|<server>, |<server> arXiv:|preprint arXiv:}<arxiv>{, <year>| (<year>)|}{.|}", 0.7),
    form("ieee", LATIN, ARTICLE, "initoxford init inittight",
          "<author>, “<title>,” <abbr>, vol. <volume>[[, no. <issue>]], pp. <pages>, [[<month> ]]<year>"
          "[[, doi: <doi>]].", 2),
    form("ieee-conf", "en", PAPER, "initoxford init",
          "<author>, “<title>,” in <booktitle>[[, <location>]], <year>[[, pp. <pages>]].", 2),
    form("ieee-book", "en", BOOK, "initoxford init",
          "<author>, <title>[[, <edition> ed]]. [[<location>: ]]<publisher>, <year>[[, pp. <total>]]."),
    form("ieee-thesis", "en", THESIS, "initoxford",
          "<author>, “<title>,” <genre>[[, <publisher>]][[, <location>]], <year>."),
    form("lncs", "en", PAPER, "apatight vancomma",
          "<author>: <title>. In: [[<editor> (eds.) ]]<booktitle>[[. <series>[[, vol. <snumber>]]]]"
          "[[, pp. <pages>]]. <publisher>[[, <location>]] (<year>)"),
    form("lncs-article", "en", ARTICLE, "apatight vancomma",
          "<author>: <title>. <abbr> <volume>[[(<issue>)]], <pages> (<year>)"),
    form("plain-bst", "en", ARTICLE, "naturalcomma natural init",
          "<author>. <title>. <journal>, <volume>[[(<issue>)]]:<pages>, [[<month> ]]<year>.", 1.5),
    form("plain-bst-conf", "en", PAPER, "natural initoxford",
          "<author>. <title>. In [[<editor>, editors, ]]<booktitle>[[, volume <volume>]]"
          "[[ of <series>]][[, pages <pages>]][[, <location>]], <year>. [[<publisher>.]]", 2),
    form("plain-bst-book", "en", BOOK, "natural init",
          "<author>. <title>[[, volume <volume>]][[ of <series>]]. <publisher>[[, <location>]]"
          "[[, <edition> edition]], <year>."),
    form("conf-parentheses", "en", PAPER, "apatight harv apa",
          "<author> (<year>). <title>. {In |Paper presented at the |In: }<booktitle>[[ (<pages>)]][[, <location>]]."),
)  # fmt: skip
