"""Finding the DOI of a parsed reference in public registries (needs ``refparse-crf[link]``).

>>> from refparse.link import Linker                            # doctest: +SKIP
>>> with Linker(mailto="you@example.org") as linker:            # doctest: +SKIP
...     for found in linker.link_many(refparse.parse_many(lines)):
...         print(found.status, found.doi, found.match and found.match.score)
"""

from refparse.link.client import Patience
from refparse.link.linker import SOURCES, Linker, link
from refparse.link.outcome import STATUSES, Candidate, Link, with_link

__all__ = ["SOURCES", "STATUSES", "Candidate", "Link", "Linker", "Patience", "link", "with_link"]
