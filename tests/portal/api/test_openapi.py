"""The description of the API is true: schemathesis asks what it says, and more."""

from collections.abc import Iterator
from typing import Any, Final

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from documents.contacts import PhoneFields
from tests.portal.answers.published import Published
from tests.portal.feeds.publishing import contact, directive, get
from tests.portal.office import Office, office

__all__ = ["office"]

EXAMPLES: Final = 25
"""Questions of each kind at each address."""


@pytest.fixture
def filled(office: Office) -> Office:
    contact(office, "Trần Thượng Chí", PhoneFields("0903706338"))
    directive(office, "1/CV", abstract="vá đường")
    Published(office).publish()
    office.index()
    return office


def operations(office: Office) -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", office.app)
    schema.validate()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        yield found.ok()


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_is_answered_as_described(
    filled: Office, mode: GenerationMode
) -> None:
    asked = 0
    for operation in operations(filled):
        if mode is GenerationMode.NEGATIVE and not list(operation.query):
            continue  # nothing can be asked wrongly of it

        @settings(max_examples=EXAMPLES, deadline=None, database=None)
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal asked
            case.call_and_validate()
            asked += 1

        ask()
    assert asked > 2 * EXAMPLES


def test_every_field_of_every_answer_is_described(filled: Office) -> None:
    document = get(filled, "/api/openapi.json").get_json()
    assert document["openapi"] == "3.1.0"
    for name, schema in document["components"]["schemas"].items():
        for field, told in schema["properties"].items():
            assert told["description"], (name, field)
    for path, place in (
        ("/contacts", "/contacts"),
        ("/directives", "/directives"),
        ("/directives", "/directives?q=vá"),
        ("/directives/{slug}", "/directives/1-cv-2019"),
        ("/answers", "/answers"),
        ("/answers/{code}", f"/answers/{code_of(filled)}"),
        ("/search", "/search?q=vá"),
    ):
        answers = document["paths"][path]["get"]["responses"]
        schema = answers["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": document["components"]}
        told = get(filled, f"/api/v1{place}").get_json()
        jsonschema_rs.validator_for(whole).validate(told)
        assert told.get("items", [1]), place
    assert set(document["paths"]) == {
        rule.rule.removeprefix("/api/v1").replace("<", "{").replace(">", "}")
        for rule in filled.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
    }


def code_of(office: Office) -> str:
    (row,) = get(office, "/api/v1/answers").get_json()["items"]
    return str(row["code"])
