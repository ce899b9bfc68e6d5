"""Write the generated part of the Python client (clients/python) from the document of the API.

    make client

One module for each module of the menu, and one for what is no form. What is written depends on the document alone, so
that a test can tell when it is stale.
"""

from __future__ import annotations

import keyword
import os
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "clients" / "python" / "zhijiao_client" / "generated"
HEAD = "Written by tools/python_client.py from the document of the API: do not edit, run `make client`."
BY_HAND = frozenset({"document", "export", "export_content"})
"""Operations of no form that the client has functions of its own for."""
LIST_PARAMETERS = frozenset({"school", "limit", "cursor"})
_KINDS = {
    "string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None", "object": "dict[str, Any]",
}  # fmt: skip

Schema = dict[str, Any]


def files() -> dict[str, str]:
    """Every generated file by its name."""
    from zhijiao.api import openapi
    from zhijiao.catalogue import matrix
    from zhijiao.filing.schema import registry

    head = openapi.head()
    titles = matrix.module_titles()
    modules: dict[str, list[tuple[str, str, openapi.FormParts]]] = {name: [] for name in titles}
    for form in registry.forms().values():
        modules[form.module].append((form.key, form.label, openapi.describe(form, frozenset())))
    made = {f"{name}.py": _module(name, titles[name], forms) for name, forms in modules.items() if forms}
    made["resources.py"] = _resources(head)
    made["__init__.py"] = _facade([name for name, forms in modules.items() if forms], titles)
    return made


def write() -> None:
    """Write them, and take away what is no longer made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = files()
    for old in FOLDER.glob("*.py"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def camel(key: str) -> str:
    """The name of a class for a key: Student for student, CodeTables for code_tables."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[._]", key))


def _facade(names: list[str], titles: dict[str, str]) -> str:
    imports = "\n".join(
        f"from zhijiao_client.generated.{name} import {camel(name)}Module" for name in sorted(names)
    )
    lines = "\n".join(
        f"        #: {titles[name]}\n        self.{name} = {camel(name)}Module(transport)" for name in names
    )
    return f'''"""{HEAD}"""

{imports}
from zhijiao_client.generated.resources import Resources
from zhijiao_client.transport import Transport


class GeneratedClient(Resources):
    """Forms by module, and what is no form."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
{lines}
'''


def _module(name: str, title: str, forms: list[tuple[str, str, Any]]) -> str:
    """The module of some forms."""
    body = "\n\n".join(_form(key, label, parts) for key, label, parts in forms)
    lines = "\n".join(
        f"        #: {label}\n        self.{key} = {camel(key)}Form(transport)" for key, label, _ in forms
    )
    bases = sorted(base for base in ("RecordForm", "SummaryForm") if f"{base}[" in body)
    typing = ["Any"] * ("Any]" in body or "[Any" in body) + ["TypedDict", "Unpack"]
    return f'''"""{title}. {HEAD}"""

from collections.abc import Iterator
from typing import {", ".join(typing)}

from zhijiao_client.records import {", ".join(bases)}
from zhijiao_client.transport import Transport


{body}


class {camel(name)}Module:
    """Forms of {title}."""

    def __init__(self, transport: Transport) -> None:
{lines}
'''.replace("from collections.abc import Iterator\n" if "Iterator[" not in body else "\0", "")


def _form(key: str, label: str, parts: Any) -> str:
    """Types and class of one form."""
    name, schemas, codes = camel(key), parts.schemas, parts.codes
    listing = next(
        said["get"]
        for said in parts.paths.values()
        if said.get("get", {}).get("operationId") == f"list_{key}"
    )
    given = {each["name"]: each for each in listing.get("parameters", ())}
    texts = [_typed(name, f"{label}: a record as it is read.", schemas[key], codes)]
    sent = schemas.get(f"{key}.write")
    titles = {item: said.get("title", "") for item, said in schemas[key]["properties"].items()}
    if sent is None:
        query = {one: each["schema"] for one, each in given.items()}
        texts.append(
            _typed(
                f"{name}Query", f"{label}: what can be asked for.", {"properties": query}, codes, partial=True
            )
        )
        texts.append(
            f'class {name}Form(SummaryForm[{name}]):\n    """{label}."""\n\n    key = "{key}"\n\n'
            f"    def rows(self, **asked: Unpack[{name}Query]) -> list[{name}]:\n"
            f'        """All rows."""\n        return self._rows(asked)'
        )
        return "\n\n\n".join(texts) + "\n"
    query = {one: each["schema"] for one, each in given.items() if one not in LIST_PARAMETERS}
    texts.append(
        _typed(f"{name}Items", f"{label}: what may be sent.", sent, codes, partial=True, titles=titles)
    )
    texts.append(
        _typed(
            f"{name}Query",
            f"{label}: what lists are narrowed by.",
            {"properties": query},
            codes,
            partial=True,
            titles=titles,
        )
    )
    texts.append(
        f'class {name}Form(RecordForm[{name}, {name}Items]):\n    """{label}."""\n\n    key = "{key}"\n\n'
        f"    def records(\n"
        f"        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[{name}Query]\n"
        f"    ) -> Iterator[{name}]:\n"
        f'        """All records that fit, fetched page by page."""\n        return self._list(school, limit, asked)'
    )
    return "\n\n\n".join(texts) + "\n"


