#!/usr/bin/env python3
"""Records as activities of IATI 2.03, validated by the official schema.

    check.py LANDBRIDGE pyIATI.tar.gz [--records 300] [--seed 1]

The register that ships, and generated records with every status, role and event, dates of
which the day, the month or the year is known, budgets, indicators and documents. An
activity that has all elements that the standard needs has to validate; one that lacks some
has to fail, and to say which. What is written is read and written again, and has to be the
same. Ends with 1 on any fault.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tarfile
import tempfile

from lxml import etree

SCHEMAS = "iati/resources/standard/2-03/schemas"
NEEDED = ["iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date"]
STATUS = ["identification", "preparation", "implementation", "completion", "operation", "decommissioning", "decommissioned",
          "cancelled", "completed", "ended", "unknown"]
ROLES = ["owner", "funder", "contractor", "operator", "beneficiary", "host", "initiator", "member", "aligned", "supervisor", "partner"]
EVENTS = ["construction-start", "opening", "planned-opening", "launch", "handover", "agreement", "end"]
WORDS = ["Bahnhof & Co", "мост <1>", "铁路", 'path "x"', "a  b"]


def record(rng, i):
    word = lambda: f"{rng.choice(WORDS)} {rng.randint(1, 99)}"
    date = lambda: rng.choice(["{y}", "{y}-{m:02}", "{y}-{m:02}-{d:02}"]).format(y=rng.randint(1995, 2060), m=rng.randint(1, 12), d=rng.randint(1, 28))
    some = lambda make, most=3: [make() for _ in range(rng.randint(0, most))]

    def indicator(n):
        value = lambda: {"period": date(), rng.choice(["actual", "target"]): round(rng.uniform(-1e6, 1e6), 3)}
        own = {"id": f"i{n}", "name": word(), "unit": rng.choice(["people", "%", "km"]), "direction": rng.choice(["up", "down", "none"])}
        if rng.random() < 0.5:
            own["baseline"] = {"period": str(rng.randint(1995, 2020)), "value": rng.randint(0, 99)}
        return own | {"value": some(value)}

    return {
        "id": f"generated-{i}", "name": word(), "summary": word(), "kind": "project", "size": "other", "step": rng.randint(1, 8),
        "sector": "rail", "status": rng.choice(STATUS), "countries": rng.sample(["KZ", "CN", "DE", "KE"], rng.randint(1, 3)),
        "place": some(lambda: {"name": word(), "lat": rng.uniform(-90, 90), "lon": rng.uniform(-180, 180)}),
        "partner": some(lambda: {"name": word(), "role": rng.choice(ROLES), "country": "KZ"}),
        "date": some(lambda: {"event": rng.choice(EVENTS), "date": date(), "planned": rng.random() < 0.5}),
        "budget": some(lambda: {"kind": "planned", "amount": rng.randint(1, 10**6), "unit": "million", "currency": "USD"}, 1),
        "indicator": [indicator(n) for n in range(rng.randint(0, 3))],
        "document": some(lambda: {"title": word(), "url": "https://example.org/a?b=1&c=2"}),
    }


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def convert(program, source):
    command = [program, "portfolio", "convert", "--from", source, "--to", "iati", "--on", "2026-01-01"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("archive")
    parser.add_argument("--records", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    faults, told = [], []
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(args.archive) as archive:
            archive.extractall(folder, [m for m in archive.getmembers() if f"/{SCHEMAS}/" in m.name], filter="data")
        schema = etree.XMLSchema(etree.parse(next(pathlib.Path(folder).glob(f"*/{SCHEMAS}/iati-activities-schema.xsd"))))
        records = pathlib.Path(folder, "records")
        records.mkdir()
        for i in range(args.records):
            own = record(rng, i)
            (records / f"{own['id']}.toml").write_text("\n".join(f"{k} = {toml(v)}" for k, v in own.items()) + "\n")
        for what, source in [("the register", "data/portfolio/projects"), ("generated records", str(records))]:
            text = convert(args.program, source)
            again = pathlib.Path(folder, "again.xml")
            again.write_text(text)
            if convert(args.program, str(again)) != text:
                faults.append(f"{what}: read and written again it is not the same")
            root = etree.fromstring(text.encode())
            whole = 0
            for activity in root:
                one = etree.Element("iati-activities", version="2.03")
                one.append(etree.fromstring(etree.tostring(activity)))
                lacks = [n for n in NEEDED if activity.find(n) is None]
                valid = schema.validate(one)
                whole += not lacks
                if valid == bool(lacks):
                    name = activity.findtext("iati-identifier")
                    faults.append(f"{what}: {name}, which lacks {lacks or 'nothing'}: {schema.error_log.last_error}")
            told.append(f"{whole} of {len(root)} activities of {what} have all that is needed and validate")
    print("; ".join(told) + f"; IATI 2.03, lxml {etree.__version__}: {len(faults)} faults")
    for fault in faults[:20]:
        print(fault)
    sys.exit(bool(faults))


main()
