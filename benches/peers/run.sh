#!/usr/bin/env bash
# Measures Landbridge beside its peers.
#
#   run.sh         everything, as Markdown
#   run.sh speed   the same graphs and pairs for all tools
#   run.sh matrix  2,000 places to 2,000 places beside the crate cch
#   run.sh sea     500 sea routes beside those of searoute
#
# Needs cargo, a C++ compiler with OpenMP, python3 with venv, and the package
# registries for what is not there yet.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
what=${1:-all}
target="$root/target/peers"
packages="$root/.cache/packages"
python="$target/venv/bin/python"
case "$what" in all | speed | matrix | sea) ;; *)
    echo "error: '$what' is none of all, speed, matrix, sea" >&2
    exit 2
    ;;
esac

mkdir -p "$packages" "$target/graphs"
if [ ! -x "$python" ]; then
    python3 -m venv "$target/venv"
fi
"$python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
# The graphs come from the packages that `cargo xtask network` pins.
[ -f "$packages/scgraph_data-2.0.0-py3-none-any.whl" ] ||
    "$python" -m pip download --quiet --no-deps --dest "$packages" scgraph_data==2.0.0
[ -f "$packages/searoute-1.6.0.tar.gz" ] ||
    "$python" -m pip download --quiet --no-deps --no-binary :all: --dest "$packages" searoute==1.6.0
(cd "$packages" && sha256sum --quiet --check - <<'SUMS'
a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406  scgraph_data-2.0.0-py3-none-any.whl
a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697  searoute-1.6.0.tar.gz
SUMS
)
cargo build --release --quiet --locked --manifest-path "$here/Cargo.toml" --target-dir "$target"
export LANDBRIDGE_DATA="$root/data"

if [ "$what" = all ] || [ "$what" = matrix ]; then
    "$target/release/peers" matrix
    echo
fi
if [ "$what" = all ] || [ "$what" = speed ]; then
    echo "Measured on $(date --utc +%F), $(nproc) cores, $(uname -m), load $(cut -d' ' -f1 /proc/loadavg) at the start."
    echo
    "$target/release/peers" "$target/graphs"
    for name in "railways, by length" "multimodal, by time"; do
        file="$target/graphs/$(echo "$name" | tr -cs 'a-z\n' '-')"
        "$python" "$here/scgraph_peer.py" "$name" "$file.txt" "$file-pairs.txt"
    done
fi
if [ "$what" = all ] || [ "$what" = sea ]; then
    echo
    "$python" "$here/sea.py" "$target/release/sea"
fi
