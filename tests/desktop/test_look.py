"""Colours can be read, type follows the scale, icons are one family."""

import re

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from newsreader import resources
from newsreader.desktop import icons as icons_module
from newsreader.desktop import stylesheet
from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import Mode, Theme, Type
from newsreader.desktop.tokens import APPEARANCES, TEXT_ON, Tokens, contrast


@pytest.mark.parametrize("tokens", APPEARANCES.values(), ids=APPEARANCES.keys())
def test_all_text_reaches_wcag_aa_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    short = {
        f"{text} on {ground}": round(ratio, 2)
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if (ratio := contrast(getattr(tokens, text), getattr(tokens, ground))) < 4.5
    }
    assert short == {}


@pytest.mark.parametrize("tokens", APPEARANCES.values(), ids=APPEARANCES.keys())
def test_focus_ring_and_dots_can_be_seen(tokens: Tokens) -> None:
    for ground in (tokens.ground, tokens.panel, tokens.page, tokens.field):
        assert contrast(tokens.accent, ground) >= 3
    for name in ("yellow_dot", "green_dot", "blue_dot", "pink_dot", "purple_dot", "grey_dot"):
        assert contrast(getattr(tokens, name), tokens.ground) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", APPEARANCES.values(), ids=APPEARANCES.keys())
def test_style_sheet_has_only_colours_of_the_tokens(tokens: Tokens) -> None:
    sheet = stylesheet.build(tokens, round)
    known = {getattr(tokens, name) for name in Tokens.__slots__}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)) <= known
    assert "$" not in sheet


def test_theme_switches_at_run_time(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.DARK)
    assert theme.is_dark
    assert theme.colour("page").name().upper() == APPEARANCES["dark"].page
    theme.set_mode(Mode.SEPIA)
    assert not theme.is_dark


def test_text_scale_goes_in_steps_from_80_to_200(theme: Theme) -> None:
    body = theme.font(Type.BODY).pointSizeF()
    theme.set_text_scale(200)
    assert theme.font(Type.BODY).pointSizeF() == pytest.approx(2 * body)
    assert theme.step_text_scale(1) == 200
    theme.set_text_scale(10)
    assert theme.text_scale == 80
    assert theme.step_text_scale(1) == 90


def test_type_scale_is_that_of_the_sketch(theme: Theme) -> None:
    assert (Type.BODY.value[0], Type.LABEL.value[0], Type.HEADLINE.value[0], Type.TEXT.value[0]) == (13, 11, 29, 16.5)
    assert theme.font(Type.LABEL).capitalization() == theme.font(Type.LABEL).Capitalization.AllUppercase


def test_icons_are_one_family() -> None:
    names = icons_module.names()
    assert len(names) >= 40
    for name in names:
        drawing = resources.text("icons", f"{name}.svg")
        assert 'viewBox="0 0 24 24"' in drawing
        assert 'stroke="currentColor"' in drawing
        assert 'stroke-width="1.75"' in drawing
        assert 'stroke-linecap="round"' in drawing
        assert not re.search(r"#[0-9a-fA-F]{3,6}\b", drawing), name


def test_every_icon_draws_something_in_its_colour(theme: Theme) -> None:
    for name in icons_module.names():
        image = icons_module.draw(name, 24, theme.colour("accent"), 2).toImage()
        assert image.width() == 48
        inked = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255]
        assert inked, name
        assert inked[0].name() == theme.colour("accent").name()


def test_icon_follows_the_theme(theme: Theme, icons: Icons) -> None:
    def middle() -> QImage:
        return icons.icon("search").pixmap(24).toImage()

    light = middle()
    theme.set_mode(Mode.DARK)
    assert middle() != light


def test_window_icon_has_all_sizes() -> None:
    sizes = {size.width() for size in icons_module.window_icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes
    assert not icons_module.window_icon().pixmap(32).toImage().allGray()
