"""Files of recipients: columns, rows, what is refused, and where."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import pytest

from briefgen.errors import Location, UsageError, shown
from briefgen.recipients import Recipient, read
from briefgen.words import is_language
from tests.recipients.lists import AUDIENCES, fault, faults, of, one, place
from tests.sheets.books import Book, texts

ROW = "ann@x.org,Ann Lee\n"


def test_a_row_becomes_a_recipient(tmp_path: Path) -> None:
    found = one(
        tmp_path, "\ufeffE-Mail;Name;Ward;audience;language\r\nAnn@Bücher.de;Ann Lee;3;press;es\r\n"
    )
    assert found == Recipient(
        address="Ann@bücher.de",
        envelope="Ann@xn--bcher-kva.de",
        id="ann-at-xn-bcher-kva-de-630564030689",
        name="Ann Lee",
        audience="press",
        language="es",
        columns=found.columns,
        place=Location(shown(tmp_path / "r.csv"), 2, 1),
    )
    assert found.merge == {
        "email": "Ann@bücher.de",
        "id": "ann-at-xn-bcher-kva-de-630564030689",
        "name": "Ann Lee",
        "audience": "press",
        "language": "es",
        "ward": "3",
        "Ward": "3",
    }


def test_an_xlsx_gives_its_first_visible_sheet(tmp_path: Path) -> None:
    rows = texts(2, "Name", "E-Mail Address") + texts(4, "Ann", "ann@x.org")
    sheets = '<sheet name="One" sheetId="1" r:id="r1"/><sheet name="Two" sheetId="2" r:id="r2"/>'
    (found,) = of(tmp_path, Book(rows, sheets=sheets).raw(tmp_path), "r.xlsx")
    assert (found.name, found.address) == ("Ann", "ann@x.org")
    assert found.place == Location(shown(tmp_path / "r.xlsx"), 4, 2)


def test_a_cell_of_an_xlsx_that_links_gives_what_it_shows(tmp_path: Path) -> None:
    rows = texts(1, "email") + (
        '<row r="2"><c r="A2" t="str"><f>HYPERLINK("mailto:ann@x.org","ann@x.org")</f>'
        "<v>ann@x.org</v></c></row>"
    )
    links = '<hyperlinks><hyperlink ref="A2"/></hyperlinks>'
    (found,) = of(tmp_path, Book(rows, after=links).raw(tmp_path), "r.xlsx")
    assert found.address == "ann@x.org"


def test_all_faults_of_an_xlsx_are_told_at_once_those_of_cells_too(tmp_path: Path) -> None:
    rows = (
        texts(1, "email", "name", "audience")
        + texts(2, "ann", "A", "presss")
        + '<row r="3"><c r="A3" t="e"><v>#REF!</v></c><c r="B3"><v>3</v></c></row>'
        + texts(4, "", "Total")
    )
    assert faults(tmp_path, Book(rows).raw(tmp_path), "r.xlsx") == [
        (2, 1, "recipients.bad-address"),
        (2, 3, "recipients.unknown-audience"),
        (3, 1, "xlsx.error-value"),
        (4, 1, "recipients.no-address"),
    ]


def test_a_control_character_in_one_row_hides_no_fault_of_another(tmp_path: Path) -> None:
    assert faults(tmp_path, "email,name\nann@x.org,A\x0bB\nbob,C\n") == [
        (2, 2, "text.forbidden-character"),
        (3, 1, "recipients.bad-address"),
    ]


def test_where_a_sheet_is_unsound_its_rows_are_not_judged(tmp_path: Path) -> None:
    assert faults(tmp_path, 'email,name\nann,"B\n') == [(2, 2, "sheet.open-quote")]
    assert faults(tmp_path, "email,na\x0bme\nann,B\n") == [(1, 2, "text.forbidden-character")]


def test_a_file_that_is_not_there_is_a_fault_of_use(tmp_path: Path) -> None:
    seen: list[object] = []
    with pytest.raises(UsageError) as caught:
        read(tmp_path / "no.csv", AUDIENCES, is_language, mail=True, note=seen.append)
    assert caught.value.diagnostics[0].code == "file.missing"
    assert seen == [tmp_path / "no.csv"]


def test_more_faults_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    found = faults(tmp_path, "email\n" + "".join(f"a{n}\n" for n in range(50)))
    assert len(found) == 21
    assert found[-1][2] == "sheet.more-faults"


# --- columns ---


@pytest.mark.parametrize(
    "name",
    ["email", "Email", "E-mail", "E-Mail Address", " EMAIL ", "e_mail", "Email\u00a0address"],
)
def test_the_spelling_of_a_known_column_makes_no_difference(tmp_path: Path, name: str) -> None:
    found = one(tmp_path, f"{name},NAME\n{ROW}")
    assert (found.address, found.name) == ("ann@x.org", "Ann Lee")


def test_another_column_is_a_field_by_its_name_and_by_what_a_dot_allows(tmp_path: Path) -> None:
    found = one(tmp_path, "email,First Name,Größe (m²)\nann@x.org,Ann,=1+1\n").merge
    assert found["First Name"] == found["first_name"] == "Ann"
    assert found["Größe (m²)"] == found["größe_m2"] == "=1+1"


@pytest.mark.parametrize("name", ["__class__", "items", "keys", "columns", "key", "{{ x }}"])
def test_a_column_of_any_name_is_plain_data(tmp_path: Path, name: str) -> None:
    assert one(tmp_path, f"email,{name}\n{ROW}").merge[name] == "Ann Lee"


def test_a_tab_or_a_line_break_in_a_cell_is_a_space(tmp_path: Path) -> None:
    found = one(tmp_path, 'email,name,Note\nann@x.org,"Ann\r\nLee\t","a\tb\nc"\n')
    assert (found.name, found.merge["note"]) == ("Ann Lee", "a b c")


def test_an_address_broken_over_lines_carries_no_header(tmp_path: Path) -> None:
    found = fault(tmp_path, 'email\n"ann@x.org\r\nBcc: bob@y.org"\n')
    assert place(found) == (2, 1, "recipients.several-addresses")


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("Name,Correo", "column B has addresses: call it 'email', not 'Correo'"),
        ("Name,Twitter", "column B has addresses: call it 'email', not 'Twitter'"),
    ],
)
def test_a_file_without_email_is_refused_with_the_column_that_has_it(
    tmp_path: Path, header: str, hint: str
) -> None:
    found = fault(tmp_path, f"\n{header}\nAnn,ann@x.org\n")
    assert place(found) == (2, 0, "recipients.no-column")
    assert found.hint == hint


def test_a_file_without_an_address_is_refused_with_what_it_has(tmp_path: Path) -> None:
    assert (
        fault(tmp_path, "Emial,b\n@ann,c\n").hint == "call 'Emial' 'email', if that is what it has"
    )
    assert fault(tmp_path, "Twitter,b\n@ann,c\n").hint == "add it; the header has 'Twitter', 'b'"


def test_to_build_an_id_is_needed_and_to_mail_it_is_not(tmp_path: Path) -> None:
    found = fault(tmp_path, f"email,name\n{ROW}", mail=False)
    assert place(found) == (1, 0, "recipients.no-column")
    found = fault(tmp_path, "id,name\nann,Ann\n")
    assert place(found) == (1, 0, "recipients.no-column")
    assert one(tmp_path, "id,name\nann,Ann\n", mail=False).id == "ann"


def test_two_columns_of_one_meaning_are_a_fault(tmp_path: Path) -> None:
    found = fault(tmp_path, "email,E-Mail\nann@x.org,bob@y.org\n")
    assert place(found) == (1, 2, "recipients.duplicate-column")
    assert found.message == "the columns 'email' and 'E-Mail' are both 'recipient.email'"
    assert faults(tmp_path, "email,First Name,first-name\na@x.org,b,c\n") == [
        (1, 3, "recipients.duplicate-column")
    ]


@pytest.mark.parametrize("name", ["audiance", "Audiences", "langauge", "lang", "Locale"])
def test_a_column_that_would_count_but_for_its_spelling_is_a_fault(
    tmp_path: Path, name: str
) -> None:
    found = fault(tmp_path, f"email,{name}\nann@x.org,x\n")
    assert place(found) == (1, 2, "recipients.near-column")


def test_a_file_with_nobody_in_it_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "\nemail,name\n,\n") == [(2, 0, "recipients.empty")]


# --- rows ---


def test_empty_rows_are_nobody_and_a_row_without_an_address_is_a_fault(tmp_path: Path) -> None:
    assert len(of(tmp_path, f"email,name\n\n{ROW}, ,\n")) == 1
    assert faults(tmp_path, f"name,email\nBob,\n\nTotal,\u200b\n{ROW.replace('@', ' ')}") == [
        (2, 2, "recipients.no-address"),
        (4, 2, "recipients.no-address"),
        (5, 2, "recipients.bad-address"),
    ]


def test_a_name_in_the_cell_of_the_address_counts_where_the_row_has_none(tmp_path: Path) -> None:
    text = "email,name\nAnn Lee <ann@x.org>,\nBob <bob@x.org>,Robert\n"
    assert [found.name for found in of(tmp_path, text)] == ["Ann Lee", "Robert"]


def test_two_addresses_in_a_cell_are_a_fault(tmp_path: Path) -> None:
    found = fault(tmp_path, 'email\n"ann@x.org; bob@y.org"\n')
    assert place(found) == (2, 1, "recipients.several-addresses")


def test_a_name_longer_than_a_head_of_a_message_takes_is_a_fault(tmp_path: Path) -> None:
    found = fault(tmp_path, f"email,name\nann@x.org,{'n' * 201}\n")
    assert place(found) == (2, 2, "recipients.long-name")


@pytest.mark.parametrize("again", ["ann@x.org", "ANN@X.org", "Ann Lee <ann@x.org>", "ann@x.org;"])
def test_a_person_twice_is_a_fault_that_names_the_first_row(tmp_path: Path, again: str) -> None:
    found = fault(
        tmp_path, f'email,audience\nann@x.org,press\nbob@x.org,\n"{again}",city-council\n'
    )
    assert place(found) == (4, 1, "recipients.duplicate-address")
    assert "row 2 already" in found.message


def test_two_forms_of_a_domain_are_one_person(tmp_path: Path) -> None:
    text = "email\nann@bücher.de\nann@xn--bcher-kva.de\n"
    assert faults(tmp_path, text) == [(3, 1, "recipients.duplicate-address")]


def test_to_build_two_may_share_an_address_and_one_needs_none(tmp_path: Path) -> None:
    text = "id,email\nann,office@x.org\nbob,office@x.org\neve,\n"
    found = of(tmp_path, text, mail=False)
    assert [(one.id, one.address) for one in found] == [
        ("ann", "office@x.org"),
        ("bob", "office@x.org"),
        ("eve", ""),
    ]
    assert faults(tmp_path, "id,email\nann,office\n", mail=False) == [
        (2, 2, "recipients.bad-address")
    ]


def test_an_id_twice_is_a_fault_that_names_the_first_row(tmp_path: Path) -> None:
    found = fault(tmp_path, "id\nann\nbob\nann\n", mail=False)
    assert place(found) == (4, 1, "recipients.duplicate-id")
    assert found.message == "the id 'ann' stands in row 2 already"


def test_an_id_made_of_an_address_is_never_one_that_was_given(tmp_path: Path) -> None:
    text = "email,id\nbob@x.org,ann-at-x-org\nann@x.org,\n"
    found = fault(tmp_path, text)
    assert place(found) == (3, 2, "recipients.duplicate-id")
    assert "made from the address" in found.message


def test_a_made_id_is_the_same_wherever_the_row_stands(tmp_path: Path) -> None:
    rows = ["a-b@x.org", "a.b@x.org", "a_b@x.org"]
    there = {found.address: found.id for found in of(tmp_path, "\n".join(["email", *rows]))}
    back = {found.address: found.id for found in of(tmp_path, "\n".join(["email", *rows[::-1]]))}
    assert there == back
    assert len(set(there.values())) == 3


def test_a_row_without_an_id_is_a_fault_to_build(tmp_path: Path) -> None:
    assert faults(tmp_path, "id,name\n,Ann\n", mail=False) == [(2, 1, "recipients.no-id")]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Ward 3", "did you mean 'ward-3'?"),
        ("con", "choose another"),
        ("../x", "did you mean 'x'?"),
        (
            "х",
            "the 'х' in it is U+0445 (cyrillic small letter ha); an id has 1 to 64 of a-z, 0-9"
            " and hyphens, and starts with no hyphen",
        ),
    ],
)
def test_what_is_no_id_is_a_fault(tmp_path: Path, text: str, hint: str) -> None:
    for mail in (True, False):
        found = fault(tmp_path, f"id,email\n{text},ann@x.org\n", mail=mail)
        assert place(found) == (2, 1, "recipients.bad-id")
        assert found.hint == hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("City Council", "did you mean 'city-council'?"),
        ("PRESS", "did you mean 'press'?"),
        ("pres", "did you mean 'press'?"),
        ("x", "allowed here: city-council, community-groups, press"),
    ],
)
def test_an_unknown_audience_is_a_fault_with_the_nearest(
    tmp_path: Path, text: str, hint: str
) -> None:
    found = fault(tmp_path, f"email,audience\nann@x.org,{text}\n")
    assert place(found) == (2, 2, "recipients.unknown-audience")
    assert found.hint == hint


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("", ""),
        ("es", "es"),
        ("Es", "es"),
        ("EN-us", "en-US"),
        ("es_MX", "es-MX"),
        ("ZH-hans-cn", "zh-Hans-CN"),
    ],
)
def test_a_language_is_a_tag_whatever_its_capitals(tmp_path: Path, text: str, tag: str) -> None:
    found = one(tmp_path, f"email,language\nann@x.org,{text}\n")
    assert (found.language, found.merge["language"]) == (tag, tag)


@pytest.mark.parametrize("text", ["Spanish", "xx", "es-", "english (US)"])
def test_a_language_by_another_name_is_a_fault(tmp_path: Path, text: str) -> None:
    found = fault(tmp_path, f"email,language\nann@x.org,{text}\n")
    assert place(found) == (2, 2, "recipients.bad-language")


def test_a_long_list_is_read_whole(tmp_path: Path) -> None:
    rows = "".join(f"p{n}@dept{n % 50}.x.org,Person {n},{n % 9}\n" for n in range(20_000))
    found = of(tmp_path, f"email,name,ward\n{rows}")
    assert len({person.id for person in found}) == 20_000
    assert found[-1].merge["ward"] == str(19_999 % 9)


# --- what starts ---


def test_the_library_is_imported_when_an_address_is_read() -> None:
    code = "import sys, briefgen.recipients; print('email_validator' in sys.modules)"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_nothing_is_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    assert one(tmp_path, "email\nann@no-such-domain.example\n").address
