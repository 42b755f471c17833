"""Audiences, looks and words that mean harm, or are broken as badly as people break them."""

from __future__ import annotations

from tests.hostile.templates import Hostile

GOOD = "name: P\ndocument_type: P\nsections: [head, summary, recommendations]\n"


def _audience(text: str | bytes, said: str, line: int) -> Hostile:
    return Hostile({"press/audience.yaml": text}, said, line, "press/audience.yaml", "")


def _theme(text: str | bytes, said: str, line: int) -> Hostile:
    return Hostile({"press/theme.yaml": text}, said, line, "press/theme.yaml", "")


_BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 10}]\n" for n in range(1, 30))

YAML = {
    "audience-bomb": _audience(_BOMB, "aliases stand for too many", 5),
    "audience-deep": _audience("a: " + "[" * 200_000, "nested deeper than 32", 1),
    "audience-tag": _audience(GOOD + "page: !!python/object:os.system x\n", "the tag", 4),
    "audience-nul": _audience(GOOD.encode() + b"page: \x00\n", "U+0000", 4),
    "audience-latin": _audience(GOOD.encode() + b"page: \xe9\n", "not UTF-8", 4),
    "audience-empty": _audience("", "nothing in this file", 1),
    "audience-list": _audience("- a\n", "a mapping", 1),
    "audience-second": _audience(GOOD + "---\n" + GOOD, "second document", 4),
    "audience-twice": _audience(GOOD + GOOD, "stands here a second time", 4),
    "audience-unknown": _audience(GOOD + "run: rm\n", "unknown key 'run'", 4),
    "audience-section": _audience(GOOD.replace("head", "../x"), "'../x' is not one of", 3),
    "audience-sections": _audience(
        GOOD.replace("[head", "[" + "x, " * 5_000 + "head"), "'x' is not one of", 3
    ),
    "audience-column": _audience(GOOD + "tables: {risks: [__class__]}\n", "'__class__'", 4),
    "audience-format": _audience(GOOD + "formats: [exe]\n", "'exe' is not one of", 4),
    "audience-width": _audience(GOOD + "tables: {risks: [{issue: {width: 1e999}}]}\n", "1e999", 4),
    "theme-number": _theme("margins: {left: nan}\n", "out of bounds", 1),
    "theme-huge": _theme("styles: {body: {size: 1e308}}\n", "out of bounds", 1),
    "theme-negative": _theme("margins: {left: -5}\n", "out of bounds", 1),
    "theme-colour": _theme('colours: {text: "url(javascript:x)"}\n', "is no colour", 1),
    "theme-pale": _theme('colours: {text: "FEFEFE"}\n', "a contrast of", 1),
    "theme-room": _theme("margins: {left: 288, right: 288, top: 288, bottom: 288}\n", "no room", 1),
    "theme-bomb": _theme(_BOMB, "aliases stand for too many", 5),
    "theme-text": _theme("x\n", "a mapping", 1),
    "audience-large": _audience(GOOD + "# x\n" * 250_000, "larger than 1 MB", 0),
    "audience-keys": _audience("".join(f"k{n}: v\n" for n in range(99_000)), "unknown key 'k0'", 1),
    "theme-keys": _theme("".join(f"k{n}: v\n" for n in range(99_000)), "unknown key 'k0'", 1),
    "words-large": Hostile(
        {"_words/en.yaml": "a: b\n" * 250_000}, "larger than 1 MB", 0, "_words/en.yaml", ""
    ),
    "words-list": Hostile({"_words/en.yaml": "- a\n"}, "no list of words", 1, "_words/en.yaml", ""),
    "words-bomb": Hostile({"_words/en.yaml": _BOMB}, "too many values", 5, "_words/en.yaml", ""),
}
