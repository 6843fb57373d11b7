"""A file of targets is looked at before it goes into the draft (TGT-4)."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from importer.targets_csv import TargetLine
from portal.extensions import db
from portal.models import Account, TargetUpload, TargetUploadLine
from portal.queries.target_uploads import named, unnamed
from portal.services import drafts
from portal.services.drafts_tab import Tab
from portal.services.many_rows import insert_rows


def receive(tab: Tab, lines: Iterable[TargetLine], *, replaces: bool) -> None:
    """Keep the file until it is taken over; what the account uploaded before for this profile goes."""
    # Of two files at once one comes after the other, and in its place.
    mine = select(Account.id).where(Account.id == tab.account_id).with_for_update(key_share=True)
    db.session.execute(mine)
    db.session.execute(
        delete(TargetUpload).where(
            TargetUpload.account_id == tab.account_id, TargetUpload.profile_id == tab.profile.id
        )
    )
    upload = TargetUpload(account_id=tab.account_id, profile_id=tab.profile.id, replaces=replaces)
    db.session.add(upload)
    db.session.flush()
    rows = [
        {
            "upload_id": upload.id,
            "line": line.number,
            "key": line.key,
            "fault": line.fault and line.fault.value,
            "first_line": line.first,
        }
        for line in lines
    ]
    insert_rows(TargetUploadLine, rows)


def take_over(tab: Tab, upload: TargetUpload, *, seen_revision: str) -> None:
    """Put what the file says into the draft; what it refuses stays as it is. Nothing is saved by it.

    A file that replaces the targets also replaces what was ticked before.
    """
    # A second post of the same page finds it taken over already.
    waiting = select(TargetUpload.id).where(TargetUpload.id == upload.id).with_for_update()
    if db.session.scalar(waiting) is None:
        return
    draft = tab.locked()
    seen = seen_revision if draft is None else draft.seen_revision
    if upload.replaces:
        drafts.drop(tab)
        goes = {"": unnamed(upload, tab.profile)}
        drafts.tick_all(tab, goes, chosen=False, seen_revision=seen)
    drafts.tick_all(tab, {"": named(upload, tab.profile)}, chosen=True, seen_revision=seen)
    db.session.delete(upload)
    db.session.flush()
