"""Forms of French, Italian, Spanish and Portuguese lists and footnotes."""
# ruff: noqa: E501  # a form is one line, however long

from __future__ import annotations

from typing import Final

from refparse.synth.forms.base import ARTICLE, BOOK, CHAPTER, PART, WEB, Form, form

FRENCH: Final[tuple[Form, ...]] = (
    form("fr-article", "fr", ARTICLE, "caps nocomma full capsand natural init initcaps capsinit bracketed capsbracketed",
          "<author>{, | (<year>), |. }{« <title> »|«<title>»|\"<title>\"|“<title>”}, <journal>"
          "[[, {vol. |t. |}<volume>]][[, {n° |no |n°|fasc. }<issue>]]{, <year>|}[[, p. <pages>]].", 4),
    form("fr-article-notes", "fr", ARTICLE, "natural init",
          "{|Voir |Cf. |}<author>, « <title> », {<journal>|dans <journal>|in <journal>}[[, <volume>]][[/<issue>]], <year>[[, p. <pages>]]{|, ici p. <cited>}.", 2),
    form("fr-book", "fr", "book report", "caps nocomma full natural init capsand capsinit bracketed capsbracketed",
          "<author>{, | (<year>), |. }<title>[[, <edition> éd.]][[, trad. <translator>]]{, <location>, <publisher>|, <publisher>|. <location> : <publisher>|, <location> : <publisher>}"
          "[[, coll. « <series> »]]{, <year>|}{[[, <total> p]]|, p. <cited>|}.", 4),
    form("fr-edited", "fr", BOOK, "caps full natural",
          "<editorfirst> {(dir.)|(éd.)|(éds)|(sous la dir. de)|(dirs.)}, <title>, <location>, <publisher>, <year>."),
    form("fr-chapter", "fr", PART, "caps nocomma full natural init capsinit bracketed / natural init full",
          "<author>{, | (<year>), |. }{« <title> »|“<title>”}, {in |dans |in : |In }[[<editor> {(dir.)|(éd.)|(éds.)|(dirs)|(sous la dir.)}, ]]"
          "<booktitle>{, <location>, <publisher>|, <publisher>|. <location> : <publisher>}{, <year>|}[[, p. <pages>]].", 3.5),
    form("fr-thesis", "fr", "thesis", "caps full natural",
          "<author>, <title>[[, <genre>]][[, <publisher>]]{, <year>|, <location>, <year>}."),
    form("fr-web", "fr", WEB, "caps full natural",
          "[[<author>, ]]« <title> »[[, <booktitle>]][[, <year>]][[, {en ligne : |URL : |[en ligne] |}<url>[[{ (consulté le <accessed>)|, consulté le <accessed>| [consulté le <accessed>]}]]]]."),
    form("fr-iso", "fr", "article-journal", "capsand capscomma",
          "<author>. <title>. <journal>[{en ligne|En ligne}]. "
          "[[<month> ]]<year>[[, vol. <volume>]][[, n° <issue>]][[, p. <pages>]].", 0.5),
)  # fmt: skip

ITALIAN: Final[tuple[Form, ...]] = (
    form("it-article", "it", ARTICLE, "initcaps init natural initcapsdash family naturalcaps",
          "{|Cfr. |Cf. |V. }<author>, <title>, {in |}{«<journal>»|“<journal>”|<journal>}[[, {|s. II, |}<volume>]][[ (<year>)]][[, {n. |fasc. |}<issue>]]{, pp. |, p. }<pages>{|.|;}", 4),
    form("it-article-year", "it", ARTICLE, "initcaps init natural",
          "<author>, <title>, in «<journal>»[[, <volume>]]{, <year>| (<year>)}[[, {n. |fasc. |}<issue>]][[, pp. <pages>]]{|.}", 3),
    form("it-book", "it", "book report", "initcaps init natural initcapsdash naturalcaps",
          "{|Cfr. |Cf. |V. }<author>, <title>[[, {vol. |}<volume>]]{, <location>, <publisher>, <year>|, <location> <year>|, <publisher>, <location> <year>|, <location>, <year>}{|, p. <cited>|, pp. <cited>}{|.|;}", 4),
    form("it-chapter", "it", PART, "initcaps init natural / init natural initone",
          "{|Cfr. |}<author>, <title>, in <booktitle>[[, {a cura di|a c. di} <editor>]]{, <location>, <publisher>, <year>|, <location> <year>|, <publisher>, <location> <year>}[[, pp. <pages>]]{|.}", 4),
    form("it-chapter-eds", "it", CHAPTER, "init natural full / init natural full",
          "<author>{, | (<year>), }<title>, in <editor> (a cura di), <booktitle>, <publisher>, <location>{ <year>|, <year>|}[[, pp. <pages>]]."),
    form("it-edited", "it", BOOK, "init natural full",
          "<editorfirst> (a cura di), <title>, <publisher>, <location> <year>."),
    form("it-edited-by", "it fr es", BOOK, "init natural",
          "<title>, %edby% <editor>, <location>{, <publisher>, <year>| <year>}."),
    form("it-short", "it", "book article-journal", "family init familycaps",
          "{|Cfr. |V. }<author>, <shorttitle>, {cit., |}{p. |pp. |}<cited>{.|;|}", 1),
    form("it-authoryear", "it", "book article-journal", "familycaps family",
          "<author> {(<year>)|<year>|<year>}, {p. |pp. }<cited>.", 0.3),
    form("it-thesis", "it", "thesis", "init natural",
          "<author>, <title>, <genre>[[, <publisher>]], {a.a. |}<year>."),
)  # fmt: skip

