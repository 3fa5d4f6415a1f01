"""Running the command line: inside this process, or as users do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner

from refparse._errors import RefparseError
from refparse.cli import cli


class Ended(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def invoke() -> Run:
    """Run a verb with click's runner, with standard input as text or bytes."""

    def call(*arguments: object, stdin: str | bytes | None = None) -> Ended:
        result = CliRunner().invoke(
            cli, [str(one) for one in arguments], input=stdin, standalone_mode=False
        )
        error = result.exception
        if error is not None and not isinstance(error, (click.ClickException, RefparseError)):
            raise error
        status = 2 if error is not None else result.return_value
        usage = isinstance(error, click.ClickException)
        message = error.format_message() if usage else str(error or "")
        out = result.stdout_bytes.decode("utf-8")
        return Ended(status, out, result.stderr_bytes.decode("utf-8") + message)

    return call


@pytest.fixture
def shell() -> Run:
    """Run the installed command in a process of its own."""
    command = Path(sys.executable).with_name("refparse")

    def call(*arguments: object, stdin: bytes = b"", **environment: str) -> Ended:
        run = subprocess.run(
            [str(command), *(str(one) for one in arguments)],
            input=stdin,
            capture_output=True,
            timeout=300,
            env={**os.environ, "COLUMNS": "100", **environment},
        )
        return Ended(run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))

    return call
