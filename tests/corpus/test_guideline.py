from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.corpus import LabelledReference, from_record
from refparse.corpus.guideline import RULES, drop_if_unlabelled, normalise, normalise_all
from refparse.corpus.profiles import DEFAULT, PROFILES, Profile, profile_of
from refparse.labels import LABELS
from tests.corpus.notation import labelled, tagged

_TITLE = "<author|Doe J.> <title|Tall towers of the plain>"

# What a corpus may say, and what the guideline wants. All references are invented.
_CASES = {
    "isbn": (
        f"{_TITLE}. <isbn|ISBN: 978-3-16-148410-0>",
        f"{_TITLE}. ISBN: <isbn|978-3-16-148410-0>",
    ),
    "pages": (f"{_TITLE}, <pages|p. 167-177>", f"{_TITLE}, p. <pages|167-177>"),
    "pages behind": (f"{_TITLE}. <pages|320 pp.>", f"{_TITLE}. <pages|320> pp."),
    "supplement pages stay": (f"{_TITLE}, <pages|S20-S30>", f"{_TITLE}, <pages|S20-S30>"),
    "article number stays": (f"{_TITLE}, <pages|e0123>", f"{_TITLE}, <pages|e0123>"),
    "german pages": (f"{_TITLE}, <pages|S. 20-30>", f"{_TITLE}, S. <pages|20-30>"),
    "russian pages": (f"{_TITLE}. <pages|С. 20–30>", f"{_TITLE}. С. <pages|20–30>"),
    "number": (f"<number|[62]> {_TITLE}", f"[<number|62>] {_TITLE}"),
    "number in author": (
        "<author|12. Doe J, Roe R.> <title|Tall towers>",
        "<number|12>. <author|Doe J, Roe R>. <title|Tall towers>",
    ),
    "number as note": (f"<note|62>. {_TITLE}", f"<number|62>. {_TITLE}"),
    "a year is no number": (f"<date|1968> {_TITLE}", f"<date|1968> {_TITLE}"),
    "accessed": (
        f"{_TITLE}. <url|http://a.example/x> <accessed|[accessed 12 May 2016]>",
        f"{_TITLE}. <url|http://a.example/x> [accessed <accessed|12 May 2016>]",
    ),
    "accessed with source": (
        f"{_TITLE}. <accessed|Retrieved June 19, 1998, from Plain Library>",
        f"{_TITLE}. Retrieved <accessed|June 19, 1998>, from Plain Library",
    ),
    "date of access": (
        f"{_TITLE}. <url|http://a.example/x>. Acesso em: marzo <date|2018>",
        f"{_TITLE}. <url|http://a.example/x>. Acesso em: <accessed|marzo 2018>",
    ),
    "edition in title": (
        "<author|Doe J.> <title|Tall towers (2nd ed.)>. <publisher|Plain Press>",
        "<author|Doe J.> <title|Tall towers> (<edition|2nd> ed.). <publisher|Plain Press>",
    ),
    "volume in booktitle": (
        f"{_TITLE}. In <booktitle|Handbook of plains, Vol. 3>",
        f"{_TITLE}. In <booktitle|Handbook of plains>, Vol. <volume|3>",
    ),
    "37(2)": (
        f"{_TITLE}. <journal|Plain Lett> <volume|37(2)>",
        f"{_TITLE}. <journal|Plain Lett> <volume|37>(<issue|2>)",
    ),
    "37(2):1-9": (
        f"{_TITLE}. <journal|Plain Lett> <volume|37(2):1–9>",
        f"{_TITLE}. <journal|Plain Lett> <volume|37>(<issue|2>):<pages|1–9>",
    ),
    "37(Pt 9)": (
        f"{_TITLE}. <journal|Plain Lett> <volume|37 (Pt 9)>",
        f"{_TITLE}. <journal|Plain Lett> <volume|37> (<issue|Pt 9>)",
    ),
    "18/3-4": (
        f"{_TITLE}. <journal|Plain Lett> <volume|18/3-4>",
        f"{_TITLE}. <journal|Plain Lett> <volume|18>/<issue|3-4>",
    ),
    "double volume": (
        f"{_TITLE}. <journal|Plain Lett> <volume|18/19>",
        f"{_TITLE}. <journal|Plain Lett> <volume|18/19>",
    ),
    "11.2": (
        f"{_TITLE}. <journal|Plain Lett> <volume|11.2>",
        f"{_TITLE}. <journal|Plain Lett> <volume|11>.<issue|2>",
    ),
    "41, no. S1": (
        f"{_TITLE}. <journal|Plain Lett> <volume|41, no. S1>",
        f"{_TITLE}. <journal|Plain Lett> <volume|41>, no. <issue|S1>",
    ),
    "date with volume": (
        f"{_TITLE}. <journal|Plain Lett>. <date|2001;34(5)>:<pages|1-9>",
        f"{_TITLE}. <journal|Plain Lett>. <date|2001>;<volume|34>(<issue|5>):<pages|1-9>",
    ),
    "volume with date": (
        f"{_TITLE}. <journal|Plain Lett>. <date|Apr 10> <volume|2010;28(11)>: <pages|1-9>",
        f"{_TITLE}. <journal|Plain Lett>. <date|Apr 10 2010>;<volume|28>(<issue|11>): <pages|1-9>",
    ),
    "dates apart stay apart": (
        "<author|Doe J.> <date|2015> <title|Tall towers>, <date|July 7-10>",
        "<author|Doe J.> <date|2015> <title|Tall towers>, <date|July 7-10>",
    ),
    "range of volumes": (
        f"{_TITLE}. <journal|Plain Lett> <volume|52> - <volume|53> (<date|1953>)",
        f"{_TITLE}. <journal|Plain Lett> <volume|52 - 53> (<date|1953>)",
    ),
    "issue called volume": (
        f"{_TITLE}. <journal|Plain Lett> <volume|n. 44>, <date|1953>",
        f"{_TITLE}. <journal|Plain Lett> n. <issue|44>, <date|1953>",
    ),
    "law review": (
        f"{_TITLE}, <journal|40 Fict. L. Rev. 567> (<date|1992>)",
        f"{_TITLE}, <volume|40> <journal|Fict. L. Rev>. <pages|567> (<date|1992>)",
    ),
    "volume behind journal": (
        f"{_TITLE}. <journal|Plain Lett., 104>, <pages|1-9>",
        f"{_TITLE}. <journal|Plain Lett>., <volume|104>, <pages|1-9>",
    ),
    "In before booktitle": (
        f"{_TITLE}. <booktitle|In: Plains>",
        f"{_TITLE}. In: <booktitle|Plains>",
    ),
    "in before journal": (
        f"{_TITLE}, <journal|in Plain Lett>",
        f"{_TITLE}, in <journal|Plain Lett>",
    ),
    "// behind title": (
        "<author|Иванов И.И.> <title|Башни равнины //> <journal|Вестник> <volume|3>",
        "<author|Иванов И.И.> <title|Башни равнины> // <journal|Вестник> <volume|3>",
    ),
    "ed. by": (
        f"{_TITLE}. <booktitle|Plains>, <editor|ed. by Ann Roe>",
        f"{_TITLE}. <booktitle|Plains>, ed. by <editor|Ann Roe>",
    ),
    "(eds.)": (
        f"{_TITLE}. In <editor|Roe A, Poe B (eds.)> <booktitle|Plains>",
        f"{_TITLE}. In <editor|Roe A, Poe B> (eds.) <booktitle|Plains>",
    ),
    "editors called authors": (
        "<author|Roe A (Hrsg.)>: <title|Türme der Ebene>",
        "<editor|Roe A> (Hrsg.): <title|Türme der Ebene>",
    ),
    "a cura di": (
        "<title|Torri della pianura, a> <author|cura di A. Roe>, <location|Fano>",
        "<title|Torri della pianura>, a cura di <editor|A. Roe>, <location|Fano>",
    ),
    "initials are no role": (
        "<author|Doe J, Roe ED>. <title|Tall towers>",
        "<author|Doe J, Roe ED>. <title|Tall towers>",
    ),
    "Adi is no a-di": (
        "<author|Adi Roe>. <title|Tall towers>",
        "<author|Adi Roe>. <title|Tall towers>",
    ),
    "translator": (
        f"{_TITLE}. <translator|Translated by Ann Roe>",
        f"{_TITLE}. Translated by <translator|Ann Roe>",
    ),
    "dot of initial": ("<author|Doe, J>. <title|Towers>", "<author|Doe, J.> <title|Towers>"),
    "dot of sentence": (
        "<author|Doe J, Roe R.> <title|Towers>",
        "<author|Doe J, Roe R>. <title|Towers>",
    ),
    "question mark": (
        "<author|Doe, J.> <title|How tall>? <date|1999>",
        "<author|Doe, J.> <title|How tall?> <date|1999>",
    ),
    "bracket": (
        "<author|Doe, J.> <title|Towers (1876-1910>). <date|1999>",
        "<author|Doe, J.> <title|Towers (1876-1910)>. <date|1999>",
    ),
    "guillemets": (
        "<author|Doe, J.> <title|Le « roman> ». <date|1999>",
        "<author|Doe, J.> <title|Le « roman> ». <date|1999>",
    ),
    "guillemet": (
        "<author|Doe, J.> <title|Le «roman>». <date|1999>",
        "<author|Doe, J.> <title|Le «roman»>. <date|1999>",
    ),
    "quotes": (
        "<author|Doe, J.>, <title|‘Tall towers’>, <date|1999>",
        "<author|Doe, J.>, ‘<title|Tall towers>’, <date|1999>",
    ),
    "thesis at title's end": (
        "<author|Doe, J.> <title|Tall towers. PhD thesis>, <publisher|University of Plain>",
        "<author|Doe, J.> <title|Tall towers>. <genre|PhD thesis>, "
        "<institution|University of Plain>",
    ),
    "university press stays": (
        "<author|Doe, J.> <title|Towers>. <genre|PhD thesis>. <publisher|Plain University Press>",
        "<author|Doe, J.> <title|Towers>. <genre|PhD thesis>. <publisher|Plain University Press>",
    ),
    "report number": (
        f"{_TITLE}. <genre|Technical Report CS-12/3>. <date|1999>",
        f"{_TITLE}. <genre|Technical Report> <identifier|CS-12/3>. <date|1999>",
    ),
    "medium": (
        "<author|Doe J.> <title|Tall towers [Online]>. <date|1999>",
        "<author|Doe J.> <title|Tall towers> [<medium|Online>]. <date|1999>",
    ),
    "doi called url": (
        f"{_TITLE}. <url|https://doi.org/10.1000/xyz>.",
        f"{_TITLE}. https://doi.org/<doi|10.1000/xyz>.",
    ),
    "doi with bracket": (
        f"{_TITLE}. doi:<doi|10.1000/x(2002/045)>",
        f"{_TITLE}. doi:<doi|10.1000/x(2002/045)>",
    ),
    "url": (
        f"{_TITLE}. <url|Online: http://a.example/x>",
        f"{_TITLE}. Online: <url|http://a.example/x>",
    ),
    "arxiv": (f"{_TITLE}. <arxiv|arXiv:1501.00001>", f"{_TITLE}. arXiv:<arxiv|1501.00001>"),
    "pmcid": (
        f"{_TITLE}. <note|[PMCID: PMC3536657]>",
        f"{_TITLE}. [PMCID: <identifier|PMC3536657>]",
    ),
    "issn called isbn": (
        f"{_TITLE}. <isbn|ISSN: 1234-567X>",
        f"{_TITLE}. ISSN: <issn|1234-567X>",
    ),
    "doi without a number": (f"{_TITLE}. <doi|doi>", f"{_TITLE}. doi"),
    "pmid with more": (
        f"{_TITLE}. <pmid|[journal] PMID 23456789>",
        f"{_TITLE}. [journal] PMID <pmid|23456789>",
    ),
    "language": (f"{_TITLE}. (<note|in German>)", f"{_TITLE}. (<language|in German>)"),
    "empty note": (
        f"{_TITLE}. <note|Available at> <url|http://a.example/x>",
        f"{_TITLE}. Available at <url|http://a.example/x>",
    ),
    "month as publisher": (f"{_TITLE}. <publisher|August>", f"{_TITLE}. <date|August>"),
    "house called like a month": (
        f"{_TITLE}. <location|Ebene>: <publisher|Abril>, <date|1984>",
        f"{_TITLE}. <location|Ebene>: <publisher|Abril>, <date|1984>",
    ),
    "place and house": (
        f"{_TITLE}. <publisher|Plainville, NJ: Plain Press>",
        f"{_TITLE}. <location|Plainville, NJ>: <publisher|Plain Press>",
    ),
    "journal called booktitle": (
        f"{_TITLE}. <booktitle|Journal of Plains> <volume|12>, <pages|1-9>",
        f"{_TITLE}. <journal|Journal of Plains> <volume|12>, <pages|1-9>",
    ),
    "meeting called journal": (
        f"{_TITLE}. <journal|Proceedings of the 3rd Conference on Plains>, <pages|1-9>",
        f"{_TITLE}. <booktitle|Proceedings of the 3rd Conference on Plains>, <pages|1-9>",
    ),
    "book without title": (
        "<author|Doe J.> <booktitle|Tall towers>. <publisher|Plain Press>",
        "<author|Doe J.> <title|Tall towers>. <publisher|Plain Press>",
    ),
    "in a book, without title": (
        "<author|Doe J.>, in <booktitle|Tall towers>. <publisher|Plain Press>",
        "<author|Doe J.>, in <booktitle|Tall towers>. <publisher|Plain Press>",
    ),
    "second title": (
        f"{_TITLE}. In: <editor|Roe A.> (Hrsg.): <title|Ebenen>. <date|1999>",
        f"{_TITLE}. In: <editor|Roe A.> (Hrsg.): <booktitle|Ebenen>. <date|1999>",
    ),
    "unlabelled doi": (f"{_TITLE}. doi: 10.1000/xyz", f"{_TITLE}. doi: <doi|10.1000/xyz>"),
    "unlabelled thesis": (
        f"{_TITLE} [Tese de Doutorado, Universidade da Planície].",
        f"{_TITLE} [<genre|Tese de Doutorado>, <institution|Universidade da Planície>].",
    ),
    "cjk volume": (
        "<author|李四> <title|高塔研究> <journal|平原学报> <volume|第26期>",
        "<author|李四> <title|高塔研究> <journal|平原学报> 第<volume|26>期",
    ),
}


