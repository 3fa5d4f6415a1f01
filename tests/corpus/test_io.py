from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refparse import RefparseError
from refparse._errors import CorpusError
from refparse.corpus import LabelledReference
from refparse.corpus.io import FORMATS, docbin, find_format, guess_format, read
from refparse.labels import LABELS
from refparse.tagger.scheme import narrow
from tests.corpus.notation import labelled, tagged
from tests.corpus.samples import SAMPLES

_TEXTUAL = [name for name in FORMATS if name not in ("docbin",)]
_EXACT = ["jsonl", "anystyle", "grobid", "parscit", "conll", "jats"]
_SUFFIX = {"ttx": ".ttx", "parscit": ".txt", "conll": ".conll", "jsonl": ".jsonl"}


def round_trip(
    name: str, references: list[LabelledReference], path: Path
) -> list[LabelledReference]:
    assert FORMATS[name].write(references, path) == len(references)
    return list(FORMATS[name].read(path))


@pytest.mark.parametrize("name", _EXACT)
@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_round_trip_keeps_text_and_spans(
    name: str, sample: LabelledReference, tmp_path: Path
) -> None:
    back = round_trip(name, [sample], tmp_path / "corpus")
    assert [tagged(reference) for reference in back] == [tagged(sample)]
    if name != "parscit":
        assert (back[0].id, back[0].lang) == (sample.id, sample.lang)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_biblstruct_finds_the_values_again(sample: LabelledReference, tmp_path: Path) -> None:
    (back,) = round_trip("biblstruct", [sample], tmp_path / "corpus.xml")
    assert (back.id, back.text, back.lang) == (sample.id, sample.text, sample.lang)
    assert back.strings() == sample.strings()


def test_ttx_keeps_the_texts(tmp_path: Path) -> None:
    back = round_trip("ttx", list(SAMPLES.values()), tmp_path / "corpus.ttx")
    assert [each.text for each in back] == [each.text for each in SAMPLES.values()]
    assert not any(each.spans for each in back)


def test_jsonl_keeps_everything(tmp_path: Path) -> None:
    reference = replace(SAMPLES["article"], extra={"style": "apa", "n": [1, {"x": None}]})
    foreign = labelled("<other|x> y")
    assert round_trip("jsonl", [reference, foreign], tmp_path / "c.jsonl") == [reference, foreign]


@pytest.mark.parametrize("name", _TEXTUAL)
def test_write_to_a_stream(name: str, tmp_path: Path) -> None:
    stream, path = io.StringIO(), tmp_path / "corpus"
    assert FORMATS[name].write(iter(SAMPLES.values()), stream) == len(SAMPLES)
    FORMATS[name].write(SAMPLES.values(), path)
    assert stream.getvalue() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", _TEXTUAL)
def test_format_is_guessed_from_what_was_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"corpus{_SUFFIX.get(name, '.xml')}"
    FORMATS[name].write(SAMPLES.values(), path)
    assert guess_format(path).name == name
    assert list(read(path)) == list(FORMATS[name].read(path))


@pytest.mark.parametrize("name", _TEXTUAL)
def test_empty_corpus(name: str, tmp_path: Path) -> None:
    assert round_trip(name, [], tmp_path / "corpus") == []


@st.composite
def _references(draw: st.DrawFn) -> LabelledReference:
    words = st.text(alphabet="abcÉЖ中()&<>/;.'\"-0129", min_size=1, max_size=9)
    pieces = draw(st.lists(st.tuples(st.sampled_from((*LABELS, "")), words), max_size=8))
    text, spans = "", []
    for label, piece in pieces:
        gap = draw(st.sampled_from([" ", ", ", " In: ", "  ", " <title> ", " &amp; "]))
        start, end = narrow(piece, 0, len(piece), label)
        if label and start < end:
            spans.append((len(text) + start, len(text) + end, label))
        text += piece + gap
    return LabelledReference("r1", text, tuple(spans))