IBERIAN: Final[tuple[Form, ...]] = (
    form("abnt", "pt", ARTICLE, "abnt capsinitcomma capscomma",
          "<author>. <title>. <journal>[[, <location>]][[, v. <volume>]][[, n. <issue>]][[, p. <pages>]]{, [[<month> ]]<year>|}.[[ DOI: <doi>.]]"
          "[[ Disponível em: {<url>|\\<<url>\\>}.[[ Acesso em: <accessed>.]]]]", 5),
    form("abnt-book", "pt", "book report", "abnt capscomma",
          "<author>. <title>.[[ <edition> ed.]][[ Tradução de <translator>.]] <location>: <publisher>, <year>.[[ <total> p.]]", 4),
    form("abnt-edited", "pt", BOOK, "abnt capscomma",
          "<editorfirst> (Org.). <title>. <location>: <publisher>, <year>."),
    form("abnt-chapter", "pt", PART, "abnt capscomma capsinitcomma / abnt capscomma",
          "<author>. <title>. In: [[<editor> {(Org.)|(Orgs.)|(Ed.)|(org.)}. ]]<booktitle>. [[<edition> ed. ]]<location>: <publisher>, <year>.[[ p. <pages>.]]", 4),
    form("abnt-thesis", "pt", "thesis", "abnt capscomma",
          "<author>. <title>. <year>. [[<total> f. ]]<genre>[[ – <publisher>]][[, <location>]], <year>.", 3),
    form("abnt-web", "pt", WEB, "abnt",
          "[[<author>. ]]<title>. [[<booktitle>, ]]<year>. Disponível em: {<url>|\\<<url>\\>}.[[ Acesso em: <accessed>.]]", 2),
    form("pt-article", "pt", ARTICLE, "apa apaand full",
          "<author> (<year>){. |, }{<title>|“<title>”}{. |, }<journal>, <volume>[[(<issue>)]], <pages>."),
    form("es-article", "es", ARTICLE, "apa caps capsand full nocomma capsinitcomma firstinit",
          "<author>{ (<year>): |. |, | (<year>), }{“<title>”|«<title>»|<title>|\"<title>\"}{, |. |, en }<journal>"
          "[[, {vol. |}<volume>]][[{, núm. <issue>|, n.º <issue>| (<issue>)|, no. <issue>|, nº <issue>}]]{, <year>|}[[, {pp. |p. |}<pages>]].", 4),
    form("es-book", "es", "book report", "apa caps capsand full nocomma",
          "<author>{ (<year>): |. |, | (<year>). }<title>[[. <edition> ed]]{. <location>: <publisher>|, <location>, <publisher>|. <publisher>, <location>|. <publisher>}{, <year>|}[[, <total> p]].", 3),
    form("es-chapter", "es", PART, "apa caps capsand full / init natural full",
          "<author>{ (<year>): |. |, | (<year>). }{“<title>”|«<title>»|<title>}{, en |. En: |. En }[[<editor> {(ed.)|(eds.)|(coord.)|(comps.)}, ]]<booktitle>"
          "[[{ (pp. <pages>)|, pp. <pages>}]]{. <location>: <publisher>|, <location>, <publisher>}{, <year>|}.", 3),
    form("es-thesis", "es", "thesis", "apa full caps",
          "<author>{ (<year>). |. }<title>[[{ (<genre>)|. <genre>| [<genre>]}]]{. |, }[[<publisher>]][[, <location>]]{, <year>|}."),
)  # fmt: skip
