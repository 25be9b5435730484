"""Passages that, repeated without end, make careless rules take more than linear time."""

PASSAGES: dict[str, str] = {
    "hyphens": "-",
    "digits": "1",
    "capitals": "A",
    "spaces": " ",
    "newlines": "\n",
    "straight quotes": '"',
    "curly quotes": "“”’",
    "one letter": "a",
    "combining marks": "\u0301",
    "accented letters": "e\u0301",
    "marks out of order": "a\u0323\u0307\u0301",
    "ligatures": "ﬁ",
    "broken words": "a- b ",
    "broken real words": "magazi- ne cease- fire ",
    "words broken at line ends": "mag-\nazine ",
    "soft hyphens": "a\u00adb",
    "not signs": "a¬\nb ",
    "chain of hyphens": "mother-in-",
    "short lines": "ab\n",
    "broken lines": f"{'x' * 40}-\n",
    "paragraphs": f"{'x' * 60}.\n\n",
    "mixed line ends": " \r\n \t\u2029\r",
    "dates": "May 3, 1904 ",
    "dates on lines": "3. Mai 1904\n",
    "figures of dates": "1904-05-03 3/4/1904 ",
    "digits that look like letters": "l1IiO0",
    "names": "By Anna Brook and Peter Vale, ",
    "names in lines": "By Anna Brook\n",
    "one-letter names": "By A and B and ",
    "initials": "J. R. R. ",
    "abbreviations": "U. S. 12 p. m. ",
    "spaced marks": "a . b , c ; ",
    "dots": ". ",
    "commas": "A, ",
    "brackets": "[](){}",
    "agencies": "(AP) ",
    "datelines": "LONDON, May 3 (Reuters) - ",
    "keys": "Title: x\n",
    "navigation": "Newspapers from Canada\n",
    "pages": "Page A3\n",
    "dashes": "— - -- ",
    "apostrophes": "d’l’O'",
    "underscores": "_",
    "places": "London Paris New York ",
    "mojibake": "â€™ Ã© ",
    "long s": "daſs ",
    "Cyrillic": "слово ",
    "Chinese": "新聞",
    "Arabic": "كلمة ",
    "invisible": "\u200b\ufeff",
    "controls": "\x01\x00",
    "markup": "<p><a ",
    "addresses": "a@b.c http://a.b/c ",
    "unknown words": "xqzvw ",
}

HEAD = "The Harbour Gazette\n\nStrike of the dockers ends\n\n"


def text_of(passage: str, size: int, shape: str) -> str:
    """About `size` characters of a passage: `alone`, below a `head`, or on the line of a `byline`."""
    body = (passage * (size // len(passage) + 1))[:size]
    if shape == "byline":
        return f"{HEAD}By {body} and\n\nThe strike ended on Monday. {body[:100]}"
    return HEAD + body if shape == "head" else body
