//! The cargo features that a struct needs: without one the build stops, and the error names it.
//!
//! Derived code cannot use `cfg`, which would test the features of the user's crate.

/// Stops the build unless TOML files can be read.
pub const fn toml<T: Toml>() {}

/// The feature `toml` is on.
#[diagnostic::on_unimplemented(
    message = "TOML files need the feature `toml` of `cio-config`, which is off",
    label = "cannot be read",
    note = "in `Cargo.toml`: `cio-config = {{ version = \"0.1\", features = [\"toml\"] }}`"
)]
pub trait Toml {}

#[cfg(feature = "toml")]
impl Toml for () {}

/// Stops the build unless JSON files can be read.
pub const fn json<T: Json>() {}

/// The feature `json` is on.
#[diagnostic::on_unimplemented(
    message = "JSON files need the feature `json` of `cio-config`, which is off",
    label = "cannot be read",
    note = "in `Cargo.toml`: `cio-config = {{ version = \"0.1\", features = [\"json\"] }}`"
)]
pub trait Json {}

#[cfg(feature = "json")]
impl Json for () {}

/// Stops the build unless HashiCorp Vault and OpenBao can be read.
pub const fn vault<T: Vault>() {}

/// The feature `vault` is on.
#[diagnostic::on_unimplemented(
    message = "`vault` needs the feature `vault` of `cio-config`, which is off",
    label = "cannot be read",
    note = "in `Cargo.toml`: `cio-config = {{ version = \"0.1\", features = [\"vault\"] }}`"
)]
pub trait Vault {}

#[cfg(feature = "vault")]
impl Vault for () {}
