"""The pitfalls of a tagged file: with its cure taken out, the test that guards each falls.

The numbers gather what belongs together: the syntax (1), spaces (2), characters (3 and 9),
what is copied (4), the same bytes (5), faces (6), levels and dates (7), links (8), and headers
that are drawn again (10).
"""

from __future__ import annotations

import pytest

from briefgen.writers.pdf import (
    characters,
    file,
    flow,
    glyphs,
    lines,
    links,
    metadata,
    runs,
    strips,
)
from tests.writers.pdf import cures
from tests.writers.pdf import test_pdf_edges as on_edges
from tests.writers.pdf import test_pdf_faces as on_faces
from tests.writers.pdf import test_pdf_notes as on_notes
from tests.writers.pdf import test_pdf_nothing as on_nothing
from tests.writers.pdf import test_pdf_pages as on_pages
from tests.writers.pdf import test_pdf_tags as on_tags
from tests.writers.pdf.cures import Cure

CURES: dict[str, Cure] = {
    "1: an end of line before endstream": Cure(
        file._stream,
        r"\nendstream",
        "endstream",
        on_pages.test_every_stream_ends_with_an_end_of_line,
    ),
    "2: the space that a line ends with": Cure(
        lines._plain,
        '"".join(run), now, at + gap - start',
        '"".join(run).strip(), now, at + gap - start',
        on_pages.test_a_line_keeps_the_space_that_it_ends_with,
    ),
    "2: the same on the longer way": Cure(
        lines._composed,
        "place < last or ends",
        "place < last",
        on_pages.test_a_line_keeps_the_space_that_it_ends_with,
    ),
    "2: the space at a forced line's end": Cure(
        lines.broken,
        "lines[-1] = [*lines[-1], space]",
        "pass",
        on_tags.test_the_words_are_those_of_the_document_in_its_order,
    ),
    "2: no space inside a divided word": Cure(
        lines._filled,
        "_composed([head], ends=False)",
        "_composed([head._replace(space=head.pieces[0][1])], ends=True)",
        on_pages.test_a_word_too_long_is_divided_without_a_space,
    ),
    "3: characters that no face has": Cure(
        characters.check_characters,
        "if lacking or",
        "if",
        on_pages.test_what_a_face_lacks_comes_from_the_other_or_is_refused,
        (KeyError,),
    ),
    "3: another face for what one lacks": Cure(
        runs.in_faces,
        "character not in has and",
        "False and",
        on_pages.test_what_a_face_lacks_comes_from_the_other_or_is_refused,
        (KeyError,),
    ),
    "3: control characters": Cure(
        runs._gather,
        '_BLANKS.sub(" ", text)',
        "text",
        on_edges.test_other_blanks_are_spaces_and_other_controls_are_refused,
        (KeyError,),
    ),
    "3: characters without a meaning": Cure(
        characters.check_characters,
        '*uncovered("".join(used), theme.coverage())',
        "",
        lambda: on_faces.test_a_character_that_says_nothing_is_refused("\ufeff"),
    ),
    "4: ToUnicode above U+FFFF": Cure(
        glyphs._to_unicode,
        "chr(code).encode('utf-16-be').hex().upper()",
        "f'{code:04X}'",
        on_pages.test_what_a_face_lacks_comes_from_the_other_or_is_refused,
        (AssertionError, ValueError, UnicodeDecodeError),
    ),
    "4: at most a hundred pairs a block": Cure(
        glyphs._to_unicode,
        "len(codes), _BLOCK",
        "len(codes), 1000",
        on_pages.test_many_different_characters_make_small_blocks,
    ),
    "4: a code for each character, not for each glyph": Cure(
        glyphs._glyphs,
        "if len(places) == len(shown):",
        "if True:",
        lambda: on_faces.test_each_code_shows_the_glyph_of_its_character(on_faces.EVERYTHING),
        (AssertionError, IndexError),
    ),
    "5: the same profile in every file": Cure(
        metadata.profile,
        "_PROFILE.read_bytes()",
        "_PROFILE.read_bytes() + __import__('os').urandom(4)",
        on_pages.test_the_same_document_gives_the_same_bytes_in_another_process,
    ),
    "5: an identifier of the content": Cure(
        file._Objects.written,
        "md5(out,",
        "md5(b'',",
        on_pages.test_the_identifier_follows_the_content,
    ),
    "6: no face but those that are embedded": Cure(
        file.assembled,
        'f"/Font<<{fonts}>>"',
        'f"/Font<<{fonts}/F0<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"',
        on_tags.test_no_face_is_left_unembedded,
        (AssertionError, AttributeError),
    ),
    "7: no heading level left out": Cure(
        flow.Flow._heading,
        "block.level, self._level + 1, 6",
        "block.level, 6",
        on_tags.test_headings_leave_out_no_level,
    ),
    "7: dates in UTC": Cure(
        metadata.information,
        "000000Z",
        "000000+05'45'",
        on_pages.test_properties_and_xmp_say_the_same,
    ),
    "8: links to the web and to mailboxes alone": Cure(
        links.leads_out,
        "href.lower().startswith(_SCHEMES)",
        "True",
        lambda: on_nothing.test_a_link_that_may_not_be_followed_is_words("javascript:alert(1)"),
    ),
    "9: scripts from the right": Cure(
        characters.check_characters,
        "if lacking or reversed_:",
        "if lacking:",
        on_edges.test_a_script_from_the_right_is_refused_by_name,
    ),
    "10: a header that is drawn again is decoration": Cure(
        strips.draw,
        "if again:",
        "if False:",
        on_tags.test_a_header_row_is_read_once_and_drawn_on_every_page,
    ),
    "10: links in it are there once": Cure(
        strips.draw,
        "if not again:",
        "if True:",
        on_notes.test_a_reference_in_a_header_row_is_one_link_on_however_many_pages,
    ),
}


@pytest.mark.parametrize("name", CURES)
def test_without_its_cure_the_guard_of_a_pitfall_falls(name: str) -> None:
    cures.falls(CURES[name])
