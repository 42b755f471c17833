"""What the head of a colour profile says (ICC.1): its version, class and space.

Owns the reading of 128 bytes. Must not know a PDF, nor judge.
"""

from __future__ import annotations

from dataclasses import dataclass

COMPONENTS = {"GRAY": 1, "RGB ": 3, "Lab ": 3, "CMYK": 4}


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile: the first number of its version, its class and its space of colours."""

    version: int
    kind: str
    space: str

    @property
    def components(self) -> int:
        """Count the components of a colour; 0 for a space that no PDF uses."""
        return COMPONENTS.get(self.space, 0)


def read(content: bytes | None) -> Profile | None:
    """Read a profile; None for what is none."""
    if content is None or len(content) < 128 or content[36:40] != b"acsp":
        return None
    kind, space = content[12:16].decode("latin-1"), content[16:20].decode("latin-1")
    return Profile(content[8], kind, space)
