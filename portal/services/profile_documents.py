"""Profiles from documents: everything of one at once, with the rules of the pages."""

from importer.faults import Fault, FaultCode, at_most
from portal.domain.audit import Action
from portal.domain.selection import Whole
from portal.domain.words import Part, TargetType
from portal.models import Organization, Profile
from portal.queries.profile_documents import ProfileDocument
from portal.queries.profile_references import References, references_of
from portal.services.errors import NotAcceptable, Refused
from portal.services.profile_details import Details, columns_of, faults_of, plan_faults
from portal.services.profile_history import Noting, record_made
from portal.services.profiles import insert, name_taken
from portal.services.revisions import all_or_nothing, saving
from portal.services.selections import put_contact_points, put_numbers
from portal.services.targets import put_targets, taken_of

# A list of 100,000 wrong numbers needs no answer of 100,000 lines.
MOST_FAULTS = 1000


def create(organization: Organization, document: ProfileDocument, *, who: str) -> Profile:
    """Make a profile, always disabled (PRF-4).

    Raises NotAcceptable with every fault, Taken for the name or targets that another profile has.
    """
    target_type = document.target_type
    faults = plan_faults(organization.plan, target_type)
    references = _checked(document, faults, organization.id)

    def explain() -> Refused | None:
        return taken_of(organization.id, target_type, references.targets)

    with all_or_nothing(explain):
        profile = insert(organization.id, _columns(document, references), target_type=target_type, who=who)
        put_lists(profile, references, Noting())
        record_made(profile, Action.PROFILE_CREATED, who=who)
    return profile


def replace(profile: Profile, document: ProfileDocument, *, seen_revision: str, who: str) -> None:
    """Make the profile what the document says.

    Raises EditConflict, NotAcceptable with every fault, Taken for the name or targets that another has.
    """
    organization_id, profile_id, target_type = profile.organization_id, profile.id, profile.target_type
    faults = _changed_type(target_type, document.target_type)
    references = _checked(document, faults, organization_id, profile_id)
    columns = _columns(document, references) | {"status": document.status}
    taken = name_taken(organization_id, str(columns["name"]), but=profile_id)

    def explain() -> Refused | None:
        return taken() or taken_of(organization_id, target_type, references.targets, but=profile_id)

    with saving(
        profile, tuple(Part), columns, seen_revision=seen_revision, who=who, explain=explain
    ) as noting:
        put_lists(profile, references, noting)


def _checked(
    document: ProfileDocument, faults: list[Fault], organization_id: int, profile_id: int = 0
) -> References:
    target_type = document.target_type
    faults.extend(faults_of(_details(document), target_type))
    if target_type is TargetType.EXTENSION and document.contact_points:
        faults.append(Fault("/contact_points", FaultCode.NOT_ALLOWED, {"allowed": "null, []"}))
    references = references_of(document, faults, organization_id=organization_id, profile_id=profile_id)
    if faults:
        raise NotAcceptable(tuple(at_most(MOST_FAULTS, faults)))
    return references


def _changed_type(now: TargetType, wanted: TargetType) -> list[Fault]:
    # PRF-7: the target type cannot change.
    if wanted is now:
        return []
    return [Fault("/target_type", FaultCode.NOT_ALLOWED, {"allowed": now.value})]


def _details(document: ProfileDocument) -> Details:
    return Details(document.name, document.memo, document.display_list)


def _columns(document: ProfileDocument, references: References) -> dict[str, object]:
    has_points = document.target_type is TargetType.ACCOUNT and document.contact_points is not None
    return {
        **columns_of(_details(document), document.target_type),
        "display_numbers_saved": document.display_numbers is not None,
        "contact_points_saved": has_points,
        "cti_numbers_saved": document.cti_numbers is not None,
        "snapshot_version_id": references.snapshot_version_id,
    }


def put_lists(profile: Profile, references: References, noting: Noting) -> None:
    """Make the lists of the profile what the references say. Runs inside a larger save."""
    put_targets(profile, Whole(references.targets), noting)
    put_numbers(profile, Part.DISPLAY_NUMBERS, Whole(references.display_numbers), noting)
    put_numbers(profile, Part.CTI_NUMBERS, Whole(references.cti_numbers), noting)
    put_contact_points(profile, Whole(references.call_centers), Whole(references.business_labels), noting)
