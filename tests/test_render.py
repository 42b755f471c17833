"""Templates in their sandbox: values stay values, faults have places, nothing runs wild."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import audience
from briefgen.audience import TEMPLATE
from briefgen.cut import Said
from briefgen.document import Block, Paragraph, Table, Text, block_lines, inline_text, plain_text
from briefgen.errors import Diagnostic, TemplateError
from briefgen.markup import parse_template
from briefgen.render import Labels, Rendered, Setting, render
from briefgen.view import view
from briefgen.words import is_language
from tests.made import SMALL, composed, english, loaded, workspace

ISSUE = (
    SMALL
    + """\
subtitle: "*not* _emphasis_ & <b>"
place: Brigton, Nowhere
stakeholders:
  - {id: ann, name: Ann, stance: supports, primary_concern: "a | b"}
  - {id: bob, name: Bob, stance: opposes, stance_label: Against it, audiences: [city-council]}
concerns:
  - {id: noise, topic: Noise, raised_by: [ann]}
  - {id: dust, topic: Dust, attribution: Critics}
  - {id: dirt, topic: Dirt, raised_by: [ann]}
extra: {items: mine, keys: also}
intros: {risks: About risks}
"""
)


def setting(root: Path, template: str, **files: str) -> Setting:
    """Make an audience 'press' of one's own with a template."""
    folder = root / "templates" / "press"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TEMPLATE).write_text(template, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.md.j2").write_text(text, encoding="utf-8")
    place = workspace(root)
    chosen = audience.load("press", place.template_roots, place.surroundings)
    issue = loaded(root, ISSUE).issue
    return Setting(
        view(issue, "press", "en-US"),
        Labels(chosen, english().addressed(chosen.lineage)),
        place.template_roots,
    )


def run(root: Path, template: str, **files: str) -> Rendered:
    return render(TEMPLATE, setting(root, template, **files))


def blocks(root: Path, template: str, **files: str) -> tuple[Block, ...]:
    rendered = run(root, template, **files)
    parsed = parse_template(rendered.markdown, rendered.values, is_language)
    assert parsed.flaws == ()
    return parsed.blocks


def said(root: Path, template: str, **files: str) -> str:
    return "\n".join(block_lines(blocks(root, template, **files)))


def faults(root: Path, template: str, **files: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(TemplateError) as caught:
        run(root, template, **files)
    return caught.value.diagnostics


def fault(root: Path, template: str, **files: str) -> Diagnostic:
    return faults(root, template, **files)[0]


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ("{{ issue.subtitle }}", "*not* _emphasis_ & <b>"),
        ("{{ issue.subtitle|upper }}", "*NOT* _EMPHASIS_ & <B>"),
        ("{{ issue.subtitle ~ '*x*' }}", "*not* _emphasis_ & <b>*x*"),
        ("{% macro m() %}**b**{% endmacro %}{{ m() ~ issue.subtitle }}", "b*not* _emphasis_ & <b>"),
        ("{% macro m() %}**b**{% endmacro %}{{ issue.subtitle ~ m() }}", "*not* _emphasis_ & <b>b"),
        ("{% macro m() %}**b**{% endmacro %}{{ m() + issue.subtitle }}", "b*not* _emphasis_ & <b>"),
        ("{% set x %}*e* {{ issue.subtitle }}{% endset %}{{ x }}", "e *not* _emphasis_ & <b>"),
        ("{{ [issue.subtitle, '*y*']|join(' | ') }}", "*not* _emphasis_ & <b> | *y*"),
        ("{{ issue.date }}", "November 23, 2026"),
        ("{{ issue.date|press_date }}", "Nov. 23, 2026"),
        ("{{ issue.date.year + 1 }}", "2027"),
        ("{{ issue.concerns|listed }}", "Noise, Dust, and Dirt"),
        ("{{ issue.concerns|map(attribute='topic')|join(', ') }}", "Noise, Dust, Dirt"),
        ("{{ issue.concerns|names|first }}", "Noise"),
        ("{{ issue.extra.items }} {{ issue.extra.keys }}", "mine also"),
        ("{% for k, v in issue.intros.items() if v %}{{ k }}{% endfor %}", "risks"),
        ("{{ issue.intros.motion }}{{ issue.intros.risks }}", "About risks"),
        ("{{ issue.release.keys()|sort|join(' ') }}", "dateline embargo_until"),
        ("{{ issue.place.split(',')[0] }}", "Brigton"),
        ("{{ recipient.name or 'nobody' }}", "nobody"),
        ("{{ issue.title|replace('old', 'new') }}", "Closing the new bridge"),
        ("{{ words.memo_to }}", "To:"),
        ("{{ issue.nothing|default('none') }}", "none"),
        ("So: {{ issue.summary }}", "So: The bridge is old."),
        ("{{ none }}x", "x"),
        ("a **{{ issue.reference }}** {{ issue.outlook }}\n{{ issue.reference }}\nb", "a b"),
        ("- {{ issue.reference }}\n- x", "x"),
        ("# {{ issue.reference }}\n\nx", "x"),
        ("{{ '*constant*' }} {{ 7 }}", "*constant* 7"),
    ],
)
def test_what_is_printed_is_what_the_value_says(tmp_path: Path, template: str, wanted: str) -> None:
    assert said(tmp_path, template) == wanted


