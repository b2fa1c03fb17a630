//! The table of backends: where references point, which cargo feature reads each, and how a reference to it is written.

use crate::text::message::Message;

/// A place where a reference can point.
///
/// ```
/// use cio_config::{Backend, Reference};
///
/// assert_eq!(Reference::parse("op://cio/app/key").unwrap().backend(), Backend::OnePassword);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Backend {
    /// HashiCorp Vault and OpenBao, key-value engine.
    Vault,
    /// AWS Secrets Manager.
    AwsSecrets,
    /// AWS Systems Manager, Parameter Store.
    AwsSsm,
    /// Google Cloud Secret Manager.
    GcpSecrets,
    /// Azure Key Vault.
    AzureKeyVault,
    /// A file.
    File,
    /// The operating system's keyring.
    Keyring,
    /// 1Password, through its command line client.
    OnePassword,
}

/// One row of the table.
pub(super) struct Row {
    name: &'static str,
    /// `vault` of `ref+vault://`; 1Password's references start with `op://` alone.
    pub(super) scheme: Option<&'static str>,
    feature: Option<&'static str>,
    is_built: bool,
    pub(super) path: PathRule,
    pub(super) parameters: ParameterRule,
    pub(super) field: FieldRule,
}

/// How many steps a path has, and their meaning.
pub(super) struct PathRule {
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) shape: &'static str,
}

/// Which parameters a reference may have, and those in words.
pub(super) struct ParameterRule {
    pub(super) names: &'static [&'static str],
    pub(super) expected: &'static str,
}

/// Whether a reference names a field.
#[derive(Clone, Copy)]
pub(super) enum FieldRule {
    Needed,
    /// Only if the value is JSON.
    Possible,
    Refused,
}

const NO_PARAMETERS: ParameterRule =
    ParameterRule { names: &[], expected: "this backend takes no parameters" };

impl Backend {
    /// Every backend, in the order of the table.
    pub(super) const ALL: [Self; 8] = [
        Self::Vault,
        Self::AwsSecrets,
        Self::AwsSsm,
        Self::GcpSecrets,
        Self::AzureKeyVault,
        Self::File,
        Self::Keyring,
        Self::OnePassword,
    ];

    /// Its name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The cargo feature that reads it, or `None` if every build does.
    #[must_use]
    pub const fn feature(self) -> Option<&'static str> {
        self.row().feature
    }

    /// Whether this build reads it by itself.
    pub(super) const fn is_built(self) -> bool {
        self.row().is_built
    }

    /// Says that this build does not read it, and how to change that.
    pub(super) const fn feature_off(self) -> Message {
        let feature = match self.feature() {
            Some(feature) => feature,
            None => "",
        };
        Message::new("a reference to ")
            .push(self.name())
            .push(" needs the feature `")
            .push(feature)
            .push("` of `cio-config`, which is off\n    in `Cargo.toml`: `cio-config = { version = \"0.1\", features = [\"")
            .push(feature)
            .push("\"] }`")
    }

    pub(super) const fn row(self) -> &'static Row {
        match self {
            Self::Vault => &Row {
                name: "HashiCorp Vault",
                scheme: Some("vault"),
                feature: Some("vault"),
                is_built: cfg!(feature = "vault"),
                path: PathRule {
                    least: 2,
                    most: usize::MAX,
                    shape: "the path is a mount and a path in it, as in `secret/customerio`",
                },
                parameters: ParameterRule {
                    names: &["version"],
                    expected: "the only parameter here is `version`",
                },
                field: FieldRule::Needed,
            },
            Self::AwsSecrets => &Row {
                name: "AWS Secrets Manager",
                scheme: Some("awssecrets"),
                feature: Some("aws"),
                is_built: cfg!(feature = "aws"),
                path: PathRule {
                    least: 1,
                    most: usize::MAX,
                    shape: "the path is the name or the ARN of a secret",
                },
                parameters: ParameterRule {
                    names: &["region", "version_id", "version_stage"],
                    expected: "the parameters here are `region`, `version_id` and `version_stage`",
                },
                field: FieldRule::Possible,
            },
            Self::AwsSsm => &Row {
                name: "AWS Parameter Store",
                scheme: Some("awsssm"),
                feature: Some("aws"),
                is_built: cfg!(feature = "aws"),
                path: PathRule {
                    least: 1,
                    most: usize::MAX,
                    shape: "the path is the name or the ARN of a parameter",
                },
                parameters: ParameterRule {
                    names: &["region", "version"],
                    expected: "the parameters here are `region` and `version`",
                },
                field: FieldRule::Possible,
            },
            Self::GcpSecrets => &Row {
                name: "Google Cloud Secret Manager",
                scheme: Some("gcpsecrets"),
                feature: Some("gcp"),
                is_built: cfg!(feature = "gcp"),
                path: PathRule {
                    least: 2,
                    most: 2,
                    shape: "the path is a project and the name of a secret, as in `my-project/customerio`",
                },
                parameters: ParameterRule {
                    names: &["version"],
                    expected: "the only parameter here is `version`",
                },
                field: FieldRule::Possible,
            },
            Self::AzureKeyVault => &Row {
                name: "Azure Key Vault",
                scheme: Some("azurekeyvault"),
                feature: Some("azure"),
                is_built: cfg!(feature = "azure"),
                path: PathRule {
                    least: 2,
                    most: 3,
                    shape: "the path is a vault and the name of a secret, as in `my-vault/customerio`",
                },
                parameters: NO_PARAMETERS,
                field: FieldRule::Possible,
            },
            Self::File => &Row {
                name: "the file system",
                scheme: Some("file"),
                feature: None,
                is_built: true,
                path: PathRule { least: 1, most: usize::MAX, shape: "the path is the path of a file" },
                parameters: NO_PARAMETERS,
                field: FieldRule::Possible,
            },
            Self::Keyring => &Row {
                name: "the keyring",
                scheme: Some("keyring"),
                feature: Some("keyring"),
                is_built: cfg!(feature = "keyring"),
                path: PathRule {
                    least: 2,
                    most: 2,
                    shape: "the path is a service and a user, as in `customerio/app_api_key`",
                },
                parameters: NO_PARAMETERS,
                field: FieldRule::Refused,
            },
            Self::OnePassword => &Row {
                name: "1Password",
                scheme: None,
                feature: None,
                is_built: true,
                path: PathRule {
                    least: 3,
                    most: 4,
                    shape: "the path is a vault, an item and a field, as in `op://vault/item/field`",
                },
                parameters: NO_PARAMETERS,
                field: FieldRule::Refused,
            },
        }
    }
}
