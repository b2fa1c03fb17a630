#!/usr/bin/env bash
# Looks at the sandbox's page in a real browser while clients send: Debian's Chromium, driven by Playwright.
#
#     tests/page/run.sh
#
# It needs Chromium, Node.js with npm, and on Debian as root it installs them. The figures of memory are those of a release
# build: `PROFILE=release tests/page/run.sh`. `SCREENSHOT=FILE` says where the picture of the page goes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=$(realpath --canonicalize-missing "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR=$target
work=$target/page
profile=${PROFILE:-debug}

main() {
    install_browser
    if [[ $profile == release ]]; then
        cargo build --quiet --release --bin sandbox --package cio-examples
        cargo build --quiet --release --package cio-tests --bin page-sender
    else
        cargo build --quiet --bin sandbox --package cio-examples
        cargo build --quiet --package cio-tests --bin page-sender
    fi
    mkdir -p "$work"
    cp tests/page/*.mjs "$work"
    install_javascript
    export SANDBOX_PROGRAM=$target/$profile/sandbox
    export SENDER=$target/$profile/page-sender
    export CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}
    export SCREENSHOT=${SCREENSHOT:-$work/sandbox.png}
    node "$work/page.mjs"
}

install_browser() {
    if [[ -n ${CHROMIUM:-} ]] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
        return
    fi
    if ! command -v apt-get >/dev/null || ((EUID != 0)); then
        echo "install Chromium first, or say in CHROMIUM where it is" >&2
        exit 1
    fi
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends chromium >/dev/null
}

install_javascript() {
    if cmp --quiet tests/page/package-lock.json "$work/package-lock.json" && [[ -d $work/node_modules ]]; then
        return
    fi
    cp tests/page/package.json tests/page/package-lock.json "$work"
    npm ci --prefix "$work" --ignore-scripts --no-audit --no-fund --loglevel=error
}

main "$@"
