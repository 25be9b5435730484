"""What lists and the browse tree show: rows and nodes, small enough to hold a page of them in memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the article list.

    Attributes:
        number: Row number in the archive.
        id: Public id.
        headline: Shown headline, or the first words of the text when there is none (then `headline_is_lead`).
        paper: Shown paper, "" when unknown.
        country: ISO 3166-1 alpha-2, "" when unknown.
        date: EDTF, "" when unknown.
        page: As printed, "" when unknown.
        byline: Persons joined with ", ".
        tags: Tag names, sorted.
        notes: Number of annotations.
        doubtful: Name of the least certain field when its confidence is below the review threshold, else "".
        family_size: Number of other papers that print the same story.
        headline_is_lead, is_read, is_starred, is_reviewed: Marks.
    """

    number: int
    id: str
    headline: str
    paper: str
    country: str
    date: str
    page: str = ""
    byline: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    notes: int = 0
    doubtful: str = ""
    family_size: int = 0
    headline_is_lead: bool = False
    is_read: bool = False
    is_starred: bool = False
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """An article of the review queue and the field that is least certain.

    Attributes:
        id: Public id of the article.
        headline: Shown headline, or the first words of the text.
        paper: Shown paper, "" when unknown.
        date: EDTF, "" when unknown.
        field: Name of the field.
        value: What was extracted, in one line.
        confidence: How sure that is, 0 to 1.
        rule: What found it.
    """

    id: str
    headline: str
    paper: str
    date: str
    field: str
    value: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class BrowseNode:
    """A node of the browse tree.

    Attributes:
        facet: `region`, `country`, `paper`, `year`, `tag`, `language`, `agency`, `mark` or `search`.
        value: What a filter on this node holds; "" means unknown.
        label: For the reader, in the interface language; "(unknown)" for "".
        count: Articles at or below this node.
        children: Narrower nodes.
    """

    facet: str
    value: str
    label: str
    count: int
    children: tuple["BrowseNode", ...] = ()


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag with its number of articles and its colour name ("" for none)."""

    name: str
    count: int
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveTotals:
    """The numbers of the status bar and of `newsreader stats`."""

    articles: int
    papers: int
    tags: int
    annotations: int
    doubtful: int
    trashed: int = 0
