#!/usr/bin/env bash
# Reads the `.env` file that `template()` writes, and a table of spellings, with programs that many services use.
#
# It needs Node.js with npm, Python with venv, Ruby with ruby-dotenv, bash and dash. npm's dotenv and python-dotenv are
# installed under the target folder, by lock files. `--write-table` writes the table in `cio-config/docs/dotenv.md`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=$(realpath --canonicalize-missing "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR=$target
work=$target/readers

main() {
    cargo build --quiet --package cio-tests --bin env-readers
    mkdir -p "$work"
    # Node.js looks for a package in the folder of the script.
    cp tests/readers/node.mjs "$work"
    install_javascript
    install_python

    rm -rf "$work/files"
    "$target/debug/env-readers" write "$work/files"
    local folders=("$work"/files/*) folder
    node --no-warnings "$work/node.mjs" "${folders[@]}"
    "$work/python/bin/python" tests/readers/python_dotenv.py "${folders[@]}"
    ruby tests/readers/ruby_dotenv.rb "${folders[@]}"
    for folder in "${folders[@]}"; do
        # A shell that stops at a mistake has read nothing.
        env --ignore-environment HOME="$HOME" PATH="$PATH" bash tests/readers/shell.sh "$folder" bash || true
        env --ignore-environment HOME="$HOME" PATH="$PATH" dash tests/readers/shell.sh "$folder" dash || true
    done
    "$target/debug/env-readers" compare "$work/files" "$@"
}

install_javascript() {
    if cmp --quiet tests/readers/package-lock.json "$work/package-lock.json" && [[ -d $work/node_modules ]]; then
        return
    fi
    cp tests/readers/package.json tests/readers/package-lock.json "$work"
    npm ci --prefix "$work" --ignore-scripts --no-audit --no-fund --loglevel=error
}

install_python() {
    if cmp --quiet tests/readers/requirements.txt "$work/requirements.txt" && [[ -x $work/python/bin/python ]]; then
        return
    fi
    python3 -m venv --clear "$work/python"
    "$work/python/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
        --requirement tests/readers/requirements.txt
    cp tests/readers/requirements.txt "$work"
}

main "$@"
