"""What the demonstration consists of: one file an organisation, in the shapes of the interfaces.

`directory` is a document as `haishin directory import` takes it, each `body` under `captures` an upload as a
softphone sends it, each of `profiles` a document as the profiles API takes it.
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from portal.domain.words import ContactPointType, DisplayList, Status, TargetType
from portal.queries.profile_documents import PointName, ProfileDocument, VersionName

NAMES = ("acme", "sakura")


@dataclass(frozen=True, slots=True)
class SourceCapture:
    """An upload, and whose softphone it came from: extension of the terminal, login of the account."""

    extension: str
    login: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One organisation; an agent is named where the plan has agents, `softphone` is an extension."""

    directory: dict[str, Any]
    captures: tuple[SourceCapture, ...]
    profiles: tuple[ProfileDocument, ...]
    administrator: str
    agent: str | None
    softphone: str

    @property
    def slug(self) -> str:
        """By which the organisation signs in."""
        return str(self.directory["organization"]["slug"])

    @property
    def name(self) -> str:
        """What the organisation is called."""
        return str(self.directory["organization"]["name"])


def read(name: str) -> Demonstration:
    """Return the demonstration of this name, one of NAMES."""
    written = json.loads(files(__package__).joinpath(f"{name}.json").read_text("utf-8"))
    return Demonstration(
        directory=written["directory"],
        captures=tuple(_capture(capture) for capture in written["captures"]),
        profiles=tuple(_profile(profile) for profile in written["profiles"]),
        **written["sign_ins"],
    )


def _capture(written: dict[str, Any]) -> SourceCapture:
    return SourceCapture(written["extension"], written["account"], json.dumps(written["body"]).encode())


def _profile(written: dict[str, Any]) -> ProfileDocument:
    lists = ("targets", "display_numbers", "cti_numbers")
    names = {key: None if written[key] is None else tuple(written[key]) for key in lists}
    points, other = written["contact_points"], written["other"]
    return ProfileDocument(
        name=written["name"],
        target_type=TargetType(written["target_type"]),
        status=Status(written["status"]),
        memo=written["memo"],
        display_list=DisplayList(written["display_list"]),
        contact_points=None if points is None else tuple(_point(point) for point in points),
        other=None if other is None else VersionName(other["snapshot"], other["version"]),
        **names,
    )


def _point(written: dict[str, str]) -> PointName:
    kind = ContactPointType(written["type"])
    return PointName(kind, written["extension" if kind is ContactPointType.CALL_CENTER else "code"])
