"""Names of organisations: which words give them away, and where one ends and the next begins."""

from __future__ import annotations

import re
from typing import Final

from refparse.citation._letters import UPPER, word_set
from refparse.citation.name_words import fold

HEADS: Final = word_set(
    # English
    "university universities institute institutes institution organization organizations"
    " organisation organisations department dept ministry council committee subcommittee"
    " commission association associations society societies group groups collaboration"
    " collaborations team consortium network networks center centre centers centres agency"
    " agencies bureau office board foundation foundations company companies corporation"
    " incorporated inc ltd llc plc corp press library libraries museum museums academy academies"
    " federation confederation union nations government governments service services"
    " administration authority authorities coalition congress parliament senate programme"
    " program programs project initiative college hospital hospitals survey study laboratory"
    " laboratories secretariat investigators collaborators bank force resources standards court"
    " archive archives publishing systems technologies partnership directorate assembly"
    " taskforce workgroup panel trust trusts fund alliance league institut"
    # German
    " gmbh ag universität universitat hochschule institut ministerium bundesministerium"
    " bundesamt landesamt umweltbundesamt verein verband gesellschaft kommission ausschuss rat"
    " stiftung bundesregierung bundesanstalt bundestag zentrum behörde behorde akademie"
    " forschungsgemeinschaft arbeitsgemeinschaft arbeitsgruppe arbeitskreis amt bundeszentrale"
    " statistisches landesregierung museumsverein fraktion senatsverwaltung"
    " kultusministerkonferenz"
    # French, Italian, Spanish, Portuguese
    " université universite ministère ministere societé societe société associations académie"
    " academie comité comite conseil centre laboratoire bibliothèque bibliotheque musée musee"
    " organisation fondation commission gouvernement assemblée assemblee sénat agence"
    " observatoire università universita ministero istituto società societa accademia comitato"
    " consiglio biblioteca comune regione fondazione archivio associazione agenzia centro museo"
    " universidad universidade ministerio ministério instituto sociedad sociedade asociación"
    " asociacion associação associacao academia consejo conselho comisión comision comissão"
    " comissao fundación fundacion fundação fundacao gobierno governo secretaria secretaría"
    " agencia agência coordenação coordenacao organización organizacion organização organizacao"
    " congreso departamento prefeitura câmara camara tribunal observatorio observatório"
    " confederación"
    # Dutch, Nordic, Slavic
    " universiteit ministerie vereniging stichting raad universitet universitetet ministeriet"
    " statistisk statens sällskapet institutt uniwersytet ministerstwo instytut towarzystwo"
    " univerzita ministerstvo ústav ustav akademie университет институт министерство академия"
    " комитет комиссия общество совет центр организация ассоциация федерация правительство фонд"
    " библиотека музеи агентство департамент управление служба институту университету"
)
"""Words that only organisations have in their names (folded or as printed in lower case)."""

FUNCTION_WORDS: Final = word_set(
    "of for the The THE on against für fur pour sur para per po по для при"
)
"""Small words that stand in names of organisations, never in those of people."""

ACRONYMS: Final = word_set(
    "WHO OECD NATO UNESCO UNICEF ICOMOS CDC NASA NOAA NIST USDA USGS EPA FAO IMF IPCC UN EU"
    " UNDP UNEP UNHCR WTO IEEE ISO IEC DIN ANSI ASTM ASHRAE CERN ESA IAEA ILO ICRC ICOM IFLA BBC"
    " CNN INEP IBGE MEC BRASIL CEPAL INE INSEE INRA CNRS DFG BMBF BMWI BMU OCDE OMS ONU ONS NHS"
    " NIH NICE NHTSA NREL RAND HMSO AERA APA ADA FDI NCBI FDA GAO OMB ITU IUCN WWF OPEC SIPRI"
    " AASHTO UNCTAD EUROSTAT COLLECTIF EUROPOL INTERPOL ECLAC MERCOSUL PETROBRAS EMBRAPA"
)
"""Acronyms of organisations that stand alone as an author."""

_INC: Final = re.compile(
    r"(?:inc|ltd|llc|plc|corp|co|gmbh|ag|s\.?a|n\.?v|b\.?v|pty)\.?$", re.IGNORECASE
)
_PLACES: Final = word_set(
    "united kingdom states u.s us usa uk canada australia france germany italy spain brazil"
    " brasil japan china india russia mexico england scotland wales ireland netherlands sweden"
    " norway state federal national division section branch region bureau"
)
_OF_A_STATE: Final = (
    "state of ",
    "government of ",
    "division of ",
    "province of ",
    "republic of ",
    "república ",
    "république ",
    "republik ",
    "estado d",
)
_PARTS: Final = word_set(
    "department dept division section branch office faculty school subcommittee committee"
    " bureau center centre unit directorate fakultät abteilung institut institute secretariat"
    " département departamento faculté facultad laboratory"
)
_ACRONYM_END: Final = re.compile(rf"\w\s+[(\[]\s*[{UPPER}]{{2}}[{UPPER}&/-]+\s*[)\]]\s*$")
_LONGEST: Final = 2000  # characters of several organisations joined by "and"
_SPLIT_AND: Final = re.compile(r"\s+(?:and|und|et|y|e|&|и)\s+(?:the\s+)?")


def is_head(word: str) -> bool:
    """Whether a word, as printed, gives an organisation away."""
    low = word.lower()
    if low in HEADS:
        return True
    low = low.strip(".,()[]'’\"")
    if low in HEADS or (not low.isascii() and fold(low) in HEADS):
        return True
    return len(low) > 11 and low.endswith(("ministerium", "gesellschaft", "verband", "institut"))


def ends_in_acronym(text: str) -> bool:
    """Whether a name closes with its acronym in brackets: "ASTM International (ASTM)"."""
    return text.endswith((")", "]")) and _ACRONYM_END.search(text) is not None


def looks_like_one(text: str) -> bool:
    """Whether a stretch of an author list names an organisation."""
    words = text.split()
    if len(words) == 1:
        return words[0].strip("().") in ACRONYMS
    if any(is_head(word) for word in words) or ends_in_acronym(text):
        return True
    return any(word in FUNCTION_WORDS for word in words[1:-1])


def continues(left: str, right: str) -> bool:
    """Whether the stretch behind a comma still belongs to the organisation before it.

    True for "Inc.", a country or state, and for the body that a department is part of.
    """
    bare = re.sub(r"\([^()]*\)", "", right).strip()
    if _INC.match(bare):
        return True
    words = bare.lower().split()
    if words and all(fold(word) in _PLACES or word in _PLACES for word in words):
        return True
    if right.lower().startswith(_OF_A_STATE):
        return True
    first = {fold(word) for word in left.split()}
    second = {fold(word) for word in right.split()}
    has_head = any(is_head(word) for word in right.split())
    return has_head and bool(_PARTS & first or _PARTS & second)


def split_joint(text: str) -> list[str]:
    """Splits "World Health Organization and World Bank" but not "Department of Health and …"."""
    if len(text) > _LONGEST:
        return [text]
    parts: list[str] = []
    rest, start = text, 0
    for match in _SPLIT_AND.finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        left_words, right_words = left.split(), right.split()
        if not left_words or not right_words:
            continue
        left_head = any(is_head(word) for word in left_words)
        opens = is_head(right_words[0]) or right_words[0].lower() in {"the"}
        closes = is_head(left_words[-1]) and any(is_head(word) for word in right_words)
        if left_head and (opens or closes):
            parts.append(left)
            start, rest = match.end(), right
    parts.append(rest)
    return parts
