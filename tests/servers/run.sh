#!/usr/bin/env bash
# Runs the tests against real servers, and stand-ins by others: installs all, starts all, tests, stops all.
#
#     bash tests/servers/run.sh
#
# To keep the servers while you work: `run.sh start` prints what the tests read, so
#
#     env $(bash tests/servers/run.sh start) cargo test -p cio-tests --features real-servers --test real_servers
#     bash tests/servers/run.sh stop
#
# `run.sh status` shows what runs, `openbao.sh start` is one server alone, and so on. It needs Linux, Python 3.11 and, on
# other systems than Debian as root, the programs that it asks for. A second copy beside it needs other ports: each
# script names the variable that moves its own. CIO_SERVERS_CACHE and CIO_SERVERS_STATE move the folders of `lib.sh`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

servers=(openbao openbao-tls ministack moto drongo azure secret-service systemd-creds nats postgres)

main() {
    case ${1:-} in
        "") test_all ;;
        install | start | stop | status) all "$1" ;;
        *)
            echo "usage: $0 [install|start|stop|status]" >&2
            exit 1
            ;;
    esac
}

# all COMMAND: of every server, also if one fails.
all() {
    local server status=0
    for server in "${servers[@]}"; do
        "./$server.sh" "$1" || status=1
    done
    return "$status"
}

test_all() {
    local started line
    # Compiled first: the compiler needs neither the servers nor what they put into the environment.
    cargo_test --no-run
    cargo build "${example[@]}"
    cargo test "${fleet[@]}" --no-run
    trap 'all stop' EXIT
    all install
    started=$(all start)
    while read -r line; do
        export "${line?}"
    done <<<"$started"
    cargo_test
    run_example
    run_fleet
}

cargo_test() {
    cargo test --package cio-tests --features real-servers --test real_servers "$@"
}

example=(--package cio-examples --features vault --bin vault)

# It prints where each value came from, and no value.
run_example() {
    local printed token
    token=$(<"$CIO_TEST_OPENBAO_FOLDER/root-token")
    printed=$(VAULT_ADDR=$CIO_TEST_OPENBAO VAULT_TOKEN=$token cargo run --quiet "${example[@]}")
    printf '\n%s\n' "$printed"
    grep --quiet "of \`secret/customerio\`" <<<"$printed"
    if grep --quiet s3cr3t <<<"$printed"; then exit 1; fi
}

fleet=(--package cio-examples --features fleet)

# The fleet and the outbox, and then the fleet under fire. Without claims the same run has to fail.
run_fleet() {
    cargo test "${fleet[@]}" --test fleet --bin fleet --bin outbox
    cargo run --quiet "${fleet[@]}" --bin fleet -- under-fire --seconds 15 --throughput 20000
    if cargo run --quiet "${fleet[@]}" --bin fleet -- under-fire --seconds 15 --throughput 0 --without-claims; then
        echo "without claims nothing was doubled: the run does not show what claims are for"
        exit 1
    fi
}

main "$@"
