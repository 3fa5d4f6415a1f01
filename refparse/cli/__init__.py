"""The command line: every verb is a thin wrapper over an importable function.

Exit status: 0 all well; 1 finished, but some items failed (each reported on standard error);
2 usage or unreadable input. Verbs are imported when they are called, so that ``--help`` is quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

import click

from refparse._errors import RefparseError
from refparse._version import __version__

_VERBS: Final = {
    "parse": "Parse raw references, one a line.",
    "extract": "Find the references of a document, split and parse them.",
    "find": "Only find and split the references of a document.",
    "link": "Find the DOIs of references in public registries.",
    "train": "Train a model on labelled corpora.",
    "evaluate": "Measure a model on gold corpora.",
    "calibrate": "Measure a model again, and calibrate its confidence.",
    "crossval": "Cross-validate training settings on labelled corpora.",
    "tune": "Search hyper-parameters on labelled corpora.",
    "benchmark": "Measure speed and memory here.",
    "explain": "Show why each token got its label.",
    "corpus": "Convert, check, count, split and compare corpora.",
    "synth": "Make labelled references from metadata.",
}


class _Verbs(click.Group):
    """A group that imports a verb's module only when the verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module = import_module(f"refparse.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="refparse")
def cli() -> None:
    """Turn raw bibliographic references into structured citations.

    Example: refparse parse references.txt --format bibtex -o references.bib
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; errors end with one line on standard error and status 2."""
    try:
        status = cli.main(args=arguments, prog_name="refparse", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("refparse: interrupted", err=True)
        sys.exit(130)
    except RefparseError as error:
        click.echo(f"refparse: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has left ("| head"): nothing more to say, and no traceback.
        sys.stderr.close()
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)
