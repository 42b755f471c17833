"""Templates looked at without running them: certain faults found, nothing else said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen import audience, batch
from briefgen.audience import TEMPLATE
from briefgen.briefing import examined
from briefgen.cut import Cut
from briefgen.errors import Diagnostic, ExitCode
from briefgen.render import Labels, Setting, examine, render
from briefgen.render.shapes import Group, Items, Shape, issue
from briefgen.view import view
from tests.made import SMALL, english, loaded, workspace
from tests.test_render import faults, setting

ROOT = Path(__file__).parents[1]
HARBOUR = ROOT / "tests" / "issues" / "harbour.yaml"
AUDIENCES = ("city-council", "community-groups", "press")


def found(root: Path, template: str, **files: str) -> list[Diagnostic]:
    """Look at a template of 'press', beside others."""
    return list(examine(setting(root, template, **files), [TEMPLATE], frozenset({"traffic"})))


# --- what is legal ---


@pytest.mark.parametrize("name", AUDIENCES)
def test_nothing_is_said_of_the_built_in_templates(tmp_path: Path, name: str) -> None:
    place = workspace(tmp_path)
    chosen = audience.load(name, place.template_roots, place.surroundings)
    cut = view(loaded(tmp_path, SMALL).issue, name, "en-US")
    labels = Labels(chosen, english().addressed(chosen.lineage))
    assert examine(Setting(cut, labels, place.template_roots), [TEMPLATE], frozenset()) == ()


LEGAL = [
    "{{ issue.title }} {{ issue['title'] }} {{ issue.get('nothing') }}",
    "{{ issue.nothing|default('none') }}{{ issue.nothing|d('') }}",
    "{% if issue.nothing is defined %}{{ issue.nothing }}{% endif %}",
    "{% if note is defined %}{{ note.text }}{% endif %}{{ other|default('') }}",
    "{{ issue.extra.anything|default('') }}{% for x in issue.extra.list|default([]) %}{{ x.y.z }}"
    "{% endfor %}",
    "{% for name, impact in issue.impacts.items() %}{{ name }}{{ impact }}{% endfor %}",
    "{% for key in issue.impacts %}{{ key|upper }}{{ issue.impacts[key] }}{% endfor %}",
    "{% if issue.impacts.housing is defined %}{{ issue.impacts.housing }}{% endif %}",
    "{% if issue.intros.risks is defined %}{{ issue.intros.risks }}{% endif %}",
    "{% for c in issue.concerns %}{{ loop.index }}{{ c.called }}{{ c.raised_by|listed }}"
    "{% endfor %}",
    "{% for r in issue.recommendations %}{{ r.addresses|listed }}{{ r.deadline }}{% endfor %}",
    "{% for g in issue.concerns|by_speaker %}{{ g.speaker }}{{ g.said|names|join('+') }}"
    "{% endfor %}",
    "{% for g in issue.stakeholders|groupby('stance') %}{{ g.grouper }}"
    "{{ g.list|listed }}{% endfor %}",
    "{% for by, of in issue.stakeholders|groupby('stance') %}{{ by }}{{ of|listed }}{% endfor %}",
    "{% set x = issue.concerns|first %}{% if x %}{{ x.topic }}{% endif %}",
    "{% set x = '' %}{% if issue.place %}{% set x = issue.place %}{% endif %}{{ x|upper }}",
    "{% if issue.place %}{% set y = 1 %}{% endif %}{% if y is defined %}{{ y }}{% endif %}",
    "{% set ours = issue.concerns + issue.concerns %}{% for o in ours %}{{ o.topic }}{% endfor %}",
    "{% set several = [issue.title, issue.place] %}{{ several|join(', ') }}"
    "{{ several[0].upper() }}",
    "{% set group = {'a': 1} %}{{ group.a }}{% for k, v in group.items() %}{{ k }}{% endfor %}",
    "{% macro m(a, b='x') %}{{ a.title }}{{ b }}"
    "{{ caller() if caller is defined else '' }}{% endmacro %}"
    "{{ m(issue) }}{{ m(issue, b='y') }}{% call m(issue) %}z{% endcall %}",
    "{% macro m() %}{{ varargs|join }}{{ kwargs.x|default('') }}{% endmacro %}"
    "{{ m('1', '2', x='3') }}",
    "{% macro late() %}{{ word }}{% endmacro %}{% set word = 'w' %}{{ late() }}",
    "{% macro item(it) %}{% if it.topic is defined %}{{ it.topic }}{% else %}"
    "{{ it.name }}{% endif %}"
    "{% endmacro %}{{ item(issue.concerns[0]) }}",
    "{% macro item(it, kind) %}{% if kind == 'risk' %}{{ it.issue }}{% else %}"
    "{{ it.topic }}{% endif %}"
    "{% endmacro %}{{ item(issue.concerns[0], 'concern') }}",
    "{% macro item(it, kind) %}{% for s in it.raised_by %}{% if kind %}{{ it.issue }}{% endif %}"
    "{% endfor %}{% endmacro %}{{ item(issue.concerns[0], '') }}",
    "{% macro item(it) %}{% if 'issue' in it %}{{ it.issue }}{% endif %}{% endmacro %}"
    "{{ item(issue.concerns[0]) }}",
    "{% macro both(it) %}{{ it.topic or it.name }}{% endmacro %}"
    "{% for c in issue.concerns if not c.topic %}{{ both(c) }}{% endfor %}"
    "{% for s in issue.stakeholders if not s.name %}{{ both(s) }}{% endfor %}",
    '{% from "_shared/parts.md.j2" import by, line as row with context %}'
    '{{ row(issue.title, "x") }}',
    '{% import "_shared/parts.md.j2" as parts with context %}{{ parts.line("a", issue.title) }}',
    '{% include "press/nope.md.j2" ignore missing %}',
    '{% include ["press/nope.md.j2", "_shared/note_list.md.j2"] ignore missing %}',
    "{% with x = issue.memo %}{{ x.to }}{{ x.from }}{% endwith %}",
    "{% block a %}{{ issue.title }}{% endblock %}{{ self.a() }}",
    "{{ issue.date.year }}{{ issue.date|long_date }}{{ issue.place.split(',')[0] }}",
    "{{ issue.organization.logo }}{{ issue.organization.name }}",
    "{% for q in issue.quotes if q.stakeholder %}{{ q.stakeholder.name }}{% endfor %}",
    "{% for t in issue.tables %}{{ table(t) }}{{ table(t.id) }}{% for c in t.columns %}"
    "{{ c.label }}"
    "{% endfor %}{% for r in t.rows %}{{ r.year|default('') }}{% endfor %}{% endfor %}",
    '{{ table("risks") }}{{ table("positions", rows=issue.stakeholders|selectattr("stance")) }}',
    '{% if issue.id == "other" %}{{ table("crossings") }}{% endif %}',
    '{% if issue.tables|selectattr("id", "equalto", "crossings")|list %}{{ table("crossings") }}'
    "{% endif %}",
    "{{ recipient.name }}{{ recipient.whatever_column }}",
    '{{ words["stance_" ~ "supports"] }}{{ words.nothing|default("") }}',
    "{% for section in sections %}{{ section.name }}{{ section.heading }}{{ section.intro }}"
    "{% endfor %}",
    "{% for i in range(3) %}{{ i + 1 }}{{ loop.previtem|default('') }}{% endfor %}",
    '{{ issue.concerns|map(attribute="topic")|join(", ") }}',
    '{{ issue.stakeholders|map(attribute="nothing", default="-")|join }}',
    '{{ (issue.stakeholders|selectattr("nothing", "defined")|list)|length }}',
    '{{ issue.events|sort(attribute="what")|listed }}'
    '{{ issue.concerns|min(attribute="topic") and "" }}',
    "{{ issue.title if issue.title else issue.subtitle }}{{ (issue.place or issue.title)|trim }}",
    "{# {{ nothing.at.all }} #}",
    "{% raw %}{{ nothing }}{% endraw %}",
]


@pytest.mark.parametrize("template", LEGAL)
def test_nothing_is_said_of_what_runs(tmp_path: Path, template: str) -> None:
    given = setting(tmp_path, template)
    assert examine(given, [TEMPLATE], frozenset({"traffic"})) == ()
    render(TEMPLATE, given)  # the proof that it is legal


# --- what is not ---


FAULTY = [
    # Nothing of it is met in a run: the lists are empty, or the condition is not.
    ("{% if issue.motion %}{{ issue.motoin }}{% endif %}", (1, 31), "'motoin'", "'motion'"),
    ("{% if issue.motion %}{{ ises.title }}{% endif %}", (1, 25), "name 'ises'", "issue"),
    ("{% for r in issue.risks %}{{ r.isue }}{% endfor %}", (1, 32), "'isue'", "'issue'"),
    (
        "{% for q in issue.quotes %}{{ q.stakeholder.nmae }}{% endfor %}",
        (1, 45),
        "'nmae'",
        "'name'",
    ),
    ("{% for r in issue.risks %}{{ rr.issue }}{% endfor %}", (1, 30), "'rr'", "'r'"),
    ("{% if issue.motion %}{{ words.heading_xyz }}{% endif %}", (1, 31), "'heading_xyz'", ""),
    ("{% if issue.motion %}{{ issue.title|uper }}{% endif %}", (1, 37), "'uper'", "'upper'"),
    ("{% if issue.motion and x is defind %}{% endif %}", (1, 26), "no test is called 'defind'", ""),
    ("{% if issue.title is defind %}"
     "{% endif %}", (1, 19), "no test is called 'defind'", "'defined'"),
    ("{% if issue.motion %}{% include 'press/no.md.j2' %}{% endif %}", (1, 33), "no.md.j2", ""),
    ("{% if issue.motion %}{% from 'press/no.md.j2' import x %}{% endif %}", (1, 30), "no.md", ""),
    (
        "{% if issue.motion %}{% from '_shared/parts.md.j2' import bye %}{% endif %}",
        (1, 25),
        "has no 'bye'",
        "",
    ),
    ('{% if issue.motion %}{{ table("riskz") }}{% endif %}', (1, 25), "'riskz'", "'risks'"),
    ('{% if issue.risks %}{{ table("hazards") }}{% endif %}', (1, 24), "'hazards'", "traffic"),
    ('{{ table("risks", colums=1) if issue.motion }}', (1, 4), "takes no 'colums'", ""),
    (
        '{% if issue.motion %}{{ table("risks", rows=issue.events) }}{% endif %}',
        (1, 25),
        "no 'issue'",
        "",
    ),
    (
        '{% if issue.risks %}{{ issue.risks|map(attribute="isue")|join }}{% endif %}',
        (1, 36),
        "'isue'",
        "'issue'",
    ),
    ('{{ issue.risks|selectattr("isue")|list|listed }}', (1, 16), "'isue'", "'issue'"),
    ('{{ issue.risks|sort(attribute="isue")|listed }}', (1, 16), "'isue'", "'issue'"),
    ('{{ issue.risks|groupby("isue")|length }}', (1, 16), "'isue'", "'issue'"),
    ('{{ issue.risks|selectattr("issue", "eqalto", 1)|listed }}', (1, 16), "'eqalto'", "'equalto'"),
    ('{{ issue.risks|map("uper")|join }}', (1, 16), "'uper'", "'upper'"),
    ("{% if issue.risks %}{{ issue.risks.topic }}{% endif %}", (1, 36), "a list has no", "loop"),
    ("{% if issue.motion %}{{ issue.motion.text }}{% endif %}", (1, 38), "prose has no field", ""),
    ("{% if issue.motion %}{{ issue.title.lenght }}{% endif %}", (1, 37), "a text has no", ""),
    ("{% if issue.motion %}{% for x in issue.title %}{% endfor %}{% endif %}", (1, 40), "loop", ""),
    ("{% macro m(r) %}{{ r.isue }}{% endmacro %}{% for r in issue.risks %}{{ m(r) }}{% endfor %}",
     (1, 22), "'isue'", "reached from"),
    ("{% macro m(r) %}{{ isue }}{% endmacro %}", (1, 20), "name 'isue'", "'issue'"),
    ("{% macro m(r) %}{% endmacro %}{% if issue.motion %}{{ m(1, 2) }}{% endif %}", (1, 55),
     "not more than 1", ""),
    ("{% macro m(r) %}{% endmacro %}{% if issue.motion %}{{ m(s=2) }}{% endif %}", (1, 55),
     "named 's'", ""),
    ("{% if issue.motion %}{{ loop.index }}{% endif %}", (1, 25), "name 'loop'", ""),
    ("{% for r in issue.risks %}{{ loop.idx }}{% endfor %}", (1, 35), "'idx'", "'index'"),
    ("{% for r in issue.risks %}{% set f = r %}{% endfor %}{% if issue.motion %}"
     "{{ f.id }}{% endif %}",
     (1, 78), "name 'f'", ""),
    ("{% if issue.motion %}{{ issue.memo.too }}{% endif %}", (1, 36), "'too'", "'to'"),
    ("{% for section in sections %}{% if issue.motion %}{{ section.headng }}{% endif %}"
     "{% endfor %}",
     (1, 62), "'headng'", "'heading'"),
    ("{% if issue.motion %}{{ issue.intros.risk }}{% endif %}", (1, 38), "'risk'", "'risks'"),
    ("{% if issue.motion %}{{ audience.nmae }}{% endif %}", (1, 34), "'nmae'", "'name'"),
    ("{{ issue.title() if issue.motion else '' }}", (1, 10), "a text cannot be called", ""),
    ('{% from "_shared/parts.md.j2" import line %}'
     '{% import "_shared/parts.md.j2" as p with context '
     "%}{{ p.lin('a', 'b') if issue.motion }}", (1, 102), "'lin'", "'line'"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "place", "message", "hint"), FAULTY)
def test_what_only_other_data_would_show_is_found(
    tmp_path: Path, template: str, place: tuple[int, int], message: str, hint: str
) -> None:
    first = found(tmp_path, template)[0]
    assert message in first.message
    assert hint in first.hint
    assert first.location is not None
    assert first.location.path.endswith(TEMPLATE)
    assert (first.location.line, first.location.column) == place


def test_all_faults_of_all_files_are_found_at_once(tmp_path: Path) -> None:
    template = (
        "{{ issue.a1 }}\n{% if issue.motion %}{{ issue.a2 }}{% else %}{{ issue.a3 }}{% endif %}\n"
        "{% include 'press/one.md.j2' %}{% include 'press/two.md.j2' %}"
        "{% include 'press/three.md.j2' %}"
    )
    files = {"one": "x\n{{ issue.a4|b5 }}", "two": "{% if %}", "three": "{{ a6 }}{{ words.a7 }}"}
    messages = " ".join(d.message for d in found(tmp_path, template, **files))
    assert all(f"'{name}'" in messages for name in ("a1", "a2", "a3", "a4", "b5", "a6", "a7"))
    assert "expected an expression" in messages


def test_a_fault_of_a_partial_is_reached_from_the_sections(tmp_path: Path) -> None:
    (one,) = found(
        tmp_path,
        '{% include "_shared/briefing.md.j2" %}',
        recommendations="{% if issue.motion %}\n  {{ section.headng }}\n{% endif %}",
    )
    assert one.location is not None
    assert (Path(one.location.path).name, one.location.line, one.location.column) == (
        "recommendations.md.j2",
        2,
        14,
    )
    assert re.search(
        r"did you mean 'heading'.*reached from \S+_shared/briefing.md.j2:\d+, \S+briefing.md.j2:1",
        one.hint.replace("\\", "/"),
    )


def test_a_section_without_a_partial_is_found(tmp_path: Path) -> None:
    given = setting(tmp_path, '{% for s in sections %}{% include [s.name ~ "x"] %}{% endfor %}')
    assert examine(given, [TEMPLATE], frozenset()) == ()  # not known what it names
    missing = "{% for s in sections %}{% include ['press/a.md.j2', 'press/b.md.j2'] %}{% endfor %}"
    (one,) = found(tmp_path, missing)
    assert "press/a.md.j2" in one.message
    assert one.code == "template.missing"


def test_every_misspelt_field_of_the_built_in_templates_is_found(tmp_path: Path) -> None:
    """Spell the fields of each template wrongly, all at once, and look at it for its audience."""
    spelt = 0
    words = english()
    pattern = re.compile(
        r"(\b(?:issue|words|section|audience)(?:\.memo|\.organization)?\.)([a-z_]+)"
    )
    tag = re.compile(r"\{[{%].*?[}%]\}")
    for path in sorted((ROOT / "templates").glob("*/*.md.j2")):
        for name in AUDIENCES if path.parent.name == "_shared" else (path.parent.name,):
            folder = tmp_path / "templates" / path.parent.name
            folder.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            wrong = tag.sub(lambda t: pattern.sub(r"\1\2_qq", t.group()), text)
            (folder / path.name).write_text(wrong, encoding="utf-8")
            place = workspace(tmp_path)
            chosen = audience.load(name, place.template_roots, place.surroundings)
            got = examined(chosen, words, place.template_roots, frozenset())
            (folder / path.name).unlink()
            own = {
                (d.location.line, d.location.column)
                for d in got
                if d.location and d.location.path.endswith(f"{path.parent.name}/{path.name}")
            }
            if not own and name != path.parent.name:
                continue  # this audience has a partial of its own, or not this section
            for number, line in enumerate(wrong.split("\n"), 1):
                for match in pattern.finditer(line):
                    if not match.group(2).endswith("_qq"):
                        continue  # in a remark
                    # Behind 'default' it is legal, and behind another wrong field unknown.
                    if "|default" in line[match.end() : match.end() + 12]:
                        continue
                    assert (number, match.start(2) + 1) in own, (path.name, line)
                    spelt += 1
            break
    assert spelt > 150


# --- the shape ---


@pytest.mark.parametrize("name", AUDIENCES)
def test_the_shape_of_an_issue_is_that_of_the_view(tmp_path: Path, name: str) -> None:
    text = HARBOUR.read_text(encoding="utf-8")
    for name_ in ("harbour-passengers.csv", "harbour-logo.png"):
        (tmp_path / name_).write_bytes(HARBOUR.with_name(name_).read_bytes())
    data = view(loaded(tmp_path, text).issue, name, "en-US").data
    compared = _compare(data, issue(), "issue", set())
    assert compared > 100


def _compare(value: object, shape: Shape, way: str, seen: set[int]) -> int:
    """Hold a value against its shape; give how many groups were looked at."""
    if id(value) in seen:
        return 0
    seen.add(id(value))
    match value, shape:
        case Cut(), Group(fields=fields, rest=None) if value:
            assert set(value) == set(fields), way
            return 1 + sum(_compare(value[k], fields[k], f"{way}.{k}", seen) for k in value)
        case [*items], Items(item=item):
            return sum(_compare(one, item, f"{way}[]", seen) for one in items)
        case _:
            return 1


# --- the command ---


def test_check_finds_what_build_does_not_meet(tmp_path: Path) -> None:
    setting(tmp_path, '{% include "_shared/briefing.md.j2" %}', motion="{{ issue.motoin }}\n")
    sections = "name: P\ndocument_type: P\nsections: [head, recommendations, motion, summary]\n"
    (tmp_path / "templates" / "press" / "audience.yaml").write_text(sections, encoding="utf-8")
    (tmp_path / "templates" / "press" / "motion.md.j2").write_text(
        "{% if issue.motion %}{{ issue.motoin }}{% endif %}\n", encoding="utf-8"
    )
    paths = []
    for name in ("one", "two"):
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_text(SMALL.replace("bridge", name), encoding="utf-8")
    order = batch.Order(tuple(paths), ("press",), ("md",), out=tmp_path / "out")
    assert [o.failure for o in batch.build(order, workspace(tmp_path))] == [0, 0]
    first, second = batch.build(order, workspace(tmp_path), saving=False)
    assert (first.failure, second.failure) == (ExitCode.TEMPLATE, ExitCode.TEMPLATE)
    (fault,) = first.diagnostics  # said once, of whichever issue
    assert second.diagnostics == ()
    assert fault.location is not None
    assert (fault.location.line, fault.location.column) == (1, 31)
    assert batch.exit_code([first, second]) == ExitCode.TEMPLATE


def test_a_fault_of_a_run_brings_those_of_the_other_branches(tmp_path: Path) -> None:
    template = "{{ issue.a1 }}{% if issue.motion %}{{ issue.a2 }}{% endif %}"
    assert [d.message.split("'")[1] for d in faults(tmp_path, template)] == ["a1", "a2"]
