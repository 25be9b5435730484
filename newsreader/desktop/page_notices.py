"""What is said above a page whose picture is not as it should be, and what to do about it."""

from collections.abc import Callable

from newsreader.desktop.banner import Banner
from newsreader.errors import NewsreaderError
from newsreader.services.page_reading import OpenPage

Find = tuple[str, Callable[[], object]]


def show_state(notice: Banner, page: OpenPage, find: Find | None = None) -> None:
    """Says what is wrong with the picture of a page, as far as the archive knows; nothing when all is well.

    Args:
        notice: Where to say it.
        page: The page.
        find: Words and deed of the button that lets the reader say where the picture is now.
    """
    image, words = page.row.image, page.printed is not None
    rest = "The page is drawn from its words." if words else "Its words are missing too."
    if image is None:
        notice.say("There is no picture of this page.", rest, "info")
    elif image.state == "moved":
        notice.say(f"The picture of this page is not at {image.path} any more.", rest, action=find)
    elif image.state == "changed":
        notice.say(
            "The picture is not the one that was imported.",
            f"Another file lies at {image.path}; words and boxes may not fit it.",
            action=find,
        )
    elif page.row.problem and not words:
        notice.say("The words of this page are missing.", f"Page {page.row.sequence} {page.row.problem}.", "info")


def show_failure(notice: Banner, error: NewsreaderError, *, is_missing: bool, find: Find | None = None) -> None:
    """Says why a picture cannot be shown."""
    rest = "The page is drawn from its words."
    if is_missing:
        notice.say(f"{error.message}.", rest, action=find)
    else:
        notice.say(f"{error.message}.", f"{error.remedy} {rest}".strip())
