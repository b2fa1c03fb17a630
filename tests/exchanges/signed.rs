//! The headers that each key adds to a request, written out.

/// Which host a request goes to, and by which headers it is signed.
#[derive(Clone, Copy)]
pub(crate) struct Signed {
    host: &'static str,
    headers: &'static str,
}

/// The pair of site ID and Track API key.
pub(crate) const TRACK: Signed = Signed {
    host: "track",
    headers: "authorization: Basic YjBhMzFhYjRjMmQ2NWUxZjlhNzc6MDEyMzQ1Njc4OWFiY2RlZjAxMjM=\n\
              content-type: application/json\n",
};

/// The App API key.
pub(crate) const APP: Signed = Signed {
    host: "app",
    headers: "authorization: Bearer 0123456789abcdef0123456789abcdef\n\
              content-type: application/json\n",
};

/// The App API key, with a body that is a form.
pub(crate) const APP_FORM: Signed = Signed {
    host: "app",
    headers: "authorization: Bearer 0123456789abcdef0123456789abcdef\n\
              content-type: multipart/form-data; boundary=x\n",
};

/// The token of a service account, with its workspace.
pub(crate) const ACCOUNT: Signed = Signed {
    host: "app",
    headers: "authorization: Bearer sa_live_0123456789\n\
              content-type: application/json\n\
              x-workspace-id: 3\n",
};

/// The key of a Pipelines source, which asks for strict mode.
pub(crate) const PIPELINES: Signed = Signed {
    host: "pipelines",
    headers: "authorization: Basic OWY4ZTdkNmM1YjRhMzkyODE3MDY6\n\
              content-type: application/json\n\
              x-strict-mode: 1\n",
};

/// The key of a Pipelines source, of a client that lets drops be silent.
pub(crate) const PERMISSIVE: Signed = Signed {
    host: "pipelines",
    headers: "authorization: Basic OWY4ZTdkNmM1YjRhMzkyODE3MDY6\n\
              content-type: application/json\n",
};

/// The Track host, without a key.
pub(crate) const OPEN_TRACK: Signed = Signed { host: "track", headers: "content-type: application/json\n" };

/// The App host, without a key.
pub(crate) const OPEN_APP: Signed = Signed { host: "app", headers: "content-type: application/json\n" };

impl Signed {
    /// A request as the table compares it: host and line, every header, the body.
    pub(crate) fn request(self, line: &str, body: &str) -> String {
        format!("{} {line}\n{}\n{body}", self.host, self.headers)
    }
}
