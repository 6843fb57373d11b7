"""Roles made, corrected and deleted by hand: nobody rises by it, and nobody is locked out."""

import pytest
from pages_in_words import facts, post, refusals, rows, save
from sqlalchemy import select

from factories import make_account, make_administrator, make_organization, make_role, role_of
from portal.domain.rights import RESOURCES, RIGHTS, RoleKey, initial_rights
from portal.models import Role

PASSWORD = "correct horse battery"
EVERYTHING = [f"{resource}.{right}" for resource in RESOURCES for right in RIGHTS]


@pytest.fixture
def with_rights(organization, sign_in):
    """A browser of somebody with exactly these rights: `with_rights(roles=["view"])`."""

    def signed_in(**rights):
        make_role(organization, "narrow", rights=rights)
        return sign_in(make_account(organization, "narrow", role="narrow", password=PASSWORD))

    return signed_in


@pytest.fixture
def administrators(organization):
    """The system administrator role."""
    return role_of(organization, RoleKey.SYSTEM_ADMIN)


def menu(answer):
    return ["".join(link.itertext()) for link in answer.page.all(".//nav[@class='side']//a")]


def offered(answer):
    actions = answer.page.find(".//div[@class='actions']")
    return [] if actions is None else ["".join(each.itertext()).strip() for each in actions]


def edit(browser, role):
    return browser.get(f"/directory/roles/{role.id}/edit")


@pytest.mark.rule("ACC-2")
def test_a_role_is_made_and_then_allows_what_was_ticked(portal, organization, database):
    portal.get("/directory/roles/")
    portal.get("/directory/roles/new")

    answer = save(portal, key="helpdesk", name="ヘルプデスク", rights=["terminals.view", "terminals.edit"])

    assert answer.path == "/directory/roles/"
    assert ["ヘルプデスク", "helpdesk", "Own role", "0"] in rows(answer)
    assert role_of(organization, "helpdesk").rights == {"terminals": ["view", "edit"]}


@pytest.mark.rule("ACC-2")
def test_a_role_is_corrected_for_all_who_have_it_at_once(portal, organization, sign_in, database):
    role = make_role(organization, "helpdesk", name="窓口", rights={"terminals": ["view", "edit"]})
    theirs = sign_in(make_account(organization, "user1", role="helpdesk", password=PASSWORD))
    edit(portal, role)

    save(portal, name="ヘルプデスク", rights=["ivrs.view"])

    database.expire_all()
    assert (role.name, role.rights) == ("ヘルプデスク", {"ivrs": ["view"]})
    assert theirs.get("/").path == "/sign-in"


def test_a_new_role_that_is_refused_keeps_what_was_typed(portal, organization):
    make_role(organization, "helpdesk")
    portal.get("/directory/roles/new")

    taken = portal.submit(key="helpdesk", name="窓口", rights=["ivrs.view"])
    bad = portal.submit(key="Help Desk", name="")

    assert refusals(taken) == ["Key: There is a role with this key already."]
    assert [said.partition(":")[0] for said in refusals(bad)] == ["Key", "Name"]
    assert bad.page.form("/directory/roles/new").values().getlist("rights") == ["ivrs.view"]


@pytest.mark.rule("ACC-1")
def test_one_right_less_takes_the_menus_from_all_administrators_and_it_can_be_given_back(
    portal, administrators, sign_in, colleague, database
):
    edit(portal, administrators)

    asked = portal.submit(rights=[tick for tick in EVERYTHING if tick != "ivrs.delete"])
    portal.submit(button="1")
    without = sign_in(colleague)

    assert "loses the menus" in asked.page.words(".//main")
    assert without.get("/profiles/").status_code == 403
    assert "Softphone setting profiles" not in menu(without.get("/"))
    edit(without, administrators)
    save(without, rights=EVERYTHING)
    database.expire_all()
    assert administrators.rights == initial_rights(RoleKey.SYSTEM_ADMIN)
    assert "Softphone setting profiles" in menu(sign_in(colleague).get("/profiles/"))


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("kept", [["roles.view"], ["roles.edit"], []])
def test_the_administrators_are_never_locked_out(portal, administrators, database, kept):
    edit(portal, administrators)

    answer = portal.submit(rights=[tick for tick in EVERYTHING if "roles." not in tick] + kept)

    assert answer.status_code == 422
    assert refusals(answer)[0].startswith(
        "Rights: The system administrator role keeps view and edit on roles"
    )
    database.expire_all()
    assert administrators.rights == initial_rights(RoleKey.SYSTEM_ADMIN)


