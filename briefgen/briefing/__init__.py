"""One briefing, and the letter that it goes along with.

The only room that knows the order of the stages: issue -> view -> render -> parse ->
document -> bytes. Must not know where files go, what else is built, or how mail is sent.
"""

from briefgen.briefing.letter import Correspondence, correspond, embargo_line, examined
from briefgen.briefing.stages import Briefing, Composed, compose, make

__all__ = [
    "Briefing",
    "Composed",
    "Correspondence",
    "compose",
    "correspond",
    "embargo_line",
    "examined",
    "make",
]
