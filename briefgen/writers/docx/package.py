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
from briefgen.writers.docx.edges import Edge
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
)
_PICTURES = ("png", "jpeg", "gif")


@dataclass(frozen=True, slots=True)
class Leads:
    """What the document leads to: the parts around its text, each address and each picture.

    Addresses and pictures' parts have the id of their relation.
    """

    links: dict[str, str]
    pictures: dict[str, str]
    edges: tuple[Edge, ...]


def package(meta: Meta, body: str, section: str, leads: Leads, parts: tuple[Member, ...]) -> bytes:
    """Put a whole file together."""
    document = (
        f"{DECLARATION}<w:document {W_NAMESPACE} {R_NAMESPACE}><w:body>{body}{section}"
        f"</w:body></w:document>"
    )
    kinds = frozenset(one.name.rpartition(".")[2] for one in parts)
    return archive(
        (
            *_unchanging(tuple(kind for kind in _PICTURES if kind in kinds), leads.edges),
            member("docProps/core.xml", _core(meta)),
            member("word/document.xml", document),
            member("word/_rels/document.xml.rels", _document_relations(leads)),
            *parts,
        )
    )


@lru_cache(maxsize=16)
def _unchanging(pictures: tuple[str, ...], edges: tuple[Edge, ...]) -> tuple[Member, ...]:
    """Give the parts that are the same in every file with such pictures and such edges."""
    return (
        member("[Content_Types].xml", _content_types(pictures, edges)),
        member("_rels/.rels", _package_relations()),
        member("docProps/app.xml", _app()),
    )


def _content_types(pictures: tuple[str, ...], edges: tuple[Edge, ...]) -> str:
    pictured = "".join(
        f'<Default Extension="{kind}" ContentType="image/{kind}"/>' for kind in pictures
    )
    overrides = "".join(
        f'<Override PartName="/word/{part}" ContentType="{_WORD}.{kind}+xml"/>'
        for _, kind, part in _parts(edges)
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        f'.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{pictured}'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f"{overrides}"
        f'<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats'
        f'-officedocument.theme+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats'
        f'-package.core-properties+xml"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats'
        f'-officedocument.extended-properties+xml"/></Types>'
    )


def _parts(edges: tuple[Edge, ...]) -> tuple[tuple[str, str, str], ...]:
    return (*_PARTS, *((edge.id, edge.kind, edge.name) for edge in edges))


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
            for name, kind, part in _parts(leads.edges)
        )
        + f'<Relationship Id="theme" Type="{_OFFICE}/theme" Target="theme/theme1.xml"/>'
    )
    pictures = {name: part for part, name in leads.pictures.items()}
    addresses = {name: address for address, name in leads.links.items()}
    return f"{_RELATIONS}{parts}{_leading(pictures, addresses)}</Relationships>"


def relations_part(pictures: dict[str, str], links: dict[str, str]) -> str:
    """Give the relations of a part that leads to pictures and addresses, by their ids."""
    return f"{_RELATIONS}{_leading(pictures, links)}</Relationships>"


def _leading(pictures: dict[str, str], links: dict[str, str]) -> str:
    shown = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/image" Target="{part}"/>'
        for name, part in pictures.items()
    )
    linked = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{escape(address)}"'
        f' TargetMode="External"/>'
        for name, address in links.items()
    )
    return shown + linked


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
