"""Letterheads as word processors write them, and the words that must stay behind in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from tests.writers.specimens import png

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The namespaces that Word declares in each part, its later additions with them.
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{OFFICE}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w10="urn:schemas-microsoft-com:office:word"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' mc:Ignorable="w14 w15 wp14"'
)
RSID = 'w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"

# Every place of a file that tells of its own text, of persons, or of how it came to be.
CANARIES = (
    *("BodyCanary", "AuthorCanary", "CompanyCanary", "RevisedCanary", "CommentCanary"),
    *("DeletedCanary", "InserterCanary", "PropertyCanary", "CustomCanary", "HistoryCanary"),
    *("TemplateCanary", "PathCanary", "FieldCanary", "BookmarkCanary", "00AB12CD", "VarCanary"),
    *("ThumbCanary", "MailCanary", "TimeCanary", "PlaceholderCanary", "NoteCanary", "ListCanary"),
    *("EmbeddedCanary", "PictureCanary", "PrinterCanary", "GlossaryCanary", "StyleCanary"),
)


def part(root: str, content: str) -> str:
    """Give a part with the namespaces that Word declares."""
    return f"{_HEAD}<w:{root} {SPACES}>{content}</w:{root}>"


def relations(*each: tuple[str, str, str]) -> str:
    """Give relations of id, kind and target; what has `://` or `mailto:` is external."""
    rows = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for name, kind, target in each
    )
    return f'{_HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def picture(relation: str, words: str = "", *, name: str = "C:/PathCanary.png") -> str:
    """Give a picture in line with the text, as Word writes one."""
    about = f'id="1" name="{name}" descr="{words}"'
    return (
        f'<w:r {RSID}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
        f' wp14:anchorId="00AB12CD"><wp:extent cx="1270000" cy="381000"/><wp:docPr {about}>'
        f'<a:hlinkClick r:id="rId9"/></wp:docPr><a:graphic><a:graphicData uri="{_DRAWING}/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{relation}"><a:extLst><a:ext uri="x"/></a:extLst></a:blip><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="1270000" cy="381000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</w:r>"
    )


def field(code: str, result: str = "1") -> str:
    """Give a field as Word writes one, its marks in runs of their own."""
    return (
        f'<w:r {RSID}><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def run(words: str) -> str:
    return f'<w:r {RSID}><w:t xml:space="preserve">{words}</w:t></w:r>'


# --- as Word writes it, in German --------------------------------------------------------

STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"
 w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:cstheme="minorBidi"/><w:sz w:val="22"/>
<w:lang w:val="de-DE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr>
<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0"
 w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:qFormat/>
<w:rsid w:val="00AB12CD"/>
<w:pPr><w:spacing w:after="120" w:line="280" w:lineRule="atLeast"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Standard"/><w:next w:val="Standard"/><w:link w:val="berschrift1Zchn"/>
<w:uiPriority w:val="9"/><w:qFormat/><w:rsid w:val="00AB12CD"/><w:pPr><w:keepNext/>
<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>
<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/><w:b/><w:color w:val="7A1F3D"/>
<w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/>
<w:basedOn w:val="berschrift1"/><w:next w:val="Standard"/><w:qFormat/><w:pPr>
<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:color w:val="7A1F3D"/><w:sz w:val="28"/></w:rPr>
</w:style><w:style w:type="character" w:default="1" w:styleId="Absatz-Standardschriftart">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="KeineListe"><w:name w:val="No List"/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="berschrift1Zchn">
<w:name w:val="Überschrift 1 Zchn"/><w:basedOn w:val="Absatz-Standardschriftart"/>
<w:link w:val="berschrift1"/><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Kopfzeile"><w:name w:val="header"/>
<w:basedOn w:val="Standard"/><w:pPr><w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs>
<w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Aufzhlungszeichen"><w:name w:val="List Bullet"/>
<w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr>
<w:spacing w:after="40"/><w:ind w:left="360" w:hanging="360"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Field"><w:name w:val="Hausmitteilung"/>
<w:aliases w:val="StyleCanary"/><w:basedOn w:val="Standard"/></w:style>
"""
NUMBERING = """<w:abstractNum w:abstractNumId="0" w15:restartNumberingAfterBreak="0">
<w:nsid w:val="00AB12CD"/><w:multiLevelType w:val="hybridMultilevel"/><w:tmpl w:val="00AB12CD"/>
<w:lvl w:ilvl="0" w:tplc="00AB12CD"><w:start w:val="1"/><w:numFmt w:val="bullet"/>
<w:pStyle w:val="Aufzhlungszeichen"/><w:lvlText w:val="■"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr><w:rPr><w:color w:val="7A1F3D"/></w:rPr></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="3"><w:nsid w:val="00AB12CD"/>
<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="ListCanary %1"/><w:lvlJc w:val="left"/></w:lvl>
</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>"""
THEME = (
    f'{_HEAD}<a:theme xmlns:a="{_DRAWING}/main" name="Brigton"><a:themeElements>'
    '<a:clrScheme name="Brigton"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    + "".join(
        f'<a:{slot}><a:srgbClr val="7A1F3D"/></a:{slot}>'
        for slot in (
            *("dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"),
            *("hlink", "folHlink"),
        )
    )
    + '</a:clrScheme><a:fontScheme name="Brigton">'
    + "".join(
        f'<a:{kind}Font><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{kind}Font>"
        for kind, face in (("major", "Calibri"), ("minor", "Times New Roman"))
    )
    + '</a:fontScheme><a:fmtScheme name="Office">'
    + "".join(
        f"<a:{name}>{3 * inner}</a:{name}>"
        for name, inner in (
            ("fillStyleLst", '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'),
            (
                "lnStyleLst",
                '<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>',
            ),
            ("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"),
            ("bgFillStyleLst", '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'),
        )
    )
    + "</a:fmtScheme></a:themeElements></a:theme>"
)
SETTINGS = """<w:zoom w:percent="140"/><w:attachedSchema w:val="PathCanary"/>
<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="native"/>
<w:connectString w:val="MailCanary"/></w:mailMerge><w:defaultTabStop w:val="708"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting
 w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"/></w:compat>
<w:docVars><w:docVar w:name="VarCanary" w:val="VarCanary"/></w:docVars>
<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:themeFontLang w:val="de-DE"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"
 w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5"
 w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/><w15:docId w15:val="{HistoryCanary}"/>"""
