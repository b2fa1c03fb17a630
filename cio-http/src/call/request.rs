//! The request of an operation: addressed, signed, and refused if it cannot be sent.

use crate::call::hosts::Hosts;
use crate::call::signing_headers::SigningHeaders;
use crate::error::Error;
use crate::error::diagnosis::Names;
use crate::error::failure::{Context, Failure, Reason};
use crate::operation::Operation;
use crate::surface::Surface;
use crate::surface::host::Host;
use crate::wire::{InvalidInput, is_plain};
use bytes::Bytes;
use cio_config::Region;
use http::Request;
use http::header::HOST;

/// As it is sent, apart from headers that the transport adds.
pub(crate) fn signed<O: Operation>(
    operation: &O,
    signature: &SigningHeaders,
    hosts: &Hosts,
) -> Result<Request<Bytes>, Error> {
    signature.check_for(hosts)?;
    let mut request = operation
        .request()
        .and_then(|request| addressed(request, hosts, O::Surface::HOST))
        .map_err(|input| {
            Error::InvalidInput(Failure::because(context::<O>(hosts.region(), 0), Reason::Input(input)))
        })?;
    signature.add_to(request.headers_mut());
    hosts.relax(O::Surface::HOST, request.headers_mut());
    Ok(request)
}

/// Puts scheme and host before the path. An operation cannot choose its host: the key would go there.
fn addressed(mut request: Request<Bytes>, hosts: &Hosts, host: Host) -> Result<Request<Bytes>, InvalidInput> {
    if request.headers().contains_key(HOST) {
        return Err(InvalidInput::new(
            "header `host`",
            "is set by the client and cannot be set by an operation",
        ));
    }
    let given = std::mem::take(request.uri_mut()).into_parts();
    *request.uri_mut() = match (given.authority, given.path_and_query) {
        (None, Some(path)) if is_plain(path.path()) => hosts.address(host, path)?,
        _ => {
            return Err(InvalidInput::new(
                "path",
                "would be changed by clients or proxies: it has an empty segment, `.`, `..` or a backslash",
            ));
        }
    };
    Ok(request)
}

pub(super) fn context<O: Operation>(region: Region, attempts: u32) -> Context {
    Context { operation: O::NAME, surface: O::Surface::NAME, region, attempts, names: Names::default() }
}
