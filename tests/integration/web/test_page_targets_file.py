"""Targets from a file, by way of the draft, and as a file."""

import io

import pytest
from pages_in_words import alerts, column, facts, refusals, rows, save, tick

from factories import make_account, make_organization, make_profile, make_terminal
from portal.domain.words import OwnerType, Part, TargetType, TerminalType
from portal.models import (
    Account,
    AccountTarget,
    Draft,
    NumberOwner,
    TargetUpload,
    TargetUploadLine,
    TerminalTarget,
)
from portal.services.many_rows import insert_rows

pytestmark = [pytest.mark.rule("TGT-4"), pytest.mark.on("postgresql", "sqlite")]


@pytest.fixture
def profile(organization):
    return make_profile(organization, "営業部")


def of(profile, *path):
    return "/".join([f"/profiles/{profile.id}/targets", *path])


def upload(browser, profile, text, mode="add"):
    raw = text if isinstance(text, bytes) else text.encode()
    browser.get(of(profile, "upload"))
    return browser.submit("targets-file", file=(io.BytesIO(raw), "配信先.csv"), mode=mode)


def logins(database, profile):
    found = (
        database.query(Account.login)
        .join(AccountTarget, AccountTarget.account_id == Account.id)
        .filter(AccountTarget.profile_id == profile.id)
    )
    return {row[0] for row in found}


def test_a_file_is_looked_at_line_by_line_before_it_goes_into_the_draft(
    portal, organization, accounts, database
):
    there, _new, taken = accounts("there", "new", "taken")
    make_account(organization, "no-agent", agent_enabled=False)
    make_account(make_organization(), "foreign")
    make_profile(organization, "受付", targets=[taken])
    profile = make_profile(organization, "営業部", targets=[there])
    text = "login,name\nthere\nnew\ntaken\nno-agent\nforeign\nnobody\nnew\n" + "x" * 70

    answer = upload(portal, profile, text)

    assert answer.path == of(profile, "upload", "preview")
    assert facts(answer) == {"Added": "1", "Taken off": "0", "Already targets": "1", "Refused": "6"}
    assert [(row[0], row[1], row[3]) for row in rows(answer)] == [
        ("2", "there", "Already a target"),
        ("3", "new", "Added"),
        ("4", "taken", "Refused belongs to the profile “受付”"),
        ("5", "no-agent", "Refused The agent function is off"),
        ("6", "foreign", "Refused There is none that is called so."),
        ("7", "nobody", "Refused There is none that is called so."),
        ("8", "new", "Refused It stands on line 3 already."),
        ("9", "x" * 64, "Refused It is too long."),
    ]
    assert database.query(Draft).count() == 0
    taken_over = portal.submit("take-over")
    assert taken_over.path == of(profile, "edit")
    assert taken_over.page.words(".//output//span[@data-words]") == "Added: 1, removed: 0"
    assert logins(database, profile) == {"there"}
    assert database.query(TargetUpload).count() == 0
    save(portal, "checklist", button="save")
    assert logins(database, profile) == {"there", "new"}


def test_a_file_that_replaces_the_targets_names_whom_it_removes(portal, organization, accounts, database):
    stays, goes, _new, ticked = accounts("stays", "goes", "new", "ticked")
    profile = make_profile(organization, targets=[stays, goes])
    portal.get(of(profile, "edit"))
    tick(portal, stays.id, goes.id, ticked.id, go="search")

    answer = upload(portal, profile, "new\nstays\n", mode="replace")

    assert facts(answer) == {"Added": "1", "Taken off": "1", "Already targets": "1", "Refused": "0"}
    removed = portal.get(of(profile, "upload", "preview"), outcome="removed")
    assert [row[1:] for row in rows(removed)] == [["goes", "goesさん", "Taken off"]]
    portal.submit("take-over")
    save(portal, "checklist", button="save")
    assert logins(database, profile) == {"new", "stays"}


def test_a_file_that_adds_leaves_what_was_ticked_and_takes_back_what_was_unticked(
    portal, organization, accounts, database
):
    there, ticked, _new = accounts("there", "ticked", "new")
    profile = make_profile(organization, targets=[there])
    portal.get(of(profile, "edit"))
    tick(portal, ticked.id, go="search")

    upload(portal, profile, "there\nnew\n")
    portal.submit("take-over")
    save(portal, "checklist", button="save")

    assert logins(database, profile) == {"there", "ticked", "new"}


