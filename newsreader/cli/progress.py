"""Progress bars on stderr, only where somebody looks at them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.domain.importing import ImportProgress


def has_onlooker() -> bool:
    """Whether stderr is a terminal."""
    return sys.stderr.isatty()


@contextmanager
def counting_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar for work that counts from 0 to a total; None when nobody looks.

    Yields:
        A function to call with how much is done and the total.
    """
    if not has_onlooker():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)

        def tell(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total or None)

        yield tell


@contextmanager
def import_bar() -> Iterator[Callable[["ImportProgress"], None] | None]:
    """A bar for an import: files, articles a second, time left; None when nobody looks."""
    if not has_onlooker():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading", total=None, rate="")

        def tell(state: "ImportProgress") -> None:
            left = f", {_duration(state.seconds_left)} left" if state.seconds_left is not None else ""
            progress.update(
                task,
                description={"indexing": "Indexing", "done": "Done"}.get(state.phase, "Reading"),
                completed=state.done,
                total=state.total if state.total_is_final else None,
                rate=f"{state.articles_per_second:,.0f}/s{left}" if state.articles_per_second else "",
            )

        yield tell


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