FIRST_HEADER = (
    f'<w:p w14:paraId="00AB12CD" {RSID}><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr>'
    + picture("rId1", "Arms of Brigton: a bridge")
    + "</w:p>"
    + f'<w:p {RSID}><w:pPr><w:pStyle w:val="Kopfzeile"/><w:rPr><w:ins w:id="3"'
    ' w:author="InserterCanary" w:date="2020-01-01T00:00:00Z"/></w:rPr></w:pPr>'
    + '<w:bookmarkStart w:id="0" w:name="BookmarkCanary"/>'
    + run("City of Brigton")
    + '<w:bookmarkEnd w:id="0"/><w:r><w:tab/></w:r>'
    + '<w:ins w:id="1" w:author="InserterCanary" w:date="2020-01-01T00:00:00Z">'
    + run("Rathausplatz 1")
    + '</w:ins><w:del w:id="2" w:author="InserterCanary"><w:r><w:delText>DeletedCanary</w:delText>'
    + '</w:r></w:del><w:commentRangeStart w:id="5"/><w:hyperlink r:id="rId9">'
    + run(", brigton.example")
    + '</w:hyperlink><w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
    + field("AUTHOR", "FieldCanary")
    + field("FILENAME \\p", "PathCanary")
    + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    + run("PlaceholderCanary")
    + "</w:sdtContent></w:sdt></w:p>"
    + '<mc:AlternateContent><mc:Choice Requires="wps"/></mc:AlternateContent>'
)
HEADER = f'<w:p {RSID}><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr>{run("City of Brigton")}</w:p>'
FOOTER = (
    f'<w:p {RSID}><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr>{run("Page ")}'
    + field("PAGE   \\* MERGEFORMAT", "3")
    + run(" of ")
    + '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>4</w:t></w:r></w:fldSimple></w:p>'
)
BODY = f"""<w:p {RSID}><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>{run("BodyCanary")}</w:p>
<w:p><w:pPr><w:sectPr><w:headerReference w:type="first" r:id="rId11"/>
<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:altChunk r:id="rId20"/><w:sectPr {RSID}><w:headerReference w:type="default" r:id="rId10"/>
<w:footerReference w:type="default" r:id="rId12"/><w:footerReference w:type="first" r:id="rId12"/>
<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2268" w:right="1985" w:bottom="1418" w:left="1985"
 w:header="567" w:footer="567" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/>
<w:docGrid w:linePitch="360"/></w:sectPr>"""


