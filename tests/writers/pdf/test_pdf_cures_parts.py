"""The parts of a tagged file: with one taken out of the writer, the test that guards it falls."""

from __future__ import annotations

import pytest

from briefgen.theme import Theme
from briefgen.writers.pdf import (
    canvas,
    file,
    flow,
    metadata,
    pages,
    runs,
    strips,
    structure,
    tables,
)
from tests.writers.pdf import cures
from tests.writers.pdf import test_pdf_canvas as on_canvas
from tests.writers.pdf import test_pdf_edges as on_edges
from tests.writers.pdf import test_pdf_figures as on_figures
from tests.writers.pdf import test_pdf_notes as on_notes
from tests.writers.pdf import test_pdf_nothing as on_nothing
from tests.writers.pdf import test_pdf_pages as on_pages
from tests.writers.pdf import test_pdf_tables as on_tables
from tests.writers.pdf import test_pdf_tags as on_tags
from tests.writers.pdf.cures import Cure
from tests.writers.specimens import memo

CURES: dict[str, Cure] = {
    # --- the tree
    "an element is in the tree once": Cure(
        structure.Element.join,
        "self.joined = True",
        "pass",
        on_tags.test_a_paragraph_over_two_pages_is_one_element,
        (AssertionError, KeyError),
    ),
    "a parent joins before its kids": Cure(
        structure.Element.join,
        "self.parent.join()",
        "pass",
        on_tags.test_every_block_has_its_element,
    ),
    "pieces of other pages name theirs": Cure(
        structure._kid,
        "if kid[0] == page:",
        "if True:",
        on_tags.test_a_paragraph_over_two_pages_is_one_element,
    ),
    "a table says where it begins": Cure(
        structure.Element.add_piece,
        "while above is not None and above.page < 0",
        "if above.page < 0",
        on_edges.test_a_table_says_what_it_shows_and_where_it_begins,
        (AssertionError, AttributeError),
    ),
    "pages lead to their elements": Cure(
        file.assembled,
        "/StructParents {place}",
        "/StructParents {place + 1}",
        lambda: on_tags.test_every_piece_of_a_page_leads_back_to_its_element(memo()),
    ),
    "the order of tabs": Cure(
        file.assembled,
        "/Tabs/S",
        "/Tabs/R",
        lambda: on_tags.test_every_piece_of_a_page_leads_back_to_its_element(memo()),
    ),
    "the language of a span": Cure(
        structure.serialised,
        'f"/Lang{text(element.lang)}"',
        '""',
        on_tags.test_words_in_another_language_say_so,
        (AssertionError, AttributeError),
    ),
    "the language of the whole": Cure(
        file.assembled,
        "/Lang{text(meta.language)}",
        "",
        on_tags.test_words_in_another_language_say_so,
        (AssertionError, AttributeError),
    ),
    # --- links
    "a link is an annotation a line": Cure(
        strips._links,
        "canvas.link(target.element",
        "(lambda *a, **b: None)(target.element",
        on_tags.test_a_link_over_lines_is_one_element_with_an_annotation_a_line,
    ),
    "one element for all lines of a link": Cure(
        strips._by_element,
        "segment.ink.element or text.element",
        "text.element",
        on_tags.test_a_link_over_lines_is_one_element_with_an_annotation_a_line,
    ),
    "annotations are kids of their links": Cure(
        canvas.TaggedCanvas.link,
        "element.add_annotation(number)",
        "pass",
        on_tags.test_a_link_over_lines_is_one_element_with_an_annotation_a_line,
    ),
    "and lead back to them": Cure(
        file._tree,
        "owners[kid] = element.number",
        "owners[kid] = root.number",
        on_tags.test_a_link_over_lines_is_one_element_with_an_annotation_a_line,
    ),
    "links have descriptions": Cure(
        file._leading,
        'f"/Contents{text(link.contents)}/A<</S/URI',
        'f"/A<</S/URI',
        on_edges.test_every_annotation_of_a_link_says_all_of_its_words,
        (AssertionError, AttributeError),
    ),
    "links are printed": Cure(
        file.assembled,
        "/F 4",
        "/F 0",
        on_tags.test_a_link_over_lines_is_one_element_with_an_annotation_a_line,
    ),
    "a link without words is none": Cure(
        runs._gather,
        "or not one_line(inner)",
        "",
        lambda: on_nothing.test_a_link_without_words_is_none(on_nothing.EMPTY["spaces"]),
    ),
    "no link is in another": Cure(
        runs._gather,
        "hand.ink.link or",
        "",
        on_nothing.test_a_link_in_a_link_is_words_of_the_outer_one,
    ),
    # --- tables
    "header cells have a scope": Cure(
        tables._columns,
        'f"<</O/Table/Scope/{scope}>>"',
        '""',
        on_tags.test_every_block_has_its_element,
        (AssertionError, AttributeError),
    ),
    "first columns head rows": Cure(
        tables._columns,
        "table.heads_rows and not index",
        "False",
        lambda: on_tables.test_a_first_column_heads_rows_where_cells_are_no_fewer_than_headers(
            3, 3, True
        ),
    ),
    "but not in small tables": Cure(
        tables._columns,
        "table.heads_rows and not index",
        "not index",
        lambda: on_tables.test_a_first_column_heads_rows_where_cells_are_no_fewer_than_headers(
            2, 9, False
        ),
    ),
    "rows go over pages as they are": Cure(
        tables.table_strips,
        'Element("TR", body)',
        "body",
        on_pages.test_a_row_higher_than_a_page_goes_on_without_loss,
    ),
    "a cell that draws nothing is there": Cure(
        tables._cell,
        "lines = _blank(column)",
        "pass",
        lambda: on_tables.test_a_cell_that_draws_nothing_is_in_the_tree_in_its_place(
            on_tables.NOTHING["a soft hyphen"]
        ),
    ),
    "and so is one of blocks": Cure(
        tables._cell,
        "if not any(drawn(strip) for strip in strips):",
        "if False:",
        lambda: on_tables.test_a_cell_that_draws_nothing_is_in_the_tree_in_its_place(
            on_tables.NOTHING["a rule"]
        ),
    ),
    "a head alone is no head": Cure(
        tables.table_strips,
        '"THead" if table.rows else "TBody"',
        '"THead"',
        on_edges.test_a_table_without_rows_and_an_item_without_words_are_whole,
    ),
    "no heading in a cell": Cure(
        flow.Flow._heading,
        '"P" if place.in_cell else f"H{level}"',
        'f"H{level}"',
        on_tables.test_a_heading_in_a_cell_is_no_heading_and_no_level,
    ),
    # --- lists
    "a list says how it counts": Cure(
        flow.Flow._list,
        'attributes=f"<</O/List/ListNumbering/{kind}>>"',
        'attributes=""',
        on_tags.test_every_block_has_its_element,
        (AssertionError, AttributeError),
    ),
    "items have bodies": Cure(
        flow.Flow._list,
        'body=Element("LBody", entry)',
        "body=entry",
        on_tags.test_every_block_has_its_element,
    ),
    "items have labels": Cure(
        flow.Flow._item,
        'Element("Lbl", entry)',
        "entry",
        on_tags.test_every_block_has_its_element,
    ),
    "an item without words has a body": Cure(
        flow.Flow._item,
        "if not any(drawn(strip) for strip in self.strips[first:]):",
        "if False:",
        lambda: on_nothing.test_an_item_without_words_has_a_body(on_nothing.ITEMS["a rule"]),
    ),
    # --- figures
    "figures have alternatives": Cure(
        flow.Flow._figure,
        'f"/Alt{text(block.alternative)}"',
        '""',
        lambda: on_figures.test_a_figure_says_what_it_is_and_where_it_stands(Theme()),
        (AssertionError, AttributeError),
    ),
    "figures have boxes": Cure(
        canvas.TaggedCanvas.picture,
        "/BBox[{x:.2f} {y:.2f} {x + width:.2f} {y + height:.2f}]",
        "",
        lambda: on_figures.test_a_figure_says_what_it_is_and_where_it_stands(Theme()),
        (AssertionError, AttributeError),
    ),
    # --- notes
    "references are References": Cure(
        runs._reference_ink,
        'Element("Reference", hand.element)',
        "hand.element",
        on_notes.test_a_reference_holds_a_link_in_whatever_block_it_stands,
    ),
    "notes have identifiers": Cure(
        canvas.TaggedCanvas.land,
        'element.entries = f"/ID{pdf_text(name)}"',
        "pass",
        on_notes.test_each_note_has_an_identifier_that_leads_to_it,
        (AssertionError, AttributeError),
    ),
    "of their own": Cure(
        canvas.TaggedCanvas.land,
        'name += "-"',
        "break",
        on_notes.test_two_notes_of_one_number_are_still_told_apart,
    ),
    "that lead to them": Cure(
        file._tree,
        'f"/IDTree<</Names[{identified}]>>"',
        '""',
        on_notes.test_each_note_has_an_identifier_that_leads_to_it,
        (AssertionError, AttributeError),
    ),
    # --- around the text
    "headers and footers are pagination": Cure(
        canvas.TaggedCanvas.begin_artifact,
        "/Type/Pagination/Subtype/{kind}",
        "/Type/Layout",
        on_tags.test_running_text_and_rules_are_decoration,
        (AssertionError, AttributeError),
    ),
    "and no content": Cure(
        pages._Around._foot,
        'self.canvas.begin_artifact("Footer")',
        "pass",
        on_tags.test_running_text_and_rules_are_decoration,
    ),
    "rules are decoration": Cure(
        canvas.TaggedCanvas.fill,
        "self.begin_artifact()",
        "self.end()",
        on_canvas.test_a_run_of_rules_is_one_piece_of_decoration,
    ),
    "untagged text is refused": Cure(
        canvas.TaggedCanvas.show,
        "raise UntaggedError(text[:40])",
        "pass",
        on_canvas.test_text_outside_the_tree_is_refused,
    ),
    "untagged pictures are refused": Cure(
        canvas.TaggedCanvas.picture,
        'raise UntaggedError("an image")',
        "pass",
        on_canvas.test_an_image_outside_its_figure_is_refused,
    ),
    "and what reportlab draws untagged": Cure(
        canvas.swept,
        "raise UntaggedError(piece[:80])",
        "pass",
        on_canvas.test_an_image_that_reportlab_draws_by_itself_is_refused,
    ),
    "shapes of reportlab are decoration": Cure(
        canvas.swept,
        "outside and depth == 0 and paints",
        "False",
        on_canvas.test_a_shape_of_reportlab_is_in_the_element_that_is_open,
    ),
    # --- the whole
    "bookmarks from headings": Cure(
        flow.Flow._heading,
        "made[0].bookmark = (level, name)",
        "pass",
        on_tags.test_headings_leave_out_no_level,
        (AssertionError, IndexError),
    ),
    "bookmarks below bookmarks": Cure(
        file._outline,
        "bookmarks[above[-1]].level >= bookmark.level",
        "True",
        on_tags.test_bookmarks_stand_below_bookmarks_as_headings_do,
    ),
    "page labels": Cure(
        file.assembled,
        "/PageLabels<</Nums[0<</S/D>>]>>",
        "",
        on_pages.test_pages_are_called_by_their_numbers,
        (AssertionError, AttributeError),
    ),
    "the output intent": Cure(
        file.assembled,
        "/OutputIntents",
        "/Nothing",
        on_pages.test_properties_and_xmp_say_the_same,
        (AssertionError, AttributeError),
    ),
    "the claim to be marked": Cure(
        file.assembled,
        "/Marked true",
        "/Marked false",
        on_pages.test_properties_and_xmp_say_the_same,
    ),
    "the title in the window": Cure(
        file.assembled,
        "/DisplayDocTitle true",
        "/DisplayDocTitle false",
        on_pages.test_properties_and_xmp_say_the_same,
    ),
    "the claim to conform": Cure(
        metadata.packet,
        "filled.encode()",
        "filled.replace('pdfuaid:part', 'pdfuaid:port').encode()",
        on_pages.test_properties_and_xmp_say_the_same,
        (AssertionError, KeyError),
    ),
}


@pytest.mark.parametrize("name", CURES)
def test_without_it_the_guard_of_a_part_falls(name: str) -> None:
    cures.falls(CURES[name])