def test_what_a_template_imports_is_of_this_run(tmp_path: Path) -> None:
    part = "{% from 'press/deep.md.j2' import deep %}{% set own %}a{{ 'b' }}c{% endset %}"
    part += "{% macro said() %}{{ deep() }}{% endmacro %}"
    template = (
        "{{ issue.title }} {% import 'press/part.md.j2' as part %}{{ part.own }}{{ part.said() }}"
    )
    assert said(tmp_path, "{{ issue.place }}" + template, part=part, deep=macro("1")).endswith(
        "abc1"
    )
    # The second run has other values before the import, and another file behind it.
    assert said(tmp_path, template, part=part, deep=macro("22")) == "Closing the old bridge abc22"


def macro(text: str) -> str:
    return f"{{% macro deep() %}}{text}{{% endmacro %}}"


def test_a_number_may_make_a_list(tmp_path: Path) -> None:
    template = "{% for c in issue.concerns %}{{ loop.index }}. {{ c.topic }}\n{% endfor %}"
    (numbered,) = blocks(tmp_path, template)
    assert type(numbered).__name__ == "NumberedList"


def test_speakers_are_grouped_in_the_order_of_the_list(tmp_path: Path) -> None:
    template = (
        "{% for g in issue.concerns|by_speaker %}{{ g.speaker }}: {{ g.said|names|join('+') }}\n\n"
        "{% endfor %}"
    )
    assert said(tmp_path, template) == "Ann: Noise+Dirt\nCritics: Dust"


def test_what_nobody_said_never_stands_below_a_name(tmp_path: Path) -> None:
    text = SMALL + (
        "concerns:\n  - {id: a, topic: Said, attribution: Critics}\n  - {id: b, topic: Unsaid}\n"
        "asks:\n  - {id: c, text: Asked, attribution: Residents}\n  - {id: d, text: Unasked}\n"
        "risks:\n  - {id: e, issue: Seen, attribution: Engineers}\n  - {id: f, issue: Unseen}\n"
    )
    lines = plain_text(composed(tmp_path, "city-council", text)).splitlines()
    assert lines.index("Unsaid.") < lines.index("Raised by: Critics") < lines.index("Said.")
    assert lines.index("Unasked") < lines.index("Asked for by: Residents") < lines.index("Asked")
    assert "Raised by: Engineers (Seen)" in lines


def test_a_table_has_the_audiences_columns_and_no_empty_ones(tmp_path: Path) -> None:
    (table,) = blocks(tmp_path, '{{ table("positions") }}')
    assert isinstance(table, Table)
    labels = [inline_text(c.label) for c in table.columns]
    assert labels == ["Stakeholder", "Stance", "Primary concern"]
    assert ["".join(block_lines(cell.blocks)) for cell in table.rows[0]] == [
        "Ann",
        "Supports",
        "a | b",
    ]
    assert inline_text(table.caption) == "Who supports, who opposes, and primary concerns"
    assert table.description == "Rows: 1. Columns: Stakeholder, Stance, and Primary concern."


