#!/usr/bin/env python3
"""Check JSON files against a JSON Schema: check_schema.py SCHEMA FILE...

A document.json is also checked for what a schema cannot say: each grid position is covered by exactly one cell, each
tree names cells that exist, each table block and finding names a table that exists. Exit code 1 when anything is wrong.
"""
import json
import sys

import jsonschema


def grid_errors(table):
    covered = {}
    for index, cell in enumerate(table["cells"]):
        for row in range(cell["row"], cell["row"] + cell["row_span"]):
            for col in range(cell["col"], cell["col"] + cell["col_span"]):
                if (row, col) in covered:
                    yield f"position {row},{col} is covered by cells {covered[row, col]} and {index}"
                covered[row, col] = index
    for row in range(table["rows"]):
        for col in range(table["cols"]):
            if (row, col) not in covered:
                yield f"position {row},{col} is not covered"
    if any(row >= table["rows"] or col >= table["cols"] for row, col in covered):
        yield "a cell reaches out of the grid"


def tree_errors(nodes, count):
    for node in nodes:
        if node["cell"] >= count:
            yield f"a tree names cell {node['cell']} of {count}"
        yield from tree_errors(node["children"], count)


def document_errors(document):
    ids = [table["id"] for table in document["tables"]]
    if len(set(ids)) != len(ids):
        yield "two tables have one id"
    for table in document["tables"]:
        for name in ("column_headers", "row_headers"):
            for error in tree_errors(table[name], len(table["cells"])):
                yield f"{table['id']}: {error}"
        for error in grid_errors(table):
            yield f"{table['id']}: {error}"
    for entry in document["blocks"] + document["findings"]:
        if entry.get("table") and entry["table"] not in ids:
            yield f"no table is named {entry['table']}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = 0
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in validator.iter_errors(content)]
        if not errors and "tables" in content and "findings" in content:
            errors = list(document_errors(content))
        for error in errors[:20]:
            print(f"{path}: {error}")
        wrong += bool(errors)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
