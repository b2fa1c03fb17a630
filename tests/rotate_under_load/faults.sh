#!/usr/bin/env bash
# Shows that `rotate-under-load` finds faults: with each of them in the libraries it must fail, and for that reason.
#
#     bash tests/rotate_under_load/faults.sh
#
# The faults are compiled in with `--cfg cio_fault`, here for our own crates alone, so that no dependency is compiled again.
# To see one: `CIO_FAULT=replay RUSTFLAGS="--cfg cio_fault" cargo run --bin rotate-under-load`. It needs jq.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=$(realpath --canonicalize-missing "${CARGO_TARGET_DIR:-target}")
folder=$target/rotate-under-load
mkdir -p "$folder"

main() {
    local program=$folder/program
    RUSTC_WORKSPACE_WRAPPER=$PWD/tests/rotate_under_load/rustc-with-faults \
        cargo build --quiet --package cio-tests --bin rotate-under-load
    # The next ordinary build replaces it.
    cp "$target/debug/rotate-under-load" "$program"
    run none
    # No 401 is answered by a second attempt.
    run replay
    # A load that failed leaves no keys to send with.
    run keep-last-good
    # Each refused send loads by itself.
    run single-flight
    wait
    judge none '.status == 0'
    judge replay '.status == 1 and .failed > 0 and .reloads_changed < .rotations'
    judge keep-last-good '.status == 1 and .failed > 0 and .reloads == .rotations'
    judge single-flight '.status == 1 and .reloads > .rotations and .reloads_changed == .rotations and .failed == 0'
}

# run FAULT, beside the others: most of the time is spent waiting.
run() {
    {
        local status=0
        CIO_FAULT=$1 "$folder/program" --seconds 10 >"$folder/$1.out" 2>"$folder/$1.err" || status=$?
        tail -n 1 "$folder/$1.out" | jq --compact-output ". + {status: $status}" >"$folder/$1.json"
    } &
}

# judge FAULT CONDITION
judge() {
    printf '%-16s%s\n' "$1" "$(<"$folder/$1.json")"
    if ! jq --exit-status "$2" "$folder/$1.json" >/dev/null; then
        echo "with the fault \`$1\` this does not hold: $2" >&2
        cat "$folder/$1.err" >&2
        exit 1
    fi
}

main "$@"
