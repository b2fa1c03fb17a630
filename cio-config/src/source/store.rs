//! A secret that holds the fields of a whole struct: a source, read once.

use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::secret_problem::SecretProblem;
use crate::reference::backend::Backend;
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{FieldAnswer, Found, WhichFields};
use crate::source::by_name::ask_entries;
use crate::source::lookup::{Lookup, fill};
use crate::source::set_names::{SetNames, WhichNames};
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::SecretStore;
use crate::store::session::{Session, WholeSecret};
use std::fmt;
use std::sync::Arc;

/// A secret with a field for each credential, called as entries of a directory are.
#[derive(Clone)]
pub(crate) struct StoredSecret {
    choice: StoreChoice,
    path: String,
    whole: Option<Arc<WholeSecret>>,
}

#[derive(Clone)]
enum StoreChoice {
    /// The one that the struct was given.
    Given(Arc<dyn SecretStore>),
    /// The one that answers for a backend.
    Of(Backend),
}

impl StoredSecret {
    pub(crate) fn given(store: Arc<dyn SecretStore>, path: String) -> Self {
        Self { choice: StoreChoice::Given(store), path, whole: None }
    }

    pub(crate) fn of(backend: Backend, path: String) -> Self {
        Self { choice: StoreChoice::Of(backend), path, whole: None }
    }

    /// The secret, read when it is first needed.
    fn read(&mut self, session: &Session) -> Arc<WholeSecret> {
        let (choice, path) = (&self.choice, &self.path);
        self.whole.get_or_insert_with(|| choice.read(SecretRequest::new(path), session)).clone()
    }

    fn origin(&self, field: Option<String>) -> Origin {
        let store = self.whole.as_ref().map_or(self.choice.name(), |whole| whole.store);
        Origin::Secret { store, path: self.path.clone(), field, named_by: None }
    }
}

impl Lookup for StoredSecret {
    fn answer(&mut self, answers: &mut [FieldAnswer], ask: WhichFields, session: &Session) {
        if !answers.iter().any(|answer| answer.is_asked(ask)) {
            return;
        }
        let whole = self.read(session);
        // A problem of the whole secret is reported once, for the source.
        let Ok(secret) = &whole.secret else { return };
        fill(answers, ask, |field| {
            ask_entries(field, |name| {
                let origin = self.origin(Some(name.to_owned()));
                match secret.pick(&[name]) {
                    Ok(value) => Ok(Some(Found::with_notes(value, origin, secret.notes()))),
                    Err(SecretProblem::NoField) => Ok(None),
                    Err(why) => Err(Box::new(ProblemKind::Secret { origin, why, near: None })),
                }
            })
        });
    }

    fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        match self.whole.as_deref() {
            Some(WholeSecret { secret: Ok(_), .. }) => {
                wanted.entries().concat().into_iter().map(|name| self.origin(Some(name))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The problem of the secret as a whole.
    fn problems(&self) -> Vec<ProblemKind> {
        match self.whole.as_deref() {
            Some(WholeSecret { secret: Err(why), .. }) => {
                vec![ProblemKind::Secret { origin: self.origin(None), why: *why, near: None }]
            }
            _ => Vec::new(),
        }
    }

    fn set_names(&self, _: WhichNames) -> SetNames {
        let Some(Ok(secret)) = self.whole.as_deref().map(|whole| &whole.secret) else {
            return SetNames::default();
        };
        let named = |name: String| (name.clone(), self.origin(Some(name)));
        let entries = secret.names::<&str>(&[]).into_iter().map(named).collect();
        SetNames { entries, ..SetNames::default() }
    }

    fn may_take_long(&self, _: &'static Schema) -> bool {
        true
    }
}

impl StoreChoice {
    fn read(&self, request: SecretRequest, session: &Session) -> Arc<WholeSecret> {
        let store = match self {
            Self::Given(store) => Some(Ok(store.clone())),
            Self::Of(backend) => session.store(*backend),
        };
        let (store, secret) = match store {
            Some(Ok(store)) => (store.name(), session.read_one(store, request.clone()).and_then(with_fields)),
            Some(Err(fault)) => (self.name(), Err(SecretProblem::Store { fault, hint: None })),
            // The struct of a build without the backend does not compile.
            None => (self.name(), Err(SecretProblem::NoField)),
        };
        let whole = Arc::new(WholeSecret { store, secret });
        if let Self::Of(backend) = self {
            session.remember(*backend, request, whole.clone());
        }
        whole
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Given(store) => store.name(),
            Self::Of(backend) => backend.name(),
        }
    }
}

/// The secret, if it can be asked for fields.
fn with_fields(secret: Secret) -> Result<Secret, SecretProblem> {
    match secret.pick(&[""]) {
        Err(why @ (SecretProblem::NotJson | SecretProblem::FieldTwice)) => Err(why),
        _ => Ok(secret),
    }
}

impl fmt::Debug for StoredSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredSecret")
            .field("store", &self.choice.name())
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
