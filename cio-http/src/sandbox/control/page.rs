//! The page: files that are part of the program, and the bodies of e-mails.

use crate::sandbox::answer::Answer;
use crate::sandbox::service::Service;
use crate::sandbox::views;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;

/// Scripts and styles come from the sandbox alone, none inline; frames show the bodies of e-mails.
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
                    img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                    require-trusted-types-for 'script'; trusted-types 'none'";

/// An e-mail may have its own styles, and nothing else: no script runs, no form is sent, nothing is fetched.
const EMAIL: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                     form-action 'none'; frame-ancestors 'self'";

const POLICY: HeaderName = header::CONTENT_SECURITY_POLICY;

pub(super) fn file(name: &str) -> Answer {
    let (kind, content) = match name {
        "page.css" => ("text/css; charset=utf-8", include_str!("../page/page.css")),
        "page.js" => ("text/javascript; charset=utf-8", include_str!("../page/page.js")),
        "view.js" => ("text/javascript; charset=utf-8", include_str!("../page/view.js")),
        "more.js" => ("text/javascript; charset=utf-8", include_str!("../page/more.js")),
        _ => ("text/html; charset=utf-8", include_str!("../page/page.html")),
    };
    page_answer(kind, content.to_owned(), PAGE)
}

/// The HTML of an e-mail as it was sent, for a frame.
pub(super) fn email(service: &Service, delivery: &str) -> Option<Answer> {
    let sent = service.record.view(|effects| views::sent(effects));
    let sent = sent.into_iter().find(|sent| sent.delivery_id == delivery)?;
    let body = sent.request.get("body").and_then(Value::as_str)?;
    Some(page_answer("text/html; charset=utf-8", body.to_owned(), EMAIL))
}

fn page_answer(kind: &'static str, content: String, policy: &'static str) -> Answer {
    Answer::new(StatusCode::OK, content)
        .header(header::CONTENT_TYPE, HeaderValue::from_static(kind))
        .header(POLICY, HeaderValue::from_static(policy))
}
