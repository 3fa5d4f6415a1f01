from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.citation.name_text import may_end_in_remark
from refparse.citation.names import _parse, parse_names
from refparse.citation.plain_names import read_plain
from refparse.types import Name


def people(text: str) -> list[tuple[str, str]]:
    """Family name with its particle, and given name; organisations as ("", literal)."""
    names, _ = parse_names(text)
    out = []
    for name in names:
        if name.literal:
            out.append(("", name.literal))
        else:
            out.append((f"{name.particle} {name.family}".strip(), name.given))
    return out


INVERTED = [
    ("Orlov Yu., Sokolova S.", [("Orlov", "Yu."), ("Sokolova", "S.")]),
    ("Berger, Hans and Falk, Karl", [("Berger", "Hans"), ("Falk", "Karl")]),
    ("Hill, J. A., Stone, B.", [("Hill", "J. A."), ("Stone", "B.")]),
    ("Hill K., Stone, N.", [("Hill", "K."), ("Stone", "N.")]),
    ("Hansen V.Ch.", [("Hansen", "V.Ch.")]),
    ("Lang-Huber M.", [("Lang-Huber", "M.")]),
    ("Bar-Lev K., Marsh J.D., Lind J.", [("Bar-Lev", "K."), ("Marsh", "J.D."), ("Lind", "J.")]),
    ("Martel, J.-P., & Roux, É.", [("Martel", "J.-P."), ("Roux", "É.")]),
    ("Marsh, Laura;Brandt, Peter", [("Marsh", "Laura"), ("Brandt", "Peter")]),
    ("Costa, P. de, Prado, M.", [("Costa", "P. de"), ("Prado", "M.")]),
    ("Alves, R. da S. T., & Lima, C. de C.", [("Alves", "R. da S. T."), ("Lima", "C. de C.")]),
    ("Costa, F., de", [("Costa", "F. de")]),
    ("Mendes Prado, L.", [("Mendes Prado", "L.")]),
    ("García Marín, Pablo", [("García Marín", "Pablo")]),
    ("Prado Leal, Mario Pedro", [("Prado Leal", "Mario Pedro")]),
    (
        "Aoki, Ken, Baba, Ryo, Chiba, S. V., Doi, Mika",
        [("Aoki", "Ken"), ("Baba", "Ryo"), ("Chiba", "S. V."), ("Doi", "Mika")],
    ),
    ("Winter, J. Alfred", [("Winter", "J. Alfred")]),
    ("Winter, Geoffrey E.", [("Winter", "Geoffrey E.")]),
    ("Alder, Birch, and Cedar", [("Alder", ""), ("Birch", ""), ("Cedar", "")]),
    ("Vasseur (N.), Lorrain (Paul)", [("Vasseur", "N."), ("Lorrain", "Paul")]),
    ("Castro y Vega, José", [("Castro y Vega", "José")]),
    ("Castro y Vega B, Hill AL", [("Castro y Vega", "B"), ("Hill", "AL")]),
    ("Mario Leal, Pedro E.", [("Mario Leal", "Pedro E.")]),
    ("Mée. H.", [("Mée", "H.")]),
]
DIRECT = [
    ("N. J. Harper, I. D. Stone, and J. Wells", ["Harper", "Stone", "Wells"]),
    ("Henry Moreland", ["Moreland"]),
    ("Otto H Krantz and Bauke Dykstra", ["Krantz", "Dykstra"]),
    ("Renato de Campos", ["de Campos"]),
    ("Mathilde von Rohr", ["von Rohr"]),
    ("S. L. Harper Stone & P. Wade", ["Harper Stone", "Wade"]),
    ("F. Scott Moreland", ["Moreland"]),
    ("F. Meyer auf der Wiese", ["Meyer auf der Wiese"]),
    ("José Castro y Vega", ["Castro y Vega"]),
    ("A. Le Marchand, K. L. Le", ["Le Marchand", "Le"]),
    ("Jose García Mora", ["García Mora"]),
    ("L. e U. Bertoni", ["Bertoni", "Bertoni"]),
    ("Mary and Edwin Holt", ["Holt", "Holt"]),
    ("W. Aerts – J. Hermans – E. Visser", ["Aerts", "Hermans", "Visser"]),
    ("Bertoni G.- Corradi A. L.", ["Bertoni", "Corradi"]),
    ("И. И. Соколов", ["Соколов"]),
    ("Jean-Paul Martel, Anna Roux", ["Martel", "Roux"]),
]
MIXED = [
    ("Harper, R., and R. C. Stone", [("Harper", "R."), ("Stone", "R. C.")]),
    ("Harper, B., S. Carter, J. Anders, N. Adler", ["Harper", "Carter", "Anders", "Adler"]),
    ("Brandt, Lukas, John Burford, Ichiro Fujita", ["Brandt", "Burford", "Fujita"]),
    ("Anand, K. Hamid, M. Said, P.", ["Anand", "Hamid", "Said"]),
    ("Harper, B. and Luco, N.", ["Harper", "Luco"]),
]
VANCOUVER = [
    ("Harper JW, Vander Wiel SB", [("Harper", "JW"), ("Vander Wiel", "SB")]),
    ("van Loon LW, de Graaf GJ, ten Cate H", ["van Loon", "de Graaf", "ten Cate"]),
    ("Wan Q, Wong T H, Zhao J C", [("Wan", "Q"), ("Wong", "T H"), ("Zhao", "J C")]),
    ("Orlov Yu, Sokolova S, Petrov A", [("Orlov", "Yu"), ("Sokolova", "S"), ("Petrov", "A")]),
    ("Le QV, Hill J", [("Le", "QV"), ("Hill", "J")]),
    ("Hill CM, Stone RP.", [("Hill", "CM"), ("Stone", "RP")]),
    ("Hill M, Kurz RHJM, Adam VMTP", ["Hill", "Kurz", "Adam"]),
    ("Watts, WH, Bird, TJ", [("Watts", "WH"), ("Bird", "TJ")]),
    ("Martel F Garnier S", [("Martel", "F"), ("Garnier", "S")]),
    ("Dame C, Hill C", ["Dame", "Hill"]),
    ("MacNeil IV, Hill C", [("MacNeil", "IV"), ("Hill", "C")]),
    ("Bank DW, Kim HK", ["Bank", "Kim"]),
]
CAPITALS = [
    ("BERGMANN, H.", [("Bergmann", "H.")]),
    ("MÜLLER H., DE SOUZA A.", [("Müller", "H."), ("De Souza", "A.")]),
    ("DE LA CRUZ J, VAN DIJK T", [("De la Cruz", "J"), ("Van Dijk", "T")]),
    ("MARSAC Brigitte", [("Marsac", "Brigitte")]),
    ("John H. WARDEN", [("Warden", "John H.")]),
    ("GIUSEPPE Bertoni", ["Bertoni"]),
    ("PRADO Luis F.", [("Prado", "Luis F.")]),
    ("LI J., WU Xin", [("Li", "J."), ("Wu", "Xin")]),
    ("O'BRIEN K., McDONALD L., D'HERAULT C.", ["O'Brien", "McDonald", "D'Herault"]),
    ("SMITH-JONES, A.", ["Smith-Jones"]),
    (
        "HOLM, Ulla K., John H. WARDEN, Sherry FORD, Anna LEE a John G. CURT",
        [("Holm", "Ulla K."), "Warden", "Ford", ("Lee", "Anna"), "Curt"],
    ),
    ("ÖZAL Kerem", [("Özal", "Kerem")]),
    ("MAS, C.", [("Mas", "C.")]),
    ("ROBERTS G. SIMON H.", [("Roberts", "G."), ("Simon", "H.")]),
]


