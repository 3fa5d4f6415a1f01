"""refparse synth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from refparse.cli.synth import synth
from refparse.corpus import read_jsonl
from refparse.corpus.validate import validate
from tests.training.test_synthetic import RECORDS


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.json"
    path.write_text(json.dumps(RECORDS), "utf-8")
    return path


def test_references_of_templates_with_abbreviations(records: Path, tmp_path: Path) -> None:
    listed = tmp_path / "journals.tsv"
    listed.write_text("Journal of Marsh Research\tJ. Marsh Res.\n", "utf-8")
    out = tmp_path / "out.jsonl"
    arguments = ["--records", str(records), "--count", "8", "--abbreviations", str(listed)]
    shares = ["--mix", "templates=1", "-o", str(out)]
    assert CliRunner().invoke(synth, [*arguments, *shares]).exit_code == 0
    made = list(read_jsonl(out))
    assert len(made) == 8
    assert not [finding for finding in validate(made) if finding.severe]


@pytest.mark.parametrize("mix", ["foo", "styles=much", "styles=1,,", "=1,2"])
def test_shares_that_cannot_be_read(records: Path, mix: str) -> None:
    result = CliRunner().invoke(
        synth, ["--records", str(records), "--count", "2", "--mix", mix], standalone_mode=True
    )
    assert result.exit_code == 2
    assert "give name=share" in result.output
