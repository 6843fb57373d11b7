"""Every service that changes something, what is done with it here, and the action that its entry has.

Each function gets a `World` in which there is something of every kind.
"""

from dataclasses import dataclass, replace

from sqlalchemy import select

from factories import make_api_key, make_device_token, make_profile, make_snapshot_version, number_of
from importer.captures import CaptureBody
from importer.catalogue import catalogue
from importer.checking import judge
from importer.directory import Mode
from importer.faults import Fault, FaultCode
from portal.domain.audit import Action
from portal.domain.selection import Whole
from portal.domain.webhooks import Event
from portal.domain.words import ApiRight, CaptureState, Language, Part, Status, TargetType
from portal.extensions import db
from portal.models import AccountTarget, ApiKey, Capture, Snapshot
from portal.queries import newly_added as waiting
from portal.queries.credentials import softphone
from portal.queries.listing import Listing
from portal.queries.profile_documents import ProfileDocument, document_of
from portal.services import (
    accounts,
    api_keys,
    capture_queue,
    capture_upkeep,
    captures,
    daily_mails,
    directory,
    directory_reviews,
    enrollments,
    history_restoring,
    newly_added,
    other_settings,
    profile_documents,
    profiles,
    redeliveries,
    selections,
    sessions,
    snapshot_deletion,
    snapshot_details,
    snapshot_edits,
    snapshot_retention,
    targets,
    webhooks,
)
from portal.services.directory import Taking
from portal.services.profile_details import Details
from portal.services.snapshot_details import SnapshotDetails
from portal.services.tokens import digest_of

RECORDED = {}


@dataclass
class World:
    """What there is to change."""

    organization: object
    account: object
    terminal: object
    profile: object

    @property
    def save(self):
        """What every save of the profile says."""
        return {"seen_revision": self.profile.revision, "who": "sato"}

    def snapshot(self):
        """Return the snapshot that the profile pins no version of."""
        return db.session.scalars(select(Snapshot).filter_by(name="別の設定")).one()

    def capture(self):
        """Return a capture that waits."""
        body = CaptureBody("標準設定", "2026-11-20T09:00:00+09:00", "3.13.7", "Windows", {})
        upload = captures.Upload(body, digest_of("bytes"))
        return captures.receive(upload, terminal=self.terminal, account=self.account, key=None).capture

    def softphone(self):
        """Return an enrolled softphone."""
        return softphone(digest_of(make_device_token(self.terminal)), None)


def records(function, action):
    """Note how a service is called, and in which action that ends."""

    def note(path):
        RECORDED[path.__name__] = (path, function, action)
        return path

    return note


@records("accounts.set_password", Action.PASSWORD_CHANGED)
def a_password_is_set(world):
    accounts.set_password(world.account, "correct horse battery")


@records("accounts.change_password", Action.PASSWORD_CHANGED)
def somebody_changes_their_password(world):
    accounts.change_password(world.account, "a good password", "correct horse battery")


@records("accounts.set_language", Action.LANGUAGE_CHANGED)
def a_language_is_chosen(world):
    accounts.set_language(world.account, Language.EN)


@records("sessions.begin", Action.SIGNED_IN)
def somebody_signs_in(world):
    sign_in(world)


@records("sessions.end", Action.SIGNED_OUT)
def somebody_signs_out(world):
    sessions.end(sign_in(world))


@records("sessions.end_all_of", Action.SESSIONS_ENDED)
def sessions_are_ended(world):
    sign_in(world)
    sessions.end_all_of([world.account.id])


def sign_in(world):
    """Return the token of a new session."""
    import datetime as dt  # noqa: PLC0415

    return sessions.begin("acme", "user1", "a good password", lasting=dt.timedelta(hours=1))


@records("enrollments.enrol", Action.ENROLLED)
def a_softphone_enrols(world):
    enrollments.enrol("acme", "1001", "terminal password")


@records("enrollments.end", Action.ENROLMENT_ENDED)
def a_softphone_leaves(world):
    enrollments.end(world.softphone())


@records("enrollments.renew_password", Action.PASSWORD_CHANGED)
def a_terminal_gets_a_new_password(world):
    enrollments.renew_password(world.terminal)


@records("api_keys.create", Action.API_KEY_CREATED)
def a_key_is_made(world):
    api_keys.create(world.organization, [ApiRight.PROFILES], name="移行")


@records("api_keys.revoke", Action.API_KEY_REVOKED)
def a_key_is_revoked(world):
    key = make_api_key(world.organization)
    api_keys.revoke(db.session.scalars(select(ApiKey).filter_by(digest=digest_of(key))).one())


