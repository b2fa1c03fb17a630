#!/usr/bin/env bash
# Packages of npm and PyPI for the programs of a test: sourced by tests/readers/run.sh and tests/clients/run.sh.
#
# They are installed by the lock files of the test's folder into a folder under the target folder, once for each lock file.

# install_javascript FROM INTO: FROM has package.json and package-lock.json.
install_javascript() {
    if cmp --quiet "$1/package-lock.json" "$2/package-lock.json" && [[ -d $2/node_modules ]]; then
        return
    fi
    cp "$1/package.json" "$1/package-lock.json" "$2"
    npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund --loglevel=error
}

# install_python FROM INTO: FROM has requirements.txt, and INTO gets the interpreter python/bin/python.
install_python() {
    if cmp --quiet "$1/requirements.txt" "$2/requirements.txt" && [[ -x $2/python/bin/python ]]; then
        return
    fi
    python3 -m venv --clear "$2/python"
    "$2/python/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement "$1/requirements.txt"
    cp "$1/requirements.txt" "$2"
}
