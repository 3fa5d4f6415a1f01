"""Draws from the word lists: titles, journals, publishers, universities and rarer names."""
# lists of words read better unbroken
# ruff: noqa: E501  # lists of names read better unbroken

from __future__ import annotations

from functools import cache
from random import Random
from typing import Final

from refparse.synth import words
from refparse.synth.invent import roman
from refparse.synth.terms import TERMS

Pairs = tuple[tuple[str, str], ...]


def has_titles(language: str) -> bool:
    """Whether titles can be made up in a language."""
    return language in words.TITLES


def title(language: str, rng: Random) -> str:
    """A made-up title in one of the languages of :data:`words.TITLES`, else in English."""
    head, thing, setting = (
        part.split(";") for part in words.TITLES.get(language, words.TITLES["en"])
    )
    joint = "" if language in ("zh", "ja") else " "
    out = f"{rng.choice(head)}{joint}{rng.choice(thing)}"
    chance = rng.random()
    if chance < 0.7 or language in ("zh", "ja", "ko", "tr"):
        tail = rng.choice(setting)
        particle = language == "ko" and tail[0] in "에의"
        out += tail if tail[0] in ":." or particle else f"{joint}{tail}"
    elif chance < 0.8 and language in ("en", "ru", "de", "pl", "it", "fr"):
        # two co-ordinate objects
        glue = {"en": "and", "ru": "и", "de": "und", "pl": "i", "it": "e", "fr": "et"}[language]
        out += f" {glue} {rng.choice(thing)}"
    return out


@cache
def _pairs(text: str, sign: str) -> Pairs:
    out = []
    for entry in text.split(";"):
        name, _, other = entry.partition(sign)
        if name:
            out.append((name, other))
    return tuple(out)


def journals(language: str) -> Pairs:
    """Journals of a language with their abbreviations ("" where there is none)."""
    return _pairs(words.JOURNALS.get(language, ""), "=")


def publishers(language: str) -> Pairs:
    """Publishers of a language with their places."""
    return _pairs(words.PUBLISHERS.get(language, ""), "@")


def university(language: str, rng: Random) -> tuple[str, str]:
    """A university and its place; an English-speaking one where the language has none."""
    return rng.choice(_pairs(words.UNIVERSITIES.get(language, words.UNIVERSITIES["en"]), "@"))


def thesis_words(language: str) -> list[str]:
    """What theses are called in a language."""
    return words.THESES.get(language, words.THESES["en"]).split(";")