def check(text: str, expected: list) -> None:
    found = people(text)
    families = [entry if isinstance(entry, str) else entry[0] for entry in expected]
    assert [family for family, _ in found] == families
    for (_, forename), entry in zip(found, expected, strict=True):
        if not isinstance(entry, str):
            assert forename == entry[1]


@pytest.mark.parametrize(("text", "expected"), INVERTED)
def test_inverted(text: str, expected: list) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), DIRECT)
def test_direct(text: str, expected: list) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_mixed(text: str, expected: list) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), VANCOUVER)
def test_vancouver(text: str, expected: list) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), CAPITALS)
def test_capitals(text: str, expected: list) -> None:
    check(text, expected)


def test_particle_printed_small_is_kept_apart() -> None:
    names, _ = parse_names("van den Berg C., de la Cruz, Juan, d'Aubert J., al-Razi, Omar")
    assert [(n.particle, n.family) for n in names] == [
        ("van den", "Berg"),
        ("de la", "Cruz"),
        ("d'", "Aubert"),
        ("al-", "Razi"),
    ]
    assert [str(n) for n in names[2:]] == ["d'Aubert, J.", "al-Razi, Omar"]


def test_particle_with_a_capital_stays_in_the_family_name() -> None:
    names, _ = parse_names("Van Dijk T., El-Amin N., Ter Horst K., Mc Donald J., De Souza, C.")
    assert [n.particle for n in names] == [""] * 5
    families = ["Van Dijk", "El-Amin", "Ter Horst", "Mc Donald", "De Souza"]
    assert [n.family for n in names] == families


