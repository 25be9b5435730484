"""What pages say of their article: each kind of statement, and what is told apart from it."""

import json
from typing import Any

import pytest

from newsreader.formats import html_dates, html_tree
from newsreader.formats.html_metadata import Metadata
from newsreader.formats.html_people import owner

ARCHIVED = "https://web.archive.org/web/20160330101229/http://www.example.fr/a"


def metadata(head: str = "", body: str = "", path: str = "", lang: str = "") -> Metadata:
    text = (
        f"<!DOCTYPE html><html{lang and f' lang={lang!r}'}><head>{head}</head><body>{body}<p>Words.</p></body></html>"
    )
    return Metadata(text, html_tree.parse(text), path)


def linked(*nodes: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def article(**more: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry sinks", **more}


def meta(**pairs: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in pairs.items())


def persons(found: Metadata) -> tuple[str, ...]:
    return found.authors.people.persons if found.authors else ()


def headline(found: Metadata) -> str:
    return found.headline.value if found.headline else ""


def value(claim: Any) -> str:
    return claim.value if claim else ""


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Ada Brook", ("Ada Brook",)),
        ("By Ada Brook", ("Ada Brook",)),
        ("Von Ada Brook und Jon Fell", ("Ada Brook", "Jon Fell")),
        ("ADA BROOK, JON FELL", ("Ada Brook", "Jon Fell")),
        ("Brook, Ada", ("Ada Brook",)),
        (["Ada Brook", "Jon Fell"], ("Ada Brook", "Jon Fell")),
        ([{"@type": "Person", "name": "Ada Brook"}, {"@type": "Person", "name": "Ada Brook"}], ("Ada Brook",)),
        ({"@type": "Person", "name": ["Ada Brook", "Jon Fell"]}, ("Ada Brook", "Jon Fell")),
        ({"@type": "Person", "givenName": "Ada", "familyName": "Brook"}, ("Ada Brook",)),
        ("Ada Brook, Political Editor", ("Ada Brook",)),
        ("https://www.example.org/people/ada", ()),
        ("@adabrook", ()),
        ("admin", ()),
        ("Redaktion", ()),
        ("Halden Courier", ()),
        ("The Newsroom", ()),
        ("Halden Media Group", ()),
        ({"@type": "Organization", "name": "Halden Broadcasting Ltd"}, ()),
        ("quillpen", ("quillpen",)),
        ("Иван Петров", ("Иван Петров",)),
        ("", ()),
        (None, ()),
        (7, ()),
    ],
)
def test_authors_are_persons(stated: Any, expected: tuple[str, ...]) -> None:
    found = metadata(linked(article(author=stated, publisher={"@type": "Organization", "name": "Halden Courier"})))
    assert persons(found) == expected


def test_an_agency_is_no_person() -> None:
    found = metadata(linked(article(author={"@type": "Person", "name": "Reuters"})))
    assert found.authors is not None
    assert found.authors.people.agency == "Reuters"
    assert persons(found) == ()
    both = metadata(linked(article(author=[{"name": "Ada Brook"}, {"name": "Associated Press"}])))
    assert both.authors is not None
    assert (persons(both), both.authors.people.agency) == (("Ada Brook",), "Associated Press")


def test_references_within_json_ld_are_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "Halden Courier"},
            {"@type": "NewsArticle", "headline": "Ferry sinks", "author": {"@id": "#ada"}, "publisher": {"@id": "#hc"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Brook"},
            {"@type": "Organization", "@id": "#hc", "name": "Halden Courier"},
        ]
    }
    found = metadata(linked(graph))
    assert persons(found) == ("Ada Brook",)
    assert value(found.paper()) == "Halden Courier"


def test_careless_json_ld_is_read() -> None:
    data = '{"@type": "NewsArticle", "headline": "Ferry\tsinks", "author": "Ada Brook",}'
    text = f'<script type="application/ld+json">\n//<![CDATA[\n{data}\n//]]></script>'
    found = metadata(text)
    assert headline(found) == "Ferry sinks"
    assert persons(found) == ("Ada Brook",)
    assert (
        headline(metadata('<script type="application/ld+json">{"@type": </script><title>Ferry sinks</title>'))
        == "Ferry sinks"
    )


def test_an_article_that_is_only_listed_is_not_the_article() -> None:
    listed = {"@type": "ItemList", "itemListElement": [article(headline="Something else", author="Jon Fell")]}
    found = metadata(linked(listed, article(author="Ada Brook")))
    assert headline(found) == "Ferry sinks"
    assert persons(found) == ("Ada Brook",)


