//! The Parameter Store: `GetParameters`, ten names a call.

use crate::finding::store_fault::StoreFault;
use crate::store::aws::fault::fault;
use crate::store::secret::{Secret, SecretRequest};
use aws_config::SdkConfig;
use aws_sdk_ssm::Client;
use aws_sdk_ssm::types::Parameter;
use futures_util::future::join_all;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use zeroize::Zeroizing;

/// As many as `GetParameters` takes.
const NAMES: usize = 10;

type Answer = Result<Zeroizing<Vec<u8>>, StoreFault>;

pub(super) async fn read(config: &SdkConfig, requests: &[&SecretRequest]) -> Vec<Result<Secret, StoreFault>> {
    let client = Client::new(config);
    let names: Vec<String> = requests.iter().map(|request| name(request)).collect();
    let distinct: Vec<&str> = names.iter().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect();
    let batches = join_all(distinct.chunks(NAMES).map(|batch| read_batch(&client, batch))).await;
    let answers: HashMap<_, _> = batches.into_iter().flatten().collect();
    names.iter().map(|name| answers[name.as_str()].clone().map(Secret::value)).collect()
}

/// What the Parameter Store calls it. A name of several steps starts with `/` there, always.
fn name(request: &SecretRequest) -> String {
    let path = request.path();
    let path = match path.contains('/') && !path.starts_with('/') {
        true => Cow::Owned(format!("/{path}")),
        false => Cow::Borrowed(path),
    };
    match request.parameter("version") {
        Some(version) => format!("{path}:{version}"),
        None => path.into_owned(),
    }
}

async fn read_batch<'a>(client: &Client, names: &[&'a str]) -> Vec<(&'a str, Answer)> {
    match ask(client, names).await {
        Ok(mut found) => names.iter().map(|&name| (name, take(&mut found, name))).collect(),
        // One parameter that may not be read fails them all, so each is asked for alone.
        Err(StoreFault::PermissionDenied | StoreFault::Failed(Some(400))) if names.len() > 1 => {
            let alone = names.chunks(1).map(|name| Box::pin(read_batch(client, name)));
            join_all(alone).await.into_iter().flatten().collect()
        }
        Err(fault) => names.iter().map(|&name| (name, Err(fault))).collect(),
    }
}

/// The parameters that are there, in any order.
async fn ask(client: &Client, names: &[&str]) -> Result<Vec<Parameter>, StoreFault> {
    let names = names.iter().map(|&name| name.to_owned()).collect();
    let call = client.get_parameters().set_names(Some(names)).with_decryption(true);
    let answer = call.send().await.map_err(|error| fault(&error))?;
    Ok(answer.parameters.unwrap_or_default())
}

/// The value of what was asked for by this name, perhaps with a version.
fn take(found: &mut Vec<Parameter>, name: &str) -> Answer {
    let (name, version) = name.split_once(':').map_or((name, None), |(name, version)| (name, Some(version)));
    // What was asked for behind the name comes back as the selector; not every stand-in says it.
    let is_version = |parameter: &Parameter| {
        let selector = parameter.selector().map(|selector| selector.trim_start_matches(':'));
        match selector.filter(|selector| !selector.is_empty()) {
            Some(selector) => version == Some(selector),
            None => version.is_none_or(|version| version == parameter.version.to_string()),
        }
    };
    let is_it = |parameter: &Parameter| parameter.name() == Some(name) && is_version(parameter);
    let place = found.iter().position(is_it).ok_or(StoreFault::NotFound)?;
    let value = found.swap_remove(place).value.ok_or(StoreFault::Unreadable)?;
    Ok(Zeroizing::new(value.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::name;
    use crate::finding::store_fault::StoreFault;
    use crate::store::aws::AwsStore;
    use crate::store::aws::tests::{fetch, store};
    use crate::store::secret::SecretRequest;
    use crate::store::testing::text;
    use cio_test_server::{Answer, Server};

    #[test]
    fn a_path_of_several_steps_is_one_from_the_root() {
        assert_eq!(name(&SecretRequest::new("prod/cio")), "/prod/cio");
        assert_eq!(name(&SecretRequest::new("/prod/cio").with("version", "2")), "/prod/cio:2");
        assert_eq!(name(&SecretRequest::new("cio")), "cio");
    }

    #[test]
    fn eleven_parameters_are_two_calls() {
        let server = Server::always(200, r#"{"Parameters":[],"InvalidParameters":[]}"#);
        let requests: Vec<_> = (0..11).map(|index| SecretRequest::new(format!("p{index}"))).collect();
        let answers = fetch(&store(AwsStore::parameter_store(), &server.url()), &requests);
        assert!(answers.iter().all(|answer| answer.as_ref().unwrap_err() == &StoreFault::NotFound));
        assert_eq!(server.bodies().len(), 2);
    }

    #[test]
    fn two_spellings_and_a_version_are_told_apart() {
        let server = Server::always(
            200,
            r#"{"Parameters":[{"Name":"/a/b","Selector":":2","Version":2,"Value":"old"},
                {"Name":"/a/b","Selector":":live","Version":1,"Value":"labelled"},
                {"Name":"/a/b","Version":3,"Value":"new"}]}"#,
        );
        let requests = ["/a/b", "a/b"].map(SecretRequest::new).into_iter();
        let versions = ["2", "live"].map(|version| SecretRequest::new("a/b").with("version", version));
        let requests: Vec<_> = requests.chain(versions).collect();
        let answers = fetch(&store(AwsStore::parameter_store(), &server.url()), &requests);
        assert_eq!(answers.iter().map(text).collect::<Vec<_>>(), ["new", "new", "old", "labelled"]);
        assert_eq!(server.bodies(), [r#"{"Names":["/a/b","/a/b:2","/a/b:live"],"WithDecryption":true}"#]);
    }

    #[test]
    fn only_the_parameter_that_may_not_be_read_is_denied() {
        let server = Server::answering(|request| match request.body().contains("/hidden") {
            true => Answer::new(400, r#"{"__type":"AccessDeniedException"}"#),
            false => Answer::new(200, r#"{"Parameters":[{"Name":"/open","Value":"v"}]}"#),
        });
        let requests = ["/hidden", "/open"].map(SecretRequest::new);
        let answers = fetch(&store(AwsStore::parameter_store(), &server.url()), &requests);
        assert_eq!(answers[0].as_ref().unwrap_err(), &StoreFault::PermissionDenied);
        assert!(answers[1].is_ok());
    }
}
