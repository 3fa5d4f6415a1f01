"""Label words at the ends of a span: "Vol. 3" gives "3", "167-177 pp." gives "167-177"."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.people import ROLE_TAIL
from refparse.corpus.rules.spans import Span, Spans, each
from refparse.tagger.scheme import narrow

_ROLE: Final = (
    r"(?:eds?|edd|edits?|editors?|edited|éds?|édit(?:eurs?)?|dirs?|hrsgg?|hgg?|herausgeber(?:in)?"
    r"|herausgegeben|orgs?|organizador(?:es)?|coords?|coordinador(?:es)?|comps?|cur|curr|redaktion"
    r"|red|ред|отв|под|сост)"
)
_EDITED: Final = (
    r"(?:in\s*:?\s+)?(?:(?:edited|ed|eds|compiled|comp)\b\.?,?\s*(?:and\s+(?:trans\w*\.?|intro\w*\.?)"
    r"\s*)?by\b|a\s+cura\s+di|(?:a\s*)?c\.\s*di\b|cura\s+d[ie]l?\b|(?:hrsg|hg|herausgegeben|ed)\b\.?\s*(?:von|v\.)"
    r"(?=\s)|(?:sous\s+la\s+|s\.\s*l\.\s*)?(?:dir|direction)\b\.?\s*(?:de|d['’])"
    r"|[eé]d(?:it[eé]s?|\.)?\s+par|[eé]d(?:ición|ição)?\.?\s+de|org(?:anizado)?\.?\s+por"
    r"|coord(?:inado)?\.?\s+por|под\s+(?:общ\.\s*)?ред\.?(?:акцией)?|by\b)"
)
_TRANSLATED: Final = (
    r"(?:(?:trans(?:l(?:at(?:ed|ion))?)?|tr)\b\.?,?\s*(?:and\s+(?:ed(?:ited|s?\.)|intro\w*\.?)\s*)?"
    r"(?:from\s+(?:the\s+)?\w+\s+)?(?:by\b)?"
    r"|tradu(?:it|ction|cción|ção|zione|ttore|zido|cido|ctor|tor)\w*\b\.?\s*"
    r"|trad\b\.?\s*|(?:übers(?:etzt)?|übersetzung|uebers)\b\.?\s*(?:von)?"
    r"|(?:fr|it|ital|ingl|esp|franç|dt|engl|angl)\b\.?\s*"
    r"|(?:de\s+l['’]\s*|du\s+|dal?\s+|del\s+|aus\s+dem\s+|do\s+)\w+\s+(?=par|por|di|von|da)"
    r"|пер(?:евод)?\.?\s+(?:с\s+\w+\.?)?|(?:par|por|di|von|by)\b)"
)
_PAGE: Final = (
    r"(?i:(?:pp|pgs?|pages?|pagg?|págs?|páginas?|pagin[ae]|seiten?|стр|str|fols?|foll?|spalten?"
    r"|coll?|art(?:icle|ikel)?(?:\s*(?:id|no|number)\b\.?)?|at|cc)\b[.,:]?\s*)(?=[\w(])"
    r"|[pP]\s?[pP]?[.,]?\s*(?=[\divxlcdm])|p[.,]\s*(?=\w)"
    r"|[sSсС](?:[.,]\s*|\s+)(?=\d)|[cf]\.\s*(?=\d)"
)
_VOLUME: Final = (
    r"(?i:(?:vol(?:ume[ns]?)?s?|voll|vv|voi|bd|bde|band|bände|tom[eo]?s?|том|jg|jahrg(?:ang)?"
    r"|roč(?:ník)?|(?:series\s+)?volume|ann?o|année)\b[.,:]?\s*(?=[\divxlcdm]))"
    r"|(?i:vol\.?)(?=\d)|[tTтТvV](?:[.,]\s*|\s+)(?=[\divxlcdmIVXLCDM])|[vt](?=\d)"
    r"|第(?=\d)|제\s*(?=\d)"
)
_ISSUE: Final = (
    r"(?i:(?:no?s?|nrs?|nums?|núms?|numéros?|números?|numero|numbers?|n°s?|nºs?|heft|hft|issues?"
    r"|iss|fasc(?:icule|icolo)?|вып(?:уск)?|št|cahier)\b[.,:]?\s*(?=[\dIVXLC]))"
    r"|(?i:nos?\.)(?=\d)|[n№NhHč#][°ºo]?[.,]?\s*(?=\d)|[nN][°º]\.?\s*|№\s*|第(?=\d)|제\s*(?=\d)"
)
_ACCESS: Final = (
    r"(?:last\s+|date\s+)?(?:accessed|retrieved|visited|viewed|cited|checked|consulted|downloaded"
    r"|access(?:\s+date)?|consult[eé]e?(?:\s+le)?|ab(?:gerufen|ruf(?:datum)?)(?:\s+am)?|zugriff(?:\s+am)?|letzter"
    r"|acess?o|acessado|accedido|acceso|consultado|consultato|visitato|дата\s+обращения)"
    r"(?:\s+(?:on|in|em|el|the|am|il))?\s*[:,]?\s*"
)

LEADS: Final[dict[str, re.Pattern[str]]] = {
    label: re.compile(rf"(?:{pattern})", re.IGNORECASE if ignore else 0)
    for label, pattern, ignore in (
        ("pages", _PAGE, False),
        ("volume", _VOLUME, False),
        ("issue", _ISSUE, False),
        ("edition", r"(?:[eé]d(?:ition)?|edn|изд)\b\.?\s*(?=\d)", True),
        ("accessed", _ACCESS, True),
        (
            "editor",
            rf"{_EDITED}\s*|in\b\s*[:,]?\s*|(?:{_ROLE}[.:]|eds|hrsgg?|hgg?)\s+|\(?{_ROLE}\.?\s*\)\s*[.,:]?\s*",
            True,
        ),
        ("translator", rf"{_TRANSLATED}\s*", True),
        ("author", r"(?:written\s+)?by\s+", True),
        (
            "booktitle",
            r"(?:in|en|dans|em|в)\b\s*:\s*|in\s+(?=[^\W\d_])|//\s*|(?:paper\s+|poster\s+|talk\s+|poster\s+session\s+)?presented\s+(?:at|to)\s+(?:the\s+)?|of\s+(?-i:(?=[A-Z]))",
            True,
        ),
        ("journal", r"(?:in|dans|em|в)\b\s*:?\s+|in\s*:\s*|//\s*", True),
        ("title", r"//\s*", False),
        ("series", r"(?:ser|coll)\.\s+(?=[^\W\d_])", True),
        (
            "url",
            r"(?:available\s+(?:from|at|online)|online|url|retrieved\s+from|from|disponible\s+en|disponível\s+em)\s*:?\s*",
            True,
        ),
        ("doi", r"(?:https?://)?(?:dx\.)?doi(?:\.org/|\s*[:=.]?\s*)(?=10\.)", True),
        ("isbn", r"(?:e-?)?isbn(?:[-\s]?1[03])?\s*[:=.]?\s*", True),
        ("issn", r"(?:[ep]-?)?issn\s*[:=.]?\s*", True),
        ("pmid", r"(?:pubmed\s*)?(?:pmid|pubmed)\s*[:=.]?\s*", True),
        ("identifier", r"(?:pmcid)\s*[:=.]?\s*", True),
        ("publisher", r"published\s+by\s+", True),
        (
            "date",
            r"(?:anno|nell['’]anno|(?:dell['’]\s*)?a\.\s*a\.|copyright|©|published|printed)\s*(?=\d)",
            True,
        ),
        ("location", r"(?-i:in|at|presso|à|zu)\s+(?-i:(?=[^\W\d_a-z]))", True),
        ("number", r"(?:ref\.?|no\.)\s*(?=\d)", True),
        ("note", r"(?:note)\s*:\s*", True),
    )
}
"""Words in front of a span's value, by label."""

