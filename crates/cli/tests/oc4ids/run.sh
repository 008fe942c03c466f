#!/usr/bin/env bash
# 500 generated projects of OC4IDS and the example of the standard, there and back,
# validated by the official schema.
#
#   run.sh PROGRAM REFERENCE      REFERENCE holds data/oc4ids/project-schema.json
#
# Needs python3 with venv, and PyPI for what is not there yet. Ends with 0 if
# everything is as it was and validates, with 1 if not.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
venv="$root/.cache/jsonschema"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$here/requirements.txt"
cd "$root"
exec "$venv/bin/python" "$here/check.py" "$1" "$2/data/oc4ids" "${@:3}"
