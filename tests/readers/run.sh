#!/usr/bin/env bash
# Reads the `.env` file that `template()` writes, and a table of spellings, with programs that many services use; then has two
# validators check TOML files with the JSON Schema that it writes.
#
# It needs Node.js with npm, Python with venv, Ruby with ruby-dotenv, PHP with phpdotenv, Go with godotenv, systemd, the client
# of Docker, bash and dash: `.ci/tools` installs Debian's packages. npm's dotenv and python-dotenv are installed under the target
# folder, by lock files. `--write-table` writes the table in `cio-config/docs/dotenv.md`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# shellcheck source=tests/install.sh
source tests/install.sh

target=$(realpath --canonicalize-missing "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR=$target
work=$target/readers

main() {
    cargo build --quiet --package cio-tests --bin env-readers
    mkdir -p "$work"
    # Node.js looks for a package in the folder of the script.
    cp tests/readers/node.mjs "$work"
    install_javascript tests/readers "$work"
    install_python tests/readers "$work"

    rm -rf "$work/files"
    "$target/debug/env-readers" write "$work/files"
    local folders=("$work"/files/*) folder
    node --no-warnings "$work/node.mjs" "${folders[@]}"
    "$work/python/bin/python" tests/readers/python_dotenv.py "${folders[@]}"
    ruby tests/readers/ruby_dotenv.rb "${folders[@]}"
    php tests/readers/phpdotenv.php "${folders[@]}"
    # Debian has the library where Go looks without modules.
    GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$work/go go build -o "$work/godotenv" tests/readers/godotenv.go
    "$work/godotenv" "${folders[@]}"
    "$work/python/bin/python" tests/readers/docker.py "${folders[@]}"
    for folder in "${folders[@]}"; do
        tests/readers/systemd.sh "$folder"
        # A shell that stops at a mistake has read nothing.
        env --ignore-environment HOME="$HOME" PATH="$PATH" bash tests/readers/shell.sh "$folder" bash || true
        env --ignore-environment HOME="$HOME" PATH="$PATH" dash tests/readers/shell.sh "$folder" dash || true
    done
    "$target/debug/env-readers" compare "$work/files" "$@"
    schema
}

# `tests/templates` holds that the schema is the one that is written, and that a load agrees on each file.
schema() {
    "$work/python/bin/python" tests/readers/schema.py tests/templates
    taplo right
    taplo wrong >/dev/null || true
    local file
    for file in tests/templates/wrong/*.toml; do
        if ! grep --quiet --fixed-strings "invalid file error=schema validation failed path=\"$PWD/$file\"" "$work/taplo.txt"; then
            echo "$file: taplo finds it valid"
            return 1
        fi
    done
    echo "taplo: the same verdicts"
}

# taplo FOLDER: checks its files, and fails with the report if one is not valid.
taplo() {
    local schema=$PWD/tests/templates/customerio.schema.json
    node "$work/node_modules/@taplo/cli/dist/cli.js" check --colors never --schema "file://$schema" \
        "tests/templates/$1"/*.toml &>"$work/taplo.txt" || { cat "$work/taplo.txt" && return 1; }
}

main "$@"
