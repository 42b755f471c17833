"""Posts -> drafts in the output folder.

Owns what the files of drafts are called. Must not know how a draft is put together.
"""

from __future__ import annotations

from pathlib import Path

from briefgen import record
from briefgen.errors import Diagnostic, OutputError, error
from briefgen.mailing.plan import Plan, Post

FOLDER = "mail"


def save(plan: Plan, out: Path, *, force: bool) -> record.Saved:
    """Write the drafts of a plan, each whole; one that somebody edited since is kept.

    Raises OutputError when the folder cannot be used at all, or two drafts would be of one name.
    """
    posts: dict[str, Post] = {}
    for post in plan.posts:
        if posts.setdefault(name(post), post) is not post:
            raise OutputError(_same(post, posts[name(post)]))
    if not posts:
        return record.Saved((), ())
    paths: list[Path] = []
    faults: list[Diagnostic] = []
    with record.opened(out) as output:
        for called, post in posts.items():  # one by one: there may be thousands
            saved = output.save({called: plan.drafted(post)}, force=force)
            paths.extend(saved.paths)
            faults.extend(saved.faults)
    return record.Saved(tuple(paths), tuple(faults))


def _same(post: Post, other: Post) -> Diagnostic:
    who = f"'{other.send.audience}' and of '{post.send.audience}'"
    return error(
        "mail.same-name",
        f"'{name(post)}' names a draft of {who}",
        post.recipient.place if post.recipient else None,
        "give the row another id",
    )


def name(post: Post) -> str:
    """Name a draft below the output folder."""
    who = f"-{post.recipient.id}" if post.recipient else ""
    tag = "" if post.recipient or not post.is_foreign else f"-{post.language}"
    return f"{post.send.issue}/{FOLDER}/{post.send.audience}{who}{tag}.eml"
