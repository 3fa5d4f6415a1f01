"""Footnotes and law in English, and the German tradition."""
# ruff: noqa: E501  # a form is one line, however long

from __future__ import annotations

from typing import Final

from refparse.synth.forms.base import ARTICLE, BOOK, CHAPTER, DOI, NEWS, PART, WEB, Form, form

FOOTNOTES: Final[tuple[Form, ...]] = (
    form("law", "en fr it es pt pl", "legislation", "init",
         "<law>{, <gazette>, <date>|. <gazette>, <date>| (<gazette> <date>)|, in <gazette>, {n. |no. |n° |nr |}<cited>}[[{, |. }%url% <url>]]{.|}"),
    form("note-article", "en", ARTICLE, "natural init",
          "{|See |Cf. |}<author>, {“<title>,”|‘<title>’,|'<title>',} <journal> <volume>[[{, no. <issue>|:<issue>|/<issue>}]] (<year>)"
          "{: <pages>|, pp. <pages>|, <pages>}{|, at <cited>}.", 2),
    form("note-book", "en", BOOK, "natural init / natural",
          "{|See |Cf. |}<author>, <title>[[, trans. <translator>]][[, <edition> ed.]] (<location>: <publisher>, <year>)"
          "{|, <cited>|, p. <cited>|, pp. <cited>}.", 2),
    form("note-book-short", "en fr it", BOOK, "natural init",
          "<author>, <title>, <location>, <year>{|, p. <cited>}."),
    form("note-edited", "en", BOOK, "natural init",
          "<editorfirst>{, eds.,| (eds),| (ed.),|, ed.,} <title> (<location>[[: <publisher>]], <year>){|, p. <cited>}."),
    form("note-chapter", "en", CHAPTER, "natural init / natural init",
          "<author>, {“<title>,”|‘<title>’,|'<title>',} in <booktitle>[[, ed. <editor>]] (<location>: <publisher>, <year>)[[, <pages>]]."),
    form("note-chapter-eds", "en", CHAPTER, "natural init / natural init",
          "<author>, {“<title>”|‘<title>’|'<title>'}, in <editor> {(eds)|(ed.)|(eds.)}, <booktitle> (<location>[[, <publisher>]], <year>)[[, pp. <pages>]]."),
    form("note-short", "en de fr it es", "book article-journal chapter", "family familyslash",
          "<family>, <shorttitle>, %pp% <cited>.", 0.6),
    form("note-opcit", "en fr it es pt de", "book article-journal", "family natural init",
          "<author>, [[<shorttitle>, ]]<note>, {p.|pp.} <cited>.", 0.6),
    form("note-same", "en de fr it es", "book", "natural",
          "<same>{, |: |. }<title>{, <location>| <location>}{: <publisher>|}{, <year>| <year>}{|, S. <cited>|, p. <cited>}.", 0.6),
    form("bluebook", "en", ARTICLE, "natural",
          "<author>, <title>, <volume> <lawjournal> <first>{|, <cited>} (<year>).", 1.2),
    form("bluebook-book", "en", BOOK, "natural naturalcaps",
          "<author>, <title> {<cited> |}(<year>)."),
    form("oscola", "en", ARTICLE, "natural init",
          "<author>, ‘<title>’ (<year>) <volume>[[(<issue>)]] <lawjournal> <first>{|, <cited>}{.|}", 1.2),
    form("oscola-book", "en", BOOK, "natural init",
          "<author>, <title> ([[<edition> edn, ]]<publisher> <year>){| <cited>}{.|}"),
    form("oscola-chapter", "en", CHAPTER, "natural init",
          "<author>, ‘<title>’ in <editor> {(ed)|(eds)}, <booktitle> (<publisher> <year>){| <cited>}{.|}"),
    form("case-us", "en", "legal_case", "init",
          "<title>, <volume> <journal> <pages>{|, <cited>} ([[<court> ]]<year>).", 3),
    form("case-uk", "en", "legal_case", "init", "<title> [<year>] <volume> <journal> <pages>[[ ({<court>})]].", 2),
    form("case-de", "de", "legal_case", "init", "<journal> <volume>, <pages> (<cited>){|.}", 2),
)  # fmt: skip

