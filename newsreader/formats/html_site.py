"""Where a page comes from: its address, the name of its site, and the country that these tell."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from newsreader import resources
from newsreader.formats.html_tree import Element
from newsreader.text.authorities import find_country, name_key

_ARCHIVED = re.compile(
    r"(?:https?:)?//(?:web\.)?archive\.(?:org|ph|today|is)/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(.+)", re.IGNORECASE
)
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d+\)(\S{4,2000}?)\s*-->"
    r"|<!--\s*\n?\s*Page saved with SingleFile\s*\n\s*url:\s*(\S{4,2000})"
)
_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_OWN_LINKS = (
    "canonical",
    "shortlink",
    "alternate",
    "home",
    "start",
    "index",
    "search",
    "pingback",
    "edituri",
    "next",
    "prev",
)
_CAPTURED = re.compile(r"\.warc(?:\.gz)?/([^/]+\.[^/]+(?:/.*)?)$", re.IGNORECASE)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "gv"})
_HEAD: Final = 4_000
_ENOUGH_LINKS = 3
_HOST_IN_NAME = re.compile(
    r"(?:www\.)?([a-z0-9-]{3,63}(?:\.(?:com?|org|ac|gov|net))?\.(?:com|org|net|[a-z]{2}))(?=[._]|$)(?!\.html?$)"
)


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site of the domain authority."""

    domain: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page was published.

    Attributes:
        url: Of the page itself when it says so, else "".
        host: Without `www.`; "" when nothing tells.
        detail: What told it.
        is_archived: It is the copy of a web archive.
        confidence: That the host is right, 0 to 1.
    """

    url: str = ""
    host: str = ""
    detail: str = ""
    is_archived: bool = False
    confidence: float = 0.9

    @property
    def core(self) -> str:
        """The name in the domain: `halden-courier` of `www.halden-courier.co.uk`."""
        labels = self.host.split(".")[:-1]
        while len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            labels.pop()
        return labels[-1] if labels else ""


def address(text: str, tree: Element, stated: Iterable[tuple[str, str]], path: str = "") -> Address:
    """The address of a page.

    Args:
        text: Its markup.
        tree: Its elements.
        stated: Addresses its metadata state, each with the name of the tag.
        path: Of the file: what mirrors a site names its folders or files after the host.
    """
    saved = _SAVED_FROM.search(text, 0, _HEAD)
    candidates = [(link.get("href") or "", f"link rel={rel}") for rel, link in _links(tree) if rel == "canonical"]
    candidates += [(url, tag) for url, tag in stated]
    if saved:
        candidates.append((saved[1] or saved[2], "saved from url"))
    for url, tag in candidates:
        found = _address(url, tag)
        if found:
            return found
    others = [(link.get("href") or "", f"link rel={rel}") for rel, link in _links(tree)]
    others += [(base.get("href") or "", "base") for base in tree.iter("base")]
    for url, tag in others:
        found = _address(url, tag)
        if found:
            # Only the site is told, not the page.
            return Address("", found.host, found.detail, found.is_archived)
    return _linked_most(tree) or _in_path(path) or Address()


def _linked_most(tree: Element) -> Address | None:
    """The one host that the page both links to again and again and takes its style or icon from."""
    needed = {found.host for link in tree.iter("link") if (found := _address(link.get("href") or "", "link"))}
    linked = Counter(found.host for link in tree.iter("a") if (found := _address(link.get("href") or "", "a")))
    best = max(needed, key=lambda host: (linked[host], host), default="")
    return Address("", best, "most links", confidence=0.8) if linked[best] >= _ENOUGH_LINKS else None


def _in_path(path: str) -> Address | None:
    captured = _CAPTURED.search(path)
    if captured:
        # What a web archive holds is called by its address.
        found = _address(f"https://{captured[1]}", "address in the web archive")
        if found:
            return found
    for part in reversed(path.replace("\\", "/").split("/")[-6:]):
        match = _HOST_IN_NAME.match(part.lower())
        if match:
            return Address("", match[1], "file name", confidence=0.7)
    return None


def _links(tree: Element) -> list[tuple[str, Element]]:
    found = [(rel, link) for link in tree.iter("link") for rel in (link.get("rel") or "").lower().split()]
    return [(rel, link) for rel, link in found if rel in _OWN_LINKS]


def _address(url: str, detail: str) -> Address | None:
    url = url.strip()
    archived = _ARCHIVED.match(url)
    if archived:
        url = archived[1] if "://" in archived[1][:8] else f"http://{archived[1]}"
    if url.startswith("//"):
        url = f"https:{url}"
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or host.endswith("archive.org"):
        return None
    return Address(url, host, detail, archived is not None)


def without_archive(url: str) -> str:
    """An address without the web archive in front of it."""
    archived = _ARCHIVED.match(url)
    return archived[1] if archived else url


def known_site(host: str) -> KnownSite | None:
    """The site of the domain authority that a host belongs to."""
    labels = host.split(".")
    return next((_sites()[name] for at in range(len(labels) - 1) if (name := ".".join(labels[at:])) in _sites()), None)


def country_of_host(host: str) -> str:
    """The country whose own top-level domain a host is under; "" for domains that anyone anywhere takes."""
    label = host.rpartition(".")[2]
    if len(label) != 2 or label in group("generic_domains"):
        return ""
    return find_country("GB" if label == "uk" else label) or ""


def is_blog_host(host: str) -> bool:
    """Whether a host offers blogs to anyone, so that neither its name nor its country is that of a paper."""
    return any(host == name or host.endswith(f".{name}") for name in group("blog_hosts"))


def is_site_name(words: str, names: Iterable[str], at: Address) -> bool:
    """Whether these words are the name of the site rather than of an article or a person."""
    key = _squeezed(words)
    if not key:
        return False
    known = {_squeezed(name) for name in names}
    hosts = {_squeezed(at.host), _squeezed(at.core), _squeezed(f"www.{at.host}")}
    return key in (known | hosts) - {""}


def _squeezed(words: str) -> str:
    return name_key(words).removeprefix("the ").replace(" ", "")


@cache
def group(name: str) -> frozenset[str]:
    """One group of `rules/web_bylines.txt`."""
    for line in resources.text("rules", "web_bylines.txt").splitlines():
        key, _, words = line.partition(":")
        if key == name:
            return frozenset(words.split())
    return frozenset()


@cache
def _sites() -> dict[str, KnownSite]:
    rows = (line.split("\t") for line in resources.text("authorities", "domains.tsv").splitlines())
    return {row[0]: KnownSite(*row) for row in rows if len(row) == 3}
