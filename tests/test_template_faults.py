"""What is told of a faulty template: place, expression, what there is, and the way there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from briefgen.audience import TEMPLATE
from briefgen.errors import TemplateError
from briefgen.markup import parse_template
from briefgen.words import is_language
from tests.made import composed
from tests.test_render import fault, faults, run, setting


@pytest.mark.parametrize(
    ("template", "place", "message", "hint"),
    [
        ("x\n{{ issue.titel }}", (2, 10), "unknown field 'titel' in {{ issue.titel }}", "'title'"),
        ("{{ isue.title }}", (1, 4), "unknown name 'isue'", "issue"),
        ("a {{ issue.title|uper }}", (1, 18), "no filter is called 'uper'", "'upper'"),
        ("{% if %}", (1, 7), "in {% if %}", "braces"),
        ("{% for x in issue.concerns %}", (1, 28), "{% for %} is still open", "{% endfor %}"),
        ("{{ issue.title|safe }}", (1, 16), "|safe is refused", "plain text"),
        ('{{ table("risks", caption=issue.summary) }}', (1, 4), "a caption is a text", "~"),
        ('{{ table("risks", rows=issue.title) }}', (1, 4), "rows of a table are a list", ""),
        ("{{ table(issue.memo) }}", (1, 4), "this is no table", "issue.tables"),
        ('{{ table("riks") }}', (1, 4), "no table is called 'riks'", "'risks'"),
        ("{{ issue.concerns }}", (1, 10), "a list cannot be printed", "loop"),
        ("{{ issue.memo }}", (1, 10), "a group of fields", "meeting_date"),
        ("{{ true }}", (1, 4), "true or false", "if"),
        ("{% include 'nope.md.j2' %}", (1, 12), "no template 'nope.md.j2'", "audience's folder"),
        ('{{ table("riskz") }}', (1, 4), "no table is called 'riskz'", "'risks'"),
        ("{{ issue.title|long_date }}", (1, 16), "for dates", ""),
        ("{{ words.hello }}", (1, 10), "unknown field 'hello'", ""),
        ("{{ 1 + issue.title }}", (1, 4), "'+' cannot be used", "numbers"),
        ("{% macro m() %}x{% endmacro %}{{ m()|upper }}", (1, 38), "for text", ""),
        ("{{ issue['titel'] }}", (1, 10), "unknown field 'titel'", "'title'"),
    ],
)
def test_a_fault_names_place_expression_and_remedy(
    tmp_path: Path, template: str, place: tuple[int, int], message: str, hint: str
) -> None:
    found = fault(tmp_path, template)
    assert found.location is not None
    assert found.location.path.endswith(TEMPLATE)
    assert (found.location.line, found.location.column) == place
    assert message in found.message
    assert hint in found.hint


def test_a_fault_in_an_included_file_names_the_chain(tmp_path: Path) -> None:
    found = fault(
        tmp_path, "a\n\n{% include 'press/part.md.j2' %}\n", part="b\n{{ issue.titel }}\n"
    )
    assert found.location is not None
    assert found.location.path.endswith("part.md.j2")
    assert found.location.line == 2
    assert f"press{os.sep}{TEMPLATE}:3" in found.hint


def flaws(root: Path, template: str, **files: str) -> list[tuple[str, int, int, str]]:
    """Give the flaws of the Markdown with their places."""
    rendered = run(root, template, **files)
    found = []
    for flaw in parse_template(rendered.markdown, rendered.values, is_language).flaws:
        place = rendered.place(flaw)
        found.append((Path(place.path).name, place.line, place.column, flaw.message))
    return found


def test_a_flaw_of_the_markdown_is_placed_in_the_template(tmp_path: Path) -> None:
    (flaw,) = flaws(tmp_path, "# T\n\nsome `code` here\n")
    assert flaw == (TEMPLATE, 3, 6, "code between backticks")


@pytest.mark.parametrize(
    ("template", "files", "wanted"),
    [
        # The same words stand elsewhere, but not in what is printed.
        ("{# `a` #}{% if false %}`a`{% endif %}\nx `a`\n", {}, [(TEMPLATE, 2, 3)]),
        ("`a`\n\n`a`\n\n  `a`\n", {}, [(TEMPLATE, 1, 1), (TEMPLATE, 3, 1), (TEMPLATE, 5, 3)]),
        # The second line of a paragraph, and of a quote.
        ("a\nb `c`\n", {}, [(TEMPLATE, 2, 3)]),
        ("> a\n> b `c`\n", {}, [(TEMPLATE, 2, 5)]),
        # In a loop, behind what other turns and tags have printed.
        ("{% for c in issue.concerns %}\n{{ c.topic }} <b>\n{% endfor %}", {}, [(TEMPLATE, 2, 15)]),
        # In a macro, a block, and a file that is included.
        ("{% macro m() %}x\n<b>{% endmacro %}\n\na {{ m() }}\n", {}, [(TEMPLATE, 2, 1)]),
        ("{% set x %}\n<b>\n{% endset %}\n\na {{ x }}\n", {}, [(TEMPLATE, 2, 1)]),
        (
            "<i>\n\n{% include 'press/part.md.j2' %}\n",
            {"part": "ok\n\n  [x](/there)\n"},
            [(TEMPLATE, 1, 1), ("part.md.j2", 3, 7)],
        ),
        # A value's: where its tag is.
        ("a\n\nb {{ table('risks', rows=issue.concerns) or table('positions') }}\n", {}, None),
        ("a\n\nb {{ table('positions') }}\n", {}, [(TEMPLATE, 3, 6)]),
        ("[a]({{ issue.place }})\n", {}, [(TEMPLATE, 1, 14)]),
        ("a\n\n[a](x{{ issue.place }})\n", {}, [(TEMPLATE, 3, 5)]),
        ("a\n::: boxx\nb\n:::\n", {}, [(TEMPLATE, 2, 1)]),
        ("a|b\n-|-\nc|d\ne|f|g\n", {}, [(TEMPLATE, 4, 1)]),
        ("é {{ issue.title }} ü `a`", {}, [(TEMPLATE, 1, 23)]),
        ("a\r\n\r\nb `c`\r\n", {}, [(TEMPLATE, 3, 3)]),
    ],
)
def test_a_flaw_is_placed_where_it_is_written(
    tmp_path: Path,
    template: str,
    files: dict[str, str],
    wanted: list[tuple[str, int, int]] | None,
) -> None:
    if wanted is None:
        assert faults(tmp_path, template, **files)  # these rows are no risks
        return
    found = [flaw[:3] for flaw in flaws(tmp_path, template, **files)]
    assert list(dict.fromkeys(found)) == wanted


def test_a_heading_out_of_order_has_its_place(tmp_path: Path) -> None:
    setting(tmp_path, "# T\n\n{% include 'press/part.md.j2' %}\n# U\n", part="x\n\n  #### D\n")
    with pytest.raises(TemplateError) as caught:
        composed(tmp_path, "press")
    gap, second = caught.value.diagnostics
    assert gap.message == "a heading of level 4 under one of 1: 'D'"
    assert str(gap.location).endswith("part.md.j2:3:3")
    assert second.message == "a second title: 'U'"
    assert str(second.location).endswith(f"{TEMPLATE}:4:1")


def test_a_template_that_changes_meanwhile_gives_no_false_place(tmp_path: Path) -> None:
    rendered = run(tmp_path, "# T\n\nsome `code` here\n")
    (flaw,) = parse_template(rendered.markdown, rendered.values, is_language).flaws
    (tmp_path / "templates" / "press" / TEMPLATE).write_text("other", encoding="utf-8")
    assert rendered.place(flaw).line == 1


def test_all_faults_of_a_run_are_told(tmp_path: Path) -> None:
    template = (
        "{{ issue.sumary }} {{ issue.memo.too }}\n{% for c in issue.concerns %}{{ c.topik }}"
        "{% if c.detal %}x{% endif %}{% endfor %}\n{{ words.heading_xyz|upper }} {{ stakeholder }}"
        "\n{{ true }} {{ issue.title|long_date }} {{ issue.nothing.at.all }}\n"
        "{% include 'press/part.md.j2' %}"
    )
    found = faults(tmp_path, template, part="{{ sections }}\n{{ section.headng }}")
    places = [(Path(d.location.path).name, d.location.line) for d in found if d.location]
    assert places == [
        *[(TEMPLATE, 1)] * 2,
        *[(TEMPLATE, 2)] * 2,
        *[(TEMPLATE, 3)] * 2,
        *[(TEMPLATE, 4)] * 3,
        ("part.md.j2", 1),
        ("part.md.j2", 2),
    ]
    assert all(" in {" in d.message for d in found)
    assert len({d.message for d in found}) == len(found)


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("{{ issue.sumary }}", "did you mean 'summary'?"),
        (
            "{{ issue.concerns[0].xyzzy }}",
            "its fields are sources, attribution, language, id, topic",
        ),
        ("{% for concern in issue.concerns %}{{ concrn }}{% endfor %}", "did you mean 'concern'?"),
        ("{% for c in issue.concerns %}{{ xyzzy }}{% endfor %}", "names here are c, "),
        ("{% macro m(one) %}{{ xyzzy }}{% endmacro %}{{ m(1) }}", "names here are one, "),
        ("{% set mine = 1 %}{{ mien }}", "did you mean 'mine'?"),
        ("{{ issue.title is strng }}", "did you mean 'string'?"),
        ("{{ issue.title|center(9) }}", "of Jinja's filters only those"),
        ("{{ tabel('risks') }}", "did you mean 'table'?"),
        ("{{ issue.concerns.topic }}", "write a loop"),
        ("{{ issue.risks[0].issue }}", "ask with {% if"),
        ("{% include 'press/part.md' %}", "ends in .j2"),
        ("{% fro x in y %}", "did you mean 'from'?"),
    ],
)
def test_a_fault_names_what_is_there(tmp_path: Path, template: str, hint: str) -> None:
    assert hint in fault(tmp_path, template).hint


def test_the_way_to_a_fault_is_told(tmp_path: Path) -> None:
    found = fault(
        tmp_path,
        "{% include 'press/one.md.j2' %}",
        one="\n{% from 'press/two.md.j2' import m with context %}\n\n{{ m(issue) }}",
        two="{% macro m(x) %}\n{{ x.titel }}{% endmacro %}",
    )
    assert str(found.location).endswith("two.md.j2:2:6")
    one, main = (f"press{os.sep}{name}" for name in ("one.md.j2:4", f"{TEMPLATE}:1"))
    assert re.search(rf"reached from \S*{re.escape(one)}, \S*{re.escape(main)}$", found.hint)


def test_a_value_that_is_wrong_is_told_of_where_it_was_made(tmp_path: Path) -> None:
    template = "{% macro m(x) %}\n\n{{ x }}{% endmacro %}\n{{ m(issue.titel) }}"
    assert str(fault(tmp_path, template).location).endswith(f"{TEMPLATE}:4:12")
