"""`newsreader issues` and `newsreader pages`: digitized issues, their pages, and the pictures of these."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import one_line, plural, print_error, print_json, print_note, print_table, print_text
from newsreader.cli.progress import counting_bar

if TYPE_CHECKING:
    from newsreader.domain.issue import IssueRow, PageRow
    from newsreader.services.pages import Checked, Repointed

_SHOWN = 50
_FIND = "newsreader pages find FOLDER"


@click.command(
    epilog="""\b
Examples:
  newsreader issues                            all digitized issues, with their numbers
  newsreader issues --missing                  those with pages whose words are missing
  newsreader issues --json | jq '.issues[] | select(.date < "1900")'"""
)
@click.option("--missing", is_flag=True, help="Only issues with pages whose words are missing.")
@archive_option
@json_option
def issues(missing: bool, archive: Path | None, as_json: bool) -> None:
    """Print the digitized issues: title, date, pages, articles."""
    with session_for(archive, read_only=True) as session:
        found = [issue for issue in session.archive.pages.issues() if issue.missing or not missing]
    if as_json:
        print_json({"issues": [_issue(issue) for issue in found]})
        return
    if not found:
        print_text("No issue lacks a page." if missing else "There are no digitized issues.")
        return
    rows = [
        (one.number, one.date, one_line(one.title), one.edition, one.page_count, one.article_count, one.missing or "")
        for one in found
    ]
    numbers = ("number", "pages", "articles", "missing")
    print_table(("number", "date", "title", "edition", "pages", "articles", "missing"), rows, numbers)


def _issue(issue: "IssueRow") -> dict[str, Any]:
    return asdict(issue)


class _PagesGroup(click.Group):
    """A group in which `pages 12` means `pages show 12`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command; a number is that of an issue."""
        if args and args[0].isdecimal():
            return "show", self.get_command(ctx, "show"), args
        return super().resolve_command(ctx, args)


@click.group(
    cls=_PagesGroup,
    epilog="""\b
Examples:
  newsreader pages 12                                  the pages of issue 12 (see: newsreader issues)
  newsreader pages check                               whether all pictures are there, by their SHA-256
  newsreader pages repoint /mnt/old/scans /data/scans  the folder of the scans has moved
  newsreader pages find /data                          look for lost pictures in a folder""",
)
def pages() -> None:
    """Print the pages of an issue; check the pictures of pages and say where they are now."""


@pages.command()
@click.argument("issue", type=int)
@archive_option
@json_option
def show(issue: int, archive: Path | None, as_json: bool) -> None:
    """Print the pages of an ISSUE: words, articles, picture."""
    from newsreader.errors import UsageError

    with session_for(archive, read_only=True) as session:
        stored = session.archive.pages
        found = stored.issue(issue)
        if found is None:
            raise UsageError(f"There is no issue {issue}", "`newsreader issues` lists them with their numbers.")
        rows = stored.pages(issue)
        articles = {
            page.number: sum(not (one.is_trashed or one.is_rest) for one in stored.articles_on(page.number))
            for page in rows
        }
    if as_json:
        listed = [_page(page, articles[page.number]) for page in rows]
        print_json({"issue": _issue(found), "pages": listed})
        return
    print_text(f"{one_line(found.title)} {found.date}".strip())
    cells = [(page.sequence, page.label, page.word_count, articles[page.number], _image(page)) for page in rows]
    print_table(("page", "label", "words", "articles", "picture"), cells, ("page", "words", "articles"))
    for page in rows:
        if page.problem:
            print_note(f"Page {page.sequence} {page.problem}")


def _page(page: "PageRow", articles: int) -> dict[str, Any]:
    return asdict(page) | {"articles": articles}


def _image(page: "PageRow") -> str:
    """The picture in a few words."""
    image = page.image
    if image is None:
        return "none"
    if not image.sha256:
        return f"never there: {one_line(image.path)}"
    size = f"{image.width} x {image.height}" if image.width else ""
    where = "copied" if image.is_copied else one_line(image.path)
    state = "" if image.state == "there" else image.state.upper()
    return " ".join(part for part in (state, image.kind, size, where, image.problem) if part)


@pages.command()
@click.option("--quick", is_flag=True, help="Read only those whose size or time of change differ.")
@archive_option
@json_option
def check(quick: bool, archive: Path | None, as_json: bool) -> int:
    """Check every picture of a page by its SHA-256. Exit code 3 when one has moved or changed."""
    from newsreader.services import pages as service

    with session_for(archive, read_only=True) as session, counting_bar("Checking") as progress:
        found = service.check(session, progress, thorough=not quick)
    if as_json:
        print_json(_checked(found))
    else:
        _print_checked(found)
    return 3 if found.troubles else 0


def _checked(found: "Checked") -> dict[str, Any]:
    troubles = [
        {
            "title": one.image.title,
            "date": one.image.date,
            "page": one.image.sequence,
            "path": str(one.image.place),
            "is_copied": one.image.is_copied,
            "state": one.state,
        }
        for one in found.troubles
    ]
    return {"ok": not troubles, "checked": found.images, "never_there": found.never, "troubles": troubles}


def _print_checked(found: "Checked") -> None:
    for one in found.troubles[:_SHOWN]:
        what = "is not there any more" if one.state == "moved" else "is not the picture that was imported"
        print_error(f"{one.image.title} {one.image.date}, page {one.image.sequence}: {one.image.place} {what}")
    if len(found.troubles) > _SHOWN:
        print_note(f"… and {len(found.troubles) - _SHOWN:,} more; --json lists them all")
    if found.troubles:
        print_note(f"Say where they are now: newsreader pages repoint OLD NEW, or {_FIND}")
    there = found.images - found.never - len(found.troubles)
    never = f", {found.never:,} never there" if found.never else ""
    print_text(f"Checked {plural(found.images, 'picture')}: {there:,} sound, {len(found.troubles):,} not{never}")


@pages.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@archive_option
@json_option
def repoint(old: str, new: Path, archive: Path | None, as_json: bool) -> int:
    """Note that pictures imported from the folder OLD are below the folder NEW now.

    Each is taken only when its SHA-256 says that it is the one.
    """
    from newsreader.services import pages as service

    with session_for(archive) as session, counting_bar("Looking") as progress:
        found = service.repoint(session, old, new, progress)
    return _told(found, as_json=as_json)


@pages.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@archive_option
@json_option
def find(folder: Path, archive: Path | None, as_json: bool) -> int:
    """Look for moved pictures in FOLDER and below it, by size and SHA-256, whatever they are called now."""
    from newsreader.services import pages as service

    with session_for(archive) as session, counting_bar("Looking") as progress:
        found = service.find(session, folder, progress)
    return _told(found, as_json=as_json)


def _told(found: "Repointed", *, as_json: bool) -> int:
    if as_json:
        print_json(asdict(found))
    else:
        for path in found.missing[:_SHOWN]:
            print_error(f"{path} is not there. Look elsewhere with: {_FIND}")
        for path in found.differing[:_SHOWN]:
            print_error(f"{path} is not the picture that was imported. Look elsewhere with: {_FIND}")
        more = len(found.missing) + len(found.differing) - 2 * _SHOWN
        if more > 0:
            print_note(f"… and about {more:,} more; --json lists them all")
        print_text(f"Found {plural(found.found, 'picture')}, {len(found.missing) + len(found.differing):,} not")
    return 1 if found.missing or found.differing else 0