@records("webhooks.create", Action.WEBHOOK_CREATED)
def a_webhook_is_made(world):
    make_webhook(world)


def make_webhook(world):
    """Return a webhook."""
    wanted = webhooks.Wanted("https://hooks.example/haishin", frozenset({Event.PROFILE_CHANGED}))
    return webhooks.create(world.organization, wanted)[0]


@records("webhooks.edit", Action.WEBHOOK_CHANGED)
def a_webhook_is_switched_off(world):
    webhook = make_webhook(world)
    wanted = webhooks.Wanted(webhook.url, frozenset({Event.CAPTURE_REFUSED}), enabled=False)
    webhooks.edit(webhook, wanted, seen_revision=webhook.revision)


@records("redeliveries.ask_again", Action.REDELIVERY_WISHED)
def the_targets_are_delivered_to_again(world):
    redeliveries.ask_again(world.profile, select(AccountTarget.account_id))


@records("daily_mails.edit", Action.DAILY_MAIL_CHANGED)
def the_daily_mail_is_switched_on(world):
    wanted = daily_mails.Wanted(enabled=True, addresses=("sato@example.com",), hour=8, language=Language.JA)
    daily_mails.edit(world.organization, wanted, seen_revision="")


@records("webhooks.delete", Action.WEBHOOK_DELETED)
def a_webhook_is_deleted(world):
    webhooks.delete(make_webhook(world))


@records("webhooks.renew_secret", Action.WEBHOOK_SECRET_RENEWED)
def a_webhook_gets_a_new_secret(world):
    webhooks.renew_secret(make_webhook(world))


@records("directory.take", Action.DIRECTORY_CHANGED)
def the_directory_is_taken_in(world):
    directory.take({"ivrs": [{"extension": "3009", "name": "夜間"}]}, Taking(Mode.MERGE), slug="acme")


@records("directory.take", Action.PROFILE_LOST)
def the_directory_loses_what_a_profile_selects(world):
    directory.take({"ivrs": []}, Taking(Mode.SYNC, confirmed=True), slug="acme")


@records("captures.receive", Action.CAPTURE_RECEIVED)
def a_softphone_uploads(world):
    world.capture()


@records("captures.receive_file", Action.CAPTURE_RECEIVED)
def a_file_is_uploaded(world):
    body = CaptureBody("標準設定", "2026-11-20T09:00:00+09:00", "3.13.7", "Windows", {})
    captures.receive_file(
        captures.Upload(body, digest_of("bytes")), extension="1001", file_name="a.json", account=world.account
    )


@records("capture_queue.settle", Action.CAPTURE_INGESTED)
def a_capture_is_taken_in(world):
    capture = world.capture()
    capture_queue.claim(capture.id)
    capture_queue.settle(capture.id, judge({"phone.auto_answer": True}, catalogue()))


@records("capture_queue.settle", Action.CAPTURE_REFUSED)
def a_capture_is_refused(world):
    refused_capture(world)


def refused_capture(world):
    """Return a capture that was refused."""
    capture = world.capture()
    capture_queue.claim(capture.id)
    capture_queue.settle(capture.id, judge({"phone.auto_answer": "perhaps"}, catalogue()))
    return capture


@records("capture_queue.set_aside_exhausted", Action.CAPTURE_REFUSED)
def a_capture_is_given_up(world):
    world.capture().attempts = capture_queue.MOST_ATTEMPTS
    capture_queue.set_aside_exhausted()


@records("capture_upkeep.try_again", Action.CAPTURE_TRIED_AGAIN)
def a_capture_is_tried_again(world):
    capture = world.capture()
    capture.state = CaptureState.REFUSED
    given_up = Fault("", FaultCode.GIVEN_UP, {"most": 3})
    capture.faults = [{"pointer": "", "code": given_up.code.value, "params": dict(given_up.params)}]
    db.session.flush()
    capture_upkeep.try_again(capture)


@records("capture_upkeep.delete_capture", Action.CAPTURES_DELETED)
def a_capture_is_deleted(world):
    capture_upkeep.delete_capture(refused_capture(world))


@records("capture_upkeep.delete_old", Action.CAPTURES_DELETED)
def captures_are_deleted_by_age(world):
    capture = db.session.get_one(Capture, refused_capture(world).id)
    capture.settled_at = capture.received_at.replace(year=2020)
    db.session.flush()
    capture_upkeep.delete_old(30)


@records("snapshot_details.edit", Action.SNAPSHOT_CHANGED)
def a_snapshot_gets_another_name(world):
    snapshot = world.snapshot()
    snapshot_details.edit(snapshot, SnapshotDetails("新しい名前", ""), seen_revision=snapshot.revision)


