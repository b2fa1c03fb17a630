//! Why no connection could be made, read from the chain of causes that the HTTP stack gives.

use std::fmt;

/// Why no connection could be made: nothing was sent.
///
/// ```
/// use cio_http::{ConnectFault, TlsFault};
///
/// let fault = ConnectFault::Tls(TlsFault::UnknownIssuer);
/// assert_eq!(fault.to_string(), "the server's certificate was signed by an authority that is not trusted here");
/// assert!(!fault.may_pass());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConnectFault {
    /// The name of the host was not found, or no name server answered.
    NameNotFound,
    /// The host refused the connection: a firewall, or no server at that port.
    Refused,
    /// No connection within `connect_timeout`, TLS included.
    TimedOut,
    /// The host answered, but TLS could not be set up with it.
    Tls(TlsFault),
    /// The proxy itself could not be reached.
    ProxyUnreachable,
    /// The proxy wants credentials.
    ProxyAuthentication,
    /// The proxy was reached and did not open a connection to the host.
    ProxyRefused,
    /// As many requests are on their way as the client may have connections (`max_connections` of its builder), and none
    /// was free in time.
    AllInUse,
    /// This process or this system has as many files and sockets open as it may have.
    TooManyOpenFiles,
    /// The system has no route to the host.
    Unreachable,
    /// Nothing listens where the keys lead: a sandbox issued them, and it does not run.
    SandboxNotRunning,
    /// None of the others, as far as the causes say; see [`source`](std::error::Error::source).
    Other,
}

/// Why TLS could not be set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TlsFault {
    /// The certificate was signed by an authority that is not trusted here.
    UnknownIssuer,
    /// The certificate has expired or is not valid yet.
    NotInForce,
    /// The certificate is for another name.
    OtherName,
    /// The host does not speak TLS at this port.
    NotTls,
    /// The host ended the connection while TLS was being set up.
    Interrupted,
    /// None of the others, as far as the causes say.
    Other,
}

impl ConnectFault {
    /// Whether the same send may succeed later without a change of the set-up.
    #[must_use]
    pub const fn may_pass(self) -> bool {
        match self {
            Self::Tls(fault) => matches!(fault, TlsFault::Interrupted | TlsFault::Other),
            Self::ProxyAuthentication | Self::ProxyRefused => false,
            Self::NameNotFound
            | Self::Refused
            | Self::TimedOut
            | Self::ProxyUnreachable
            | Self::AllInUse
            | Self::TooManyOpenFiles
            | Self::Unreachable
            | Self::SandboxNotRunning
            | Self::Other => true,
        }
    }

    /// The fix, in one sentence.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::NameNotFound => {
                "check the network, proxy or firewall: this machine must resolve the names of Customer.io's hosts"
            }
            Self::Refused | Self::Unreachable => {
                "check the network, proxy or firewall: this machine must reach Customer.io's hosts at port 443"
            }
            Self::TimedOut => {
                "check the network, proxy or firewall, which may drop packets to Customer.io's hosts; if \
                    the network is only slow, raise `connect_timeout`"
            }
            Self::Tls(TlsFault::UnknownIssuer) => {
                "if your proxy inspects TLS, add its certificate authority to the system's, or with \
                    `Client::builder(…).http(…)`; otherwise the answer did not come from Customer.io"
            }
            Self::Tls(TlsFault::NotInForce) => {
                "check the clock of this machine; if it is right, look for a proxy with an expired certificate"
            }
            Self::Tls(TlsFault::OtherName | TlsFault::NotTls) => {
                "check for a proxy or a login page that answers in place of Customer.io"
            }
            Self::Tls(TlsFault::Interrupted | TlsFault::Other) => {
                "check the proxy or firewall, which may end TLS connections to Customer.io's hosts"
            }
            Self::ProxyUnreachable => {
                "check the address of the proxy: `HTTPS_PROXY`, the system's settings, or the builder given \
                    to `http(…)`"
            }
            Self::ProxyAuthentication => {
                "give the proxy's user and password: in `HTTPS_PROXY`, or by `http(…)` of the client's builder"
            }
            Self::ProxyRefused => {
                "have the proxy allow connections to Customer.io's hosts at port 443, or bypass it with \
                    `NO_PROXY`"
            }
            Self::AllInUse => {
                "send fewer requests at once, or raise `max_connections` of the client's builder"
            }
            Self::TooManyOpenFiles => {
                "lower `max_connections` of the client's builder, or raise the limit of open files (`ulimit -n`)"
            }
            Self::SandboxNotRunning => {
                "start the sandbox on the port that its keys name (`sandbox --port`), or load the keys of one that runs; \
                 to send to Customer.io, load keys of Customer.io"
            }
            Self::Other => "check the network, proxy or firewall",
        }
    }

    /// Reads the causes, outermost first: their texts are those of reqwest, hyper-util, rustls and OpenSSL, and a test
    /// with real connections holds each of them.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn of(is_timeout: bool, error: &(dyn std::error::Error + 'static)) -> Self {
        let mut fault = Self::Other;
        let mut cause = Some(error);
        while let Some(error) = cause {
            let text = error.to_string();
            // The tunnel is the outer fault: a name that was not found below it is that of the proxy.
            if let Some(reason) = text.strip_prefix("tunnel error: ") {
                return match reason {
                    "proxy authorization required" => Self::ProxyAuthentication,
                    "failed to create underlying connection" => Self::ProxyUnreachable,
                    _ => Self::ProxyRefused,
                };
            }
            if text.starts_with("SOCKS error") {
                return Self::ProxyRefused;
            }
            if text == "dns error" {
                return Self::NameNotFound;
            }
            if let Some(error) = error.downcast_ref::<std::io::Error>() {
                if let Some(of_system) = Self::of_system(error) {
                    return of_system;
                }
            }
            match TlsFault::of(&text) {
                // OpenSSL names the certificate's fault in the outer text alone.
                Some(TlsFault::Other) if matches!(fault, Self::Tls(_)) => {}
                Some(tls) => fault = Self::Tls(tls),
                None => {}
            }
            cause = error.source();
        }
        if is_timeout && fault == Self::Other { Self::TimedOut } else { fault }
    }

    #[cfg(any(feature = "async", feature = "blocking"))]
    fn of_system(error: &std::io::Error) -> Option<Self> {
        use std::io::ErrorKind;
        // EMFILE and ENFILE, the same on every Unix; WSAEMFILE. std has no kind for them.
        if matches!(error.raw_os_error(), Some(23 | 24)) && cfg!(unix) || error.raw_os_error() == Some(10024)
        {
            return Some(Self::TooManyOpenFiles);
        }
        // An I/O error around another shows the text of that one, and leaves it out of the chain of causes.
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<std::io::Error>());
        if let Some(inner) = inner {
            return Self::of_system(inner);
        }
        match error.kind() {
            ErrorKind::ConnectionRefused => Some(Self::Refused),
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
                Some(Self::Unreachable)
            }
            ErrorKind::TimedOut => Some(Self::TimedOut),
            // TCP was set up before, so it is TLS that was cut off.
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
                Some(Self::Tls(TlsFault::Interrupted))
            }
            _ => None,
        }
    }
}