TAILS: Final[dict[str, re.Pattern[str]]] = {
    label: re.compile(pattern, re.IGNORECASE)
    for label, pattern in (
        (
            "pages",
            r"(?<=[\divxlcm])\s*(?:pp?|[sсС]|pages|seiten|páginas|pág|стр|str|페이지|頁|页|쪽)\.?$",
        ),
        ("volume", r"(?<=\d)\s*(?:巻|卷|권|期|集|집|\.?\s*(?:jg|jahrg(?:ang)?)\.?)$"),
        ("issue", r"(?<=\d)\s*(?:號|号|호|期)$|\s+del$"),
        (
            "edition",
            r"\s*,?\s*\b(?:ed(?:ition|n|it|ición|ição|izione)?|aufl(?:age)?|éd(?:ition)?|изд(?:ание)?"
            r"|vyd(?:ání)?|wyd(?:anie)?|ausg(?:abe)?)\.?$",
        ),
        ("editor", f"(?-i:{ROLE_TAIL})"),
        (
            "translator",
            r"(?:[,;]\s*|\s+|\s*[(\[]\s*)(?:trans(?:l|lators?)?|trads?|übers|tr)\b\.?\s*[)\]]?$",
        ),
        (
            "title",
            r"(?:[,.]?''|(?<=[.,;!?»”\"’])\s+in|\s*//|[,.;]\s*(?:pp?|pagg?|voll?|voi|col|t)|,\s*a)\s*[:.]?$",
        ),
        ("booktitle", r"(?:\s*//|[,.;(]\s*(?:pp?|pagg?|voll?|voi|bd|eds?|hrsg))\s*[:.]?$"),
        (
            "journal",
            r"(?:\s*//|[,.;(\s]\s*(?:pp?|pagg?|vol|voll|voi|bd|n[or]|no\.|issue|т))\s*[:.,]?$",
        ),
        ("note", r"[,;]\s*(?:in|pp?|pagg?|t|vol|voll)\s*[:.]?$"),
        ("genre", r"[,\s]\s*(?:v|vol|no|nr|n)\.?$"),
        ("publisher", r"[,.;]\s*(?:pp?|in)\s*[:.]?$"),
        ("url", r"\s+[(\[]?(?:accessed|retrieved)$"),
    )
}
"""Words behind a span's value, by label."""