GERMAN: Final[tuple[Form, ...]] = (
    form("de-commentary", "de", BOOK, "family naturalslash / natural family",
         "{|Vgl. |}<author>, in: <editor> {(Hrsg.)|(Hg.)}, <title>[[, <edition> Aufl.]]{ <year>|, <year>}, <paragraph>{|.}"),
    form("law-de", "de", "legislation", "init", "<law>{ (<gazette> S. <cited>)|, <gazette> <year>, S. <cited>|, <gazette> {I |}<year>, <cited>|}{.|}"),
    form("de-article", "de", ARTICLE, "full slash slashspace semi semifull",
          "<author>{ (<year>): |, <year>: | (<year>), | (<year>). }{<title>|„<title>“|»<title>«}{. In: |, in: |. |, In: }<journal>"
          "[[{, Jg. <volume>|, Bd. <volume>| <volume>|, <volume>. Jg.}]][[{ (<issue>)|, H. <issue>|, Heft <issue>|, Nr. <issue>|/<issue>}]]"
          "[[, {S. |}<pages>]]{.|}" + DOI, 3),
    form("de-article-end", "de", ARTICLE, "full slash natural naturalslash",
          "<author>: {<title>|„<title>“|»<title>«}{, in: |. In: }<journal> <volume>[[{ (<year>), H. <issue>|/<issue> (<year>)}]][[, S. <pages>]].", 2),
    form("de-article-year", "de", ARTICLE, "natural full init slash",
          "<author>{: |, }<title>{, in: |. In: }<journal>{ <volume> (<year>)| <volume>, <year>| <year>}[[, Heft <issue>]]{, S. <pages>|, <pages>}{.|}", 2),
    form("de-book", "de", "book report", "full slash slashspace semi",
          "<author>{ (<year>): |, <year>: | (<year>). | (<year>), }<title>[[. <edition> {Aufl.|Auflage}]]"
          "{. <location>: <publisher>|, <location>: <publisher>|, <location>|. <location>}[[. <total> S]].", 3),
    form("de-book-end", "de", "book report", "full natural slash init",
          "<author>{: |, }<title>[[{. |, }<edition> {Aufl.|Auflage}]]{, <location>: <publisher> <year>|, <location> <year>|. <location> <year>|. <location>: <publisher>, <year>}"
          "{|, S. <pinpoint>}{.|}", 3),
    form("de-edited", "de", BOOK, "full slash natural semi",
          "<editorfirst> {(Hrsg.)|(Hg.)|(Hgg.)}{ (<year>): |: }<title>. <location>{: <publisher>|}{, <year>|}.", 2),
    form("de-chapter", "de", PART, "full slash semi slashspace / full natural slash init",
          "<author>{ (<year>): |, <year>: | (<year>). | (<year>), }{<title>|„<title>“}{. In: |, in: |. In }[[<editor> {(Hrsg.)|(Hg.)|(Hgg.)|(Hrsg.)}{: |, }]]"
          "<booktitle>[[. Bd. <volume>]]{. <location>: <publisher>|, <location>: <publisher>|. <location>|, <location>}[[, S. <pages>]]{.|}", 3.5),
    form("de-chapter-end", "de", PART, "natural full slash init / natural naturalslash init",
          "<author>{: |, }{<title>|„<title>“|»<title>«}{, in: |. In: }[[<editor> {(Hrsg.)|(Hg.)}{: |, }]]<booktitle>"
          "{, <location> <year>|. <location>: <publisher> <year>|, <location>: <publisher>, <year>}[[, S. <pages>]]{|, hier S. <cited>}.", 3),
    form("de-chapter-hrsgv", "de", CHAPTER, "natural full / natural",
          "<author>, <title>, in: <booktitle>, %edby% <editor>, <location> <year>[[, S. <pages>]]."),
    form("de-law-article", "de", ARTICLE, "family familyslash init",
          "{|Vgl. |So |Siehe |vgl. }<author>, {<lawjournal> <year>, <first>|<lawjournal> <volume> (<year>), <first>|<title>, <lawjournal> <year>, S. <first>}{| (<pinpoint>)| (<cited>)}{|.|;}", 2),
    form("de-law-book", "de", BOOK, "family natural init",
          "{|Vgl. |Siehe |}<author>, <title>[[, <edition> Aufl.]]{ <year>|, <year>|, <location> <year>}, {S. <pinpoint>|<paragraph>}{|.}", 2),
    form("de-law-chapter", "de", CHAPTER, "family natural / family natural",
          "{|Vgl. |}<author>, {<title>, |}in: <editor> {(Hrsg.)|(Hg.)}, <booktitle>{, <year>| (<year>)}, {S. <pages>|S. <first>}{| (<cited>)}{|.}", 1.5),
    form("de-short", "de", "book article-journal chapter", "family familyslash",
          "{|Vgl. |Siehe |vgl. }<family>{ (<year>), S. <pinpoint>| <year>, S. <pinpoint>| <year>: <cited>}{.|}", 0.5),
    form("de-note-aao", "de", "book", "family natural",
          "<author>{, |: }[[<shorttitle>]]{ (<note>), S. |, <note>, S. }<cited>.", 0.5),
    form("de-thesis", "de", "thesis", "full semi natural",
          "<author>{ (<year>): |: |, <year>: }<title>{. |, }[[<genre>, ]][[<publisher>]][[, <location>]]{.|, <year>.}", 2),
    form("de-web", "de", WEB, "full slash natural",
          "[[<author>{ (<year>)|, <year>}: ]]<title>[[. In: <booktitle>]][[{. |, }{URL: |Online: |Online unter: |}{<url>|<url>|\\<<url>\\>}[[{ (Zugriff: <accessed>)| (abgerufen am <accessed>)| [<accessed>]| (<accessed>)}]]]]."),
    form("de-news", "de", NEWS, "natural full",
          "[[<author>: ]]{<title>|„<title>“}{. In: |, in: }<journal>{ vom <date>|, <date>| ({<date>})}[[, S. <pages>]]."),
)  # fmt: skip
