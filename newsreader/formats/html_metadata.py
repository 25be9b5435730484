"""What a page says of its article: JSON-LD, meta tags, microdata and marked elements, the surest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from newsreader.formats import html_dates
from newsreader.formats.html_headline import headline, part_shown
from newsreader.formats.html_json import Linked, first_text, texts
from newsreader.formats.html_markup import Claim, Markup
from newsreader.formats.html_people import People, owner, people
from newsreader.formats.html_site import Address, address, country_of_host, known_site, without_archive
from newsreader.formats.html_state import State
from newsreader.formats.html_tree import Element
from newsreader.text.authorities import find_country, find_language, find_paper, name_key

_TITLES = (
    "og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "twitter:title",
    "twitter:text:title", "title", "headline", "eprints.title", "bepress_citation_title",
)  # fmt: skip
_AUTHORS = (
    "author", "byl", "citation_author", "dc.creator", "dcterms.creator", "dc.author", "parsely-author",
    "sailthru.author", "article:author", "article:author_name", "og:author", "og:article:author", "book:author",
    "cxenseparse:author", "dable:author", "lp.article:author", "twitter:data1", "dc.creator.name", "authors", "creator",
)  # fmt: skip
_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "citation_publication_date", "citation_date", "citation_online_date", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "pubdate", "publishdate", "publish-date", "publish_date", "published", "publication_date",
    "publicationdate", "date", "cxenseparse:recs:publishtime", "article:published", "article.published",
    "dcsext.articlefirstpublished", "last-publish-date", "og:pubdate", "created", "article_date_original",
    "originalpublicationdate", "date_published", "dc.date.publication", "rnews:datepublished",
    "article:create_at", "displaydate", "eprints.date",
)  # fmt: skip
_SITES = (
    "og:site_name", "citation_journal_title", "citation_newspaper_title", "cre", "application-name",
    "apple-mobile-web-app-title", "dc.publisher", "dcterms.publisher", "al:ios:app_name",
)  # fmt: skip
_LANGUAGES = ("dc.language", "dcterms.language", "language", "content-language", "og:locale", "citation_language")
_KEYS = ("property", "name", "itemprop", "http-equiv")
_DEFAULT_TERRITORY = {"en": "US", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "pt": "PT", "nl": "NL"}


_MOSTLY_OF_ONE_COUNTRY = frozenset({"de", "it"})
"""Languages whose default territory has most of the pages; a tag that programs write of themselves says no more."""


@dataclass(frozen=True, slots=True)
class Names:
    """Persons named by one part of the page."""

    people: People
    stated: str
    claim: Claim


class Metadata:
    """What a page says of its article; each answer names the part it comes from."""

    def __init__(self, text: str, tree: Element, path: str = "") -> None:
        self._tree = tree
        self._linked = Linked(tree)
        self.markup = Markup(tree)
        self._meta = _metas(tree)
        stated = [
            (url, f"meta {key}") for key in ("og:url", "twitter:url", "parsely-link") for url in self._meta.get(key, ())
        ]
        article = self._linked.article
        for value in (article.get("url"), article.get("mainEntityOfPage"), self._linked.page.get("url")):
            nodes = self._linked.resolved(value)
            stated += [(one if isinstance(one, str) else str(one.get("@id") or ""), "json-ld url") for one in nodes]
        self.address: Address = address(text, tree, stated, path)

    @cached_property
    def site_names(self) -> list[Claim]:
        """What the site calls itself, the surest first."""
        article, linked = self._linked.article, self._linked
        found = [Claim(value, "meta", key, 0.85) for key in _SITES[:3] for value in self._meta.get(key, ())]
        for key in ("isPartOf", "publisher", "sourceOrganization"):
            for name, kind in linked.names(article.get(key)):
                if "webpage" not in kind and "person" not in kind:
                    found.append(Claim(name, "json-ld", key, 0.85))
        found += [Claim(name, "json-ld", "WebSite name", 0.8) for name in texts(linked.site.get("name"))]
        found += [Claim(value, "meta", key, 0.75) for key in _SITES[3:] for value in self._meta.get(key, ())]
        found += [
            Claim(text, "markup", "heading that links to the front page", 0.6) for text in self.markup.site_headings
        ]
        return [claim for claim in found if 1 < len(claim.value) <= 70 and "://" not in claim.value]

    @cached_property
    def headline(self) -> Claim | None:
        """The headline, without the name of the site."""
        article, page = self._linked.article, self._linked.page
        stated = [Claim(text, "json-ld", "headline", 0.96) for text in texts(article.get("headline"))][:1]
        if not stated:
            stated = [Claim(text, "json-ld", "name", 0.9) for text in texts(article.get("name"))][:1]
        stated += [Claim(value, "meta", key, 0.93) for key in _TITLES for value in self._meta.get(key, ())[:1]]
        stated += [Claim(text, "json-ld", "name of the page", 0.85) for text in texts(page.get("name"))][:1]
        title = next((" ".join(t.text_content().split()) for t in self._tree.iter("title")), "")
        if title:
            stated.append(Claim(title, "title", "title", 0.8))
        names = [claim.value for claim in self.site_names]
        found = headline(stated, self.markup.headings, self.markup.marked_headline(), names, self.address)
        if found and found.rule == "title" and not self.markup.headings:
            part = part_shown(found.value, self.markup.prominent)
            return Claim(part, "title", f"{found.detail}, shown large", 0.85) if part else found
        return found

    @cached_property
    def authors(self) -> Names | None:
        """The persons or the agency it is by."""
        names = [claim.value for claim in self.site_names]
        weak: Names | None = None
        agency = ""
        for group in self._author_claims():
            if not group:
                continue
            found = people([claim.value for claim in group], names, self.address)
            agency = agency or found.agency
            if not found.persons:
                continue
            told = Names(found, "; ".join(claim.value for claim in group), group[0])
            if group[0].detail == "author" and group[0].rule == "meta":
                told = self._shown_rather(told, names)
            if found.is_sure:
                return self._with_agency(told, agency)
            weak = weak or told
        weak = weak or (None if agency else self._owner())
        if weak:
            return self._with_agency(weak, agency)
        return Names(People((), agency), agency, Claim(agency, "meta", "author", 0.9)) if agency else None

    def _shown_rather(self, told: Names, names: list[str]) -> Names:
        """Whom the page itself links as its author, where a tag, the same on every page, names somebody else."""
        for group in islice(self.markup.authors(), 1, 3):
            shown = people([claim.value for claim in group], names, self.address)
            if shown.persons:
                words = {word for name in told.people.persons for word in name_key(name).split()}
                if any(words & set(name_key(name).split()) for name in shown.persons):
                    return told
                return Names(shown, "; ".join(claim.value for claim in group), group[0])
        return told

    def _owner(self) -> Names | None:
        """The one person a site without any house is named after or claimed by, when the page names no author."""
        if known_site(self.address.host) or self._linked.article.get("publisher"):
            return None
        claims = [Claim(claim.value, "site", claim.detail, 0.5) for claim in self.site_names]
        for claim in [*claims, *self.markup.owners()]:
            person = owner(claim.value)
            if person:
                return Names(People((person,)), claim.value, claim)
        return None

    @staticmethod
    def _with_agency(told: Names, agency: str) -> Names:
        found = People(told.people.persons, told.people.agency or agency, told.people.is_sure)
        return Names(found, told.stated, told.claim)

    def _author_claims(self) -> Iterator[list[Claim]]:
        article, page = self._linked.article, self._linked.page
        for node, key, sure in ((article, "author", 0.95), (article, "creator", 0.93), (page, "author", 0.9)):
            named = self._linked.names(node.get(key))
            persons = [name for name, kind in named if "organization" not in kind or "person" in kind]
            yield [Claim(name, "json-ld", key, sure) for name in persons or [name for name, _ in named]]
        for key in _AUTHORS:
            yield [Claim(value, "meta", key, 0.9) for value in self._meta.get(key, ())]
        yield [Claim(name, "json", "data of the page", 0.8) for name in self._state.authors]
        yield from self.markup.authors()

    @cached_property
    def _state(self) -> State:
        """What the data of a page that a script builds say of the article with its headline."""
        title = self.headline
        return State.of(self._tree, title.value) if title else State()

    def date(self, language: str) -> Claim | None:
        """When it was published, as EDTF."""
        best: Claim | None = None
        if language == "en":
            # Which figure of 3/5/2014 is the month is told by the country alone.
            country = self.country()
            tags = [re.split(r"[-_]", claim.value)[-1].upper() for claim in self.languages() if len(claim.value) > 3]
            territory = country.value if country else next(iter(tags), "")
            language = "en-US" if territory in ("US", "PH") else "en-GB" if find_country(territory) else ""
        for claim in self._date_claims(language):
            if best is None or (len(best.value) < 10 <= len(claim.value) and claim.value.startswith(best.value)):
                best = claim
            if len(best.value) == 10:
                break
        return best

    def _date_claims(self, language: str) -> Iterator[Claim]:
        article, page = self._linked.article, self._linked.page
        stated = [Claim(text, "json-ld", "datePublished", 0.96) for text in texts(article.get("datePublished"))]
        stated += [Claim(value, "meta", key, 0.94) for key in _DATES[:4] for value in self._meta.get(key, ())]
        stated += [Claim(text, "json-ld", "datePublished", 0.9) for text in texts(page.get("datePublished"))]
        stated += [Claim(text, "json-ld", "dateCreated", 0.9) for text in texts(article.get("dateCreated"))]
        stated += [Claim(value, "meta", key, 0.9) for key in _DATES[4:] for value in self._meta.get(key, ())]
        for claim in stated:
            edtf = html_dates.stated(claim.value, language)
            if edtf:
                yield Claim(edtf, claim.rule, f"{claim.detail}: {claim.value[:40]}", claim.confidence)
        for text in self._state.dates:
            if edtf := html_dates.stated(text, language):
                yield Claim(edtf, "json", f"data of the page: {text[:40]}", 0.85)
        yield from self.markup.dates(language)
        url = self.address.url
        in_url = html_dates.in_url(url)
        if in_url:
            yield Claim(in_url, "url", url[:120], 0.8)
        yield from self.markup.said_date(language)
        month = html_dates.month_in_url(url)
        if month:
            yield Claim(month, "url", url[:120], 0.6)
        yield from self.markup.lone_date(language)
        yield from () if month else self.markup.changed_date(language)

    def paper(self) -> Claim | None:
        """The title of the newspaper or the name of the site."""
        known = known_site(self.address.host)
        if known:
            return Claim(known.name, "domain", f"{self.address.host} is a domain of {known.name}", 0.93)
        for claim in self.site_names:
            title = find_paper(claim.value)
            if title:
                return Claim(title.name, claim.rule, claim.detail, 0.95)
        return next(iter(self.site_names), None)

    def country(self) -> Claim | None:
        """The country of the paper, only where the address or a language tag of one country's own is sound evidence."""
        host = self.address.host
        known = known_site(host)
        if known:
            return Claim(known.country, "domain", f"{host} is a domain of {known.name}", 0.95)
        code = country_of_host(host)
        if code:
            return Claim(code, "domain", f"{host} is under .{host.rpartition('.')[2]}", self.address.confidence)
        for claim in self.languages():
            parts = re.split(r"[-_]", claim.value)
            territory = parts[-1] if len(parts) > 1 and len(parts[-1]) == 2 else ""
            code = find_country(territory.upper()) or "" if territory else ""
            default = _DEFAULT_TERRITORY.get(parts[0].lower(), "")
            if code and code != default:
                return Claim(code, "locale", f"{claim.detail}={claim.value}", 0.7)
            if code and parts[0].lower() in _MOSTLY_OF_ONE_COUNTRY:
                return Claim(code, "locale", f"{claim.detail}={claim.value}", 0.5)
        return None

    def languages(self) -> Iterator[Claim]:
        """The languages the page declares, the surest first, as it writes them."""
        for text in texts(self._linked.article.get("inLanguage")):
            yield Claim(text, "json-ld", "inLanguage", 0.9)
        root = self._tree.getroottree().getroot()
        for key in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
            if root.get(key):
                yield Claim(root.get(key), "markup", "html lang", 0.88)
        for key in _LANGUAGES:
            for value in self._meta.get(key, ()):
                yield Claim(value.split(",")[0].strip(), "meta", key, 0.85)

    def language(self, spoken: tuple[str, float] | None) -> Claim | None:
        """The declared language, where the text itself does not speak another."""
        for claim in self.languages():
            code = find_language(claim.value) or ""
            if not code:
                continue
            if spoken is None or spoken[0] == code or (spoken[1] < 0.6 and claim.rule != "meta"):
                return Claim(code, claim.rule, f"{claim.detail}={claim.value}", claim.confidence)
        return None

    def others(self) -> Iterator[tuple[str, Claim]]:
        """Section, page, rights and other plain facts."""
        article = self._linked.article
        pairs = (
            ("subheadline", article.get("alternativeHeadline"), ("alternativeheadline",)),
            ("section", article.get("articleSection"), ("article:section", "parsely-section", "section")),
            ("page", article.get("printPage"), ("citation_firstpage",)),
            ("edition", article.get("printEdition"), ()),
            ("volume", None, ("citation_volume",)),
            ("issue", None, ("citation_issue",)),
            ("paper_id", article.get("issn"), ("citation_issn",)),
            ("rights", article.get("license"), ("dc.rights", "dcterms.license", "copyright_license")),
        )
        for name, value, keys in pairs:
            text = first_text(value)
            if name == "section" and text.count(",") > 1:
                # All the categories of a blog in one: the first is the main one.
                text = text.partition(",")[0]
            if text:
                yield name, Claim(text[:300], "json-ld", name, 0.9)
                continue
            key = next((key for key in keys if self._meta.get(key)), "")
            if key:
                yield name, Claim(self._meta[key][0][:300], "meta", key, 0.88)
        if not first_text(article.get("license")):
            for link in self._tree.iter("link", "a"):
                if "license" in (link.get("rel") or "").split() and (link.get("href") or "").startswith("http"):
                    yield "rights", Claim(without_archive(link.get("href")), "markup", "rel=license", 0.85)
                    return


def _metas(tree: Element) -> dict[str, list[str]]:
    """Contents of the meta tags by name in small letters, without doubles."""
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = " ".join((tag.get("content") or "").split())
        for key in _KEYS:
            name = (tag.get(key) or "").strip().lower()
            # Within microdata, itemprop belongs to the thing around it, not to the page.
            if name and content and (key != "itemprop" or tag.getparent() is None or tag.getparent().tag == "head"):
                values = found.setdefault(name, [])
                if content not in values:
                    values.append(content)
    return found
