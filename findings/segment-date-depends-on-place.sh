#!/usr/bin/env bash
# Segment's Customer.io destination reads one date string as two moments.
#
# @segment/action-destinations 3.497.0 (npm), destination `customerio`, `convert_timestamp` on.
# Guess: a date without a time is midnight UTC in the whole event, as dates in ISO 8601 of JavaScript are.
# Seen: as the event's timestamp it is midnight UTC; as an attribute it is midnight where the server's clock is set, five
# hours later under TZ=America/New_York. Any other string that the parser makes a date of, such as "plan 7", is a timestamp
# too.
set -euo pipefail
# What npm trusts beside its own list: a company may sign connections itself.
export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# The package and what its destination for Customer.io loads; the others would be hundreds more.
npm pack --silent @segment/action-destinations@3.497.0 >/dev/null
mkdir -p node_modules/@segment
tar -xzf segment-action-destinations-3.497.0.tgz
mv package node_modules/@segment/action-destinations
mkdir deps
npm --prefix deps install --silent --no-audit --no-fund --ignore-scripts \
    ajv@8.17.1 ajv-formats@2.1.1 dayjs@1.11.13 lodash@4.17.21

cat >build.js <<'JS'
const { buildPayload } = require("@segment/action-destinations/dist/destinations/customerio/utils.js");
const { attributes, timestamp } = buildPayload({
  action: "identify",
  type: "person",
  payload: { person_id: "42", convert_timestamp: true, attributes: { birthday: "2000-01-01" }, timestamp: "2000-01-01" },
});
console.log(timestamp, attributes.birthday);
JS
for case in "UTC 946684800 946684800" "America/New_York 946684800 946702800" "Asia/Tokyo 946684800 946652400"; do
    read -r zone expected <<<"$case"
    seen=$(TZ=$zone NODE_PATH=$work/deps/node_modules node build.js)
    echo "$zone: timestamp and attribute $seen"
    [[ $seen == "$expected" ]]
done
