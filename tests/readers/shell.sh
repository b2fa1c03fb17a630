#!/bin/sh
# Reads a folder's `env` as a shell does: SHELL shell.sh FOLDER READER
set -a
# shellcheck disable=SC1091 # the file is made by the test
. "$1/env" 2>/dev/null
set +a
mkdir "$1/$2"
while read -r name; do
    if eval "[ -n \"\${$name+set}\" ]"; then
        eval "printf '%s' \"\$$name\"" >"$1/$2/$name"
    fi
done <"$1/names"
