"""A quotation with its source, for pasting into one's own text."""

from newsreader.desktop.dates import spoken_date
from newsreader.domain.article import Article


def cite(article: Article) -> str:
    """The source of an article in one line: `Halifax Ledger, 14 May 1919, p. 1`; the headline when nothing is known."""
    parts = [article.shown_text("paper") or article.source_name]
    parts.append(spoken_date(article.shown_text("date")))
    page = article.shown_text("page")
    parts.append(f"p. {page}" if page else "")
    return ", ".join(part for part in parts if part) or article.shown_text("headline") or article.file.path


def quote(article: Article, words: str) -> str:
    """Words of an article in quotation marks with their source."""
    return f"“{' '.join(words.split())}” {cite(article)}."


def shortened(words: str, most: int) -> str:
    """Words on one line, cut after a whole word with an ellipsis when they are longer than `most` characters."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > most // 2 else cut).rstrip(" ,.;:–—-") + "…"
