#!/usr/bin/env bash
# A stand-in for AWS that checks signatures and policies: Secrets Manager, Parameter Store, IAM.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=ministack
processes=(ministack)
port=${CIO_MINISTACK_PORT:-25090}
address=http://127.0.0.1:$port

install() {
    need curl=curl
    install_python
}

launch() {
    free "$port"
    # Without BIND_HOST it listens on every interface.
    spawn ministack env HOME="$folder" BIND_HOST=127.0.0.1 MINISTACK_HOST=127.0.0.1 GATEWAY_PORT="$port" AUTH=true \
        SERVICES=secretsmanager,ssm,iam,sts "$cache/python/bin/ministack"
    until_ready ministack answers "$address/_localstack/health"
    env HOME="$folder" "$python" "$here/aws.py" "$address" CIO_TEST_MINISTACK >"$folder/users"
}

environment() {
    echo "CIO_TEST_MINISTACK=$address"
    cat "$folder/users"
}

serve "$@"