@pytest.mark.parametrize(
    "body",
    [
        '<span itemprop="author" itemscope><span itemprop="name">Ada Brook</span>, Editor</span>',
        '<a rel="author" href="/a">Ada Brook</a>',
        '<p>More: <a href="/author/ada-brook/">Ada Brook</a></p>',
        '<p class="byline">By Ada Brook</p>',
        '<div class="entry-meta"><span class="author vcard"><a class="fn" href="/x">Ada Brook</a></span></div>',
        "<p>Posted on 3 May 1931 by Ada Brook</p>",
        "<p>Autor: Ada Brook</p>",
    ],
)
def test_authors_that_the_page_shows(body: str) -> None:
    assert persons(metadata("", body)) == ("Ada Brook",)


def test_the_owner_of_a_site_without_a_house() -> None:
    footer = "<footer><p>© 1998-2004 by Martin Weber</p></footer>"
    found = metadata("", footer)
    assert persons(found) == ("Martin Weber",)
    assert found.authors is not None
    assert found.authors.claim.confidence == 0.5
    assert persons(metadata(meta(og__site_name="Dr. Martin Weber"))) == ("Martin Weber",)
    house = linked(article(publisher={"@type": "Organization", "name": "Halden Courier"}))
    assert persons(metadata(house, footer)) == ()
    assert persons(metadata("", '<p class="site-description">Martin Weber</p>')) == ("Martin Weber",)


def test_two_authors_side_by_side_and_none_from_the_comments() -> None:
    body = (
        '<div class="by"><a rel="author" href="/a">Ada Brook</a> and <a rel="author" href="/j">Jon Fell</a></div>'
        '<div id="comments"><a rel="author" href="/t">Tom Troll</a></div>'
    )
    assert persons(metadata("", body)) == ("Ada Brook", "Jon Fell")
    assert persons(metadata("", '<ol class="commentlist"><li><b class="author">Tom Troll</b></li></ol>')) == ()


