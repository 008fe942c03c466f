#!/usr/bin/env bash
# Asks a running server what its description allows, and looks at the answers.
#
#   run.sh http://127.0.0.1:8080          all
#   run.sh http://127.0.0.1:8080 fixed    the fixed list alone (fixed.py)
#   run.sh http://127.0.0.1:8080 made-up  what Schemathesis makes up alone
#
# SEED and EXAMPLES change what is made up; the same seed makes the same requests.
# Needs python3 with venv, and PyPI for what is not there yet. The server gets
# questions that take long: give it a folder of its own and nothing else to do.
# Ends with 0 if every answer is as described, with 1 if one is not.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
    exit 2
fi
address=${1%/}
what=${2:-all}
case "$what" in all | fixed | made-up) ;; *)
    echo "error: '$what' is none of all, fixed, made-up" >&2
    exit 2
    ;;
esac

venv="$root/.cache/schemathesis"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$here/requirements.txt"

status=0
if [ "$what" != made-up ]; then
    "$venv/bin/python" "$here/fixed.py" "$address" || status=$?
fi
if [ "$what" != fixed ]; then
    # The stateful phase has nothing to go on: the description has no links.
    # It writes notes of its run where it stands.
    (cd "$venv" && SCHEMATHESIS_HOOKS="$here/hooks.py" "$venv/bin/st" run "$address/api/openapi.json" \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance,unsupported_method,allow_header_conformance,missing_required_header \
        --phases examples,coverage,fuzzing --mode all \
        --seed "${SEED:-20240902}" --max-examples "${EXAMPLES:-8}" --generation-database none \
        --continue-on-failure --workers 1 --request-timeout 70 --no-color) || status=1
fi
exit "$status"
