"""Corpora: labelled references in files."""

from refparse.corpus.reference import LabelledReference, from_record, read_jsonl, write_jsonl

__all__ = ["LabelledReference", "from_record", "read_jsonl", "write_jsonl"]
