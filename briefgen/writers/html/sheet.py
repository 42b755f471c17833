"""The style sheet of a page: a theme on a screen, by night and on a phone.

Owns CSS. Must not know a document. Sizes are relative to what the reader has chosen;
sides are start and end, never left and right.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.document import Align, Role
from briefgen.theme import SYMBOLS, TextStyle, Theme
from briefgen.writers.html.lengths import rem
from briefgen.writers.html.palette import by_day, by_night

_NARROW = "36rem"  # below it, labels stand over their values
_PHONE_TITLE = 16.0  # the most points of a title there
_CELL_GAP = 3.0  # between the paragraphs of a cell
_RULE_BEFORE, _RULE_AFTER = 6.0, 10.0
_LABEL_GAP = 8.0


# A table may be cut just between two columns, and then nothing tells that there is more: a
# shade at its edge does, for as long as there is. Elsewhere the scroll bar has to.
_MORE = """\
  @supports (animation-timeline: scroll(nearest inline)) {
    .table[tabindex] { display: grid; }
    .table[tabindex] > table, .table[tabindex]::after { grid-area: 1 / 1; }
    .table[tabindex]::after {
      content: ""; position: sticky; inset-inline-end: 0; justify-self: end; width: 0.8rem;
      background: linear-gradient(90deg, transparent, var(--hairline)); pointer-events: none;
      mask-image: linear-gradient(transparent 1rem, black 4rem);
      opacity: 0; animation: more linear both; animation-timeline: scroll(nearest inline);
    }
    @keyframes more { from, 97% { opacity: 0.7; } to { opacity: 0; } }
  }
"""


@lru_cache(maxsize=32)
def sheet(theme: Theme) -> str:
    """Give the rules that all pages of a theme share."""
    return "".join((_colours(theme), _page(theme), _text(theme), _parts(theme), _tables(theme)))


def _colours(theme: Theme) -> str:
    night = "\n".join(f"  {line}" for line in _variables(by_night(theme.colours)).splitlines())
    return f"""\
:root {{
  color-scheme: light dark;
{_variables(by_day(theme.colours))}
}}
@media screen and (prefers-color-scheme: dark) {{
  :root {{
{night}
  }}
}}
"""


def _variables(colours: dict[str, str]) -> str:
    return "\n".join(f"  --{name}: #{colour};" for name, colour in colours.items())


def _page(theme: Theme) -> str:
    return f"""\
html {{ -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }}
body {{
  margin: 0; padding: 2rem 0 3rem;
  background: var(--paper); {_style(theme, theme.styles.body, spaced=False)}
  font-family: {family(theme, theme.styles.body)}; overflow-wrap: break-word;
}}
main, footer {{ padding-inline: max(1rem, (100% - {rem(theme.page.measure)}) / 2); }}
a {{ color: var(--accent); text-underline-offset: 0.15em; }}
:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 2px; }}
:target {{ scroll-margin-top: 1rem; }}
.skip {{
  position: absolute; inset-block-start: 0; inset-inline-start: 1rem; padding: 0.5rem 0.75rem;
  background: var(--paper); transform: translateY(-200%);
}}
.skip:focus {{ transform: translateY(0.25rem); }}
footer {{ margin-top: 3rem; }}
footer p {{
  display: flex; flex-wrap: wrap; gap: 0 1rem;
  border-top: 1px solid var(--hairline); padding-top: 0.5rem;
  {_style(theme, theme.styles.footer)}
}}
"""


def _text(theme: Theme) -> str:
    rules = {
        "p, ul, ol, dl": _space(theme.styles.body),
        "h1": f"{_style(theme, theme.heading(1), named=True)} text-wrap: balance;",
        "h2": _style(theme, theme.heading(2), named=True),
        "h3": _style(theme, theme.heading(3), named=True),
        "h4, h5, h6": _style(theme, theme.heading(4), named=True),
    }
    for role in Role:
        if role is not Role.BODY:
            rules[f".{role.value}"] = _style(theme, theme.paragraph(role))
    named = "\n".join(f"{selector} {{ {style} }}" for selector, style in rules.items())
    title = min(theme.styles.title.size, _PHONE_TITLE)
    return f"""\
{named}
main > :first-child {{ margin-top: 0; }}
@media screen and (max-width: {_NARROW}) {{
  h1 {{ font-size: {rem(title)}; }}
}}
"""


def _parts(theme: Theme) -> str:
    small = theme.styles.small
    # In large text on a small screen, lists within lists leave room for words.
    indent = f"min({rem(theme.list_indent)}, 7vw)"
    gap, pad = rem(theme.list_gap), rem(theme.callout_pad)
    return f"""\
