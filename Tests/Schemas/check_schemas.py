"""Holds what a built site publishes as data against the JSON Schemas that it publishes beside it.

    check_schemas.py SITE...

Strictly: a key that the schema does not name is a fault here, though readers must bear one. Fails where a
schema is no schema, a document does not fit, or the catalogue names a file that is not there.
"""

import copy
import json
import pathlib
import sys

from jsonschema import Draft202012Validator


def closed(schema):
    """The schema with every object closed to keys that it does not name."""
    if isinstance(schema, dict):
        schema = {key: closed(value) for key, value in schema.items()}
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        return schema
    return [closed(item) for item in schema] if isinstance(schema, list) else copy.copy(schema)


def faults_of(site: pathlib.Path) -> tuple[list[str], int]:
    faults: list[str] = []
    validators = {}
    for path in sorted((site / "schema").glob("*.json")):
        schema = json.loads(path.read_text())
        Draft202012Validator.check_schema(schema)
        validators[path.stem] = Draft202012Validator(closed(schema))
    catalogue = json.loads((site / "index.json").read_text())
    documents = [("index", site / "index.json"), ("alerts", site / "alerts.json")]
    for market in catalogue["markets"]:
        for path in [market["page"], market["catalogue"]]:
            if not (site / path).is_file():
                faults.append(f"index.json: {path} is not there")
        for day in market["days"]:
            faults += [f"index.json: {day['path']}{name} is not there"
                       for name in market["files"] if not (site / day["path"] / name).is_file()]
            documents.append(("briefing", site / day["path"] / "briefing.json"))
    for kind, path in documents:
        for error in validators[kind].iter_errors(json.loads(path.read_text())):
            faults.append(f"{path.relative_to(site)}: {error.json_path}: {error.message[:300]}")
    alerts = json.loads((site / "alerts.json").read_text())
    for alert in alerts["alerts"]:
        faults += [f"alerts.json: {alert[key]} is not there"
                   for key in ("briefing", "first_briefing") if not (site / alert[key]).is_file()]
    return faults, len(documents)


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 64
    count = 0
    found = 0
    for argument in sys.argv[1:]:
        faults, documents = faults_of(pathlib.Path(argument))
        count += documents
        found += len(faults)
        for fault in faults:
            print(f"{argument}: {fault}")
    print(f"{count} documents, {found} faults")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main())
