"""The layers of the reader: Clean, Changes and Original, each as a layout of shown text."""

import re
from collections.abc import Iterator, Sequence

from newsreader.desktop.dates import spoken_date
from newsreader.desktop.reader_layout import Layout, LayoutWriter, Run, RunKind
from newsreader.desktop.reader_marks import MarkKind
from newsreader.domain.article import Article
from newsreader.domain.repair import Repair
from newsreader.text.offsets import OffsetMap

LAYERS = ("clean", "changes", "original")

_WIDEN = 40
"""A repair is shown with the whole word around it, up to so many letters on each side."""


def lay_out(article: Article, layer: str) -> Layout:
    """The layout of an article in one layer of `LAYERS`."""
    writer = LayoutWriter()
    if layer == "original":
        _Body(article, writer, notes=False).stretch(0, len(article.raw), 0, mapped_to_clean=False)
        return writer.layout()
    _write_head(article, writer)
    body = _Body(article, writer, notes=True)
    if layer == "changes":
        body.changes()
    else:
        body.clean()
    return writer.layout()


# -- the head: values of the record above the text ------------------------------------------------------------------


def _write_head(article: Article, writer: LayoutWriter) -> None:
    lines = [[_part(article, "paper")], [_part(article, "headline")], [_part(article, "subheadline")]]
    for parts in (*lines, _byline(article)):
        shown = [part for part in parts if part is not None]
        for text, run in shown:
            writer.add(text, run)
        if shown:
            writer.glue("\n")


def _part(article: Article, name: str) -> tuple[str, Run] | None:
    text = " ".join(article.shown_text(name).split())
    return (text, _head_run(article, name)) if text else None


def _head_run(article: Article, name: str, words: str = "") -> Run:
    evidence = article.evidence(name)
    if evidence is None or evidence.start is None or evidence.end is None:
        return Run(RunKind.HEAD, 0, 0, label=name)
    start, end = evidence.start, evidence.end
    found = re.search(re.escape(words), article.raw[start:end], re.IGNORECASE) if words else None
    if found:
        start, end = start + found.start(), start + found.end()
    return Run(RunKind.HEAD, 0, 0, raw_start=start, raw_end=end, label=name)


def _byline(article: Article) -> Iterator[tuple[str, Run] | None]:
    """Names · place, date · page: the quiet line under the headline."""
    glue = Run(RunKind.GLUE, 0, 0)
    names = article.shown("byline")
    people = [str(name) for name in names] if isinstance(names, tuple) else []
    for index, name in enumerate(people):
        if index:
            yield " and " if index == len(people) - 1 else ", ", glue
        yield name, _head_run(article, "byline", name)
    is_first = not people
    place = _part(article, "dateline") or _part(article, "place")
    date = article.shown_text("date")
    if place:
        if not is_first:
            yield " · ", glue
        yield place
        is_first = False
    if date:
        if not is_first:
            yield (", " if place else " · "), glue
        yield spoken_date(date), _head_run(article, "date")
        is_first = False
    for name, word in (("section", ""), ("page", "page "), ("edition", "")):
        part = _part(article, name)
        if part:
            if not is_first:
                yield " · ", glue
            yield word + part[0], part[1]
            is_first = False


# -- the body ---------------------------------------------------------------------------------------------------------


