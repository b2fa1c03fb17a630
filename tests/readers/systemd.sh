#!/usr/bin/env bash
# Reads a folder's `env` with systemd, as a file of `environment.d`: systemd.sh FOLDER
#
# A service's `EnvironmentFile=` is read by the same code, and without expanding variables; it needs systemd as the first
# process, which a container does not have.
set -euo pipefail

folder=$(realpath "$1")
generator=/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator
mkdir -p "$folder/systemd/environment.d"
cp "$folder/env" "$folder/systemd/environment.d/env.conf"
output=$(env --ignore-environment HOME="$HOME" XDG_CONFIG_HOME="$folder/systemd" "$generator" 2>/dev/null) || true
rm -r "$folder/systemd/environment.d"
# It writes assignments as a shell reads them.
eval "$output"
while read -r name; do
    if grep --quiet "^$name=" <<<"$output"; then
        printf '%s' "${!name}" >"$folder/systemd/$name"
    fi
done <"$folder/names"
