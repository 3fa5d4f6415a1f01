"""Footnotes of invented documents: what they cite, with lead-ins, remarks and joints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from refparse.finder.pieces import refers_back
from refparse.synth.groups import Group, Note
from refparse.synth.writer import Writer

_REMARK_ONLY: Final = 0.12
_REMARK_BEFORE: Final = 0.07
_REMARK_BEHIND: Final = 0.04
_LED_IN: Final = 0.33
_SHORT_AGAIN: Final = 0.3  # briefly cited works between two full ones, where no style tells
_YEAR: Final = re.compile(r"\d{4}")


class NoteWriter:
    """Writes the footnotes of one document: each work in full once, briefly from then on."""

    def __init__(self, group: Group, writer: Writer) -> None:
        self.writer = writer
        self.count = 0
        self._queue = iter(group.notes or self._invented(group))

    def _invented(self, group: Group) -> list[Note]:
        rng = self.writer.rng
        texts = list(group.texts)
        rng.shuffle(texts)
        notes = []
        for text in texts:
            notes.append(Note(text, True, not refers_back(text)))
            while rng.random() < _SHORT_AGAIN:
                notes.append(self._brief())
        return notes

    def _brief(self) -> Note:
        text = self.writer.line("i").rstrip(".")
        return Note(text, False, _YEAR.search(text) is not None)

    def next(self) -> str:
        """The next note, marked, its number in front."""
        writer, rng = self.writer, self.writer.rng
        self.count += 1
        if rng.random() < _REMARK_ONLY:
            return f"{self.count} {writer.line('k')}"
        lead = writer.line("q") + " " if rng.random() < _LED_IN else ""
        if rng.random() < _REMARK_BEFORE:
            lead = f"{writer.line('k')} {writer.line('q')} "
        cited = [
            next(self._queue, None) or self._brief()
            for _ in range(rng.choices((1, 2, 3), (78, 16, 6))[0])
        ]
        body = self._joined(cited)
        if not body.rstrip("⟧").endswith("."):
            body += "."
        if rng.random() < _REMARK_BEHIND:
            body += f" {writer.line('k')}"
        return f"{self.count} {lead}{body}"

    def _joined(self, cited: Sequence[Note]) -> str:
        """Citations in one note, marked; short ones in a row count as one reference."""
        writer, rng = self.writer, self.writer.rng
        joint = rng.choice(("; ", "; ", "; ", "; {}", ". {} ", " – "))
        body = ""
        for number, note in enumerate(cited):
            last = number == len(cited) - 1
            text = note.text if last else note.text.rstrip(" .;")
            if number:
                led = writer.line("q")
                body += joint.format(led if joint.startswith(".") else led.lower() + " ")
            # A run of short citations is marked from its first to its last one that counts.
            run = [k for k, each in enumerate(cited) if each.counts and not each.full]
            run = [
                k
                for k in run
                if not any(e.full for e in cited[min(k, number) : max(k, number) + 1])
            ]
            opens = note.counts and (note.full or number == run[0])
            closes = note.counts and (note.full or number == run[-1])
            body += f"{'⟦' if opens else ''}{text}{'⟧' if closes else ''}"
        return body
