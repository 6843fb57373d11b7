"""What a draft belongs to: the tab of a profile that an account edits."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from portal.domain.words import ContactPointType, Part
from portal.extensions import db
from portal.models import Draft, Profile
from portal.queries.drafts import DraftTable, tables_of
from portal.services.lists import (
    ProfileList,
    business_labels_of,
    call_centers_of,
    numbers_of,
    targets_of,
)


@dataclass(frozen=True, slots=True)
class Tab:
    """The tab of a profile that an account edits; its drafts are nobody else's."""

    profile: Profile
    part: Part
    account_id: int

    @property
    def tables(self) -> Mapping[str, DraftTable]:
        """Where drafts keep the changes of each of the tab's lists, by its name."""
        return tables_of(self.profile.target_type, self.part)

    @property
    def lists(self) -> Mapping[str, tuple[DraftTable, ProfileList]]:
        """The tab's lists by their names: where drafts keep the changes of each, and the list itself."""
        return {name: (table, _list_of(self, name)) for name, table in self.tables.items()}

    def locked(self) -> Draft | None:
        """Return the draft, if there is one, which nobody else changes before this transaction ends."""
        return db.session.scalar(
            select(Draft)
            .where(*self._mine())
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )

    def _mine(self) -> list[ColumnElement[bool]]:
        return [
            Draft.account_id == self.account_id,
            Draft.profile_id == self.profile.id,
            Draft.part == self.part,
        ]


def _list_of(tab: Tab, name: str) -> ProfileList:
    match tab.part, name:
        case Part.TARGETS, _:
            return targets_of(tab.profile)
        case Part.CONTACT_POINTS, ContactPointType.CALL_CENTER.value:
            return call_centers_of(tab.profile)
        case Part.CONTACT_POINTS, _:
            return business_labels_of(tab.profile)
        case _:
            return numbers_of(tab.profile, tab.part)
