#!/usr/bin/env bash
# A stand-in for Google's Secret Manager. It checks no tokens.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=drongo
processes=(drongo)
port=${CIO_DRONGO_PORT:-25080}
address=http://127.0.0.1:$port

install() {
    need curl=curl
    install_python
}

launch() {
    free "$port"
    spawn drongo env HOME="$folder" "$cache/python/bin/drongo" server --host 127.0.0.1 --port "$port"
    until_ready drongo answers "$address/drongo/health"
    secret customerio '{"app_api_key":"s3cr3t-before"}' '{"app_api_key":"s3cr3t-in-google","region":"eu"}'
    post /customerio/versions/1:disable '{}'
    secret app-api-key s3cr3t-in-google
}

# secret NAME VERSION...
secret() {
    local name=$1 version
    shift
    post "?secretId=$name" '{"replication":{"automatic":{}}}'
    for version in "$@"; do
        post "/$name:addVersion" "{\"payload\":{\"data\":\"$(printf %s "$version" | base64 --wrap=0)\"}}"
    done
}

# post PATH BODY
post() {
    curl --silent --show-error --fail-with-body --output /dev/null --header 'Content-Type: application/json' \
        --data "$2" "$address/v1/projects/billing/secrets$1"
}

environment() { echo "CIO_TEST_DRONGO=$address"; }

serve "$@"
