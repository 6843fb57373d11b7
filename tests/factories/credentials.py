"""Tokens and keys; each function returns what its holder sends."""

import datetime as dt

from sqlalchemy import select

from factories.rows import stored
from portal.domain.words import ApiRight
from portal.extensions import db
from portal.models import AgentSession, ApiKey, DeviceToken, PortalSession
from portal.services.tokens import digest_of, new_token


def make_device_token(terminal):
    """Enrol the terminal's softphone; return the token in clear."""
    token = new_token("hd")
    stored(DeviceToken(digest=digest_of(token), terminal_id=terminal.id))
    return token


def make_agent_token(device_token, account, *, expires_at=None):
    """Sign the account in on the softphone that holds `device_token`; return the token in clear."""
    token = new_token("ha")
    device = db.session.scalars(select(DeviceToken).filter_by(digest=digest_of(device_token))).one()
    ends = expires_at or dt.datetime.now(dt.UTC) + dt.timedelta(hours=24)
    stored(
        AgentSession(
            digest=digest_of(token), device_token_id=device.id, account_id=account.id, expires_at=ends
        )
    )
    return token


def make_portal_session(account):
    """Sign the account in in a browser; return what its cookie holds."""
    token = new_token("hs")
    ends = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    stored(PortalSession(digest=digest_of(token), account_id=account.id, expires_at=ends))
    return token


def make_api_key(organization, *rights, **columns):
    """Make an API key, for the directory and the profiles unless told which; return the key in clear."""
    key = new_token("hk")
    rights = rights or (ApiRight.DIRECTORY, ApiRight.PROFILES)
    columns = {"name": "tests", "rights": ",".join(rights)} | columns
    stored(ApiKey(organization_id=organization.id, digest=digest_of(key), **columns))
    return key
