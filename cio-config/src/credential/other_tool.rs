//! Values that belong to another tool: one that it sealed, or a reference that it should have replaced.
//!
//! A form is recognised by characters that no key has, or by so long a prefix that a random key has it once in 64^5 tries
//! and only if it is also longer than any key. `docs/refused-values.md` has the same table, with sources and dates.

mod pattern;

use crate::credential::other_tool::pattern::{LONG, Pattern};
use std::fmt;

/// A tool whose sealed value or reference was found where a key belongs.
///
/// ```
/// use cio_config::{AppApiKey, KeyFault};
///
/// let Err(KeyFault::Sealed { by }) = AppApiKey::new("encrypted:BNd3Xk") else { unreachable!() };
/// assert_eq!(by.name(), "dotenvx");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OtherTool(&'static Row);

/// How the tool uses the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// It is encrypted.
    Sealed,
    /// It names where the value is.
    Reference,
}

#[derive(PartialEq, Eq)]
struct Row {
    form: Form,
    name: &'static str,
    pattern: Pattern,
    /// The end of a hint: what to run or to correct.
    advice: &'static str,
    /// A value of this form, for the tests.
    #[cfg(test)]
    example: &'static str,
}

/// Starts of sealed values and references of letters and digits alone. A random base64 key starts so once in 64^6 tries.
const PLAIN_STARTS: [&[u8]; 4] = [b"U2FsdGVkX1", b"AQICAH", b"gAAAAA", b"chamberme"];

impl OtherTool {
    /// The tool's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The fix for such a value, as the end of a hint.
    pub(crate) const fn advice(self) -> &'static str {
        self.0.advice
    }

    /// The tool that a value belongs to. Blanks and quotation marks around it are ignored.
    pub(crate) fn of(value: &[u8]) -> Option<(Form, Self)> {
        let row = ROWS.iter().find(|row| row.pattern.is_in(value))?;
        Some((row.form, Self(row)))
    }

    /// The same for a value of letters, digits, `-` and `_`, which most keys are: they are not compared with each row.
    pub(crate) fn of_plain(value: &[u8]) -> Option<(Form, Self)> {
        let may_be_form = value.len() >= LONG || PLAIN_STARTS.iter().any(|start| value.starts_with(start));
        if may_be_form { Self::of(value) } else { None }
    }
}

impl fmt::Display for OtherTool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for OtherTool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OtherTool").field(&self.name()).finish()
    }
}

/// One row a form: the first that fits is taken, so what is narrow comes before what is wide.
macro_rules! rows {
    ($($form:ident $name:literal, $pattern:expr, $example:expr => $advice:literal;)*) => {
        &[$(Row {
            form: Form::$form,
            name: $name,
            pattern: $pattern,
            advice: $advice,
            #[cfg(test)]
            example: $example,
        }),*]
    };
}

use Pattern::{AnyScheme, Around, BraceWord, LongBase64, Prefix, Versioned, Within, YamlTag};