def test_whom_the_page_links_beats_a_tag_of_the_whole_site() -> None:
    found = metadata('<meta name="author" content="Jon Fell">', '<a rel="author" href="/a">Ada Brook</a>')
    assert persons(found) == ("Ada Brook",)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<title>Ferry sinks | Halden Courier</title>" + meta(og__site_name="Halden Courier"), "", "Ferry sinks"),
        ("<title>Halden Courier - Ferry sinks</title>" + meta(og__site_name="The Halden Courier"), "", "Ferry sinks"),
        (meta(og__title="Ferry sinks - halden-courier.com", og__url="https://halden-courier.com/a"), "", "Ferry sinks"),
        ("<title>Ferry sinks - The Guardian</title>", "", "Ferry sinks"),
        ("<title>Ferry: all saved</title>", "", "Ferry: all saved"),
        ("<title>Ferry sinks · something</title>", "<h1>Ferry sinks</h1>", "Ferry sinks"),
        ("<title>Ferry sinks · Courier</title>", '<h1><a href="/">Courier</a></h1><h2>Ferry sinks</h2>', "Ferry sinks"),
        (meta(og__title="Ferry with a hundred aboard sinks..."), "<h1>Ferry with a hundred aboard sinks in fog</h1>",
         "Ferry with a hundred aboard sinks in fog"),
        ("", "<h1>Ferry sinks</h1>", "Ferry sinks"),
        ("", '<h3>Menu</h3><h2 class="entry-title">Ferry sinks</h2>', "Ferry sinks"),
        ("<title>Home</title>", "<h1>Ferry sinks in fog</h1>", "Ferry sinks in fog"),
        ('<meta name="citation_title" content="Ferry sinks"><title>x</title>', "", "Ferry sinks"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_headlines(head: str, body: str, expected: str) -> None:
    assert headline(metadata(head, body)) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (linked(article(datePublished="1931-05-03T09:00:00+02:00")), "", "1931-05-03"),
        (meta(article__published_time="1789-07-14"), "", "1789-07-14"),
        ('<meta name="DC.date.issued" content="3 May 1931">', "", "1931-05-03"),
        ('<meta name="citation_publication_date" content="1931/05/03">', "", "1931-05-03"),
        ('<meta name="citation_date" content="1931"><meta name="pubdate" content="19310503">', "", "1931-05-03"),
        ('<meta name="citation_date" content="1931">', "", "1931"),
        (meta(article__published_time="1970-01-01T00:00:00Z"), "", ""),
        (meta(article__modified_time="2019-05-03"), "", ""),
        ("", '<time class="updated" datetime="2019-05-05">a</time><time datetime="2019-05-03">b</time>', "2019-05-03"),
        ("", '<time itemprop="datePublished" datetime="2019-05-03T10:00">today</time>', "2019-05-03"),
        ("", '<abbr class="published" title="2019-05-03">yesterday</abbr>', "2019-05-03"),
        ("", '<span class="post-date">3. Mai 1931</span>', "1931-05-03"),
        ("", "<p>3 May 1931</p>", "1931-05-03"),
        ('<link rel="canonical" href="https://a.example.com/1931/may/03/ferry">', "", "1931-05-03"),
        ('<link rel="canonical" href="https://a.example.com/19310503-ferry">', "", "1931-05-03"),
        ('<link rel="canonical" href="https://a.example.com/ferry-1931">', "", ""),
        ("", '<div id="comments"><time datetime="2019-05-03"></time></div>', ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_dates(head: str, body: str, expected: str) -> None:
    assert value(metadata(head, body).date("en")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-07-28T11:05:32+00:00", "2019-07-28"),
        ("1556870400", "2019-05-03"),
        ("1556870400000", "2019-05-03"),
        ("2019-13-45", ""),
        ("1931-05", "1931-05"),
        ("Fri, 03 May 2019 10:00:00 GMT", "2019-05-03"),
        ("soon", ""),
        ("9" * 5000, ""),
    ],
)
def test_dates_as_tags_write_them(text: str, expected: str) -> None:
    assert html_dates.stated(text) == expected


@pytest.mark.parametrize(
    ("head", "lang", "path", "expected"),
    [
        ('<link rel="canonical" href="https://www.example.co.uk/a">', "", "", "GB"),
        (meta(og__url="https://m.zeitung-beispiel.at/a"), "", "", "AT"),
        ('<link rel="canonical" href="https://www.nytimes.com/a">', "", "", "US"),
        (
            '<link rel="canonical" href="https://web.archive.org/web/20160330101229/http://www.example.fr/a">',
            "",
            "",
            "FR",
        ),
        ('<link rel="canonical" href="https://example.io/a">', "", "", ""),
        ('<link rel="canonical" href="https://example.com/a">', "de-AT", "", "AT"),
        ('<link rel="canonical" href="https://example.com/a">', "en-US", "", ""),
        ('<link rel="canonical" href="https://example.com/a">', "en", "", ""),
        ("", "", "mirror/www.example.se/1931/a.html", "SE"),
        ("", "", "clippings/page.html", ""),
        ('<link rel="canonical" href="http://[broken">', "", "", ""),
    ],
)
def test_countries_only_on_sound_evidence(head: str, lang: str, path: str, expected: str) -> None:
    assert value(metadata(head, "", path, lang).country()) == expected


def test_the_host_that_all_links_lead_to() -> None:
    links = "".join(f'<a href="https://www.example.ch/{n}">{n}</a>' for n in range(4))
    found = metadata('<link rel="stylesheet" href="https://www.example.ch/a.css">', links)
    assert found.address.host == "example.ch"
    assert value(found.country()) == "CH"


def test_saved_and_archived_pages_tell_their_address() -> None:
    text = "<!DOCTYPE html>\n<!-- saved from url=(0028)https://www.example.fr/ferry -->\n<html><p>Words</p></html>"
    assert Metadata(text, html_tree.parse(text)).address.url == "https://www.example.fr/ferry"
    archived = metadata(
        '<link rel="canonical" href="https://web.archive.org/web/20160330101229/http://www.example.fr/a">'
    )
    assert archived.address.is_archived


def test_languages_are_checked() -> None:
    assert value(metadata(lang="de-DE").language(("de", 0.9))) == "de"
    assert metadata(lang="en").language(("de", 0.9)) is None
    assert value(metadata(lang="fr").language(None)) == "fr"
    assert metadata(lang="qq").language(None) is None
    assert value(metadata(meta(og__locale="sv_SE")).language(("sv", 0.8))) == "sv"


def test_the_name_of_a_paper_is_that_of_the_authority_where_it_is_known() -> None:
    assert value(metadata(meta(og__site_name="Guardian")).paper()) in ("The Guardian", "Guardian")
    assert value(metadata('<link rel="canonical" href="https://www.voanews.com/a">').paper()) == "Voice of America"
    assert value(metadata(meta(og__site_name="Halden Courier")).paper()) == "Halden Courier"
    assert metadata().paper() is None


@pytest.mark.parametrize(
    ("line", "expected"), [("Dr. Robert Brook", "Robert Brook"), ("Words and more", ""), ("Reuters", "")]
)
def test_owners_are_persons_of_a_common_given_name(line: str, expected: str) -> None:
    assert owner(line) == expected


def test_rights_and_issue() -> None:
    head = (
        '<meta name="citation_issn" content="1234-5678"><meta name="citation_volume" content="7">'
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
    )
    found = dict(metadata(head).others())
    assert {name: claim.value for name, claim in found.items()} == {
        "paper_id": "1234-5678", "volume": "7", "rights": "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip
