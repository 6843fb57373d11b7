"""The secrets of webhooks: made of the deployment's own and a salt each time, and kept nowhere (TRU-16)."""

import datetime as dt
import secrets

from flask import current_app

from portal.domain.webhooks import secret_of
from portal.models import Webhook

SALT_BYTES = 32
# How long the former secret is valid beside the new one.
OVERLAP = dt.timedelta(hours=24)


def new_salt() -> str:
    """Return a salt that no other webhook has."""
    return secrets.token_hex(SALT_BYTES)


def secret_made_of(salt: str) -> bytes:
    """Return the secret that belongs to the salt in this deployment."""
    return secret_of(current_app.config["SETTINGS"].secret_key, salt)


def valid_secrets(webhook: Webhook, now: dt.datetime) -> tuple[bytes, ...]:
    """Return the secrets that are valid at `now`, the newest first."""
    salts = [webhook.salt]
    if webhook.former_salt is not None and webhook.former_until is not None and now < webhook.former_until:
        salts.append(webhook.former_salt)
    return tuple(secret_made_of(salt) for salt in salts)
