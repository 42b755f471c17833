"""What a PDF says about itself: properties, XMP, the colour space that it is meant for.

Owns the document information and its copy as XMP (ISO 19005-2, 6.6; ISO 14289-1, 5).
The two say the same. Must not read a clock: the only date is the document's.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape
from zlib import compress

from briefgen.document import Meta

PRODUCER = "briefgen"
MAX_STRING = 32_767  # bytes (ISO 19005-2, 6.1.13)
_KEPT = 16_000  # characters of what is longer
_PROFILE = Path(__file__).with_name("srgb.icc")

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{more}<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def text(value: str) -> str:
    """Write a string as PDF: hexadecimal, so that nothing in it needs escaping.

    What no reader must be able to hold ends in an ellipsis: a title or an alternative text.
    """
    if value.isascii() and len(value) <= MAX_STRING:
        return f"<{value.encode('ascii').hex()}>"
    wide = value.encode("utf-16-be")
    if len(wide) + 2 > MAX_STRING:
        wide = f"{wide[: 2 * _KEPT].decode('utf-16-be', 'ignore').rstrip()}…".encode("utf-16-be")
    return f"<feff{wide.hex()}>"


def information(meta: Meta) -> str:
    """Give the document information dictionary."""
    parts = [f"/Title{text(meta.title)}", f"/Creator{text(PRODUCER)}/Producer{text(PRODUCER)}"]
    if meta.creator:
        parts.append(f"/Author{text(meta.creator)}")
    if meta.subject:
        parts.append(f"/Subject{text(meta.subject)}")
    if meta.date:
        day = text(f"D:{meta.date:%Y%m%d}000000Z")
        parts.append(f"/CreationDate{day}/ModDate{day}")
    return f"<<{''.join(parts)}>>"


def packet(meta: Meta) -> bytes:
    """Give the XMP packet."""
    more = ""
    if meta.creator:
        creator = escape(meta.creator)
        more += f"<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>\n"
    if meta.subject:
        subject = escape(meta.subject)
        more += (
            '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
            f"{subject}</rdf:li></rdf:Alt></dc:description>\n"
        )
    language = escape(meta.language)
    more += f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n"
    if meta.identifier:
        more += f"<dc:identifier>{escape(meta.identifier)}</dc:identifier>\n"
    if meta.date:
        day = f"{meta.date:%Y-%m-%d}T00:00:00Z"
        more += f"<xmp:CreateDate>{day}</xmp:CreateDate>\n<xmp:ModifyDate>{day}</xmp:ModifyDate>\n"
    filled = _PACKET.format(title=escape(meta.title), more=more, producer=PRODUCER)
    return filled.encode()


@lru_cache(maxsize=1)
def profile() -> bytes:
    """Give the sRGB profile, deflated."""
    return compress(_PROFILE.read_bytes(), 9)
