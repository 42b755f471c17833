"""How a page looks: its colours by day and by night, its fonts, and what it may not do."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest

from briefgen.document import Running
from briefgen.theme import Colours, Family, Styles, TextStyle, Theme, contrast
from briefgen.writers.html import write
from briefgen.writers.html.palette import NIGHT_CONTRAST, by_day, by_night
from briefgen.writers.html.paper import paper
from briefgen.writers.html.sheet import sheet
from tests.writers.html.read import page, parsed
from tests.writers.html.samples import whole
from tests.writers.specimens import plain

ACCENTS = [
    *(("1F3A5F", "1F3A5F"), ("0B5D5E", "0B5D5E"), ("222222", "8C1D18")),  # the built-in ones
    *(("000000", "000000"), ("0000FF", "B00000"), ("757575", "7A6A00"), ("008000", "C000C0")),
]
TEXTS = ("text", "muted", "accent", "rule")


@pytest.mark.parametrize(("accent", "rule"), ACCENTS)
def test_every_text_can_be_read_by_night(accent: str, rule: str) -> None:
    night = by_night(Colours(accent=accent, rule=rule))
    for name, ground in product(TEXTS, ("paper", "tint")):
        assert contrast(night[name], night[ground]) >= NIGHT_CONTRAST, (name, ground)
    assert contrast(night["paper"], "FFFFFF") > 15


@pytest.mark.parametrize(("accent", "rule"), ACCENTS)
def test_the_night_has_grounds_that_differ_and_text_that_does_not_glare(
    accent: str, rule: str
) -> None:
    night = by_night(Colours(accent=accent, rule=rule))
    assert contrast(night["tint"], night["paper"]) > 1.1
    assert contrast(night["text"], night["paper"]) < 15
    assert contrast(night["hairline"], night["paper"]) >= 2


def test_a_hue_is_kept_by_night() -> None:
    night = by_night(Colours(accent="0B5D5E", rule="8C1D18"))
    red, green, blue = (int(night["accent"][i : i + 2], 16) for i in (0, 2, 4))
    assert min(green, blue) > red + 40
    red, green, blue = (int(night["rule"][i : i + 2], 16) for i in (0, 2, 4))
    assert red > max(green, blue) + 40


def test_the_day_has_the_colours_of_the_theme() -> None:
    colours = Colours(accent="0B5D5E", rule="8C1D18")
    assert by_day(colours)["tint"] == colours.tint
    text = sheet(Theme(colours=colours))
    day, _, night = text.partition("@media screen and (prefers-color-scheme: dark)")
    assert "--accent: #0B5D5E;" in day
    assert f"--accent: #{by_night(colours)['accent']};" in night


def test_every_colour_that_is_used_is_there() -> None:
    text = sheet(Theme()) + paper(Theme(), Running())
    used = set(re.findall(r"var\(--([a-z]+)", text))
    assert used - {"digits", "least", "need", "room", "tail"} == set(by_day(Colours()))


def test_sizes_are_relative_on_a_screen_and_those_of_the_theme_on_paper() -> None:
    theme = Theme(styles=replace(Styles(), lead=TextStyle(13, 18, 2, 10, colour="muted")))
    text = sheet(theme)
    assert (
        ".lead { margin: 0.2rem 0 1rem; font-size: 1.3rem; line-height: 1.385;"
        " color: var(--muted); }" in text
    )
    assert not re.search(r"font-size: [\d.]+(px|pt)", text)
    on_paper = paper(theme, Running())
    assert "html { font-size: 10pt; }" in on_paper
    assert "margin: 64.8pt 79.2pt 61.2pt 79.2pt;" in on_paper


def test_no_side_is_called_left_or_right() -> None:
    assert not re.search(r"(?<!-)\b(left|right)\b", sheet(Theme()))


@pytest.mark.parametrize(
    ("file", "generic"),
    [("LiberationSans-Regular.ttf", "sans-serif"), ("LiberationSerif-Regular.ttf", "serif")],
)
def test_a_face_has_a_kind_to_fall_back_on(file: str, generic: str) -> None:
    family = Family('Odd "Face"', file, file, file, file, generic)
    theme = Theme(family=family)
    assert f'font-family: "Odd \\000022Face\\000022", {generic};' in sheet(theme)


def boxes(running: Running) -> dict[str, str]:
    """Give what stands in the margins of every sheet but the first, by where."""
    every, _, first = paper(Theme(), running).partition("@page :first")
    assert re.findall(r"@([a-z-]+) \{ content: none;", first) == ["top-left", "top-right"]
    return dict(re.findall(r"@([a-z-]+) \{ content: (.*); font:", every))


def test_a_sheet_has_what_a_paged_format_has_around_its_text() -> None:
    found = boxes(Running("Bridge", "Memo", "Brigton", "{pages} hat es; {page}\"'", "DRAFT"))
    assert found == {
        "top-left": '"Bridge"',
        "top-right": '"Memo"',
        "bottom-left": '"Brigton"',
        "bottom-center": '"DRAFT"',
        "bottom-right": 'counter(pages) " hat es; " counter(page) "\\000022\\000027"',
    }
    assert "bottom-center" not in boxes(Running(foot_start="Brigton"))


def test_what_is_too_long_for_a_margin_is_shortened() -> None:
    found = boxes(Running("A long title " * 20, "Memo", "Brigton " * 40, draft="DRAFT"))
    assert re.fullmatch(r'"(A long title )+A long\\002026"', found["top-left"])
    assert re.fullmatch(r'"DRAFT" "\\A" "(Brigton )+Brigton\\002026"', found["bottom-left"])
    assert "bottom-center" not in found


def test_the_foot_is_said_once_where_margins_are_drawn() -> None:
    text = paper(Theme(), Running())
    assert "@supports at-rule(@bottom-left) { footer { display: none; } }" in text


def test_the_skip_link_is_seen_when_it_is_reached() -> None:
    text = sheet(Theme())
    assert re.search(r"\.skip \{[^}]*translateY\(-200%\)", text)
    assert re.search(r"\.skip:focus \{[^}]*translateY\(0", text)
    assert re.search(r":focus-visible \{ outline: 3px", text)


def test_braces_of_the_sheet_are_balanced() -> None:
    text = sheet(Theme()) + paper(Theme(), Running(draft="}{"))
    depth = 0
    for sign in re.findall(r"[{}]", re.sub(r'"[^"]*"', "", text)):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    root = parsed(write(whole(), Theme()).content)
    assert not root.all("script") + root.all("link") + root.all("iframe")
    assert all(node["src"].startswith("data:image/png;base64,") for node in root.all("img"))
    assert not [name for node in root.walk() for name in node.attributes if name.startswith("on")]
    assert not re.search(r"url\(|@import", root.one("style").text)
    (policy,) = root.all("meta", http_equiv="Content-Security-Policy")
    assert "default-src 'none'" in policy["content"]
    assert "script" not in policy["content"]


def test_the_same_document_gives_the_same_bytes() -> None:
    first = write(whole(), Theme()).content
    sheet.cache_clear()
    paper.cache_clear()
    assert write(whole(), Theme()).content == first


def test_every_class_has_a_look() -> None:
    root = parsed(write(whole(), Theme()).content)
    used = {name for node in root.walk() for name in (node.get("class") or "").split()}
    looks = set(re.findall(r"\.([a-z]+)", root.one("style").text))
    assert used <= looks
    assert {"skip", "panel", "table", "figure", "notes", "reference", "back"} <= used


def test_the_page_says_which_language_it_is_in() -> None:
    assert page(plain("Text."))["lang"] == "en-US"
