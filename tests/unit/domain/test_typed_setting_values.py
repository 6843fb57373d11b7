"""Values of settings in the controls of a form, and back."""

import pytest

from importer.catalogue import catalogue
from importer.setting_types import Boolean, Integer, ListOf, PortRange, String
from portal.domain.typed_values import shown_texts, typed_value


@pytest.mark.parametrize("setting", catalogue().settings.values(), ids=lambda setting: setting.key)
def test_every_default_of_the_catalogue_comes_back_from_its_controls(setting):
    assert typed_value(setting.type, shown_texts(setting.type, setting.default)) == setting.default


@pytest.mark.rule("CAP-7")
@pytest.mark.parametrize(
    ("kind", "texts", "value"),
    [
        pytest.param(Integer(0, 60), [" 7 "], 7, id="spaces"),
        pytest.param(Integer(0, 60), ["-7"], -7, id="negative"),
        pytest.param(Integer(0, 60), ["７"], "７", id="full width is no number"),
        pytest.param(Integer(0, 60), ["9" * 400], "9" * 400, id="longer than any number"),
        pytest.param(Boolean(), ["yes"], "yes", id="neither true nor false"),
        pytest.param(String(5), [], "", id="no control"),
        pytest.param(PortRange(1024, 65535), ["20000", "x"], [20000, "x"], id="half a range"),
        pytest.param(ListOf(Integer(0, 9), 0, 9), ["1\r\n\r\n 2 \n"], [1, 2], id="one a line"),
        pytest.param(ListOf(None, 0, 9), ["a\nb"], ["a", "b"], id="of anything"),
    ],
)
def test_what_is_typed_is_read_as_far_as_it_is_of_the_type(kind, texts, value):
    assert typed_value(kind, texts) == value