@pytest.mark.parametrize(
    ("text", "suffixes"),
    [
        ("Hill, R., Jr.", ["Jr."]),
        ("Hill, Jr., R., and Stone, J.", ["Jr.", ""]),
        ("D. W. Hill, Jr., John Stone III", ["Jr.", "III"]),
        ("Marlow AG 3rd, Cobb V", ["3rd", ""]),
        ("Hill Jr. GM, Stone RA, Jr.", ["Jr.", "Jr."]),
        ("Hill JR, Stone RA", ["", ""]),
        ("Hill, J., PhD, Stone, K., MD", ["", ""]),
    ],
)
def test_suffixes(text: str, suffixes: list[str]) -> None:
    names, _ = parse_names(text)
    assert [name.suffix for name in names] == suffixes
    assert all(name.given for name in names)


@pytest.mark.parametrize(
    "text",
    ["Dr. Hans Falk", "Prof. Dr. Hans Falk", "Hon. Hans Falk", "[12] Hans Falk", "by Hans Falk",
     "edited by Hans Falk", "Hans Falk (ed.)", "Hans Falk, eds.", "Hrsg. von Hans Falk",
     "• Hans Falk", "3. Hans Falk", "Falk, Hans (Hrsg.)", "FALK, Hans", "FALK Hans", "Hans FALK",
     "Falk , Hans.",
     "de l'allemand par Hans Falk", "Edited and translated by Hans Falk"],
)  # fmt: skip
def test_one_person_however_printed(text: str) -> None:
    assert people(text) == [("Falk", "Hans")]


@pytest.mark.parametrize(
    "text",
    ["Hill J, et al.", "Hill, J. u.a.", "Hill J. et al", "Hill J., and others", "Hill J et coll.",
     "Hill, J., et al. (eds.)", "Hill J. и др.", "Hill, J., … Stone, K.", "Hill, J. y cols."],
)  # fmt: skip
def test_et_al(text: str) -> None:
    names, et_al = parse_names(text)
    assert et_al
    assert names[0].family == "Hill"
    assert all("al" not in name.given and not name.literal for name in names)


def test_initials_e_a_are_not_et_alii() -> None:
    assert parse_names("Hill, E. A.") == ((Name("Hill", "E. A."),), False)


def test_long_apa_list_with_ellipsis() -> None:
    names, et_al = parse_names("Hill, A., Stone, B., Wells, C., ... & Young, Z.")
    assert [n.family for n in names] == ["Hill", "Stone", "Wells", "Young"]
    assert et_al


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("World Health Organization", ["World Health Organization"]),
        (
            "European Council on Bridges and Roads (ECOBAR)",
            ["European Council on Bridges and Roads (ECOBAR)"],
        ),
        (
            "Bundesministerium für Bildung und Technik",
            ["Bundesministerium für Bildung und Technik"],
        ),
        ("Department of Parks and Human Services", ["Department of Parks and Human Services"]),
        ("World Bank and Asian Development Bank", ["World Bank", "Asian Development Bank"]),
        (
            "Department of Health, State of Ohio (DOH)",
            ["Department of Health, State of Ohio (DOH)"],
        ),
        ("Acme Technical Services, Inc. (ACME)", ["Acme Technical Services, Inc. (ACME)"]),
        (
            "Ministry of Land, Roads, Transport, and Tourism (MLRTT)",
            ["Ministry of Land, Roads, Transport, and Tourism (MLRTT)"],
        ),
        ("GAMMA Collaboration", ["GAMMA Collaboration"]),
        ("UNESCO", ["UNESCO"]),
        ("The Guardian", ["The Guardian"]),
        ("Министерство транспорта", ["Министерство транспорта"]),
        ("U.S. Congress", ["U.S. Congress"]),
        ("République française", ["République française"]),
    ],
)
def test_organisations(text: str, literals: list[str]) -> None:
    assert people(text) == [("", literal) for literal in literals]


