#!/usr/bin/env bash
# Two programs that write one entry of the Secret Service make one item or two, and a delete leaves the second.
#
# keyring 25.7.0 with SecretStorage 3.5.0 (PyPI), gnome-keyring and secret-tool of the system (Debian 12: 42.1 and 0.20.5).
# Guess: both address an entry by `service` and `username`, so they share it, and an entry that keyring deletes is gone.
# Seen: secret-tool replaces what keyring wrote, and with it the attribute `application`, which keyring writes but does not
# read. So the next `set_password` finds no such item and adds a second. Which of the two `get_password` returns is chance
# (it takes the first that the service lists), and after `delete_password` the other one is still read.
set -euo pipefail

for tool in dbus-daemon gnome-keyring-daemon secret-tool; do
    if ! command -v "$tool" >/dev/null; then
        apt-get install --yes --no-install-recommends dbus gnome-keyring libsecret-tools >/dev/null
    fi
done

work=$(mktemp -d)
started=()
stop() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT
mkdir -m 700 "$work/home" "$work/run"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install keyring==25.7.0 SecretStorage==3.5.0

export HOME=$work/home XDG_RUNTIME_DIR=$work/run XDG_DATA_HOME=$work/home DBUS_SESSION_BUS_ADDRESS=unix:path=$work/bus
dbus-daemon --session --nofork --nopidfile --nosyslog --address="$DBUS_SESSION_BUS_ADDRESS" 2>/dev/null &
started+=($!)
until [[ -S $work/bus ]]; do sleep 0.1; done
printf password | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
started+=($!)

keyring() {
    "$work/venv/bin/python" - "$@" <<'PY'
import sys
import keyring
from keyring.backends import SecretService

keyring.set_keyring(SecretService.Keyring())
call, entry, *value = sys.argv[1:]
print(getattr(keyring, f"{call}_password")("shop", entry, *value))
PY
}
store() { printf %s "$2" | secret-tool store --label=shop service shop username "$1"; }
items() { secret-tool search --all service shop username "$1" 2>/dev/null | grep -c '^secret = '; }
expect() { if [[ $2 == "$3" ]]; then echo "$1: $2"; else echo "$1: $2, expected $3"; exit 1; fi; }
until store probe ready 2>/dev/null; do sleep 0.2; done

keyring set key first >/dev/null
store key second
expect "keyring, then secret-tool: items" "$(items key)" 1
expect "keyring reads" "$(keyring get key)" second
keyring set key third >/dev/null
expect "keyring writes again: items" "$(items key)" 2
keyring delete key >/dev/null
expect "keyring deletes it: items" "$(items key)" 1
left=$(keyring get key)
echo "keyring still reads: $left"
[[ $left == second || $left == third ]]
