//! A secret that holds the fields of a whole struct: a source, read once.

use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::secret_problem::SecretProblem;
use crate::reference::backend::Backend;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::Found;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::SecretStore;
use crate::store::session::{Kept, Session};
use std::fmt;
use std::sync::Arc;

/// A secret with a field for each credential, called as entries of a directory are.
#[derive(Clone)]
pub(crate) struct Stored {
    keeper: Keeper,
    path: String,
    kept: Option<Arc<Kept>>,
}

#[derive(Clone)]
enum Keeper {
    /// The one that the struct was given.
    Given(Arc<dyn SecretStore>),
    /// The one that answers for a backend.
    Of(Backend),
}

impl Stored {
    pub(crate) fn given(store: Arc<dyn SecretStore>, path: String) -> Self {
        Self { keeper: Keeper::Given(store), path, kept: None }
    }

    pub(crate) fn of(backend: Backend, path: String) -> Self {
        Self { keeper: Keeper::Of(backend), path, kept: None }
    }

    pub(super) fn ask(
        &mut self,
        wanted: SchemaField,
        session: &Session,
    ) -> Result<Option<Found>, Box<ProblemKind>> {
        let kept = self.read(session);
        // What is wrong with the whole is told once, of the source.
        let Ok(secret) = &kept.secret else { return Ok(None) };
        for names in wanted.entries() {
            if let Some(found) = self.one_of(wanted, secret, &names)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What the fields of these names say, if one is there and they agree.
    fn one_of(
        &self,
        wanted: SchemaField,
        secret: &Secret,
        names: &[String],
    ) -> Result<Option<Found>, Box<ProblemKind>> {
        let mut answer: Option<Found> = None;
        for name in names {
            let origin = self.origin(Some(name.clone()));
            let value = match secret.pick(&[name]) {
                Ok(value) => value,
                Err(SecretProblem::NoField) => continue,
                Err(why) => return Err(Box::new(ProblemKind::Secret { origin, why })),
            };
            match &answer {
                Some(first) if first.value == value => {}
                Some(first) => {
                    let (first, second) = (first.provenance.origin(wanted), origin);
                    return Err(Box::new(ProblemKind::Ambiguous { first, second }));
                }
                None => answer = Some(Found::new(value, origin)),
            }
        }
        Ok(answer)
    }

    /// The secret, read when it is first needed.
    fn read(&mut self, session: &Session) -> Arc<Kept> {
        let (keeper, path) = (&self.keeper, &self.path);
        self.kept.get_or_insert_with(|| keeper.read(SecretRequest::new(path), session)).clone()
    }

    pub(super) fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        match self.kept.as_deref() {
            Some(Kept { secret: Ok(_), .. }) => {
                wanted.entries().concat().into_iter().map(|name| self.origin(Some(name))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What is wrong with the secret as a whole.
    pub(super) fn problems(&self) -> Vec<ProblemKind> {
        match self.kept.as_deref() {
            Some(Kept { secret: Err(why), .. }) => {
                vec![ProblemKind::Secret { origin: self.origin(None), why: *why }]
            }
            _ => Vec::new(),
        }
    }

    fn origin(&self, field: Option<String>) -> Origin {
        let store = self.kept.as_ref().map_or(self.keeper.name(), |kept| kept.store);
        Origin::Secret { store, path: self.path.clone(), field, named_by: None }
    }
}

impl Keeper {
    fn read(&self, request: SecretRequest, session: &Session) -> Arc<Kept> {
        let store = match self {
            Self::Given(store) => Some(Ok(store.clone())),
            Self::Of(backend) => session.store(*backend),
        };
        let (store, secret) = match store {
            Some(Ok(store)) => (store.name(), session.read_of(store, request.clone()).and_then(with_fields)),
            Some(Err(fault)) => (self.name(), Err(SecretProblem::Store { fault, hint: None })),
            // The struct of a build without the backend does not compile.
            None => (self.name(), Err(SecretProblem::NoField)),
        };
        let kept = Arc::new(Kept { store, secret });
        if let Self::Of(backend) = self {
            session.keep(*backend, request, kept.clone());
        }
        kept
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Given(store) => store.name(),
            Self::Of(backend) => backend.name(),
        }
    }
}

/// A secret that can be asked for fields.
fn with_fields(secret: Secret) -> Result<Secret, SecretProblem> {
    match secret.pick(&[""]) {
        Err(why @ (SecretProblem::NotJson | SecretProblem::FieldTwice)) => Err(why),
        _ => Ok(secret),
    }
}

impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stored")
            .field("store", &self.keeper.name())
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