@pytest.mark.parametrize(("before", "after"), _CASES.values(), ids=_CASES)
def test_rule(before: str, after: str) -> None:
    normal = normalise(labelled(before))
    assert normal is not None
    assert tagged(normal) == after


@pytest.mark.parametrize("after", [after for _, after in _CASES.values()], ids=_CASES)
def test_normal_stays_normal(after: str) -> None:
    normal = normalise(labelled(after))
    assert normal is not None
    assert tagged(normal) == after


_SWALLOWING = Profile("test", swallows=True)
_SWALLOWED = {
    "place": (
        "<author|A. ROE>, <title|Torri, Venezia> <date|1941>",
        "<author|A. ROE>, <title|Torri>, <location|Venezia> <date|1941>",
    ),
    "container": (
        "<author|A. Roe>, <title|Le torri, in Studi sulla pianura antica>, <location|Fano>",
        "<author|A. Roe>, <title|Le torri>, in <booktitle|Studi sulla pianura antica>, "
        "<location|Fano>",
    ),
    "volume": (
        "<author|A. Roe>, <title|Le torri della pianura, II>, p. <pages|12>",
        "<author|A. Roe>, <title|Le torri della pianura>, <volume|II>, p. <pages|12>",
    ),
}


@pytest.mark.parametrize(("before", "after"), _SWALLOWED.values(), ids=_SWALLOWED)
def test_swallowing_corpora(before: str, after: str) -> None:
    normal = normalise(labelled(before), _SWALLOWING)
    assert normal is not None
    assert tagged(normal) == after
    untouched = normalise(labelled(before))
    assert untouched is not None
    assert tagged(untouched) == before


