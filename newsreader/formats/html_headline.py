"""The headline of a page: what its metadata say, set right by the heading it shows, without the name of its site."""

import re
from collections.abc import Iterable, Sequence

from newsreader.formats.html_markup import Claim
from newsreader.formats.html_site import Address, is_site_name
from newsreader.text.authorities import find_paper, name_key

_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»«›‹:/~]+|::|//)\s+|\s*[|»«•]\s*|(?<=\w):\s+|\s+//\s*")
_STRONG = re.compile(r"\s+(?:[|\-–—·•»«›‹~]+|::|//)\s+|\s*[|»«•]\s*|\s+//\s*")
_ENDS = " \t-–—|·•»«:/"
_CUT = re.compile(r"\s*(?:\.\.\.|…|\[…\])$")
_SHORTEST_PREFIX = 25
_LONGEST = 400


def headline(
    stated: Sequence[Claim], headings: Sequence[tuple[int, str]], marked: str, sites: Iterable[str], at: Address
) -> Claim | None:
    """The headline and what tells it.

    Args:
        stated: What metadata give, the surest first; the `<title>` last.
        headings: Level and words of the headings shown, in order.
        marked: The heading marked as the headline, or "".
        sites: Names of the site.
        at: Its address.
    """
    names = (*sites, *_shown_sites(stated, headings))
    fitting = [(level, text) for level, text in headings if len(text) <= _LONGEST and not is_site_name(text, names, at)]
    shown = [text for _, text in fitting]
    tops = [text for level, text in fitting if level == 1]
    main = marked or (tops[0] if len(tops) == 1 else "")
    for claim in stated:
        if len(claim.value) > _LONGEST:
            continue
        value = without_site(claim.value, names, at)
        if not value or (is_site_name(value, names, at) and claim.rule != "json-ld"):
            continue
        fuller = _as_shown(value, shown)
        if fuller:
            return Claim(fuller, claim.rule, f"{claim.detail}, shown as a heading", min(0.98, claim.confidence + 0.02))
        if main and claim.rule != "json-ld" and _is_much_the_same(main, value):
            return Claim(main, claim.rule, f"{claim.detail}, shown as a heading", claim.confidence)
        part = _part_shown(claim.value, [marked, *tops] if marked else tops, shown) if claim.rule == "title" else ""
        if part:
            return Claim(part, claim.rule, f"{claim.detail}, shown as a heading", 0.9)
        if claim.rule == "title":
            first = marked or next(iter(tops), "")
            if first and claim.value == value:
                return Claim(first, "markup", "heading", 0.75)
        return Claim(value, claim.rule, claim.detail, claim.confidence)
    first = marked or next(iter(tops), "") or next(iter(shown), "")
    if first:
        return Claim(first, "markup", "heading", 0.7)
    # A page called as its site is: better that than nothing.
    rest = next(((claim, value) for claim in stated if (value := without_site(claim.value[:_LONGEST], (), at))), None)
    return Claim(rest[1], rest[0].rule, rest[0].detail, 0.6) if rest else None


def _shown_sites(stated: Sequence[Claim], headings: Sequence[tuple[int, str]]) -> list[str]:
    """The shorter part of a title of which two parts are headings of their own: the site, above each of its pages."""
    keys = {name_key(text) for _, text in headings}
    titles = (_STRONG.split(claim.value[:_LONGEST]) for claim in stated if claim.rule == "title")
    both = ([part for part in parts if part.strip() and name_key(part) in keys] for parts in titles)
    return [min(parts, key=len) for parts in both if len(parts) > 1]


def without_site(title: str, names: Iterable[str], at: Address) -> str:
    """A title without the name of the site at its end or its front."""
    title = " ".join(title.split())
    known = tuple(names)
    for _ in range(3):
        shorter = _once_without(title, known, at)
        if shorter == title:
            break
        title = shorter
    return title


def _once_without(title: str, names: Sequence[str], at: Address) -> str:
    matches = list(_SEPARATOR.finditer(title))
    for match in matches:
        rest, end = title[: match.start()].strip(_ENDS), title[match.end() :].strip(_ENDS)
        if rest and is_site_name(end, names, at) and not is_site_name(rest, names, at):
            return rest
    for match in reversed(matches):
        start, rest = title[: match.start()].strip(_ENDS), title[match.end() :].strip(_ENDS)
        if rest and is_site_name(start, names, at):
            return rest
    strong = list(_STRONG.finditer(title))
    if strong:
        rest, end = title[: strong[-1].start()].strip(_ENDS), title[strong[-1].end() :].strip(_ENDS)
        if " " in rest and find_paper(end):
            return rest
    return title.strip(_ENDS) if title.strip(_ENDS) and title[-1:] in "|-–—»«" else title


def _as_shown(value: str, shown: Sequence[str]) -> str:
    """The heading that shows a stated headline, whole where the statement was cut off."""
    key = name_key(value)
    for text in shown:
        if name_key(text) == key:
            return text
    prefix = name_key(_CUT.sub("", value))
    is_cut = prefix != key or _CUT.search(value) is not None
    if len(prefix) >= _SHORTEST_PREFIX:
        for text in shown:
            longer = name_key(text)
            if longer.startswith(prefix) and (is_cut or len(longer) < 2 * len(prefix)):
                return text
    return ""


def _is_much_the_same(main: str, value: str) -> bool:
    """Whether the one heading of a page and a title given for it share most of their words."""
    key = name_key(value)
    if key != name_key(main) and key in map(name_key, _STRONG.split(main)):
        return False
    one, other = set(name_key(main).split()), set(key.split())
    return len(one & other) >= 0.6 * min(len(one), len(other)) and len(one & other) > 1


def _part_shown(title: str, tops: Sequence[str], shown: Sequence[str]) -> str:
    """A main heading that is the first or last part of the title, or any heading that is one of its parts."""
    key = name_key(title)
    fitting = [
        text for text in tops if (part := name_key(text)) and (key.startswith(f"{part} ") or key.endswith(f" {part}"))
    ]
    if not fitting:
        parts = {name_key(part) for part in _STRONG.split(title)} - {"", key}
        fitting = [text for text in shown if name_key(text) in parts]
    return max(fitting, key=len, default="")


def part_shown(title: str, prominent: Sequence[str]) -> str:
    """The words in large letters that a title begins or ends with, or ""."""
    key = name_key(title)
    fitting = (text for text in prominent if key.startswith(f"{name_key(text)} ") or key.endswith(f" {name_key(text)}"))
    return max(fitting, key=len, default="")