@pytest.mark.parametrize("name", _EXACT)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(reference=_references())
def test_round_trip_of_anything(name: str, reference: LabelledReference, tmp_path: Path) -> None:
    if not reference.text.strip():
        return
    (back,) = round_trip(name, [reference], tmp_path / "corpus")
    assert back.text == reference.text
    spans = reference.spans
    if name in ("grobid", "jats", "anystyle"):
        # Neighbours of one label with nothing between them are one span there.
        assert {label for _, _, label in back.spans} <= {label for _, _, label in spans}
        assert back.strings().keys() == reference.strings().keys()
    else:
        assert back.spans == spans


@pytest.mark.parametrize("name", ["anystyle", "grobid", "jats", "biblstruct"])
@pytest.mark.parametrize("char", ["\x01", "\ud800", "\ufffe"])
def test_xml_refuses_characters_that_it_cannot_hold(name: str, char: str, tmp_path: Path) -> None:
    reference = LabelledReference("bad-1", f"Doe{char} J. Towers", ((0, 7, "author"),))
    with pytest.raises(CorpusError, match=r"bad-1.*convert to jsonl"):
        FORMATS[name].write([reference], tmp_path / "corpus.xml")


_BOMB = """<?xml version="1.0"?>
<!DOCTYPE dataset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<dataset><sequence><author>&b;</author></sequence></dataset>"""


