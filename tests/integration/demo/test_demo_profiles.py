"""The profiles and snapshots of the demonstration: they hold to the rules, and not only to look at."""

import pytest
from demonstrations import load_all
from sqlalchemy import select

from portal.domain.words import CaptureState, Status, TargetType
from portal.extensions import db
from portal.models import (
    Account,
    AccountTarget,
    BusinessLabel,
    CallCenter,
    Capture,
    Number,
    Profile,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
    Terminal,
    TerminalTarget,
)
from portal.queries.directory import organization_of
from portal.queries.snapshots import newer_than, version_named
from portal.queries.targets import counted

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.mark.rule("TGT-1", "TGT-2", "TGT-5")
def test_every_target_can_be_delivered_to(database):
    load_all()

    profiles = db.session.scalars(select(Profile)).all()
    assert {profile.name: counted(profile).total for profile in profiles} == {
        "オペレーター標準": 20,
        "共用席": 10,
        "事務所標準": 4,
    }
    assert [counted(profile).not_deliverable for profile in profiles] == [0, 0, 0]


@pytest.mark.rule("PRF-5", "PRF-6")
def test_all_profiles_deliver_and_on_business_phone_to_extensions_alone(database):
    load_all()

    profiles = db.session.scalars(select(Profile)).all()
    assert {profile.status for profile in profiles} == {Status.ENABLED}
    of_sakura = [profile for profile in profiles if profile.organization_id == organization_of("sakura").id]
    assert [profile.target_type for profile in of_sakura] == [TargetType.EXTENSION]


@pytest.mark.rule("ACC-4")
@pytest.mark.parametrize(
    ("link", "thing"),
    [
        pytest.param(SelectedNumber.number_id, Number, id="numbers"),
        pytest.param(SelectedCallCenter.call_center_id, CallCenter, id="call centres"),
        pytest.param(SelectedBusinessLabel.business_label_id, BusinessLabel, id="labels"),
        pytest.param(AccountTarget.account_id, Account, id="accounts"),
        pytest.param(TerminalTarget.terminal_id, Terminal, id="terminals"),
    ],
)
def test_nothing_of_one_organisation_is_in_a_profile_of_another(database, link, thing):
    load_all()

    owners = (
        select(Profile.organization_id, thing.organization_id)
        .join(link.class_, link.class_.profile_id == Profile.id)
        .join(thing, thing.id == link)
    )
    pairs = set(map(tuple, db.session.execute(owners)))
    assert pairs
    assert all(profile == owned for profile, owned in pairs)


@pytest.mark.rule("OTH-4", "SNP-1")
def test_the_profile_pins_a_version_that_has_a_newer_one(database):
    load_all()

    first = version_named(organization_of("acme").id, "標準設定", 1)
    second = newer_than(first)
    profile = db.session.scalars(select(Profile).filter_by(name="オペレーター標準")).one()
    assert profile.snapshot_version_id == first.id
    assert second.number == 2
    assert second.digest != first.digest


@pytest.mark.rule("CAP-6", "CAP-7", "CAP-8")
def test_captures_look_as_those_that_a_softphone_sent(database):
    load_all()

    captures = db.session.scalars(select(Capture).order_by(Capture.id)).all()
    assert [capture.state for capture in captures] == [CaptureState.INGESTED, CaptureState.INGESTED]
    assert [capture.faults for capture in captures] == [[], []]
    assert [capture.unrecognised for capture in captures] == [[], ["audio.sidetone_volume"]]
    assert all("terminal.extension" in capture.left_out for capture in captures)
    assert captures[0].snapshot_version_id == version_named(organization_of("acme").id, "標準設定", 1).id