def test_foreign_labels_become_notes_or_go() -> None:
    reference = labelled(f"{_TITLE}, <other|tav. III>")
    normal = normalise(reference)
    assert normal is not None
    assert normal.strings()["note"] == ["tav. III"]
    gone = normalise(reference, Profile("test", rename={"other": None}))
    assert gone is not None
    assert {label for _, _, label in gone.spans} == {"author", "title"}


_DROPPED = {
    "unusable label": "<author|Doe J.> <title|Towers> <other|Roe R. 1999. Plains>",
    "too little labelled": "<author|Doe J.> Tall towers of the plain and other follies of the age",
    "fragment": "<volume|12>, <pages|1-9>",
    "date that is none": f"{_TITLE}, <date|Ebene>",
    "pages without a number": f"{_TITLE}, <pages|pp>",
    "title of one letter": "<author|Doe J.> <title|A> <date|1999>",
    "year or question among authors": "<author|Doe J. 2009> <title|Towers>",
    "title ends in a preposition": "<author|Doe J.> <title|Towers of the> <journal|Plain>",
    "numbers in a publisher": f"{_TITLE}. <publisher|Plain Letters 24(2): 159-171>",
    "two titles or authors": f"{_TITLE}. <date|1999>. <author|Roe R.> <title|Plains>",
    "author runs into title": "<author|Doe J., Roe R., Tall> <title|towers of the plain>",
    "no labels": "",
}


