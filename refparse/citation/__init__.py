"""From labelled spans to a citation: names, dates, numbers, identifiers, kinds of works."""

from refparse.citation.assemble import assemble

__all__ = ["assemble"]