def newspapers(language: str) -> list[str]:
    """Newspapers and magazines of a language; empty where none are listed."""
    listed = words.NEWSPAPERS.get(language, "")
    return listed.split(";") if listed else []


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "11th"."""
    if 10 < number % 100 < 14:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


_CONFERENCE_TOPICS: Final = [
    "Computer Vision",
    "Machine Learning",
    "Human Factors in Computing Systems",
    "Robotics and Automation",
    "Speech and Language Processing",
    "Data Mining",
    "Plasma Physics",
    "Applied Linguistics",
    "Soil Mechanics",
    "Software Engineering",
    "Renewable Energy",
    "Digital Libraries",
    "Wireless Networks",
    "Computational Linguistics",
    "Neural Information Processing",
    "Materials Science",
    "Artificial Intelligence",
    "Information Retrieval",
]
_CONFERENCES: Final[dict[str, str]] = {
    "de": "Tagungsband der {n}. Jahrestagung für {t};Verhandlungen des {n}. Deutschen Soziologentages",
    "fr": "Actes du {n}e colloque international sur la ville;Actes des journées d’étude de {y}",
    "es": "Actas del {n}.º Congreso Internacional de Lingüística;Memorias del Congreso Nacional de Educación",
    "pt": "Anais do {r} Congresso Brasileiro de Educação;Anais do {r} Simpósio Nacional de História",
    "it": "Atti del {r} Convegno nazionale di studi storici;Atti del Convegno internazionale",
    "ru": "Материалы {r} Международной научно-практической конференции;"
    "Сборник трудов Всероссийской конференции молодых ученых;Актуальные проблемы современной науки: сб. науч. тр",
    "uk": "Матеріали {r} Міжнародної науково-практичної конференції;Збірник наукових праць",
    "pl": "Materiały z {r} Ogólnopolskiej Konferencji Naukowej",
    "cs": "Sborník příspěvků z {n}. ročníku konference",
    "tr": "{r}. Türk Tarih Kongresi Bildirileri",
    "zh": "第{n}届全国学术会议论文集;中国计算机大会论文集",
    "ja": "第{n}回全国大会講演論文集;日本建築学会大会学術講演梗概集",
    "ko": "한국정보과학회 학술발표논문집;제{n}회 학술대회 논문집",
}


def proceedings(language: str, year: int, rng: Random) -> str:
    """Proceedings of an invented conference."""
    number = rng.randrange(2, 40)
    topic = rng.choice(_CONFERENCE_TOPICS)
    if language in _CONFERENCES and rng.random() < 0.8:
        form = rng.choice(_CONFERENCES[language].split(";"))
        return form.format(n=number, r=roman(number), y=year, t="Informatik")
    short = "".join(word[0] for word in topic.split() if word[0].isupper())
    forms = (
        f"Proceedings of the {ordinal(number)} International Conference on {topic}",
        f"Proceedings of the {ordinal(number)} Annual Conference on {topic} ({short} {year})",
        f"Proceedings of the {year} IEEE Symposium on {topic}",
        f"{ordinal(number)} International Workshop on {topic}",
        f"Proc. {ordinal(number)} Int. Conf. {topic}",
        f"Proc. IEEE Int. Conf. on {topic}",
        f"International Conference on {topic}",
        f"Advances in {topic} {number}",
        f"IC{short} {year}",
        f"Proceedings of the ACM Conference on {topic}",
        f"Proceedings of {short}’{year % 100:02d}",
    )
    return rng.choice(forms)


AGENCIES: Final[Pairs] = (
    ("World Health Organization", "Geneva"),
    ("World Bank", "Washington, DC"),
    ("OECD", "Paris"),
    ("UNESCO", "Paris"),
    ("European Commission", "Brussels"),
    ("International Labour Organization", "Geneva"),
    ("Food and Agriculture Organization of the United Nations", "Rome"),
    ("National Bureau of Economic Research", "Cambridge, MA"),
    ("U.S. Department of Agriculture", "Washington, DC"),
    ("Statistisches Bundesamt", "Wiesbaden"),
    ("Ministério da Saúde", "Brasília"),
    ("Росстат", "Москва"),
    ("Ministry of Education", "Wellington"),
    ("RAND Corporation", "Santa Monica, CA"),
    ("Amnesty International", "London"),
    ("INSEE", "Paris"),
    ("NASA", "Washington, DC"),
    ("U.S. Geological Survey", "Reston, VA"),
)
"""Bodies that publish reports and pages, with their places."""

REPORT_WORDS: Final = (
    "Technical Report", "Tech. Rep.", "Working Paper", "Discussion Paper", "Research Report",
    "Policy Research Working Paper", "Open-File Report", "Final Report", "Internal Report",
)  # fmt: skip
SITES: Final = (
    "BBC News", "Our World in Data", "Wikipedia", "Encyclopedia Online", "City Archives", "GitHub",
    "Health Portal", "Deutsche Digitale Bibliothek", "Persée", "Gazeta.ru", "Statista", "Medium",
)  # fmt: skip
REPOSITORIES: Final = (
    "Zenodo", "Dryad", "figshare", "Harvard Dataverse", "PANGAEA", "UK Data Service", "OSF",
)  # fmt: skip
STANDARD_BODIES: Final[Pairs] = (
    ("International Organization for Standardization", "Geneva"),
    ("ISO", "Geneva"),
    ("Beuth", "Berlin"),
    ("ASTM International", "West Conshohocken, PA"),
    ("IEEE", "New York"),
    ("British Standards Institution", "London"),
    ("Стандартинформ", "М."),
)
ENCYCLOPEDIAS: Final = (
    "Encyclopaedia Britannica", "The New Grove Dictionary of Music and Musicians",
    "Lexikon des Mittelalters", "Dizionario biografico degli Italiani", "Dictionnaire de spiritualité",
    "International Encyclopedia of the Social Sciences", "Neue Deutsche Biographie",
    "Большая российская энциклопедия", "Stanford Encyclopedia of Philosophy", "Oxford Dictionary of National Biography",
)  # fmt: skip
REPORTERS: Final = (
    "U.S.", "F.2d", "F.3d", "S. Ct.", "Cal. App. 4th", "N.E.2d", "All ER", "WLR", "AC", "BVerfGE",
    "NJW", "ECR", "CLR", "SCR", "BGHZ",
)  # fmt: skip
COURTS: Final = (
    "U.S. Supreme Court", "9th Cir.", "Court of Appeal", "House of Lords", "D.C. Cir.", "S.D.N.Y.",
    "European Court of Human Rights", "High Court of Australia", "2d Cir.",
)  # fmt: skip
_PARTIES: Final = (
    "Smith", "Johnson", "United States", "State", "Miller", "Commission", "Board of Education",
    "Acme Corp.", "Brown", "City of Chicago", "National Bank", "R", "Harris", "Doe", "Council",
    "Western Railway Co.", "Anderson", "Minister for Immigration", "Ford Motor Co.", "Davis",
)  # fmt: skip


GERMAN_REPORTERS: Final = ("BGHZ", "BVerfGE", "BGHSt", "RGZ", "BVerwGE", "BAGE", "BGE", "OGHZ")
SUBJECT_JOURNALS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "physjournal": {
        "en": (
            "Phys. Rev. B",
            "Phys. Rev. Lett.",
            "Phys. Rev. D",
            "Nucl. Phys. B",
            "Phys. Lett. B",
            "JHEP",
            "Eur. Phys. J. C",
            "J. Chem. Phys.",
            "Appl. Phys. Lett.",
            "J. Appl. Phys.",
            "Rev. Mod. Phys.",
            "Physica A",
            "J. Phys.: Condens. Matter",
            "Nature",
            "Science",
            "J. Math. Phys.",
            "Commun. Math. Phys.",
            "Phys. Rep.",
            "Europhys. Lett.",
            "New J. Phys.",
            "Nucl. Instrum. Methods Phys. Res., Sect. A",
            "Z. Phys. C",
            "Int. J. Mod. Phys. A",
            "Surf. Sci.",
            "Opt. Lett.",
            "J. Am. Chem. Soc.",
            "Angew. Chem. Int. Ed.",
            "Nano Lett.",
            "Chem. Commun.",
            "Inorg. Chem.",
            "Nuovo Cimento",
            "Prog. Theor. Phys.",
            "Sov. Phys. JETP",
        ),
        "de": ("Z. Phys.", "Ann. Phys.", "Angew. Chem.", "Chem. Ber.", "Naturwissenschaften"),
    },
    "astrojournal": {
        "en": (
            "ApJ",
            "MNRAS",
            "A&A",
            "AJ",
            "ApJS",
            "ApJL",
            "PASP",
            "ARA&A",
            "Nature",
            "Icarus",
            "JCAP",
            "Sol. Phys.",
            "Astrophys. J.",
            "Astron. Astrophys.",
            "Mon. Not. R. Astron. Soc.",
            "PASJ",
        ),
    },
    "lawjournal": {
        "en": (
            "Harv. L. Rev.",
            "Yale L.J.",
            "Colum. L. Rev.",
            "Stan. L. Rev.",
            "Mich. L. Rev.",
            "HARV. L. REV.",
            "YALE L.J.",
            "U. CHI. L. REV.",
            "Law & Soc’y Rev.",
            "LQR",
            "CLJ",
            "MLR",
            "OJLS",
            "Melbourne University Law Review",
            "Am. J. Int’l L.",
            "J. Legal Stud.",
        ),
        "de": (
            "NJW",
            "JZ",
            "AcP",
            "JuS",
            "ZStW",
            "ARSP",
            "KJ",
            "DÖV",
            "DVBl",
            "Der Staat",
            "VerwArch",
            "Rechtstheorie",
            "ZfRSoz",
            "StV",
            "GA",
            "JR",
            "AöR",
            "ZRP",
            "NStZ",
            "RabelsZ",
            "VVDStRL",
        ),
    },
}
"""Periodicals of subjects that cite in ways of their own, by language."""


def case_name(rng: Random) -> str:
    """The name of an invented legal case ("Smith v. Western Railway Co.")."""
    first, second = rng.sample(_PARTIES, 2)
    return f"{first} {rng.choice(('v.', 'v.', 'v', 'vs.'))} {second}"


_LAWS: Final[dict[str, str]] = {
    "de": "Gesetz über die {0} vom {d}.{m}.{y};{0}gesetz;Verordnung zur {0} vom {d}. {m}. {y}",
    "fr": "Loi n° {y}-{n} du {d} {M} {y} relative à {0};Décret n° {y}-{n} portant sur {0}",
    "it": "Legge {d} {M} {y}, n. {n};D.lgs. {d} {M} {y}, n. {n};Decreto legge n. {n}/{y}",
    "es": "Ley {n}/{y}, de {d} de {M}, de {0};Real Decreto {n}/{y}",
    "pt": "Lei n. {n}, de {d} de {M} de {y};Decreto nº {n}/{y}",
    "en": "{0} Act {y};The {0} Act, {y};Directive {y}/{n}/EC;Regulation (EU) No {n}/{y}",
    "ru": "Федеральный закон от {d:02d}.{m:02d}.{y} № {n}-ФЗ «О {0}»;"
    "Постановление Правительства РФ от {d:02d}.{m:02d}.{y} № {n}",
    "uk": "Закон України «Про {0}» від {d:02d}.{m:02d}.{y} № {n}",
    "pl": "Ustawa z dnia {d} {M} {y} r. o {0}",
}
_LAW_SUBJECTS: Final[dict[str, str]] = {
    "de": "Wasserwirtschaft;Jugendhilfe;Raumordnung;Berufsbildung;Abfall",
    "fr": "la protection de l’eau;l’enseignement supérieur;la ville",
    "es": "aguas;educación;patrimonio histórico",
    "en": "Water Resources;Public Libraries;Data Protection;Housing;Coastal Waters",
    "ru": "водных ресурсах;библиотечном деле;связи;образовании",
    "uk": "бібліотеки;освіту;охорону вод",
    "pl": "ochronie wód;systemie oświaty;bibliotekach",
}


def law(language: str, rng: Random) -> str:
    """The name of an invented law, with the number and date that belong to it."""
    form = rng.choice(_LAWS.get(language, _LAWS["en"]).split(";"))
    subject = rng.choice(_LAW_SUBJECTS.get(language, _LAW_SUBJECTS["en"]).split(";"))
    month = rng.randrange(1, 13)
    name = TERMS.get(language, TERMS["en"])["months"].split()[month - 1]
    return form.format(
        subject, d=rng.randrange(1, 29), m=month, M=name, y=rng.randrange(1950, 2025),
        n=rng.randrange(1, 999),
    )  # fmt: skip


def report_number(year: int, rng: Random) -> str:
    """The number of an invented report ("TR-98-12", "1234", "CMU-CS-99-101")."""
    number = rng.randrange(1, 400)
    forms = (
        str(rng.randrange(10, 13000)),
        f"TR-{year % 100:02d}-{number:02d}",
        f"{year}-{number}",
        f"{year}/{number:02d}",
        f"CS-{year % 100:02d}-{number:03d}",
        f"WP/{year % 100:02d}/{number}",
        f"LA-UR-{year % 100:02d}-{rng.randrange(1000, 9999)}",
    )
    return rng.choice(forms)


def software(rng: Random) -> str:
    """The name of an invented program, often with what it is."""
    stems = (
        "Geo Stat Seq Map Text Plot Phylo Net Sim Quant Chem Tree Astro Lex Flow Graph"
    ).split()
    ends = ["R", "Py", "Lab", "Kit", "Tools", "Suite", "X", "Viewer", "er", "Base", "Master", "Pro"]
    name = rng.choice(stems) + rng.choice(ends)
    purpose = rng.choice(
        ("", "", ": a package for data analysis", ": Software for image processing",
         ": tools for spatial statistics", ": A language and environment for modelling")
    )  # fmt: skip
    return name + purpose
