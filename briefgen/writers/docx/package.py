"""The file itself: which parts it has, how they relate, what it says of itself.

Owns the package, its relations and its properties. Must not know a block. The same
document gives the same bytes anywhere: no clock, no user, no machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from briefgen.document import Meta
from briefgen.writers.docx.archive import Member, archive, member
from briefgen.writers.docx.inline import escape
from briefgen.writers.docx.names import DECLARATION, R_NAMESPACE, W_NAMESPACE

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'

# The day of a document that has none.
_NO_DAY = date(2000, 1, 1)

# Relation id, its kind, the part.
_PARTS = (
    ("styles", "styles", "styles.xml"),
    ("settings", "settings", "settings.xml"),
    ("fonts", "fontTable", "fontTable.xml"),
    ("numbering", "numbering", "numbering.xml"),
    ("header", "header", "header1.xml"),
    ("footerFirst", "footer", "footer1.xml"),
    ("footer", "footer", "footer2.xml"),
)


@dataclass(frozen=True, slots=True)
class Leads:
    """What the body leads to: the relation id of each address and of each picture's part."""

    links: dict[str, str]
    pictures: dict[str, str]


def package(meta: Meta, body: str, section: str, leads: Leads, parts: tuple[Member, ...]) -> bytes:
    """Put a whole file together."""
    document = (
        f"{DECLARATION}<w:document {W_NAMESPACE} {R_NAMESPACE}><w:body>{body}{section}"
        f"</w:body></w:document>"
    )
    return archive(
        (
            *_unchanging(bool(leads.pictures)),
            member("docProps/core.xml", _core(meta)),
            member("word/document.xml", document),
            member("word/_rels/document.xml.rels", _document_relations(leads)),
            *parts,
        )
    )


@lru_cache(maxsize=2)
def _unchanging(pictured: bool) -> tuple[Member, ...]:
    """Give the parts that are the same in every file, with pictures or without."""
    return (
        member("[Content_Types].xml", _content_types(pictured)),
        member("_rels/.rels", _package_relations()),
        member("docProps/app.xml", _app()),
    )


def _content_types(pictured: bool) -> str:
    pictures = '<Default Extension="png" ContentType="image/png"/>' if pictured else ""
    overrides = "".join(
        f'<Override PartName="/word/{part}" ContentType="{_WORD}.{kind}+xml"/>'
        for _, kind, part in _PARTS
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        f'.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{pictures}'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f"{overrides}"
        f'<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats'
        f'-officedocument.theme+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats'
        f'-package.core-properties+xml"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats'
        f'-officedocument.extended-properties+xml"/></Types>'
    )


def _package_relations() -> str:
    return (
        f"{_RELATIONS}"
        f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        f' Target="docProps/core.xml"/>'
        f'<Relationship Id="app" Type="{_OFFICE}/extended-properties"'
        f' Target="docProps/app.xml"/></Relationships>'
    )


def _document_relations(leads: Leads) -> str:
    parts = (
        "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{part}"/>'
            for name, kind, part in _PARTS
        )
        + f'<Relationship Id="theme" Type="{_OFFICE}/theme" Target="theme/theme1.xml"/>'
    )
    pictures = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/image" Target="{part}"/>'
        for part, name in leads.pictures.items()
    )
    addresses = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{escape(address)}"'
        f' TargetMode="External"/>'
        for address, name in leads.links.items()
    )
    return f"{_RELATIONS}{parts}{pictures}{addresses}</Relationships>"


def _app() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'{DECLARATION}<Properties xmlns="{namespace}">'
        f"<Application>briefgen</Application></Properties>"
    )


def _core(meta: Meta) -> str:
    moment = f"{(meta.date or _NO_DAY).isoformat()}T00:00:00Z"
    creator = escape(meta.creator)
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(meta.title)}</dc:title>"
        f"<dc:subject>{escape(meta.subject)}</dc:subject>"
        f"<dc:creator>{creator}</dc:creator>"
        f"<dc:identifier>{escape(meta.identifier)}</dc:identifier>"
        f"<dc:language>{escape(meta.language)}</dc:language>"
        f"<cp:lastModifiedBy>{creator}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    )
