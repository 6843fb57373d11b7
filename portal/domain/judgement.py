"""All verdicts on one profile for one softphone: the only place that says what is delivered."""

from dataclasses import dataclass

from importer.catalogue import Catalogue
from portal.domain.contact_points import contact_points
from portal.domain.facts import ContactPoint, Facts, Number
from portal.domain.numbers import cti_numbers, display_numbers
from portal.domain.other_settings import other_settings
from portal.domain.verdicts import PartVerdicts
from portal.domain.winner import Standing


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of each part of a profile."""

    standing: Standing
    display_numbers: PartVerdicts[Number]
    contact_points: PartVerdicts[ContactPoint]
    cti_numbers: PartVerdicts[Number]
    other: PartVerdicts[str]


def judge(standing: Standing, facts: Facts, catalogue: Catalogue) -> Judgement:
    """Judge everything that the profile selects; of one that lost, everything is withheld."""
    return Judgement(
        standing,
        display_numbers(standing, facts),
        contact_points(standing, facts),
        cti_numbers(standing, facts),
        other_settings(standing, facts, catalogue),
    )
