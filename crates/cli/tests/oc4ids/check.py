#!/usr/bin/env python3
"""Projects of OC4IDS through Landbridge and back, validated by the official schema.

    check.py LANDBRIDGE REFERENCE/data/oc4ids [--projects 500] [--seed 1]

Projects are generated from the schema itself, every field of it among them, some with
fields of their own. Each is valid before; the example of the standard is taken as well.
Two ways are gone: package to records to package, and package straight to package. Ends
with 1 on any difference, on anything that does not validate, or on an error of the
program's own validation for a project that the schema accepts.
"""

import argparse
import importlib.metadata
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import jsonschema

WORDS = ["Bahnhof", "мост", "铁路", "ميناء", "path/to \"x\"", "a\tb", "e\u0301", "1.10", "75%"]


class Generator:
    def __init__(self, schema, rng):
        self.schema, self.rng, self.used, self.n = schema, rng, set(), 0

    def text(self, rule):
        if rule.get("format") == "date-time":
            r = self.rng
            zone = r.choice(["Z", "+05:30", "-03:00"])
            return f"{r.randint(1995, 2060)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}T{r.randint(0, 23):02}:{r.randint(0, 59):02}:00{zone}"
        if rule.get("format") == "uri":
            return f"https://example.org/{self.rng.randint(1, 999)}?q=%20#a"
        if rule.get("format") == "email":
            return "someone@example.org"
        self.n += 1
        return f"{self.rng.choice(WORDS)} {self.n}"

    def value(self, rule, path, depth):
        if "$ref" in rule:
            name = rule["$ref"].rsplit("/", 1)[-1]
            return self.object(self.schema["definitions"][name], name, depth)
        kinds = rule.get("type", "object")
        kind = self.rng.choice(kinds) if isinstance(kinds, list) else kinds
        if "enum" in rule:
            return self.rng.choice([e for e in rule["enum"] if e is not None])
        if path.endswith("geometry"):
            return {"type": "Point", "coordinates": [round(self.rng.uniform(-180, 180), 6), round(self.rng.uniform(-90, 90), 6)]}
        if kind == "string":
            return self.text(rule)
        if kind == "number":
            return self.rng.choice([self.rng.randint(0, 10**9), round(self.rng.uniform(0, 1e6), 3), 0.1, 1e-7, 2.5e15])
        if kind == "integer":
            return self.rng.randint(0, 10**6)
        if kind == "boolean":
            return self.rng.random() < 0.5
        if kind == "array":
            out = []
            for _ in range(self.rng.randint(1, 3)):
                one = self.value(rule.get("items", {"type": "string"}), path + "[]", depth + 1)
                if one not in out:
                    out.append(one)
            return out
        if kind == "object":
            return self.object(rule, path, depth) if "properties" in rule else {"own": 1}
        raise ValueError(kind)

    def object(self, rule, path, depth):
        fields = rule.get("properties", {})
        share = 0.75 if depth < 2 else 0.45 if depth < 5 else 0.15
        names = [n for n in fields if n in (rule.get("required") or []) or self.rng.random() < share]
        if not names:
            names = [self.rng.choice(sorted(fields))]
        out = {}
        for name in names:
            self.used.add(f"{path}.{name}")
            out[name] = self.value(fields[name], f"{path}.{name}", depth + 1)
        if self.rng.random() < 0.05:
            out["x_own"] = {"kept": [None, True, 1.5, "α"]}
        return out


def convert(program, source, form, into=None):
    command = [program, "portfolio", "convert", "--from", source, "--to", form, "--on", "2026-01-01"]
    done = subprocess.run(command + (["--into", into] if into else []), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("reference", type=pathlib.Path)
    parser.add_argument("--projects", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    schema = json.loads((args.reference / "project-schema.json").read_text())
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    generator = Generator(schema, random.Random(args.seed))
    projects = [generator.object(schema, "Project", 0) for _ in range(args.projects)]
    for i, project in enumerate(projects):
        project["id"] = f"oc4ids-generated-{i}"
    projects += json.loads((args.reference / "example.json").read_text())["projects"]
    fields = sum(len(d.get("properties", {})) for d in [schema, *schema["definitions"].values()])
    faults = []

    def check(what, all_of_them):
        for project in all_of_them:
            for error in validator.iter_errors(project):
                faults.append(f"{what} {project.get('id')}: {error.json_path}: {error.message[:200]}")

    check("generated", projects)
    with tempfile.TemporaryDirectory() as folder:
        source = f"{folder}/package.json"
        about = {"version": "0.9", "uri": "https://example.org/p", "publishedDate": "2026-01-01T00:00:00Z", "publisher": {"name": "x"}}
        pathlib.Path(source).write_text(json.dumps(about | {"projects": projects}))
        found = subprocess.run([args.program, "portfolio", "check", "--from", source, "--format", "json"], capture_output=True, text=True)
        refused = [f for f in json.loads(found.stdout) if f["severity"] == "error"]
        faults += [f"own validation: {f['place']}: {f['message']}" for f in refused]
        convert(args.program, source, "toml", f"{folder}/records")
        ways = {"straight": convert(args.program, source, "oc4ids"), "by records": convert(args.program, f"{folder}/records", "oc4ids")}
    wanted = {p["id"]: p for p in projects}
    for way, text in ways.items():
        back = json.loads(text)["projects"]
        check(way, back)
        if len(back) != len(projects):
            faults.append(f"{way}: {len(back)} of {len(projects)} projects")
        for project in back:
            if project != wanted[project["id"]]:
                faults.append(f"{way}: {project['id']} is not what it was")
    own = json.loads(convert(args.program, "data/portfolio/projects", "oc4ids"))["projects"]
    check("the register", own)
    print(
        f"{len(projects)} projects with {len(generator.used)} sorts of fields ({fields} in the schema's objects) there and back on two ways;"
    )
    version = importlib.metadata.version("jsonschema")
    print(f"the register of {len(own)} records as a package; validated by jsonschema {version}: {len(faults)} faults")
    for fault in faults[:20]:
        print(fault)
    sys.exit(bool(faults))


main()
