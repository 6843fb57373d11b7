"""What the tests of the demonstration ask of it."""

from itertools import chain

from importer.catalogue import catalogue
from portal.cli.demo.demonstration import NAMES, read
from portal.cli.demo.loading import load
from portal.cli.demo.sign_ins import lines
from portal.domain.effective import explain
from portal.domain.versions import parse_version
from portal.domain.words import Language
from portal.extensions import db
from portal.queries.delivery import by_names
from portal.queries.delivery_wide import wide_facts
from portal.queries.directory import organization_of

OWNERS = ("terminals", "ring_groups", "ivrs", "call_centers")


def load_all():
    """Load the demonstration as the command does."""
    for name in NAMES:
        load(read(name))
    db.session.commit()


def printed():
    """Return what the command prints."""
    return "\n\n".join("\n".join(lines(read(name))) for name in NAMES)


def demonstrations():
    """Return what the demonstration consists of."""
    return [read(name) for name in NAMES]


def external_numbers(directory):
    """Return every number of a directory document that is dialled from outside."""
    owners = list(chain.from_iterable(directory.get(kind, ()) for kind in OWNERS))
    extensions = {owner["extension"] for owner in owners}
    callers = chain(owners, directory.get("business_labels", ()))
    numbers = {
        *chain.from_iterable(owner.get("dial_in", ()) for owner in owners),
        *(caller["caller_number"] for caller in callers if "caller_number" in caller),
        *(entry["number"] for entry in directory["phone_book"]),
    }
    return numbers - extensions


def explained(slug, extension, login=None, version="3.13.9"):
    """Return what the softphone gets, and why it gets no more."""
    asker = by_names(organization_of(slug).id, extension, login, signed_in=login is not None)
    return explain(wide_facts(asker, parse_version(version), Language.JA), catalogue())


def settings_of(slug, extension, login=None, version="3.13.9"):
    """Return what the softphone gets."""
    return explained(slug, extension, login, version).document


def shown(numbers, owner_type):
    """Return the digits of the numbers on a list that belong to owners of a type."""
    return [number["number"] for number in numbers if number["owner"]["type"] == owner_type]
