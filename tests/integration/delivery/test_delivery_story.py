"""The state of a delivery, told with the reference softphone against the portal (DST-1, DST-2)."""

import pytest
from sqlalchemy import select, update

from factories import make_profile, make_snapshot_version
from importer.directory import Mode
from portal.domain.selection import Whole
from portal.domain.words import Status
from portal.models import Account, NumberOwner, SoftphoneReport
from portal.services import directory, profiles, targets
from portal.services.directory import Taking
from portal.services.profile_details import Details
from softphone.state_file import read_state, write_state

PASSWORD = "denwa password"


@pytest.fixture
def terminal(organization, database):
    return database.scalars(select(NumberOwner).filter_by(extension="1001")).one()


@pytest.fixture
def account(organization, database):
    return database.scalars(select(Account).filter_by(login="user1")).one()


@pytest.fixture
def for_terminal(organization, terminal, database):
    """A profile of the terminal that pins a version."""
    version = make_snapshot_version(organization, settings={"phone.auto_answer": True})
    profile = make_profile(organization, "内線", targets=[terminal], display_numbers=[], pinned=version)
    database.commit()
    return profile


@pytest.fixture
def for_account(organization, account, database):
    profile = make_profile(organization, "担当", targets=[account], display_numbers=[])
    database.commit()
    return profile


@pytest.fixture
def save(database):
    """Run a service on the profile as it is now, and commit."""

    def run(service, profile, *values):
        database.expire_all()
        service(profile, *values, seen_revision=profile.revision, who="admin")
        database.commit()

    return run


@pytest.mark.rule("DST-1", "DST-2")
def test_from_never_seen_to_applied_and_released(phone, for_terminal, states, save):
    shown = states(for_terminal)
    assert shown()["1001"] == {"state": "No softphone seen", "when": "–", "version": "–", "why": ""}

    softphone = phone("1001")
    assert (shown.of("1001"), shown()["1001"]["version"]) == ("Applied", "3.13.7")

    save(profiles.edit, for_terminal, Details("新しい名前"))
    assert shown.of("1001") == "Waiting for the softphone"
    softphone.start()
    assert shown.of("1001") == "Applied"

    save(profiles.set_status, for_terminal, Status.DISABLED)
    assert shown.of("1001") == "Waiting for the softphone"
    softphone.start()
    assert shown.of("1001") == "Released"


@pytest.mark.rule("DST-2")
def test_what_a_softphone_got_is_not_applied_before_it_says_so(phone, for_terminal, states, database):
    phone("1001")
    database.execute(update(SoftphoneReport).values(revision="0" * 64))
    database.commit()

    assert states(for_terminal).of("1001") == "Delivered, not confirmed"


@pytest.mark.rule("DST-2")
def test_a_softphone_that_could_not_apply_it_says_why(phone, for_terminal, states):
    softphone = phone("1001")
    portal = state_of(softphone)
    report(softphone, portal.revision, "failed", portal.acknowledged.digest, "disk full")

    assert states(for_terminal)()["1001"]["state"] == "Could not be applied"
    assert states(for_terminal)()["1001"]["why"] == "disk full"


@pytest.mark.rule("DST-2")
def test_values_that_changed_on_the_softphone_are_drift_until_they_are_given_again(
    phone, for_terminal, states, terminal, admin
):
    softphone = phone("1001")
    state = state_of(softphone)
    state.in_force["other"]["values"]["phone.auto_answer"] = False
    write_state(softphone.path, state)
    softphone.start()
    shown = states(for_terminal)
    assert shown.of("1001") == "Differs"

    admin.submit(f"/profiles/{for_terminal.id}/delivery/{terminal.id}/again")
    assert shown.of("1001") == "Waiting for the softphone"
    softphone.start()

    assert shown.of("1001") == "Applied"
    assert state_of(softphone).in_force["other"]["values"]["phone.auto_answer"] is True


@pytest.mark.rule("DST-2")
def test_a_softphone_that_is_too_old_says_for_which_part(phone, for_terminal, states):
    softphone = phone("1001")
    softphone.become_version("3.13.6")
    softphone.start()
    shown = states(for_terminal)
    assert shown()["1001"] | {"when": ""} == {
        "state": "Softphone too old",
        "when": "",
        "version": "3.13.6",
        "why": "Too old for other settings",
    }

    softphone.become_version("3.12.4")
    softphone.start()

    assert shown()["1001"]["why"] == "Too old for any settings"


@pytest.mark.rule("DST-2")
def test_an_account_profile_overrides_until_the_agent_signs_out(phone, for_terminal, for_account, states):
    softphone = phone("1001")
    terminals, accounts = states(for_terminal), states(for_account)
    assert (terminals.of("1001"), accounts.of("user1")) == ("Applied", "No softphone seen")

    softphone.sign_in("user1", PASSWORD)
    assert terminals()["1001"]["state"] == "Overridden"
    assert terminals()["1001"]["why"] == "担当"
    assert accounts.of("user1") == "Applied"

    softphone.sign_out()
    assert terminals.of("1001") == "Applied"
    assert accounts()["user1"]["state"] == "Released"
    assert accounts()["user1"]["why"] == "Signed out; applied again at the next sign-in"


@pytest.mark.rule("DST-2")
def test_an_account_on_two_softphones_is_as_far_as_the_worse_of_them(phone, for_account, states, save):
    for extension in ("1001", "1002"):
        phone(extension).sign_in("user1", PASSWORD)
    shown = states(for_account)
    assert shown.of("user1") == "Applied"

    save(profiles.edit, for_account, Details("新しい名前"))
    phone("1002").start()

    assert shown.of("user1") == "Waiting for the softphone"
    phone("1001").start()
    assert shown.of("user1") == "Applied"


@pytest.mark.rule("DST-2")
def test_a_change_of_the_directory_may_change_the_answer(phone, for_terminal, states):
    softphone = phone("1001")
    shown = states(for_terminal)
    directory.take({"ivrs": [{"extension": "3001", "name": "受付"}]}, Taking(Mode.MERGE), slug="acme")
    assert shown.of("1001") == "Waiting for the softphone"

    softphone.start()

    # A 304 is an answer too, and what was applied still holds.
    assert state_of(softphone).standing.outcome == "unchanged"
    assert shown.of("1001") == "Applied"


@pytest.mark.rule("DST-1", "TGT-5")
def test_a_target_that_no_longer_qualifies_is_told_apart(phone, for_account, states):
    directory.take(
        {"accounts": [{"login": "user1", "agent_enabled": False}]}, Taking(Mode.MERGE), slug="acme"
    )

    shown = states(for_account)()["user1"]

    assert (shown["state"], shown["why"]) == ("Cannot be delivered to", "The agent function is off")


@pytest.mark.rule("DST-2")
def test_who_is_no_target_any_more_is_not_shown(phone, for_terminal, states, save):
    phone("1001")

    save(targets.save_targets, for_terminal, Whole(frozenset()))

    assert states(for_terminal)() == {}


def state_of(softphone):
    return read_state(softphone.path)


def report(softphone, revision, result, digest, detail):
    from softphone.state import Report  # noqa: PLC0415

    with softphone._turn() as turn:
        turn.portal.report(turn.credentials, Report(revision, result, digest, detail))
