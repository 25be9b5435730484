"""Who wrote a page, out of what its metadata and its byline say: persons, in order; agencies and houses apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsreader.formats.html_site import Address, group, is_blog_host, is_site_name
from newsreader.text import byline, dates, names
from newsreader.text.agencies import find_agencies, find_agency
from newsreader.text.authorities import find_paper, name_key

_ADDRESS = re.compile(
    r"(?:https?:)?//\S+|\bwww\.\S+|\S+(?:@|\[at\]|\(at\))\S+\.\S+|(?<!\S)@\w+|\S+\.(?:html?|php|aspx)\b", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:written|posted|published|reported|story|words|text|geschrieben|verfasst|veröffentlicht|erstellt|ein\s+\w+|"
    r"escrito|publicado|publié|écrit|rédigé|scritto|geplaatst|door)\s+)?(?:by|von|par|por|di|door|av|af|autor(?:in)?|"
    r"author|auteure?|autore|skribent|text|foto)\b\s*[:|]?\s+|^(?:by|von|author|autor(?:in)?|auteur)\s*:\s*",
    re.IGNORECASE,
)
_RUN_ON_LEAD = re.compile(r"^(?:Author|Autor|Von|By|Par|Por)(?=[A-ZÀ-Þ])")
_TAIL = re.compile(
    r"\s*(?:[|•·►–—]|\s-\s).*$|\s*\(.{0,80}\)\s*$|\s+(?:am|on|at|um|le|el)\s+\d.*$|\s+\d{1,2}[./:]\d{1,2}.*$|[\s,]+\d{4}$"
)
_SPLIT = re.compile(r"\s*(?:[;|\n\t]|,(?!\s*(?:Jr|Sr|MD|PhD|III?)\b)|\s&\s|\s(?:and|und|et|y|og|och|en)\s)\s*")
_BEFORE_DATE = re.compile(
    r"(?:[\s,|·•–-]+(?:on|am|at|um|le|el|il|den|op|the|\w+day|\w+tag|em|a|o))*[\s,|·•–-]*$", re.IGNORECASE
)
_SHORTEST = 4
_LONGEST = 300
_MOST_PERSONS = 40


@dataclass(frozen=True, slots=True)
class People:
    """Who is named.

    Attributes:
        persons: Without doubles.
        agency: A news agency named beside or instead of them, or "".
        is_sure: Every name has the shape of a person's name; a single word may be an account.
    """

    persons: tuple[str, ...] = ()
    agency: str = ""
    is_sure: bool = True


def people(stated: Iterable[str], site_names: Iterable[str], at: Address) -> People:
    """The persons that these statements name.

    Args:
        stated: Each the name of one, or a line of several.
        site_names: What the site calls itself: it is not its own author.
        at: Where the page was published; on a blog host a blogger is often named as the blog is.
    """
    found: dict[str, str] = {}
    agency = ""
    is_sure = True
    sites = () if is_blog_host(at.host) else tuple(site_names)
    for line in stated:
        text = _plain(line)
        if not text or len(text) > _LONGEST or is_site_name(text, sites, at if sites else Address()):
            continue
        read = byline.parse(text, is_stated=True)
        agency = agency or (read.agency if read else "")
        if read and read.agency and not read.persons:
            continue
        people_here = read.persons if read and read.persons else tuple(_by_parts(text))
        for name in people_here[:_MOST_PERSONS]:
            if is_house(name) or is_site_name(name, sites, at if sites else Address()):
                continue
            found.setdefault(name_key(name) or name, name)
            is_sure = is_sure and " " in name
    return People(tuple(found.values()), agency, is_sure and bool(found))


def owner(line: str) -> str:
    """The person a line consists of, by a common given name; "" for any other line."""
    read = byline.parse(" ".join(line.split()), is_stated=True)
    persons = read.persons if read and not read.agency else ()
    if len(persons) != 1 or not 2 <= len(persons[0].split()) <= 4 or is_house(persons[0]):
        return ""
    return persons[0] if names.is_given(persons[0].split()[0]) and len(line.split()) <= 6 else ""


def is_house(name: str) -> bool:
    """Whether a name is that of an account, a desk, an agency, a paper or another organisation."""
    tokens = [token.strip(".,:;()").lower() for token in name.split()]
    if not tokens or all(token in group("accounts") or not token for token in tokens):
        return True
    if find_agency(name) or find_paper(name) or names.is_place(name):
        return True
    if tokens[0] in ("the", "die", "das", "les") and len(tokens) > 1:
        return True
    organisations = group("organisations")
    return tokens[-1] in organisations or (len(tokens) > 1 and tokens[0] in organisations) or len(tokens) > 6


def _plain(line: str) -> str:
    text = " ".join(_ADDRESS.sub(" ", line).split())
    text = _RUN_ON_LEAD.sub("", text)
    for _ in range(2):
        text = _LEAD.sub("", text, count=1)
    if any(map(str.isdigit, text)):
        date = next(iter(dates.find(text[:_LONGEST])), None)
        text = _BEFORE_DATE.sub("", text[: date.start]) if date and date.start > _SHORTEST else text
    return text.strip(" -–—|,;:•·/")


def _by_parts(text: str) -> Iterable[str]:
    """The names in a line that has not the form of a byline: pseudonyms, accounts, names in other scripts."""
    if len(text.split()) == 2 and text.count(",") == 1:
        surname, _, given = text.partition(",")
        yield f"{given.strip()} {surname.strip()}"
        return
    for part in _SPLIT.split(text):
        name = _TAIL.sub("", part).strip(" .-–—|,;:•·/") if len(part) > 3 else part.strip(" -–—|,;:")
        role = len(name.split()) > 1 and any(map(names.is_role, name.split()[1:]))
        if (
            2 <= len(name) <= 60
            and len(name.split()) <= 5
            and not role
            and not find_agencies(name)
            and _has_letters(name)
        ):
            yield names.in_normal_case(name) if " " in name else name


def _has_letters(name: str) -> bool:
    return sum(map(str.isalpha, name)) * 2 > len(name) and name[-1] not in "!?"