def remarked(image: bytes) -> bytes:
    """Give a PNG with a remark in it, as a camera or a program writes one."""
    import struct
    import zlib

    said = b"tEXtAuthor\0PictureCanary"
    chunk = struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))
    return image[:33] + chunk + image[33:]


def word_parts() -> dict[str, str | bytes]:
    """Give the parts of a letterhead as Word writes one, by their names."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("word/document.xml", f"{WORD}.document.main+xml"),
            ("word/styles.xml", f"{WORD}.styles+xml"),
            ("word/settings.xml", f"{WORD}.settings+xml"),
            ("word/numbering.xml", f"{WORD}.numbering+xml"),
            ("word/header1.xml", f"{WORD}.header+xml"),
            ("word/header2.xml", f"{WORD}.header+xml"),
            ("word/footer1.xml", f"{WORD}.footer+xml"),
            ("word/comments.xml", f"{WORD}.comments+xml"),
        )
    )
    core = (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:creator>AuthorCanary</dc:creator><cp:lastModifiedBy>RevisedCanary</cp:lastModifiedBy>"
        "<dcterms:created>TimeCanary</dcterms:created></cp:coreProperties>"
    )
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
            f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png"'
            f' ContentType="image/png"/>{overrides}</Types>'
        ),
        "_rels/.rels": relations(
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", "extended-properties", "docProps/app.xml"),
            ("rId3", "custom-properties", "docProps/custom.xml"),
        ),
        "word/document.xml": part("document", f"<w:body>{BODY}</w:body>"),
        "word/_rels/document.xml.rels": relations(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "settings", "settings.xml"),
            ("rId3", "numbering", "numbering.xml"),
            ("rId4", "theme", "theme/theme1.xml"),
            ("rId5", "comments", "comments.xml"),
            ("rId6", "customXml", "../customXml/item1.xml"),
            ("rId7", "fontTable", "fontTable.xml"),
            ("rId10", "header", "header1.xml"),
            ("rId11", "header", "header2.xml"),
            ("rId12", "footer", "footer1.xml"),
            ("rId20", "aFChunk", "chunk.htm"),
        ),
        "word/styles.xml": part("styles", STYLES),
        "word/settings.xml": part("settings", SETTINGS),
        "word/numbering.xml": part("numbering", NUMBERING),
        "word/theme/theme1.xml": THEME,
        "word/fontTable.xml": part(
            "fonts",
            '<w:font w:name="Brigton Sans"><w:charset w:val="00"/><w:family w:val="swiss"/>'
            '<w:embedRegular r:id="rId1" w:fontKey="{00AB12CD}"/></w:font>',
        ),
        "word/header1.xml": part("hdr", HEADER),
        "word/header2.xml": part("hdr", FIRST_HEADER),
        "word/_rels/header2.xml.rels": relations(
            ("rId1", "image", "media/image1.png"),
            ("rId9", "hyperlink", "https://brigton.example/"),
        ),
        "word/footer1.xml": part("ftr", FOOTER),
        "word/comments.xml": part("comments", "<w:comment>CommentCanary</w:comment>"),
        "word/footnotes.xml": part("footnotes", "NoteCanary"),
        "word/glossary/document.xml": part("glossaryDocument", "GlossaryCanary"),
        "word/chunk.htm": "EmbeddedCanary",
        "word/printerSettings/printerSettings1.bin": b"PrinterCanary",
        "word/embeddings/oleObject1.bin": b"EmbeddedCanary",
        "word/media/image1.png": remarked(png(300, 90)),
        "docProps/core.xml": core,
        "docProps/app.xml": (
            "<Properties><Company>CompanyCanary</Company><Template>TemplateCanary</Template>"
            "</Properties>"
        ),
        "docProps/custom.xml": "<Properties>PropertyCanary</Properties>",
        "docProps/thumbnail.jpeg": b"ThumbCanary",
        "customXml/item1.xml": "<x>CustomCanary</x>",
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Give a file of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            packing.writestr(info, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def word_letterhead(**changes: Callable[[str], str]) -> bytes:
    """Give a letterhead as Word writes one; each change is of a part: `header1=...`."""
    parts = word_parts()
    for name, change in changes.items():
        path = f"word/{name}.xml"
        content = parts[path]
        assert isinstance(content, str)
        parts[path] = change(content)
    return packed(parts)
