"""refparse link: lines in, lines out, and what is said about them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import Ended, Run, invoke, shell
from tests.link.registry import Index, Registry
from tests.link.works import Record, invent, vancouver

__all__ = ["invoke", "shell"]


@pytest.fixture
def registry(index: Index) -> Iterator[Registry]:
    with Registry(index) as running:
        yield running


@pytest.fixture
def lines(records: list[Record]) -> list[str]:
    false = invent(records, Random(2))
    conflict = f"{vancouver(records[1])} doi:{records[3]['DOI']}"
    return [vancouver(records[0]), "", vancouver(false), conflict]


def run(invoke: Run, registry: Registry, *arguments: object, stdin: str = "") -> Ended:
    to = ("--crossref-url", registry.url, "--rate", "1e6", "--mail", "me@example.org")
    cache = () if "--cache" in arguments or "--no-cache" in arguments else ("--no-cache",)
    return invoke("link", *to, *cache, *arguments, stdin=stdin)


def test_lines_out_are_lines_in(
    invoke: Run, registry: Registry, lines: list[str], records: list[Record]
) -> None:
    ended = run(invoke, registry, stdin="\n".join(lines))
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert [one["text"] for one in found] == lines
    assert [one["link"] and one["link"]["status"] for one in found] == [
        "found", None, "not-found", "conflict",
    ]  # fmt: skip
    assert found[0]["link"]["doi"] == records[0]["DOI"]
    assert "DOI" not in found[0]["csl"]
    assert found[3]["csl"]["DOI"] == records[3]["DOI"]
    assert found[3]["link"]["doi"] == records[1]["DOI"]
    assert set(found[0]) == {"text", "spans", "csl", "confidence", "error", "link"}
    assert set(found[0]["link"]) == {
        "status", "doi", "score", "source", "csl", "closest", "message",
    }  # fmt: skip
    assert ended.status == 1  # The blank line failed.
    assert "reference 2: the line is blank" in ended.err
    assert "1 found, 1 conflict, 1 not-found" in ended.err
    assert registry.asked[0][1]["mailto"] == "me@example.org"


def test_what_parse_wrote_can_be_read(
    invoke: Run, registry: Registry, lines: list[str], tmp_path: Path
) -> None:
    (tmp_path / "raw.txt").write_text(lines[0] + "\n", "utf-8")
    invoke("parse", tmp_path / "raw.txt", "-f", "jsonl", "-o", tmp_path / "parsed.jsonl")
    ended = run(invoke, registry, tmp_path / "parsed.jsonl")
    assert json.loads(ended.out)["link"]["status"] == "found"
    assert ended.status == 0


def test_the_report_for_people(
    invoke: Run, registry: Registry, lines: list[str], records: list[Record]
) -> None:
    ended = run(invoke, registry, "-f", "report", stdin="\n".join(lines))
    blocks = ended.out.rstrip().split("\n\n")
    assert len(blocks) == 4
    assert blocks[0].startswith(f"1. found  https://doi.org/{records[0]['DOI']}  9")
    assert blocks[1].startswith("2. failed  the line is blank")
    assert "not found; may not exist" in blocks[2]
    assert "closest: " in blocks[2]
    assert "differs" in blocks[3]


@pytest.mark.parametrize("fill", [False, True])
def test_other_formats(
    invoke: Run, registry: Registry, records: list[Record], fill: bool, tmp_path: Path
) -> None:
    option = ("--fill",) if fill else ()
    target = tmp_path / "out.json"
    lines = vancouver(records[0]) + "\n" + vancouver(invent(records, Random(2)))
    ended = run(invoke, registry, "-f", "csl", "-o", target, *option, stdin=lines)
    assert ended.status == 0
    first, second = json.loads(target.read_text("utf-8"))
    assert first["custom"]["link-doi"] == records[0]["DOI"]
    assert first.get("DOI") == (records[0]["DOI"] if fill else None)
    assert second["custom"]["link-status"] == "not-found"
    assert "DOI" not in second


def test_the_cache_saves_requests(
    invoke: Run, registry: Registry, lines: list[str], tmp_path: Path
) -> None:
    cache = ("--cache", tmp_path / "cache.sqlite")
    first = run(invoke, registry, *cache, stdin=lines[0])
    second = run(invoke, registry, *cache, stdin=lines[0])
    assert first.out == second.out
    assert len(registry.asked) == 1


def test_a_registry_that_is_down(invoke: Run, index: Index, lines: list[str]) -> None:
    with Registry(index, lambda number: "500") as registry:
        ended = run(invoke, registry, "--retries", 0, stdin=lines[0] + "\n" + lines[2])
    assert ended.status == 1
    found = [json.loads(line)["link"] for line in ended.out.splitlines()]
    assert [one["status"] for one in found] == ["unavailable"] * 2
    assert "reference 1: crossref: HTTP status 500" in ended.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--cache", "x", "--no-cache"), "contradict"),
        (("--mail", "nobody"), "no mail address"),
        (("--source", "scopus"), "scopus"),
        (("nothing-here.txt",), "nothing-here.txt"),
        (("-f", "word"), "unknown output format 'word'"),
    ],
)
def test_bad_usage(
    invoke: Run, registry: Registry, arguments: tuple[str, ...], message: str
) -> None:
    ended = run(invoke, registry, *arguments, stdin="x")
    assert ended.status == 2
    assert message in ended.err


def test_without_a_mail_address(shell: Run, registry: Registry, lines: list[str]) -> None:
    """The installed command, in a process of its own."""
    ended = shell(
        "link", "--crossref-url", registry.url, "--no-cache", "--rate", "1000", "-",
        stdin=lines[0].encode(),
    )  # fmt: skip
    assert ended.status == 0
    assert json.loads(ended.out)["link"]["status"] == "found"
    assert "no --mail" in ended.err
    assert "mailto" not in registry.asked[0][1]


def test_the_help_has_an_example(invoke: Run) -> None:
    assert "Example: refparse link" in " ".join(invoke("link", "--help").out.split())
