"""Every path that changes an answer: what is done, and which columns it changes that answers read (TRU-3).

Each function gets a `World` in which an agent's softphone gets something of every kind.
"""

from dataclasses import dataclass, replace

from factories import make_account, make_snapshot_version, number_of
from importer.directory import Mode
from portal.domain.selection import Whole
from portal.domain.words import DisplayList, Part, Status, TargetType
from portal.extensions import db
from portal.models import Account, AuditChain, Snapshot
from portal.queries import newly_added as waiting
from portal.queries import numbers
from portal.queries.listing import Listing
from portal.queries.profile_documents import document_of
from portal.services import (
    directory,
    directory_reviews,
    drafts,
    drafts_saving,
    history_restoring,
    newly_added,
    other_settings,
    profile_documents,
    profiles,
    selections,
    snapshot_details,
    targets,
)
from portal.services.directory import Taking
from portal.services.drafts_tab import Tab
from portal.services.profile_details import Details
from portal.services.snapshot_details import SnapshotDetails

CHANGES = {}


@dataclass
class World:
    """What an answer is about."""

    organization: object
    profile: object

    @property
    def save(self):
        """What every save of the profile says."""
        return {"seen_revision": self.profile.revision, "who": "tests"}


def changes(*columns):
    """Note a path, and the columns that it changes."""

    def note(path):
        CHANGES[path.__name__] = (path, columns)
        return path

    return note


def merge(world, **lists):
    """Take in a part of the directory."""
    directory.take(lists, Taking(Mode.MERGE), slug=world.organization.slug)


@changes("organizations.server_version")
def the_server_is_another_version(world):
    merge(world, organization={"slug": "acme", "server_version": "3.12.10"})


@changes("organizations.options")
def an_option_ends(world):
    merge(world, organization={"slug": "acme", "options": []})


@changes("organizations.show_all_ring_group_numbers")
def ring_groups_are_hidden(world):
    merge(world, organization={"slug": "acme", "show_all_ring_group_numbers": False})


@changes("organizations.show_call_center_numbers")
def call_centers_are_hidden(world):
    merge(world, organization={"slug": "acme", "show_call_center_numbers": False})


@changes("number_owners.name")
def an_owner_gets_another_name(world):
    merge(world, ivrs=[{"extension": "3001", "name": "新しい受付"}])


@changes("number_owners.terminal_type")
def the_terminal_becomes_another_type(world):
    merge(world, terminals=[{"extension": "1001", "type": "hardphone"}])


@changes("number_owners.caller_number")
def a_call_center_gets_another_caller_number(world):
    merge(world, call_centers=[{"extension": "4001", "caller_number": "0120999999"}])


@changes("numbers.number", "numbers.owner_id", "numbers.kind", "number_owners.extension")
def a_number_goes(world):
    merge(world, ivrs=[{"extension": "3001", "dial_in": []}])


@changes("number_owners.type")
def an_owner_goes(world):
    directory.take({"ivrs": []}, Taking(Mode.SYNC, confirmed=True), slug="acme")


@changes("ring_group_members.ring_group_id", "ring_group_members.terminal_id")
def the_terminal_leaves_a_group_that_only_members_see(world):
    merge(
        world,
        organization={"slug": "acme", "show_all_ring_group_numbers": False},
        ring_groups=[{"extension": "2001", "members": []}],
    )


@changes("call_center_agents.call_center_id", "call_center_agents.account_id")
def the_agent_leaves_a_call_center(world):
    merge(world, call_centers=[{"extension": "4001", "agents": []}])


@changes("business_labels.name", "business_labels.code")
def a_label_gets_another_name(world):
    merge(world, business_labels=[{"code": "renewal", "name": "新規"}])


@changes("business_labels.caller_number")
def a_label_loses_its_caller_number(world):
    merge(world, business_labels=[{"code": "renewal", "caller_number": None}])


@changes("phone_book_entries.name")
def the_phone_book_changes_a_name(world):
    merge(world, phone_book=[{"number": "0312345678", "name": "本社"}])


@changes("phone_book_entries.number", "phone_book_entries.organization_id")
def the_phone_book_learns_a_number(world):
    merge(world, phone_book=[{"number": "0312340001", "name": "営業代表"}])


@changes("accounts.agent_enabled")
def the_agent_function_is_switched_off(world):
    merge(world, accounts=[{"login": "user1", "agent_enabled": False}])