_INITIAL: Final = re.compile(r"(?:[\s.\-–]|^)(?:[^\W\d_]|al|др|Jr|Sr)$")
_LOST_INITIALS: Final = re.compile(r",\s(?:[^\W\d_a-z]\.[\s-]?){0,4}[^\W\d_a-z]\.(?=\s?[(,])")
_OPENING: Final = {")": "(", "]": "[", "»": "«"}
_BALANCED: Final = frozenset(
    {"title", "booktitle", "journal", "series", "author", "publisher", "note"}
)
_PEOPLE: Final = frozenset({"author", "editor", "translator"})


def strip(text: str, span: Span) -> Span:
    """Narrow a span and take label words off both ends until nothing more comes off."""
    start, end, label = span
    lead, tail = LEADS.get(label), TAILS.get(label)
    while True:
        start, end = narrow(text, start, end, label)
        if start >= end:
            return start, start, label
        match = lead.match(text, start, end) if lead else None
        if match and match.end() > start and _alnum(text, match.end(), end):
            start = match.end()
            continue
        # A window keeps the search linear; no tail is longer.
        match = tail.search(text, max(start, end - 40), end) if tail else None
        if match and match.start() < end and _alnum(text, start, match.start()):
            end = match.start()
            continue
        return start, end, label


def strip_affixes(text: str, spans: Spans) -> Spans:
    """Narrow every span and take label words off both ends."""
    return each(spans, lambda _, span: [strip(text, span)])


def extend_edges(text: str, spans: Spans) -> Spans:
    """Give back what belongs to the span: an initial's dot, a closing bracket, a question mark."""
    starts = [*(span[0] for span in spans[1:]), len(text)]

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        limit = starts[index]
        following = text[end : end + 1]
        if end < limit:
            opening = _OPENING.get(following, "")
            if opening and label in _BALANCED:
                inside = text[start:end]
                if inside.count(opening) > inside.count(following):
                    end += 1
            elif (label in ("title", "booktitle") and following in ("?", "!")) or (
                label in _PEOPLE
                and following == "."
                and _INITIAL.search(text, max(start, end - 8), end)
                and narrow(text, start, end + 1, label)[1] == end + 1
            ):
                end += 1
            initials = _LOST_INITIALS.match(text, end, limit) if label == "author" else None
            if initials:
                end = initials.end()
        return [(start, end, label)]

    return each(spans, change)


def _alnum(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in text[start:end])
