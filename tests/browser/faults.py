"""Pages with one fault each, on purpose: what axe-core calls it, and what `audit` does.

Owns the faults. Must not know a browser. They show that a check which finds nothing in our
own pages would find something if it were there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tests.browser.chromium import Setting
from tests.browser.pages import page

USUAL = Setting()


@dataclass(frozen=True, slots=True)
class Fault:
    """A change of a page; `rule` is axe-core's for it, `code` that of `audit`.

    Without a code the file alone does not tell: a style sheet or the size of a screen does.
    """

    old: str
    new: str
    rule: str
    code: str = ""
    setting: Setting = USUAL


def _added(markup: str, rule: str, code: str = "") -> Fault:
    return Fault("</main>", f"{markup}</main>", rule, code)


def _styled(rules: str, rule: str, setting: Setting = USUAL) -> Fault:
    return Fault("</style>", f"{rules}</style>", rule, "", setting)


FAULTS = {
    "pale text": _styled("p { color: #999 }", "color-contrast"),
    "pale text by night": _styled(
        "@media (prefers-color-scheme: dark) { p { color: #555 } }",
        "color-contrast",
        Setting(dark=True),
    ),
    "pale text on paper": _styled(
        "@media print { p { color: #aaa } }", "color-contrast", Setting(paper=True)
    ),
    "pale text on a phone": _styled(
        "@media (max-width: 30rem) { p { color: #aaa } }", "color-contrast", Setting(320)
    ),
    "pale text beside the window of a table": _styled(
        "td:last-child { color: #aaa }", "color-contrast", Setting(320)
    ),
    "pale text set on an element": _added(
        '<p style="color: #999; background: #fff">Pale</p>', "color-contrast", "html.contrast"
    ),
    "a link like its text": _styled(
        "main a { color: #444; text-decoration: none }", "link-in-text-block"
    ),
    "small targets": _added(
        '<div style="font-size: 0.5rem"><a href="/a">Ayes</a><br><a href="/b">Noes</a></div>',
        "target-size",
    ),
    "language gone": Fault('<html lang="en-US">', "<html>", "html-has-lang", "html.language"),
    "language no tag": Fault('lang="en-US"', 'lang="xx-"', "html-lang-valid", "html.language-tags"),
    "language of a part": Fault('lang="es"', 'lang="spanish"', "valid-lang", "html.language-tags"),
    "title gone": Fault("<title>.*?</title>", "", "document-title", "html.title"),
    "zoom forbidden": Fault(
        "initial-scale=1", "initial-scale=1, user-scalable=no", "meta-viewport", "html.zoom"
    ),
    "alternative gone": Fault(r'<img alt="[^"]*"', "<img", "image-alt", "html.alternative"),
    "level skipped": Fault("<(/?)h2>", r"<\1h4>", "heading-order", "html.heading-levels"),
    "no first heading": Fault("<(/?)h1>", r"<\1h2>", "page-has-heading-one", "html.heading-levels"),
    "heading empty": _added("<h2></h2>", "empty-heading", "html.heading-words"),
    "main gone": Fault("<(/?)main", r"<\1div", "landmark-one-main", "html.main"),
    "text outside of main": Fault("<main", "<p>Astray</p><main", "region", "html.outside"),
    "header cells gone": Fault(
        r"<(/?)th\b(?: scope=\"\w+\")?", r"<\1td", "td-has-header", "html.table-headers"
    ),
    "header cell empty": Fault(
        r'(<th scope="col" [^>]*>)Implementation</th>',
        r"\1</th>",
        "empty-table-header",
        "html.table-heads",
    ),
    "scope unknown": Fault('scope="col"', 'scope="up"', "scope-attr-valid", "html.table-scope"),
    "headers that are not there": Fault(
        "<td", '<td headers="no"', "td-headers-attr", "html.table-ids"
    ),
    "window of a table out of reach": Fault(
        ' role="group" tabindex="0"',
        ' role="group" tabindex="-1"',
        "scrollable-region-focusable",
        "",
        Setting(320),
    ),
    "item in no list": _added("<li>lost</li>", "listitem", "html.lists"),
    "paragraph in a list": _added("<ul><p>lost</p></ul>", "list", "html.lists"),
    "field in no list": _added("<div><dd>lost</dd></div>", "dlitem", "html.lists"),
    "link without words": _added('<a href="/x"><i></i></a>', "link-name", "html.link-words"),
    "field without label": _added('<input name="mail">', "label", "html.labels"),
    "button without a name": _added("<button></button>", "button-name", "html.buttons"),
    "frame without a name": _added('<iframe src="map"></iframe>', "frame-title", "html.frames"),
    "term without more": _added("<dl><dt>a</dt></dl>", "definition-list", "html.lists"),
    "access keys alike": _added(
        '<a href="/a" accesskey="n">Ayes</a> or <a href="/b" accesskey="n">Noes</a>',
        "accesskeys",
        "html.access-keys",
    ),
    "feet alike": Fault(
        "</body>",
        "<footer>Another</footer></body>",
        "landmark-no-duplicate-contentinfo",
        "html.landmark-names",
    ),
    "summary without words": _added(
        "<details><summary></summary>x</details>", "summary-name", "html.buttons"
    ),
    "role of another element": _added(
        '<h2 role="button">x</h2>', "aria-allowed-role", "html.role-elements"
    ),
    "heading without a level": _added(
        '<p role="heading">x</p>', "aria-required-attr", "html.role-attributes"
    ),
    "dialog without a name": _added(
        '<div role="dialog">x</div>', "aria-dialog-name", "html.role-names"
    ),
    "no such attribute": _added(
        '<p aria-labeledby="x">x</p>', "aria-valid-attr", "html.aria-attributes"
    ),
    "no such value": _added(
        '<p aria-live="loud">x</p>', "aria-valid-attr-value", "html.aria-attributes"
    ),
    "no such role": _added('<p role="hedding">x</p>', "aria-roles", "html.roles"),
    "hidden and pressed": _added(
        '<p aria-hidden="true"><a href="/">x</a></p>', "aria-hidden-focus", "html.hidden-controls"
    ),
    "tabindex": _added('<p tabindex="3">x</p>', "tabindex", "html.tab-order"),
    "skip link to nothing": Fault('href="#text"', 'href="#gone"', "skip-link", "html.link-target"),
    "described by nothing": Fault(
        "<h2>",
        '<h2 aria-owns="gone">',
        "aria-valid-attr-value",
        "html.references",
    ),
}


@lru_cache
def faulty(name: str) -> bytes:
    """Give a page with a fault; what it changes must be there."""
    fault = FAULTS[name]
    sound = page("brief").decode()
    found = re.sub(fault.old, fault.new, sound, flags=re.DOTALL)
    assert found != sound, fault.old
    return found.encode()
