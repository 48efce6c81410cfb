"""Reading a blog's whole log where it is kept, and holding it to what is kept beside it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tickerd.cli.progress import show_progress
from tickerd.errors import BadRequest, UnknownBlog
from tickerd.liveblog.audit import Audit
from tickerd.liveblog.chain import Fault, Finding
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.known import Known
from tickerd.wire.account import Account
from tickerd.wire.redis import RedisWire
from tickerd.wire.sealed import FOOTER_BYTES, cut_out, find_index, read_index, unpack

Tell = Callable[[Finding], None]
Take = Callable[[bytes], Any]


async def read_account(wire: RedisWire, blog: str) -> Account:
    """What a blog's log must agree with.

    Raises:
        UnknownBlog: it has no events here.
        Damaged: it cannot be read.
        ArchiveDamaged, ArchiveUnavailable: it is sealed, and cannot be read.
    """
    account = await wire.account(blog)
    if account is None:
        raise UnknownBlog(blog)
    return account


async def audit_log(
    wire: RedisWire, account: Account, tell: Tell, take: Take | None = None
) -> Audit:
    """Read a blog's log through, and tell all that is wrong with it.

    Args:
        wire: where it is.
        account: what it must agree with.
        tell: gets each finding.
        take: gets the bytes of each entry, before they are judged.

    Raises:
        BadRequest: events were trimmed away or sealed meanwhile.
        ArchiveDamaged, ArchiveUnavailable: some are sealed, and cannot be read.
    """
    blog = account.known.blog.id
    audit = Audit(blog, account.ground)
    with show_progress(f"reading {blog}", account.total) as step:
        async for seq, body in wire.bodies(blog, upto=account.head):
            if take is not None:
                take(body)
            for finding in audit.take(body, seq):
                tell(finding)
            step()
    now = await read_account(wire, blog)
    if now.floor != account.floor:
        raise BadRequest(
            cause=f"events of {blog} were trimmed away while they were read; try again"
        )
    after = account.after(audit.chain.after)
    head, head_hash = account.head, account.head_hash
    for finding in audit.end(account.known, after=after, head=head, head_hash=head_hash):
        tell(finding)
    return audit


def is_sealed(path: Path) -> bool:
    """Whether a file is a sealed log of the archive, by how it ends."""
    with path.open("rb") as file:
        file.seek(-min(FOOTER_BYTES, path.stat().st_size), os.SEEK_END)
        try:
            find_index(file.read())
        except ValueError:
            return False
    return True


def audit_sealed(data: bytes, tell: Tell) -> Audit | None:
    """Read a sealed log of the archive through, and tell all that is wrong with it."""
    try:
        index = read_index(data)
        known = Known.model_validate_json(unpack(index.final, cut_out(data, index.final)))
    except ValueError as error:
        tell(Finding(Fault.UNREADABLE, None, f"what it says of itself cannot be read ({error})"))
        return None
    audit = Audit(index.blog)
    for span in index.beside:
        try:
            unpack(span, cut_out(data, span))
        except ValueError as error:
            tell(Finding(Fault.UNREADABLE, None, str(error)))
    with show_progress("reading", index.events) as step:
        for section in index.sections:
            try:
                lines = unpack(section.entries, cut_out(data, section.entries))
            except ValueError as error:
                tell(Finding(Fault.UNREADABLE, None, str(error)))
                continue
            for body in lines.split(b"\n")[:-1]:
                for finding in audit.take(body):
                    tell(finding)
                step()
    after = index.sections[0].after
    for finding in audit.end(
        known,
        after=Cursor.parse(after) if after else None,
        head=Cursor.parse(index.last),
        head_hash=index.hash,
    ):
        tell(finding)
    return audit
