#!/usr/bin/env bash
# Runs the official clients against the sandbox, each against a new one, and compares their requests with ours.
#
# It needs Node.js with npm, and Python with venv. The clients are installed under the target folder, by lock files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# shellcheck source=tests/install.sh
source tests/install.sh

target=$(realpath --canonicalize-missing "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR=$target
work=$target/clients

main() {
    cargo build --quiet --bin sandbox
    cargo build --quiet --package cio-tests --bin official-clients
    mkdir -p "$work"
    # Node.js looks for a package where the script is.
    cp tests/clients/{*.mjs,*.py,cases.json} "$work"
    install_javascript tests/clients "$work"
    install_python tests/clients "$work"

    rm -rf "$work/sent"
    mkdir "$work/sent"
    against_sandbox node "$work/customerio-node.mjs" "$work/sent/customerio-node.json"
    against_sandbox node "$work/cdp-analytics-node.mjs" "$work/sent/cdp-analytics-node.json"
    against_sandbox "$work/python/bin/python" "$work/customerio_client.py" "$work/sent/customerio.json"
    against_sandbox "$work/python/bin/python" "$work/async_customerio_client.py" "$work/sent/async-customerio.json"

    "$target/debug/official-clients" "$work/sent"
}

# against_sandbox COMMAND...: with the sandbox's line in `SANDBOX`; it stops when its stdin is closed.
against_sandbox() {
    local line stdin pid status=0
    coproc box { "$target/debug/sandbox" --port 0; }
    # shellcheck disable=SC2154 # coproc sets it
    pid=$box_PID stdin=${box[1]}
    read -r line <&"${box[0]}"
    SANDBOX=$line "$@" || status=$?
    exec {stdin}>&-
    wait "$pid"
    return "$status"
}

main "$@"
