"""What the name of a file and of its folders says of the article: date, page, edition and identifier of the paper.

Only patterns that collections really use count; one that occurs twice with different values says nothing.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsreader import resources
from newsreader.domain.edtf import EdtfDate
from newsreader.text import dates

_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_MONTH_DAY = r"(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])"
_WHOLE = (
    re.compile(rf"(?<!\d){_YEAR}(?P<sep>[-_.]?){_MONTH_DAY}(?!\d)"),
    # Chronicling America writes the edition behind the day, some libraries a dash only behind the year.
    re.compile(rf"(?<!\d){_YEAR}(?P<sep>){_MONTH_DAY}(?P<edition>0[1-9])(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}[-_](?P<sep>){_MONTH_DAY}(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<sep>\.)(?P<month>0[1-9]|1[0-2])\.(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"
    ),
)
_FOLDERS = re.compile(
    r"(?:^|/)(?P<year>1[5-9]\d\d|20\d\d)/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])(?:/|$)"
)
_MONTH_ONLY = re.compile(r"(?P<year>1[5-9]\d\d|20\d\d)[-_](?P<month>0[1-9]|1[0-2])")
_BY_DEVICE = re.compile(
    r"(?:img|dsc|pxl|vid|mvimg|screenshot|screen.?shot|bildschirmfoto|capture|scan|whatsapp|photo|signal|download)",
    re.IGNORECASE,
)
_FIRST_BY_DEVICE = 1995
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_PAGE = re.compile(
    r"(?:^|[-_. ])(?:pages?|pg|p|pagina|página|pag|pág|seite|sida|sivu|s)[-_. ]?"
    r"(?P<page>0*[1-9]\d{0,2}|[A-Z]\d{1,2})(?=$|[-_. ])",
    re.IGNORECASE,
)
_SECTION_PAGE = re.compile(r"(?:^|[-_ ])(?P<page>[A-H]0?[1-9]\d?)(?=$|[-_. ])")
_EDITION = re.compile(r"(?:^|[-_. /])ed(?:ition)?[-_ ]?(?P<edition>\d{1,2})(?=$|[-_. /])", re.IGNORECASE)
_LCCN = re.compile(r"(?<![A-Za-z\d])(?P<lccn>sn\d{8})(?!\d)", re.IGNORECASE)
_ISSN = re.compile(r"(?<!\d)(?P<issn>\d{4}-\d{3}[\dX])(?![\dA-Za-z-])")
_CODE = re.compile(r"(?P<code>[A-Za-z]{2,10})(?=[-_ ]?\d{3})")
_MOST_FOLDERS = 4
_LONGEST = 160


class Told(NamedTuple):
    """A value that a file or folder name tells.

    Attributes:
        value: The value; dates as EDTF.
        rule: End of the rule's name: `file-name` or `folder`, with the pattern where there are several.
        words: The name it stands in.
        source: `file name` or `folder`.
        confidence: 0 to 1.
    """

    value: str
    rule: str
    words: str
    source: str
    confidence: float


def date(path: str) -> Told | None:
    """The date the name of a file or of its folders states, or None."""
    names = _names(path)
    if not names:
        return None
    for index, name in enumerate(names):
        source = "folder" if index else "file name"
        found = set(_whole(name))
        if len(found) > 1:
            return None
        if found:
            return _told(found.pop(), source, name, 0.75 if index else 0.85)
    folders = _FOLDERS.search(path.replace("\\", "/"))
    if folders and (edtf := _edtf(folders["year"], folders["month"], folders["day"])):
        return _told(edtf, "folder", folders[0].strip("/"), 0.75)
    month = _MONTH_ONLY.fullmatch(names[0])
    if month and (edtf := _edtf(month["year"], month["month"], None)):
        return _told(edtf, "file name", names[0], 0.6)
    return None


def _whole(name: str) -> Iterator[str]:
    """The whole dates in a name, in figures or in words."""
    if _BY_DEVICE.match(name):
        # What a camera or a telephone calls a file is when the picture was taken.
        yield from (edtf for edtf in _in_figures(name) if int(edtf[:4]) < _FIRST_BY_DEVICE)
        return
    in_figures = list(_in_figures(name))
    yield from in_figures
    if not in_figures:
        words = re.sub(r"[-_+%.,]+", " ", name)
        yield from (found.edtf for found in dates.find(words) if len(found.edtf) == 10 and found.confidence >= 0.9)


def _in_figures(name: str) -> Iterator[str]:
    for pattern in _WHOLE:
        found = [
            edtf for match in pattern.finditer(name) if (edtf := _edtf(match["year"], match["month"], match["day"]))
        ]
        if found:
            yield from found
            return


def _edtf(year: str, month: str, day: str | None) -> str | None:
    text = "-".join(part for part in (year, month, day) if part)
    return text if EdtfDate.try_parse(text) else None


def _told(value: str, source: str, words: str, confidence: float) -> Told:
    return Told(value, source.replace(" ", "-"), words, source, confidence)


def others(path: str) -> Iterator[tuple[str, Told]]:
    """Paper by its code, page, edition, identifier and country, each with the field it is for."""
    names = _names(path)
    if not names:
        return
    page = _PAGE.search(names[0]) or _SECTION_PAGE.search(names[0])
    if page:
        value = page["page"].lstrip("0").upper()
        yield "page", _told(value, "file name", page[0].strip("-_. "), 0.7)
    for index, name in enumerate(names):
        source = "folder" if index else "file name"
        code = _CODE.match(name)
        if code and code["code"] in _codes():
            title, country = _codes()[code["code"]]
            yield "paper", _told(title, source, code[0], 0.7)
            yield "country", _told(country, source, code[0], 0.7)
        edition = _EDITION.search(name)
        if edition:
            yield "edition", _told(edition["edition"].lstrip("0"), source, edition[0].strip("-_. "), 0.5)
        lccn = _LCCN.search(name)
        if lccn:
            yield "paper_id", _told(lccn["lccn"].lower(), source, lccn[0], 0.85)
            # Numbers with "sn" are newspapers catalogued by CONSER for American collections.
            yield "country", _told("US", source, lccn[0], 0.8)
        issn = _ISSN.search(name)
        if issn and _is_issn(issn["issn"]):
            yield "paper_id", _told(issn["issn"], source, issn[0], 0.8)


def paper_of_code(code: str) -> str:
    """The title of the paper that collections give this code, or ""."""
    return _codes().get(code, ("", ""))[0]


@cache
def _codes() -> dict[str, tuple[str, str]]:
    rows = (line.split("\t") for line in resources.text("rules", "paper_codes.txt").splitlines() if line[:1] != "#")
    return {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in rows if len(row) > 1}


def _is_issn(number: str) -> bool:
    """Whether the check digit is right, which a span of years rarely has."""
    digits = number.replace("-", "")
    total = sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
    return "0123456789X"[-total % 11] == digits[7]


def _names(path: str) -> list[str]:
    """The name of the file without its ending, then the names of the nearest folders."""
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    if not parts:
        return []
    return [name[:_LONGEST] for name in (_EXTENSION.sub("", parts[-1]), *reversed(parts[-1 - _MOST_FOLDERS : -1]))]
