"""Why: one question for each reason code, and the precedence between them."""

from dataclasses import replace

import pytest
from resolver_facts import (
    AGENT,
    CALL_CENTER,
    CATALOGUE,
    OTHER_GROUP,
    OTHER_TERMINAL,
    account_profile,
    call_center,
    extension,
    extension_profile,
    external,
    label,
    pinned,
    question,
    withheld,
)

from portal.domain.effective import TraceEntry, explain, resolve
from portal.domain.facts import RemovedItem
from portal.domain.words import DisplayList, Part, Reason, TerminalType

LISTED = {"numbers": (external("0312345678"),)}
NUMBERS, POINTS, CTI, OTHER = (Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.CTI_NUMBERS, Part.OTHER)

# reason: (facts, the part, the item that is withheld)
QUESTIONS = {
    Reason.DISABLED: (question(account=account_profile(enabled=False, **LISTED)), NUMBERS, "0312345678"),
    Reason.SUPERSEDED_BY_ACCOUNT: (
        question(account=account_profile(), terminal=extension_profile(**LISTED)),
        NUMBERS,
        "0312345678",
    ),
    Reason.NOT_SIGNED_IN: (
        question(agent=replace(AGENT, signed_in=False), account=account_profile(**LISTED)),
        NUMBERS,
        "0312345678",
    ),
    Reason.AGENT_FUNCTION_OFF: (
        question(agent=replace(AGENT, enabled=False), account=account_profile(**LISTED)),
        NUMBERS,
        "0312345678",
    ),
    Reason.LIST_EXCLUDES: (
        question(account=account_profile(display_list=DisplayList.CONTACT_POINTS_ONLY, **LISTED)),
        NUMBERS,
        "0312345678",
    ),
    Reason.NOT_OWN_NUMBER: (
        question(account=account_profile(numbers=(extension(OTHER_TERMINAL),))),
        NUMBERS,
        "1002",
    ),
    Reason.NOT_GROUP_MEMBER: (
        question(
            all_groups=False, account=account_profile(cti_numbers=(external("0312340002", OTHER_GROUP),))
        ),
        CTI,
        "0312340002",
    ),
    Reason.HIDDEN_BY_SYSTEM_SETTING: (
        question(call_centers_shown=False, account=account_profile(cti_numbers=(extension(CALL_CENTER),))),
        CTI,
        "4001",
    ),
    Reason.NOT_CALL_CENTER_MEMBER: (
        question(account=account_profile(contact_points=(call_center("4002"),))),
        POINTS,
        "4002",
    ),
    Reason.NO_CALLER_NUMBER: (
        question(account=account_profile(contact_points=(label(caller_number=None),))),
        POINTS,
        "renewal",
    ),
    Reason.OPTION_MISSING: (
        question(options=(), account=account_profile(cti_numbers=(external("0312345678"),))),
        CTI,
        "0312345678",
    ),
    Reason.SOFTPHONE_TOO_OLD: (
        question(softphone="3.12.4", account=account_profile(**LISTED)),
        NUMBERS,
        "0312345678",
    ),
    Reason.SERVER_TOO_OLD: (
        question(server="3.12.10", account=account_profile(pinned=pinned(phone__auto_answer=True))),
        OTHER,
        "phone.auto_answer",
    ),
    Reason.TERMINAL_TYPE: (
        question(terminal_type=TerminalType.MOBILE, terminal=extension_profile(**LISTED)),
        NUMBERS,
        "0312345678",
    ),
    Reason.UNRECOGNISED_KEY: (
        question(account=account_profile(pinned=pinned(future__key=1))),
        OTHER,
        "future.key",
    ),
    Reason.PER_DEVICE_KEY: (
        question(account=account_profile(pinned=pinned(terminal__extension="1002"))),
        OTHER,
        "terminal.extension",
    ),
    Reason.REMOVED_FROM_DIRECTORY: (
        question(account=account_profile(removed=(RemovedItem(NUMBERS, "0399999999"),))),
        NUMBERS,
        "0399999999",
    ),
}


@pytest.mark.rule("EXP-1")
@pytest.mark.parametrize("reason", Reason)
def test_each_reason_explains_an_item(reason):
    facts, part, item = QUESTIONS[reason]

    explanation = explain(facts, CATALOGUE)

    assert withheld(explanation, part) == {item: reason}


@pytest.mark.rule("EXP-1")
@pytest.mark.parametrize("reason", Reason)
def test_explaining_changes_nothing_in_the_answer(reason):
    facts, _, _ = QUESTIONS[reason]

    assert explain(facts, CATALOGUE).effective == resolve(facts, CATALOGUE)


@pytest.mark.rule("EXP-1")
def test_trace_begins_with_the_profiles_and_follows_the_document():
    account = account_profile(
        numbers=(extension(OTHER_TERMINAL),),
        contact_points=(call_center("4002"), label()),
        cti_numbers=(external("05012340002", OTHER_TERMINAL),),
        pinned=pinned(future__key=1, phone__auto_answer=True),
    )
    facts = question(account=account, terminal=extension_profile(**LISTED))

    trace = explain(facts, CATALOGUE).trace

    assert trace == (
        TraceEntry(Part.PROFILE, "営業部", 12, None),
        TraceEntry(Part.PROFILE, "受付席", 34, Reason.SUPERSEDED_BY_ACCOUNT),
        TraceEntry(NUMBERS, "1002", 12, Reason.NOT_OWN_NUMBER),
        TraceEntry(POINTS, "4002", 12, Reason.NOT_CALL_CENTER_MEMBER),
        TraceEntry(CTI, "05012340002", 12, Reason.NOT_OWN_NUMBER),
        TraceEntry(OTHER, "future.key", 12, Reason.UNRECOGNISED_KEY),
        TraceEntry(NUMBERS, "0312345678", 34, Reason.SUPERSEDED_BY_ACCOUNT),
    )


@pytest.mark.rule("EXP-1")
def test_nothing_matches_and_the_trace_is_empty():
    assert explain(question(), CATALOGUE).trace == ()
