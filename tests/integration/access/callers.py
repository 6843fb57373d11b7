"""Every kind of caller that there is, as headers and cookies of a request."""

from dataclasses import dataclass, field

from factories import (
    make_account,
    make_administrator,
    make_agent_token,
    make_api_key,
    make_device_token,
    make_organization,
    make_portal_session,
    make_role,
    make_terminal,
    role_of,
)
from portal.domain.rights import RoleKey, initial_rights
from portal.domain.words import ApiRight
from portal.services.tokens import new_token

SOFTPHONE = {"X-Softphone-Version": "3.13.7"}


@dataclass(frozen=True)
class Caller:
    """How somebody shows who they are; `session` is the token in a browser's cookie."""

    session: str | None = None
    headers: dict = field(default_factory=dict)


def everybody():
    """Return one caller of each kind, by name."""
    ours, other = make_organization(), make_organization()
    _take_one_right(other)
    device = make_device_token(make_terminal(ours))
    agent = make_agent_token(device, make_administrator(ours, agent_enabled=True))
    softphone = {"Authorization": f"Bearer {device}"} | SOFTPHONE
    make_role(ours, "copy", rights=initial_rights(RoleKey.SYSTEM_ADMIN))
    return {
        "nobody": Caller(),
        "forged session": Caller(new_token("hs")),
        "forged token": Caller(headers={"Authorization": f"Bearer {new_token('hd')}"} | SOFTPHONE),
        "supervisor": Caller(make_portal_session(make_account(ours, role=RoleKey.SUPERVISOR))),
        "copy of the role": Caller(make_portal_session(make_account(ours, role="copy"))),
        "one right less": Caller(make_portal_session(make_administrator(other))),
        "administrator": Caller(make_portal_session(make_administrator(ours))),
        "softphone": Caller(headers=softphone),
        "agent": Caller(headers=softphone | {"X-Agent-Token": agent}),
        "directory key": Caller(headers=_key(ours, ApiRight.DIRECTORY)),
        "profiles key": Caller(headers=_key(ours, ApiRight.PROFILES)),
        "reading key": Caller(headers=_key(ours, *ApiRight)),
    }


def _take_one_right(organization):
    role = role_of(organization, RoleKey.SYSTEM_ADMIN)
    role.rights = role.rights | {"numbers": ["view", "edit"]}


def _key(organization, *rights):
    return {"Authorization": f"Bearer {make_api_key(organization, *rights)}"}
