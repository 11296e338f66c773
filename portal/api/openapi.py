"""The description of the API (OpenAPI 3.1), made of what its answers are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from portal import db, problem
from portal.api import parameters, resources
from portal.api.parameters import Parameter

_PLAIN: Final[Mapping[Any, Mapping[str, str]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


@dataclass(frozen=True)
class _Operation:
    """What one address does; `named` is the part of the address that names a thing."""

    name: str
    path: str
    told: str
    result: type
    asked: tuple[Parameter, ...] = ()
    named: str = ""


_OPERATIONS: Final = (
    _Operation(
        "contacts", "/contacts", "Các đầu mối Đường dây nóng", resources.Contacts
    ),
    _Operation(
        "directives",
        "/directives",
        "Sổ văn bản chỉ đạo, mới nhất trước",
        resources.Directives,
        parameters.DIRECTIVES,
    ),
    _Operation(
        "directive",
        "/directives/{slug}",
        "Một văn bản",
        resources.Directive,
        named="slug",
    ),
    _Operation(
        "answers",
        "/answers",
        "Các câu trả lời đã công khai, mới nhất trước",
        resources.Answers,
        parameters.ANSWERS,
    ),
    _Operation(
        "answer", "/answers/{code}", "Một câu trả lời", resources.Answer, named="code"
    ),
    _Operation("search", "/search", "Tìm kiếm", resources.Hits, parameters.SEARCH),
)


def document(home: str) -> dict[str, Any]:
    """Return the description; `home` is the whole address of the first page."""
    schemas: dict[str, Any] = {}
    paths = {it.path: {"get": _operation(it, schemas)} for it in _OPERATIONS}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Dữ liệu công khai của {db.site().agency_name}",
            "version": "1",
            "description": "Chỉ đọc, không cần tài khoản; đúng những gì trang công"
            " khai cho xem. Câu trả lời có ETag: hỏi lại với If-None-Match thì chỉ"
            " nhận 304 khi không có gì đổi.",
        },
        "servers": [{"url": f"{home}api/v1"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(operation: _Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    refusal = {problem.MEDIA_TYPE: {"schema": _schema(problem.Problem, schemas)}}
    answer = {"application/json": {"schema": _schema(operation.result, schemas)}}
    etag = {"ETag": {"description": "Dấu của nội dung", "schema": {"type": "string"}}}
    return {
        "operationId": operation.name,
        "summary": operation.told,
        "parameters": [
            *([_named(operation.named)] if operation.named else []),
            *(_asked(parameter) for parameter in operation.asked),
        ],
        "responses": {
            "200": {"description": "Có", "headers": etag, "content": answer},
            "304": {"description": "Không có gì đổi"},
            "404": {"description": problem.TITLES[404], "content": refusal},
            "422": {"description": problem.TITLES[422], "content": refusal},
            "503": {"description": problem.TITLES[503], "content": refusal},
        },
    }


def _named(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": f"{name} của một mục trong danh sách",
        "schema": {"type": "string", "minLength": 1},
    }


def _asked(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.is_required,
        "description": parameter.told,
        "schema": dict(parameter.schema),
    }


def _schema(shape: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a shape; classes are gathered under their names."""
    if shape in _PLAIN:
        return dict(_PLAIN[shape])
    if is_dataclass(shape):
        name = shape.__name__  # type: ignore[union-attr]  # a class, not its instance
        if name not in schemas:
            schemas[name] = _object(shape, schemas)
        return {"$ref": f"#/components/schemas/{name}"}
    if get_origin(shape) is tuple:
        return {"type": "array", "items": _schema(get_args(shape)[0], schemas)}
    if get_origin(shape) is UnionType or isinstance(shape, UnionType):
        told = [it for it in get_args(shape) if it is not type(None)]
        return {"anyOf": [_schema(told[0], schemas), {"type": "null"}]}
    raise TypeError(f"no schema for {shape}")


def _object(shape: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(shape, include_extras=True)
    names = [field.name for field in fields(shape)]
    return {
        "type": "object",
        "properties": {name: _property(hints[name], schemas) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _property(hint: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"not described: {hint}")
    shape, told = get_args(hint)
    return _schema(shape, schemas) | {"description": told}
