"""Posts -> drafts in the output folder.

Owns what the files of drafts are called. Must not know how a draft is put together.
"""

from __future__ import annotations

from pathlib import Path

from briefgen import record
from briefgen.mailing.plan import Plan, Post

FOLDER = "mail"


def save(plan: Plan, out: Path, *, force: bool) -> record.Saved:
    """Write the drafts of a plan, each whole; one that somebody edited since is kept.

    Raises OutputError when the folder cannot be used at all.
    """
    files: dict[str, bytes] = {}
    for post in plan.posts:
        files[name(post)] = plan.drafted(post)
    return record.save(files, out, force=force)


def name(post: Post) -> str:
    """Name a draft below the output folder."""
    who = f"-{post.recipient.id}" if post.recipient else ""
    tag = "" if post.recipient or not post.is_foreign else f"-{post.language}"
    return f"{post.send.issue}/{FOLDER}/{post.send.audience}{who}{tag}.eml"
