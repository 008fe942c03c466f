#!/usr/bin/env bash
# Red flags beside Cardinal: the same 200,000 generated releases, one run.
set -euo pipefail
cd "$(dirname "$0")/../../.."
work="${1:-.cache/flags}"
mkdir -p "$work"
if [ ! -x "$work/ocdscardinal" ]; then
  # The package on PyPI has its command only in its source.
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" download --quiet --no-deps --no-binary :all: --dest "$work" ocdscardinal==0.0.8
  tar -C "$work" -xzf "$work/ocdscardinal-0.0.8.tar.gz"
  # A workspace of its own: below the folder of this one it would be taken for a member.
  printf '\n[workspace]\n' >>"$work/ocdscardinal-0.0.8/Cargo.toml"
  (cd "$work/ocdscardinal-0.0.8" && cargo build --quiet --release --locked)
  cp "$work/ocdscardinal-0.0.8/target/release/ocdscardinal" "$work/ocdscardinal"
fi
[ -s "$work/releases.jsonl" ] || python3 benches/peers/flags/generate.py --seed 1 --releases 200000 >"$work/releases.jsonl"
cargo build --quiet --release -p landbridge
ours="${CARGO_TARGET_DIR:-target}/release/landbridge"
for _ in 1 2 3; do
  echo "Cardinal:"
  time "$work/ocdscardinal" indicators --settings benches/peers/flags/settings-all.ini "$work/releases.jsonl" >"$work/cardinal.json" 2>/dev/null
  echo "Landbridge, flagged rows:"
  time "$ours" integrity flags "$work/releases.jsonl" --currency USD --status flagged --format json >"$work/ours.json" 2>/dev/null
done
python3 benches/peers/flags/compare.py "$work/ours.json" "$work/cardinal.json"
