"""Two judges of FHIR R4: the official JSON Schema, and the models of `fhir.resources`.

`r4.schema.json` is the schema of release 4.0.1 without descriptions, cut down to the resources made here.
Neither judge sees everything, so invariants and links are tested apart.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from jsonschema import Draft6Validator
from pydantic import ValidationError


@cache
def _schema(kind: str) -> Draft6Validator:
    text = Path(__file__).with_name("r4.schema.json").read_text(encoding="utf-8")
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": json.loads(text)["definitions"]})


def faults(resource: Any) -> list[str]:
    """What either judge finds wrong with a resource, and with every resource in a bundle.

    Those are judged each by what it says it is, so that the bundle is judged without them.
    """
    kind = resource["resourceType"]
    within = [entry["resource"] for entry in resource.get("entry", ())]
    if within:
        entries = [{key: one[key] for key in one.keys() - {"resource"}} for one in resource["entry"]]
        resource = {**resource, "entry": entries}
    found = [f"{kind}: {error.message[:300]}" for error in _schema(kind).iter_errors(resource)]
    try:
        get_fhir_model_class(kind).model_validate(resource)
    except ValidationError as error:
        found += [f"{kind}.{one['loc']}: {one['msg']}" for one in error.errors()]
    return [*found, *(fault for one in within for fault in faults(one))]
