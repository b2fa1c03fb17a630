//! One operation on its way through the client for threads.

use crate::call::{Call, Next};
use crate::client::renewer::{Renewal, Renewer};
use crate::client::transport::blocking::{Http, execute};
use crate::error::Error;
use crate::operation::Operation;

pub(super) fn drive<O: Operation>(
    http: &Http,
    call: &mut Call<'_, O>,
    mut renewer: Option<Renewer>,
) -> Result<O::Output, Error> {
    loop {
        if let Some(wait) = call.turn() {
            std::thread::sleep(wait);
        }
        let answer = match http.permit() {
            Ok(permit) => execute(http, call.outgoing(), permit.limit()),
            Err(none) => Err(none),
        };
        match call.receive(answer) {
            Next::Done(result) => return result,
            Next::ResendAfter(delay) => std::thread::sleep(delay),
            Next::Renew(refused) => loop {
                let renewal = renewer.as_mut().map(|renewer| renewer.renew(call));
                match renewal.unwrap_or(Renewal::Refused) {
                    Renewal::Signed => break,
                    Renewal::Refused => return refused,
                    Renewal::Wait(reloading) => reloading.wait(),
                }
            },
        }
    }
}
