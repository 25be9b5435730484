"""Web pages, saved whole or in part: one article a file. Nothing is ever fetched."""

import hashlib
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field, FieldValue
from newsreader.errors import SourceFileError
from newsreader.formats import decoding, html_tree, libraries
from newsreader.formats.html_markup import Claim
from newsreader.formats.html_metadata import Metadata
from newsreader.text import language
from newsreader.text.authorities import name_key

NAME: Final = "html"
_LONGEST_HEADLINE = 500


def read_page(data: bytes, path: Path) -> SourceArticle:
    """The article of a web page.

    The raw text is what the page shows of the article, laid out: the headline, then the body, a blank line between
    paragraphs. The archive keeps the page itself as it came.

    Raises:
        SourceFileError: It is no page of an article, or a package that reads it is not installed.
    """
    try:
        text, encoding = html_tree.decode(data)
        tree = html_tree.parse(text)
        metadata = Metadata(text, tree, str(path))
        body = _body(tree)
    except decoding.UndecodableError as error:
        raise SourceFileError(f"{path} is not a text file: {error}", "Save the page again, or leave it out.") from error
    except html_tree.PageError as error:
        raise SourceFileError(f"{path} {error}", "Save the article alone as a page or as plain text.") from error
    except ImportError as error:
        raise libraries.missing(path, "a web page", error, "trafilatura") from error
    if not body:
        raise SourceFileError(f"{path} holds no words", "Leave it out, or save the page again when it has loaded.")
    return _article(
        metadata, body, SourceArticle("", str(path), NAME, encoding, hashlib.sha256(data).hexdigest(), len(data))
    )


def _body(tree: html_tree.Element) -> list[str]:
    from newsreader.formats import html_body

    return html_body.paragraphs(tree)


def _article(metadata: Metadata, paragraphs: list[str], blank: SourceArticle) -> SourceArticle:
    hints: dict[str, Field] = {}
    headline = metadata.headline
    head = ""
    if headline and len(headline.value) <= _LONGEST_HEADLINE:
        head = headline.value
        hints["headline"] = _field("headline", head, headline, (0, len(head)))
        paragraphs = _without_headline(paragraphs, head)
    body = "\n\n".join(paragraphs)
    raw = f"{head}\n\n{body}" if head else body
    start = len(raw) - len(body)
    spoken = language.identify(body)
    claim = metadata.language(spoken)
    code = claim.value if claim else spoken[0] if spoken else ""
    for name, found in (
        ("language", claim),
        ("date", metadata.date(code)),
        ("paper", metadata.paper()),
        ("country", metadata.country()),
        *metadata.others(),
    ):
        if found:
            hints[name] = _field(name, found.value, found)
    hints |= _people(metadata)
    if metadata.address.is_archived:
        archived = Claim("Internet Archive", "url", metadata.address.detail, 0.9)
        hints["provider"] = _field("provider", archived.value, archived)
    return SourceArticle(
        raw, blank.path, NAME, blank.encoding, blank.sha256, blank.bytes, hints=hints, body=(start, len(raw))
    )


def _people(metadata: Metadata) -> dict[str, Field]:
    named = metadata.authors
    if named is None:
        return {}
    fields = {}
    if named.people.persons:
        fields["byline"] = _field("byline", named.people.persons, named.claim)
        fields["byline_raw"] = _field("byline_raw", named.stated[:300], named.claim)
    if named.people.agency:
        fields["agency"] = _field("agency", named.people.agency, named.claim)
    return fields


def _without_headline(paragraphs: list[str], headline: str) -> list[str]:
    """The paragraphs without the headline above them, which stands in the record; never without all of them."""
    key = name_key(headline)
    for at, paragraph in enumerate(paragraphs[:3]):
        if name_key(paragraph) == key and len(paragraphs) > 1:
            return [*paragraphs[:at], *paragraphs[at + 1 :]]
    return paragraphs


def _field(name: str, value: FieldValue, claim: Claim, span: tuple[int, int] | None = None) -> Field:
    confidence = round(claim.confidence, 3)
    start, end = span or (None, None)
    return Field(name, value, Evidence(f"{name}.{claim.rule}", confidence, start, end, "metadata", claim.detail[:200]))
