//! What keeps the values that references name, and which cargo feature reads it.

use crate::text::message::Message;

/// What keeps a value that a reference names.
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

impl Backend {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vault => "HashiCorp Vault",
            Self::AwsSecrets => "AWS Secrets Manager",
            Self::AwsSsm => "AWS Parameter Store",
            Self::GcpSecrets => "Google Cloud Secret Manager",
            Self::AzureKeyVault => "Azure Key Vault",
            Self::File => "the file system",
            Self::Keyring => "the keyring",
            Self::OnePassword => "1Password",
        }
    }

    /// The cargo feature that brings it, or `None` for what every build reads.
    #[must_use]
    pub const fn feature(self) -> Option<&'static str> {
        match self {
            Self::Vault => Some("vault"),
            Self::AwsSecrets | Self::AwsSsm => Some("aws"),
            Self::GcpSecrets => Some("gcp"),
            Self::AzureKeyVault => Some("azure"),
            Self::Keyring => Some("keyring"),
            Self::File | Self::OnePassword => None,
        }
    }

    /// Whether this build reads it by itself.
    pub(super) const fn is_built(self) -> bool {
        match self {
            Self::Vault => cfg!(feature = "vault"),
            Self::AwsSecrets | Self::AwsSsm => cfg!(feature = "aws"),
            Self::GcpSecrets => cfg!(feature = "gcp"),
            Self::AzureKeyVault => cfg!(feature = "azure"),
            Self::Keyring => cfg!(feature = "keyring"),
            Self::File | Self::OnePassword => true,
        }
    }

    /// That it does not, and what to do.
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
}
