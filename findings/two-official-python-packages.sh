#!/usr/bin/env bash
# Customer.io's two Python packages cannot be installed side by side.
#
# customerio 3.2.0 and customerio-cdp-analytics 1.1.0 (PyPI), Python 3.
# Guess: one is for Track and App, the other for Pipelines, so a service that uses both installs both.
# Seen: both bring the file `customerio/__init__.py`, and the later one replaces the earlier. pip says nothing, `pip check`
# says that all is well, and `from customerio import CustomerIO` is an ImportError. Uninstalling the second takes the file away.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
python=$work/venv/bin/python

pip() { "$python" -m pip --quiet --disable-pip-version-check "$@"; }
imports() { (cd "$work" && "$python" -c "from customerio import CustomerIO" 2>/dev/null) && echo yes || echo no; }
expect() { if [[ $2 == "$3" ]]; then echo "$1: $2"; else echo "$1: $2, expected $3"; exit 1; fi; }

pip install customerio==3.2.0
expect "customerio alone can be imported" "$(imports)" yes
pip install customerio-cdp-analytics==1.1.0
expect "after customerio-cdp-analytics" "$(imports)" no
expect "pip check" "$(pip check >/dev/null && echo fine)" fine
pip uninstall --yes customerio-cdp-analytics
expect "after its removal" "$(imports)" no
pip install --force-reinstall --no-deps customerio==3.2.0
expect "after customerio is installed again" "$(imports)" yes
