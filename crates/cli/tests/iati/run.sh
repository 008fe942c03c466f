#!/usr/bin/env bash
# Records as activities of IATI 2.03, validated by the official schema.
#
#   run.sh PROGRAM
#
# Needs python3 with venv, and PyPI for what is not there yet: the schema comes with the
# package pyIATI (MIT). Ends with 0 if every activity that has all that the standard needs
# validates, and every other fails for what it lacks alone; with 1 if not.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
venv="$root/.cache/iati"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$here/requirements.txt"
archive="$root/.cache/packages/pyIATI-0.4.1.tar.gz"
if [ ! -f "$archive" ]; then
  "$venv/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --requirement "$here/schema.txt" --dest "$(dirname "$archive")"
fi
cd "$root"
exec "$venv/bin/python" "$here/check.py" "$1" "$archive" "${@:2}"