static ROWS: &[Row] = rows! {
    Sealed "dotenvx", Prefix("encrypted:"), "encrypted:BNd3XkYmKQ==" =>
        "start the program with `dotenvx run -- …`, or run `dotenvx decrypt`";
    Sealed "SOPS", Prefix("ENC[AES256_GCM,"), "ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ==,type:str]" =>
        "start the program with `sops exec-env FILE '…'`, or read the file with `Loader::command([\"sops\", \"-d\", FILE], …)`";
    Sealed "hiera-eyaml", Prefix("ENC[PKCS7,"), "ENC[PKCS7,Y22exl+OvjDe+drmik2XEeD3VQtl1uZJXFFF2NnrMXDWx0csyqLB==]" =>
        "run `eyaml decrypt -s VALUE`, or let Puppet look it up";
    Sealed "hiera-eyaml", Prefix("ENC[GPG,"), "ENC[GPG,hQIMA0PS]" =>
        "run `eyaml decrypt -s VALUE`, or let Puppet look it up";
    Sealed "a tool that writes `ENC[…]`", Around("ENC[", "]"), "ENC[k8s_secret@app/cio/key]" =>
        "have the tool that wrote it decrypt it before the program starts";
    Sealed "Jasypt", Around("ENC(", ")"), "ENC(uTSqb9grs1+vUv3iN8lItC0kl65lMG+8)" =>
        "decrypt it with the Jasypt command line, which needs its password";
    Sealed "Spring Cloud Config", Prefix("{cipher}"), "{cipher}FKSAJDFGYOS8F7GLHAKERGFHLSAJ" =>
        "let the configuration server decrypt it, or run `spring decrypt --key … VALUE`";
    Sealed "Jenkins", Around("{AQA", "}"), "{AQAAABAAAAAQ6S9PMKlVW8F+Wf1Gt4vHVqL2GXz4=}" =>
        "let Jenkins bind the credential with `withCredentials`, which decrypts it";
    Sealed "Mule", Around("![", "]"), "![nHWo5JhNAYM+TzxqeHdRDXx15Q5tvTmJ]" =>
        "decrypt it with Mule's secure properties tool";
    Sealed "a tool that writes `{method}…`", BraceWord, "{AES256}eG9yZWQgYW5kIHNlYWxlZA==" =>
        "have the tool that wrote it decrypt it before the program starts";
    Sealed "Ansible Vault", Prefix("$ANSIBLE_VAULT;"), "$ANSIBLE_VAULT;1.1;AES256\n33666638363066623664653234386231" =>
        "run `ansible-vault decrypt`, or let Ansible template the value";
    Sealed "Ansible Vault", Prefix("!vault"), "!vault |" =>
        "run `ansible-vault decrypt`, or let Ansible template the value";
    Sealed "EJSON", Prefix("EJ["), "EJ[1:WGj2t4znULHT1IRveMEdvvNXqZzNBNMsJ5iZVy6Dvxs=:kA6ekF8ViYR5ZLeSmMXWsdLfWr7wn9qS:fcHQtdt6nqcNOXa97/M278RX6w==]" =>
        "run `ejson decrypt FILE`";
    Sealed "age", Prefix("-----BEGIN AGE ENCRYPTED FILE-----"), "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl" =>
        "run `age --decrypt`";
    Sealed "age", Prefix("age-encryption.org/v1"), "age-encryption.org/v1\n-> X25519" =>
        "run `age --decrypt`";
    Sealed "PGP", Prefix("-----BEGIN PGP MESSAGE-----"), "-----BEGIN PGP MESSAGE-----\n\nhQIMA0PS" =>
        "run `gpg --decrypt`";
    Sealed "a tool that writes PEM blocks", Prefix("-----BEGIN "), "-----BEGIN PKCS7-----\nMIIBiQYJ" =>
        "decrypt it first if it is encrypted; a Customer.io key is one short line";
    Sealed "git-crypt", Prefix("\0GITCRYPT\0"), "\0GITCRYPT\0abc" =>
        "run `git-crypt unlock` in the checkout";
    Sealed "Vault's transit engine", Versioned("vault:v"), "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==" =>
        "run `vault write transit/decrypt/KEY ciphertext=VALUE`";
    Sealed "OpenSSL", Prefix("U2FsdGVkX1"), "U2FsdGVkX18xMjM0NTY3ODkwYWJjZGVm" =>
        "decrypt it with `openssl enc -d`, or the tool that calls OpenSSL (transcrypt, CryptoJS)";
    Sealed "Pulumi", Versioned("v"), "v1:iv4Kjz2y8Y1pHXAb:2Pq9uJ2jV0kB" =>
        "read it with `pulumi config get --show-secrets` or `pulumi env get --show-secrets`";
    Sealed "AWS KMS", Prefix("AQICAH"), "AQICAHhRYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh" =>
        "run `aws kms decrypt`";
    Sealed "Google Cloud KMS", LongBase64("CiQA"), "CiQAabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwx" =>
        "run `gcloud kms decrypt`";
    Sealed "Fernet", Prefix("gAAAAA"), "gAAAAABabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopq_-x" =>
        "decrypt it with the program that holds the Fernet key (Airflow, credstash, Django)";
    Sealed "Sealed Secrets", LongBase64("AgA"), "AgAy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEq" =>
        "apply the SealedSecret to the cluster, and read the Secret that the controller creates from it";
    Sealed "Sealed Secrets", LongBase64("AgB"), "AgBy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEq" =>
        "apply the SealedSecret to the cluster, and read the Secret that the controller creates from it";
    Sealed "Sealed Secrets", LongBase64("AgC"), "AgCy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEq" =>
        "apply the SealedSecret to the cluster, and read the Secret that the controller creates from it";
    Sealed "Sealed Secrets", LongBase64("AgD"), "AgDy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEqy3i4OJSWK+PiTySYZZA9rO43cGDEq" =>
        "apply the SealedSecret to the cluster, and read the Secret that the controller creates from it";

    Reference "1Password", Prefix("op://"), "op://Private/Customer.io/app" =>
        "load it with a `Loader`, which asks `op`, or start the program with `op run -- …`";
    Reference "1Password", Within("{{ op://", "}}"), "{{ op://Private/Customer.io/app }}" =>
        "render the file with `op inject`, and read what it writes";
    Reference "Argo CD Vault Plugin", Prefix("<path:"), "<path:secret/data/customerio#app_api_key>" =>
        "the plugin replaces it in manifests that it renders: check the annotation `avp.kubernetes.io/path`";
    Reference "vals", Prefix("ref+"), "ref+vault://secret/cio#/app_api_key" =>
        "load it with a `Loader`, which follows references, or start the program with `vals exec -f FILE -- …`";
    Reference "helm-secrets", Prefix("secretref+"), "secretref+vault://secret/cio#/app_api_key" =>
        "deploy with `helm secrets`, which replaces it";
    Reference "AWS CloudFormation", Prefix("{{resolve:"), "{{resolve:secretsmanager:cio:SecretString:app}}" =>
        "CloudFormation replaces it only in the properties of a resource: give the container the secret itself, as `valueFrom`";
    Reference "AWS", Prefix("arn:"), "arn:aws:secretsmanager:eu-west-1:123456789012:secret:cio-AbCdEf" =>
        "an ARN is replaced under `secrets` with `valueFrom`, not under `environment`";
    Reference "AWS Systems Manager", Prefix("{{ssm"), "{{ssm-secure:/prod/cio/app:1}}" =>
        "give the program the parameter's value, as with `chamber exec SERVICE -- …`";
    Reference "Chamber", Around("chamberme", ""), "chamberme" =>
        "start the program with `chamber exec SERVICE --strict -- …`, which replaces it";
    Reference "Azure App Service", Prefix("@Microsoft.KeyVault("), "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/cio)" =>
        "the app's identity may not read the vault, or this is not an app setting: see the setting's status in the portal";
    Reference "Azure App Service", Prefix("@Microsoft.AppConfiguration("), "@Microsoft.AppConfiguration(Endpoint=https://c.azconfig.io; Key=cio)" =>
        "the app's identity may not read the store, or this is not an app setting: see the setting's status in the portal";
    Reference "Azure Container Apps", Prefix("secretref:"), "secretref:customerio-app-key" =>
        "only `--env-vars` of `az containerapp` replaces `secretref:`: set it there";
    Reference "Azure Container Apps", Prefix("keyvaultref:"), "keyvaultref:https://v.vault.azure.net/secrets/cio,identityref:system" =>
        "only `--secrets` of `az containerapp` replaces `keyvaultref:`: set it there";
    Reference "Google Cloud Secret Manager", Prefix("sm://"), "sm://project/customerio" =>
        "start the program with `berglas exec -- …`, or mount the secret";
    Reference "Google Cloud Secret Manager", Prefix("sm@"), "sm@customerio" =>
        "Spring replaces it only in its own properties: mount the secret instead";
    Reference "Google Cloud Secret Manager", Within("projects/", "/secrets/"), "projects/acme/secrets/customerio/versions/latest" =>
        "name the secret under `secretKeyRef`, `--set-secrets` or `availableSecrets`, which read it";
    Reference "Berglas", Prefix("berglas://"), "berglas://bucket/customerio" =>
        "start the program with `berglas exec -- …`";
    Reference "Bank-Vaults", Prefix("vault:"), "vault:secret/data/customerio#app_api_key" =>
        "the webhook did not change this pod: check its namespace, annotations and the image's entry point";
    Reference "Bank-Vaults", Prefix(">>vault:"), ">>vault:secret/data/customerio#app_api_key" =>
        "the webhook did not change this pod: check its namespace, annotations and the image's entry point";
    Reference "Akeyless", Prefix("akeyless:"), "akeyless:/prod/cio" =>
        "the webhook did not change this pod: check its annotations";
    Reference "Keeper", Prefix("keeper:"), "keeper://record/field/password" =>
        "start the program with `ksm exec -- …`";
    Reference "Docker secrets", Prefix("DOCKER-SECRET"), "DOCKER-SECRET->customerio_app" =>
        "mount the secret and name its file in the variable that ends in `_FILE`";
    Reference "Docker secrets", Prefix("{{DOCKER-SECRET"), "{{DOCKER-SECRET:customerio_app}}" =>
        "mount the secret and name its file in the variable that ends in `_FILE`";
    Reference "Consul Template", Within("{{ with secret", "}}"), "{{ with secret \"secret/cio\" }}{{ .Data.data.app }}{{ end }}" =>
        "let Vault Agent or consul-template render the file, and read what it writes";
    Reference "Consul Template", Within("{{ key ", "}}"), "{{ key \"cio/app\" }}" =>
        "let consul-template render the file, and read what it writes";
    Reference "a Go template", Prefix("<no value>"), "<no value>" =>
        "the template names a field that the secret does not have: correct its name in the template of `bao agent`, `vault agent` or Consul Template";
    Reference "GitHub Actions", Within("${{ secrets.", "}}"), "${{ secrets.CUSTOMERIO_APP_API_KEY }}" =>
        "a workflow replaces it only in its own YAML: set it under `env:` of the step";
    Reference "GitHub Actions", Prefix("secrets."), "secrets.CUSTOMERIO_APP_API_KEY" =>
        "it is an expression: write `${{ secrets.NAME }}`";
    Reference "GitHub Actions, or Railway", Within("${{", "}}"), "${{shared.CUSTOMERIO_APP_API_KEY}}" =>
        "it is replaced only where that platform reads it: check the name, and where it is set";
    Reference "Kubernetes, Azure Pipelines or a shell", Within("$(", ")"), "$(CUSTOMERIO_APP_API_KEY)" =>
        "the variable that it names is not defined there: Kubernetes leaves an unknown `$(NAME)` unchanged";
    Reference "CircleCI", Around("<<", ">>"), "<< pipeline.parameters.cio >>" =>
        "it is replaced only in the pipeline's own YAML: check the name, and where it is set";
    Reference "GitLab", Prefix("!reference"), "!reference [.secrets, cio]" =>
        "it is replaced only in the pipeline's own YAML";
    Reference "Terraform", Prefix("data.aws_secretsmanager_secret_version."), "data.aws_secretsmanager_secret_version.cio.secret_string" =>
        "it is an expression: remove the quotation marks around it";
    Reference "Terraform", Prefix("var."), "var.customerio_app_api_key" =>
        "it is an expression: remove the quotation marks around it";
    Reference "Terraform", Prefix("local."), "local.customerio_app_api_key" =>
        "it is an expression: remove the quotation marks around it";
    Reference "Node.js", Prefix("process.env"), "process.env.CUSTOMERIO_APP_API_KEY" =>
        "it is code in a string: put the value there, or let the template evaluate it";
    Reference "Vite", Prefix("import.meta.env"), "import.meta.env.VITE_CUSTOMERIO_KEY" =>
        "it is code in a string: put the value there, or let the template evaluate it";
    Reference "Python", Prefix("os.environ"), "os.environ['CUSTOMERIO_APP_API_KEY']" =>
        "it is code in a string: put the value there, or let the template evaluate it";
    Reference "Python", Prefix("os.getenv("), "os.getenv('CUSTOMERIO_APP_API_KEY')" =>
        "it is code in a string: put the value there, or let the template evaluate it";
    Reference "Ruby", Prefix("ENV["), "ENV['CUSTOMERIO_APP_API_KEY']" =>
        "it is code in a string: put the value there, or let the template evaluate it";
    Reference "Ruby", Prefix("ENV.fetch"), "ENV.fetch('CUSTOMERIO_APP_API_KEY')" =>
        "it is code in a string: put the value there, or let the template evaluate it";
    Reference "Laravel", Prefix("env("), "env('CUSTOMERIO_APP_API_KEY')" =>
        "it is code in a string: put the value there, or let the template evaluate it";
    Reference "PHP", Prefix("getenv("), "getenv('CUSTOMERIO_APP_API_KEY')" =>
        "it is code in a string: put the value there, or let the template evaluate it";
    Reference "PowerShell", Prefix("$env:"), "$env:CUSTOMERIO_APP_API_KEY" =>
        "PowerShell syntax is not expanded in a file: put the value there";
    Reference "Jenkins", Prefix("credentials("), "credentials('customerio-app')" =>
        "it is replaced only in `environment { }` of a Jenkinsfile, without quotation marks";
    Reference "a tool that reads `file:`", Prefix("file:"), "file:/run/secrets/cio" =>
        "name the file in the variable that ends in `_FILE`, without `file:`";
    Reference "a tool that reads URLs", AnyScheme, "akv://vault/customerio" =>
        "a Customer.io key is not a URL: start the program with the tool that replaces it, or put the value there";
    Reference "a tool that reads `env:`", Prefix("env:"), "env:CUSTOMERIO_APP" =>
        "variables are not expanded here: put the value there";
    Reference "YAML", YamlTag, "!Ref CustomerioAppKey" =>
        "the tag was not evaluated: it may be inside quotation marks, or this program reads the file before that tool does";
};

#[cfg(test)]
mod tests {
    use super::{OtherTool, ROWS};

    #[test]
    fn every_row_knows_its_own_example_and_no_earlier_row_takes_it() {
        for row in ROWS {
            let (form, tool) =
                OtherTool::of(row.example.as_bytes()).unwrap_or_else(|| panic!("{}", row.example));
            assert_eq!((form, tool.name()), (row.form, row.name), "{}", row.example);
            assert!(!tool.advice().ends_with('.') && !tool.advice().is_empty(), "{}", row.name);
        }
    }

    #[test]
    fn a_plain_value_is_recognised_without_comparing_every_row() {
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let plain: Vec<_> = ROWS.iter().filter(|row| row.example.as_bytes().iter().all(is_plain)).collect();
        assert!(plain.len() >= 5);
        for row in plain {
            assert!(OtherTool::of_plain(row.example.as_bytes()).is_some(), "{}", row.name);
        }
    }

    #[test]
    fn the_page_for_people_names_every_tool() {
        let page = include_str!("../../docs/refused-values.md");
        for row in ROWS {
            assert!(page.contains(&format!("| {} |", row.name)), "{}", row.name);
        }
    }
}
