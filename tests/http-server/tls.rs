//! Servers that speak TLS, with certificates of an authority that nothing trusts by itself.

use crate::Server;
use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::Read as _;
use std::net::TcpStream;
use std::sync::Arc;

/// An authority that signs certificates of servers.
#[derive(Debug)]
pub struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// A new one.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "each is another")]
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut parameters = CertificateParams::new([]).unwrap();
        // OpenSSL takes a certificate whose subject equals its issuer for self-signed.
        parameters.distinguished_name.push(DnType::CommonName, "an authority");
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = parameters.self_signed(&key).unwrap();
        Self { certificate, issuer: Issuer::new(parameters, key) }
    }

    /// Its certificate, for a client that is to trust it.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        self.certificate.der()
    }

    /// A server for this name that reads and does not answer.
    #[must_use]
    pub fn silent_server(&self, name: &str) -> Server {
        self.server(name, false)
    }

    /// The same, with a certificate that expired in 2020.
    #[must_use]
    pub fn expired_server(&self, name: &str) -> Server {
        self.server(name, true)
    }

    /// The TLS settings of a server for this name.
    #[must_use]
    pub fn config(&self, name: &str) -> Arc<ServerConfig> {
        self.signed(name, false)
    }

    fn server(&self, name: &str, expired: bool) -> Server {
        let config = self.signed(name, expired);
        Server::accepting(move |stream: TcpStream| {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            // A client that does not trust the certificate hangs up.
            while stream.read(&mut [0; 4096]).is_ok_and(|read| read > 0) {}
        })
    }

    fn signed(&self, name: &str, expired: bool) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let mut parameters = CertificateParams::new([name.to_owned()]).unwrap();
        if expired {
            parameters.not_after = date_time_ymd(2020, 1, 1);
        }
        let certificate = parameters.signed_by(&key, &self.issuer).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let certificates = vec![certificate.der().clone()];
        Arc::new(config.with_no_client_auth().with_single_cert(certificates, key).unwrap())
    }
}
