"""The articles of the sample issues as they were written: plain text with a few marks, one file an issue."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Story:
    """One article, advertisement or picture.

    Attributes:
        kind: `article`, `advertisement` or `picture`.
        style: How it is set: `lead`, `medium`, `small`, `table`, `poem`, `ad` or `picture`.
        heads, decks: Lines of the headline and of what stands below it.
        section: The rubric over the headline, or "".
        language: BCP 47.
        paragraphs: Of the body; for tables, poems and advertisements each is a run of lines.
    """

    key: str
    kind: str
    style: str
    heads: tuple[str, ...]
    decks: tuple[str, ...]
    section: str
    byline: str
    author: str
    dateline: str
    language: str
    caption: str
    paragraphs: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The headline as a library would write it down."""
        return " ".join(self.heads)


def read(path: Path) -> dict[str, Story]:
    """The stories of a file by key, in order.

    Raises:
        ValueError: Two have the same key.
    """
    stories: dict[str, Story] = {}
    for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
        story = _story(part)
        if story.key in stories:
            raise ValueError(f"two stories are called {story.key}")
        stories[story.key] = story
    return stories


def _story(part: str) -> Story:
    head, _, body = part.partition("\n---\n")
    key, *lines = head.splitlines()
    stated = dict(line.split(": ", 1) for line in lines)

    def several(name: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in stated.get(name, "").split("|") if line.strip())

    style = stated.get("style", "small")
    paragraphs = body.strip("\n").split("\n\n") if style != "ad" else [body.strip("\n")]
    return Story(
        key.strip(),
        stated["type"],
        style,
        several("head"),
        several("deck"),
        stated.get("section", ""),
        stated.get("byline", ""),
        stated.get("author", ""),
        stated.get("dateline", ""),
        stated.get("lang", "en"),
        stated.get("caption", ""),
        tuple(paragraph for paragraph in paragraphs if paragraph),
    )