@pytest.mark.parametrize("name", ["anystyle", "grobid", "jats", "biblstruct"])
class TestBadXml:
    def test_entity_bomb(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / "bomb.xml"
        path.write_text(_BOMB)
        with pytest.raises(CorpusError, match=r"bomb\.xml:2: .*explod"):
            list(FORMATS[name].read(path))

    def test_external_entity(self, name: str, tmp_path: Path) -> None:
        path, secret = tmp_path / "x.xml", tmp_path / "secret"
        secret.write_text("secret")
        path.write_text(
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret}">]>\n<ref-list><ref><mixed-citation>&e;'
            "</mixed-citation></ref></ref-list>"
        )
        with pytest.raises(CorpusError, match=r"x\.xml:1"):
            list(FORMATS[name].read(path))

    def test_not_well_formed(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / "x.xml"
        path.write_text("<a>\n<b>\n</a>")
        with pytest.raises(CorpusError, match=r"x\.xml:3: .*mismatched tag"):
            list(FORMATS[name].read(path))

    def test_missing(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(CorpusError, match=r"cannot read corpus .*nothing"):
            list(FORMATS[name].read(tmp_path / "nothing.xml"))

    def test_too_deep(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / "deep.xml"
        tag = {"anystyle": "sequence", "grobid": "bibl", "jats": "ref", "biblstruct": "biblStruct"}[
            name
        ]
        path.write_text(f"<{tag}>" + "<i>" * 101 + "x" + "</i>" * 101 + f"</{tag}>")
        with pytest.raises(CorpusError, match=r"deep\.xml:1: .*deeper than 100"):
            list(FORMATS[name].read(path))


def test_document_type_with_known_entities_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.nxml"
    path.write_text(
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS.dtd">\n<article><ref id="B1">'
        "<mixed-citation><string-name>Doe&nbsp;J</string-name>. <year>1999</year>"
        "</mixed-citation></ref></article>"
    )
    (reference,) = read(path)
    assert tagged(reference) == "<author|Doe\u00a0J>. <date|1999>"
    assert reference.id == "B1"


def test_unknown_entity(tmp_path: Path) -> None:
    path = tmp_path / "a.nxml"
    path.write_text(
        '<!DOCTYPE a SYSTEM "a.dtd"><a><ref><mixed-citation>&nonsense;</mixed-citation></ref></a>'
    )
    with pytest.raises(CorpusError, match=r"a\.nxml:1: entity &nonsense;"):
        list(read(path))


class TestAnystyle:
    def test_punctuation_leaves_the_spans(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xml"
        path.write_text(
            "<dataset>\n<sequence>\n  <citation-number>[1]</citation-number>\n"
            "  <author>Doe, J.,</author>\n  <title>“Towers,”</title>\n"
            "  <container-title>in Plains,</container-title>"
            "<collection-title>(Flat series).</collection-title>\n"
            "  <other>xyz</other></sequence>\n</dataset>"
        )
        (reference,) = read(path)
        assert tagged(reference) == (
            "[<number|1>] <author|Doe, J.>, “<title|Towers>,” <booktitle|in Plains>, "
            "(<series|Flat series>). <other|xyz>"
        )
        assert reference.id == "a-1"


class TestGrobid:
    def test_levels_and_attributes(self, tmp_path: Path) -> None:
        path = tmp_path / "g.tei"
        path.write_text(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><bibl><author>No</author></bibl>'
            "</teiHeader><text><listBibl>"
            '<bibl><author>Doe J</author>, <author>Roe R</author>. <title level="a">Towers</title>'
            ', in <title level="m">Plains</title>, <biblScope type="vol">3</biblScope>('
            '<biblScope type="issue">1</biblScope>), <biblScope type="pp">1-9</biblScope>. '
            '<idno type="arXiv">1501.1</idno> <note type="report">Report</note> '
            '<orgName type="collaboration">Plain Team</orgName></bibl>\n'
            '<bibl>\n  <title level="m">Plain\n  book</title>.\n</bibl></listBibl></text></TEI>'
        )
        first, second = read(path)
        assert tagged(first) == (
            "<author|Doe J, Roe R>. <title|Towers>, in <booktitle|Plains>, <volume|3>(<issue|1>), "
            "<pages|1-9>. <arxiv|1501.1> <genre|Report> <author|Plain Team>"
        )
        assert tagged(second) == "<title|Plain book>."


class TestJats:
    def test_mixed_citation(self, tmp_path: Path) -> None:
        path = tmp_path / "j.xml"
        path.write_text(
            '<ref-list><ref id="r7"><label>7.</label><mixed-citation publication-type="journal">'
            '<person-group person-group-type="author"><string-name><surname>Doe</surname>, '
            "<given-names>J.</given-names></string-name>, and <string-name><surname>Roe</surname> "
            "<given-names>R.</given-names></string-name></person-group> <year>1999</year>. "
            "<article-title>Tall <italic>towers</italic></article-title>. "
            "<source>Plain Lett</source> <volume>3</volume>:<fpage>12</fpage>–<lpage>19</lpage>. "
            '<pub-id pub-id-type="doi">10.1000/x</pub-id></mixed-citation></ref></ref-list>'
        )
        (reference,) = read(path)
        assert tagged(reference) == (
            "<author|Doe, J., and Roe R.> <date|1999>. <title|Tall towers>. <journal|Plain Lett> "
            "<volume|3>:<pages|12–19>. <doi|10.1000/x>"
        )

    def test_book_source_is_the_title(self, tmp_path: Path) -> None:
        path = tmp_path / "j.xml"
        path.write_text(
            '<ref><mixed-citation publication-type="book"><source>Plain book</source> '
            "<year>1999</year></mixed-citation></ref>"
        )
        assert [tagged(each) for each in read(path)] == ["<title|Plain book> <date|1999>"]

    def test_element_citation_is_rendered(self, tmp_path: Path) -> None:
        path = tmp_path / "j.xml"
        path.write_text(
            '<ref id="r1"><element-citation publication-type="journal"><person-group><name>'
            "<surname>Doe</surname><given-names>J</given-names></name><name><surname>Roe</surname>"
            "</name></person-group><article-title>Towers</article-title>"
            "<source>Plain Lett</source><year>1999</year><volume>3</volume><issue>2</issue>"
            "<fpage>1</fpage><lpage>9</lpage></element-citation></ref>"
        )
        (reference,) = read(path)
        assert tagged(reference) == (
            "<author|Doe, J, Roe>. (<date|1999>). <title|Towers>. <journal|Plain Lett> "
            "<volume|3>(<issue|2>): <pages|1–9>."
        )
        assert reference.extra == {"rendered": True}

    def test_mixed_wins_over_element(self, tmp_path: Path) -> None:
        path = tmp_path / "j.xml"
        path.write_text(
            "<ref><citation-alternatives><element-citation><year>1999</year></element-citation>"
            "<mixed-citation>Doe, <year>1999</year>.</mixed-citation></citation-alternatives></ref>"
        )
        assert [tagged(each) for each in read(path)] == ["Doe, <date|1999>."]


class TestBiblStruct:
    def test_without_wording(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xml"
        path.write_text(
            "<listBibl><biblStruct><analytic><title level='a'>Towers</title><author><persName>"
            "<forename>Jane</forename><surname>Doe</surname></persName></author></analytic><monogr>"
            "<title level='j'>Plain Lett</title><imprint><biblScope unit='page' from='1' to='9'/>"
            "<date when='1999'/></imprint></monogr></biblStruct></listBibl>"
        )
        (reference,) = read(path)
        assert tagged(reference) == (
            "<author|Doe, Jane>. (<date|1999>). <title|Towers>. <journal|Plain Lett> <pages|1–9>."
        )

    def test_values_in_the_raw_reference(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xml"
        path.write_text(
            "<biblStruct><analytic><title>Towers of 3 plains</title></analytic><monogr>"
            "<title level='j'>Plain Lett</title><imprint>"
            "<biblScope unit='volume'>3</biblScope></imprint></monogr>"
            "<note type='raw_reference'>Towers of 3 plains. Plain\nLett 3</note></biblStruct>"
        )
        (reference,) = read(path)
        assert tagged(reference) == "<title|Towers of 3 plains>. <journal|Plain Lett> <volume|3>"


class TestParscit:
    def test_cora(self, tmp_path: Path) -> None:
        path = tmp_path / "cora.tagged"
        path.write_text(
            "<author> A. Doe, and B. Roe. </author> <title> Towers & plains. </title> In "
            "<booktitle> Proc. of Plains, </booktitle> <tech> TR 3. </tech>\n\n"
            "<title> x < y <b> </title>\n"
        )
        first, second = FORMATS["parscit"].read(path)
        assert tagged(first) == (
            "<author|A. Doe, and B. Roe.> <title|Towers & plains.> In <booktitle|Proc. of Plains,> "
            "<genre|TR 3.>"
        )
        assert second.strings() == {"title": ["x < y <b>"]}
        assert (first.id, second.id) == ("cora-1", "cora-3")

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("<author> A <title> B </title>", "<title> inside <author>"),
            ("A </author>", "</author> closes nothing"),
            ("<author> A </title>", "</title> closes nothing"),
            ("<author> A", "<author> is never closed"),
        ],
    )
    def test_unbalanced(self, line: str, reason: str, tmp_path: Path) -> None:
        path = tmp_path / "x.txt"
        path.write_text(f"<title> fine </title>\n{line}\n")
        with pytest.raises(CorpusError, match=rf"x\.txt:2: {reason}"):
            list(FORMATS["parscit"].read(path))


class TestConll:
    def test_foreign_columns_and_schemes(self, tmp_path: Path) -> None:
        path = tmp_path / "x.bio"
        path.write_text(
            "-DOCSTART- -X- O\n\nDoe NNP B-AUTHOR\nJ NNP E-AUTHOR\n. . O\nTowers NN S-title\n\n"
            "Roe I-author\nx I-title\n1999 year\n"
        )
        first, second = read(path)
        assert tagged(first) == "<author|Doe J> . <title|Towers>"
        assert tagged(second) == "<author|Roe> <title|x> <date|1999>"

    def test_one_column(self, tmp_path: Path) -> None:
        path = tmp_path / "x.bio"
        path.write_text("Doe\tB-author\nJ\n")
        with pytest.raises(CorpusError, match=r"x\.bio:2: a token and its tag"):
            list(read(path))

    def test_text_that_does_not_fit(self, tmp_path: Path) -> None:
        path = tmp_path / "x.bio"
        path.write_text("# text = Doe J\nDoe\tB-author\nR\tI-author\n")
        with pytest.raises(CorpusError, match=r"x\.bio:1: token 2 \('R'\)"):
            list(read(path))


class TestTtx:
    def test_runs_of_ref_lines(self, tmp_path: Path) -> None:
        path = tmp_path / "x.ttx"
        path.write_text(
            "title         | References\nblank         | \nref           | Doe J. Tall\n"
            "              | towers. 1999.\nblank         |\nref           | Roe R. Plains.\n"
        )
        assert [each.text for each in read(path)] == ["Doe J. Tall towers. 1999.", "Roe R. Plains."]

    def test_without_bar(self, tmp_path: Path) -> None:
        path = tmp_path / "x.ttx"
        path.write_text("ref | Doe\nno bar here\n")
        with pytest.raises(CorpusError, match=r"x\.ttx:2: no '\|'"):
            list(read(path))


class TestDocBin:
    def test_without_spacy_says_what_to_install(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import sys

        monkeypatch.setitem(sys.modules, "spacy", None)
        with pytest.raises(CorpusError, match=r"pip install 'refparse-crf\[spacy\]'"):
            FORMATS["docbin"].write(SAMPLES.values(), tmp_path / "c.spacy")

    def test_round_trip(self, tmp_path: Path) -> None:
        pytest.importorskip("spacy")
        references = [
            *(replace(each, extra={"style": "apa"}) for each in SAMPLES.values()),
            labelled("<author|Doe  J>   x <title|a   b> ", "spaces"),
        ]
        assert round_trip("docbin", references, tmp_path / "c.spacy") == references

    def test_not_a_docbin(self, tmp_path: Path) -> None:
        pytest.importorskip("spacy")
        path = tmp_path / "x.spacy"
        path.write_bytes(b"nonsense")
        with pytest.raises(CorpusError, match=r"x\.spacy is not a spaCy DocBin"):
            list(read(path))

    def test_a_folder_holds_any_number(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        spacy = pytest.importorskip("spacy")
        monkeypatch.setattr(docbin, "PART", 10)
        references = [replace(SAMPLES["article"], id=f"r-{n}") for n in range(25)]
        folder = tmp_path / "new" / "corpus"
        assert round_trip("docbin", references, folder) == references
        names = [path.name for path in docbin.files(folder)]
        assert names == ["00001.spacy", "00002.spacy", "00003.spacy"]
        assert list(read(folder)) == references
        docs = spacy.training.Corpus(folder)(spacy.blank("xx"))
        assert [doc.text for doc in docs] == [reference.text for reference in references]
        assert [path.name for path in folder.parent.iterdir()] == ["corpus"]

    def test_a_folder_is_read_and_written_file_by_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("spacy")
        monkeypatch.setattr(docbin, "PART", 10)
        written: list[int] = []

        def references() -> Iterator[LabelledReference]:
            for number in range(30):
                written.append(len(list(tmp_path.rglob("*.spacy"))))
                yield replace(SAMPLES["article"], id=f"r-{number}")

        docbin.write(references(), tmp_path / "corpus")
        assert written == [0] * 10 + [1] * 10 + [2] * 10
        back = docbin.read(tmp_path / "corpus")
        assert next(back).id == "r-0"
        (tmp_path / "corpus" / "00002.spacy").write_bytes(b"broken")
        assert [next(back).id for _ in range(9)] == [f"r-{number}" for number in range(1, 10)]
        with pytest.raises(CorpusError, match=r"00002\.spacy is not a spaCy DocBin"):
            next(back)

    def test_an_empty_folder_is_filled_and_a_full_one_is_not(self, tmp_path: Path) -> None:
        pytest.importorskip("spacy")
        (tmp_path / "a").mkdir()
        with pytest.raises(CorpusError, match=r"a is a folder without \.spacy files"):
            list(read(tmp_path / "a"))
        assert round_trip("docbin", [], tmp_path / "a") == []
        with pytest.raises(CorpusError, match="is not an empty folder"):
            docbin.write(SAMPLES.values(), tmp_path / "a")
        assert round_trip("docbin", [], tmp_path / "b.spacy") == []

    def test_an_error_half_way_leaves_nothing(self, tmp_path: Path) -> None:
        pytest.importorskip("spacy")

        def references() -> Iterator[LabelledReference]:
            yield SAMPLES["article"]
            raise CorpusError("no more")

        (tmp_path / "old.spacy").write_bytes(b"old")
        for target in (tmp_path / "folder", tmp_path / "old.spacy"):
            with pytest.raises(CorpusError, match="no more"):
                docbin.write(references(), target)
        assert [path.name for path in tmp_path.iterdir()] == ["old.spacy"]
        assert (tmp_path / "old.spacy").read_bytes() == b"old"

    def test_limits_of_one_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("spacy")
        path = tmp_path / "x.spacy"
        docbin.write(SAMPLES.values(), path)
        monkeypatch.setattr(docbin, "MAX_UNPACKED", 1000)
        with pytest.raises(CorpusError, match=r"x\.spacy decompresses to more than 1,000 bytes"):
            list(read(path))
        monkeypatch.setattr(docbin, "MAX_IN_FILE", 2)
        with pytest.raises(CorpusError, match=r"more than 2 references for one DocBin.*folder"):
            docbin.write(SAMPLES.values(), path)

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"lengths": b"\x09\x00\x00\x00"}, "is not a spaCy DocBin"),
            ({"strings": []}, "is not a spaCy DocBin"),
            ({"user_data": [b"\xc1", b"\xc1"]}, "is not a spaCy DocBin"),
            ({"tokens": b""}, "is not a spaCy DocBin"),
        ],
    )
    def test_damaged_inside(self, change: dict[str, object], reason: str, tmp_path: Path) -> None:
        pytest.importorskip("spacy")
        import zlib

        import srsly

        path = tmp_path / "x.spacy"
        docbin.write([SAMPLES["article"], SAMPLES["web"]], path)
        message = srsly.msgpack_loads(zlib.decompress(path.read_bytes()))
        path.write_bytes(zlib.compress(srsly.msgpack_dumps({**message, **change})))
        with pytest.raises(CorpusError, match=rf"x\.spacy {reason}"):
            list(read(path))

    def test_foreign_user_data(self, tmp_path: Path) -> None:
        spacy = pytest.importorskip("spacy")
        doc = spacy.blank("xx").make_doc("Doe J. Towers")
        doc.user_data["refparse"] = "mine"
        path = tmp_path / "x.spacy"
        spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_disk(path)
        with pytest.raises(CorpusError, match=r"x\.spacy: document x-1: its user data"):
            list(read(path))


def test_unknown_formats(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="unknown corpus format 'yaml'"):
        find_format("yaml")
    path = tmp_path / "notes.txt"
    path.write_text("just some words\n")
    with pytest.raises(CorpusError, match=r"format of .*notes\.txt cannot be told"):
        guess_format(path)
    assert issubclass(CorpusError, RefparseError)


@pytest.mark.parametrize("name", ["jsonl", "parscit", "conll", "ttx"])
def test_bytes_that_are_not_utf8(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="not UTF-8"):
        list(FORMATS[name].read(path))


@pytest.mark.parametrize("name", ["parscit", "conll", "ttx"])
def test_overlong_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("a" * 1_000_002)
    with pytest.raises(CorpusError, match="more than 1,000,000 characters"):
        list(FORMATS[name].read(path))


@pytest.mark.parametrize("name", _TEXTUAL)
def test_memory_does_not_grow_with_the_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / "corpus"
    FORMATS[name].write((SAMPLES["article"] for _ in range(1600)), path)
    assert next(FORMATS[name].read(path)).text  # what is built on first use does not count
    tracemalloc.start()
    assert sum(1 for _ in FORMATS[name].read(path)) == 1600
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # One chunk of XML as nodes is the most; all references together take over 2 MB.
    assert peak < 700_000
