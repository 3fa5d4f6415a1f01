"""Corporate bodies for invented references: ministries, offices, institutes, towns, societies.

Their names hold what makes corporate authors hard to tell from titles: commas, "and", prepositions,
places, abbreviations before or behind them.
"""

# ruff: noqa: E501  # word lists read better unbroken

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple


class Words(NamedTuple):
    """What a language's bodies are made of; alternatives are parted by ";".

    Attributes:
        kinds: kinds of body, with ``{s}`` for a subject or a list of them and ``{p}`` for a place.
        subjects: what they see to, in the form that follows the kind.
        places: where, in the form that follows the kind.
        joint: "and" before the last subject of a list.
    """

    kinds: str
    subjects: str
    places: str
    joint: str


_WORDS: Final[dict[str, Words]] = {
    "de": Words(
        "Bundesministerium für {s};Ministerium für {s} {p};Landesamt für {s} {p};Bundesamt für {s};"
        "Institut für {s};Institut für {s} {p};Stadt {p};Amt für {s} der Stadt {p};Kreis {p};"
        "Deutsche Gesellschaft für {s} e. V.;Verband für {s};Landesregierung {p};Universität {p};"
        "Senatsverwaltung für {s};Kommission für {s};Zentrum für {s};Bundesanstalt für {s};"
        "Akademie für {s};Beirat für {s} beim Ministerium für {s};Arbeitskreis {p};Regionalverband {p};"
        "Statistisches Landesamt {p};Industrie- und Handelskammer {p};Stiftung {s};Verein für {s}",
        "Umwelt;Naturschutz;Verkehr;Wirtschaft;Arbeit;Soziales;Gesundheit;Bildung;Wissenschaft;"
        "Forschung;Familie;Jugend;Landwirtschaft;Ernährung;Raumordnung;Städtebau;Wohnungswesen;"
        "Denkmalpflege;Statistik;Geologie;Wasserwirtschaft;Energie;Kultur;Landeskunde;Sozialforschung;"
        "Zeitgeschichte;Stadtentwicklung;Bauwesen;Verbraucherschutz;Migration;Technologie;Finanzen",
        "Baden-Württemberg;Bayern;Nordrhein-Westfalen;Hessen;Sachsen;Brandenburg;Rheinland-Pfalz;"
        "Berlin;Hamburg;Bremen;München;Köln;Leipzig;Dortmund;Wien;Zürich;Basel;Graz;Mannheim;Kiel",
        "und",
    ),
    "en": Words(
        "Ministry of {s};Department of {s};Department for {s};U.S. Department of {s};Bureau of {s};"
        "National Institute of {s};National Institute for {s};Institute of {s};Office of {s};"
        "Committee on {s};Royal Commission on {s};Council for {s};Association for {s};City of {p};"
        "Centre for {s};Center for {s};Society for {s};University of {p};{p} City Council;"
        "Agency for {s};National Council on {s};Working Group on {s};{p} Department of {s};"
        "Government of {p};Board of {s};International Commission on {s};Task Force on {s}",
        "Health;Education;Labour;Labor;Energy;Transport;Agriculture;Forestry;Fisheries;Housing;"
        "Justice;Trade;Industry;Statistics;Economic Affairs;Social Services;Mental Health;Science;"
        "Technology;Environmental Protection;Water Resources;Human Services;Urban Development;"
        "Public Health;Aging;Culture;Sport;Food;Rural Affairs;Higher Education;Research;Standards",
        "New York;California;Ontario;Victoria;Scotland;Queensland;Chicago;Toronto;Boston;Leeds;"
        "Manchester;Texas;Alberta;New Zealand;South Africa;India;Kenya;Ireland;Western Australia",
        "and",
    ),
    "fr": Words(
        "Ministère de {s};Ministère de {s};Direction générale de {s};Institut national de {s};"
        "Conseil général de {s};Conseil supérieur de {s};Commission de {s};Observatoire de {s};"
        "Comité national de {s};Ville de {p};Société d’études de {p};Centre de recherche sur {s};"
        "Université de {p};Agence de {s};Mairie de {p};Archives départementales de {p};"
        "Conseil régional de {p};Fédération nationale de {s};Délégation à {s}",
        "l’éducation nationale;la culture;la communication;l’agriculture;la santé;la ville;"
        "l’environnement;la recherche;l’enseignement supérieur;la jeunesse;la consommation;l’emploi;"
        "la statistique;l’aménagement du territoire;la famille;l’équipement;la solidarité;l’énergie",
        "Paris;Lyon;Marseille;Toulouse;Bordeaux;Genève;Bruxelles;Montréal;Rennes;Nantes;Lille",
        "et de",
    ),
    "it": Words(
        "Ministero per {s};Ministero del {p};Istituto di {s};Istituto nazionale di {s};"
        "Comune di {p};Regione {p};Accademia di {s};Società di {s};Centro di {s};Provincia di {p};"
        "Deputazione di {s};Soprintendenza di {p};Università di {p};Camera di commercio di {p}",
        "storia patria;studi economici;statistica;studi romani;ricerche sociali;belle arti;"
        "scienze morali;cultura popolare;storia dell’arte;studi storici;lettere;scienze",
        "Venezia;Roma;Milano;Torino;Firenze;Bologna;Padova;Verona;Napoli;Genova;Treviso;Lombardia",
        "e",
    ),
    "es": Words(
        "Ministerio de {s};Secretaría de {s};Instituto Nacional de {s};Consejo Nacional de {s};"
        "Ayuntamiento de {p};Gobierno de {p};Dirección General de {s};Universidad de {p};"
        "Comisión Nacional de {s};Centro de Estudios de {s};Departamento de {s};Junta de {p}",
        "Salud;Educación;Cultura;Deporte;Agricultura;Estadística;Trabajo;Asuntos Sociales;Justicia;"
        "Medio Ambiente;Ciencia;Tecnología;Desarrollo Social;Economía;Hacienda;Vivienda;Geografía",
        "Madrid;Barcelona;Sevilla;México;Chile;Colombia;Buenos Aires;Valencia;Andalucía;Perú",
        "y",
    ),
    "pt": Words(
        "Ministério da {s};Secretaria de Estado da {s};Instituto Brasileiro de {s};"
        "Instituto Nacional de {s};Conselho Nacional de {s};Prefeitura Municipal de {p};"
        "Universidade de {p};Departamento de {s};Direção-Geral da {s};Associação Brasileira de {s}",
        "Saúde;Educação;Agricultura;Cultura;Justiça;Ciência;Tecnologia;Geografia;Estatística;"
        "Assistência Social;Pecuária;Economia;Segurança;Pesquisa;Enfermagem;Administração",
        "São Paulo;Brasília;Lisboa;Porto;Coimbra;Rio de Janeiro;Minas Gerais;Recife;Curitiba",
        "e",
    ),
    "pl": Words(
        "Ministerstwo {s};Instytut {s};Uniwersytet w {p};Komitet {s};Komisja {s};Rada {s};"
        "Departament {s};Zakład {s}",
        "Zdrowia;Edukacji Narodowej;Środowiska;Kultury;Gospodarki;Historii;Statystyki;"
        "Rolnictwa;Spraw Publicznych;Pracy;Polityki Społecznej;Nauki",
        "Krakowie;Warszawie;Poznaniu;Łodzi;Gdańsku;Lublinie",
        "i",
    ),
    "ru": Words(
        "Министерство {s} Российской Федерации;Институт {s} РАН;Федеральная служба {s};"
        "Комитет {s};Департамент {s};Управление {s};Центр {s};Правительство {p}",
        "здравоохранения;образования;науки;культуры;экономики;сельского хозяйства;труда;"
        "государственной статистики;природных ресурсов;энергетики;социальной защиты;истории",
        "Москвы;Санкт-Петербурга;Московской области;Республики Татарстан;Российской Федерации",
        "и",
    ),
    "nl": Words(
        "Ministerie van {s};Raad voor {s};Gemeente {p};Instituut voor {s};Stichting {s};"
        "Universiteit van {p};Bureau voor {s};Commissie {s}",
        "Volksgezondheid;Welzijn;Sport;Onderwijs;Cultuur;Wetenschap;Verkeer;Waterstaat;Justitie;"
        "Landbouw;Natuurbeheer;Visserij;Economische Zaken;Binnenlandse Zaken",
        "Amsterdam;Utrecht;Rotterdam;Gent;Antwerpen;Leiden;Groningen",
        "en",
    ),
}  # fmt: skip
LANGUAGES: Final = frozenset(_WORDS)
"""Languages whose bodies can be invented."""


