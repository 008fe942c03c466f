#!/usr/bin/env python3
"""Realistic and odd requests of a fixed list, answers against the description.

    fixed.py http://127.0.0.1:8080

Schemathesis makes up words that are no places, days or ids, and so it hardly ever
sees an answer with a plan in it. This list does: each answer must have a status,
a media type and a form that the description knows, and the status that is written
beside the request. Ends with 1 if one has not, with 2 if the server does not answer.
"""

import base64
import json
import sys
import time
from collections import Counter

import jsonschema_rs
import requests

PATIENCE = 90
JOB_PATIENCE = 120
XIAN = {"from": "Xi'an", "to": "Mannheim", "depart": "2024-09-02"}
NEAR = {"from": "Riga", "to": "Tallinn", "depart": "2024-09-02"}
SOME = "Xi'an;Mannheim;CNSHA;NLRTM;Almaty"


class Chunks:
    """A body whose length is not told."""

    def __init__(self, whole):
        self.whole = whole

    def __iter__(self):
        yield self.whole


def closed(schema, part=False):
    """A schema by which no property is allowed that is not described: what the
    description leaves out, nobody who reads it can use. `part` is one that others
    are made of, and so must leave room for theirs."""
    if isinstance(schema, list):
        return [closed(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    made = {}
    for key, value in schema.items():
        if key == "allOf":
            made[key] = [closed(s, part=True) for s in value]
        elif key == "properties":
            made[key] = {name: closed(s) for name, s in value.items()}
        elif key in ("oneOf", "anyOf"):
            made[key] = [closed(s, part) for s in value]
        elif key == "$ref":
            made[key] = f"{value}-part" if part else value
        elif key in ("items", "prefixItems", "additionalProperties", "not"):
            made[key] = closed(value)
        else:
            made[key] = value
    composed = "properties" in schema or "allOf" in schema
    if composed and not part and not {"additionalProperties", "unevaluatedProperties"} & set(schema):
        made["unevaluatedProperties"] = False
    return made


class Interface:
    """The server beside its description."""

    def __init__(self, address):
        self.address = address.rstrip("/")
        self.session = requests.Session()
        self.document = self.session.get(f"{self.address}/api/openapi.json", timeout=PATIENCE).json()
        schemas = self.document["components"]["schemas"]
        self.closed = {name: closed(schema) for name, schema in schemas.items()}
        self.closed.update({f"{name}-part": closed(schema, part=True) for name, schema in schemas.items()})
        self.validators = {}
        self.failures = Counter()
        self.asked = 0
        self.seen = Counter()

    def fail(self, request, what, kind=None):
        """Tells a failure, and one like it (`kind`) no second time."""
        kind = kind or what
        self.failures[kind] += 1
        if self.failures[kind] == 1:
            print(f"FAILED  {request}\n        {what}", flush=True)

    def validator(self, where, schema):
        """Of the form as it is described, and nothing besides."""
        if where not in self.validators:
            whole = {**closed(schema), "components": {"schemas": self.closed}}
            self.validators[where] = jsonschema_rs.Draft202012Validator(whole, validate_formats=False)
        return self.validators[where]

    def ask(self, method, template, expected, *, path=None, body=None, raw=None, query=None, headers=None):
        """Asks, and looks at the answer by the operation of `template`.

        `expected` are the statuses that the request may have: where it is empty,
        every one that is described.
        """
        path = path or template
        headers = dict(headers or {})
        if raw is None and body is not None:
            raw = json.dumps(body, ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json")
        shown = f"{method} {path}" + (f" {query}" if query else "")
        shown += f" {headers}" if set(headers) - {"Content-Type"} else ""
        if raw is not None:
            text = raw.whole if isinstance(raw, Chunks) else raw
            shown += f" {text[:300].decode(errors='replace')}" + (f"... ({len(text)} bytes)" if len(text) > 300 else "")
        self.asked += 1
        try:
            answer = self.session.request(method, self.address + path, data=raw, params=query, headers=headers, timeout=PATIENCE)
        except requests.RequestException as error:
            self.fail(shown, f"no answer: {error}")
            return None
        self.seen[(f"{method} {template}", answer.status_code)] += 1
        self.look(shown, self.document["paths"][template][method.lower()], template, answer, expected)
        return answer

    def form(self, shown, where, schema, value):
        """Tells where a value is not of a form."""
        wrong, first = Counter(), {}
        for error in self.validator(where, schema).iter_errors(value):
            place = ".".join("*" if isinstance(p, int) else str(p) for p in error.instance_path)
            rule = "/".join(map(str, error.schema_path))
            wrong[(place, rule)] += 1
            first.setdefault((place, rule), error.message if len(error.message) < 600 else f"...{error.message[-300:]}")
        # Where a part is wrong, the properties that it describes count as not described.
        rest = {key: times for key, times in wrong.items() if not key[1].endswith("unevaluatedProperties")}
        for key, times in list((rest or wrong).items())[:10]:
            told = f"{where}: {key[0] or 'the whole'}, {times} times: {first[key]} (schema: {key[1]})"
            self.fail(shown, told, f"{where} {key}")

    def look(self, shown, operation, template, answer, expected):
        status = str(answer.status_code)
        if expected and answer.status_code not in expected:
            self.fail(shown, f"{status} where {' or '.join(map(str, expected))} is expected: {answer.text[:300]}")
        described = operation["responses"].get(status)
        if described is None:
            self.fail(
                shown, f"{status} is not described: {answer.text[:300]}", f"{operation['operationId']} {status} is not described"
            )
            return
        content = described.get("content", {})
        media = answer.headers.get("Content-Type", "").split(";")[0].strip()
        if not content:
            if answer.content:
                self.fail(shown, f"{status} has a body, none is described")
            return
        if media not in content:
            self.fail(shown, f"{status} comes as '{media}', described is {' or '.join(content)}: {answer.text[:200]}")
            return
        if not media.endswith("json"):
            return
        try:
            value = answer.json()
        except ValueError as error:
            self.fail(shown, f"{status} is no JSON: {error}")
            return
        self.form(shown, f"{operation['operationId']} {status}", content[media]["schema"], value)
        if media == "application/problem+json" and isinstance(value, dict) and value.get("status") != answer.status_code:
            self.fail(shown, f"the problem says {value.get('status')}, the status is {status}")


def examples(it):
    """What the description shows as an example is answered."""
    for path, operations in it.document["paths"].items():
        for method, operation in operations.items():
            given = {(p["in"], p["name"]): p["example"] for p in operation.get("parameters", []) if "example" in p}
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
            if not given and body is None:
                continue
            asked = path
            for (where, name), value in given.items():
                asked = asked.replace(f"{{{name}}}", str(value)) if where == "path" else asked
            query = {name: value for (where, name), value in given.items() if where == "query"}
            answer = it.ask(method.upper(), path, (200, 202), path=asked, query=query, body=body)
            if answer is not None and answer.status_code == 202:
                cancel(it, answer.json()["id"])


def plans(it):
    questions = [
        XIAN,
        {**XIAN, "cargo": "teu:2", "arrive_by": "2024-10-01", "avoid": ["mode:air"]},
        {**XIAN, "cargo": "teu:2", "value_usd": 80000, "criteria": ["time", "cost"], "epsilon": 0.05},
        {**XIAN, "via": ["Almaty"], "modes": "rail"},
        {**XIAN, "avoid": ["country:RUS", "mode:air"], "with": ["cape"]},
        {"from": "CNSHA", "to": "NLRTM", "depart": "2024-11-15", "cargo": "teu:2", "scenarios": ["suez-closed"]},
        {"from": "CNSHA", "to": "NLRTM", "depart": "2024-11-15", "cargo": "reefer:1", "criteria": ["co2"]},
        {"from": "Almaty", "to": "NLRTM", "depart": "2025-03-10", "cargo": "teu:2", "modes": "rail,sea,road"},
        {"from": "Tallinn", "to": "Warszawa", "depart": "2025-06-02", "scenarios": ["rail-baltica"]},
        {"from": "CNSHA", "to": "Almaty", "depart": "2025-01-20", "cargo": "bulk:5000", "arrive_by": "2025-02-20"},
        {"from": "西安", "to": "Алматы", "depart": "2024-12-30", "cargo": "teu:2"},
        {"from": "Xi'an", "to": "Xi'an", "depart": "2024-09-02"},
    ]
    for question in questions:
        # From a place to itself there need be no way.
        expected = (200, 400, 404) if question["from"] == question["to"] else (200,)
        answer = it.ask("POST", "/api/plan", expected, body=question)
        if answer is None or answer.status_code != 200:
            continue
        options = answer.json()["options"]
        # The first, the last, and those in between that differ the most in what they ride.
        for option in {o["id"]: o for o in [*options[:1], *options[len(options) // 2 :][:1], *options[-1:]]}.values():
            it.ask("GET", "/api/plan/{id}", (200,), path=f"/api/plan/{option['id']}")
            it.ask("GET", "/api/plan/{id}/profile", (200,), path=f"/api/plan/{option['id']}/profile")
    # Nothing is to be had: an answer that says so.
    nothing = {**XIAN, "arrive_by": "2024-09-02", "avoid": ["mode:air"]}
    it.ask("POST", "/api/plan", (200, 404), body=nothing)


def odd_plans(it):
    """What people and programs mistype: refused in words, or answered, and nothing else."""
    odd = [
        {"depart": day}
        for day in (
            "",
            "2024-02-30",
            "2024-9-2",
            "2024-09-02T00:00",
            "0000-01-01",
            "0001-01-01",
            "1899-12-31",
            "2100-01-01",
            "9999-12-31",
            "-0001-01-01",
            "99999-01-01",
            "2024-09-02 ",
        )
    ]
    odd += [{"arrive_by": day} for day in ("", "2024-08-01", "2024-09-02", "9999-12-31", "tomorrow")]
    odd += [
        {"cargo": c}
        for c in (
            "",
            "teu",
            "teu:0",
            "teu:-1",
            "teu:1e308",
            "teu:NaN",
            "teu:inf",
            "teu:0.5",
            "bulk:1",
            "bulk:1e12",
            "liquid:0",
            "passengers:300",
            "passengers:1e9",
            "wagons:3",
        )
    ]
    odd += [{"value_usd": v} for v in (0, -1, 1e308, 1e-308)]
    odd += [{"year": y} for y in (0, 1, 1900, 2014, 2100, 65535, 65536, -1, 2024.5)]
    odd += [{"epsilon": e} for e in (0, -0.5, 1, 50, 1e308)]
    odd += [{"criteria": c} for c in (["time", "time"], ["speed"], [""], ["transfers"])]
    odd += [{"modes": m} for m in ("", ",", "rail,rail", "teleport", "air", "inland", "sea")]
    odd += [
        {"avoid": a}
        for a in (
            [""],
            ["mode:"],
            ["country:XXX"],
            ["country:CHN"],
            ["country:DEU"],
            ["passage:nowhere"],
            ["mode:air", "mode:rail", "mode:road", "mode:sea"],
            ["x"] * 61,
        )
    ]
    odd += [
        {"via": v} for v in ([""], ["Nowhere-on-Earth"], ["Riga"], ["Tallinn"], ["Almaty"] * 8, ["Almaty"] * 9, ["Santiago"])
    ]
    odd += [{"from": p} for p in ("", " ", "Q", "'", "%", "\u0000", "0,0", "91,0", "34.3,108.9", "-90,0", "NaN,NaN", "a" * 5000)]
    odd += [{"scenarios": s} for s in ([""], ["../../etc/passwd"], ["suez-closed", "suez-closed"], ["suez-closed"] * 61)]
    odd += [{"with": s} for s in ([""], ["none-such"], ["suez-closed"])]
    odd += [{"set": s} for s in ([["", 0]], [["none-such", 1]], [["a"]], [[1, "a"]], [[]])]
    odd += [{"from": 7}, {"from": None}, {"unknown": 1}, {"via": None}, {"avoid": "mode:air"}]
    for change in odd:
        # A 5xx is no answer to what somebody typed.
        it.ask("POST", "/api/plan", (200, 400, 404, 422), body={**NEAR, **change})


def parameters(it):
    """One parameter of eight at an end or beyond, and some that are factors."""
    answer = it.ask("GET", "/api/parameters", (200,))
    if answer is None or answer.status_code != 200:
        return
    ends = [(name, (0, -1, 1e308)[at % 3]) for at, name in enumerate(sorted(answer.json())[::8])]
    large = (
        "air.g_co2e_per_tkm",
        "handling.sea.usd",
        "rail.g_co2e_per_tkm.electric",
        "road.usd_per_teu_km.other",
        "sea.distance_adjustment",
    )
    for name, value in ends + [(name, 1e308) for name in large]:
        it.ask("POST", "/api/route", (200, 400, 404, 422), body={"places": ["Xi'an", "Mannheim"], "set": [[name, value]]})


def odd_ids(it):
    """Ids of options that no plan has given."""

    def packed(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    good = {
        "question": {**XIAN, "cargo": "teu:2"},
        "moves": [{"L": ["air", "Frankfurt am Main International Airport"]}],
        "data": "0" * 32,
    }
    for what in (
        good,
        {},
        [],
        {**good, "moves": []},
        {**good, "moves": [{"L": []}]},
        {**good, "moves": [{"L": ["rail", "Mannheim"]}] * 500},
        {**good, "question": {**XIAN, "depart": "9999-12-31"}},
        {**good, "question": {}},
        {**good, "question": {**XIAN, "scenarios": ["none-such"]}},
    ):
        for template in ("/api/plan/{id}", "/api/plan/{id}/profile"):
            it.ask("GET", template, (200, 400, 404), path=template.replace("{id}", packed(what)))
    for text in ("x", "%ff", "%00", "..%2f..", "a" * 3000, "%F0%9F%98%80"):
        for template in (
            "/api/plan/{id}",
            "/api/plan/{id}/profile",
            "/api/jobs/{id}",
            "/api/jobs/{id}/result",
            "/api/scenarios/{id}",
            "/api/scenarios/{id}/map",
            "/api/corridors/{id}",
            "/api/evidence/ledgers/{ledger}",
            "/api/evidence/ledgers/{ledger}/charts",
        ):
            it.ask("GET", template, (400, 404), path=template.replace("{id}", text).replace("{ledger}", text))


def routes(it):
    for question in (
        {"places": ["Xi'an", "Mannheim"]},
        {"places": ["Xi'an", "Almaty", "Mannheim"], "cargo": "teu:2", "avoid": ["mode:air"], "value_usd": 50000},
        {"places": ["CNSHA", "NLRTM"], "cargo": "teu:2", "scenarios": ["suez-closed"], "modes": "sea"},
        {"places": ["Tallinn", "Warszawa"], "scenarios": ["rail-baltica"], "modes": "rail", "year": 2030},
        {"places": ["Almaty", "NLRTM"], "cargo": "bulk:5000", "year": 2024},
    ):
        it.ask("POST", "/api/route", (200,), body=question)
    for question in (
        {"places": ["Xi'an"]},
        {"places": []},
        {"places": ["Almaty"] * 11},
        {"places": ["Almaty", "Almaty"]},
        {"places": ["Xi'an", "Mannheim"], "unknown": 1},
        {"places": ["Xi'an", "Mannheim"], "cargo": "teu:1e308"},
        {"places": ["Xi'an", "Mannheim"], "year": 65535},
        {"places": ["Xi'an", "Mannheim"], "year": 0},
        {"places": ["Xi'an", "Mannheim"], "modes": ""},
        {"places": ["Xi'an", "Mannheim"], "value_usd": 1e308},
        {"places": ["Honolulu", "Reykjavik"], "modes": "rail"},
    ):
        it.ask("POST", "/api/route", (200, 400, 404, 422), body=question)


def corridors(it):
    answer = it.ask("GET", "/api/corridors", (200,))
    it.ask(
        "GET", "/api/corridors", (200,), query={"cargo": "teu:2", "year": 2024, "scenarios": "suez-closed", "value_usd": 50000}
    )
    it.ask("GET", "/api/corridors/lines", (200,))
    for corridor in answer.json()["corridors"] if answer is not None and answer.ok else []:
        path = f"/api/corridors/{corridor['id']}"
        it.ask("GET", "/api/corridors/{id}", (200,), path=path)
        it.ask("GET", "/api/corridors/{id}", (200,), path=path, query={"cargo": "teu:2", "scenarios": "suez-closed,rail-baltica"})
    for query in (
        {"year": 0},
        {"year": 1900},
        {"year": 65535},
        {"year": 65536},
        {"cargo": "teu:1e308"},
        {"value_usd": "NaN"},
        {"value_usd": "1e308"},
        {"scenarios": ",,"},
        {"cargo": "passengers:300"},
    ):
        it.ask("GET", "/api/corridors/{id}", (200, 400, 404), path="/api/corridors/trans-caspian", query=query)


def evidence(it):
    answer = it.ask("GET", "/api/evidence/ledgers", (200,))
    for ledger in answer.json() if answer is not None and answer.ok else []:
        own, path = "/api/evidence/ledgers/{ledger}", f"/api/evidence/ledgers/{ledger['id']}"
        whole = it.ask("GET", own, (200,), path=path)
        it.ask("GET", own + "/charts", (200,), path=path + "/charts")
        for claim in whole.json()["claims"] if whole is not None and whole.ok else []:
            it.ask("GET", own + "/claims/{claim}", (200,), path=f"{path}/claims/{claim['id']}")
        it.ask("GET", own + "/claims/{claim}", (404,), path=f"{path}/claims/none-such")
        for query in (
            {"verdict": "contradicted,vague", "section": "1.1", "kind": "observed", "text": "tonnes"},
            {"verdict": ",,", "section": "", "text": "a" * 200},
            {"text": "\u0000"},
        ):
            it.ask("GET", own, (200,), path=path, query=query)
        for query in ({"verdict": "true"}, {"kind": "observed," + "x" * 99}, {"text": "a" * 201}, {"verdict": "vague," * 300}):
            it.ask("GET", own, (400,), path=path, query=query)
    it.ask("GET", "/api/evidence/series", (200,))
    it.ask("GET", "/api/evidence/series", (200,), query={"id": "cre_trains_year,cre_teu_year"})
    it.ask("GET", "/api/evidence/series", (404,), query={"id": "none_such"})


def scenarios(it):
    answer = it.ask("GET", "/api/scenarios", (200,))
    for scenario in answer.json() if answer is not None and answer.ok else []:
        it.ask("GET", "/api/scenarios/{id}", (200,), path=f"/api/scenarios/{scenario['id']}")
    for scenario in (
        "suez-closed",
        "rail-baltica",
        "china-kyrgyzstan-uzbekistan-railway",
        "fast-borders",
        "red-sea-2023",
        "gwadar-port",
    ):
        it.ask("GET", "/api/scenarios/{id}/map", (200,), path=f"/api/scenarios/{scenario}/map")


def places(it):
    for q in ("Xi'an", "西安", "Mannheim", "CNSHA", "NLRTM", "Almaty", "Алматы", "", "   ", "%", "zzzzzz", "a" * 200, "\u0000"):
        it.ask("GET", "/api/places", (200,) if q in ("Xi'an", "CNSHA", "Almaty") else (200, 400, 404), query={"q": q})
    for limit in (1, 50, 0, -1, "x"):
        it.ask("GET", "/api/places", (200, 400), query={"q": "san", "limit": limit})
    it.ask("GET", "/api/places", (400,))
    for lat, lon in ((34.34, 108.94), (90, 180), (-90, -180), (0, 180), (91, 0), (0, 181), ("NaN", 0), ("inf", 0)):
        for more in ({}, {"km": 500, "limit": 50}, {"km": 0}, {"km": -1}, {"km": "NaN"}):
            it.ask("GET", "/api/places/near", (200, 400, 404), query={"lat": lat, "lon": lon, **more})


def services(it):
    for query in (
        {},
        {"near": "Khorgos"},
        {"near": "Xi'an", "to": "Mannheim"},
        {"near": "CNSHA", "on": "2024-09-02", "modes": "sea"},
    ):
        it.ask("GET", "/api/services", (200,), query=query)
    for query in (
        {"near": ""},
        {"to": "Mannheim"},
        {"near": "Khorgos", "on": "2024-02-30"},
        {"near": "Khorgos", "modes": "x"},
        {"near": "Khorgos", "on": "9999-12-31"},
        {"on": "2024-09-02"},
    ):
        it.ask("GET", "/api/services", (200, 400, 404), query=query)


def network(it):
    it.ask("GET", "/api/world", (200,))
    for what in ("road.speed_kmh", "", "x", "passage", "Khorgos"):
        it.ask("GET", "/api/explain", (200, 400, 404), query={"what": what})
    for z, x, y in ((0, 0, 0), (2, 3, 1), (6, 50, 25), (10, 1023, 1023), (10, 800, 400)):
        path = f"/api/tiles/{z}/{x}/{y}"
        answer = it.ask("GET", "/api/tiles/{z}/{x}/{y}", (200,), path=path)
        tag = answer.headers.get("ETag") if answer is not None else None
        # Each tile has a tag of its own bytes.
        if tag:
            it.ask("GET", "/api/tiles/{z}/{x}/{y}", (304,), path=path, headers={"If-None-Match": tag})
    for z, x, y in (
        (0, 1, 0),
        (11, 0, 0),
        (10, 1024, 0),
        (255, 0, 0),
        (256, 0, 0),
        (-1, 0, 0),
        (1, 4294967296, 0),
        ("a", "b", "c"),
        (31, 2147483647, 0),
        (32, 0, 0),
    ):
        it.ask("GET", "/api/tiles/{z}/{x}/{y}", (400, 404), path=f"/api/tiles/{z}/{x}/{y}")


def refusals(it):
    """Every refusal that is described for a body, at every operation that takes one."""
    for path in ("/api/plan", "/api/route", "/api/scenarios/map", "/api/compare", "/api/criticality", "/api/sweep"):
        form = {"Content-Type": "application/json"}
        it.ask("POST", path, (400,), raw=b"{", headers=form)
        it.ask("POST", path, (400,), raw=b"", headers=form)
        it.ask("POST", path, (400, 422), raw=b"\xff\xfe", headers=form)
        it.ask("POST", path, (422,), raw=b"[7]", headers=form)
        it.ask("POST", path, (415,), raw=b"{}", headers={"Content-Type": "text/plain"})
        it.ask("POST", path, (415,), raw=b"{}")
        large = b'{"from":"' + b"a" * 300_000 + b'"}'
        it.ask("POST", path, (413,), raw=large, headers=form)
        it.ask("POST", path, (413,), raw=Chunks(large), headers=form)
        it.ask("POST", path, (400, 422), raw=b"[" * 5000, headers=form)
        # A page of another site: whatever the refusal is, it is to be described.
        it.ask("POST", path, (), raw=b"{}", headers={**form, "Origin": "http://elsewhere.example"})
    it.ask("DELETE", "/api/jobs/{id}", (), path="/api/jobs/none", headers={"Origin": "http://elsewhere.example"})


def own_scenarios(it):
    good = {"name": "Faster Khorgos", "changes": [{"do": "border", "hours": 12, "mode": "rail", "of": ["CHN", "KAZ"]}]}
    it.ask("POST", "/api/scenarios/map", (200,), body=good)
    for change in (
        {"do": "border", "hours": -1, "mode": "rail", "of": ["CHN", "KAZ"]},
        {"do": "border", "hours": 1e308, "mode": "rail", "of": ["CHN", "KAZ"]},
        {"do": "border", "hours": 1, "mode": "rail", "of": ["CHN", "CHN"]},
        {"do": "border", "hours": 1, "mode": "rail", "of": []},
        {"do": "border", "hours": 1, "mode": "teleport", "of": ["XXX", ""]},
        {"do": "build", "mode": "rail", "country": "KAZ", "stations": []},
        {"do": "open", "name": "x", "kind": "seaport", "country": "KAZ", "lat": 1e9, "lon": 0, "modes": ["sea"]},
        {"do": "open", "name": "", "kind": "x", "country": "", "lat": 0, "lon": 0, "modes": []},
        {"do": "advance", "mode": "rail", "line": ""},
        {"do": "improve", "mode": "rail", "line": "", "kmh": 0},
        {"do": "improve", "mode": "rail"},
        {"do": "none-such"},
    ):
        it.ask("POST", "/api/scenarios/map", (200, 400, 404, 422), body={"name": "Odd", "changes": [change]})
    for body in (
        {"name": "", "changes": good["changes"]},
        {"name": "a", "changes": []},
        {"name": "a", "changes": good["changes"] * 41},
    ):
        it.ask("POST", "/api/scenarios/map", (400, 422), body=body)


def bounds(it):
    """A little more than the description allows, where that is a number."""
    for path, question in (
        ("/api/compare", {"origins": SOME, "scenarios": ["suez-closed"], "pairs": 1001}),
        ("/api/criticality", {"origins": SOME, "most": 0}),
        ("/api/criticality", {"origins": SOME, "most": 201}),
        ("/api/sweep", {"origins": SOME, "scenarios": ["suez-closed"], "two_by_two": 21}),
        ("/api/route", {"places": ["Almaty"] * 11}),
        (
            "/api/scenarios/map",
            {"name": "a" * 121, "changes": [{"do": "border", "hours": 12, "mode": "rail", "of": ["CHN", "KAZ"]}]},
        ),
    ):
        answer = it.ask("POST", path, (400, 422), body=question)
        if answer is not None and answer.status_code == 202:
            cancel(it, answer.json()["id"])
    it.ask("GET", "/api/places", (400, 422), query={"q": "a" * 201})
    it.ask("GET", "/api/explain", (400, 422), query={"what": "a" * 201})
    it.ask("GET", "/api/places", (400, 422), query={"q": "san", "limit": 51})
    it.ask("GET", "/api/places/near", (400, 422), query={"lat": 34, "lon": 109, "km": 501})


def jobs(it):
    """Questions that are jobs: filed, waited for, and their results looked at."""
    own = [{"name": "Faster Khorgos", "changes": [{"do": "border", "hours": 12, "mode": "rail", "of": ["CHN", "KAZ"]}]}]
    questions = [
        ("/api/compare", {"origins": SOME, "scenarios": ["suez-closed"]}),
        ("/api/compare", {"origins": SOME, "own": own, "cargo": "teu:2", "year": 2024, "objective": "time"}),
        (
            "/api/compare",
            {
                "origins": SOME,
                "destinations": "NLRTM;Mannheim",
                "scenarios": ["rail-baltica"],
                "against": ["suez-closed"],
                "pairs": 5,
            },
        ),
        ("/api/compare", {"origins": SOME, "scenarios": ["suez-closed"], "modes": "rail"}),
        ("/api/criticality", {"origins": SOME, "kinds": ["passage", "crossing"], "most": 2}),
        ("/api/criticality", {"origins": SOME, "kinds": ["facility", "line", "link"], "most": 1, "scenarios": ["suez-closed"]}),
        ("/api/sweep", {"origins": SOME, "scenarios": ["rail-baltica", "suez-closed"], "two_by_two": 2}),
    ]
    filed = []
    for path, question in questions:
        answer = it.ask("POST", path, (202,), body=question)
        if answer is not None and answer.status_code == 202:
            job = answer.json()
            filed.append(job["id"])
            if answer.headers.get("Location") != f"/api/jobs/{job['id']}":
                it.fail(f"POST {path} {question}", f"Location is {answer.headers.get('Location')}")
    for job in filed:
        until = time.monotonic() + JOB_PATIENCE
        while True:
            answer = it.session.get(f"{it.address}/api/jobs/{job}", timeout=PATIENCE)
            if answer.json().get("status") not in ("waiting", "running") or time.monotonic() > until:
                break
            time.sleep(0.2)
        answer = it.ask("GET", "/api/jobs/{id}", (200,), path=f"/api/jobs/{job}")
        if answer is not None and answer.ok and answer.json()["status"] != "done":
            it.fail(f"GET /api/jobs/{job}", f"is not done: {answer.text[:400]}")
            it.ask("DELETE", "/api/jobs/{id}", (200,), path=f"/api/jobs/{job}")
        result = it.ask("GET", "/api/jobs/{id}/result", (200,), path=f"/api/jobs/{job}/result")
        if answer is not None and result is not None and answer.ok and result.ok:
            # The description says "one of three"; here it is the one that was asked for.
            of = {"compare": "CompareReply", "criticality": "CriticalityAnswer", "sweep": "SweepAnswer"}[answer.json()["kind"]]
            it.form(
                f"GET /api/jobs/{job}/result of {answer.json()['question']}",
                of,
                {"$ref": f"#/components/schemas/{of}"},
                result.json(),
            )
    for path, question in (
        ("/api/compare", {}),
        ("/api/compare", {"scenarios": ["none-such"]}),
        ("/api/compare", {"scenarios": ["suez-closed"], "origins": "Nowhere-on-Earth;Xi'an"}),
        ("/api/compare", {"scenarios": ["suez-closed"], "origins": "cities:999999"}),
        ("/api/compare", {"scenarios": ["suez-closed"], "origins": ""}),
        ("/api/criticality", {"kinds": ["none-such"]}),
        ("/api/sweep", {"scenarios": ["none-such"]}),
        ("/api/sweep", {"origins": SOME, "cargo": "teu:-1"}),
        ("/api/sweep", {"origins": SOME, "avoid": ["x"] * 61}),
        ("/api/sweep", {"origins": SOME, "modes": "x"}),
        ("/api/sweep", {"origins": SOME, "set": [["none-such", 1]]}),
        ("/api/sweep", {"origins": SOME, "avoid": ["x"]}),
        ("/api/sweep", {"origins": SOME, "year": 0}),
    ):
        answer = it.ask("POST", path, (), body=question)
        if answer is not None and answer.status_code == 202:
            cancel(it, answer.json()["id"])


def portfolio(it):
    """What is asked without a parameter."""
    for path in ("/api/integrity/rubrics", "/api/portfolio/exposure"):
        it.ask("GET", path, (200,))


def full(it):
    """More questions than may wait: the last ones are refused; then all are stopped."""
    filed, refused = [], False
    for at in range(20):
        answer = it.ask("POST", "/api/sweep", (202, 429), body={"origins": "cities:300", "cargo": f"teu:{at + 1}"})
        if answer is not None and answer.status_code == 202:
            filed.append(answer.json()["id"])
        refused = refused or (answer is not None and answer.status_code == 429)
    if filed:
        it.ask("GET", "/api/jobs/{id}/result", (404,), path=f"/api/jobs/{filed[-1]}/result")
    for job in reversed(filed):
        cancel(it, job)
    if not refused:
        it.fail("20 times POST /api/sweep", "none was refused with 429")


def cancel(it, job):
    answer = it.ask("DELETE", "/api/jobs/{id}", (200,), path=f"/api/jobs/{job}")
    if answer is not None and answer.ok and answer.json()["status"] in ("waiting", "running"):
        it.fail(f"DELETE /api/jobs/{job}", f"it goes on: {answer.text[:200]}")


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        it = Interface(sys.argv[1])
    except requests.RequestException as error:
        print(
            f"error: {sys.argv[1]} does not answer: {error}\nhint: start `landbridge serve` and name its address", file=sys.stderr
        )
        return 2
    began = time.monotonic()
    for part in (
        examples,
        network,
        places,
        services,
        scenarios,
        own_scenarios,
        evidence,
        corridors,
        routes,
        parameters,
        plans,
        odd_plans,
        odd_ids,
        refusals,
        bounds,
        jobs,
        portfolio,
        full,
    ):
        at, before = time.monotonic(), it.asked
        part(it)
        print(f"{part.__name__}: {it.asked - before} requests, {time.monotonic() - at:.1f} s", flush=True)
    unseen = [
        f"{method.upper()} {path}"
        for path, operations in it.document["paths"].items()
        for method in operations
        if not any(name == f"{method.upper()} {path}" and status < 300 for name, status in it.seen)
    ]
    for operation in unseen:
        it.fail(operation, "no request of the list was answered with success")
    for kind, times in it.failures.items():
        if times > 1:
            print(f"{times} times: {kind}")
    print(
        f"{it.asked} requests in {time.monotonic() - began:.0f} s, {sum(it.failures.values())} failures of {len(it.failures)} kinds"
    )
    return 1 if it.failures else 0


if __name__ == "__main__":
    sys.exit(main())
