"""Where the printed reference decides, not what its maker knew."""

from __future__ import annotations

import pytest

from refparse.synth.settle import by_guideline
from tests.corpus.notation import labelled, tagged


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        ("<journal|Plains>, <issue|11>: <pages|9>", "<journal|Plains>, <volume|11>: <pages|9>"),
        ("<journal|Plains> <issue|3–4>, <date|1999>", "<journal|Plains> <volume|3–4>, <date|1999>"),
        ("<journal|Plains>, no. <issue|11>, <pages|9>", None),
        ("<journal|Plains> (<issue|11>), <pages|9>", None),
        ("<journal|Plains>, <issue|11>/<date|1999>", None),
        ("<journal|Plains> <issue|Suppl 2>, <date|1999>", None),
        ("<journal|Plains> <volume|4>, <issue|11>", None),
        ("<issue|11>, <journal|Plains>", None),
        (
            "<title|Towers>. <location|Bern>: <institution|University of X>, <date|1999>",
            "<title|Towers>. <location|Bern>: <publisher|University of X>, <date|1999>",
        ),
        ("<genre|PhD thesis>, <location|Bern>: <institution|University of X>", None),
        ("<title|Towers>, <location|Bern>, <institution|University of X>", None),
        (
            "<author|Doe>, <title|Towers>, cit., p. <pages|9>",
            "<author|Doe>, <title|Towers>, <note|cit.>, p. <pages|9>",
        ),
        (
            "<author|Doe>, <title|Towers>, art. cit., p. <pages|9>",
            "<author|Doe>, <title|Towers>, <note|art. cit.>, p. <pages|9>",
        ),
        ("<author|Doe>, <title|Towers>, <note|op. cit.>, p. <pages|9>", None),
        ("<author|Doe>, <title|Towers> [online] [cit. <accessed|2020-01-02>]", None),
        (
            "<author|Doe>, <title|Towers>, in <author|J. Roe> (ed.), <booktitle|Plains>",
            "<author|Doe>, <title|Towers>, in <editor|J. Roe> (ed.), <booktitle|Plains>",
        ),
        ("<author|Doe J> (ed.), <title|Towers>", None),
        (
            "<title|Towers>. [S. l.: s. n.], <date|1999>",
            "<title|Towers>. [<location|S. l>.: <publisher|s. n>.], <date|1999>",
        ),
        ("<title|Towers>. <date|1995>. s. n. 47.", None),
        (
            "<author|Doe> (supra n. 3) <pages|144>",
            "<author|Doe> (<note|supra n. 3>) <pages|144>",
        ),
        ("<author|Ames J, Bell M.> <title|Towers>", "<author|Ames J, Bell M>. <title|Towers>"),
    ],
)
def test_by_guideline(made: str, wanted: str | None) -> None:
    reference = labelled(made)
    found = by_guideline(reference.text, list(reference.spans))
    after = labelled(wanted or made)
    assert (found, reference.text) == (list(after.spans), after.text)
    assert tagged(after) == (wanted or made)
