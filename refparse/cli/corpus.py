"""refparse corpus: convert, check, count, split and compare labelled corpora."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from refparse._errors import RefparseError
from refparse.cli.corpus_files import (
    FORMAT_NAMES,
    file_of,
    format_option,
    from_option,
    output_option,
    read_all,
    stream_to,
    write_all,
)
from refparse.cli.io import output


class _Group(click.Group):
    """Errors of refparse end with one line and status 2, also when the group is called alone."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            status = super().invoke(ctx)
        except RefparseError as error:
            click.echo(f"refparse: {error}", err=True)
            ctx.exit(2)
        ctx.exit(status or 0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
def corpus() -> None:
    """Convert, check, count, split and compare labelled corpora.

    Example: refparse corpus convert training.xml --from anystyle -o training.jsonl
    """


@corpus.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@from_option
@click.option("--to", "target_format", type=click.Choice(FORMAT_NAMES), default="jsonl",
              show_default=True, metavar="FORMAT", help="Format written.")  # fmt: skip
@output_option
def convert(
    files: tuple[str, ...], source_format: str | None, target_format: str, output_path: str | None
) -> int:
    """Convert corpora from one format to another.

    Example: refparse corpus convert gold.jsonl --to conll -o gold.conll
    """
    from refparse.corpus.convert import convert as change
    from refparse.corpus.io import FORMATS

    with ExitStack() as open_files:
        sources = [open_files.enter_context(file_of(path)) for path in files]
        with stream_to(FORMATS[target_format], output_path) as target:
            count = change(sources, target, target_format, source_format=source_format)
    click.echo(f"{count} references written", err=True)
    return 0


@corpus.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@from_option
@click.option("--format", "-f", "format_name", default="table", show_default=True,
              type=click.Choice(["table", "jsonl"]))  # fmt: skip
@click.option("--severe", is_flag=True, help="Report only what breaks the format.")
@output_option
def validate(
    files: tuple[str, ...], source_format: str | None, format_name: str, severe: bool,
    output_path: str | None,
) -> int:  # fmt: skip
    """Check corpora against the format and the guideline; status 1 if anything is found.

    Example: refparse corpus validate my-references.jsonl
    """
    from refparse.corpus.io import find_format
    from refparse.corpus.validate import validate_file

    form = find_format(source_format) if source_format else None
    counts: Counter[str] = Counter()
    with output(output_path) as stream:
        for path in files:
            with file_of(path) as file:
                for finding in validate_file(file, form):
                    if severe and not finding.severe:
                        continue
                    counts[finding.rule] += 1
                    if format_name == "jsonl":
                        stream.write(json.dumps(asdict(finding), ensure_ascii=False) + "\n")
                    else:
                        stream.write(
                            f"{finding.id}: {finding.rule}: {finding.excerpt!r}: {finding.remedy}\n"
                        )
    for rule, count in counts.most_common():
        click.echo(f"{count:>7} {rule}", err=True)
    click.echo(f"{counts.total()} findings", err=True)
    return 1 if counts else 0


@corpus.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@from_option
@format_option
@click.option("--plot", "plot_path", metavar="IMAGE",
              help="Draw them as well (png, svg or pdf; needs matplotlib).")  # fmt: skip
@output_option
def stats(
    files: tuple[str, ...], source_format: str | None, format_name: str, plot_path: str | None,
    output_path: str | None,
) -> int:  # fmt: skip
    """Count labels, languages, scripts and lengths.

    Example: refparse corpus stats train/*.jsonl --plot train.png
    """
    from refparse.corpus.stats import plot
    from refparse.corpus.stats import stats as count

    found = count(read_all(files, source_format))
    if plot_path:
        plot(found, plot_path)
    with output(output_path) as stream:
        if format_name == "json":
            stream.write(json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n")
        else:
            stream.write(found.table() + "\n")
    return 0


def _shares(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, float]:
    out: dict[str, float] = {}
    for value in values:
        name, _equals, share = value.partition("=")
        try:
            out[name] = float(share)
        except ValueError:
            raise click.BadParameter(f"{value!r} is not NAME=SHARE, such as dev=0.1") from None
        if not name or "/" in name or "\\" in name or not 0 < out[name] < float("inf"):
            raise click.BadParameter(f"{value!r}: a plain name and a positive share are needed")
    return out


@corpus.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@from_option
@click.option("--part", "shares", multiple=True, callback=_shares, metavar="NAME=SHARE",
              default=("train=0.8", "dev=0.1", "test=0.1"), show_default=True,
              help="A part and its share; may be repeated.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the choice.")
@click.option("--output", "-o", "folder", required=True, metavar="DIR",
              help="Folder for NAME.jsonl of each part.")  # fmt: skip
def split(
    files: tuple[str, ...], source_format: str | None, shares: dict[str, float], seed: int,
    folder: str,
) -> int:  # fmt: skip
    """Split corpora at random into parts that share no text and no title.

    Each corpus and language is split in proportion.

    Example: refparse corpus split all.jsonl --part train=9 --part test=1 -o parts/
    """
    from refparse._errors import InputError
    from refparse.corpus.io import jsonl
    from refparse.corpus.split import split as divide

    parts = divide(read_all(files, source_format), shares, seed=seed)
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make folder {folder}: {error.strerror}") from None
    for name, references in parts.items():
        jsonl.write(references, Path(folder) / f"{name}.jsonl")
        click.echo(f"{len(references):>7} {name}", err=True)
    return 0


@corpus.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@from_option
@click.option("--near", is_flag=True, help="The same title and year make a duplicate too.")
@click.option("--list", "list_path", metavar="FILE", help="Write the duplicates there (jsonl).")
@output_option
def dedupe(
    files: tuple[str, ...], source_format: str | None, near: bool, list_path: str | None,
    output_path: str | None,
) -> int:  # fmt: skip
    """Leave out references whose letters and digits came before.

    Example: refparse corpus dedupe a.jsonl b.jsonl --near -o unique.jsonl
    """
    from refparse.corpus.dedupe import Duplicate
    from refparse.corpus.dedupe import dedupe as unique
    from refparse.corpus.io import FORMATS

    found: list[Duplicate] = []
    kept = unique(read_all(files, source_format), near=near, found=found)
    count = write_all(kept, FORMATS["jsonl"], output_path)
    if list_path:
        with output(list_path) as stream:
            stream.writelines(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in found)
    click.echo(f"{count} references kept, {len(found)} duplicates left out", err=True)
    return 0


@corpus.command()
@click.argument("first", metavar="FIRST")
@click.argument("second", nargs=-1, required=True, metavar="SECOND...")
@from_option
@click.option("--format", "-f", "format_name", default="table", show_default=True,
              type=click.Choice(["table", "jsonl"]))  # fmt: skip
@output_option
def leaks(
    first: str, second: tuple[str, ...], source_format: str | None, format_name: str,
    output_path: str | None,
) -> int:  # fmt: skip
    """Find references of FIRST whose text or title SECOND has too; status 1 if there are any.

    Example: refparse corpus leaks test.jsonl train/*.jsonl
    """
    from refparse.corpus.leaks import leaks as search

    found = search(read_all([first], source_format), read_all(second, source_format))
    with output(output_path) as stream:
        for leak in found:
            if format_name == "jsonl":
                stream.write(json.dumps(asdict(leak), ensure_ascii=False) + "\n")
            else:
                stream.write(f"{leak.how:<5} {leak.first} = {leak.second}: {leak.excerpt}\n")
    click.echo(f"{len(found)} leaks", err=True)
    return 1 if found else 0


@corpus.command()
@click.argument("file", metavar="FILE")
@from_option
@click.option("--profile", metavar="NAME", help="Habits of a public corpus, by its file stem. "
              "[default: the stem of FILE]")  # fmt: skip
@click.option("--partial", is_flag=True,
              help="Drop references in which a field visibly stands unlabelled.")  # fmt: skip
@output_option
def normalise(
    file: str, source_format: str | None, profile: str | None, partial: bool,
    output_path: str | None,
) -> int:  # fmt: skip
    """Bring a labelled corpus to the guideline; what cannot be mended is dropped.

    Example: refparse corpus normalise anystyle-core.jsonl -o core.jsonl
    """
    from refparse.corpus.guideline import normalise_all
    from refparse.corpus.io import FORMATS
    from refparse.corpus.profiles import PROFILES, profile_of

    if profile is not None and profile not in PROFILES:
        known = ", ".join(PROFILES)
        raise click.BadParameter(f"unknown profile {profile!r}: name one of {known}")
    counts: Counter[str] = Counter()
    normal = normalise_all(
        read_all([file], source_format),
        profile_of(profile or Path(file).stem),
        counts=counts,
        partial=partial,
    )
    kept = write_all(normal, FORMATS["jsonl"], output_path)
    for rule, count in counts.most_common():
        click.echo(f"{count:>7} {rule}", err=True)
    click.echo(f"{kept} references kept", err=True)
    return 0


@corpus.command()
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="SECOND")
@from_option
@format_option
@click.option("--show", type=click.IntRange(0), default=0, metavar="N",
              help="Show the first N references that differ.")  # fmt: skip
@output_option
def diff(
    first: str, second: str, source_format: str | None, format_name: str, show: int,
    output_path: str | None,
) -> int:  # fmt: skip
    """Compare two labellings of the same references: span F1, kappa, differences.

    Status 1 if some references stand in one of them only, or with another text.

    Example: refparse corpus diff mine.jsonl yours.jsonl --show 10
    """
    from refparse.corpus.diff import diff as compare

    found = compare(read_all([first], source_format), read_all([second], source_format))
    with output(output_path) as stream:
        if format_name == "json":
            data = asdict(found)
            data["differences"] = data["differences"][: show or None]
            data["overall"]["f1"] = found.overall.f1
            for label, each in found.labels.items():
                data["labels"][label]["f1"] = each.f1
            stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        else:
            stream.write(found.table() + "\n")
            for each_difference in found.differences[:show]:
                stream.write(f"\n{each_difference.id}: {each_difference.text}\n")
                for sign, spans in (("-", each_difference.first), ("+", each_difference.second)):
                    for start, end, label in spans:
                        stream.write(f"  {sign} {label}: {each_difference.text[start:end]}\n")
    for id, reason in found.unpaired:
        click.echo(f"{id}: {reason}", err=True)
    return 1 if found.unpaired else 0
