"""The examples run, and print what they are about."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
PRINTED = {
    "find_references.py": ["Braudel", "Ginzburg", "1958", "1980"],
    "render_styles.py": ["--- apa", "Luhmann, N. (1984)", "World Politics"],
    "link_references.py": ["found | 10.2307/2010183 | 0.9", "not found; may not exist"],
    "pandas_frame.py": ["Snyder, G.H.", "'A': 1984, 'B': 1958", "3: 'missing"],
    "polars_frame.py": ["1958 | Braudel, F. | 725-753", "1984 | Luhmann, Niklas | -"],
    "sklearn_pipeline.py": ["article-journal", "article book article book"],
    "spacy_pipeline.py": ["Snyder 1984 461-495", "| The cheese and the worms", "'author')"],
    "session.py": ["Snyder 1984 36 4 461-495", "Luhmann 1984", "Лотман 1992"],
    "to_bibtex.py": ["@article{", "@book{", "Econometrica"],
    "to_formats.py": ["references.json", "references.yaml", "references.html"],
}


def run(*arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_every_example_is_tested() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(PRINTED)


@pytest.mark.parametrize("name", sorted(PRINTED))
def test_an_example_runs(name: str) -> None:
    out = run(EXAMPLES / name)
    for words in PRINTED[name]:
        assert words in out


def test_an_example_takes_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Doe J. The title of it. Journal of X. 2001;4(2):5-9.\n")
    out = run(EXAMPLES / "to_bibtex.py", tmp_path / "mine.txt")
    assert out.startswith("@")
    assert out.count("@") == 1


def test_the_command_of_make_parse(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("refparse")
    source, target = EXAMPLES / "references.txt", tmp_path / "references.json"
    subprocess.run([command, "parse", source, "--format", "csl", "-o", target], check=True)
    items = json.loads(target.read_text("utf-8"))
    assert len(items) == 20
    assert len({item["id"] for item in items}) == 20
