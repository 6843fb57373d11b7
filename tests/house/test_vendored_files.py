"""The files of others that browsers get from us are exactly those that scripts/vendor fetched."""

from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "static" / "vendor"


def stated() -> dict[str, str]:
    lines = (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_every_vendored_file_is_listed_with_its_digest():
    present = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "SHA256SUMS"
    }

    assert present == stated()


def test_htmx_is_the_version_whose_headers_the_portal_reads():
    source = (VENDOR / "htmx.min.js").read_text("utf-8")

    assert 'version:"2.0.11"' in source
