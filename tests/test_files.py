"""Files that an issue names: where they may lie, and what of them is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from briefgen import batch
from briefgen.document import Align, Figure, Table, block_lines, plain_text
from briefgen.errors import InputError
from briefgen.workspace import FILE
from tests.made import SMALL, composed, faults, loaded, workspace

TABLE = """\
tables:
  - id: costs
    caption: What it costs
    columns: [{key: what, label: What}, {key: cost, label: Cost}]
    rows: costs.csv
"""
CSV = "cost,what,remark\n1.5,Paint,secret\n12,Rope,\n"


def only_table(tmp_path: Path, text: str, audience: str = "city-council") -> Table:
    document = composed(tmp_path, audience, SMALL + text)
    tables = [b for b in document.blocks if isinstance(b, Table)]
    return tables[-1]


def test_rows_come_from_a_file_by_the_names_of_its_first_row(tmp_path: Path) -> None:
    (tmp_path / "costs.csv").write_text(CSV, encoding="utf-8")
    table = only_table(tmp_path, TABLE)
    assert list(block_lines((table,))) == ["What it costs", "What\tCost", "Paint\t1.5", "Rope\t12"]
    assert table.columns[0].align is Align.START
    assert (table.columns[1].align, table.columns[1].decimal) == (Align.END, ".")


def test_a_column_that_the_file_lacks_is_a_fault_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "costs.csv").write_text("what,costs\nPaint,1\n", encoding="utf-8")
    (fault,) = faults(tmp_path, SMALL + TABLE)
    assert fault.code == "issue.no-such-column"
    assert "costs" in fault.hint
    assert fault.location is not None
    assert fault.location.line == 11


def test_a_fault_of_the_file_has_its_row_and_says_who_names_it(tmp_path: Path) -> None:
    (tmp_path / "costs.csv").write_text("what,cost\nPaint,1,2,3\n", encoding="utf-8")
    (fault,) = faults(tmp_path, SMALL + TABLE)
    assert fault.location is not None
    assert fault.location.path.endswith("costs.csv")
    assert fault.location.line == 2
    assert "named in" in fault.hint
    assert "issue.yaml:12" in fault.hint


OWN = """\
tables:
  - id: costs
    rows:
      - {what: "a | b", cost: 7.30}
      - {cost: {default: ten, press: TEN, city-council: zehn}}
    caption: What it costs
    columns:
      - {key: what, label: What}
      - {key: cost, label: Cost}
      - {key: empty, label: Empty}