def test_organisations_beside_people() -> None:
    assert people("Mass Data Center, Steen, S. E.") == [
        ("", "Mass Data Center"),
        ("Steen", "S. E."),
    ]
    assert people("Hill J, Stone K, and the Alpha Study Group") == [
        ("Hill", "J"),
        ("Stone", "K"),
        ("", "the Alpha Study Group"),
    ]


@pytest.mark.parametrize("text", ["———", "______", "Ders.", "Id.", "Idem", "Он же", "AA. VV."])
def test_words_that_repeat_the_author_are_kept(text: str) -> None:
    names, _ = parse_names(text)
    assert [name.literal.rstrip(".") for name in names] == [text.rstrip(".")]


def test_dash_with_a_second_author() -> None:
    assert people("———, and Henry Moreland") == [("", "———"), ("Moreland", "Henry")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三, 李小四", [("张", "三"), ("李", "小四")]),
        ("欧阳明、王芳等", [("欧阳", "明"), ("王", "芳")]),
        ("김영수, 박민호", [("김", "영수"), ("박", "민호")]),
        ("김영수.박민호", [("김", "영수"), ("박", "민호")]),
        ("남궁민수", [("남궁", "민수")]),
        ("山田太郎, 鈴木一", [("山田", "太郎"), ("鈴木", "一")]),
        ("山田 太郎", [("山田", "太郎")]),
        ("田中ひろし", [("田中", "ひろし")]),
        ("山田太郎・鈴木花子編", [("山田", "太郎"), ("鈴木", "花子")]),
        ("中国科学技术大学", [("", "中国科学技术大学")]),
        ("ジョン・スミス", [("スミス", "ジョン")]),
    ],
)
def test_chinese_japanese_korean(text: str, expected: list) -> None:
    assert people(text) == expected


def test_cyrillic() -> None:
    assert people("Соколов И. И., Орлова П. П.") == [("Соколов", "И. И."), ("Орлова", "П. П.")]
    assert people("Соколов Иван Петрович") == [("Соколов", "Иван Петрович")]
    assert people("Иван Петрович Соколов") == [("Соколов", "Иван Петрович")]
    assert parse_names("Соколов И.И. и др.")[1]


def test_slash_separates_names() -> None:
    assert people("Zander/Kolb") == [("Zander", ""), ("Kolb", "")]
    assert people("Zander, K./Kolb, H.") == [("Zander", "K."), ("Kolb", "H.")]


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("A .Hill ,P .J .Stone,and M .Wells", ["Hill", "Stone", "Wells"]),
        ("Fran- cardi, M., Stone, K.", ["Francardi", "Stone"]),
        ("O' Hara, J.", ["O'Hara"]),
        ("Westermann. N.", ["Westermann"]),
        ("J. C. Hiller. J. F. Mangan and M. Land", ["Hiller", "Mangan", "Land"]),
        ("S. -A.Harper", ["Harper"]),
        ("H.- G. Berger, M. Stone", ["Berger", "Stone"]),
        ("P. Hern´andez, M. M¨uller", ["Hernández", "Müller"]),
        ("Hill1, A., Stone2, B.", ["Hill", "Stone"]),
        ("E. Lang - Huber", ["Lang-Huber"]),
    ],
)
def test_damaged_spacing(text: str, families: list[str]) -> None:
    assert [family for family, _ in people(text)] == families


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marsac Brigitte, Roux Anne", [("Marsac", "Brigitte"), ("Roux", "Anne")]),
        ("Mao Zedong", [("Mao", "Zedong")]),
        ("Kim Dong-hyun", [("Kim", "Dong-hyun")]),
        ("Nguyễn Văn An", [("Nguyễn", "Văn An")]),
        ("Kovács János", [("Kovács", "János")]),
    ],
)
def test_inverted_without_comma(text: str, expected: list) -> None:
    assert people(text) == expected


