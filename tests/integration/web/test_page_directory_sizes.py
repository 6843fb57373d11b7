"""What the directory's pages cost: the same queries and the same page for 150 rows as for all that fit."""

import re

import pytest
from pages_in_words import save
from sqlalchemy import func, select

from factories import make_administrator, make_organization, make_portal_session, role_of
from plumbing.browser import Browser
from plumbing.statements import counted
from portal.domain.words import Kind, OwnerType, TerminalType
from portal.extensions import db
from portal.models import (
    Account,
    BusinessLabel,
    CallCenterAgent,
    Number,
    NumberOwner,
    PhoneBookEntry,
    RingGroupMember,
)
from portal.services.many_rows import insert_rows

# Three pages of a list, so that the second has one before and one after; and what is designed for.
FEW = dict.fromkeys(("people", "terminals", "others"), 150)
MANY = {"people": 50_000, "terminals": 50_000, "others": 5_000}
PREFIXES = {
    OwnerType.TERMINAL: 1,
    OwnerType.RING_GROUP: 2,
    OwnerType.IVR: 3,
    OwnerType.CALL_CENTER: 4,
}
# What differs without costing anything: tokens and revisions, and numbers.
VARYING = re.compile(r'(?<=value=")[\w.-]{32,}|(?<=ntent=")[\w.-]{32,}|\d+')


class Filled:
    """An organisation with so many rows of each kind, and its administrator's browser."""

    def __init__(self, app, database, many):
        """Fill an organisation; its first ring group and call centre have everybody in them."""
        self.organization = make_organization(name="契約")
        self.administrator = make_administrator(self.organization, "admin")
        self._add_people(many)
        self._add_owners(many)
        self._add_belongings(database)
        database.commit()
        self.browser = Browser(app)
        self.browser.enter(make_portal_session(self.administrator))

    def _add_people(self, many):
        of = {"organization_id": self.organization.id}
        account = of | {"role_id": role_of(self.organization, "user").id, "agent_enabled": True}
        insert_rows(Account, [account | _named("login", "u", place) for place in range(many["people"])])
        insert_rows(BusinessLabel, [of | _named("code", "l", place) for place in range(many["others"])])

    def _add_owners(self, many):
        for owner_type, prefix in PREFIXES.items():
            terminal = owner_type is OwnerType.TERMINAL
            owner = {"organization_id": self.organization.id, "type": owner_type}
            owner["terminal_type"] = TerminalType.SOFTPHONE if terminal else None
            places = range(many["terminals" if terminal else "others"])
            insert_rows(NumberOwner, [owner | _named("extension", str(prefix), each) for each in places])

    def _add_belongings(self, database):
        of = {"organization_id": self.organization.id}
        self.terminals = self._ids(database, OwnerType.TERMINAL)
        self.first = {each: self._ids(database, each)[0] for each in PREFIXES}
        accounts = database.scalars(select(Account.id).filter_by(**of).order_by(Account.login)).all()[1:]
        self.account = accounts[0]
        extension = of | {"kind": Kind.EXTENSION}
        numbers = [extension | {"owner_id": each, "number": f"7{each:07}"} for each in self.terminals]
        dial_in = of | {"kind": Kind.EXTERNAL, "owner_id": self.first[OwnerType.IVR]}
        insert_rows(Number, [*numbers, *(dial_in | {"number": f"050{each:07}"} for each in self.terminals)])
        insert_rows(
            PhoneBookEntry, [of | {"number": each["number"], "name": "代表"} for each in numbers[:150]]
        )
        group, center = self.first[OwnerType.RING_GROUP], self.first[OwnerType.CALL_CENTER]
        insert_rows(
            RingGroupMember, [{"ring_group_id": group, "terminal_id": each} for each in self.terminals]
        )
        insert_rows(CallCenterAgent, [{"call_center_id": center, "account_id": each} for each in accounts])
        self.number = database.scalar(select(Number.id).filter_by(owner_id=self.terminals[0]))
        self.label = database.scalar(select(BusinessLabel.id).filter_by(**of).order_by(BusinessLabel.code))

    def _ids(self, database, owner_type):
        mine = select(NumberOwner.id).filter_by(organization_id=self.organization.id, type=owner_type)
        return database.scalars(mine.order_by(NumberOwner.extension)).all()

    def cost_of(self, path):
        """Return how many queries a page takes, and how long it is."""
        self.browser.get(path)  # what is kept for all pages is kept now
        with counted() as sent:
            answer = self.browser.get(path)
        assert answer.status_code == 200
        return len(sent), len(VARYING.sub("0", answer.text))