@records("snapshot_deletion.delete_snapshot", Action.SNAPSHOT_DELETED)
def a_snapshot_is_deleted(world):
    snapshot_deletion.delete_snapshot(world.snapshot())


@records("snapshot_deletion.delete_version", Action.VERSION_DELETED)
def a_version_is_deleted(world):
    snapshot_deletion.delete_version(make_snapshot_version(world.organization, "別の設定"))


@records("snapshot_retention.keep", Action.VERSION_DELETED)
def versions_are_deleted_by_number(world):
    make_snapshot_version(world.organization, "別の設定")
    snapshot_retention.keep(world.snapshot().id, 1)


@records("snapshot_edits.edit", Action.VERSION_CREATED)
def a_version_is_edited(world):
    version = make_snapshot_version(world.organization, "別の設定")
    values = {"phone.auto_answer": False}
    snapshot_edits.edit(version, values, catalogue(), seen_number=version.number, who="sato")


@records("profiles.create", Action.PROFILE_CREATED)
def a_profile_is_made(world):
    profiles.create(world.organization, Details("新規"), target_type=TargetType.ACCOUNT, who="sato")


@records("profile_documents.create", Action.PROFILE_CREATED)
def a_profile_is_made_of_a_document(world):
    profile_documents.create(world.organization, ProfileDocument("新規", TargetType.ACCOUNT), who="key")


@records("profiles.edit", Action.PROFILE_CHANGED)
def a_profile_is_edited(world):
    profiles.edit(world.profile, Details("総務部"), **world.save)


@records("profiles.set_status", Action.PROFILE_CHANGED)
def a_profile_is_switched_off(world):
    profiles.set_status(world.profile, Status.DISABLED, **world.save)


@records("profiles.duplicate", Action.PROFILE_DUPLICATED)
def a_profile_is_copied(world):
    profiles.duplicate(world.profile, who="sato")


@records("profiles.delete", Action.PROFILE_DELETED)
def a_profile_is_deleted(world):
    profiles.delete(world.profile, seen_revision=world.profile.revision)


@records("profile_documents.replace", Action.PROFILE_CHANGED)
def a_profile_is_replaced(world):
    document = replace(document_of(world.profile), display_numbers=("1001",))
    profile_documents.replace(world.profile, document, **world.save)


@records("selections.save_numbers", Action.PROFILE_CHANGED)
def numbers_are_saved(world):
    chosen = frozenset({number_of(world.organization, "1001").id})
    selections.save_numbers(world.profile, Part.DISPLAY_NUMBERS, Whole(chosen), **world.save)


@records("selections.save_contact_points", Action.PROFILE_CHANGED)
def contact_points_are_saved(world):
    selections.save_contact_points(world.profile, Whole(frozenset()), Whole(frozenset()), **world.save)


@records("newly_added.add", Action.PROFILE_CHANGED)
def a_newly_added_number_is_added_to_lists(world):
    ivr = {"extension": "3009", "name": "夜間", "dial_in": ["0399999999"]}
    directory.take({"ivrs": [ivr]}, Taking(Mode.MERGE), slug="acme")
    directory_reviews.review(world.organization.id)
    number = number_of(world.organization, "0399999999")
    lists = waiting.matching_lists(number.id, Listing())
    newly_added.add(world.account, number.id, lists)


@records("targets.save_targets", Action.PROFILE_CHANGED)
def targets_are_saved(world):
    targets.save_targets(world.profile, Whole(frozenset()), **world.save)


@records("other_settings.pin", Action.PROFILE_CHANGED)
def a_version_is_pinned(world):
    version = make_snapshot_version(world.organization)
    other_settings.pin(world.profile, version.id, **world.save)


@records("history_restoring.restore", Action.PROFILE_RESTORED)
def an_earlier_state_is_restored(world):
    profiles.edit(world.profile, Details("総務部"), **world.save)
    db.session.commit()
    position = newest_position(world)
    history_restoring.restore(world.profile, position - 1, **world.save)


@records("history_restoring.restore_deleted", Action.PROFILE_RESTORED)
def a_deleted_profile_is_restored(world):
    profile = make_profile(world.organization, "消えたもの")
    profiles.delete(profile, seen_revision=profile.revision)
    db.session.commit()
    history_restoring.restore_deleted(world.organization, newest_position(world), who="sato")


def newest_position(world):
    """Return the position of the newest entry."""
    from portal.models import AuditChain  # noqa: PLC0415

    return db.session.get_one(AuditChain, world.organization.id, populate_existing=True).position
