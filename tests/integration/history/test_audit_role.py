"""On PostgreSQL the portal can work without any right to change the audit log, as the handbook sets it up."""

import re

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from factories import make_organization, make_profile
from plumbing.programs import ROOT
from portal.domain.audit_chain import Whole
from portal.domain.words import Status
from portal.queries.audit_chain import verified
from portal.services import profiles

SETUP = re.search(
    r"```sql\n(CREATE ROLE haishin_app.*?)```", (ROOT / "docs/operations.md").read_text("utf-8"), re.DOTALL
)


@pytest.fixture
def as_the_role(database):
    """The test's session with the rights that the handbook gives the portal; taken back afterwards."""
    database.execute(text(SETUP[1]))
    database.execute(text("SET LOCAL ROLE haishin_app"))
    yield database
    database.rollback()


@pytest.mark.rule("TRU-17")
def test_the_portal_works_and_records_with_these_rights(database):
    organization = make_organization()
    profile = make_profile(organization, status=Status.DISABLED)
    database.commit()
    database.execute(text(SETUP[1]))
    database.commit()
    try:
        database.execute(text("SET LOCAL ROLE haishin_app"))
        profiles.set_status(profile, Status.ENABLED, seen_revision=profile.revision, who="sato")
        database.commit()

        found = verified(organization.id)
    finally:
        database.rollback()
        database.execute(text("DROP OWNED BY haishin_app"))
        database.execute(text("DROP ROLE haishin_app"))
        database.commit()
    assert isinstance(found, Whole)
    assert found.end.position == 1


@pytest.mark.rule("TRU-17")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET action = 'denied'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "DELETE FROM audit_chains",
        "DROP TABLE audit_entries",
        "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ],
)
def test_these_rights_do_not_reach_what_was_recorded(as_the_role, statement):
    with pytest.raises(ProgrammingError) as refused:
        as_the_role.execute(text(statement))

    assert isinstance(refused.value.orig, InsufficientPrivilege)
    refused.match("permission denied|must be owner")
