//! One load in a separate process, for stores that read from the process and not from a load's environment.
//! Prints the key, or why there is none.

mod outcome;
mod silence;

use cio_config::{AzureStore, Backend, CioCredentials, SecretProblem};
use outcome::{Billing, outcome, reason};

fn main() {
    if let Ok(secret) = std::env::var("AZURE_CLIENT_SECRET") {
        silence::login(secret);
    }
    let mut loader = Billing::loader();
    if let Ok(address) = std::env::var("CIO_TEST_AZURE") {
        loader = loader.backend(Backend::AzureKeyVault, AzureStore::new().endpoint(address));
    }
    match outcome(loader) {
        Ok(billing) => println!("{}", billing.app_key.expose()),
        Err(error) => match reason(&error) {
            SecretProblem::Store { fault, .. } => println!("{fault:?}"),
            other => println!("{other:?}"),
        },
    }
}
