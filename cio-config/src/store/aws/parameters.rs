//! The Parameter Store: `GetParameters`, ten names a call.

use crate::finding::store_fault::StoreFault;
use crate::store::aws::fault::fault;
use crate::store::secret::{Secret, SecretRequest};
use aws_config::SdkConfig;
use aws_sdk_ssm::Client;
use aws_sdk_ssm::types::Parameter;
use futures_util::future::join_all;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;
use zeroize::Zeroizing;

/// As many as `GetParameters` takes.
const NAMES: usize = 10;

/// The value of a parameter, and when it was stored.
type ParameterAnswer = Result<(Zeroizing<Vec<u8>>, Option<SystemTime>), StoreFault>;

pub(super) async fn read(config: &SdkConfig, requests: &[&SecretRequest]) -> Vec<Result<Secret, StoreFault>> {
    let client = Client::new(config);
    let asked: Vec<RequestedParameter<'_>> =
        requests.iter().map(|request| RequestedParameter::of(request)).collect();
    let distinct: Vec<&RequestedParameter<'_>> = asked.iter().collect::<BTreeSet<_>>().into_iter().collect();
    let batches = join_all(distinct.chunks(NAMES).map(|batch| read_batch(&client, batch))).await;
    let answers: BTreeMap<&RequestedParameter<'_>, ParameterAnswer> = batches.into_iter().flatten().collect();
    let secret =
        |(value, stored): (Zeroizing<Vec<u8>>, Option<SystemTime>)| Secret::value(value).stored_since(stored);
    asked.iter().map(|asked| answers[asked].clone().map(secret)).collect()
}

/// A parameter, as the Parameter Store calls it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RequestedParameter<'a> {
    /// Its name, or its ARN.
    name: Cow<'a, str>,
    version: Option<&'a str>,
}

impl<'a> RequestedParameter<'a> {
    /// A name of several steps starts with `/` there, always.
    fn of(request: &'a SecretRequest) -> Self {
        let path = request.path();
        let name = match path.contains('/') && !path.starts_with('/') && !path.starts_with("arn:") {
            true => Cow::Owned(format!("/{path}")),
            false => Cow::Borrowed(path),
        };
        Self { name, version: request.parameter("version") }
    }

    /// The name in the call.
    fn selected(&self) -> String {
        self.version.map_or_else(|| self.name.to_string(), |version| format!("{}:{version}", self.name))
    }

    /// Whether a parameter is the one with this name. The name in an ARN comes without its first `/`.
    fn is_name_of(&self, parameter: &Parameter) -> bool {
        let Some((_, of_arn)) = self.name.split_once(":parameter/").filter(|_| self.name.starts_with("arn:"))
        else {
            return parameter.name() == Some(&*self.name);
        };
        match parameter.arn() {
            Some(arn) => arn == self.name,
            None => parameter
                .name()
                .is_some_and(|name| name == self.name || name.trim_start_matches('/') == of_arn),
        }
    }

    /// Whether it has the version. The version in the call comes back as the selector; not every stand-in sends it.
    fn is_version_of(&self, parameter: &Parameter) -> bool {
        let selector = parameter.selector().map(|selector| selector.trim_start_matches(':'));
        match selector.filter(|selector| !selector.is_empty()) {
            Some(selector) => self.version == Some(selector),
            None => self.version.is_none_or(|version| version == parameter.version.to_string()),
        }
    }
}

async fn read_batch<'b, 'a>(
    client: &Client,
    batch: &[&'b RequestedParameter<'a>],
) -> Vec<(&'b RequestedParameter<'a>, ParameterAnswer)> {
    match ask(client, batch).await {
        Ok(mut found) => batch.iter().map(|&asked| (asked, take(&mut found, asked))).collect(),
        // One parameter that may not be read fails them all, so each is asked for alone.
        Err(StoreFault::PermissionDenied | StoreFault::Failed(Some(400))) if batch.len() > 1 => {
            let alone = batch.chunks(1).map(|asked| Box::pin(read_batch(client, asked)));
            join_all(alone).await.into_iter().flatten().collect()
        }
        Err(fault) => batch.iter().map(|&asked| (asked, Err(fault))).collect(),
    }
}

/// The parameters that are there, in any order.
async fn ask(client: &Client, batch: &[&RequestedParameter<'_>]) -> Result<Vec<Parameter>, StoreFault> {
    let names = batch.iter().map(|asked| asked.selected()).collect();
    let call = client.get_parameters().set_names(Some(names)).with_decryption(true);
    let answer = call.send().await.map_err(|error| fault(&error))?;
    Ok(answer.parameters.unwrap_or_default())
}

/// The value of a parameter in an answer.
fn take(found: &mut Vec<Parameter>, asked: &RequestedParameter<'_>) -> ParameterAnswer {
    let is_it = |parameter: &Parameter| asked.is_name_of(parameter) && asked.is_version_of(parameter);
    let place = found.iter().position(is_it).ok_or(StoreFault::NotFound)?;
    let parameter = found.swap_remove(place);
    let stored = parameter.last_modified_date.and_then(|date| SystemTime::try_from(date).ok());
    let value = parameter.value.ok_or(StoreFault::Unreadable)?;
    Ok((Zeroizing::new(value.into_bytes()), stored))
}

#[cfg(test)]
mod tests {
    use super::RequestedParameter;
    use crate::finding::store_fault::StoreFault;
    use crate::store::aws::AwsStore;
    use crate::store::aws::tests::{fetch, store};
    use crate::store::secret::SecretRequest;
    use crate::store::testing::text;
    use cio_test_server::{Answer, Server};

    #[test]
    fn a_path_of_several_steps_is_one_from_the_root() {
        const ARN: &str = "arn:aws:ssm:eu-west-1:123456789012:parameter/prod/cio";
        for (request, expected) in [
            (SecretRequest::new("prod/cio"), "/prod/cio"),
            (SecretRequest::new("/prod/cio").with("version", "2"), "/prod/cio:2"),
            (SecretRequest::new("cio"), "cio"),
            (SecretRequest::new(ARN), ARN),
        ] {
            assert_eq!(RequestedParameter::of(&request).selected(), expected);
        }
    }

    #[test]
    fn a_parameter_is_read_by_its_arn_in_the_region_of_the_arn() {
        let server = Server::always(
            200,
            r#"{"Parameters":[
                {"Name":"/a/b","ARN":"arn:aws:ssm:us-east-1:2:parameter/a/b","Value":"of another account"},
                {"Name":"/a/b","ARN":"arn:aws:ssm:us-east-1:1:parameter/a/b","Value":"own"},
                {"Name":"plain","Selector":":3","Version":3,"Value":"without an ARN"}]}"#,
        );
        let requests = [
            SecretRequest::new("arn:aws:ssm:us-east-1:1:parameter/a/b"),
            SecretRequest::new("arn:aws:ssm:us-east-1:2:parameter/a/b"),
            SecretRequest::new("arn:aws:ssm:us-east-1:1:parameter/plain").with("version", "3"),
        ];
        let answers = fetch(&store(AwsStore::parameter_store(), &server.url()), &requests);
        assert_eq!(
            answers.iter().map(text).collect::<Vec<_>>(),
            ["own", "of another account", "without an ARN"]
        );
        assert!(server.received()[0].header("authorization").unwrap().contains("/us-east-1/ssm/"));
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
    fn two_spellings_and_a_version_are_distinguished() {
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