@pytest.mark.rule("ACC-2")
def test_nobody_gives_rights_that_they_do_not_have(organization, with_rights, database):
    role = make_role(organization, "helpdesk", rights={"terminals": ["view"]})
    browser = with_rights(roles=["view", "edit"], terminals=["view"])

    shown = edit(browser, role)
    forged = browser.submit(forged={"rights": ["accounts.edit"], "confirmed": "1"})

    free = [
        box.get("value") for box in shown.page.all(".//input[@name='rights']") if "disabled" not in box.attrib
    ]
    assert free == ["roles.view", "roles.edit", "terminals.view"]
    assert refusals(forged) == ["Rights: You can only give rights that your own role has."]
    database.expire_all()
    assert role.rights == {"terminals": ["view"]}


@pytest.mark.rule("ACC-2")
def test_a_role_with_more_rights_is_out_of_reach(organization, with_rights, administrators):
    browser = with_rights(roles=["view", "edit", "delete"])
    supervisor = role_of(organization, RoleKey.SUPERVISOR)

    shown = browser.get(f"/directory/roles/{supervisor.id}/")

    assert offered(shown) == []
    assert [edit(browser, role).status_code for role in (supervisor, administrators)] == [403, 403]


@pytest.mark.rule("ACC-2")
@pytest.mark.parametrize(
    ("rights", "seen"), [(["view"], []), (["view", "edit"], ["Edit"]), (["view", "delete"], ["Delete"])]
)
def test_each_right_on_roles_offers_its_own_button(organization, with_rights, rights, seen):
    role = make_role(organization, "helpdesk")
    browser = with_rights(roles=rights)

    shown = browser.get(f"/directory/roles/{role.id}/")

    assert offered(shown) == seen
    assert offered(browser.get("/directory/roles/")) == (["New"] if "edit" in rights else [])
    assert edit(browser, role).status_code == (200 if "edit" in rights else 403)


def test_a_role_is_deleted_when_nobody_has_it(portal, organization, database):
    role = make_role(organization, "helpdesk", name="窓口")
    account = make_account(organization, "user1", role="helpdesk")
    path = f"/directory/roles/{role.id}/"

    portal.get(path)
    portal.submit(f"{path}delete")
    refused = portal.submit(button="1")
    account.role_id = role_of(organization, RoleKey.USER).id
    portal.get(path)
    portal.submit(f"{path}delete")
    portal.submit(button="1")

    assert refused.status_code == 409
    assert "Not deleted: 1 account has this role." in refused.page.words(".//main")
    assert sorted(database.scalars(select(Role.key).filter_by(organization_id=organization.id))) == sorted(
        RoleKey
    )


def test_built_in_roles_keep_their_names_and_stay(portal, organization, database):
    role = role_of(organization, RoleKey.SUPERVISOR)
    shown = portal.get(f"/directory/roles/{role.id}/")
    deleted = post(portal, f"/directory/roles/{role.id}/delete", confirmed="1").status_code
    edit(portal, role)

    save(portal, rights=["accounts.view"])

    database.expire_all()
    assert offered(shown) == ["Edit"]
    assert deleted == 403
    assert (role.name, role.rights) == ("スーパバイザ", {"accounts": ["view"]})


@pytest.mark.rule("PRF-9")
def test_a_role_that_changed_meanwhile_is_not_overwritten_unseen(portal, theirs, organization):
    role = make_role(organization, "helpdesk", rights={"ivrs": ["view"]})
    for browser in (portal, theirs):
        edit(browser, role)
    save(theirs, rights=["ivrs.view", "ivrs.edit"])

    refused = portal.submit(rights=["terminals.view"])

    assert refused.status_code == 409
    assert facts(refused)["Rights"] == "IVRs: View, Edit"


@pytest.mark.rule("ACC-4")
def test_another_organisations_roles_are_neither_edited_nor_deleted(portal):
    elsewhere = make_organization()
    make_administrator(elsewhere)
    role = make_role(elsewhere, "helpdesk")
    portal.get("/directory/roles/")

    edited = edit(portal, role).status_code
    portal.get("/directory/roles/")
    deleted = post(portal, f"/directory/roles/{role.id}/delete", confirmed="1").status_code

    assert (edited, deleted) == (404, 404)
