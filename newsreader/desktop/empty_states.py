"""What the list and the text say when they are empty, and what they offer to do about it."""

from collections.abc import Callable
from functools import partial

from newsreader.desktop.answers import Asked, Listing
from newsreader.desktop.empty_state import EmptyState, Offer
from newsreader.desktop.figures import counted

Do = Callable[[], object]


def empty_archive(state: EmptyState, bring: Do, bring_folder: Do, sample: Do, *, is_read_only: bool) -> None:
    """An archive without articles says how to begin."""
    if is_read_only:
        state.say(
            "This archive is empty",
            "It can only be read from here, so nothing can be imported into it.",
            "empty-archive",
            (Offer("Open the sample archive", sample),),
        )
        return
    state.say(
        "An archive with room for everything",
        "Drop files or folders of newspaper articles here. Their text is cleaned, their paper, date and byline are "
        "worked out, and the originals are kept untouched.",
        "empty-archive",
        (Offer("Import files…", bring, "import", is_first=True), Offer("Import a folder…", bring_folder, "folder")),
        (Offer("Or look around in the sample archive", sample),),
    )


def no_hits(state: EmptyState, listing: Listing, search: Callable[[str], object], choose_all: Do) -> None:
    """A search without hits says which clause to drop, and what could be meant."""
    result = listing.result
    links: list[Offer] = []
    if result is not None:
        if result.did_you_mean:
            words = result.did_you_mean
            links.append(Offer(f"Did you mean “{words}”?", lambda: search(words)))
        droppable = [clause for clause in result.clauses if clause.total_without and clause.without]
        droppable.sort(key=lambda clause: -(clause.total_without or 0))
        for clause in droppable[:4]:
            found = counted(clause.total_without or 0, "article", "articles")
            links.append(Offer(f"Without “{clause.value}”: {found}", partial(search, clause.without)))
    if listing.asked.filters:
        links.append(Offer("In the whole archive instead of what is chosen in the tree", choose_all))
    state.say("Nothing found", _why(listing.asked), "empty-search", links=links)


def loading(state: EmptyState) -> None:
    """Waiting for the first answer."""
    state.say("", "Opening the archive…")


def nothing_selected(state: EmptyState) -> None:
    """No article is open."""
    state.say("No article chosen", "Choose one in the list; ↑ and ↓ read on from there.", "empty-article")


def _why(asked: Asked) -> str:
    if not asked.query.strip():
        return "No article passes what is chosen in the tree."
    if asked.filters:
        return f"No article chosen in the tree matches all of “{asked.query.strip()}”."
    return f"No article matches all of “{asked.query.strip()}”."


def no_archive(state: EmptyState, open_archive: Do, new_archive: Do, sample: Do) -> None:
    """The archive could not be opened; the banner says why."""
    state.say(
        "No archive is open",
        "The notice above says why. Open another one, or make a new one.",
        "empty-archive",
        (Offer("Open an archive…", open_archive, is_first=True), Offer("New archive…", new_archive)),
        (Offer("Or look around in the sample archive", sample),),
    )
