"""The faces of a theme: what theme.yaml lists, and what the formats make of it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from briefgen import audience, audit
from briefgen.audit.report import Kind
from briefgen.document import Document, Heading, Meta, Paragraph, Strong, Text
from briefgen.errors import TemplateError
from briefgen.fonts import face
from briefgen.theme import HUMANIST, SANS, SERIF, SYMBOLS, Theme
from briefgen.writers import writer
from tests.made import composed, workspace
from tests.own_fonts import LETTERS, made

CITY = "{regular: fonts/City.ttf, bold: fonts/City-Bold.ttf}"


def theme(root: Path, text: str) -> Theme:
    folder = root / "templates" / "press"
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    (folder / "fonts" / "City.ttf").write_bytes(made())
    (folder / "fonts" / "City-Bold.ttf").write_bytes(made(style="Bold", width=580))
    (folder / "theme.yaml").write_text(text, encoding="utf-8")
    place = workspace(root)
    return audience.load("press", place.template_roots, place.surroundings).theme


def test_a_list_is_the_face_and_those_that_help_it_out(tmp_path: Path) -> None:
    found = theme(tmp_path, "fonts: {body: [Calibri, Arial], heading: [Times New Roman]}\n")
    assert (found.family, found.fallbacks) == (HUMANIST, (SANS, SYMBOLS))
    assert found.face(found.styles.body) == HUMANIST
    assert found.face(found.styles.title) == found.face(found.styles.eyebrow) == SERIF
    # What the faces of headings lack, those of the body may have.
    assert found.others("heading") == (SYMBOLS, HUMANIST, SANS, SYMBOLS)


def test_headings_are_in_the_face_of_the_body_unless_it_is_said(tmp_path: Path) -> None:
    found = theme(tmp_path, "fonts: {body: [Calibri]}\n")
    assert found.face(found.styles.heading2) == HUMANIST


def test_a_style_takes_the_face_that_it_names(tmp_path: Path) -> None:
    text = "fonts: {heading: [Times New Roman]}\nstyles: {lead: {font: heading}}\n"
    found = theme(tmp_path, text)
    assert found.face(found.styles.lead) == SERIF
    assert found.face(found.styles.body) == SANS


def test_files_of_ones_own_are_a_face(tmp_path: Path) -> None:
    found = theme(tmp_path, f"fonts:\n  body: [{CITY}]\n").family
    assert (found.name, found.generic) == ("City Sans", "sans-serif")
    assert face(found.regular).width("n", 10) == pytest.approx(5.2)
    assert face(found.bold).width("n", 10) == pytest.approx(5.8)
    assert found.italic == found.regular
    assert found.bold_italic == found.bold


def test_headings_in_a_face_without_bold_are_not_made_bold_by_a_reader(tmp_path: Path) -> None:
    found = theme(tmp_path, "fonts: {heading: [{regular: fonts/City.ttf}]}\n")
    assert not found.styles.title.bold
    assert found.styles.table_header.bold
    title = re.search(r'w:styleId="Heading1".*?</w:style>', docx(found, "word/styles.xml"))
    assert title is not None
    assert "<w:b/>" not in title[0]


MANY = ", ".join(["Arial"] * 10_000)


@pytest.mark.parametrize(
    ("text", "code", "said", "place"),
    [
        ("fonts: {body: [Georgio]}\n", "theme.unknown-font", "'Georgio'", (1, 16)),
        ("fonts: {body: Arial}\n", "theme.wrong-kind", "a list", (1, 15)),
        ("fonts: {body: [[Arial]]}\n", "theme.wrong-kind", "a mapping", (1, 16)),
        (f"fonts: {{body: [{MANY}]}}\n", "theme.many-fonts", "more than 6", (1, 58)),
        ("fonts: {body: [{name: x}]}\n", "theme.missing-key", "'regular'", (1, 16)),
        ("fonts:\n body:\n - regular: x.ttf\n", "theme.no-file", "'x.ttf'", (3, 13)),
        ("fonts:\n body:\n - regular: fonts\n", "theme.not-a-file", "'fonts'", (3, 13)),
        ("fonts:\n body:\n - regular: /etc/passwd\n", "theme.outside", "inside", (3, 13)),
        ("fonts:\n body:\n - regular: ../../../x\n", "theme.outside", "leads out", (3, 13)),
        ("fonts:\n body:\n - regular: theme.yaml\n", "theme.bad-font", "no TrueType", (3, 13)),
        ("fonts:\n body:\n - regular: fonts/City.ttf\n", "theme.no-bold", "no bold", (3, 4)),
        (
            "fonts:\n body:\n - {name: Town, regular: fonts/City.ttf}\n",
            "theme.font-name",
            "calls itself 'City Sans'",
            (3, 4),
        ),
        ("styles: {lead: {font: sans}}\n", "theme.bad-choice", "'sans'", (1, 23)),
    ],
)
def test_a_fault_of_a_font_stands_where_it_is_named(
    tmp_path: Path, text: str, code: str, said: str, place: tuple[int, int]
) -> None:
    with pytest.raises(TemplateError) as caught:
        theme(tmp_path, text)
    (fault,) = caught.value.diagnostics
    assert (fault.code, said in f"{fault.message} {fault.hint}") == (code, True)
    assert fault.location is not None
    assert (fault.location.line, fault.location.column) == place
    assert fault.location.path.endswith("press/theme.yaml")


def test_the_first_of_a_list_has_letters(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "press"
    folder.mkdir(parents=True)
    (folder / "signs.ttf").write_bytes(made("Signs", letters=" -\u2713"))
    with pytest.raises(TemplateError) as caught:
        theme(tmp_path, "fonts: {heading: [{regular: signs.ttf}]}\n")
    assert caught.value.diagnostics[0].code == "theme.no-letters"
    found = theme(tmp_path, "fonts: {heading: [Arial, {regular: signs.ttf}]}\n")
    assert found.headings[1].name == "Signs"


def test_a_link_may_lead_about_the_workspace_and_not_out_of_it(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "out.ttf"
    for path in (inside / "own.ttf", outside):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made())
    folder = inside / "templates" / "press"
    folder.mkdir(parents=True)
    (folder / "in.ttf").symlink_to(inside / "own.ttf")
    (folder / "out.ttf").symlink_to(outside)
    assert theme(inside, "fonts: {heading: [{regular: in.ttf}]}\n").headings[0].name == "City Sans"
    with pytest.raises(TemplateError) as caught:
        theme(inside, "fonts: {heading: [{regular: out.ttf}]}\n")
    assert caught.value.diagnostics[0].code == "theme.outside"


def test_every_file_of_a_theme_is_noted_also_one_that_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "press"
    folder.mkdir(parents=True)
    (folder / "City.ttf").write_bytes(made())
    text = "fonts: {heading: [{regular: City.ttf, bold: none.ttf}]}\n"
    text += "logo: {file: none.png, alternative: A crane}\n"
    (folder / "theme.yaml").write_text(text, encoding="utf-8")
    place, noted = workspace(tmp_path), set[str | Path]()
    with pytest.raises(TemplateError):
        audience.load("press", place.template_roots, place.surroundings, note=noted.add)
    assert {folder / name for name in ("City.ttf", "none.ttf", "none.png")} <= noted


# --- what the formats make of it ---------------------------------------------


def written(found: Theme, name: str, *words: str) -> bytes:
    said = tuple(Paragraph((Text(text),)) for text in words)
    title = Heading(1, (Text("Bridge"),))
    document = Document(Meta("Bridge", "en-US"), (title, *said))
    return writer(name)(document, found).content


def docx(found: Theme, part: str, *words: str) -> str:
    with ZipFile(BytesIO(written(found, "docx", *words))) as file:
        return file.read(part).decode()


def pdf_fonts(content: bytes) -> dict[str, str]:
    """Give the characters that each face of a PDF draws, by its name without the tag."""
    found: dict[str, str] = {}
    for page in PdfReader(BytesIO(content)).pages:

        def visit(text: str, _: object, __: object, font: object, ___: float) -> None:
            name = str(font["/BaseFont"]).partition("+")[2] if font else ""  # type: ignore[index]
            found[name] = found.get(name, "") + text.strip()

        page.extract_text(visitor_text=visit)
    return found


def test_what_a_face_lacks_comes_from_the_next_in_pdf_and_docx_alike(tmp_path: Path) -> None:
    """City has ASCII; Signs has a tick; Arial has accents and no tick; DejaVu has the rest."""
    folder = tmp_path / "templates" / "press"
    folder.mkdir(parents=True)
    (folder / "signs.ttf").write_bytes(made("Signs", letters=" -\u2713"))
    text = f"fonts:\n  body:\n  - {CITY}\n  - regular: signs.ttf\n  - Arial\n"
    found = theme(tmp_path, text)
    words = "ab\u00e9\u2713\u2610"
    by_face = {"LiberationSans": "\u00e9", "Signs-Regular": "\u2713", "DejaVuSans": "\u2610"}
    drawn = pdf_fonts(written(found, "pdf", words))
    assert {name: drawn[name] for name in by_face} == by_face
    assert "ab" in drawn["CitySans-Regular"]
    body = docx(found, "word/document.xml", words)
    runs = re.findall(r'<w:rFonts w:ascii="([^"]*)".*?<w:t>([^<]*)</w:t>', body)
    assert runs == [("Arial", "\u00e9"), ("Signs", "\u2713"), ("DejaVu Sans", "\u2610")]
    table = docx(found, "word/fontTable.xml")
    named = re.findall(r'w:font w:name="([^"]*)"', table)
    assert named == ["City Sans", "Signs", "Arial", "DejaVu Sans"]


def test_a_character_that_no_face_of_the_list_has_is_still_refused(tmp_path: Path) -> None:
    found = theme(tmp_path, f"fonts: {{body: [{CITY}]}}\n")
    document = composed(tmp_path, "press")
    bad = replace(document, blocks=(*document.blocks, Paragraph((Text("\u4e2d"),))))
    with pytest.raises(Exception, match="no font has"):
        writer("pdf")(bad, found)


def test_documents_in_fonts_of_ones_own_pass_every_check(tmp_path: Path) -> None:
    text = f"fonts: {{body: [{CITY}, Calibri], heading: [Times New Roman]}}\n"
    found = theme(tmp_path, text)
    document = composed(tmp_path, "press")
    for kind in (Kind.PDF, Kind.DOCX, Kind.HTML):
        path = tmp_path / f"made.{kind.value.lower()}"
        path.write_bytes(writer(kind.value.lower())(document, found).content)
        report = audit.audit(path, path.name)
        assert not report.faults, [finding.message for finding in report.findings]


def test_a_page_names_the_faces_in_order_and_their_kind(tmp_path: Path) -> None:
    text = f"fonts: {{body: [{CITY}, Calibri], heading: [Times New Roman]}}\n"
    page = written(theme(tmp_path, text), "html").decode()
    assert 'font-family: "City Sans", "Calibri", sans-serif;' in page
    heading = re.search(r"^h1 \{.*$", page, re.MULTILINE)
    assert heading is not None
    assert 'font-family: "Times New Roman", "City Sans", "Calibri", serif;' in heading[0]


def test_bold_words_in_a_heading_are_in_its_face(tmp_path: Path) -> None:
    found = theme(tmp_path, "fonts: {heading: [Times New Roman]}\n")
    inlines = (Text("plain "), Strong((Text("bold"),)))
    document = Document(Meta("x", "en-US"), (Heading(1, inlines),))
    drawn = pdf_fonts(writer("pdf")(document, found).content)
    assert "bold" in drawn["LiberationSerif-Bold"]
    assert set(LETTERS) - set("".join(drawn.values()))
