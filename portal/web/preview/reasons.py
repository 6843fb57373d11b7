"""Why: all that a softphone gets and all that it does not, item by item, in sentences (EXP-1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from importer.catalogue import Catalogue
from portal.domain.effective import Explanation
from portal.domain.facts import ContactPoint, Number
from portal.domain.judgement import Judgement
from portal.domain.trace import JudgedItem, judged_items
from portal.domain.words import Part
from portal.queries.listing import PAGE_SIZE, Listing, Page
from portal.queries.preview import Previewed
from portal.web.preview import words
from portal.web.profiles.words import CONTACT_POINT_TYPE, OWNER_TYPE
from portal.web.setting_values import labels_of
from portal.web.words import DELIVERED_PARTS


@dataclass(frozen=True, slots=True)
class Matching:
    """A profile that targets this softphone, and in a sentence why it delivers or does not."""

    id: int
    name: str
    wins: bool
    why: str


@dataclass(frozen=True, slots=True)
class Reasoned:
    """One line of the list: what it is, of which profile, whether it is delivered, and why."""

    part: str
    item: str
    detail: str
    profile: str
    delivered: bool
    why: str


@dataclass(frozen=True, slots=True)
class PartCount:
    """How many items of a part are delivered and withheld; `left_out` when the document has no such part."""

    label: str
    delivered: int
    withheld: int
    left_out: bool


def profiles_of(seen: Previewed) -> list[Matching]:
    """Return the profiles that match, the account's first."""
    standings = [judgement.standing for judgement in seen.explanation.judgements]
    return [
        Matching(each.profile.id, each.profile.name, each.reason is None, words.profile_sentence(each))
        for each in standings
    ]


def parts_of(explanation: Explanation) -> list[PartCount]:
    """Return how much of each part is delivered and withheld, of whichever profile."""
    delivered, withheld = dict.fromkeys(DELIVERED_PARTS, 0), dict.fromkeys(DELIVERED_PARTS, 0)
    for _judgement, judged in _judged(explanation):
        (withheld if judged.reason else delivered)[judged.part] += 1
    return [
        PartCount(str(label), delivered[part], withheld[part], _left_out(explanation, part))
        for part, label in DELIVERED_PARTS.items()
    ]


def reasons_page(seen: Previewed, listing: Listing, catalogue: Catalogue) -> Page[Reasoned]:
    """Return one page of the items that are looked for; only the page is put into words."""
    found = [each for each in _judged(seen.explanation) if _looked_for(each[1], listing, catalogue)]
    # What is delivered first; the sort keeps the order of the document.
    found.sort(key=lambda each: each[1].reason is not None)
    number = min(listing.page, max(1, -(-len(found) // PAGE_SIZE)))
    page = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Page(tuple(_reasoned(*each, seen, catalogue) for each in page), len(found), number)


def _judged(explanation: Explanation) -> Iterator[tuple[Judgement, JudgedItem]]:
    for judgement in explanation.judgements:
        for judged in judged_items(judgement):
            yield judgement, judged


def _left_out(explanation: Explanation, part: Part) -> bool:
    display, document = explanation.document["display"], explanation.document
    lists = display if isinstance(display, dict) else {"numbers": None, "contact_points": None}
    there = {
        Part.DISPLAY_NUMBERS: lists["numbers"],
        Part.CONTACT_POINTS: lists["contact_points"],
        Part.CTI_NUMBERS: document["cti"],
        Part.OTHER: document["other"],
    }
    return there[part] is None


def _looked_for(judged: JudgedItem, listing: Listing, catalogue: Catalogue) -> bool:
    if (part := listing.filter("part")) and judged.part != part:
        return False
    if (fate := listing.filter("fate")) and (judged.reason is None) != (fate == "delivered"):
        return False
    wanted = listing.search.casefold()
    return not wanted or wanted in " ".join(_named(judged, catalogue)).casefold()


def _reasoned(judgement: Judgement, judged: JudgedItem, seen: Previewed, catalogue: Catalogue) -> Reasoned:
    what, detail = _named(judged, catalogue)
    return Reasoned(
        part=str(DELIVERED_PARTS[judged.part]),
        item=what,
        detail=detail,
        profile=judgement.standing.profile.name,
        delivered=judged.reason is None,
        why=words.item_sentence(judgement, judged, seen.facts, catalogue),
    )


def _named(judged: JudgedItem, catalogue: Catalogue) -> tuple[str, str]:
    """Return what people call the item, and what it belongs to."""
    match judged.item:
        case Number(number=number, owner=owner, name=name):
            belongs = f"{OWNER_TYPE[owner.type]} {owner.name} {owner.extension}"
            return number, f"{name} · {belongs}" if name else belongs
        case ContactPoint(name=name, type=point_type, caller_number=caller_number):
            return name, " ".join(
                filter(None, (str(CONTACT_POINT_TYPE[point_type]), judged.key, caller_number))
            )
        case str(key):
            ((_key, label),) = labels_of([key], catalogue)
            return label, key
    return judged.key, ""