ul, ol {{ padding-inline-start: {indent}; }}
ol[style] {{ padding-inline-start: max({indent}, calc(var(--digits) * 0.56em + 0.9em)); }}
ul {{ list-style-type: disc; }}
.dashes {{ list-style-type: "\u2013\\2002"; }}
@counter-style doubled {{
  system: symbolic; symbols: {" ".join("abcdefghijklmnopqrstuvwxyz")}; suffix: ". ";
}}
.doubled {{ list-style-type: doubled; }}
li {{ margin: 0 0 {gap}; }}
li > p, li > ul, li > ol, li > dl {{ margin-block: {gap}; }}
blockquote {{ margin: {rem(theme.styles.body.after)} {indent}; }}
dl {{
  display: grid; grid-template-columns: fit-content(45%) 1fr;
  column-gap: {rem(_LABEL_GAP)}; row-gap: {rem(theme.styles.field.after)};
  {_style(theme, theme.styles.field, spaced=False)}
}}
dl > div {{ display: contents; }}
dt {{ font-weight: bold; min-width: {rem(theme.field_indent - _LABEL_GAP)}; }}
dd {{ margin: 0; min-width: 0; }}
@media screen and (max-width: {_NARROW}) {{
  dl {{ grid-template-columns: 1fr; row-gap: 0; }}
  dd {{ margin-bottom: {rem(theme.list_gap)}; }}
}}
hr {{
  border: 0; border-top: {theme.head_rule:g}pt solid var(--rule);
  margin: {rem(_RULE_BEFORE)} 0 {rem(_RULE_AFTER)};
}}
.panel {{
  margin: {pad} 0 {rem(theme.callout_pad + theme.styles.body.after)};
  padding: {rem(theme.callout_pad * 0.8)} {pad};
  background: var(--tint); border-inline-start: {theme.callout_bar:g}pt solid var(--accent);
}}
.panel > :first-child {{ margin-top: 0; }}
.panel > :last-child {{ margin-bottom: 0; }}
.figure {{ margin: 0 0 {rem(theme.figure_after)}; }}
.figure img {{ display: block; max-width: 100%; height: auto; background: #FFFFFF; }}
@media screen and (prefers-color-scheme: dark) {{
  .figure img {{ padding: 0.5rem; border-radius: 0.25rem; }}
}}
.reference {{ font-size: 0.85em; white-space: nowrap; }}
.notes {{ {_style(theme, small, spaced=False)} margin: 0; }}
.notes > li > p:last-of-type {{ display: inline; }}
.notes > li:target {{ background: var(--tint); }}
.back {{ margin-inline-start: 0.35em; padding-inline: 0.25em; text-decoration: none; }}
.back::after {{ content: "\\21A9\\FE0E"; }}
"""


def _tables(theme: Theme) -> str:
    look, styles = theme.table, theme.styles
    pad = rem(look.pad_inline)
    header = _style(theme, styles.table_header, spaced=False, named=True)
    cell = _style(theme, styles.table_cell, spaced=False)
    return f"""\
.table {{ margin: {rem(look.before)} 0 {rem(look.after)}; }}
table {{
  width: 100%; border-collapse: collapse;
  border-bottom: {look.end_rule:g}pt solid var(--rule); {cell}
}}
caption {{ {_style(theme, styles.caption)} padding: 0; text-align: start; }}
th, td {{
  padding: {rem(look.pad_block)} {pad}; text-align: start; vertical-align: top;
  border-bottom: {look.row_rule:g}pt solid var(--hairline); overflow-wrap: anywhere;
}}
thead > tr > * {{
  {header} min-width: var(--least, 0); vertical-align: bottom;
  background: var(--tint); border-bottom: {look.header_rule:g}pt solid var(--rule);
}}
tr > :first-child {{ padding-inline-start: 0; }}
tbody > tr > :first-child {{ font-weight: bold; }}
.center {{ text-align: center; }}
.end {{
  text-align: end; font-variant-numeric: tabular-nums;
  padding-inline-end: calc({pad} + var(--tail, 0em));
}}
.decimal {{ overflow-wrap: normal; }}
th > p, td > p {{ margin: 0 0 {rem(_CELL_GAP)}; }}
th > ul, th > ol, td > ul, td > ol {{ margin-block: 0 {rem(_CELL_GAP)}; }}
th > :last-child, td > :last-child {{ margin-bottom: 0; }}
@media screen {{
  .table {{ overflow-x: auto; }}
  .broad {{
    --room: max(100%, min(var(--need), 100vw - 3rem));
    width: var(--room); margin-inline-start: calc((100% - var(--room)) / 2);
  }}
  caption > span {{
    display: inline-block; position: sticky; inset-inline-start: 0;
    max-width: min(100%, calc(100vw - 2rem));
  }}
{_MORE}}}
"""


# --- values ------------------------------------------------------------------


def _style(theme: Theme, style: TextStyle, *, spaced: bool = True, named: bool = False) -> str:
    """Give the declarations of a style, with the space around it or without.

    `named` ones are of what a browser makes bold by itself.
    """
    parts = [_space(style)] if spaced else []
    parts.append(f"font-size: {rem(style.size)};")
    parts.append(f"line-height: {style.leading / style.size:.4g};")
    parts.append(f"color: var(--{style.colour});")
    if theme.face(style) != theme.family:
        parts.append(f"font-family: {family(theme, style)};")
    if style.bold or named:
        parts.append(f"font-weight: {'bold' if style.bold else 'normal'};")
    if style.italic:
        parts.append("font-style: italic;")
    if style.align is not Align.START:
        parts.append(f"text-align: {style.align.value};")
    return " ".join(parts)


def _space(style: TextStyle) -> str:
    # Margins collapse to the larger one, as the gaps of the paged formats do.
    return f"margin: {rem(style.before)} 0 {rem(style.after)};"


def family(theme: Theme, style: TextStyle) -> str:
    """Give the faces of a style, and what a reader without them is to take."""
    first = theme.face(style)
    others = [other.name for other in theme.others(style.font) if other != SYMBOLS]
    named = ", ".join(string(name) for name in dict.fromkeys((first.name, *others)))
    return f"{named}, {first.generic}"


_UNSAFE = re.compile(r"[^\w .,:;()/\u2013\u2014-]")


def string(text: str) -> str:
    """Give a text as CSS, in which no character can end it or the sheet."""
    return '"' + _UNSAFE.sub(lambda match: f"\\{ord(match.group()):06X}", text) + '"'
