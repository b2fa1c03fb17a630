//! The second step of a load: runs the commands of fields, and replaces every reference by the value it names. All references
//! are resolved together, and before any value can be taken for a key.

use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
use crate::finding::reference_problem::ReferenceProblem;
use crate::finding::secret_problem::SecretProblem;
use crate::load::fetch::{Batch, Fetched, fetch};
use crate::load::near::near_field;
use crate::read::program;
use crate::reference::Reference;
use crate::reference::backend::Backend;
use crate::source::answer::{FieldAnswer, Found};
use crate::store::secret::{Secret, SecretRequest};
use crate::store::session::Session;
use std::path::PathBuf;

pub(crate) fn resolve(answers: &mut [FieldAnswer], session: &Session) {
    let mut references = Vec::new();
    for (at, answer) in answers.iter_mut().enumerate() {
        ask_own_source(answer);
        let Some(reference) = take_reference(answer, at) else { continue };
        if let Some(whole) = session.remembered(reference.backend, &reference.request) {
            let (store, secret) = whole.read();
            answer.outcome = reference.pick_from(store, secret.map(|secret| (secret, &[][..]))).map(Some);
            continue;
        }
        references.push(reference);
    }
    if references.is_empty() {
        return;
    }
    let batches = batches(&references);
    let fetched = fetch(&batches, session);
    for reference in references {
        let at = reference.at;
        answers[at].outcome = reference.value_in(&batches, &fetched).map(Some);
    }
}

/// A field's own reference or command is asked after all sources.
fn ask_own_source(answer: &mut FieldAnswer) {
    let field = answer.wanted.field;
    if answer.is_settled() || answer.wanted.next {
        return;
    }
    if let Some(reference) = field.reference {
        let value = Value::copy_of(reference.as_bytes());
        answer.outcome = Ok(Some(Found::new(value, Origin::Struct)));
    } else if let Some(argv) = field.command {
        let origin = Origin::Command { program: program::program(argv) };
        answer.outcome = program::value(argv).map(|value| Some(Found::new(value, origin)));
    }
}

/// The reference that an answer holds, if it may be followed; if not, the answer becomes a problem. A value that starts like a
/// reference is never sent as a key.
fn take_reference(answer: &mut FieldAnswer, at: usize) -> Option<FoundReference> {
    let Ok(Some(Found { value, provenance })) = &answer.outcome else { return None };
    if !Reference::is_meant(value.bytes()) || answer.wanted.field.role().is_none() {
        return None;
    }
    let origin = provenance.origin(answer.wanted);
    let is_variable = matches!(origin, Origin::Variable { .. } | Origin::VariableFile { .. });
    let why = match value.text().map(Reference::parse) {
        _ if matches!(origin, Origin::Secret { .. }) => {
            let why = SecretProblem::Nested;
            answer.outcome = Err(Box::new(ProblemKind::Secret { origin, why, near: None }));
            return None;
        }
        _ if is_variable && !answer.wanted.schema.references => ReferenceProblem::NotAskedFor,
        Ok(Ok(reference)) => return Some(FoundReference::new(at, origin, reference)),
        Ok(Err(fault)) => ReferenceProblem::Malformed(fault),
        Err(_) => return None,
    };
    answer.outcome = Err(Box::new(ProblemKind::Reference { origin, why }));
    None
}

/// A reference that was found in place of a value.
struct FoundReference {
    /// The index of its answer.
    at: usize,
    origin: Origin,
    backend: Backend,
    request: SecretRequest,
    field: Vec<String>,
}

/// Each secret once, however many references name it, and those of one backend together.
fn batches(references: &[FoundReference]) -> Vec<Batch> {
    let mut batches: Vec<Batch> = Vec::new();
    for FoundReference { backend, request, .. } in references {
        match batches.iter_mut().find(|batch| batch.backend == *backend) {
            Some(batch) if batch.requests.contains(request) => {}
            Some(batch) => batch.requests.push(request.clone()),
            None => batches.push(Batch { backend: *backend, requests: vec![request.clone()] }),
        }
    }
    batches
}

impl FoundReference {
    fn new(at: usize, origin: Origin, reference: Reference<'_>) -> Self {
        let backend = reference.backend();
        // `op` takes the reference as it is written.
        let path = if backend == Backend::OnePassword { reference.as_str().into() } else { reference.path() };
        let mut parameters: Vec<_> = reference.parameters().collect();
        parameters.sort();
        let request = parameters
            .into_iter()
            .fold(SecretRequest::new(path), |request, (name, value)| request.with(name, value));
        let field = reference.field().into_iter().map(Into::into).collect();
        Self { at, origin, backend, request, field }
    }

    /// The value it names, in the secrets that were fetched.
    fn value_in(self, batches: &[Batch], fetched: &[Option<Fetched>]) -> Result<Found, Box<ProblemKind>> {
        let batch = batches.iter().position(|batch| batch.backend == self.backend);
        let (batch, fetched) =
            batch.map(|index| (&batches[index], &fetched[index])).expect("each reference is in a batch");
        let Some(Fetched { store, secrets }) = fetched else {
            let why = ReferenceProblem::NoBackend(self.backend);
            return Err(Box::new(ProblemKind::Reference { origin: self.origin, why }));
        };
        let index = batch.requests.iter().position(|request| *request == self.request);
        let read = &secrets[index.expect("each reference has its request")];
        let read = read.as_ref().map(|(secret, notes)| (secret, &**notes)).map_err(|problem| *problem);
        self.pick_from(store, read)
    }

