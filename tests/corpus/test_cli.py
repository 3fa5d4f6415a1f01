from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from refparse.cli import cli
from refparse.cli.corpus import corpus
from refparse.cli.corpus_files import FORMAT_NAMES
from refparse.corpus import read_jsonl
from refparse.corpus.io import FORMATS
from tests.corpus.notation import labelled, tagged
from tests.corpus.samples import SAMPLES


def run(*arguments: object, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(corpus, [str(each) for each in arguments], input=input)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    FORMATS["jsonl"].write(SAMPLES.values(), path)
    return path


def test_names_of_formats() -> None:
    assert tuple(FORMATS) == FORMAT_NAMES


@pytest.mark.parametrize("verb", sorted(corpus.commands))
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert f"Example: refparse corpus {verb}" in " ".join(result.output.split())


def test_the_group_hangs_on_the_command_line(gold: Path) -> None:
    result = CliRunner().invoke(cli, ["corpus", "stats", str(gold)], standalone_mode=False)
    assert result.return_value == 0
    result = CliRunner().invoke(
        cli, ["corpus", "leaks", str(gold), str(gold)], standalone_mode=False
    )
    assert result.return_value == 1


@pytest.mark.parametrize("verb", sorted({*corpus.commands} - {"diff", "leaks", "split"}))
def test_missing_file_is_status_2(verb: str, tmp_path: Path) -> None:
    result = run(verb, tmp_path / "nothing.jsonl")
    assert result.exit_code == 2
    assert "nothing.jsonl" in result.stderr
    assert "Traceback" not in result.output


class TestConvert:
    def test_there_and_back(self, gold: Path, tmp_path: Path) -> None:
        assert run("convert", gold, "--to", "conll", "-o", tmp_path / "x.conll").exit_code == 0
        result = run("convert", tmp_path / "x.conll")
        assert result.exit_code == 0
        assert result.stderr == f"{len(SAMPLES)} references written\n"
        back = [json.loads(line) for line in result.stdout.splitlines()]
        assert [each["id"] for each in back] == [each.id for each in SAMPLES.values()]

    def test_standard_input(self, gold: Path) -> None:
        result = run("convert", "-", "--to", "parscit", input=gold.read_bytes())
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) == len(SAMPLES)

    def test_onto_itself(self, gold: Path) -> None:
        before = gold.read_text(encoding="utf-8")
        assert run("convert", gold, "-o", gold).exit_code == 0
        assert gold.read_text(encoding="utf-8") == before

    def test_an_error_half_way_leaves_the_target_alone(self, gold: Path, tmp_path: Path) -> None:
        broken = tmp_path / "broken.jsonl"
        broken.write_text(SAMPLES["web"].to_json() + "\nnonsense\n", encoding="utf-8")
        before = gold.read_text(encoding="utf-8")
        result = run("convert", broken, "-o", gold)
        assert result.exit_code == 2
        assert "broken.jsonl:2" in result.stderr
        assert gold.read_text(encoding="utf-8") == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.jsonl", "gold.jsonl"]

    def test_unknown_format(self, gold: Path) -> None:
        assert run("convert", gold, "--to", "yaml").exit_code == 2


class TestValidate:
    def test_clean(self, gold: Path) -> None:
        result = run("validate", gold)
        assert (result.exit_code, result.stdout) == (0, "")

    def test_findings(self, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl"
        FORMATS["jsonl"].write([labelled("<pages|pp. 12> x", "a")], path)
        result = run("validate", path)
        assert result.exit_code == 1
        assert result.stdout.startswith("a: label word: 'pp. 12': ")
        assert run("validate", path, "--severe").exit_code == 0
        found = json.loads(run("validate", path, "-f", "jsonl").stdout)
        assert found["rule"] == "label word"


def test_stats(gold: Path) -> None:
    found = json.loads(run("stats", gold, gold, "-f", "json").stdout)
    assert found["references"] == 2 * len(SAMPLES)
    assert "author" in run("stats", gold).stdout


class TestSplit:
    def test_parts(self, gold: Path, tmp_path: Path) -> None:
        folder = tmp_path / "parts"
        result = run("split", gold, "--part", "train=2", "--part", "test=1", "-o", folder)
        assert result.exit_code == 0
        sizes = {path.name: len(list(read_jsonl(path))) for path in folder.iterdir()}
        assert sizes == {"train.jsonl": 6, "test.jsonl": 3}

    @pytest.mark.parametrize("part", ["train", "train=x", "=1", "train=0", "../x=1", "a=nan"])
    def test_bad_parts(self, part: str, gold: Path, tmp_path: Path) -> None:
        result = run("split", gold, "--part", part, "-o", tmp_path / "parts")
        assert result.exit_code == 2


def test_dedupe(gold: Path, tmp_path: Path) -> None:
    result = run("dedupe", gold, gold, "--list", tmp_path / "list.jsonl")
    assert result.exit_code == 0
    assert result.stdout == gold.read_text(encoding="utf-8")
    assert len((tmp_path / "list.jsonl").read_text().splitlines()) == len(SAMPLES)


def test_leaks(gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    FORMATS["jsonl"].write([labelled("<author|Nobody> else", "z")], other)
    assert run("leaks", gold, other).exit_code == 0
    result = run("leaks", gold, other, gold, "-f", "jsonl")
    assert result.exit_code == 1
    assert {json.loads(line)["how"] for line in result.stdout.splitlines()} == {"text"}


class TestNormalise:
    def test_profile_by_the_name_of_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "linkedbooks-train.jsonl"
        reference = labelled("<author|A. ROE>, <title|Torri, Venezia> <date|1941>", "a")
        FORMATS["jsonl"].write([reference, labelled("<volume|3>", "b")], path)
        result = run("normalise", path, "-o", tmp_path / "out.jsonl")
        assert result.exit_code == 0
        (normal,) = read_jsonl(tmp_path / "out.jsonl")
        assert tagged(normal).endswith("<title|Torri>, <location|Venezia> <date|1941>")
        assert "1 dropped: fragment" in result.stderr
        assert "1 references kept" in result.stderr

    def test_unknown_profile(self, gold: Path) -> None:
        result = run("normalise", gold, "--profile", "x")
        assert result.exit_code == 2
        assert "anystyle-core" in result.stderr


class TestDiff:
    def test_table(self, gold: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.jsonl"
        changed = labelled("<title|Plain facts> [Online]", "sample-6")
        changed = SAMPLES["web"].__class__(changed.id, SAMPLES["web"].text, changed.spans)
        references = [changed if each.id == changed.id else each for each in SAMPLES.values()]
        FORMATS["jsonl"].write(references, other)
        result = run("diff", gold, other, "--show", "1")
        assert result.exit_code == 0
        assert "- medium: Online" in result.stdout
        found = json.loads(run("diff", gold, other, "-f", "json").stdout)
        assert found["labels"]["medium"]["f1"] == 0
        assert len(found["differences"]) == 1

    def test_unpaired_is_status_1(self, gold: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.jsonl"
        FORMATS["jsonl"].write([SAMPLES["web"]], other)
        result = run("diff", gold, other)
        assert result.exit_code == 1
        assert "only in the first" in result.stderr
