#!/usr/bin/env bash
# The stand-in for AWS that most people use. It accepts every key: `ministack.sh` checks them.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=moto
processes=(moto)
port=${CIO_MOTO_PORT:-25000}
address=http://127.0.0.1:$port

install() {
    need curl=curl
    install_python
}

launch() {
    free "$port"
    spawn moto env HOME="$folder" "$cache/python/bin/moto_server" -H 127.0.0.1 -p "$port"
    until_ready moto answers "$address/moto-api/data.json"
    env HOME="$folder" "$python" "$here/aws.py" "$address" CIO_TEST_MOTO >"$folder/users"
}

environment() {
    echo "CIO_TEST_MOTO=$address"
    cat "$folder/users"
}

serve "$@"