def test_extensions_are_taken_in_and_given_out(portal, organization, database):
    first = make_terminal(organization, "1001", name="営業1")
    make_terminal(organization, "1002", name="=1+1", terminal_type=TerminalType.SOFTPHONE_ENCRYPTED)
    make_terminal(organization, "1003", terminal_type=TerminalType.HARDPHONE)
    profile = make_profile(organization, target_type=TargetType.EXTENSION, targets=[first])
    text = "内線番号,電話端末名\r\n1002,営業\r\n1003,髙橋\r\n".encode("cp932")

    answer = upload(portal, profile, text)
    assert column(answer, 3) == ["Added", "Refused The terminal type cannot be managed"]
    portal.submit("take-over")
    save(portal, "checklist", button="save")

    assert database.query(TerminalTarget).count() == 2
    exported = portal.get(of(profile, "export"))
    assert exported.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert exported.text == "\ufeffExtension,Terminal name,Note\r\n1001,営業1,\r\n1002,'=1+1,\r\n"
    again = upload(portal, profile, exported.text)
    assert facts(again)["Already targets"] == "2"


@pytest.mark.rule("TRU-18", "TGT-5")
def test_an_export_is_formula_safe_and_says_who_is_not_delivered_to(portal, organization):
    one = make_account(organization, "=cmd", name="@sum")
    profile = make_profile(organization, targets=[one])
    one.agent_enabled = False

    answer = portal.get(of(profile, "export"))

    assert answer.text.splitlines()[1] == "'=cmd,'@sum,Not deliverable: The agent function is off"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="targets-{profile.id}.csv"'


@pytest.mark.rule("TRU-18", "TRU-19")
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Choose a file with at least one line."),
        (b"one\n\xff", "Neither UTF-8 nor Shift_JIS: save the file as CSV again."),
        (b'one\n"two', "Not CSV: look at the quotation marks from line 2 on."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(portal, profile, database, raw, said):
    answer = upload(portal, profile, raw)

    assert answer.status_code == 422
    assert said in refusals(answer)[0]
    assert database.query(TargetUpload).count() == 0


@pytest.mark.rule("ACC-4")
def test_a_file_is_of_one_profile_and_one_administrator(portal, organization, profile, accounts, theirs):
    accounts("user1")
    other = make_profile(organization)
    foreign = make_profile(make_organization())
    upload(portal, profile, "user1")

    answers = [
        theirs.get(of(profile, "upload", "preview")),
        portal.get(of(other, "upload", "preview")),
    ]
    strangers = [portal.get(of(foreign, *path)) for path in (("upload",), ("upload", "preview"), ("export",))]

    assert [answer.path for answer in answers] == [of(profile, "upload"), of(other, "upload")]
    assert [answer.status_code for answer in strangers] == [404, 404, 404]
    waiting = portal.get(of(profile, "upload"))
    assert "waits to be taken over" in alerts(waiting)[0]


def test_the_last_file_counts(portal, profile, accounts, database):
    accounts("one", "two")
    upload(portal, profile, "one")

    upload(portal, profile, "two")
    portal.submit("take-over")
    save(portal, "checklist", button="save")

    assert logins(database, profile) == {"two"}


@pytest.mark.on("postgresql")
@pytest.mark.rule("TGT-3")
def test_fifty_thousand_lines_are_paged_taken_over_and_saved(portal, organization, database, statements):
    insert_rows(
        NumberOwner,
        [
            {
                "organization_id": organization.id,
                "type": OwnerType.TERMINAL,
                "terminal_type": TerminalType.SOFTPHONE,
                "extension": f"{place:06}",
                "name": f"{place}",
            }
            for place in range(50_000)
        ],
    )
    profile = make_profile(organization, target_type=TargetType.EXTENSION)
    upload(portal, profile, "000001\n")
    with statements() as for_one:
        portal.get(of(profile, "upload", "preview"))
    answer = upload(portal, profile, "".join(f"{place:06}\n" for place in range(50_000)))

    with statements() as for_many:
        portal.get(of(profile, "upload", "preview"), page=900)

    assert facts(answer)["Added"] == "50000"
    assert database.query(TargetUploadLine).count() == 50_000
    assert len(for_many) == len(for_one)
    taken_over = portal.submit("take-over")
    assert len(taken_over.text) < 200_000
    save(portal, "checklist", button="save")
    assert database.query(TerminalTarget).count() == 50_000
    exported = portal.get(of(profile, "export")).text.splitlines()
    assert (len(exported), exported[1]) == (50_001, "000000,0,")
    assert database.query(Draft).filter_by(part=Part.TARGETS).count() == 0
