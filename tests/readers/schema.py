"""Validates the files of tests/templates with the schema that `Template::json_schema` writes: schema.py FOLDER.

Those in `right` must be valid, those in `wrong` must not.
"""

import json
import pathlib
import sys
import tomllib

import jsonschema

folder = pathlib.Path(sys.argv[1])
schema = json.loads((folder / "customerio.schema.json").read_text())
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)

wrong = []
counts = {}
for verdict in ["right", "wrong"]:
    files = sorted((folder / verdict).glob("*.toml"))
    counts[verdict] = len(files)
    for file in files:
        is_valid = validator.is_valid(tomllib.loads(file.read_text()))
        if is_valid != (verdict == "right"):
            wrong.append(f"{file}: jsonschema finds it {'valid' if is_valid else 'invalid'}")
if wrong:
    sys.exit("\n".join(wrong))
print(f"jsonschema: {counts['right']} right files are valid, {counts['wrong']} wrong files are not")
