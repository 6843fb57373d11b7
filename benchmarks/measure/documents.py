"""Directory documents of made-up organisations."""

from collections.abc import Sequence

from importer.json_value import JsonValue

RING_GROUPS, IVRS, CALL_CENTERS, LABELS = 10, 20, 5, 5

_FIRST_EXTENSION = 100_000


def directory(slug: str, terminals: int, *, left_out: int = 0) -> dict[str, JsonValue]:
    """Return a document with as many terminals, each with a dial-in number, and accounts.

    Each terminal is in a ring group, each account in a call centre. The last `left_out` of both are missing.
    """
    there = range(terminals - left_out)
    logins = [f"user{number}" for number in there]
    extensions = [str(_FIRST_EXTENSION + number) for number in there]
    return {
        "organization": {
            "slug": slug,
            "name": slug,
            "plan": "call_center",
            "options": ["crm_integration"],
            "server_version": "3.13.2",
        },
        "accounts": [
            {"login": login, "name": f"担当者{login}", "role": "user", "agent_enabled": True}
            for login in logins
        ],
        "terminals": [_terminal(number) for number in there],
        "ring_groups": [
            _ring_group(number, extensions[number::RING_GROUPS]) for number in range(RING_GROUPS)
        ],
        "ivrs": [_ivr(number) for number in range(IVRS)],
        "call_centers": [
            _call_center(number, logins[number::CALL_CENTERS]) for number in range(CALL_CENTERS)
        ],
        "business_labels": [_label(number) for number in range(LABELS)],
        "phone_book": [{"number": _ivr_number(number), "name": f"受付{number}"} for number in range(IVRS)],
    }


def _terminal(number: int) -> JsonValue:
    extension = str(_FIRST_EXTENSION + number)
    return {
        "extension": extension,
        "name": f"端末{extension}",
        "type": "softphone",
        "dial_in": [f"050{number:08}"],
    }


def _ring_group(number: int, members: Sequence[str]) -> JsonValue:
    return {"extension": str(2000 + number), "name": f"着信{number}", "members": list(members)}


def _ivr(number: int) -> JsonValue:
    return {"extension": str(3000 + number), "name": f"受付{number}", "dial_in": [_ivr_number(number)]}


def _ivr_number(number: int) -> str:
    return f"03{number:08}"


def _call_center(number: int, agents: Sequence[str]) -> JsonValue:
    return {
        "extension": str(4000 + number),
        "name": f"窓口{number}",
        "agents": list(agents),
        "caller_number": _ivr_number(number),
    }


def _label(number: int) -> JsonValue:
    return {"code": f"label{number}", "name": f"業務{number}", "caller_number": _ivr_number(number)}
