"""The colours of the desk: one frozen set each for light, dark and sepia.

Every colour that text is set in reaches a contrast of 4.5:1 (WCAG AA) on every ground it stands on; a test works it
out. Colour means something or is not there.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colours of one appearance, as `#RRGGBB`.

    Attributes:
        name: `light`, `dark` or `sepia`.
        is_dark: Whether ink is lighter than its ground.
        ground: Behind the browse tree and the record.
        panel: Behind the search bar, the list and the status bar.
        page: Behind the text of an article.
        field: Behind an editor.
        hover: A row or button under the pointer.
        ink: Text.
        muted: Secondary text: snippets, labels of fields.
        faint: Tertiary text: meta lines, counts. Still readable.
        line: Lines of one pixel between things.
        edge: The outline of buttons and editors.
        bar: A bar of the histogram outside the range, an empty progress track.
        accent: Links, the current thing, the focus ring.
        accent_strong: The accent for text on `selected`.
        selected: Behind the selected row and behind chips.
        on_accent: Text on the accent.
        hit: Behind words that a search found; `hit_now` behind the one the reader stands on.
        added, removed: Repairs: what is, what was.
        doubt: A value that wants looking at.
        danger: Things that failed.
        success: Things that are well.
        yellow, green, blue, pink, purple: Behind highlights and tags.
        yellow_dot, green_dot, blue_dot, pink_dot, purple_dot, grey_dot: The dots of tags.
        notice: Behind a banner that warns.
    """

    name: str
    is_dark: bool
    ground: str
    panel: str
    page: str
    field: str
    hover: str
    ink: str
    muted: str
    faint: str
    line: str
    edge: str
    bar: str
    accent: str
    accent_strong: str
    selected: str
    on_accent: str
    hit: str
    hit_now: str
    added: str
    removed: str
    doubt: str
    danger: str
    success: str
    yellow: str
    green: str
    blue: str
    pink: str
    purple: str
    yellow_dot: str
    green_dot: str
    blue_dot: str
    pink_dot: str
    purple_dot: str
    grey_dot: str
    notice: str


LIGHT: Final = Tokens(
    name="light", is_dark=False,
    ground="#F4F2ED", panel="#FBFAF7", page="#FFFFFF", field="#FFFFFF", hover="#ECE9E2",
    ink="#22262B", muted="#5A5F68", faint="#62666E", line="#E2DED5", edge="#D6D1C6", bar="#C9C5BC",
    accent="#1F5D78", accent_strong="#1A5068", selected="#DFEBF0", on_accent="#FFFFFF",
    hit="#FFE9A8", hit_now="#FFD257",
    added="#1F7A4D", removed="#B4472F", doubt="#85590D", danger="#A93226", success="#27694A",
    yellow="#FFE08A", green="#BFE3C8", blue="#C3DDF2", pink="#F6CBD6", purple="#DACDF0",
    yellow_dot="#9A6B2F", green_dot="#3F7F58", blue_dot="#3C79A3", pink_dot="#B2527A", purple_dot="#7A5CAB",
    grey_dot="#75797F", notice="#FBF0D2",
)  # fmt: skip

DARK: Final = Tokens(
    name="dark", is_dark=True,
    ground="#17191C", panel="#1D2024", page="#212529", field="#212529", hover="#272B30",
    ink="#E3E1DC", muted="#A6ABB3", faint="#9AA0A8", line="#2F3338", edge="#3A3F45", bar="#4A4F56",
    accent="#7DB8D0", accent_strong="#93C6DB", selected="#233640", on_accent="#10222B",
    hit="#5E4E16", hit_now="#745F10",
    added="#6FCF97", removed="#E58A72", doubt="#E0A955", danger="#F08C7D", success="#7FCF9F",
    yellow="#5E4E16", green="#21492F", blue="#22435E", pink="#5A2B3D", purple="#43325F",
    yellow_dot="#C08A4A", green_dot="#62A87E", blue_dot="#5F9EA8", pink_dot="#C9789A", purple_dot="#9A80C9",
    grey_dot="#7F858C", notice="#3A3013",
)  # fmt: skip

SEPIA: Final = Tokens(
    name="sepia", is_dark=False,
    ground="#EBE1CC", panel="#F3EAD7", page="#F8F1E1", field="#FBF5E8", hover="#E3D7BD",
    ink="#3A2E20", muted="#5F503C", faint="#65553F", line="#D9CBAE", edge="#CBBB9B", bar="#C4B494",
    accent="#7A3E1D", accent_strong="#6B3416", selected="#EAD9B8", on_accent="#FFF9EC",
    hit="#F6D98A", hit_now="#EFC04A",
    added="#2F6B3F", removed="#A23D26", doubt="#79500C", danger="#97301F", success="#2F6540",
    yellow="#F5D67F", green="#C9DDAF", blue="#C6D6DA", pink="#EFC6BE", purple="#DCCBDD",
    yellow_dot="#946320", green_dot="#4C7A45", blue_dot="#3F7288", pink_dot="#A9506A", purple_dot="#7B5A92",
    grey_dot="#7A6C57", notice="#F3E0AE",
)  # fmt: skip

APPEARANCES: Final = {tokens.name: tokens for tokens in (LIGHT, DARK, SEPIA)}

TEXT_ON: Final[dict[str, tuple[str, ...]]] = {
    "ink": (
        "ground", "panel", "page", "field", "hover", "selected", "hit", "hit_now", "notice",
        "yellow", "green", "blue", "pink", "purple",
    ),
    "muted": ("ground", "panel", "page", "field", "hover", "selected", "notice"),
    "faint": ("ground", "panel", "page", "field", "hover", "selected"),
    "accent": ("ground", "panel", "page", "field", "hover"),
    "accent_strong": ("selected", "panel", "page", "ground"),
    "on_accent": ("accent",),
    "added": ("page", "panel", "ground"),
    "removed": ("page", "panel", "ground"),
    "doubt": ("ground", "panel", "page", "selected", "hover"),
    "danger": ("ground", "panel", "page", "notice"),
    "success": ("ground", "panel", "page"),
}  # fmt: skip
"""Which text colour may stand on which ground; the test goes through all of them."""


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` as WCAG 2 defines it, 0 to 1."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
