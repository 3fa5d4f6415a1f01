"""What each part of the finder is worth: python training_data/finder/ablation.py DEV

DEV is a folder of documents, each beside its <name>.refs.txt; prints the table of docs/finder.md.
Where DEV holds an index.json that says where each document has its references ("end", "footnotes",
…), F1 is given for those with a list at the end only, and for the others, too.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from refparse.documents import read_document
from refparse.evaluation.finder import evaluate_documents, matches, read_marked_files
from refparse.finder import Line, find_references_in_lines
from refparse.finder.entries import rows_of
from refparse.finder.join import join_rows, vocabulary_of
from refparse.finder.method import labelled_entries
from refparse.finder.model import LineModel
from refparse.finder.views import make_views

MODEL = LineModel()


def labelled(
    rules: bool, verify: bool, parts: bool = True
) -> Callable[[Sequence[Line]], list[str]]:
    def find(lines: Sequence[Line]) -> list[str]:
        views = make_views(lines)
        known = vocabulary_of(line.text for line in lines)
        entries = labelled_entries(views, MODEL, rules=rules, verify=verify, parts=parts)
        return [join_rows(rows_of(views, entry), known) for entry in entries]

    return find


def by_rules(lines: Sequence[Line]) -> list[str]:
    return [each.text for each in find_references_in_lines(lines, model=None)]


METHODS = {
    "rules alone": by_rules,
    "labels alone, rules not among the cues": labelled(False, False),
    "labels alone": labelled(True, False),
    "verified labels, rules not among the cues": labelled(False, True),
    "verified labels, notes parted by rules": labelled(True, True, False),
    "verified labels (shipped)": labelled(True, True),
}


def main() -> None:
    folder = Path(sys.argv[1])
    index = folder / "index.json"
    entries = json.loads(index.read_text("utf-8")) if index.is_file() else []
    at_end = {entry["id"]: entry["references"] == "end" for entry in entries}
    documents = []
    for path in sorted(folder.glob("*.refs.txt")):
        (source,) = (p for p in folder.glob(path.name.split(".")[0] + ".*") if p != path)
        gold = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        where = at_end.get(path.name.removesuffix(".refs.txt"), True)
        documents.append((read_document(source).lines, gold, where))
    marked = read_marked_files([Path(__file__).parent / "heldout"])
    for name, find in METHODS.items():
        right = found = wanted = 0
        split = {True: [0, 0], False: [0, 0]}  # right ones; found and wanted ones
        for lines, gold, where in documents:
            texts = find(lines)
            good = matches(texts, gold)
            right, found, wanted = right + good, found + len(texts), wanted + len(gold)
            split[where][0] += good
            split[where][1] += len(texts) + len(gold)
        end, notes = (2 * good / max(1, both) for good, both in (split[True], split[False]))
        own = evaluate_documents(marked, find)
        f1 = 2 * sum(x.right for x in own) / sum(x.found + x.gold for x in own)
        print(
            f"{name:<44}P {right / found:.3f}  R {right / wanted:.3f}  "
            f"F1 {2 * right / (found + wanted):.3f}  "
            f"at the end {end:.3f}  notes {notes:.3f}  marked {f1:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
