#!/usr/bin/env bash
# A desktop's keyring: gnome-keyring on a private bus, unlocked, and a second one that has been locked.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=secret-service
processes=(keyring-bus keyring locked-keyring-bus locked-keyring)

install() {
    need gnome-keyring-daemon=gnome-keyring secret-tool=libsecret-tools dbus-daemon=dbus-daemon gdbus=libglib2.0-bin
}

launch() {
    local sockets
    sockets=$(socket_folder)
    printf 'the password of the keyring' >"$folder/password"
    launch_keyring keyring "$sockets"
    launch_keyring locked-keyring "$sockets"
    call org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock \
        "['/org/freedesktop/secrets/collection/login']" >/dev/null
}

# launch_keyring PROCESS SOCKETS: a bus, a keyring on it that its password opens, and a key in that.
launch_keyring() {
    local home=$folder/$1 sockets=$2/$1
    mkdir -p "$home" "$sockets"
    session=(env --ignore-environment PATH="$PATH" HOME="$home" XDG_RUNTIME_DIR="$sockets"
        XDG_DATA_HOME="$home" DBUS_SESSION_BUS_ADDRESS="unix:path=$sockets/bus")
    spawn "$1-bus" "${session[@]}" dbus-daemon --session --nofork --nopidfile --nosyslog --address="unix:path=$sockets/bus"
    until_ready "$1-bus" test -S "$sockets/bus"
    stdin=$folder/password spawn "$1" "${session[@]}" gnome-keyring-daemon --unlock --components=secrets --foreground
    until_ready "$1" on_the_bus org.freedesktop.secrets
    printf 's3cr3t-in-the-keyring' |
        "${session[@]}" secret-tool store --label=Customer.io service customerio username app_api_key
}

# call SERVICE OBJECT METHOD [ARGUMENT], on the bus of the keyring that was launched last.
call() {
    "${session[@]}" gdbus call --session --timeout 5 --dest "$1" --object-path "$2" --method "$3" "${@:4}"
}

on_the_bus() {
    call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.NameHasOwner "$1" | grep --quiet true
}

environment() {
    local sockets
    sockets=$(<"$folder/outside")
    echo "CIO_TEST_KEYRING_BUS=unix:path=$sockets/keyring/bus"
    echo "CIO_TEST_LOCKED_KEYRING_BUS=unix:path=$sockets/locked-keyring/bus"
}

serve "$@"
