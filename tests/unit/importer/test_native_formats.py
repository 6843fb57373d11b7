"""The data file of other softphones' settings: checked against the catalogue, refused with every reason."""

from importlib import resources

import pytest

from importer.catalogue import CatalogueError, catalogue
from importer.native_formats import native_formats, read_formats

TEXT = resources.files("importer").joinpath("native.toml").read_text("utf-8")
SMALL = """
[formats.other]
label = "Other"
file = "other.ini"
media_type = "text/x-other-ini"
encodings = ["UTF-8"]
comments = "#"
ignore_case = false
quoted = false
secrets = []
settings = [
    { from = ["[a] dtmf"], to = "phone.dtmf", as = "word", words = { "1" = "info" } },
]
"""


def test_every_format_says_what_an_upload_calls_it():
    assert {media_type: native.label for media_type, native in native_formats().items()} == {
        "text/x-linphonerc": "Linphone",
        "text/x-microsip-ini": "MicroSIP",
    }


def test_a_small_file_is_read():
    (native,) = read_formats(SMALL, catalogue()).values()

    assert native.settings[0].words.mean == {"1": "info"}


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        pytest.param('label = "Other"', "label = ", "Invalid value", id="no TOML"),
        pytest.param('label = "Other"', "", "Field required", id="no label"),
        pytest.param('label = "Other"', 'label = "Other"\nx = 1', "Extra inputs", id="slip of the pen"),
        pytest.param(
            "text/x-other-ini", "application/json", "String should match", id="media type of another"
        ),
        pytest.param('"UTF-8"', '"EBCDIC"', "EBCDIC is no encoding", id="encoding"),
        pytest.param("[a] dtmf", "dtmf", "String should match", id="an entry without section"),
        pytest.param("phone.dtmf", "phone.fax", "phone.fax is no setting that can be taken", id="unknown"),
        pytest.param("phone.dtmf", "terminal.password", "terminal.password is no setting", id="a secret"),
        pytest.param("phone.dtmf", "cti.numbers", "cti.numbers is no setting", id="of a profile's tab"),
        pytest.param('"word"', '"guess"', "phone.dtmf is not made by guess", id="unknown converter"),
        pytest.param('"word"', '"flag"', "phone.dtmf is not made by flag", id="converter of another type"),
        pytest.param(
            '"[a] dtmf"', '"[a] b", "[a] c", "[a] d"', "word does not take 3 entries", id="too many"
        ),
        pytest.param('"1" = "info"', '"1" = "morse"', "phone.dtmf is never morse", id="a word that is none"),
        pytest.param(
            "settings = [",
            'settings = [\n { from = ["[a] x"], to = "phone.dtmf", as = "word" },',
            "phone.dtmf is made twice",
            id="made twice",
        ),
        pytest.param(
            "settings = [",
            'settings = [\n { from = ["[a] dtmf"], to = "phone.call_waiting", as = "flag" },',
            "[a] dtmf is taken twice",
            id="taken twice",
        ),
    ],
)
def test_a_file_that_cannot_hold_is_refused_with_the_entry_and_why(good, bad, told):
    assert good in SMALL

    with pytest.raises(CatalogueError) as error:
        read_formats(SMALL.replace(good, bad, 1), catalogue())

    assert told in str(error.value)


def test_every_bad_entry_is_told_at_once_and_by_its_format():
    with pytest.raises(CatalogueError) as error:
        read_formats(TEXT.replace("audio.codecs", "audio.codex"), catalogue())

    assert "formats.linphone: audio.codex" in str(error.value)
    assert "formats.microsip: audio.codex" in str(error.value)
