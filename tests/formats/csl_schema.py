"""A compact restatement of the CSL-JSON 1.0.2 data schema, kept apart from what it checks.

After https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json.
"""

from __future__ import annotations

from typing import Any

_ITEM_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic
collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
interview legal_case legislation manuscript map motion_picture musical_score pamphlet
paper-conference patent performance periodical personal_communication post post-weblog regulation
report review review-book software song speech standard thesis treaty webpage
"""
_STRINGS = """
citation-key language journalAbbreviation shortTitle abstract annote archive archive_collection
archive_location archive-place authority call-number citation-label collection-title
container-title container-title-short dimensions division DOI event event-title event-place genre
ISBN ISSN jurisdiction keyword medium note original-publisher original-publisher-place
original-title part-title PMCID PMID publisher publisher-place references reviewed-genre
reviewed-title scale section source status title title-short URL version volume-title
volume-title-short year-suffix
"""
_NUMBERS = """
id chapter-number citation-number collection-number edition first-reference-note-number issue
locator number number-of-pages number-of-volumes page page-first part printing supplement volume
"""
_NAMES = """
author chair collection-editor compiler composer container-author contributor curator director
editor editorial-director executive-producer guest host interviewer illustrator narrator organizer
original-author performer producer recipient reviewed-author script-writer series-creator translator
"""
_DATES = "accessed available-date event-date issued original-date submitted"

_STRING: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": ["string", "number"]}
_FLAG: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_NAME: dict[str, Any] = {
    "type": "object",
    "properties": {
        "family": _STRING,
        "given": _STRING,
        "dropping-particle": _STRING,
        "non-dropping-particle": _STRING,
        "suffix": _STRING,
        "literal": _STRING,
        **dict.fromkeys(("comma-suffix", "static-ordering", "parse-names"), _FLAG),
    },
    "additionalProperties": False,
}
_PARTS: dict[str, Any] = {"type": "array", "items": _NUMBER, "minItems": 1, "maxItems": 3}
_DATE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "items": _PARTS, "minItems": 1, "maxItems": 2},
        "season": _NUMBER,
        "circa": _FLAG,
        "literal": _STRING,
        "raw": _STRING,
    },
    "additionalProperties": False,
}
ITEM: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "properties": {
        "type": {"type": "string", "enum": _ITEM_TYPES.split()},
        "categories": {"type": "array", "items": {"type": "string"}},
        "custom": {"type": "object"},
        **dict.fromkeys(_STRINGS.split(), _STRING),
        **dict.fromkeys(_NUMBERS.split(), _NUMBER),
        **{name: {"type": "array", "items": _NAME} for name in _NAMES.split()},
        **dict.fromkeys(_DATES.split(), _DATE),
    },
    "required": ["type", "id"],
    "additionalProperties": False,
}
