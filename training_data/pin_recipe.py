"""Write the SHA-256 of every shipped file that a recipe names into the recipe.

    python training_data/pin_recipe.py training_data/default.toml

Run it after a change to the own gold; the files of public corpora keep the digests they have.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from refparse.training.recipe import file_sha256


def pin(recipe: Path) -> str:
    """The recipe's text with the digests of the shipped files as they are now."""
    blocks = re.split(r"(?m)^(?=\[)", recipe.read_text("utf-8"))
    for number, block in enumerate(blocks):
        named = re.search(r'(?m)^path = "(.+)"$', block)
        if named is None or "shipped = true" not in block:
            continue
        digest = file_sha256(recipe.parent / named[1])
        bare = re.sub(r"(?m)^sha256 = .*\n", "", block)
        line = f'{named[0]}\nsha256 = "{digest}"'
        blocks[number] = bare.replace(named[0], line, 1)
    return "".join(blocks)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(pin(path), "utf-8")
