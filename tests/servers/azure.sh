#!/usr/bin/env bash
# A double of Azure's Key Vault with fixed answers: Prism, which holds each request against azure.openapi.yaml, behind
# HAProxy for TLS, because the clients refuse plain HTTP. The certificate is from a private CA.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=azure
processes=(azure azure-tls)
port=${CIO_AZURE_PORT:-24443}
behind=${CIO_AZURE_PLAIN_PORT:-24030}

install() {
    need curl=curl haproxy=haproxy node=nodejs openssl=openssl
    install_npm
}

launch() {
    free "$port" "$behind"
    certificate 2>"$folder/openssl.log" || die "openssl: $(<"$folder/openssl.log")"
    spawn azure node "$cache/npm/node_modules/.bin/prism" mock --host 127.0.0.1 --port "$behind" --errors \
        "$here/azure.openapi.yaml"
    until_ready azure answers "http://127.0.0.1:$behind/"
    proxy_config >"$folder/haproxy.cfg"
    spawn azure-tls haproxy -db -f "$folder/haproxy.cfg"
    until_ready azure-tls answers "https://localhost:$port/" --cacert "$folder/ca.pem"
}

# Prism answers what `Prefer` says, which no client of a vault sends: the name of the secret takes its place.
proxy_config() {
    cat <<CONFIG
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend tls
    bind 127.0.0.1:$port ssl crt $folder/server.pem
    http-request set-header Prefer code=403 if { path_beg /secrets/denied/ } { req.hdr(authorization) -m found }
    http-request set-header Prefer code=404 if { path_beg /secrets/missing/ } { req.hdr(authorization) -m found }
    http-request set-header Prefer code=429 if { path_beg /secrets/throttled/ } { req.hdr(authorization) -m found }
    default_backend prism
backend prism
    server prism 127.0.0.1:$behind
CONFIG
}

# A CA, and a certificate of it for localhost and 127.0.0.1.
certificate() {
    local new="openssl req -newkey rsa:2048 -nodes"
    $new -x509 -keyout "$folder/ca.key" -out "$folder/ca.pem" -subj "/CN=a CA for tests" -days 2 \
        -addext keyUsage=critical,keyCertSign
    $new -keyout "$folder/server.key" -out "$folder/server.csr" -subj /CN=localhost
    openssl x509 -req -in "$folder/server.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -out "$folder/server.pem" \
        -days 2 -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n')
    cat "$folder/server.key" >>"$folder/server.pem"
}

environment() {
    echo "CIO_TEST_AZURE=https://localhost:$port"
    echo "CIO_TEST_AZURE_CA=$folder/ca.pem"
}

serve "$@"
