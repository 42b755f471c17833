"""Pictures: where they stand in the text, and the parts that hold them.

Owns `w:drawing` and `word/media`. Must not know where on a page a picture stands. A
name that Word shows for it comes from its number alone: no file, no machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from briefgen.document import Image
from briefgen.writers.docx.archive import Member, member
from briefgen.writers.docx.inline import escape
from briefgen.writers.docx.lengths import emus

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_INLINE = (
    f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
    f' xmlns:pic="{_DRAWING}/picture" distT="0" distB="0" distL="0" distR="0">'
)


@dataclass(slots=True)
class Pictures:
    """The pictures of one document: each image is a part once, however often it stands."""

    numbers: dict[Image, int] = field(default_factory=dict)
    standing: int = 0

    def drawing(self, image: Image, size: tuple[float, float], alternative: str) -> str:
        """Give `w:drawing` of an image at a size in points."""
        part = self.numbers.setdefault(image, len(self.numbers) + 1)
        self.standing += 1
        width, height = map(emus, size)
        about = f'id="{self.standing}" name="Picture {self.standing}" descr="{escape(alternative)}"'
        return (
            f'<w:drawing>{_INLINE}<wp:extent cx="{width}" cy="{height}"/>'
            f"<wp:docPr {about}/><wp:cNvGraphicFramePr>"
            f'<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{_relation(part)}"/><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            f"</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
            f"</w:drawing>"
        )

    def relations(self) -> dict[str, str]:
        """Give the relation id of each part that is in use, by its place under `word/`."""
        return {_place(number): _relation(number) for number in self.numbers.values()}

    def parts(self) -> tuple[Member, ...]:
        """Give the parts."""
        return tuple(_part(image.content, number) for image, number in self.numbers.items())


@lru_cache(maxsize=8)
def _part(content: bytes, number: int) -> Member:
    """Deflate an image once for all documents that carry it, as a logo is by a whole batch."""
    return member(f"word/{_place(number)}", content)


def _place(number: int) -> str:
    return f"media/image{number}.png"


def _relation(number: int) -> str:
    return f"image{number}"
