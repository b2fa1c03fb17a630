#!/usr/bin/env bash
# A credential as systemd keeps it: encrypted with a host key, here a new one and not that of the machine.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=systemd-creds
processes=()

install() {
    need systemd-creds=systemd
}

launch() {
    printf 's3cr3t-from-systemd' | SYSTEMD_CREDENTIAL_SECRET=$folder/host.secret \
        systemd-creds encrypt --with-key=host --name=app_api_key - "$folder/app_api_key.cred"
}

environment() {
    echo "CIO_TEST_SYSTEMD_CREDENTIAL=$folder/app_api_key.cred"
    echo "CIO_TEST_SYSTEMD_SECRET=$folder/host.secret"
}

serve "$@"
