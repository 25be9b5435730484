"""How the pages of the sample issues are made up, and what their heads say."""

from dataclasses import dataclass

from sample_issue.mastheads import Paper
from sample_issue.pages import Well


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue.

    Attributes:
        name: Of its folder and files.
        file: Of the description, without suffix, where it is named otherwise.
        text: File of its stories.
        date: As ISO 8601.
        place: Where it is published, as a library states it.
        identifiers: Type and value.
        pages: The wells of each page.
        turns: Degrees each page lies askew.
        profile: `olr` with articles marked, or `ndnp` without.
    """

    name: str
    text: str
    paper: Paper
    title: str
    date: str
    place: str
    language: str
    identifiers: tuple[tuple[str, str], ...]
    volume: str
    number: str
    columns: int
    pages: tuple[tuple[Well, ...], ...]
    turns: tuple[float, ...]
    profile: str
    seed: int
    file: str = ""


HALIFAX = Edition(
    name="halifax-ledger_1919-05-24",
    text="halifax.txt",
    paper=Paper(
        "The Halifax Ledger",
        "“Set Down Naught in Malice, and Enter It the Same Day.”",
        (("THE TIDE TO-DAY", "High water 6.12 a. m.", "and 6.41 p. m."),
         ("FAIR", "and a little warmer,", "fog outside till noon")),
        ("VOL. LXII.—No. 123.", "HALIFAX, N. S., SATURDAY, MAY 24, 1919.", "PRICE TWO CENTS."),
        "THE HALIFAX LEDGER, SATURDAY, MAY 24, 1919.",
    ),
    title="Halifax Ledger",
    date="1919-05-24",
    place="Halifax, Nova Scotia, Canada",
    language="en",
    identifiers=(("local", "halifax-ledger_1919-05-24"),),
    volume="62",
    number="123",
    columns=5,
    pages=(
        (
            Well(2, 5, ("view",), share=0, is_wide=True),
            Well(0, 2, ("judge",), share=0.71, goes_on=3),
            Well(0, 2, ("ad-tea",), is_wide=True),
            Well(2, 5, ("empire", "captains", "weather", "comet-pilot", "tramway", "diver")),
        ),
        (
            Well(0, 5, ("leader", "poem", "letters", "letters-two", "school", "acadien", "serial", "pier-poem",
                        "ad-soap", "society", "council", "births", "deaths", "ad-school", "blacksmith", "church",
                        "household", "farm", "files", "goose")),
        ),
        (
            Well(0, 2, ("judge+",), share=0),
            Well(2, 4, ("ad-steam",), share=0, is_wide=True),
            Well(4, 5, ("boy", "postman", "ad-boots")),
            Well(0, 4, ("cable", "shipping", "markets", "eclipse", "ad-tonic", "bread", "aeroplane",
                        "fire", "lecture", "regatta", "ghost", "ad-coal")),
        ),
        (
            Well(0, 3, ("ad-pictures",), share=0, is_wide=True),
            Well(3, 5, ("light",), share=0, is_wide=True),
            Well(0, 3, ("ad-store",), share=0, is_wide=True),
            Well(3, 5, ("ad-stove",), share=0, is_wide=True),
            Well(3, 5, ("ad-rope",), share=0, is_wide=True),
            Well(0, 5, ("sports", "yachts", "chess", "ad-piano", "ad-seeds", "ad-lodgings", "ad-photo", "library",
                        "yarn", "ad-hats", "ad-ledger")),
        ),
    ),
    turns=(0.32, -0.21, 0.14, -0.38),
    profile="olr",
    seed=1919,
)  # fmt: skip

DULUTH = Edition(
    name="sn99999001/00000000001/1910051801",
    file="1910051801",
    text="duluth.txt",
    paper=Paper(
        "Duluth Evening Beacon",
        "A Light to the Head of the Lakes.",
        (("COMET EDITION", "Sunset 7.37 p. m.", "Tail at 9.20, or not"),
         ("CLEAR", "until midnight,", "then as it pleases")),
        ("VOL. XXVIII. No. 38.", "DULUTH, MINNESOTA, WEDNESDAY, MAY 18, 1910.", "ONE CENT."),
        "DULUTH EVENING BEACON: WEDNESDAY, MAY 18, 1910.",
    ),
    title="Duluth Evening Beacon",
    date="1910-05-18",
    place="Duluth, Minn.",
    language="en",
    identifiers=(("lccn", "sn99999001"),),
    volume="28",
    number="38",
    columns=5,
    pages=(
        (
            Well(0, 2, ("tail",), share=0.74),
            Well(0, 2, ("ad-glass",), is_wide=True),
            Well(2, 5, ("comet",), share=0, is_wide=True),
            Well(2, 5, ("ore", "bridge", "weather", "wolf", "deutsch", "library", "strike", "tramp", "ad-roof",
                        "ad-flour", "ad-life")),
        ),
    ),
    turns=(-0.3,),
    profile="ndnp",
    seed=1910,
)  # fmt: skip

EDITIONS = (HALIFAX, DULUTH)