@pytest.mark.parametrize(("reason", "notation"), _DROPPED.items(), ids=_DROPPED)
def test_dropped_with_its_reason(reason: str, notation: str) -> None:
    profile = Profile("test", poison=frozenset({"other"}), scrambled=True)
    counts: Counter[str] = Counter()
    assert normalise(labelled(notation), profile, counts=counts) is None
    assert counts[f"dropped: {reason}"] == 1


def test_scrambling_is_looked_for_only_where_it_is_a_habit() -> None:
    assert normalise(labelled("<author|Doe J.> <title|Towers of the> <journal|Plain>")) is not None


def test_counts_name_the_rules() -> None:
    counts: Counter[str] = Counter()
    normalise(labelled(f"{_TITLE}, <journal|Plain Lett> <volume|37(2)>"), counts=counts)
    assert counts == {"numbers split": 1}


def test_skipped_rule() -> None:
    reference = labelled(f"<note|62>. {_TITLE}")
    normal = normalise(reference, Profile("test", skip=frozenset({"leading number"})))
    assert normal is not None
    assert "number" not in normal.strings()


@pytest.mark.parametrize(
    ("notation", "unlabelled"),
    [
        (f"{_TITLE}. <date|1999>.", False),
        (f"{_TITLE}. Available online at: <url|http://a.example>", False),
        (
            "<author|Doe J.> Tall towers of the windy northern plain. <journal|Plain Lett>",
            True,
        ),
        (f"{_TITLE}. Lecture Notes 7. <date|1999>", True),
    ],
)
def test_drop_if_unlabelled(notation: str, unlabelled: bool) -> None:
    profile = Profile("test", unlabelled=frozenset({"series"}))
    assert drop_if_unlabelled(labelled(notation), profile) is unlabelled


