//! A service on axum: `cargo run --features service --bin service`. The page `in_axum` of `cio-http` is about it.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::post};
use cio_config::{AppApiKey, CioCredentials, Region, SiteId, TrackApiKey, WebhookSigningKey};
use cio_http::webhook::{self, WebhookFault};
use cio_http::{Advice, Client, Error, app, track};
use std::time::Duration;

#[derive(CioCredentials)]
struct Shop {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    webhook_key: WebhookSigningKey,
    region: Region,
}

/// A clone of the client shares the connections, so it is the state. A second workspace is a second field of a struct.
fn router(cio: Client<Shop>) -> Router {
    Router::new()
        .route("/people/{id}", post(sign_up))
        .route("/customerio", post(hear).layer(DefaultBodyLimit::max(webhook::MAX_BODY)))
        .with_state(cio)
}

async fn sign_up(
    State(cio): State<Client<Shop>>,
    Path(id): Path<String>,
    address: String,
) -> Result<StatusCode, Failed> {
    cio.send(&track::Identify::new(&id).attribute("email", &address)).await?;
    cio.send(&app::SendEmail::template("welcome").to(&address).id(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes `Bytes`, since the signature is that of the bytes that arrived, and takes it last, as axum wants.
async fn hear(State(cio): State<Client<Shop>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match webhook::read([&cio.credentials().webhook_key], &headers, &body, Duration::from_secs(300)) {
        // Here: queue the event, and drop it if its `event_id` is there already.
        Ok(event) => println!("{:?} for {:?}", event.kind, event.data.recipient),
        // Genuine, and of no known form: keep the body, so that the next webhook comes.
        Err(WebhookFault::NotAnEvent(_)) => {}
        Err(fault) => {
            eprintln!("webhook refused: {fault}; {}", fault.hint());
            return StatusCode::UNAUTHORIZED;
        }
    }
    StatusCode::OK
}

/// An error as a response. The caller gets the status; the log has the rest.
struct Failed(Error);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let Self(error) = self;
        eprintln!("{error} {}", error.hint().unwrap_or_default());
        match error.advice() {
            Advice::RetryLater { after: Some(after) } => {
                let seconds = after.as_secs() + 1;
                (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, seconds.to_string())]).into_response()
            }
            Advice::RetryLater { after: None } => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            // The caller's input cannot be sent.
            Advice::Discard => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
            // It may have been done: the caller must not repeat it blindly.
            Advice::Review => StatusCode::BAD_GATEWAY.into_response(),
            // A key, the region or the set-up: nothing that the caller did.
            _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cio = Client::new(Shop::load()?)?;
    cio.verify_region().await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, router(cio)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Shop, router};
    use cio_config::CioCredentials;
    use cio_http::Client;
    use cio_http::sandbox::{Fault, Sandbox, Symptom};
    use std::net::SocketAddr;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    /// Posts, and gives the head of the response.
    async fn post(at: SocketAddr, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(at).await.unwrap();
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        response
    }

    #[tokio::test]
    async fn it_signs_up_hears_and_says_what_went_wrong() {
        let sandbox = Sandbox::start().unwrap();
        let shop: Shop = Shop::loader().environment(sandbox.environment()).load().unwrap();
        let cio = Client::builder(shop).policy(cio_http::Policy::none()).build().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        tokio::spawn(axum::serve(listener, router(cio)).into_future());

        assert!(post(at, "/people/42", "", "ada@example.com").await.starts_with("HTTP/1.1 204"));
        assert_eq!(sandbox.people()[0].id, "42");

        let webhook = sandbox.webhook(&sandbox.sent()[0], "delivered");
        let headers =
            format!("x-cio-timestamp: {}\r\nx-cio-signature: {}\r\n", webhook.timestamp, webhook.signature);
        assert!(post(at, "/customerio", &headers, &webhook.body).await.starts_with("HTTP/1.1 200"));
        assert!(post(at, "/customerio", &headers, &(webhook.body + " ")).await.starts_with("HTTP/1.1 401"));

        sandbox.fail(Fault::before(Symptom::status(429).retry_after(std::time::Duration::from_secs(7))));
        let busy = post(at, "/people/42", "", "ada@example.com").await;
        assert!(busy.starts_with("HTTP/1.1 503") && busy.contains("retry-after: 8"), "{busy}");
        assert!(post(at, "/people/%20", "", "ada@example.com").await.starts_with("HTTP/1.1 422"));
        sandbox.fail(Fault::before(Symptom::status(401)));
        assert!(post(at, "/people/42", "", "ada@example.com").await.starts_with("HTTP/1.1 500"));
    }

    #[test]
    fn the_page_has_this_program() {
        let (program, _) = include_str!("service.rs").split_once("\n#[cfg(test)]").unwrap();
        let (_, program) = program.split_once("\n\n").unwrap();
        let page = include_str!("../cio-http/docs/in_axum.md");
        assert!(
            page.contains(&format!("```rust,no_run\n{program}```")),
            "copy it to cio-http/docs/in_axum.md"
        );
    }
}
