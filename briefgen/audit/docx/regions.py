"""What a table's style makes of a cell by its place: header row, first column, bands.

Owns conditional formatting (ISO/IEC 29500-1, 17.7.6). Must not know text.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.audit.docx.reading import Document, Table, unwrapped
from briefgen.audit.docx.styles import PLAIN, Looks, looks, shading, value, whole
from briefgen.audit.markup import Node

_ON = ("1", "true", "on")
# The bits of the attribute that old programs write in place of names.
_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
_NO_BANDS = {"noHBand": 0x200, "noVBand": 0x400}


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell's place in its table, from 0, and how many rows and columns there are."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Formatting:
    """What the style of one table says of regions, and which of them are in use."""

    regions: dict[str, Looks]
    used: dict[str, bool]
    band: int
    spots: dict[int, Spot]
    shading: tuple[str | None, bool]  # of the table itself

    def of(self, cell: Node) -> Looks:
        """Give the looks that the table's style gives the text of a cell."""
        spot = self.spots.get(id(cell))
        if spot is None:
            return Looks(unsure=True)
        found = PLAIN
        for region in self._over(spot):
            found = found.over(self.regions.get(region, PLAIN))
        return found

    def _over(self, spot: Spot) -> list[str]:
        """Give the regions that a cell is in, those that win first."""
        found = []
        head = self.used["firstRow"] and spot.row == 0
        side = self.used["firstColumn"] and spot.column == 0
        if head:
            found.append("firstRow")
        if self.used["lastRow"] and spot.row == spot.rows - 1:
            found.append("lastRow")
        if side:
            found.append("firstCol")
        if self.used["lastColumn"] and spot.column == spot.columns - 1:
            found.append("lastCol")
        if self.used["across"] and not head:
            number = (spot.row - self.used["firstRow"]) // self.band
            found.append("band2Horz" if number % 2 else "band1Horz")
        if self.used["down"] and not side:
            number = spot.column - self.used["firstColumn"]
            found.append("band2Vert" if number % 2 else "band1Vert")
        return [*found, "wholeTable"]


def formatting(document: Document, table: Table) -> Formatting:
    """Read what applies to one table."""
    properties = table.node.first("w:tblPr")
    name = value(properties, "w:tblStyle")
    regions: dict[str, Looks] = {}
    band = 1
    for node in document.styles.chain(name) if name else ():
        own = _whole(node)
        regions["wholeTable"] = own.over(regions.get("wholeTable", PLAIN))
        band = max(whole(value(node.first("w:tblPr"), "w:tblStyleRowBandSize"), band), 1)
        for kid in node.nodes():
            if kid.tag == "w:tblStylePr":
                region = kid.get("w:type")
                regions[region] = _whole(kid).over(regions.get(region, PLAIN))
    spots = {}
    rows = table.rows()
    for at, row in enumerate(rows):
        cells = [cell for cell in unwrapped(row) if cell.tag == "w:tc"]
        for column, cell in enumerate(cells):
            spots[id(cell)] = Spot(at, column, len(rows), len(cells))
    return Formatting(regions, _used(properties), band, spots, shading(properties))


def _whole(node: Node) -> Looks:
    ground, odd = shading(node.first("w:tcPr"))
    own = looks(node.first("w:rPr"))
    return Looks(own.colour, ground, own.size, own.bold, unsure=own.unsure or odd)


def _used(properties: Node | None) -> dict[str, bool]:
    look = properties.first("w:tblLook") if properties else None
    if look is None:
        return {**dict.fromkeys(_BITS, False), "across": True, "down": True}
    try:
        bits = int(look.get("w:val", "0")[:8], 16)
    except ValueError:
        bits = 0

    def on(name: str, bit: int) -> bool:
        named = look.attributes.get(f"w:{name}")
        return bool(bits & bit) if named is None else named in _ON

    used = {name: on(name, bit) for name, bit in _BITS.items()}
    used["across"] = not on("noHBand", _NO_BANDS["noHBand"])
    used["down"] = not on("noVBand", _NO_BANDS["noVBand"])
    return used