def body(language: str, rng: Random) -> str:
    """The name of an invented corporate body.

    Args:
        language: one of :data:`LANGUAGES`; others get an English name.
        rng: where the randomness comes from.

    Returns:
        "Ministry of Health, Labour and Sport", "LKBW – Landesamt für …", "Stadt Graz (Hg)" …
    """
    words = _WORDS.get(language, _WORDS["en"])
    kind = rng.choice(words.kinds.split(";"))
    name = kind
    while "{s}" in name:
        subjects = rng.sample(words.subjects.split(";"), rng.choices((1, 2, 3), (55, 25, 20))[0])
        joined = subjects[-1]
        if len(subjects) > 1:
            comma = "," if language == "en" and len(subjects) > 2 and rng.random() < 0.6 else ""
            between = ", de " if language == "fr" else ", "
            joined = f"{between.join(subjects[:-1])}{comma} {words.joint} {joined}"
        name = name.replace("{s}", joined, 1)
    name = name.replace("{p}", rng.choice(words.places.split(";")))
    if rng.random() < 0.16 and " " in name:
        short = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
        if 1 < len(short) < 7:
            form = rng.choices(("{n} ({a})", "{a} – {n}", "{a} ({n})", "{a} - {n}"), (5, 2, 2, 1))
            name = form[0].format(n=name, a=short)
    return name


def bodies(language: str, rng: Random) -> list[dict[str, str]]:
    """One body, now and then two or three, as CSL names."""
    many = rng.choices((1, 2, 3), (88, 9, 3))[0]
    return [{"literal": name} for name in dict.fromkeys(body(language, rng) for _ in range(many))]
