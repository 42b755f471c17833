"""Templates that mean harm, or are broken as badly as people break them.

Each is a set of files below `templates/`, and what is said of it: a part of the first
message, and the line of the file that it names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

BRIEFING = "press/briefing.md.j2"


@dataclass(frozen=True)
class Hostile:
    """Some files, and how the fault is told."""

    files: dict[str, str | bytes]
    said: str
    line: int = 1
    file: str = BRIEFING
    code: str = field(default="template.")


def one(text: str, said: str, line: int = 1) -> Hostile:
    """Give a template that is hostile by itself."""
    return Hostile({BRIEFING: text}, said, line)


def many(said: str, main: str, *, at: str = BRIEFING, **others: str) -> Hostile:
    """Give a template that needs others for it; `at` is the one at fault."""
    files = {f"press/{name}.md.j2": text for name, text in others.items()}
    return Hostile({BRIEFING: main, **files}, said, file=at)


TITLE = "# T\n\n"

# --- reaching out ---

REACHING = {
    "class": one("{{ ''.__class__.__mro__[1].__subclasses__() }}", "no field '__class__'"),
    "class-item": one("{{ issue['__class__'] }}", "unknown field '__class__'"),
    "globals": one("{{ table.__globals__ }}", "no field '__globals__'"),
    "code": one("{{ table.__code__.co_consts }}", "no field '__code__'"),
    "self": one("{{ self._TemplateReference__context }}", "_TemplateReference__context"),
    "super": one("{% block a %}{{ super.__init__ }}{% endblock %}", "no parent block"),
    "macro": one("{% macro m() %}{% endmacro %}{{ m._func }}", "no field '_func'"),
    "loop": one("{% for x in [1] %}{{ loop._iterator }}{% endfor %}", "no field '_iterator'"),
    "module": one('{% import "_shared/parts.md.j2" as p %}{{ p.__dict__ }}', "no field '__dict__'"),
    "map": one("{{ [issue]|map(attribute='__class__')|join }}", "unknown field '__class__'"),
    "map-deep": one("{{ [issue.title]|map(attribute='__class__.__mro__')|join }}", "__class__"),
    "sort": one("{{ [issue.title, 'a']|sort(attribute='__class__') }}", "'__class__'"),
    "groupby": one("{{ ['a']|groupby('__class__') }}", "'__class__'"),
    "attr": one("{{ issue|attr('__class__') }}", "no filter is called 'attr'"),
    "format": one("{{ '{0.__class__}'.format(issue) }}", "no field 'format'"),
    "format-map": one("{{ '{a}'.format_map(issue) }}", "no field 'format_map'"),
    "format-filter": one("{{ '%s'|format(issue) }}", "no filter is called 'format'"),
    "percent": one("{{ '%s' % issue.title }}", "'%' cannot be used"),
    "strftime": one("{{ issue.date.strftime('%999999d') }}", "no field 'strftime'"),
    "update": one("{{ issue.update({'a': 1}) }}", "unknown field 'update'"),
    "append": one("{{ issue.contacts.append(1) }}", "no field 'append'"),
    "assign": one("{% set issue.title = 'x' %}", "cannot assign"),
    "lipsum": one("{{ lipsum(100000) }}", "unknown name 'lipsum'"),
    "cycler": one("{{ cycler('a').__init__ }}", "unknown name 'cycler'"),
    "joiner": one("{{ joiner() }}", "unknown name 'joiner'"),
    "namespace": one("{% set n = namespace() %}{{ n }}", "unknown name 'namespace'"),
    "dict": one("{{ dict(a=1) }}", "unknown name 'dict'"),
    "varargs": one("{{ varargs }}", "unknown name 'varargs'"),
    "caller": one("{{ caller }}", "unknown name 'caller'"),
    "function": one("{{ table }}", "cannot be printed"),
    "safe": one("{{ issue.title|safe }}", "|safe is refused"),
    "escape": one("{{ issue.title|e }}", "|e is refused"),
    "urlize": one("{{ issue.title|urlize }}", "no filter is called 'urlize'"),
    "xmlattr": one("{{ {'a': 1}|xmlattr }}", "no filter is called 'xmlattr'"),
    "tojson": one("{{ issue|tojson }}", "no filter is called 'tojson'"),
    "pprint": one("{{ issue|pprint }}", "no filter is called 'pprint'"),
    "autoescape": one("{% autoescape false %}x{% endautoescape %}", "autoescape"),
    "do": one("{% do issue.clear() %}", "unknown tag 'do'"),
    "debug": one("{% debug %}", "unknown tag 'debug'"),
    "trans": one("{% trans %}x{% endtrans %}", "unknown tag 'trans'"),
    "recursive": one("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", "recursive loops"),
    "underscored": one("{{ [1]|_turns }}", "no filter is called '_turns'"),
    "hidden": one("{{ issue.notes[0].text }}", "has no place 0"),
    "audiences": one("{{ issue.audiences }}", "unknown field 'audiences'"),
    "placeholder": one("\ufdd00\ufdd1", "U+FDD0"),
    "placeholder-escaped": one("{{ '\\ufdd0' ~ 0 ~ '\\ufdd1' }}", "U+FDD0"),
    "surrogate": one("{{ '\\ud83d' }}", "U+D83D"),
    "nul": one("a\n\x00", "U+0000", 2),
    "bidi": one("a\n\nb \u202e", "U+202E", 3),
}

# --- reaching files ---

_NAMES = {
    "absolute": "/etc/passwd.j2",
    "up": "../../../etc/passwd.j2",
    "up-inside": "press/../../issue.j2",
    "here": "press/./part.md.j2",
    "backslash": "press\\\\..\\\\..\\\\issue.j2",
    "drive": "C:/x.j2",
    "stream": "press/x.md.j2:y.j2",
    "nul-name": "press/x\\x00.j2",
    "device": "press/CON.md.j2",
    "device-port": "lpt1.j2",
    "dotted": "press/.x.j2",
    "trailing": "press./x.j2",
    "star": "press/*.j2",
    "network": "//server/share/x.j2",
    "no-template": "press/audience.yaml",
    "long": "x" * 5_000 + ".j2",
    "many-parts": "x/" * 2_000 + "a.j2",
    "empty": "",
}
FILES = {
    f"file-{name}": one(
        f"{{% include '{path}' %}}", "cannot stand" if "nul" in name else "no templ"
    )
    for name, path in _NAMES.items()
}
FILES |= {
    "file-import": one("{% import 'os' as os %}", "there is no template 'os'"),
    "file-number": one("{% include 7 %}", ""),
    "file-issue": one("{% include issue.title %}", "there is no template"),
    "file-list": one("{% include ['a.md.j2', '/etc/x.j2', issue] %}", ""),
    "file-extends": one("{% extends '../x.md.j2' %}", "there is no template"),
}

# --- growing ---


def _doubled(first: str, step: str, times: int, last: str) -> str:
    return first + step * times + last


GROWING = {
    "times-text": one("{{ 'x' * 10**9 }}", "'**' cannot"),
    "times": one("{{ 'x' * 1000000000 }}", "'*' cannot"),
    "times-list": one("{{ [1] * 1000000000 }}", "'*' cannot"),
    "power": one("{{ 10 ** 10000000 }}", "'**' cannot"),
    "tower": one("{{ 9**9**9**9 }}", "'**' cannot"),
    "digits": one("{{ " + "9" * 5_000 + " }}", "too long"),
    "exponent": one("{{ 1e999 }}", "exponent"),
    "center": one("{{ 'x'|center(300000000) }}", "no filter is called 'center'"),
    "ljust": one("{{ 'x'.ljust(300000000) }}", "no field 'ljust'"),
    "indent": one("{{ 'x\\n'|indent(300000000) }}", "no filter is called 'indent'"),
    "wordwrap": one("{{ 'x'|wordwrap(1) }}", "no filter is called 'wordwrap'"),
    "width": one("{{ '%1000000000d' % 1 }}", "'%' cannot"),
    "batch": one("{{ [1]|batch(200000000, 0)|list }}", "no filter is called 'batch'"),
    "slice": one("{{ [1]|slice(200000000)|list }}", "no filter is called 'slice'"),
    "round": one("{{ 1|round(-100000000) }}", "no filter is called 'round'"),
    "range": one("{{ range(10000000000000) }}", "no end"),
    "range-list": one("{{ range(1000000)|list }}", "more than 10000"),
    "concat": one(
        _doubled("{% set x = 'xxxxxxxxxx' %}", "{% set x = x ~ x %}", 60, "{{ x }}"), "too much"
    ),
    "join": one(
        _doubled("{% set x = 'xxxxxxxxxx' %}", "{% set x = [x, x]|join %}", 60, "{{ x }}"),
        "too much",
    ),
    "join-sign": one(
        "{% set x = 'a' %}" + "{% set x = x ~ x %}" * 17 + "{% set y = range(9999)|join(x) %}" * 9,
        "too much",
    ),
    "join-pieces": one(
        "{% macro m() %}x{% endmacro %}{% set x = m() %}"
        + "{% set x = x ~ x %}" * 17
        + "{% set y = range(9999)|join(x) %}" * 9,
        "too much",
    ),
    "replace": one(
        _doubled("{% set x = 'aaaaaaaa' %}", "{% set x = x|replace('a', 'aaaa') %}", 60, "{{ x }}"),
        "too much",
    ),
    "upper": one(
        "{% set x = 'ß' %}" + "{% set x = x ~ x %}" * 20 + "{{ x|upper }}" * 30, "too much"
    ),
    "split": one(
        "{% set x = 'a ' %}" + "{% set x = x ~ x %}" * 20 + "{% set y = x.split() %}" * 30,
        "too much",
    ),
    "block-set": one(
        _doubled(
            "{% set a %}xxxxxxxxxx{% endset %}",
            "{% set a %}{{ a }}{{ a }}{% endset %}",
            40,
            "{{ a }}",
        ),
        "too much",
    ),
    "list-add": one(
        _doubled("{% set a = [1] %}", "{% set a = a + a %}", 60, "{{ a|length }}"), "too much"
    ),
    "list-compare": one(
        _doubled(
            "{% set a = [1] %}{% set b = [1] %}",
            "{% set a = [a, a] %}{% set b = [b, b] %}",
            30,
            "{{ a == b }}",
        ),
        "cannot be compared",
    ),
    "list-in": one(
        _doubled(
            "{% set a = [1] %}{% set b = [1] %}",
            "{% set a = [a, a] %}{% set b = [b, b] %}",
            30,
            "{{ a in [b] }}",
        ),
        "cannot be compared",
    ),
    "list-sort": one(
        _doubled(
            "{% set a = [1] %}{% set b = [1] %}",
            "{% set a = [a, a] %}{% set b = [b, b] %}",
            30,
            "{{ [a, b]|sort }}",
        ),
        "cannot be compared",
    ),
    "list-test": one(
        _doubled(
            "{% set a = [1] %}{% set b = [1] %}",
            "{% set a = [a, a] %}{% set b = [b, b] %}",
            30,
            "{{ a is eq(b) }}",
        ),
        "cannot be compared",
    ),
    "chained-in": one("{{ 1 in [1] in [[1]] }}", "'in' beside another"),
    "loops": one(
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "too much"
    ),
    "loops-print": one(
        "{% for i in range(9000) %}{% for j in range(900) %}{{ i }}{% endfor %}{% endfor %}",
        "too much",
    ),
    "loops-faulty": one(
        "{% for i in range(9000) %}{% for j in range(900) %}{{ issue.no }}{% endfor %}{% endfor %}",
        "unknown field 'no'",
    ),
    "loops-text": one(
        "{% for i in range(9000) %}{% for j in range(900) %}"
        + "x" * 999
        + "{% endfor %}{% endfor %}",
        "too much",
    ),
    "sorts": one(
        "{% for a in range(9000) %}{% set _ = range(9000)|list|sort|list %}{% endfor %}", "too much"
    ),
    "chains": one(
        "{% for a in range(9000) %}{% set _ = range(9000)|select|reject|map('upper')|unique|list %}"
        "{% endfor %}",
        "too much",
    ),
    "in-text": one(
        "{% set x = 'a' %}"
        + "{% set x = x ~ x %}" * 20
        + "{% for a in range(9000) %}{% if 'b' in x %}{% endif %}{% endfor %}",
        "too much",
    ),
    "faults": one("".join(f"{{{{ issue.a{n} }}}}\n" for n in range(2_000)), "unknown field 'a0'"),
}

# --- calling oneself ---

RECURSION = {
    "macro-self": one(
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "macros inside each other"
    ),
    "macro-twice": one(
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
        "{{ m(39) }}",
        "too much",
    ),
    "macro-deep": one(
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(5000) }}",
        "macros inside each other",
    ),
    "macro-pair": one(
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "macros inside each other",
    ),
    "macro-caller": one(
        "{% macro m() %}{% call m() %}{{ caller() }}{% endcall %}{% endmacro %}{{ m() }}",
        "macros inside each other",
    ),
    "block-self": one("{% block a %}{{ self.a() }}{% endblock %}", "inside each other"),
    "include-self": one("{% include 'press/briefing.md.j2' %}", "templates inside each other"),
    "extends-self": one("{% extends 'press/briefing.md.j2' %}", "templates inside each other"),
    "import-self": one("{% import 'press/briefing.md.j2' as x %}", "templates inside each other"),
    "include-cycle": many(
        "templates inside each other",
        "{% include 'press/a.md.j2' %}",
        at="press/b.md.j2",
        a="{% include 'press/b.md.j2' %}",
        b="{% include 'press/a.md.j2' %}",
    ),
    "import-cycle": many(
        "templates inside each other",
        "{% import 'press/a.md.j2' as a %}",
        at="press/b.md.j2",
        a="{% import 'press/b.md.j2' as b %}",
        b="{% import 'press/a.md.j2' as a %}",
    ),
    "fan": many(
        "too much",
        "{% include 'press/f0.md.j2' %}",
        at="press/f11.md.j2",
        **{f"f{n}": f"{{% include 'press/f{n + 1}.md.j2' %}}" * 10 for n in range(12)},
        f12="x",
    ),
    "fan-loop": many(
        "too much",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% include 'press/a.md.j2' %}"
        "{% endfor %}{% endfor %}",
        a="",
    ),
    "include-list": one(
        "{% include [" + "'press/x.md.j2', " * 6_000 + "] %}", "there is none of the templates"
    ),
}

# --- too deep, too long ---

DEEP = {
    "parens": one("{{ " + "(" * 10_000 + "1" + ")" * 10_000 + " }}", "nested deeper"),
    "lists": one("{{ " + "[" * 10_000 + "]" * 10_000 + " }}", "nested deeper"),
    "dicts": one("{{ " + "{1:" * 5_000 + "1" + "}" * 5_000 + " }}", "nested deeper"),
    "calls": one("{{ " + "table(" * 3_000 + ")" * 3_000 + " }}", "nested deeper"),
    "nots": one("{{ " + "not " * 10_000 + "1 }}", "nested deeper"),
    "minus": one("{{ " + "-" * 10_000 + "1 }}", "nested deeper"),
    "else": one("{{ " + "1 if 1 else " * 4_000 + "1 }}", "nested deeper"),
    "fields": one("{{ issue" + ".a" * 5_000 + " }}", "in a row"),
    "filters": one("{{ 'a'" + "|trim" * 5_000 + " }}", "in a row"),
    "sums": one("{{ 1" + " + 1" * 5_000 + " }}", "in a row"),
    "ands": one("{{ 1" + " and 1" * 5_000 + " }}", "in a row"),
    "ifs": one("{% if 1 %}" * 3_000 + "{% endif %}" * 3_000, "nested deeper"),
    "fors": one("{% for x in [1] %}" * 2_000 + "{% endfor %}" * 2_000, "nested deeper"),
    "elifs": one("{% if 1 %}" + "{% elif 1 %}" * 3_000 + "{% endif %}", "times elif"),
    "open": one("{{ " + "(" * 5_000, "nested deeper"),
    "words": one("{{ a }}\n" * 20_000, "more than 20,000", 6_667),
    "list-long": one("{{ [" + "1, " * 30_000 + "] }}", "more than 20,000"),
    "line": one("x" * 240_000 + "{{ issue.no }}", "unknown field 'no'"),
    "large": one("x" * 300_000, "larger than 250 kB"),
    "many-large": many(
        "more than 50,000 words",
        "".join(f"{{% include 'press/l{n}.md.j2' %}}" for n in range(9)),
        **{f"l{n}": "{% set a = 1 %}" * 1_500 for n in range(9)},
    ),
    "not-utf-8": Hostile({BRIEFING: b"a\n\nb \xff"}, "byte 0xFF is not UTF-8", 3),
    "twice": one("{% macro m(a, a) %}{% endmacro %}", "two parameters 'a'"),
    "named-twice": one("{{ table('risks', caption=1, caption=2) }}", "given twice"),
    "named-inside": one(
        "{% for x in [1] %}{{ table(_loop_vars=1) }}{% endfor %}", "cannot be named"
    ),
    "unclosed": one("a\n{% for x in [1] %}\n{{ x }}", "{% for %} is still open", 3),
    "garbage": one("{{ ]] }}{% end %}", "unexpected"),
}

# --- Markdown ---


def _flaw(text: str, said: str, line: int = 3) -> Hostile:
    return Hostile({BRIEFING: TITLE + text}, said, line, code="markup.")


MARKDOWN = {
    "html": _flaw("a <script>alert(1)</script>", "raw HTML"),
    "html-block": _flaw("x\n\n<div>\n", "raw HTML", 5),
    "comment": _flaw("a <!-- b -->", "raw HTML"),
    "image": _flaw("![x](https://x.example/y.png)", "an image"),
    "javascript": _flaw("[x](javascript:alert%281%29)", "a link to 'javascript:"),
    "javascript-case": _flaw("[x](JaVaScRiPt:x)", "a link to 'JaVaScRiPt:"),
    "javascript-entity": _flaw("[x](java&#115;cript:x)", "a link to 'javascript:"),
    "javascript-tab": _flaw("[x](<java\tscript:x>)", "a link to"),
    "data": _flaw("[x](data:text/html;base64,AA)", "a link to 'data:"),
    "vbscript": _flaw("<vbscript:x>", "a link to 'vbscript:"),
    "file": _flaw("[x](file:///etc/passwd)", "a link to 'file:"),
    "protocol-relative": _flaw("[x](//evil.example)", "a link to '//evil"),
    "relative": _flaw("[x](../a)", "a link to '../a'"),
    "fragment": _flaw("[x](#a)", "a link to '#a'"),
    "space": _flaw("[x](<https://a b.example>)", "no web address may hold"),
    "from-data": _flaw("[x]({{ 'javascript:' ~ issue.id }})", "a link to 'javascript:bridge'"),
    "code": _flaw("a `b`", "code between backticks"),
    "fence": _flaw("```\n{{ issue.title }}\n```", "a block of code"),
    "box": _flaw("::: evil\nx\n:::", "no box is called"),
    "quotes": _flaw("{% for i in range(9999) %}> {% endfor %}x", "nested too deep"),
    "list-nest": _flaw("{% for i in range(9999) %}- {% endfor %}x", "nested too deep"),
    "brackets": _flaw("{% for i in range(9999) %}[{% endfor %}x", "more than 1,000 brackets"),
    "references": _flaw(
        "{% for i in range(9999) %}[a{{ i }}]: https://x.example\n{% endfor %}", "1,000 brackets"
    ),
    "stars": _flaw(
        "{% for i in range(9999) %}" + "*a_ " * 30 + "{% endfor %}x", "more than 100,000"
    ),
    "emphasis": _flaw("{% for i in range(900) %}*a {% endfor %}{% for i in range(900) %}b*"
                      "{% endfor %}", "nested too deep"),
    "boxes": _flaw("{% for i in range(9999) %}::: panel\n{% endfor %}x", "inside each other"),
    "columns": _flaw("{% for i in range(999) %}|a{% endfor %}|\n{% for i in range(999) %}|-"
                     "{% endfor %}|\n", "a table of 999 columns"),
    "second-title": Hostile({BRIEFING: "# T\n\n## A\n\nx\n\n# U\n"}, "a second title: 'U'", 7),
    "gap": Hostile({BRIEFING: "# T\n\nx\n\n### C\n"}, "a heading of level 3 under one of 1", 5),
    "no-title": Hostile({BRIEFING: "\nx\n"}, "no title"),
}  # fmt: skip

ALL: dict[str, Hostile] = {
    **REACHING,
    **FILES,
    **GROWING,
    **RECURSION,
    **DEEP,
    **MARKDOWN,
}
