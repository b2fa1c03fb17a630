//! Why keys were not loaded again.

use crate::credential::role::Role;
use crate::finding::load_error::LoadError;
use crate::finding::origin::Origin;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// Why a [`Rotating`](crate::Rotating) could not be made, or could not load its keys again. The keys of the last good load
/// stay in use.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, RotateError};
///
/// let environment = Environment::from([
///     ("CUSTOMERIO_APP_API_KEY", "0123456789abcdef0123456789abcdef"),
///     ("CUSTOMERIO_REGION", "eu"),
/// ]);
/// let error = AppCredentials::loader().environment(environment).rotating().err().unwrap();
/// assert!(matches!(error, RotateError::CannotChange { .. }));
/// assert!(error.to_string().contains("set `CUSTOMERIO_APP_API_KEY_FILE` to the path of a file"));
/// ```
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RotateError {
    /// The load failed.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Every key comes from a place that does not change while the process runs.
    #[error("{}", CannotChange { schema, origins })]
    CannotChange {
        /// The struct.
        schema: &'static str,
        /// Where its keys are.
        origins: Vec<Origin>,
    },
    /// The keys belong to another region or workspace than those in use.
    #[error(
        "the {role} differs from that of the keys in use: a process serves one account, so the keys in use \
            were kept; correct \
         the {role}, or restart the process for the other account"
    )]
    OtherAccount {
        /// The role that differs: [`Role::Region`] or [`Role::WorkspaceId`].
        role: Role,
    },
    /// Files were replaced each time they were read, so their values may belong to different generations.
    #[error(
        "files were replaced while they were read, {attempts} times in a row; replace them less often, or all at once"
    )]
    KeptChanging {
        /// How often they were read.
        attempts: usize,
    },
    /// The program's own function failed.
    #[error("the keys could not be loaded")]
    Function(#[source] Arc<dyn Error + Send + Sync>),
    /// The load panicked.
    #[error("the load panicked: see the panic's message")]
    Panicked,
    /// The operating system gave no thread for the load.
    #[error("no thread could be started for the load")]
    NoThread,
}

struct CannotChange<'a> {
    schema: &'a str,
    origins: &'a [Origin],
}

impl fmt::Display for CannotChange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no key of `{}` can change while the process runs", self.schema)?;
        for origin in self.origins {
            write!(f, "\n- {origin}\n  hint: {}", Hint(origin))?;
        }
        Ok(())
    }
}

/// The way out.
struct Hint<'a>(&'a Origin);

impl fmt::Display for Hint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Origin::Variable { name } => {
                write!(f, "a process's environment does not change: set `{name}_FILE` to the path of a file instead, or keep a second set \
                     of keys in `{name}_NEXT`")
            }
            Origin::Entry { .. } => f.write_str(
                "systemd mounts credentials once: name the file in a variable that ends in `_FILE`, or use a directory that \
                 is not `$CREDENTIALS_DIRECTORY`",
            ),
            Origin::Figment { .. } => {
                f.write_str("a `Figment` is read when it is created: name the document with `Loader::file`")
            }
            _ => f.write_str("read it from a file, a directory of secrets or a secret store"),
        }
    }
}
