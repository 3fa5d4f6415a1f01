from __future__ import annotations

import io
import json
import os
import re
import sys

import pytest

from refparse.cli import main
from refparse.evaluation.explain import explain

REFERENCE = "Keller, A. (1998). Die Ordnung der Dinge. Berlin: Suhrkamp, pp. 12–19."


@pytest.fixture
def run(capsysbinary):
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["explain", *(str(one) for one in arguments)])
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()

    return call


def test_every_token_with_sums_that_agree(run, tiny_model):
    status, out, _ = run(REFERENCE, "-m", tiny_model, "--top", 3)
    assert status == 0
    assert "\x1b" not in out
    blocks = re.split(r"\n(?= {0,2}\d+  )", out.rstrip("\n"))
    tokens = explain(REFERENCE, tiny_model)
    assert len(blocks) == len(tokens)
    for block, token in zip(blocks, tokens, strict=True):
        head, *rest = block.splitlines()
        assert head.split()[:3] == [str(token.index + 1), token.token, token.tag]
        assert f"before {token.runner_up} " in head
        # What is shown, the rest included, adds up to the margin that is shown.
        assert float(head.split()[-1]) == pytest.approx(token.margin, abs=0.006)
        shown = sum(float(line.split()[0]) for line in rest)
        assert shown == pytest.approx(token.margin, abs=0.001 * (len(rest) + 1))
        assert len(rest) <= 3 + 1 + 2


def test_one_token(run, tiny_model):
    _, out, _ = run(REFERENCE, "-m", tiny_model, "--token", 3, "--top", 0)
    assert out.startswith("  3  (1998).  ")
    assert "more features" in out
    status, _, err = run(REFERENCE, "-m", tiny_model, "--token", 99)
    assert status == 2
    assert "--token 99: the reference has 11 tokens" in err


def test_json(run, tiny_model):
    _, out, _ = run(REFERENCE, "-m", tiny_model, "-f", "json", "--top", 2)
    rows = json.loads(out)
    assert [row["token"] for row in rows][:2] == ["Keller,", "A."]
    for row in rows:
        shown = [*row["features"], *row["transitions"], row["other_features"]]
        assert sum(one["difference"] for one in shown) == pytest.approx(row["margin"], abs=1e-4)
        assert len(row["features"]) <= 2


def test_from_standard_input(run, tiny_model, monkeypatch):
    class Stdin:
        buffer = io.BytesIO("Kant \udcff 1781\n".encode("utf-8", "surrogateescape"))

    monkeypatch.setattr(sys, "stdin", Stdin())
    status, out, _ = run("-", "-m", tiny_model)
    assert status == 0
    assert out.startswith("  1  Kant ")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["  ", "-m", "{model}"], "blank"),
        ([REFERENCE, "-m", "nowhere"], "no model 'nowhere'"),
        ([REFERENCE, "--token", "0"], "--token"),
        ([], "REFERENCE"),
    ],
)
def test_bad_input_ends_with_status_2(run, tiny_model, arguments, what):
    status, out, err = run(*(one.replace("{model}", str(tiny_model)) for one in arguments))
    assert (status, out) == (2, "")
    assert what in err


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_colours_on_a_terminal(tiny_model):
    import subprocess

    leader, follower = os.openpty()
    command = [sys.executable, "-c", "from refparse.cli import main; main()", "explain"]
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [*command, "Kant, I. 1781.", "-m", str(tiny_model)], stdout=follower, env=environment
    ) as process:
        os.close(follower)
        out = b""
        while True:
            try:
                block = os.read(leader, 4096)
            except OSError:  # Linux answers so when the other end is closed.
                break
            if not block:
                break
            out += block
    os.close(leader)
    assert process.returncode == 0
    assert b"\x1b[" in out
    assert b"Kant," in out
