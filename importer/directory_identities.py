"""By what each entry of a directory is told from the others of its kind."""

from importer.directory_shapes import ORGANIZATION, SHAPES

# The field by the list of a document.
IDENTITIES = {kind: shape.identity for kind, shape in SHAPES.items()}
_FIELDS = {shape.entry: shape.identity for shape in (ORGANIZATION, *SHAPES.values())}


def identity_of(entry: object) -> str:
    """Return what an entry of any kind is known by."""
    return str(getattr(entry, _FIELDS[type(entry)]))