def test_pen_name() -> None:
    assert people("XY (Henry Moreland)") == [("", "XY (Henry Moreland)")]


PLAIN = ["Hill, J. A., Stone, B., & Wells, C.", "Hill JA, Stone B, et al.", "Orlov Yu., Petrov A.",
         "J. A. Hill, B. Stone and C. van Loon", "Hill, Joan", "Hill, J., B. Stone, and C. Wells",
         "de Graaf GJ, O'Hara K.", "Müller, H.; Gómez, É."]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_the_short_way_agrees_with_the_long_one(text: str) -> None:
    assert read_plain(text) is not None
    assert read_plain(text) == _parse(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_string_is_read(text: str) -> None:
    names, _ = parse_names(text)
    assert isinstance(names, tuple)
    for name in names:
        assert name.literal or name.family
        str(name).encode()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Hill", "J.", "JW", "van", "Van", "and", ",", ";", "et al.", "Jr.", "University", "of",
             "(ed.)", "-", "–", "y", "LEE", "王芳", "&", "/", "...", "'", "1999", "Ders.",
             "O'", "[3]"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_any_mixture_of_name_words_is_read(words: list[str]) -> None:
    names, _ = parse_names(" ".join(words))
    assert all(name.literal or name.family for name in names)


def test_a_long_list_takes_linear_time() -> None:
    many = ", ".join(f"Hill{chr(97 + i % 26)} {chr(65 + i % 26)}" for i in range(3000))
    assert len(parse_names(many)[0]) == 3000
    assert len(parse_names("v " * 150_000)[0]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Hillmer, Anna, Bergen, Tom B., Stone, Mary",
        "Hillmer, Anna B., Stone, Tom C.",
        "Xu, Orlo B., Qi, Tuvo C.",
        "Hillmer, Anna, and Tom Bergen",
        "Hillmer, Anna Lou, Tom B. Bergen, & R. S. Stone",
        "Hillmer, Anna, Qvist Tom, and Nguyen Lou",
        "Hillmer, Anna, and Orlo Thomas",
        "Hillmer, Anna, Bank, Tom",
        "Hillmer, Anna, and Lord Bergen",
        "Hillmer, Anna M.D., Stone, Tom",
        "Hillmer, Anna B., and Orlo Yu",
        "Hillmer, Anna et al.",
        "Hillmer, Anna, Bergen, Tom, et al",
        "Hillmer, Anna, Bergen, Tom, eds.",
        "Hillmer, Anna, Bergen",
        "Li, Y., Xu, Q. R., & Hillmer, S.",
        "Li, Y., Bank, Q., & Hillmer, S. M.",
        "Bo, A., Hillmer, M.D.",
        "De, A., Hillmer, S.",
        "HILLMER, A.; VON BERGEN, B.",
        "HILLMER, Inc.",
        "A. HILLMER and B. C. Bergen",
        "A. BANKS, B. UNIVERSITY",
        "Hillmer,A., Bergen,B.",
    ],
)
def test_the_short_way_gives_what_the_long_way_gives(text: str) -> None:
    assert (read_plain(text) or _parse(text)) == _parse(text)


def test_the_short_way_is_taken() -> None:
    assert read_plain("Hillmer, Anna, Bergen, Tom B., Stone, Mary") is not None
    assert read_plain("Hillmer, Anna, Tom Bergen, and R. S. Stone") is not None
    assert read_plain("HILLMER, A., & Li, B.") is not None


@pytest.mark.parametrize(
    "text",
    ["Hill A, eds", "Hill A (ed.)", "Hill A et al", "Hill A u.a.", "Hill A и др.", "Hill, trans."],
)
def test_remarks_at_the_end_are_looked_for(text: str) -> None:
    assert may_end_in_remark(text)
    assert not may_end_in_remark("Hill, Anna, Stone, B.")