def test_normalise_all_leaves_out_what_is_dropped() -> None:
    corpus = [
        labelled(_TITLE, "good"),
        labelled("<volume|3>", "fragment"),
        labelled(
            "<author|Doe J.> <title|Tall towers of the plain> never said what they were for",
            "gap",
        ),
    ]
    counts: Counter[str] = Counter()
    kept = list(normalise_all(corpus, Profile("test", min_share=0.3), counts=counts, partial=True))
    assert [reference.id for reference in kept] == ["good"]
    assert counts["dropped: fragment"] == counts["dropped: visible field unlabelled"] == 1


def test_id_lang_and_extra_stay() -> None:
    reference = LabelledReference(
        "x", "Doe J. Towers", ((0, 6, "author"), (7, 13, "title")), "en", {"k": 1}
    )
    normal = normalise(reference)
    assert normal is not None
    assert (normal.id, normal.text, normal.lang, normal.extra) == (
        "x",
        "Doe J. Towers",
        "en",
        {"k": 1},
    )


def test_profiles_know_their_labels_and_rules() -> None:
    names = {name for name, _ in RULES}
    assert len(names) == len(RULES)
    for stem, profile in PROFILES.items():
        assert profile.name == stem
        assert profile_of(stem) is profile
        assert profile.unlabelled <= set(LABELS)
        assert profile.skip <= names
        assert {label for label in profile.rename.values() if label} <= set(LABELS)
    assert profile_of("nobody's corpus") is DEFAULT


@st.composite
def _references(draw: st.DrawFn) -> LabelledReference:
    pieces = draw(
        st.lists(
            st.tuples(
                st.sampled_from((*LABELS, "other", "")),
                st.text(alphabet="ab C.d,;:()[]/-–«»\"'“1290 №éЖ中\u00a0?", min_size=1, max_size=14)
                | st.sampled_from(
                    ["Vol. 3", "37(2)", "2001;34(5)", "ed. by X", "(eds.)", "In: ", " // "]
                ),
            ),
            max_size=9,
        )
    )
    text, spans = "", []
    for label, piece in pieces:
        if label:
            spans.append((len(text), len(text) + len(piece), label))
        text += piece
    return LabelledReference("r", text, tuple(spans))


@given(_references(), st.sampled_from([DEFAULT, _SWALLOWING, *PROFILES.values()]))
def test_any_labelling_stays_sound_and_stable(
    reference: LabelledReference, profile: Profile
) -> None:
    normal = normalise(reference, profile)
    if normal is None:
        return
    record = {"id": "r", "text": normal.text, "spans": [list(span) for span in normal.spans]}
    assert from_record(record, "test").spans == normal.spans
    for start, end, label in normal.spans:
        # Dashes may stand for the people of the reference before.
        people = label in ("author", "editor", "translator")
        assert people or any(char.isalnum() for char in normal.text[start:end]) or end - start < 4
    drop_if_unlabelled(normal, profile)