def test_a_table_takes_rows_and_caption(tmp_path: Path) -> None:
    template = '{{ table("risks") }}x\n\n{{ table("positions", rows=[], caption="c") }}\n'
    assert said(tmp_path, template) == "x"
    template = (
        '{{ table("recommendations", rows=issue.recommendations|selectattr("benefit"),'
        ' caption="*C*") }}'
    )
    (table,) = blocks(tmp_path, template)
    assert isinstance(table, Table)
    assert table.caption == (Text("*C*"),)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ issue.__class__.__mro__ }}",
        "{{ issue['__class__'] }}",
        "{{ issue.title.__class__ }}",
        "{{ issue.title['__class__'] }}",
        "{{ issue.title.format(1) }}",
        "{{ '{0.__class__}'.format(issue) }}",
        "{{ '%s'|format(issue) }}",
        "{{ issue|attr('__class__') }}",
        "{{ issue.update({'a': 1}) }}",
        "{{ issue.concerns.append(1) }}",
        "{{ table.__globals__ }}",
        "{{ table.for_templates }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{{ namespace() }}",
        "{{ dict(a=1) }}",
        "{{ issue.concerns|map(attribute='__class__')|list }}",
        "{{ issue.concerns|map(attribute='topic.__class__')|join }}",
        "{{ issue.concerns|sort(attribute='__class__') }}",
        "{% include '../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'press/../../issue.yaml' %}",
        "{% import 'os' as os %}{{ os.listdir() }}",
        "{% autoescape false %}{{ issue.subtitle }}{% endautoescape %}",
        "{% for x in issue.concerns recursive %}{{ loop(issue.concerns) }}{% endfor %}",
        "{{ loop }}",
        "{{ issue.date.strftime('%999999d') }}",
        "{{ caller }}",
        "{{ table }}",
        "{% include 'press/audience.yaml' %}",
        "{% set x %}{{ issue.title }}{% endset %}{{ x[0] }}99999{{ x[2] }}",
        "{% set x %}{{ issue.title }}{% endset %}{{ x|reverse|join }}",
        "{{ issue.concerns == issue.concerns }}",
    ],
)
def test_a_template_reaches_nothing_but_its_data(tmp_path: Path, template: str) -> None:
    assert fault(tmp_path, template).code.startswith("template.")


@pytest.mark.parametrize(
    "template",
    [
        "{{ 'x' * 1000000000 }}",
        "{{ 10 ** 10000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ 'x'|center(300000000) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ range(100000000)|list }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
        "{{ m(60) }}",
        "{% set x = 'xxxxxxxxxx' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
        "{% set a %}xxxxxxxxxx{% endset %}" + "{% set a = a ~ a %}" * 30 + "{{ a }}",
        "{% set a %}xxxxxxxxxx{% endset %}"
        + "{% set a %}{{ a }}{{ a }}{% endset %}" * 30
        + "{{ a }}",
        "{% for x in [1]|batch(200000000, 0) %}{% endfor %}",
        "{{ 1|round(-100000000) }}",
        "{% set a = [1] %}" + "{% set a = [a, a] %}" * 30 + "{{ a == a }}",
        "{% include 'press/briefing.md.j2' %}",
        "{% extends 'press/briefing.md.j2' %}",
        "{% for i in range(9000) %}{% for j in range(900) %}{{ i }}{% endfor %}{% endfor %}",
        "{% for a in range(9000) %}{% set _ = range(9000)|list|sort|list %}{% endfor %}",
    ],
)
def test_a_template_cannot_hang_or_fill_the_memory(tmp_path: Path, template: str) -> None:
    assert fault(tmp_path, template).code in (
        "template.budget",
        "template.fault",
        "template.syntax",
    )


