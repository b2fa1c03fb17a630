#!/usr/bin/env bash
# The Expo plugin takes React Native's configuration without a warning, and drops the site ID.
#
# customerio-expo-plugin 3.9.0 (npm), the code that writes the native initializer. It wraps customerio-reactnative, whose
# configuration has `inApp: { siteId }`.
# Guess: the same company's plugin for the same SDK reads the same shape, or refuses a key that it does not know.
# Seen: it wants `siteId` flat. With `inApp` it validates, builds, and writes an app without site ID, so without in-app
# messages. With `siteId` flat and nothing else, the same value is also written as `migrationSiteId`, which moves profiles of
# the older SDK: React Native never does that.
set -euo pipefail
# What npm trusts beside its own list: a company may sign connections itself.
export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# Without the peers, Expo and React Native, which this part does not load.
npm pack --silent customerio-expo-plugin@3.9.0 >/dev/null
tar -xzf customerio-expo-plugin-3.9.0.tgz
npm --prefix package install --silent --no-audit --no-fund --no-save --ignore-scripts --omit=dev --legacy-peer-deps \
    >/dev/null

node - <<'JS' | tee seen.txt
const at = "./package/plugin/lib/commonjs/";
const { patchNativeSDKInitializer } = require(at + "helpers/utils/patchPluginNativeCode.js");
const { validateNativeSDKConfig } = require(at + "utils/validation.js");
const template = require("node:fs").readFileSync(at + "helpers/native-files/android/CustomerIOSDKInitializer.kt", "utf8");

for (const [name, config] of Object.entries({
  "React Native": { cdpApiKey: "key", region: "eu", inApp: { siteId: "site" } },
  flat: { cdpApiKey: "key", region: "eu", siteId: "site" },
  both: { cdpApiKey: "key", region: "eu", siteId: "site", migrationSiteId: "old" },
})) {
  const written = patchNativeSDKInitializer(template, "android", config);
  const value = (field) => written.match(new RegExp(`val ${field}: String\\? = (.*)`))[1];
  console.log(`${name}: valid ${validateNativeSDKConfig(config)}, siteId ${value("siteId")}, migrationSiteId ${value("migrationSiteId")}`);
}
JS
diff seen.txt - <<'EXPECTED'
React Native: valid true, siteId null, migrationSiteId null
flat: valid true, siteId "site", migrationSiteId "site"
both: valid true, siteId "site", migrationSiteId "old"
EXPECTED