def _named(field, prefix, place):
    return {field: f"{prefix}{place:06}", "name": f"名前{place:06}"}


@pytest.fixture(scope="module")
def sizes(postgresql_installation, valkey):
    """A small organisation and a large one beside it, for all tests of this file."""
    app = postgresql_installation.app
    with postgresql_installation.context() as database:
        yield Filled(app, database, FEW), Filled(app, database, MANY)
    valkey.empty()


@pytest.fixture
def database_of_sizes(sizes):
    """The session of these tests, as fresh as a request's."""
    db.session.expire_all()
    return db.session


@pytest.mark.parametrize(
    "path",
    [
        *(
            "terminals/",
            "ring-groups/",
            "ivrs/",
            "call-centers/",
            "business-labels/",
            "numbers/",
            "accounts/",
        ),
        *(
            "terminals/?sort=profile&page=2",
            "numbers/?search=0000&page=2",
            "accounts/?search=u0000&sort=name",
        ),
        *(
            "terminals/?search=no+such+name",
            "roles/",
            "search?search=0000",
            "search?search=%E5%90%8D%E5%89%8D",
        ),
        *("organization/", "upload"),
    ],
)
def test_a_list_costs_the_same_whatever_its_length(sizes, path):
    few, many = sizes

    assert many.cost_of(f"/directory/{path}") == few.cost_of(f"/directory/{path}")


@pytest.mark.parametrize(
    ("path", "of"),
    [
        pytest.param("terminals/{}/", lambda filled: filled.terminals[0], id="terminal"),
        pytest.param("ring-groups/{}/", lambda filled: filled.first[OwnerType.RING_GROUP], id="ring group"),
        pytest.param(
            "ring-groups/{}/?members_page=2", lambda filled: filled.first[OwnerType.RING_GROUP], id="2"
        ),
        pytest.param("ivrs/{}/", lambda filled: filled.first[OwnerType.IVR], id="ivr"),
        pytest.param(
            "call-centers/{}/", lambda filled: filled.first[OwnerType.CALL_CENTER], id="call centre"
        ),
        pytest.param("business-labels/{}/", lambda filled: filled.label, id="label"),
        pytest.param("numbers/{}/", lambda filled: filled.number, id="number"),
        pytest.param("accounts/{}/", lambda filled: filled.account, id="account"),
        pytest.param("accounts/{}/edit", lambda filled: filled.account, id="account's form"),
    ],
)
def test_the_page_of_a_thing_costs_the_same_however_much_belongs_to_it(sizes, path, of):
    few, many = (filled.cost_of(f"/directory/{path.format(of(filled))}") for filled in sizes)

    assert many == few


def test_a_list_that_nobody_reads_line_by_line_is_left_out_of_the_form_and_stays(sizes, database_of_sizes):
    many = sizes[1]
    group = many.first[OwnerType.RING_GROUP]

    many.browser.get(f"/directory/ring-groups/{group}/edit")
    offered = many.browser.answer.page.form(f"/directory/ring-groups/{group}/edit").names
    note = many.browser.answer.page.words(".//div[@class='note note-info']")
    save(many.browser, name="全員")

    members = select(func.count()).select_from(RingGroupMember).filter_by(ring_group_id=group)
    assert "members" not in offered
    assert note.startswith("Too long to be corrected here, and left as it is: Members.")
    assert database_of_sizes.scalar(members) == MANY["terminals"]
    assert database_of_sizes.get(NumberOwner, group).name == "全員"
