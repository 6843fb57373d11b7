"""The mail a day as it is read: plain text in the organisation's language, nothing loaded from elsewhere."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale, lazy_gettext, ngettext
from flask_babel import gettext as _

from portal.config import MailServer
from portal.domain.words import Language, Part
from portal.models import Organization
from portal.queries.daily_mails import Waiting, WaitingProfile

_LISTS: Mapping[Part, Any] = {
    Part.DISPLAY_NUMBERS: lazy_gettext("Display (phone numbers)"),
    Part.CONTACT_POINTS: lazy_gettext("Display (contact points)"),
    Part.CTI_NUMBERS: lazy_gettext("CTI (phone numbers)"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """What a mail says; two of the same name are the same mail."""

    name: str
    subject: str
    body: str


def of_the_day(organization: Organization, found: Waiting, language: Language, day: dt.date) -> Text:
    """Return what the mail of a day says."""
    with force_locale(language):
        news = ngettext("%(num)d newly added number", "%(num)d newly added numbers", found.items)
        subject = f"{organization.name}{_(': ')}{news}"
        return Text(f"{organization.id}/{day.isoformat()}", subject, "\n".join(_body(organization, found)))


def of_a_test(organization: Organization, language: Language, now: dt.datetime) -> Text:
    """Return what a mail says that only shows that mail arrives."""
    with force_locale(language):
        news = _("Test of the daily mail")
        subject = f"{organization.name}{_(': ')}{news}"
        said = _("This is a test. The daily mail will arrive like this one.")
        body = "\n".join([said, "", *_ending()])
    return Text(f"{organization.id}/test/{now.isoformat()}", subject, body)


def message(server: MailServer, text: Text, to: Sequence[str], now: dt.datetime) -> EmailMessage:
    """Return the mail; made again of the same text it has the same Message-ID, whenever that is."""
    made = EmailMessage(policy=SMTP)
    # Names of organisations stand in it: whatever they hold, it is one line.
    made["Subject"] = " ".join(text.subject.split())
    made["From"] = f"Haishin <{server.sender}>"
    made["To"] = ", ".join(to)
    made["Date"] = format_datetime(now)
    unique = uuid.uuid5(uuid.NAMESPACE_URL, f"{_base_url()}/daily-mail/{text.name}")
    made["Message-ID"] = f"<{unique}@{server.sender.partition('@')[2]}>"
    # RFC 3834: no holiday notice answers it.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text.body + "\n", charset="utf-8", cte="base64")
    return made


def _body(organization: Organization, found: Waiting) -> Iterator[str]:
    yield _("Newly added numbers of %(name)s wait for review.", name=organization.name)
    yield _("They reach softphones only when somebody adds them to a profile.")
    for profile in found.first:
        yield ""
        yield from _of_profile(profile)
    if more := found.profiles - len(found.first):
        yield ""
        yield ngettext("and %(num)d more profile", "and %(num)d more profiles", more)
    yield ""
    yield _("Review them: %(address)s", address=_address("newly_added.index"))
    yield ""
    yield from _ending()


def _of_profile(profile: WaitingProfile) -> Iterator[str]:
    yield profile.name
    for part, count in profile.counts:
        yield f"  {_LISTS[part]}{_(': ')}{count}"
    yield f"  {_address('profiles.basic', profile_id=profile.id)}"


def _ending() -> Iterator[str]:
    yield "-- "
    yield _("To end or change this mail, sign in as an administrator: System settings > Daily mail")
    yield _address("daily_mail.show")


def _address(endpoint: str, **values: int) -> str:
    base = urlsplit(_base_url())
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


def _base_url() -> str:
    address: str = current_app.config["SETTINGS"].base_url
    return address