def _typed(
    name: str,
    about: str,
    schema: Schema,
    known: dict[str, Schema],
    *,
    partial: bool = False,
    titles: dict[str, str] | None = None,
) -> str:
    """A TypedDict for an object."""
    lines = [f"class {name}(TypedDict{', total=False' if partial else ''}):", f'    """{about}"""']
    for item, said in schema["properties"].items():
        if not item.isidentifier() or keyword.iskeyword(item):
            raise ValueError(f"{name}: the item “{item}” is no name that Python takes")
        title = said.get("title") or (titles or {}).get(item) or ""
        lines.append(f"    {item}: {kind(said, known)}" + (f"  # {title}" if title else ""))
    return "\n".join([lines[0], lines[1], "", *lines[2:]]) if len(lines) > 2 else "\n".join(lines)


def kind(schema: Schema, known: dict[str, Schema]) -> str:
    """The Python type of a schema."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return kind(known[name], known) if name.startswith("codes.") else f'"{camel(name)}"'
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(kind(each, known) for each in schema["anyOf"]))
    kinds = schema.get("type", "object")
    kinds = [kinds] if isinstance(kinds, str) else sorted(kinds, key=[*_KINDS, "array"].index)
    kinds = sorted(kinds, key=lambda each: each == "null")
    found = [f"list[{kind(schema['items'], known)}]" if each == "array" else _KINDS[each] for each in kinds]
    return " | ".join(dict.fromkeys(found))


def _resources(head: Schema) -> str:
    """Shapes and functions of what is no form."""
    known = head["components"]["schemas"]
    methods, used = [], set[str]()
    for path, said in head["paths"].items():
        for method, operation in said.items():
            if method == "parameters" or operation["operationId"] in BY_HAND:
                continue
            methods.append(
                _function(
                    path,
                    method,
                    [*said.get("parameters", ()), *operation.get("parameters", ())],
                    operation,
                    known,
                )
            )
            used |= _referred(operation, known)
    types = "\n\n\n".join(
        _typed(camel(name), f"{name}.", schema, known) for name, schema in known.items() if name in used
    )
    body = "\n\n".join(methods)
    return f'''"""What is no form. {HEAD}"""

from collections.abc import Iterator
from typing import Any, TypedDict, cast

from zhijiao_client.transport import Transport


{types}


class Resources:
    """Rounds, organisations, code tables and what else programs read."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def _pages(self, path: str, query: dict[str, object]) -> Iterator[Any]:
        """All items, page by page."""
        while True:
            page = self._transport.send("GET", path, query=query).json()
            yield from page["items"]
            if page["next"] is None:
                return
            query["cursor"] = page["next"]

{body}
'''


def _referred(node: Any, known: Schema) -> set[str]:
    """Names of the schemas that are referred to, directly or by others."""
    if isinstance(node, list):
        return set().union(*(_referred(each, known) for each in node))
    if not isinstance(node, dict):
        return set()
    found = set().union(*(_referred(each, known) for key, each in node.items() if key != "default"))
    if (name := str(node.get("$ref", "")).rpartition("/")[2]) in known:
        found |= {name} | _referred(known[name], known)
    return found


def _function(path: str, method: str, given: list[Schema], operation: Schema, known: Schema) -> str:
    """A function for one operation; of a list it gives all items."""
    name, about = operation["operationId"], operation["summary"]
    in_path = [each for each in given if each["in"] == "path"]
    asked = [each for each in given if each["in"] == "query" and each["name"] != "cursor"]
    place = path.partition("/api/v1/")[2]
    for each in in_path:
        place = place.replace(f"{{{each['name']}}}", f"{{{_name(each)}}}")
    arguments = ["self", *(f"{_name(each)}: {kind(each['schema'], known)}" for each in in_path)]
    if asked or "requestBody" in operation:
        arguments.append("*")
    if "requestBody" in operation:
        arguments.append("body: object")
    arguments += [f"{_name(each)}: {kind(each['schema'], known)} | None = None" for each in asked]
    query = "{" + ", ".join(f'"{each["name"]}": {_name(each)}' for each in asked) + "}"
    good = next(said for status, said in operation["responses"].items() if status.startswith("2"))
    schema = good.get("content", {}).get("application/json", {}).get("schema", {})
    at = f'f"{place}"' if in_path else f'"{place}"'
    items = schema.get("properties", {}).get("items")
    if method == "get" and items is not None:
        item = kind(items["items"], known)
        returns, does = f"Iterator[{item}]", f"return self._pages({at}, {query})"
    else:
        sent = f'self._transport.send("{method.upper()}", {at}, query={query}'
        sent += ", body=body)" if "requestBody" in operation else ")"
        returned = kind(schema, known) if schema else "None"
        returns = returned.strip('"') if returned != "None" else "None"
        does = f'return cast("{returns}", {sent}.json())' if schema else sent
    return (
        f"    def {name}(\n        {', '.join(arguments)}\n    ) -> {returns}:\n"
        f'        """{about}."""\n        {does}'
    ).replace(f"(\n        {', '.join(arguments)}\n    )", f"({', '.join(arguments)})")


def _name(parameter: Schema) -> str:
    """A parameter as an argument."""
    name = str(parameter["name"]).replace("-", "_").lower()
    return f"{name}_" if keyword.iskeyword(name) or name in ("id", "round") else name


if __name__ == "__main__":
    os.environ.setdefault("ZHIJIAO_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijiao.config.testing")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    write()
