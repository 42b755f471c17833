"""Why a file cannot be a letterhead: what was found, and the remedy."""

from __future__ import annotations

SAVE = "open it in Word and save it under another name, as Word Document (.docx)"


class Refused(Exception):
    """A file that cannot be taken; the message follows its name: "it holds macros"."""

    def __init__(self, code: str, message: str, hint: str = SAVE) -> None:
        """Take the code of the fault, what was found, and what to do about it."""
        super().__init__(message)
        self.code = f"letterhead.{code}"
        self.message = message
        self.hint = hint


def damaged(why: str) -> Refused:
    """Make the fault of a file that is not as the format wants it."""
    return Refused("damaged", f"no sound DOCX: {why}")


def too_large(what: str) -> Refused:
    """Make the fault of a file that holds more than a letterhead does."""
    hint = "take out its own text, and save pictures smaller: a letterhead is no report"
    return Refused("too-large", f"it has {what}", hint)
