"""The audit log can be added to, not changed; whoever changes it past the application is found (TRU-17)."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from factories import make_organization
from portal.cli import main
from portal.domain.audit import Action, Subject
from portal.domain.audit_chain import Broken, End, Whole
from portal.extensions import db
from portal.models import AuditChain, AuditEntry
from portal.queries import audit_chain
from portal.queries.audit_chain import link_of, verified
from portal.services import history
from portal.services.history import About

pytestmark = pytest.mark.on("postgresql", "sqlite")

ENTRIES = 6
REFUSED = "the audit log can be added to, not changed"


@pytest.fixture
def organization(database):
    ours, other = make_organization(slug="acme"), make_organization(slug="other")
    for number in range(1, ENTRIES + 1):
        for each in (ours, other):
            write(database, each.id, f"key {number}")
    return ours


def write(database, organization_id, name):
    history.record(
        organization_id, Action.API_KEY_CREATED, About(Subject.API_KEY, name, 7), {"rights": ["profiles"]}
    )
    database.commit()


def entry(database, organization, position):
    return database.get_one(AuditEntry, (organization.id, position), populate_existing=True)


def tamper(database, *statements, **values):
    """Change the log past the application, as somebody can who owns the database."""
    if database.get_bind().dialect.name == "postgresql":
        database.execute(text("SET LOCAL session_replication_role = replica"))
        kept = []
    else:
        kept = database.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'")
        ).all()
        for name, _sql in kept:
            database.execute(text(f"DROP TRIGGER {name}"))
    for statement in statements:
        database.execute(text(statement), values)
    for _name, sql in kept:
        database.execute(text(sql))
    database.commit()
    database.expire_all()


CHANGE = "UPDATE audit_entries SET {} WHERE organization_id = :ours AND position = 3"
TAMPERED = {
    "an action": ([CHANGE.format("action = 'api_key_revoked'")], 3),
    "a time": ([CHANGE.format("at = '2020-01-01 00:00:00'")], 3),
    "a name": ([CHANGE.format("actor_name = 'somebody else'")], 3),
    "a kind of actor": ([CHANGE.format("actor_kind = 'job'")], 3),
    "an account": ([CHANGE.format("actor_account_id = 99")], 3),
    "an address": ([CHANGE.format("address = '192.0.2.1'")], 3),
    "a subject": ([CHANGE.format("subject = 'another key'")], 3),
    "a kind of subject": ([CHANGE.format("subject_kind = 'profile'")], 3),
    "the number of a subject": ([CHANGE.format("subject_id = 8")], 3),
    "a profile": ([CHANGE.format("profile_id = 1")], 3),
    "a revision": ([CHANGE.format("profile_revision = 'abc'")], 3),
    "a revision before": ([CHANGE.format("seen_revision = 'abc'")], 3),
    "details": ([CHANGE.format("details = '{}'")], 3),
    "a hash": ([CHANGE.format("hash = previous_hash")], 3),
    "what it follows": ([CHANGE.format("previous_hash = hash")], 3),
    "the first deleted": (["DELETE FROM audit_entries WHERE organization_id = :ours AND position = 1"], 1),
    "one in the middle deleted": (
        ["DELETE FROM audit_entries WHERE organization_id = :ours AND position = 4"],
        4,
    ),
    "the last deleted": (["DELETE FROM audit_entries WHERE organization_id = :ours AND position = 6"], 6),
    "all deleted": (["DELETE FROM audit_entries WHERE organization_id = :ours"], 1),
    "two exchanged": (
        [
            "UPDATE audit_entries SET position = 99 WHERE organization_id = :ours AND position = 2",
            "UPDATE audit_entries SET position = 2 WHERE organization_id = :ours AND position = 3",
            "UPDATE audit_entries SET position = 3 WHERE organization_id = :ours AND position = 99",
        ],
        2,
    ),
    "one deleted and the others moved up": (
        [
            "DELETE FROM audit_entries WHERE organization_id = :ours AND position = 3",
            "UPDATE audit_entries SET position = 3 WHERE organization_id = :ours AND position = 4",
            "UPDATE audit_entries SET position = 4 WHERE organization_id = :ours AND position = 5",
            "UPDATE audit_entries SET position = 5 WHERE organization_id = :ours AND position = 6",
        ],
        3,
    ),
    "exchanged with another organisation": (
        [
            "UPDATE audit_entries SET organization_id = -1 WHERE organization_id = :ours AND position = 2",
            "DELETE FROM audit_entries WHERE organization_id = :other AND position <> 2",
            "UPDATE audit_entries SET organization_id = :ours WHERE organization_id = :other",
            "UPDATE audit_entries SET organization_id = :other WHERE organization_id = -1",
        ],
        2,
    ),
    "the end rewound": (
        [
            "UPDATE audit_chains SET position = 5 WHERE organization_id = :ours",
        ],
        6,
    ),
    "the end deleted": (["DELETE FROM audit_chains WHERE organization_id = :ours"], 6),
    "another hash at the end": (["UPDATE audit_chains SET hash = 'aaaa' WHERE organization_id = :ours"], 6),
}


@pytest.mark.rule("TRU-17")
@pytest.mark.parametrize("how", TAMPERED)
def test_the_first_entry_that_was_tampered_with_is_found(database, organization, how):
    assert isinstance(verified(organization.id), Whole)
    statements, position = TAMPERED[how]
    other = database.scalars(
        select(AuditChain.organization_id).where(AuditChain.organization_id != organization.id)
    ).one()
    ours = organization.id

    named = " ".join(statements)
    values = {name: value for name, value in (("ours", ours), ("other", other)) if f":{name}" in named}
    for statement in statements:
        wanted = {name: value for name, value in values.items() if f":{name}" in statement}
        tamper(database, statement, **wanted)

    found = verified(ours)
    assert isinstance(found, Broken)
    assert found.position == position


@pytest.mark.rule("TRU-17")
def test_an_entry_that_was_hashed_anew_does_not_fit_the_next(database, organization):
    changed = replace(link_of(entry(database, organization, 3)), subject="another key")

    tamper(
        database,
        "UPDATE audit_entries SET subject = :subject, hash = :hash "
        "WHERE organization_id = :ours AND position = 3",
        subject=changed.subject,
        hash=changed.hash(),
        ours=organization.id,
    )

    assert verified(organization.id).position == 4


@pytest.mark.rule("TRU-17")
def test_a_chain_that_was_rewritten_to_its_end_shows_against_what_was_noted(database, organization):
    noted = verified(organization.id).end
    last = link_of(entry(database, organization, ENTRIES))
    changed = replace(last, subject="another key")

    for statement in (
        CHANGE.format("hash = :hash, subject = 'another key'").replace("3", "6"),
        "UPDATE audit_chains SET hash = :hash WHERE organization_id = :ours",
    ):
        tamper(database, statement, hash=changed.hash(), ours=organization.id)

    assert isinstance(verified(organization.id), Whole)
    assert verified(organization.id, noted).position == ENTRIES
    assert verified(organization.id, End(ENTRIES + 1, noted.hash)).position == ENTRIES + 1


@pytest.mark.rule("TRU-17")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET action = 'denied'",
        "UPDATE audit_entries SET position = position + 100",
        "DELETE FROM audit_entries",
        "DELETE FROM audit_entries WHERE position = 6",
        "DELETE FROM audit_chains",
        "UPDATE audit_chains SET position = position - 1",
        "UPDATE audit_chains SET hash = 'a'",
    ],
)
def test_the_application_changes_nothing(database, organization, statement):
    with pytest.raises(DatabaseError, match=REFUSED):
        database.execute(text(statement))
    database.rollback()

    assert isinstance(verified(organization.id), Whole)


@pytest.mark.rule("TRU-17")
def test_verify_says_where_and_ends_with_1(app, database, organization, monkeypatch):
    monkeypatch.setattr("portal.cli.running.create_app", lambda: app)
    ours = organization.id
    whole = CliRunner().invoke(main, ["audit", "verify"])
    tamper(
        database,
        "UPDATE audit_entries SET subject = 'x' WHERE organization_id = :ours AND position = 3",
        ours=ours,
    )

    broken = CliRunner().invoke(main, ["audit", "verify", "--organization", "acme"])
    other = CliRunner().invoke(main, ["audit", "verify", "--organization", "other"])

    assert (whole.exit_code, whole.output.count("whole")) == (0, 2)
    assert broken.exit_code == 1
    assert broken.output.startswith("WRONG  acme: entry 3: it was changed")
    assert other.exit_code == 0


@pytest.mark.rule("TRU-17")
def test_what_is_written_while_verify_reads_is_no_tampering(app, database, organization, monkeypatch):
    monkeypatch.setattr("portal.cli.running.create_app", lambda: app)
    organization_id = organization.id
    examine, written = audit_chain.examined, []

    def examine_later(*chain):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write_elsewhere).result()
        return examine(*chain)

    def write_elsewhere():
        with app.app_context():
            write(db.session, organization_id, "meanwhile")
            written.append(True)

    monkeypatch.setattr(audit_chain, "examined", examine_later)
    outcome = CliRunner().invoke(main, ["audit", "verify", "--organization", "acme"])

    assert written
    assert outcome.exit_code == 0, outcome.output


@pytest.mark.rule("TRU-17")
def test_the_exported_lines_hold_all_that_the_hashes_are_made_from(app, database, organization, monkeypatch):
    monkeypatch.setattr("portal.cli.running.create_app", lambda: app)

    lines = CliRunner().invoke(main, ["audit", "export", "acme", "--since", "2"]).output.splitlines()

    exported = [json.loads(line) for line in lines]
    assert [line["position"] for line in exported] == [3, 4, 5, 6]
    assert all(after["previous_hash"] == before["hash"] for before, after in zip(exported, exported[1:]))  # noqa: B905, RUF007
    assert exported[0]["details"] == '{"rights":["profiles"]}'
