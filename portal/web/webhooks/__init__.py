"""Webhook: who else is told of what happens, and what became of each message."""

from portal.web.webhooks import actions, edit, index, webhook
from portal.web.webhooks.blueprint import webhooks

__all__ = ["actions", "edit", "index", "webhook", "webhooks"]
