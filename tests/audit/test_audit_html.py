"""Every fault of an HTML file that a machine can find is found, and said where it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.audit.made import changed_html, found, judged


def changed(old: str, new: str, count: int = 1) -> Callable[[], bytes]:
    return lambda: changed_html(old, new, count=count)


def added(markup: str) -> Callable[[], bytes]:
    """Put something at the end of the main content."""
    return lambda: changed_html("</main>", markup.replace("\\", r"\\") + "</main>")


def page(content: str, head: str = "") -> bytes:
    """Give a small page that is right but for what it is given."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><title>Notice</title>{head}</head>\n'
        f"<body><main><h1>Notice</h1>\n{content}\n</main></body></html>"
    ).encode()


BROKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "title gone": (changed("<title>.*?</title>", ""), "html.title", "no title"),
    "title empty": (changed("<title>.*?</title>", "<title> </title>"), "html.title", "no title"),
    "language gone": (changed('<html lang="en-US">', "<html>"), "html.language", "which language"),
    "language no tag": (
        changed('<html lang="en-US">', '<html lang="English">'),
        "html.language-tags",
        "line 2, <html>: 'English'",
    ),
    "language of white space": (
        changed('lang="es"', 'lang=" "'),
        "html.language-tags",
        "'' is no language tag",
    ),
    "language of a part": (changed('lang="es"', 'lang="spanish"'), "html.language-tags", "span"),
    "zoom forbidden": (
        changed("initial-scale=1", "initial-scale=1, user-scalable=no"),
        "html.zoom",
        "line 6, <meta>",
    ),
    "zoom bounded": (
        changed("initial-scale=1", "initial-scale=1, maximum-scale=1.0"),
        "html.zoom",
        "forbids",
    ),
    "moves on": (
        changed("</head>", '<meta http-equiv="refresh" content="5"></head>'),
        "html.refresh",
        "by itself",
    ),
    "id twice": (added('<p id="note-1">x</p>'), "html.unique-ids", "2 elements have the id"),
    "sound by itself": (added("<audio autoplay src=a.mp3></audio>"), "html.moving", "sound"),
    "level skipped": (
        changed("<h2>(.*?)</h2>", r"<h4>\1</h4>"),
        "html.heading-levels",
        "h4 follows h1: 'What is known[2]'",
    ),
    "heading empty": (added("<h2></h2>"), "html.heading-words", "no words"),
    "heading of an empty picture": (
        added('<h2><img src="x" alt=""></h2>'),
        "html.heading-words",
        "",
    ),
    "no heading": (changed(r"<(/?)h[12]\b", r"<\1div", 0), "html.headings", "no heading"),
    "no main": (changed(r"<(/?)main\b", r"<\1div", 0), "html.main", "no <main>"),
    "two mains": (added("</main><main>"), "html.main", "2 <main>"),
    "navigations without names": (
        added("<nav><a href='/'>Home</a></nav><nav><a href='/b'>B</a></nav>"),
        "html.landmark-names",
        "one of several of the kind 'navigation' has no name",
    ),
    "navigations of one name": (
        added("<nav aria-label=Way>a</nav><div role=navigation aria-label=way>b</div>"),
        "html.landmark-names",
        "several of the kind 'navigation' are called 'Way'",
    ),
    "two feet": (added("</main><footer>a</footer><main>"), "html.landmark-names", "contentinfo"),
    "text outside": (
        changed("<main", "<div><b>Astray</b></div><main"),
        "html.outside",
        "<b>: text stands outside of all landmarks: 'Astray'",
    ),
    "link outside that skips nothing": (
        changed("<main", '<a href="#">Home</a><main'),
        "html.outside",
        "'Home'",
    ),
    "item in no list": (added("<li>lost</li>"), "html.lists", "<li> is in no list"),
    "paragraph in a list": (added("<ul><p>lost</p></ul>"), "html.lists", "<p> stands directly"),
    "item that is none": (
        added("<ul><li role='menuitem'>x</li></ul>"),
        "html.lists",
        "<li> in <ul> has the role 'menuitem' and is no item",
    ),
    "item of a list that is none": (
        added("<ul role='menubar'><li>x</li></ul>"),
        "html.lists",
        "<li> is in no list",
    ),
    "term without more": (added("<dl><dt>a</dt></dl>"), "html.lists", "<dt> has no <dd> after it"),
    "what is said of nothing": (
        added("<dl><dd>a</dd><dt>b</dt><dd>c</dd></dl>"),
        "html.lists",
        "<dd> has no <dt> before it",
    ),
    "term in a division": (added("<div><dt>a</dt></div>"), "html.lists", "<dt> is in no list"),
    "words in a list of terms": (
        added("<dl><dt>a</dt><dd>b</dd><div>c</div></dl>"),
        "html.lists",
        "<div> stands in <dl> and holds neither <dt> nor <dd>",
    ),
    "text in a list": (added("<ul>lost<li>x</ul>"), "html.lists", "'lost'"),
    "alternative gone": (changed(r'<img alt="[^"]*"', "<img"), "html.alternative", "<img>"),
    "alternative a file's name": (
        changed(r'<img alt="[^"]*"', '<img alt="DSC_0041.JPG"'),
        "html.alternative-words",
        "is a file's name",
    ),
    "alternative of white space": (
        changed(r'<img alt="[^"]*"', '<img alt=" "'),
        "html.alternative",
        "<img>",
    ),
    "picture said to be decoration, and reached": (
        added('<img src="go.png" role="none" tabindex="0">'),
        "html.alternative",
        "'go.png'",
    ),
    "title of a part of a drawing": (
        added('<svg role="img"><g><title>A bridge</title></g></svg>'),
        "html.alternative",
        "<svg>",
    ),
    "button of a picture": (
        added('<input type="image" src="go.png">'),
        "html.alternative",
        "'go.png'",
    ),
    "drawing without words": (added('<svg role="img"></svg>'), "html.alternative", "<svg>"),
    "frame without a name": (added('<iframe src="map"></iframe>'), "html.frames", "<iframe>"),
    "no header cells": (
        changed(r"<(/?)th\b(?: scope=\"\w+\")?", r"<\1td", 0),
        "html.table-headers",
        "no header cells in 8 rows",
    ),
    "scope gone": (changed(r'<th scope="row"', "<th"), "html.table-scope", "'Ward 1"),
    "scope unknown": (changed(r'<th scope="col"', '<th scope="up"'), "html.table-scope", "'Ward"),
    "a header that is not there": (changed("<td", '<td headers="no"'), "html.table-ids", "'no'"),
    "a header that is none": (
        added("<table><tr><th>a<th>b<tr><td id=one>c<td headers=one>d</table>"),
        "html.table-ids",
        "what is no header cell of its table: ['one']",
    ),
    "corner that heads nothing": (
        added("<table><tr><th><th scope=col>b<tr><th scope=row>c<td>d</table>"),
        "html.table-heads",
        "the empty corner is a header cell",
    ),
    "scope of a cell": (
        added("<table><tr><th>a<th>b<tr><td scope=row>c<td>d</table>"),
        "html.table-scope",
        "<td> has a scope: 'c'",
    ),
    "column without a header": (
        added("<table><tr><th>a<th>b<td><tr><td>d<td>e<td>f<tr><td>g<td>h<td>i</table>"),
        "html.table-headers",
        "no header cell heads 'f'",
    ),
    "header cell empty": (
        changed(r'(<th scope="col" [^>]*>)What was counted</th>', r"\1</th>"),
        "html.table-heads",
        "empty",
    ),
    "cell gone": (changed(r"<td>(?:(?!</td>).)*</td>", ""), "html.table-regular", "row 2"),
    "link's words idle": (
        added('<a href="/x">Read more …</a>'),
        "html.link-words",
        "'Read more …'",
    ),
    "link without words": (added('<a href="/x"><i></i></a>'), "html.link-words", "no words"),
    "link to nothing": (added('<a href="#gone">the annex</a>'), "html.link-target", "'#gone'"),
    "field without label": (added('<input name="mail">'), "html.labels", "'mail' has no label"),
    "label with no words": (added('<label><input name="m"></label>'), "html.labels", "'m'"),
    "label that is hidden": (
        added('<label for="m" hidden>Mail</label><input id="m" name="mail">'),
        "html.labels",
        "'mail' has no label",
    ),
    "label that holds its field alone": (
        added("<label><select name=w><option>Ward 1</select></label>"),
        "html.labels",
        "'w' has no label",
    ),
    "named by what is empty": (
        added('<i id="e"></i><button aria-labelledby="e"></button>'),
        "html.buttons",
        "no name",
    ),
    "summary without words": (
        added("<details><summary></summary>x</details>"),
        "html.buttons",
        "the summary has no name",
    ),
    "access keys alike": (
        added('<a href="/a" accesskey="n">Ayes</a><a href="/b" accesskey="N">Noes</a>'),
        "html.access-keys",
        "the access key 'n' is that of line",
    ),
    "link in a link": (
        added('<a href="/a"><a href="/b">Noes</a></a>'),
        "html.link-words",
        "the link has no words",
    ),
    "button without a name": (added("<button></button>"), "html.buttons", "no name"),
    "label for nothing": (added('<label for="q">Name</label>'), "html.references", "'q'"),
    "described by nothing": (added('<p aria-describedby="q">x</p>'), "html.references", "'q'"),
    "tabindex": (added('<p tabindex="3">x</p>'), "html.tab-order", "tabindex is 3"),
    "no such role": (added('<p role="hedding">x</p>'), "html.roles", "'hedding'"),
    "deprecated role": (
        added('<ol><li role="doc-endnote">x</ol>'),
        "html.roles",
        "the role 'doc-endnote' is deprecated",
    ),
    "role of another element": (
        added('<main><nav role="button">x</nav></main>'),
        "html.role-elements",
        "<nav> may not have the role 'button'",
    ),
    "heading without a level": (
        added('<p role="heading">x</p>'),
        "html.role-attributes",
        "the role 'heading' needs aria-level",
    ),
    "separator that is reached": (
        added('<p role="separator" tabindex="0"></p>'),
        "html.role-attributes",
        "needs aria-valuenow",
    ),
    "dialog without a name": (
        added('<div role="dialog">x</div>'),
        "html.role-names",
        "the dialog has no name",
    ),
    "menu item without a name": (
        added('<div role="menu"><i role="menuitem"></i></div>'),
        "html.role-names",
        "the menuitem has no name",
    ),
    "no such attribute": (
        added('<p aria-labeledby="x">x</p>'),
        "html.aria-attributes",
        "there is no aria-labeledby",
    ),
    "no such value": (
        added('<p aria-live="loud">x</p>'),
        "html.aria-attributes",
        "aria-live may not be 'loud'",
    ),
    "level of nothing": (
        added('<p role="heading" aria-level="0">x</p>'),
        "html.aria-attributes",
        "aria-level may not be '0'",
    ),
    "hidden and reached": (
        added('<p aria-hidden="true" tabindex="0">x</p>'),
        "html.hidden-controls",
        "<p>",
    ),
    "hidden and pressed": (
        added('<p aria-hidden="true"><a href="/">x</a></p>'),
        "html.hidden-controls",
        "<a>",
    ),
    "pale text": (
        added('<p style="color:#999; background: white">Pale</p>'),
        "html.contrast",
        "2.8:1, and 4.5:1 is needed: #999999 on #FFFFFF, 'Pale'",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found_and_said_where(name: str) -> None:
    make, code, message = BROKEN[name]
    findings = found("html", make())
    assert code in findings, findings
    assert any(message in one for one in findings[code]), findings[code]


@pytest.mark.parametrize(
    "content",
    [
        "",
        '<img src="line.png" alt="">',
        '<p hidden><img src="x.png"></p>',
        '<p style="display: none"><a href="x"></a></p>',
        '<label for="a">Name</label><input id="a">',
        "<label>Name <input></label>",
        '<input type="hidden" name="token"><input type="submit">',
        '<input aria-label="Search" type="search">',
        '<table role="presentation"><tr><td>a<td>b</table>',
        "<table><tr><th>a<th>b<tr><td>c<td>d</table>",
        "<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d</table>",
        '<table><tr><td><th scope="col">b<tr><th scope="row">c<td>d</table>',
        '<table><tr><th colspan="2">a<tr><td>b<td>c</table>',
        "<ul><li>one<li>two<ul><li>three</ul></ul>",
        "<dl><dt>a<dd>b<div><dt>c<dd>d</div></dl>",
        '<a href="#top">To the top of the page</a>',
        '<a href="/x"><img src="x.png" alt="City of Brigton"></a>',
        '<a href="/x" aria-label="The budget">more</a>',
        '<p style="color: #767676">Grey on paper</p>',
        '<p style="color: var(--ink); background: #fff">x</p>',
        '<p style="background: url(x.png); color: #eee">x</p>',
        '<h2 style="color: #949494">A large heading</h2>',
        '<svg aria-hidden="true"><title>x</title></svg>',
        "<p>one<p>two<div>three</div>",
        "a &lt; b &amp; c < d",
        '<p><b title="a > b">x</b></p>',
        "<script>if (a < b) { document.write('<h4>x</h4>') }</script>",
        "<!-- <h5>x</h5> -->",
        '<img src="x.png" title="City of Brigton">',
        '<img src="x.png" role="none">',
        '<label>Go <button></button></label><label for="b">Stop</label><button id="b"></button>',
        '<b id="n" hidden>Mail</b><input aria-labelledby="n">',
        '<label for="i">Go</label><input type="image" src="x.png" id="i">',
        "<details><summary>More</summary>x</details>",
        "<dl><dt>a<dt>b<dd>c<dd>d</dl>",
        "<ul role='none'><li>x</ul>",
        "<table><tr><td>placed<td>aside</table>",
        "<table><tr><td><table><tr><th>a<th>b<tr><td>c<td>d</table></table>",
        "<table><th>a<th>b<tr><td>c<td>d</table>",
        '<svg role="img"><title>A bridge</title></svg>',
        "<svg><text>12 %</text></svg>",
        '<svg><circle role="img"><title>A pier</title></circle></svg>',
        '<p aria-hidden="true"><a href="/" style="display: none">x</a></p>',
        '<div aria-hidden="true"><div inert><a href="/">x</a></div></div>',
        '<p role="heading" aria-level="2">x</p>',
        '<div role="dialog" aria-label="Cookies">x</div>',
        '<input type="checkbox" role="switch" aria-label="Night">',
        '<button aria-expanded="false" aria-controls="later">More of it</button>',
        '<p lang="">?</p><p lang="xx-"></p>',
        '<p style="color: #ccc; text-shadow: 0 0 1px black">x</p>',
        "<article><header>a</header><footer>b</footer></article>",
    ],
)
def test_what_is_no_fault_is_not_found(content: str) -> None:
    assert found("html", page(content)) == {}


def test_lines_are_counted_from_the_start_of_the_file() -> None:
    content = '<p>one</p>\n<!--\n\n-->\n<img\nsrc="a.png">'
    assert found("html", page(content))["html.alternative"] == [
        "line 8, <img>: the picture 'a.png' has no alternative text"
    ]


def test_what_stands_before_the_page_may_have_headings() -> None:
    early = page("").replace(b"<main>", b"<nav><h2>Ways</h2></nav><main>")
    assert found("html", early) == {}
    assert "html.heading-levels" in found("html", early.replace(b"h1", b"h3"))


def test_what_places_things_is_left_to_a_person() -> None:
    report = judged("html", page("<table><tr><td>a<td>b</table>"))
    (asked,) = [one for one in report.human if one.question.code == "layout-tables"]
    assert asked.subjects == ("table 1, line 4",)


@pytest.mark.parametrize("content", ["x", '<a href="/">Home page</a>'])
def test_a_page_of_few_words_is_a_page(content: str) -> None:
    bare = f"<html lang=en><title>T</title><body>{content}".encode()
    assert set(found("html", bare)) == {"html.headings", "html.main"}


def test_a_sheet_leaves_colours_to_a_person() -> None:
    styled = page('<p style="color: #ccc">x</p>', "<style>p { background: black }</style>")
    assert found("html", styled) == {}


def test_the_encoding_is_what_the_file_says() -> None:
    raw = page("<p>é</p>", '<meta charset="iso-8859-1">').decode().encode("latin-1")
    assert found("html", raw) == {}
    assert found("html", page("<p>é</p>").decode().encode("utf-16")) == {}