class _Body:
    """Writes the text of an article run by run, with the numbers of its notes after their words."""

    def __init__(self, article: Article, writer: LayoutWriter, *, notes: bool) -> None:
        self._article = article
        self._raw = article.raw
        self._writer = writer
        numbered = enumerate((a for a in article.annotations if a.note and a.anchor and not a.orphaned), start=1)
        self._notes = [(note.anchor.end, str(number), note.id) for number, note in numbered if note.anchor]
        self._notes = sorted(self._notes) if notes else []
        self._clean = 0  # how much of the clean text is written

    def clean(self) -> None:
        at = 0
        for repair in self._article.active_repairs:
            self.stretch(at, repair.start, self._clean)
            self._run(repair.after, RunKind.AFTER, repair.start, repair.end, is_clean=True, is_whole=True)
            at = repair.end
        self.stretch(at, len(self._raw), self._clean)
        self._write_notes(len(self._raw) + 1)

    def changes(self) -> None:
        at = 0
        repairs = self._article.repairs
        for index, repair in enumerate(repairs):
            next_start = repairs[index + 1].start if index + 1 < len(repairs) else len(self._raw)
            if index in self._article.rejected:
                self.stretch(at, repair.start, self._clean)
                at = self._kept(index, repair)
            elif repair.removes_line:
                self.stretch(at, repair.start, self._clean)
                at = self._removed(index, repair)
            else:
                at = self._mended(index, repair, at, next_start)
        self.stretch(at, len(self._raw), self._clean)
        self._write_notes(len(self._raw) + 1)

    def stretch(self, start: int, end: int, clean: int, *, mapped_to_clean: bool = True) -> None:
        """Words as they came, cut where the number of a note goes in."""
        for cut in [*(note[0] for note in self._notes if start < note[0] < end), end]:
            if start < cut:
                run = Run(RunKind.TEXT, 0, 0, start, cut, clean if mapped_to_clean else -1)
                self._writer.add(self._raw[start:cut], run)
                clean += cut - start
                start = cut
            self._write_notes(cut)
        self._clean = clean

    def _kept(self, index: int, repair: Repair) -> int:
        self._run(repair.before, RunKind.KEPT, repair.start, repair.end, is_clean=True, repair=index)
        return repair.end

    def _removed(self, index: int, repair: Repair) -> int:
        if not self._writer.at_line_start and not repair.before.startswith(("\n", "\r")):
            self._writer.glue("\n")
        self._run(repair.before, RunKind.REMOVED, repair.start, repair.end, repair=index)
        self._run(repair.after, RunKind.AFTER, repair.start, repair.end, is_clean=True, is_whole=True, repair=index)
        if not self._writer.at_line_start and self._raw[repair.end : repair.end + 1] not in "\r\n":
            self._writer.glue("\n")
        return repair.end

    def _mended(self, index: int, repair: Repair, at: int, next_start: int) -> int:
        start, end = repair.start, repair.end
        if self._changes_a_word(repair):
            start = self._word_start(max(at, start - _WIDEN), start)
            end = self._word_end(end, min(next_start, end + _WIDEN))
        self.stretch(at, start, self._clean)
        before = self._raw[start:end]
        is_space = not before.strip()
        if is_space and before:
            before = "↵" if "\n" in before or "\r" in before else "␣"
        before = before.replace("\r", "\u200b").replace("\n", "↵")
        self._run(before, RunKind.BEFORE, start, end, is_whole=is_space, repair=index)
        if repair.after.strip() or start < repair.start or repair.end < end:
            self._writer.add("\u2005", Run(RunKind.GLUE, 0, 0, repair=index))
        self._run(self._raw[start : repair.start], RunKind.AFTER, start, repair.start, is_clean=True, repair=index)
        self._run(repair.after, RunKind.AFTER, repair.start, repair.end, is_clean=True, is_whole=True, repair=index)
        self._run(self._raw[repair.end : end], RunKind.AFTER, repair.end, end, is_clean=True, repair=index)
        return end

    def _changes_a_word(self, repair: Repair) -> bool:
        if repair.before.strip() or repair.after.strip():
            return True
        around = self._raw[max(0, repair.start - 1) : repair.start], self._raw[repair.end : repair.end + 1]
        return not repair.after and all(letter and not letter.isspace() for letter in around)

    def _word_start(self, low: int, at: int) -> int:
        while at > low and not self._raw[at - 1].isspace():
            at -= 1
        return at

    def _word_end(self, at: int, high: int) -> int:
        while at < high and not self._raw[at].isspace():
            at += 1
        return at

    def _run(
        self,
        text: str,
        kind: RunKind,
        start: int,
        end: int,
        *,
        is_clean: bool = False,
        is_whole: bool = False,
        repair: int = -1,
    ) -> None:
        if not text:
            return
        clean = self._clean if is_clean else -1
        self._writer.add(text, Run(kind, 0, 0, start, end, clean, repair, is_whole=is_whole))
        if is_clean:
            self._clean += len(text)
            self._write_notes(end)

    def _write_notes(self, reached: int) -> None:
        while self._notes and self._notes[0][0] <= reached:
            _, number, annotation_id = self._notes.pop(0)
            self._writer.add(number, Run(RunKind.NOTE, 0, 0, label=annotation_id))


def repair_marks(article: Article, layout: Layout, layer: str) -> dict[MarkKind, list[tuple[int, int, str]]]:
    """Where Changes shows repairs, by what became of them; nothing in the other layers. The value is their index."""
    marks: dict[MarkKind, list[tuple[int, int, str]]] = {MarkKind.MENDED: [], MarkKind.KEPT: [], MarkKind.REMOVED: []}
    lines = {index for index, repair in enumerate(article.repairs) if repair.removes_line}
    for run in layout.runs if layer == "changes" else ():
        if run.repair < 0:
            continue
        kind = MarkKind.KEPT if run.kind is RunKind.KEPT else MarkKind.MENDED
        if run.repair in lines and kind is MarkKind.MENDED:
            kind = MarkKind.REMOVED
        marks[kind].append((layout.to_position(run.start), layout.to_position(run.end), str(run.repair)))
    return {kind: _joined(spans) for kind, spans in marks.items()}


def _joined(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str]] = []
    for start, end, value in spans:
        if joined and joined[-1][1] == start and joined[-1][2] == value:
            joined[-1] = (joined[-1][0], end, value)
        else:
            joined.append((start, end, value))
    return joined


def note_numbers(article: Article) -> dict[str, str]:
    """The superscript number of each note by annotation id."""
    noted: Sequence[str] = [a.id for a in article.annotations if a.note and a.anchor and not a.orphaned]
    return {annotation_id: str(number) for number, annotation_id in enumerate(noted, start=1)}


def quotes(article: Article) -> dict[str, str]:
    """The words each annotation is about by its id, as they read in the clean text where they are still in it."""
    place = OffsetMap(len(article.raw), article.active_repairs)
    found: dict[str, str] = {}
    for annotation in article.annotations:
        anchor = annotation.anchor
        if anchor is not None:
            span = None if annotation.orphaned else place.clean_span(anchor.start, anchor.end)
            found[annotation.id] = article.clean[slice(*span)] if span else anchor.quote
    return found