"""


def test_rows_of_ones_own_are_kept_as_written_and_worded(tmp_path: Path) -> None:
    table = only_table(tmp_path, OWN)
    assert list(block_lines((table,)))[1:] == ["What\tCost", "a | b\t7.30", "–\tzehn"]
    assert list(block_lines((only_table(tmp_path, OWN, "press"),)))[-1] == "–\tTEN"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{what: ", "{wat: ", "issue.unknown-column"),
        ("{key: empty,", "{key: what,", "issue.duplicate-column"),
        ("rows:\n      - {what", "rows: missing.csv\n    note:\n      - {what", "issue.wrong-kind"),
        ("    caption: What it costs\n", "", "issue.missing-key"),
        ("{key: empty, label: Empty}", "{label: Empty}", "issue.missing-key"),
    ],
)
def test_faults_of_ones_own_rows(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in OWN
    found = [fault.code for fault in faults(tmp_path, SMALL + OWN.replace(old, new))]
    assert code in found


def test_who_says_it_and_from_which_source_stands_in_the_caption(tmp_path: Path) -> None:
    more = OWN + "    attribution: Auditors\n    sources: [s]\nsources: [{id: s, title: Book}]\n"
    table = only_table(tmp_path, more)
    assert next(iter(block_lines((table,)))) == "What it costs, according to Auditors\u00a0[1]"


@pytest.mark.parametrize(
    ("cells", "align", "decimal"),
    [
        (["1.5", "12"], Align.END, "."),
        (["1,250", "7"], Align.END, ""),
        (["12 %", "3.5 %"], Align.END, "."),
        (["Jan 2026", "7 May"], Align.START, ""),
        (["12", "none"], Align.START, ""),
    ],
)
def test_numbers_stand_at_their_decimal_sign(
    tmp_path: Path, cells: list[str], align: Align, decimal: str
) -> None:
    rows = "".join(f"      - {{what: Row, cost: '{cell}'}}\n" for cell in cells)
    head, _, tail = OWN.partition('      - {what: "a')
    table = only_table(tmp_path, head + rows + tail[tail.index("    caption") :])
    assert (table.columns[1].align, table.columns[1].decimal) == (align, decimal)


def test_a_standard_table_keeps_its_name(tmp_path: Path) -> None:
    text = SMALL + OWN.replace("id: costs", "id: risks") + "risks: [{id: r, issue: Rust}]\n"
    said = plain_text(composed(tmp_path, "city-council", text))
    assert "Rust" in said
    assert said.count("What it costs") == 1


def test_a_table_without_rows_leaves_no_trace(tmp_path: Path) -> None:
    text = OWN[: OWN.index("    rows")] + "    rows: []\n" + OWN[OWN.index("    caption") :]
    assert "What it costs" not in plain_text(composed(tmp_path, "city-council", SMALL + text))


# --- where files may lie -----------------------------------------------------


def attachment(name: str) -> str:
    return SMALL + f"attachments:\n  - {{title: Plan, file: '{name}'}}\n"


def test_a_file_beside_the_issue_or_in_the_workspace_is_found(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("", encoding="utf-8")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/plan.pdf").write_bytes(b"x")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/near.pdf").write_bytes(b"x")
    for name, shown in (
        ("shared/plan.pdf", "plan.pdf"),
        ("shared\\plan.pdf", "plan.pdf"),
        ("near.pdf", "near.pdf"),
    ):
        text = attachment(name)
        issue = loaded(tmp_path, text, "data/issue.yaml").issue
        assert issue.attachments[0].file is not None
        assert issue.attachments[0].file.path is not None
        # The file's name goes with the mail; where it lies is nobody's business.
        said = plain_text(composed(tmp_path, "press", text.replace("near", "data/near")))
        assert f"Plan ({shown})" in said
        assert "shared/" not in said


@pytest.mark.parametrize(
    "name", ["../plan.pdf", "/etc/hostname", "data/../../plan.pdf", "C:/plan.pdf", "link.pdf"]
)
def test_a_path_that_leaves_the_workspace_is_refused(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "work"
    (inside / "data").mkdir(parents=True)
    (tmp_path / "plan.pdf").write_bytes(b"x")
    (inside / "link.pdf").symlink_to(tmp_path / "plan.pdf")
    (fault,) = faults(inside, attachment(name))
    assert fault.code == "issue.file-outside"
    assert fault.location is not None
    assert (fault.location.line, fault.location.column) == (9, 25)
    assert "inside the workspace" in fault.hint


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.pdf", "issue.no-file"), ("folder", "issue.not-a-file"), ("n" * 300, "issue.no-file")],
)
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    (fault,) = faults(tmp_path, attachment(name))
    assert fault.code == code


# --- the logo ----------------------------------------------------------------


def logo(folder: Path) -> None:
    picture = Image.new("RGB", (300, 100), "navy")
    picture.paste("white", (10, 10, 100, 90))
    picture.save(folder / "logo.png")


def test_a_logo_stands_at_the_head_with_its_words(tmp_path: Path) -> None:
    logo(tmp_path)
    text = SMALL.replace("{name: City of Brigton}", "{name: City of Brigton, logo: logo.png}")
    for audience in ("city-council", "community-groups", "press"):
        figures = [b for b in composed(tmp_path, audience, text).blocks if isinstance(b, Figure)]
        assert [f.alternative for f in figures] == ["City of Brigton"]
    said = text.replace("logo.png", "logo.png, logo_alt: A bridge")
    (figure,) = [b for b in composed(tmp_path, "press", said).blocks if isinstance(b, Figure)]
    assert figure.alternative == "A bridge"


def test_a_logo_of_the_workspace_serves_every_issue(tmp_path: Path) -> None:
    logo(tmp_path)
    (tmp_path / FILE).write_text("organization: {logo: logo.png}\n", encoding="utf-8")
    assert any(isinstance(b, Figure) for b in composed(tmp_path, "press").blocks)


def test_the_logo_of_the_workspace_lies_beside_its_file(tmp_path: Path) -> None:
    logo(tmp_path)
    (tmp_path / FILE).write_text("organization: {logo: logo.png}\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/logo.png").write_bytes(b"another file of that name")
    assert loaded(tmp_path, SMALL, "data/issue.yaml").issue.organization.logo is not None


def test_words_of_one_picture_are_not_those_of_another(tmp_path: Path) -> None:
    logo(tmp_path)
    (tmp_path / FILE).write_text(
        "organization: {logo: logo.png, logo_alt: The seal}\n", encoding="utf-8"
    )
    own = SMALL.replace("{name: City of Brigton}", "{name: City of Brigton, logo: logo.png}")
    for text, said in ((SMALL, "The seal"), (own, "City of Brigton")):
        (figure,) = [b for b in composed(tmp_path, "press", text).blocks if isinstance(b, Figure)]
        assert figure.alternative == said


def test_a_logo_that_is_no_image_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"no image at all")
    text = SMALL.replace("{name: City of Brigton}", "{name: City of Brigton, logo: logo.png}")
    with pytest.raises(InputError) as caught:
        loaded(tmp_path, text)
    (fault,) = caught.value.diagnostics
    assert fault.code.startswith("image.")
    assert "named in" in fault.hint


def test_a_table_with_too_many_columns_is_warned_about(tmp_path: Path) -> None:
    names = [f"c{n}" for n in range(11)]
    columns = ", ".join(f"{{key: {name}, label: Amount}}" for name in names)
    row = ", ".join(f'{name}: "176,366.84"' for name in names)
    text = f"tables:\n  - {{id: t, caption: Wide, columns: [{columns}], rows: [{{{row}}}]}}\n"
    loaded(tmp_path, SMALL + text)
    order = batch.Order((tmp_path / "issue.yaml",), ("press",), out=tmp_path / "out")
    (outcome,) = batch.build(order, workspace(tmp_path))
    assert [d.code for d in outcome.diagnostics] == ["table.crowded"]
    assert "'Wide'" in outcome.diagnostics[0].message
