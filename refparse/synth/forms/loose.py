"""Forms with much left open: what careful and careless lists of all languages share."""
# ruff: noqa: E501  # a form is one line, however long

from __future__ import annotations

from typing import Final

from refparse.synth.forms.base import ARTICLE, BOOK, LATIN, PART, URL, Form, form

LOOSE: Final[tuple[Form, ...]] = (
    form("loose-article", LATIN, ARTICLE, "init natural van full harv vandot semi",
          "<author>{, |. |: }{“<title>”|<title>|‘<title>’|\"<title>\"}{, |. |, %in% |. %in% }{<journal>|<abbr>}"
          "[[{, %vol% <volume>|, <volume>| <volume>}]][[{, %no% <issue>|(<issue>)| (<issue>)|/<issue>|, <issue>|.<issue>}]]"
          "{, <year>| (<year>)|. <year>|, [[<month> ]]<year>}[[{, %pp% <pages>|, <pages>|: <pages>|. %pp% <pages>}]].", 3),
    form("loose-book", LATIN, "book report", "init natural van full harv vandot semi caps",
          "<author>{, |. |: | (<year>). | (<year>) }<title>[[{, <edition> %ed%|. <edition> %ed%| (<edition> %ed%)}]][[{, <series>[[{, %no% <snumber>| <snumber>|, %vol% <snumber>}]]|. <series>[[{, %no% <snumber>| <snumber>|, %vol% <snumber>}]]| (<series>[[{, %no% <snumber>| <snumber>|, %vol% <snumber>}]])}]]"
          "{. <location>: <publisher>|, <publisher>, <location>|, <location>, <publisher>|, <publisher>|. <publisher>|, <location>}{, <year>|. <year>| <year>}[[{. |, }<total> %tot%]].", 2.5),
    form("loose-chapter", LATIN, PART, "init natural van full harv vandot semi / init natural full vandot",
          "<author>{, |. |: }{“<title>”|<title>|‘<title>’|\"<title>\"}{, %in% |. %in% | %in% }[[{<editor> %eds%{, |: |. }|%edby% <editor>, }]]<booktitle>"
          "[[{, %vol% <volume>|. %vol% <volume>}]][[{, <series>[[{, %no% <snumber>| <snumber>}]]|. <series>[[{, %no% <snumber>| <snumber>}]]| (<series>[[{, %no% <snumber>| <snumber>}]])}]]"
          "{. <location>: <publisher>|, <publisher>, <location>|, <location>, <publisher>|, <publisher>|. <publisher>|, <location>}{, <year>|. <year>| (<year>)}[[{, %pp% <pages>|, <pages>|: <pages>}]].", 2.5),
    form("loose-translated", LATIN, BOOK, "full natural init / natural init",
          "<author>{, |. |: }<title>{, |. }%trans% <translator>{. <location>: <publisher>|, <publisher>, <location>|, <location>}{, <year>|}{|, p. <cited>}."),
    form("loose-volumes", LATIN, BOOK, "natural full init",
          "<author>{, |. }<title>, {%vol% <volume>|<volume>}{, <location>: <publisher>|, <publisher>|, <location>}{, <year>| <year>}{|, %pp% <cited>}."),
    form("loose-set", LATIN, BOOK, "natural full init caps",
         "<author>{, |. |: }<title>, {<volumes> vols.|<volumes> vol.|<volumes> Bde.|<volumes> voll.|<volumes> vols}{, <location>: <publisher>|, <publisher>|, <location>|. <location>}{, <year>| <year>}.", 0.5),
    form("loose-isbn", LATIN, "book", "full apa van",
          "<author>{ (<year>)|}{. |, |: }<title>{. <location>: <publisher>|. <publisher>}{, <year>|}{. ISBN |, ISBN: |. ISBN: }<isbn>.", 0.8),
    form("loose-online", LATIN, ARTICLE, "apa full van",
          "<author>{ (<year>)|. <year>}{. |, }{“<title>”|<title>} [<medium>]. <journal>[[, <volume>]][[(<issue>)]][[, <pages>]]." + URL, 0.7),
)  # fmt: skip