impl TlsFault {
    #[cfg(any(feature = "async", feature = "blocking"))]
    fn of(text: &str) -> Option<Self> {
        const WORDS: [(&str, TlsFault); 14] = [
            ("UnknownIssuer", TlsFault::UnknownIssuer),
            ("unable to get local issuer certificate", TlsFault::UnknownIssuer),
            ("self-signed certificate", TlsFault::UnknownIssuer),
            ("self signed certificate", TlsFault::UnknownIssuer),
            ("certificate expired", TlsFault::NotInForce),
            ("certificate has expired", TlsFault::NotInForce),
            ("certificate is not yet valid", TlsFault::NotInForce),
            ("certificate not valid yet", TlsFault::NotInForce),
            ("not valid for name", TlsFault::OtherName),
            ("ostname mismatch", TlsFault::OtherName),
            ("address mismatch", TlsFault::OtherName),
            ("InvalidContentType", TlsFault::NotTls),
            ("wrong version number", TlsFault::NotTls),
            ("unexpected EOF", TlsFault::Interrupted),
        ];
        const SOME: [&str; 5] = ["tls", "TLS", "SSL", "certificate", "handshake"];
        let known = WORDS.iter().find(|(words, _)| text.contains(words)).map(|(_, fault)| *fault);
        let interrupted = (text == "tls handshake eof").then_some(Self::Interrupted);
        known.or(interrupted).or_else(|| SOME.iter().any(|word| text.contains(word)).then_some(Self::Other))
    }
}

impl fmt::Display for ConnectFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NameNotFound => "the name of the host was not found",
            Self::Refused => "the host refused the connection",
            Self::TimedOut => "it timed out",
            Self::Tls(TlsFault::UnknownIssuer) => {
                "the server's certificate was signed by an authority that is not trusted here"
            }
            Self::Tls(TlsFault::NotInForce) => "the server's certificate has expired or is not valid yet",
            Self::Tls(TlsFault::OtherName) => "the server's certificate is for another name",
            Self::Tls(TlsFault::NotTls) => "the server does not speak TLS",
            Self::Tls(TlsFault::Interrupted) => "the server ended the connection while TLS was being set up",
            Self::Tls(TlsFault::Other) => "TLS could not be set up",
            Self::ProxyUnreachable => "the proxy could not be reached",
            Self::ProxyAuthentication => "the proxy requires credentials",
            Self::ProxyRefused => "the proxy did not open a connection",
            Self::AllInUse => "all connections that the client may open are in use",
            Self::TooManyOpenFiles => "too many files are open",
            Self::Unreachable => "the system has no route to the host",
            Self::SandboxNotRunning => "the sandbox that issued the keys is not running",
            Self::Other => "the cause is unknown",
        })
    }
}