@changes("profiles.name", "profiles.display_list", "profiles.revision")
def the_profile_is_edited(world):
    details = Details("新しい名前", display_list=DisplayList.NUMBERS_ONLY)
    profiles.edit(world.profile, details, **world.save)


@changes("profiles.status")
def the_profile_is_disabled(world):
    profiles.set_status(world.profile, Status.DISABLED, **world.save)


@changes("profiles.id", "profiles.target_type")
def the_profile_is_deleted(world):
    profiles.delete(world.profile, seen_revision=world.profile.revision)


@changes("account_targets.account_id", "account_targets.profile_id")
def the_account_is_no_target_any_more(world):
    targets.save_targets(world.profile, Whole(frozenset()), **world.save)


@changes(
    "selected_numbers.number_id",
    "selected_numbers.profile_id",
    "selected_numbers.part",
    "selected_numbers.owner_type",
    "selected_numbers.kind",
)
def other_numbers_are_selected(world):
    chosen = frozenset({number_of(world.organization, "0312345678").id})
    selections.save_numbers(world.profile, Part.DISPLAY_NUMBERS, Whole(chosen), **world.save)


@changes("selected_numbers.number_id")
def a_draft_is_saved(world):
    account = db.session.query(Account).filter_by(login="user1").one()
    tab = Tab(world.profile, Part.DISPLAY_NUMBERS, account.id)
    listing = Listing(filters={"selection": "selected"})
    matching = {"": numbers.matching(world.profile, Part.DISPLAY_NUMBERS, listing)}
    drafts.tick_all(tab, matching, chosen=False, seen_revision=world.profile.revision)
    drafts_saving.save(tab, **world.save)


@changes("selected_numbers.number_id")
def a_newly_added_number_is_added_to_lists(world):
    merge(world, ivrs=[{"extension": "3009", "name": "夜間", "dial_in": ["0399999999"]}])
    directory_reviews.review(world.organization.id)
    number = number_of(world.organization, "0399999999")
    lists = waiting.matching_lists(number.id, Listing())
    newly_added.add(make_account(world.organization, "tests"), number.id, lists)


@changes("selected_numbers.part")
def other_cti_numbers_are_selected(world):
    selections.save_numbers(world.profile, Part.CTI_NUMBERS, Whole(frozenset()), **world.save)


@changes(
    "selected_call_centers.profile_id",
    "selected_call_centers.call_center_id",
    "selected_business_labels.profile_id",
    "selected_business_labels.business_label_id",
)
def no_contact_points_are_selected(world):
    selections.save_contact_points(world.profile, Whole(frozenset()), Whole(frozenset()), **world.save)


@changes("profiles.snapshot_version_id", "snapshot_versions.id", "snapshot_versions.snapshot_id")
def another_version_is_pinned(world):
    version = make_snapshot_version(world.organization, settings={"phone.auto_answer": False})
    other_settings.pin(world.profile, version.id, **world.save)


@changes("profiles.snapshot_version_id")
def nothing_is_pinned_any_more(world):
    other_settings.pin(world.profile, None, **world.save)


@changes("snapshots.name", "snapshots.id")
def the_pinned_snapshot_is_renamed(world):
    snapshot = db.session.query(Snapshot).one()
    details = SnapshotDetails("新しい設定", "")
    snapshot_details.edit(snapshot, details, seen_revision=snapshot.revision)


@changes("profiles.revision")
def the_profile_is_replaced_by_a_document(world):
    document = replace(document_of(world.profile), display_numbers=("1001",))
    profile_documents.replace(world.profile, document, **world.save)


@changes("profiles.name", "profiles.revision")
def an_earlier_state_is_restored(world):
    profiles.edit(world.profile, Details("二番目"), **world.save)
    second = last_position(world)
    profiles.edit(world.profile, Details("三番目"), **world.save)
    db.session.commit()
    history_restoring.restore(world.profile, second, **world.save)


@changes("profiles.name", "profiles.id")
def a_deleted_profile_is_restored_under_another_name(world):
    details = Details(world.profile.name)
    profiles.delete(world.profile, seen_revision=world.profile.revision)
    deleted = last_position(world)
    profiles.create(world.organization, details, target_type=TargetType.ACCOUNT, who="tests")
    history_restoring.restore_deleted(world.organization, deleted, who="tests")


def last_position(world):
    """Return the position of what happened last."""
    db.session.commit()
    return db.session.get_one(AuditChain, world.organization.id, populate_existing=True).position
