from typing import Annotated, Literal

import pytest
from pydantic import Field, ValidationError

from importer.faults import Fault, FaultCode
from portal.api.bodies import Body
from portal.api.shape_faults import shape_faults
from portal.domain.words import ReportResult


class Inner(Body):
    word: Literal["one", "two"] = "one"


class Outer(Body):
    text: Annotated[str, Field(min_length=2, max_length=3, pattern="^[a-z]*$")] = "ab"
    result: Annotated[ReportResult, Field(strict=False)] = ReportResult.APPLIED
    count: int = 0
    flag: bool = False
    inner: Annotated[list[Inner], Field(default_factory=list)]


class Needed(Body):
    name: str


def faults_of(shape, value):
    with pytest.raises(ValidationError) as refused:
        shape.model_validate(value)
    return shape_faults(refused.value)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"text": "abcd"}, Fault("/text", FaultCode.TOO_LONG, {"most": 3, "count": 4})),
        ({"text": "a"}, Fault("/text", FaultCode.TOO_SHORT, {"least": 2, "count": 1})),
        ({"text": "AB"}, Fault("/text", FaultCode.BAD_PATTERN, {"pattern": "^[a-z]*$"})),
        ({"text": 1}, Fault("/text", FaultCode.WRONG_TYPE, {"expected": "string"})),
        (
            {"result": "x"},
            Fault("/result", FaultCode.NOT_ALLOWED, {"allowed": "applied, failed or released"}),
        ),
        ({"count": "1"}, Fault("/count", FaultCode.WRONG_TYPE, {"expected": "integer"})),
        ({"count": 1.0}, Fault("/count", FaultCode.WRONG_TYPE, {"expected": "integer"})),
        ({"flag": 1}, Fault("/flag", FaultCode.WRONG_TYPE, {"expected": "boolean"})),
        ({"inner": {}}, Fault("/inner", FaultCode.WRONG_TYPE, {"expected": "list"})),
        ({"inner": [{}, 1]}, Fault("/inner/1", FaultCode.WRONG_TYPE, {"expected": "object"})),
        (
            {"inner": [{"word": "three"}]},
            Fault("/inner/0/word", FaultCode.NOT_ALLOWED, {"allowed": "one or two"}),
        ),
        ({"a/b~c": 1}, Fault("/a~1b~0c", FaultCode.UNKNOWN_FIELD)),
        ([], Fault("", FaultCode.WRONG_TYPE, {"expected": "object"})),
    ],
)
def test_what_is_wrong_is_said_with_its_place(value, fault):
    assert faults_of(Outer, value) == [fault]


def test_what_is_missing_is_named():
    assert faults_of(Needed, {}) == [Fault("/name", FaultCode.MISSING)]
