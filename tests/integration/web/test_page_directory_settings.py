"""System settings: the organisation, roles, API keys."""

import pytest
from pages_in_words import facts, post, refusals, rows, save
from sqlalchemy import select

from factories import make_account, make_api_key, make_organization, make_role, role_of
from portal.domain.rights import RoleKey
from portal.domain.words import ApiRight, Plan
from portal.models import ApiKey
from portal.services.tokens import digest_of

PASSWORD = "correct horse battery"


def test_the_organisation_says_what_is_contracted_and_set(admin, sign_in, organization):
    organization.options = ["crm_integration", "recording"]
    organization.show_call_center_numbers = False

    shown = facts(sign_in(admin, "ja").get("/directory/organization/"))

    assert shown["プラン"] == "コールセンター"
    assert shown["CRM連携オプション"] == "オン"
    assert shown["その他のオプション"] == "recording"
    assert shown["サーバのバージョン"] == "3.13.2"
    assert shown["タイムゾーン"] == "Asia/Tokyo"
    assert (shown["全グループ番号表示"], shown["コールセンター着信番号表示"]) == ("オン", "オフ")


def test_the_organisation_is_corrected_and_every_answer_computed_anew(portal, organization, database):
    organization.options = ["recording"]
    before = organization.directory_revision
    portal.get("/directory/organization/edit")

    save(
        portal,
        plan="business_phone",
        crm_integration=True,
        server_version="3.14.0",
        time_zone="UTC",
        show_all_ring_group_numbers=False,
    )

    database.expire_all()
    assert (organization.plan, organization.server_version) == (Plan.BUSINESS_PHONE, "3.14.0")
    assert sorted(organization.options) == ["crm_integration", "recording"]
    assert (organization.time_zone, organization.show_all_ring_group_numbers) == ("UTC", False)
    assert organization.show_call_center_numbers
    assert organization.directory_revision != before


@pytest.mark.rule("TRU-18")
def test_what_is_wrong_with_the_organisation_is_said_at_its_field(portal, organization):
    portal.get("/directory/organization/edit")

    answer = portal.submit(server_version="3.x", time_zone="Asia/Atlantis")

    assert [said.partition(":")[0] for said in refusals(answer)] == ["Server version", "Time zone"]
    assert organization.server_version == "3.13.2"


@pytest.mark.rule("ACC-2")
def test_who_may_only_view_the_system_settings_cannot_edit_them(organization, sign_in):
    make_role(organization, "narrow", rights={"system_settings": ["view"]})
    browser = sign_in(make_account(organization, role="narrow", password=PASSWORD))

    shown = browser.get("/directory/organization/")

    assert shown.page.find(".//div[@class='actions']").findall("a") == []
    assert browser.get("/directory/organization/edit").status_code == 403


def test_roles_say_who_has_them_and_what_they_allow(portal, organization):
    make_role(organization, "helpdesk", name="ヘルプデスク", rights={"terminals": ["view", "edit"]})
    make_account(organization, role="helpdesk")

    listed = rows(portal.get("/directory/roles/", search="helpdesk"))
    shown = portal.get(f"/directory/roles/{role_of(organization, 'helpdesk').id}/")

    assert listed == [["ヘルプデスク", "helpdesk", "Own role", "1"]]
    assert ["Terminals", "Allowed", "Allowed", "–"] in rows(shown)
    assert ["Accounts", "–", "–", "–"] in rows(shown)


@pytest.mark.rule("ACC-4")
def test_another_organisations_role_is_not_there(portal):
    theirs = role_of(make_organization(), RoleKey.USER)

    assert portal.get(f"/directory/roles/{theirs.id}/").status_code == 404


@pytest.mark.rule("TRU-16")
def test_a_new_key_is_shown_once_and_stored_as_a_digest_alone(portal, database):
    portal.get("/directory/api-keys/new")

    answer = save(portal, name="PBX連携", directory=True)

    shown = answer.page.words(".//*[@id='made']//code")
    (key,) = database.scalars(select(ApiKey)).all()
    assert key.digest == digest_of(shown)
    assert key.rights == "directory,read_only"
    assert shown not in portal.get("/directory/api-keys/").text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_key_that_opens_nothing_is_refused(portal, database):
    portal.get("/directory/api-keys/new")
    portal.submit(name="x", access="write")

    answer = portal.submit(button="1")

    assert answer.status_code == 422
    assert refusals(answer) == ["Access to the directory: Choose what the key gives access to."]
    assert database.query(ApiKey).count() == 0


def test_a_key_is_revoked_and_stays_listed(portal, organization, database):
    make_api_key(organization, ApiRight.PROFILES, name="連携")
    (key,) = database.scalars(select(ApiKey)).all()
    portal.get("/directory/api-keys/")

    asked = portal.submit(f"/directory/api-keys/{key.id}/revoke")
    answer = portal.submit(button="1")

    assert "shut out at once" in asked.page.words(".//h1")
    database.expire_all()
    assert key.revoked_at is not None
    assert rows(answer)[0][3].startswith("Revoked")


@pytest.mark.rule("ACC-4")
def test_another_organisations_keys_are_neither_listed_nor_revoked(portal, database):
    make_api_key(make_organization(), name="よその鍵")
    (key,) = database.scalars(select(ApiKey)).all()

    listed = portal.get("/directory/api-keys/")
    answer = post(portal, f"/directory/api-keys/{key.id}/revoke", confirmed="1")

    assert "よその鍵" not in listed.text
    assert answer.status_code == 404
    assert key.revoked_at is None


@pytest.mark.rule("ACC-1")
def test_keys_are_for_system_administrators_alone(organization, sign_in, admin):
    role = role_of(organization, RoleKey.SYSTEM_ADMIN)
    role.rights = {**role.rights, "ivrs": ["view"]}

    assert sign_in(admin).get("/directory/api-keys/").status_code == 403
