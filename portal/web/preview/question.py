"""What somebody wants to see in a preview, as the address of the page says it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from flask import request
from flask_babel import get_locale

from importer.catalogue import catalogue
from portal.domain.versions import BadVersion, Version, parse_version
from portal.domain.words import Language, TargetType
from portal.models import Profile
from portal.queries.delivery import Asker, by_names
from portal.queries.listing import Filters, Listing, read_listing
from portal.queries.preview_choices import Choice, accounts, is_account, telling_versions, terminals
from portal.web.words import DELIVERED_PARTS

PARTS = tuple(str(part) for part in DELIVERED_PARTS)
FATES = ("delivered", "withheld")
# What the list of reasons is filtered by, and what the question itself says.
FILTERS: Filters = {
    "part": PARTS,
    "fate": FATES,
    "terminal": None,
    "account": None,
    "version": None,
    "language": [*Language],
    "edits": ("drafts", "saved"),
    "status": ("enabled", "saved"),
}
QUESTION = ("terminal", "account", "version", "language", "edits", "status")


@dataclass(frozen=True, slots=True)
class Asked:
    """A terminal or an account that was typed: known by exactly that, or what could be meant."""

    typed: str
    known: bool = False
    choices: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that the page was asked. `version` is None when it cannot be read."""

    listing: Listing
    asker: Asker | None
    terminal: Asked
    account: Asked
    version: Version | None
    versions: Sequence[Version] = field(default_factory=list)

    @property
    def language(self) -> Language:
        """The language that the softphone would ask in, by default that of the page."""
        return Language(self.listing.filter("language") or get_locale().language)

    @property
    def version_text(self) -> str:
        """The version as it was typed, or the newest that is known."""
        return self.listing.filter("version") or str(self.versions[0])

    @property
    def with_drafts(self) -> bool:
        """Whether what the person has not saved yet is laid over."""
        return self.listing.filter("edits") != "saved"

    @property
    def as_enabled(self) -> bool:
        """Whether a disabled profile counts as enabled."""
        return self.listing.filter("status") != "saved"

    @property
    def narrowed(self) -> bool:
        """Whether the list of reasons is searched or filtered."""
        return bool(self.listing.search or self.listing.filter("part") or self.listing.filter("fate"))

    def args(self) -> dict[str, str]:
        """Return the arguments of the question without those of the list of reasons."""
        return {name: value for name, value in self.listing.filters.items() if name in QUESTION}


def read_question(organization_id: int, profile: Profile | None) -> Question:
    """Read the address of the page: in one query where terminal and account are named exactly."""
    listing = read_listing(request.args, filters=FILTERS)
    terminal, login = listing.filter("terminal"), listing.filter("account")
    asker = by_names(organization_id, terminal, login or None, signed_in=True) if terminal else None
    if asker is None:
        known = bool(login) and is_account(organization_id, login)
    else:
        known = asker.account_id is not None
    versions = telling_versions(catalogue())
    return Question(
        listing=listing,
        asker=asker if known or not login else None,
        terminal=_asked(terminal, partial(terminals, organization_id, profile), known=asker is not None),
        account=_account(organization_id, profile, login, known=known),
        version=_version(listing.filter("version") or str(versions[0])),
        versions=versions,
    )


def _account(organization_id: int, profile: Profile | None, login: str, *, known: bool) -> Asked:
    """Return the account; where nobody is named, a profile for accounts offers its own."""
    if not login and (profile is None or profile.target_type is TargetType.EXTENSION):
        return Asked("")
    return _asked(login, partial(accounts, organization_id, profile), known=known)


def _asked(typed: str, find: Callable[[str], Sequence[Choice]], *, known: bool) -> Asked:
    return Asked(typed, known, () if known else find(typed))


def _version(text: str) -> Version | None:
    try:
        return parse_version(text)
    except BadVersion:
        return None
