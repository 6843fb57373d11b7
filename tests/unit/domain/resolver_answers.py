"""What a document delivers and what profiles select, in one form that can be compared."""

from collections import Counter

from portal.domain.words import Part


def winner_of(facts, document):
    if not document["controlled"]:
        return None
    profiles = (facts.account_profile, facts.terminal_profile)
    return next(profile for profile in profiles if profile and profile.id == document["profile"]["id"])


def listed_numbers(document):
    """Return the delivered numbers of both lists as {part: [number]}."""
    display, cti = document["display"] or {}, document["cti"] or {}
    return {
        Part.DISPLAY_NUMBERS: display.get("numbers") or [],
        Part.CTI_NUMBERS: cti.get("numbers") or [],
    }


def delivered_points(profile, document):
    """Return the selected contact points that the document shows; caller numbers tell them apart."""
    shown = {point["caller_number"] for point in (document["display"] or {}).get("contact_points") or []}
    return [point for point in profile.contact_points if point.caller_number in shown]


def delivered_items(facts, document):
    profile = winner_of(facts, document)
    if profile is None:
        return Counter()
    items = [
        (part, number["number"]) for part, listed in listed_numbers(document).items() for number in listed
    ]
    items += [(Part.CONTACT_POINTS, point.key) for point in delivered_points(profile, document)]
    items += [(Part.OTHER, key) for key in (document["other"] or {}).get("values", {})]
    return Counter((profile.id, part, item) for part, item in items)


def selected_items(profile):
    if profile is None:
        return Counter()
    items = [(Part.DISPLAY_NUMBERS, number.number) for number in profile.numbers]
    items += [(Part.CONTACT_POINTS, point.key) for point in profile.contact_points]
    items += [(Part.CTI_NUMBERS, number.number) for number in profile.cti_numbers]
    items += [(Part.OTHER, key) for key in (profile.pinned.values if profile.pinned else ())]
    items += [(lost.part, lost.item) for lost in profile.removed if lost.part != Part.TARGETS]
    return Counter((profile.id, part, item) for part, item in items)
