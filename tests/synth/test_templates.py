from __future__ import annotations

import re
from random import Random

import pytest

from refparse.synth import templates
from refparse.synth.fields import FIELDS
from refparse.synth.forms import FORMS, Form
from refparse.synth.items import TYPES, invent_item
from refparse.synth.nameforms import NAME_STYLES, format_names
from refparse.synth.pattern import parse, prints_date
from refparse.synth.pool import Pool
from refparse.synth.shape import problems
from refparse.synth.terms import TERMS

PEOPLE = [
    {"family": "Ames", "given": "Jo Kay"},
    {"family": "van Bell", "given": "Max-Otto"},
    {"family": "Cole", "given": "Lu"},
]


def test_every_form_can_be_read_and_names_what_exists() -> None:
    assert templates.check_forms() == []
    assert len({form.name for form in FORMS}) == len(FORMS)
    assert {kind for form in FORMS for kind in form.kinds} <= set(TYPES)


def test_every_term_stands_in_every_language_or_in_english() -> None:
    for language, terms in TERMS.items():
        assert set(terms) <= set(TERMS["en"]), language
        assert len(terms["months"].split()) == 12


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_prints_sound_references(form: Form, pool: Pool) -> None:
    printed = 0
    for seed in range(60):
        rng = Random(seed)
        language = rng.choice(sorted(form.languages))
        kind = rng.choice(sorted(form.kinds))
        made = templates.in_form(form, language, pool, kind, rng)
        if made is None:
            continue
        text, spans, item, name = made
        printed += 1
        assert name == form.name
        assert item["type"] == kind
        assert problems(text, spans) == []
        assert not re.search(r"[{}|%]|\[\[|\]\]|, ,|\. \. (?!\.)|(?<!\.)\.\.(?!\.)", text), text
        for start, end, label in spans:
            value = text[start:end]
            if label == "pages":
                assert re.search(r"\d|^[ivxlc]+$|[ivxlc]+.[ivxlc]+", value), value
            if label in ("author", "editor", "journal", "title"):
                assert not re.match(r"(?i)(in|eds?|hrsg|vol|pp|no)\W?$", value), value
    assert printed > 5


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("van", "Ames JK, van Bell MO, Cole L"),
        ("apa", "Ames, J. K., van Bell, M.-O., & Cole, L."),
        ("abnt", "AMES, J. K.; VAN BELL, M.-O.; COLE, L."),
        ("slash", "Ames, Jo Kay/van Bell, Max-Otto/Cole, Lu"),
        ("naturalcomma", "Jo Kay Ames, Max-Otto van Bell, Lu Cole"),
        ("gosttight", "Ames J.K., van Bell M.-O., Cole L."),
        ("familyslash", "Ames/van Bell/Cole"),
    ],
)
def test_name_styles(style: str, expected: str) -> None:
    assert format_names(PEOPLE, NAME_STYLES[style], "en", Random(1)) == expected


def test_long_lists_are_cut_with_the_word_of_the_language() -> None:
    out = format_names(PEOPLE * 3, NAME_STYLES["gost"], "ru", Random(1))
    assert out.startswith("Ames J. K., van Bell M.-O., Cole L.")
    assert re.search("др|соавт", out)


def test_literal_names_are_printed_as_they_are() -> None:
    names = [{"literal": "World Office of Tides"}]
    assert format_names(names, NAME_STYLES["van"], "en", Random(1)) == "World Office of Tides"


def test_transliterated_items_are_latin(pool: Pool) -> None:
    for seed in range(20):
        item = templates.transliterated(pool, "article-journal", Random(seed))
        shown = f"{item['title']} {item['author']} {item.get('container-title')}"
        assert not re.search(r"[а-яА-Я]", shown)
        assert item["_lang"] == "ru-Latn"


def test_every_type_can_be_invented(pool: Pool) -> None:
    for kind in TYPES:
        for language in ("en", "de", "ru", "zh", "xx"):
            item = invent_item(pool, language, kind, Random(3))
            assert item["type"] == kind
            assert item["title"]
            assert 1850 <= item["issued"]["date-parts"][0][0] <= 2025


def test_parse_nests_and_escapes() -> None:
    nodes = parse("<title>[[, <volume>[[(<issue>)]]]] [<medium>] \\<<url>\\>{a|b<year>|}")
    assert [node.kind for node in nodes] == [
        "field", "optional", "text", "field", "text", "text", "field", "text", "choice",
    ]  # fmt: skip
    assert len(nodes[-1].parts) == 3
    assert prints_date(nodes)
    inner = nodes[1].parts[0]
    assert [node.kind for node in inner] == ["text", "field", "optional"]


def test_a_bracket_before_the_end_of_an_optional_part_stays_inside() -> None:
    (optional,) = parse("[[ [<language>]]]")
    assert [node.text for node in optional.parts[0]] == [" [", "language", "]"]


def test_a_choice_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="without an end"):
        parse("{a|b")


def test_fields_cover_the_forms() -> None:
    assert {"title", "author", "pages"} <= FIELDS
