"""The menu: what this account may see, in the groups of the manual (ACC-1, ACC-2)."""

from flask import request, url_for
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.web.access import Visitor

# Label, address, whether it is where the person is now.
Link = tuple[str, str, bool]


def navigation(visitor: Visitor) -> list[tuple[str, list[Link]]]:
    """Return the groups that are not empty, each with its links."""
    groups = [
        (_("Common settings"), _common(visitor)),
        (_("Directory"), _directory(visitor)),
        (_("System settings"), _system(visitor)),
    ]
    return [(label, links) for label, links in groups if links]


def _common(visitor: Visitor) -> list[Link]:
    if not visitor.administers:
        return []
    return [
        _link(
            _("Softphone setting profiles"), "profiles.index", ("profiles.", "history.", "delivery.profile")
        ),
        _link(_("Newly added numbers"), "newly_added.index", "newly_added."),
        _link(_("Delivery state"), "delivery.overview", "delivery.overview"),
        _link(_("Captured softphone settings"), "snapshots.index", "snapshots."),
    ]


def _directory(visitor: Visitor) -> list[Link]:
    pages = [
        ("terminals", _("Terminals"), "directory.terminal"),
        ("ring_groups", _("Ring groups"), "directory.ring_group"),
        ("ivrs", _("IVRs"), "directory.ivr"),
        ("call_centers", _("Call centres"), "directory.call_center"),
        ("business_labels", _("Business labels"), "directory.business_label"),
        ("numbers", _("Phone numbers"), "directory.number"),
    ]
    links = [
        _link(label, f"directory.{resource}", prefix)
        for resource, label, prefix in pages
        if visitor.may(resource, Right.VIEW)
    ]
    if visitor.administers:
        links.append(_link(_("Directory upload"), "directory.upload", "directory.upload"))
    return links


def _system(visitor: Visitor) -> list[Link]:
    pages = [
        ("system_settings", _("Contract"), "directory.organization"),
        ("accounts", _("Accounts"), "directory.accounts"),
        ("roles", _("Roles"), "directory.roles"),
    ]
    links = [
        _link(label, endpoint, endpoint.removesuffix("s"))
        for resource, label, endpoint in pages
        if visitor.may(resource, Right.VIEW)
    ]
    if visitor.administers:
        links.append(_link(_("API keys"), "directory.api_keys", "directory.api_key"))
        links.append(_link(_("Webhooks"), "webhooks.index", "webhooks."))
        links.append(_link(_("Daily mail"), "daily_mail.show", "daily_mail."))
        links.append(_link(_("Audit log"), "audit.log", "audit."))
    return links


def _link(label: str, endpoint: str, prefix: str | tuple[str, ...]) -> Link:
    return label, url_for(endpoint), (request.endpoint or "").startswith(prefix)
