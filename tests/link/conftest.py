from __future__ import annotations

import pytest

from refparse.parser import Parser, default_parser
from tests.link.registry import Index
from tests.link.works import Record, make_records


@pytest.fixture(scope="session")
def records() -> list[Record]:
    return make_records(600)


@pytest.fixture(scope="session")
def index(records: list[Record]) -> Index:
    return Index(records)


@pytest.fixture(scope="session")
def parser() -> Parser:
    return default_parser()
