"""The two organisations of the demonstration: what is in them, and that loading again changes nothing."""

import re

import pytest
from click.testing import CliRunner
from demonstrations import demonstrations, external_numbers, load_all, printed
from sqlalchemy import func, select

from factories import make_administrator, make_organization
from plumbing.programs import run, settings_for
from portal.cli import main
from portal.cli.demo.sign_ins import CHANGED, PASSWORD, TERMINAL_PASSWORD, lines
from portal.domain.phone_numbers import shown_number
from portal.domain.rights import administers
from portal.domain.words import Kind
from portal.extensions import Base, db
from portal.models import Account, Number, NumberOwner
from portal.queries.directory import organization_of
from portal.services import enrollments, passwords

on_both = pytest.mark.on("postgresql", "sqlite")

# Exchanges begin with 2 to 9, and 050 is never followed by 0: docs/decisions/0006 says more.
NOBODYS = re.compile(r"0[36]1[0-9]{7}|0(?:45|52|92)1[0-9]{6}|0500[0-9]{7}")


def everything():
    """Return every row of every table."""
    return {
        table.name: sorted(map(str, db.session.execute(select(table))))
        for table in Base.metadata.sorted_tables
    }


def account_of(slug, login):
    return db.session.scalars(
        select(Account).filter_by(organization_id=organization_of(slug).id, login=login)
    ).one()


def counted_rows(table, **columns):
    return db.session.scalar(select(func.count()).select_from(table).filter_by(**columns))


@on_both
def test_a_call_centre_that_is_worth_looking_at_is_loaded(database):
    load_all()

    acme = {"organization_id": organization_of("acme").id}
    kinds = ("terminal", "ring_group", "ivr", "call_center")
    assert [counted_rows(NumberOwner, type=kind, **acme) for kind in kinds] == [60, 8, 4, 6]
    assert counted_rows(Account, **acme) == 40
    assert 80 <= counted_rows(Number, kind=Kind.EXTERNAL, **acme) <= 120


@on_both
def test_loading_again_changes_nothing_and_prints_the_same(database):
    load_all()
    first, first_printed = everything(), printed()

    load_all()

    assert everything() == first
    assert printed() == first_printed


@on_both
def test_an_organisation_that_is_there_already_stays_as_it_is(database):
    make_administrator(make_organization(slug="acme"), "sato.y", password="of somebody else")
    before = everything()["accounts"]

    load_all()

    acme = organization_of("acme")
    assert [row for row in everything()["accounts"] if row in before] == before
    assert counted_rows(Account, organization_id=acme.id) == 1
    assert counted_rows(NumberOwner, organization_id=acme.id) == 0


def test_a_password_that_was_changed_is_not_printed(database):
    make_administrator(make_organization(slug="acme"), "sato.y", password="of somebody else")

    load_all()

    of_acme = printed().split("さくら工務店")[0]
    assert of_acme.count(CHANGED) == 3
    assert PASSWORD not in of_acme


@pytest.mark.parametrize("demonstration", demonstrations(), ids=lambda found: found.slug)
def test_what_is_printed_opens_the_doors(database, demonstration):
    load_all()

    words = {label: rest for label, *rest in map(str.split, lines(demonstration))}
    enrolled = enrollments.enrol(words["organisation"][0], *words["softphone"])
    administrator = account_of(demonstration.slug, words["administrator"][0])
    assert enrolled.terminal.extension == demonstration.softphone
    assert passwords.matches(administrator.password_hash, words["administrator"][1])
    assert administers(administrator.role.key, administrator.role.rights)


def test_the_printed_agent_has_the_agent_function(database):
    load_all()

    _, login, password = next(line.split() for line in printed().splitlines() if "agent" in line)
    agent = account_of("acme", login)
    assert agent.agent_enabled
    assert passwords.matches(agent.password_hash, password)


@pytest.mark.rule("TRU-12")
@pytest.mark.parametrize("password", [PASSWORD, TERMINAL_PASSWORD])
def test_passwords_of_the_demonstration_are_such_as_anybody_may_choose(password):
    assert passwords.fault_of(password, "") is None


@pytest.mark.parametrize("demonstration", demonstrations(), ids=lambda found: found.slug)
def test_no_number_can_reach_anybody(demonstration):
    numbers = external_numbers(demonstration.directory)

    assert numbers
    assert [number for number in numbers if not NOBODYS.fullmatch(number)] == []


@pytest.mark.parametrize("demonstration", demonstrations(), ids=lambda found: found.slug)
def test_numbers_are_written_as_japanese_numbers_are(demonstration):
    written = {shown_number(number) for number in external_numbers(demonstration.directory)}

    form = re.compile(r"0[36]-1\d{3}-\d{4}|0(?:45|52|92)-1\d{2}-\d{4}|050-0\d{3}-\d{4}")
    assert [number for number in written if not form.fullmatch(number)] == []


def test_a_production_deployment_is_asked_first(database, production):
    refused = CliRunner().invoke(main, ["demo", "load"], env=production)

    assert refused.exit_code == 1
    assert "--yes" in refused.output
    assert organization_of("acme") is None


def test_a_production_deployment_that_wants_the_demonstration_gets_it(database, production):
    loaded = run(production, "haishin", "demo", "load", "--yes")

    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout == f"{printed()}\n"


@pytest.fixture
def production(installation):
    """The variables of a production deployment on the tests' database."""
    settings = settings_for(installation.settings.database_url, installation.settings.redis_url)
    return settings | {"HAISHIN_ENVIRONMENT": "production"}