    /// The value it names, in its secret. A value that is itself a reference is not followed.
    fn pick_from(
        self,
        store: &'static str,
        read: Result<(&Secret, &[Note]), SecretProblem>,
    ) -> Result<Found, Box<ProblemKind>> {
        let picked = read.and_then(|(secret, notes)| {
            let value = secret.pick(&self.field)?;
            if Reference::is_meant(value.bytes()) {
                Err(SecretProblem::Nested)
            } else {
                Ok((value, [notes, &secret.notes()].concat()))
            }
        });
        let near = match (&picked, self.field.split_last(), read) {
            (Err(SecretProblem::NoField), Some((name, parents)), Ok((secret, _))) => {
                near_field(secret.names(parents), name)
            }
            _ => None,
        };
        let origin = self.into_target(store);
        match picked {
            Ok((value, notes)) => Ok(Found::with_notes(value, origin, notes)),
            Err(why) => Err(Box::new(ProblemKind::Secret { origin, why, near })),
        }
    }

    /// The place that it names.
    fn into_target(self, store: &'static str) -> Origin {
        let field = Some(self.field.join("/")).filter(|field| !field.is_empty());
        let (path, named_by) = (self.request.path(), Box::new(self.origin));
        if self.backend == Backend::File {
            return Origin::ReferredFile { path: PathBuf::from(path), field, named_by };
        }
        let path = path.strip_prefix("op://").unwrap_or(path).to_owned();
        Origin::Secret { store, path, field, named_by: Some(named_by) }
    }
}

#[cfg(all(test, feature = "store"))]
mod tests {
    use super::resolve;
    use crate::credential::value::Value;
    use crate::credentials::CioCredentials;
    use crate::environment::Environment;
    use crate::finding::origin::Origin;
    use crate::ready_made::AppCredentials;
    use crate::reference::backend::Backend;
    use crate::schema::schema_field::SchemaField;
    use crate::source::answer::{FieldAnswer, Found};
    use crate::store::secret::{Secret, SecretRequest};
    use crate::store::secret_store::{Fetching, SecretStore};
    use crate::store::session::Session;
    use crate::store::stores::Stores;
    use std::sync::{Arc, Mutex};

    /// Answers with the path and the version, and remembers each call.
    #[derive(Default)]
    struct Echo(Mutex<Vec<Vec<SecretRequest>>>);

    impl SecretStore for Echo {
        fn name(&self) -> &'static str {
            "an echo"
        }

        fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
            self.0.lock().unwrap().push(requests.to_vec());
            let echo = |request: &SecretRequest| {
                let version = request.parameter("version").unwrap_or_default();
                let key = [request.path(), version].concat().into_bytes();
                Secret::fields().field("key", key).field("region", b"eu".to_vec())
            };
            Box::pin(async move { requests.iter().map(|request| Ok(echo(request))).collect() })
        }
    }

    #[test]
    fn a_hundred_references_to_five_secrets_are_five_reads_in_one_call() {
        let schema = AppCredentials::SCHEMA;
        let answer = |index: usize| {
            let reference = format!("ref+vault://secret/team{}?version=2#/key", index % 5);
            let value = Value::copy_of(reference.as_bytes());
            let origin = Origin::Dotenv { path: ".env".into(), name: "KEY".into(), line: Some(index) };
            let wanted = SchemaField::first(&schema.fields()[0], schema);
            FieldAnswer { wanted, outcome: Ok(Some(Found::new(value, origin))), shadowed: Vec::new() }
        };
        let mut answers: Vec<FieldAnswer> = (0..100).map(answer).collect();
        let (echo, mut stores) = (Arc::new(Echo::default()), Stores::new());
        stores.choose(Backend::Vault, echo.clone());
        resolve(&mut answers, &Session::new(Environment::empty(), stores));

        let secret = |index| SecretRequest::new(format!("secret/team{index}")).with("version", "2");
        assert_eq!(*echo.0.lock().unwrap(), [(0..5).map(secret).collect::<Vec<_>>()]);
        for (index, answer) in answers.iter().enumerate() {
            let found = answer.outcome.as_ref().unwrap().as_ref().unwrap();
            assert_eq!(found.value.text(), Ok(&*format!("secret/team{}2", index % 5)));
            let origin = found.provenance.origin(answer.wanted).to_string();
            assert!(origin.ends_with(&format!("line {index}")), "{origin}");
        }
    }

    #[cfg(feature = "vault")]
    #[test]
    fn a_reference_to_the_secret_of_the_whole_struct_causes_no_second_read() {
        #[derive(cio_macros::CioCredentials)]
        #[cio(vault = "secret/cio")]
        struct Whole {
            #[cio(reference = "ref+vault://secret/cio#/key")]
            app_key: crate::credential::key::app_api_key::AppApiKey,
            region: crate::credential::region::Region,
        }
        let echo = Arc::new(Echo::default());
        let loader = Whole::loader().environment(Environment::empty()).backend(Backend::Vault, echo.clone());
        let (whole, report) = loader.load_with_report().unwrap();
        assert_eq!(
            (whole.app_key.expose(), whole.region),
            ("secret/cio", crate::credential::region::Region::Eu)
        );
        assert_eq!(*echo.0.lock().unwrap(), [[SecretRequest::new("secret/cio")]]);
        assert_eq!(
            report.fields()[0].origin().unwrap().to_string(),
            "`key` of `secret/cio` in an echo, named by the struct itself"
        );
        assert!(Whole::template().env().contains(", `ref+vault://secret/cio#/key` if not set"));
    }
}
