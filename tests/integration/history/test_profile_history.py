"""Whatever happens to a profile has its entry, with what was before and after by the names people know."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_profile,
    make_snapshot_version,
    make_terminal,
    number_of,
)
from importer.directory import Mode
from portal.domain.audit import Action, ActorKind
from portal.domain.difference import ListChange
from portal.domain.selection import Ticked, Whole
from portal.domain.words import DisplayList, Part, Status, TargetType
from portal.models import AuditEntry
from portal.queries.history import change_of, changes_since
from portal.queries.profile_documents import ProfileDocument, document_of
from portal.services import (
    actors,
    directory,
    other_settings,
    profile_documents,
    profiles,
    selections,
    targets,
)
from portal.services.directory import Taking
from portal.services.errors import EditConflict, NotAcceptable
from portal.services.profile_details import Details

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.fixture
def organization(database):
    organization = make_organization(slug="acme")
    make_terminal(organization, "1001")
    make_ivr(organization, "3001", dial_in=["0312345678", "0312345679"])
    make_call_center(organization, "4001", caller_number="0120000001")
    make_label(organization, "renewal", caller_number="0312345678")
    make_account(organization, "user1", agent_enabled=True)
    return organization


@pytest.fixture
def profile(organization):
    return make_profile(organization, "営業部", memo="覚え", status=Status.DISABLED)


def entries(database, **named):
    database.commit()
    return database.scalars(select(AuditEntry).filter_by(**named).order_by(AuditEntry.position)).all()


def the_change(database):
    (entry,) = entries(database)
    return change_of(entry)


def saved(profile):
    return {"seen_revision": profile.revision, "who": "sato"}


@pytest.mark.rule("HIS-1")
def test_the_first_tab_is_recorded_field_by_field(database, profile):
    seen = profile.revision

    profiles.edit(
        profile, Details("総務部", "覚え", DisplayList.NUMBERS_ONLY), status=Status.ENABLED, **saved(profile)
    )

    made = the_change(database)
    assert made.difference.fields == {
        "name": ("営業部", "総務部"),
        "status": ("disabled", "enabled"),
        "display_list": ("switchable", "numbers_only"),
    }
    assert (made.action, made.actor.name, made.profile_id) == (Action.PROFILE_CHANGED, "sato", profile.id)
    assert made.revision == profile.revision
    assert entries(database)[0].seen_revision == seen


@pytest.mark.rule("HIS-1")
def test_numbers_are_recorded_by_their_digits(database, organization, profile):
    first, second = (number_of(organization, digits).id for digits in ("0312345678", "0312345679"))
    selections.save_numbers(profile, Part.DISPLAY_NUMBERS, Whole(frozenset({first})), **saved(profile))

    selections.save_numbers(
        profile,
        Part.DISPLAY_NUMBERS,
        Ticked(frozenset({first, second}), frozenset({second})),
        **saved(profile),
    )

    database.commit()
    first_save, second_save = map(change_of, entries(database))
    assert first_save.difference.fields == {"display_numbers_saved": (False, True)}
    assert first_save.difference.lists["display_numbers"].added == {"0312345678"}
    assert second_save.difference.fields == {}
    assert second_save.difference.lists == {
        "display_numbers": ListChange(frozenset({"0312345679"}), frozenset({"0312345678"}))
    }


@pytest.mark.rule("HIS-1")
def test_contact_points_are_recorded_by_kind_and_key(database, organization, profile):
    center = database.execute(select(_owner_id("4001"))).scalar_one()
    label = database.execute(select(_label_id())).scalar_one()

    selections.save_contact_points(
        profile, Whole(frozenset({center})), Whole(frozenset({label})), **saved(profile)
    )

    made = the_change(database)
    assert made.difference.lists["contact_points"].added == {"call_center:4001", "business_label:renewal"}


def _owner_id(extension):
    from portal.models import NumberOwner  # noqa: PLC0415

    return select(NumberOwner.id).where(NumberOwner.extension == extension).scalar_subquery()


def _label_id():
    from portal.models import BusinessLabel  # noqa: PLC0415

    return select(BusinessLabel.id).where(BusinessLabel.code == "renewal").scalar_subquery()


@pytest.mark.rule("HIS-1")
def test_targets_are_recorded_by_login(database, organization, profile):
    account = make_account(organization, "user2", agent_enabled=True)

    targets.save_targets(profile, Whole(frozenset({account.id})), **saved(profile))

    assert the_change(database).difference.lists == {"targets": ListChange(frozenset({"user2"}), frozenset())}


@pytest.mark.rule("HIS-1")
def test_the_pinned_version_is_recorded_by_name_and_number(database, organization, profile):
    version = make_snapshot_version(organization)

    other_settings.pin(profile, version.id, **saved(profile))

    (before, after) = the_change(database).difference.fields["other"]
    assert before is None
    assert (after["snapshot"], after["version"]) == ("標準設定", 1)


@pytest.mark.rule("HIS-1")
def test_a_new_profile_is_recorded_with_all_that_it_has(database, organization):
    document = ProfileDocument(
        "新規", TargetType.ACCOUNT, targets=("user1",), display_numbers=("0312345678", "1001")
    )

    profile = profile_documents.create(organization, document, who="key")

    made = the_change(database)
    assert made.action is Action.PROFILE_CREATED
    assert made.difference.fields["name"] == (None, "新規")
    assert made.difference.lists["targets"].added == {"user1"}
    assert made.difference.lists["display_numbers"].added == {"0312345678", "1001"}
    assert made.revision == profile.revision


@pytest.mark.rule("HIS-1")
def test_a_copy_says_what_it_is_a_copy_of(database, profile):
    profiles.duplicate(profile, who="sato")

    (entry,) = entries(database)
    assert (entry.action, entry.subject) == (Action.PROFILE_DUPLICATED, "営業部 (2)")
    assert '"of":"営業部"' in entry.details


@pytest.mark.rule("HIS-1", "PRF-10")
def test_a_deleted_profile_is_recorded_with_all_that_it_had(database, organization):
    make_account(organization, "user3", agent_enabled=True)
    profile = make_profile(organization, "営業部", display_numbers=["0312345678"])
    profile_id = profile.id

    profiles.delete(profile, seen_revision=profile.revision)

    made = the_change(database)
    assert (made.action, made.profile_id) == (Action.PROFILE_DELETED, profile_id)
    assert made.difference.fields["name"] == ("営業部", None)
    assert made.difference.lists["display_numbers"].removed == {"0312345678"}


@pytest.mark.rule("HIS-1", "REC-5")
def test_what_the_directory_takes_from_a_profile_is_recorded(database, organization, profile):
    numbers = frozenset({number_of(organization, "0312345678").id, number_of(organization, "1001").id})
    selections.save_numbers(profile, Part.DISPLAY_NUMBERS, Whole(numbers), **saved(profile))
    center = database.execute(select(_owner_id("4001"))).scalar_one()
    selections.save_contact_points(profile, Whole(frozenset({center})), Whole(frozenset()), **saved(profile))
    database.commit()

    directory.take({"ivrs": [], "call_centers": []}, Taking(Mode.SYNC, confirmed=True), slug="acme")

    (lost,) = entries(database, action=Action.PROFILE_LOST)
    made = change_of(lost)
    assert made.difference.lists["display_numbers"].removed == {"0312345678"}
    assert made.difference.lists["contact_points"].removed == {"call_center:4001"}
    assert made.revision == profile.revision


@pytest.mark.rule("HIS-1")
def test_a_save_that_changes_nothing_leaves_no_entry(database, profile):
    profiles.edit(profile, Details("営業部", "覚え"), **saved(profile))
    targets.save_targets(profile, Whole(frozenset()), **saved(profile))
    profile_documents.replace(profile, document_of(profile), **saved(profile))

    assert entries(database) == []


@pytest.mark.rule("HIS-1")
def test_what_is_refused_or_rolled_back_leaves_no_entry(database, organization, profile):
    with pytest.raises(NotAcceptable):
        selections.save_numbers(profile, Part.DISPLAY_NUMBERS, Whole(frozenset({2**30})), **saved(profile))
    with pytest.raises(EditConflict):
        profiles.set_status(profile, Status.ENABLED, seen_revision="another", who="sato")
    assert entries(database) == []

    profiles.set_status(profile, Status.ENABLED, **saved(profile))
    database.rollback()

    assert entries(database) == []


@pytest.mark.rule("HIS-1")
def test_who_and_from_where_is_what_the_edge_said(database, profile):
    actors.arrive("192.0.2.7")
    actors.be(ActorKind.ACCOUNT, "sato", 7)
    try:
        profiles.set_status(profile, Status.ENABLED, **saved(profile))
        made = the_change(database)
    finally:
        actors.leave()

    assert (made.actor.kind, made.actor.name, made.actor.account_id, made.actor.address) == (
        ActorKind.ACCOUNT,
        "sato",
        7,
        "192.0.2.7",
    )


@pytest.mark.rule("HIS-1", "PRF-9")
def test_what_others_changed_since_a_form_was_opened_is_told_item_by_item(database, organization, profile):
    first = number_of(organization, "0312345678").id
    seen = profile.revision
    profiles.set_status(profile, Status.ENABLED, **saved(profile))
    between = profile.revision
    selections.save_numbers(profile, Part.DISPLAY_NUMBERS, Whole(frozenset({first})), **saved(profile))
    database.commit()

    assert [change.difference.fields for change in changes_since(profile.id, seen)] == [
        {"status": ("disabled", "enabled")},
        {"display_numbers_saved": (False, True)},
    ]
    (last,) = changes_since(profile.id, between)
    assert last.difference.lists["display_numbers"].added == {"0312345678"}
    assert changes_since(profile.id, profile.revision) == ()


@pytest.mark.rule("HIS-1", "PRF-9")
def test_a_revision_of_a_save_without_changes_is_known_from_the_change_after_it(database, profile):
    profiles.set_status(profile, Status.ENABLED, **saved(profile))
    profiles.set_status(profile, Status.ENABLED, **saved(profile))
    seen = profile.revision
    profiles.edit(profile, Details("総務部", "覚え"), **saved(profile))
    database.commit()

    (change,) = changes_since(profile.id, seen)

    assert change.difference.fields == {"name": ("営業部", "総務部")}


@pytest.mark.rule("HIS-1", "ACC-4")
def test_another_profile_has_a_history_of_its_own(database, organization, profile):
    other = make_profile(organization)
    profiles.set_status(profile, Status.ENABLED, **saved(profile))
    database.commit()

    assert changes_since(other.id, "unknown") == ()


@pytest.mark.rule("HIS-1")
def test_a_document_that_replaces_all_is_one_entry(database, organization, profile):
    document = replace(document_of(profile), name="総務部", targets=("user1",), cti_numbers=("0312345678",))

    profile_documents.replace(profile, document, **saved(profile))

    made = the_change(database)
    assert set(made.difference.fields) == {"name", "cti_numbers_saved"}
    assert set(made.difference.lists) == {"targets", "cti_numbers"}