def test_a_template_outside_the_roots_is_not_found_through_a_link(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md.j2"
    secret.write_text("SECRET", encoding="utf-8")
    given_ = setting(tmp_path, "{% include 'press/link.md.j2' %}")
    try:
        (tmp_path / "templates" / "press" / "link.md.j2").symlink_to(secret)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    with pytest.raises(TemplateError) as caught:
        render(TEMPLATE, given_)
    assert caught.value.diagnostics[0].code == "template.missing"


ALL = """\
{% macro all(it, deep) %}
{% if it is boolean %}{% elif it is string or it is number or it is none %}{{ it }}
{% elif it is mapping %}{% for name in it %}{{ name }} {% if deep %}{{ all(it[name], deep - 1) }}
{% endif %}{% endfor %}
{% elif it is sequence %}{% for inner in it %}{{ all(inner, deep - 1) if deep else "" }}
{% endfor %}
{% else %}

{{ it }}

{% endif %}
{% endmacro %}
{{ all(issue, 5) }}{{ all(sections, 3) }}{{ all(audience, 2) }}{{ all(recipient, 1) }}
{% for table_ in issue.tables %}{{ table(table_) }}

{% endfor %}
{{ table("positions") }}

{{ table("risks") }}
"""


def test_a_template_that_prints_all_it_can_reach_prints_nothing_hidden(tmp_path: Path) -> None:
    given_ = setting(tmp_path, ALL)
    text = ISSUE + (
        "risks:\n  - {id: open, issue: SHOWN, note: HIDDEN, raised_by: [ann, bob]}\n"
        "  - {id: secret, issue: HIDDEN, audiences: [city-council]}\n"
        "notes: [{text: HIDDEN}]\n"
        "background: {default: x, city-council: HIDDEN}\n"
        "messages: [{text: {default: SHOWN, city-council: HIDDEN}, audiences: [press]}]\n"
    )
    cut = view(loaded(tmp_path, text).issue, "press", "en-US")
    rendered = render(TEMPLATE, replace(given_, view=cut))
    printed = rendered.markdown + repr(rendered.values)
    assert printed.count("SHOWN") >= 2
    assert "Ann" in printed
    assert not any(word in printed for word in ("HIDDEN", "secret", "Bob", "Against it"))


def test_each_run_has_values_of_its_own(tmp_path: Path) -> None:
    """What is imported without context is run anew: Jinja would keep it from the first run."""
    template = "{{ issue.place }}{% include 'press/part.md.j2' without context %}"
    part = "{% set x %}{{ '*b*' }}{% endset %}{{ x }}{{ 'c' }}"
    for _ in range(2):
        assert said(tmp_path, template, part=part) == "Brigton, Nowhere*b*c"
        assert said(tmp_path, "{{ 'a' }}" + template, part=part) == "aBrigton, Nowhere*b*c"


def test_a_template_of_the_workspace_wins_file_by_file(tmp_path: Path) -> None:
    given_ = setting(tmp_path, '{% include "_shared/briefing.md.j2" %}', head="# OWN HEAD\n")
    rendered = render(TEMPLATE, given_)
    assert "# OWN HEAD" in rendered.markdown
    assert "## " in rendered.markdown


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")))
)
def test_any_text_reaches_the_document_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    given_ = _press(tmp_path_factory)
    data = given_.view.data
    data["subtitle"] = Said(text)
    rendered = render(TEMPLATE, given_)
    parsed = parse_template(rendered.markdown, rendered.values, is_language)
    assert parsed.flaws == ()
    assert block_lines_of(parsed.blocks) == [f"a{text}b", text, f"x{text}"] if text else ["ab", "x"]


def block_lines_of(found: tuple[Block, ...]) -> list[str]:
    return list(block_lines(found))


_MADE: dict[str, Setting] = {}


def _press(factory: pytest.TempPathFactory) -> Setting:
    if "press" not in _MADE:
        template = (
            "a**{{ issue.subtitle }}**b\n\n- {{ issue.subtitle }}\n\n"
            "{% macro m() %}x{% endmacro %}{{ m() ~ issue.subtitle }}\n"
        )
        _MADE["press"] = setting(factory.mktemp("render"), template)
    return replace(_MADE["press"])


def test_a_paragraph_holds_what_it_says(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "{{ issue.title }}")
    assert block == Paragraph((Text("Closing the old bridge"),))


def test_a_compiled_template_is_good_for_another_run(tmp_path: Path) -> None:
    given_ = setting(tmp_path, "{{ 'a' }} {{ issue.title }} {{ 'b' }}")
    for title in ("One", "Two"):
        given_.view.data["title"] = Said(title)
        rendered = render(TEMPLATE, given_)
        parsed = parse_template(rendered.markdown, rendered.values, is_language)
        assert block_lines_of(parsed.blocks) == [f"a {title} b"]


def test_the_intro_of_a_list_serves_the_section_that_shows_it(tmp_path: Path) -> None:
    text = ISSUE.replace("intros: {risks: About risks}", "intros: {stakeholders: INTRO}")
    assert "INTRO" in plain_text(composed(tmp_path, "city-council", text))


def test_numbers_stand_at_the_end_of_their_column(tmp_path: Path) -> None:
    text = SMALL.replace("benefit: Peace", "cost: '$1,200'")
    document = composed(tmp_path, "city-council", text)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [column.align.value for column in table.columns] == ["start", "start", "end"]


def test_a_template_too_large_says_so(tmp_path: Path) -> None:
    assert "larger than 250 kB" in fault(tmp_path, "x" * 250_001).message


def test_a_flaw_is_looked_for_in_the_audiences_own_templates_first(tmp_path: Path) -> None:
    shared = tmp_path / "templates" / "_shared"
    shared.mkdir(parents=True)
    (shared / "part.md.j2").write_text("**fine**\n", encoding="utf-8")
    given_ = setting(tmp_path, '# T\n\n{% include "_shared/part.md.j2" %}\n\na ** b\n')
    rendered = render(TEMPLATE, given_)
    (flaw,) = parse_template(rendered.markdown, rendered.values, is_language).flaws
    place = rendered.place(flaw)
    assert (place.path.endswith(TEMPLATE), place.line) == (True, 5)
