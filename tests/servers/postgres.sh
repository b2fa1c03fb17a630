#!/usr/bin/env bash
# Debian's PostgreSQL, in a cluster of its own: the database of examples/outbox. It does not run as root, so root starts it as
# the user `postgres`.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=postgres
processes=(postgres)
port=${CIO_POSTGRES_PORT:-28432}

programs() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort --version-sort | tail -n 1; }

install() {
    [[ -x $(programs)/initdb ]] || install_debian postgresql
}

launch() {
    local data
    free "$port"
    # The user `postgres` reaches no folder of root's.
    data=$(socket_folder)
    as=()
    if ((EUID == 0)); then
        chown postgres "$data"
        as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
    fi
    (cd "$data" && "${as[@]}" "$(programs)/initdb" --pgdata=data --username=cio --auth=trust --no-sync >/dev/null)
    spawn postgres "${as[@]}" "$(programs)/postgres" -D "$data/data" -p "$port" -h 127.0.0.1 -k "$data"
    until_ready postgres "$(programs)/pg_isready" --host=127.0.0.1 --port="$port" --username=cio --dbname=postgres
}

environment() {
    echo "CIO_TEST_POSTGRES=postgres://cio@127.0.0.1:$port"
}

serve "$@"
