//! One operation on its way through the client for async code.

use crate::call::{Call, Next};
use crate::client::renewer::{Renewal, Renewer};
use crate::client::transport::asynchronous::{Http, execute};
use crate::error::Error;
use crate::operation::Operation;

pub(super) async fn drive<O: Operation>(
    http: &Http,
    call: &mut Call<'_, O>,
    renewer: &mut Option<Renewer>,
) -> Result<O::Output, Error> {
    loop {
        if let Some(wait) = call.turn() {
            tokio::time::sleep(wait).await;
        }
        let answer = match http.permit().await {
            Ok(permit) => execute(http, call.outgoing(), permit.limit()).await,
            Err(none) => Err(none),
        };
        match call.receive(answer) {
            Next::Done(result) => return result,
            Next::ResendAfter(delay) => tokio::time::sleep(delay).await,
            Next::Renew(refused) => loop {
                let renewal = renewer.as_mut().map(|renewer| renewer.renew(call));
                match renewal.unwrap_or(Renewal::Refused) {
                    Renewal::Signed => break,
                    Renewal::Refused => return refused,
                    Renewal::Wait(reloading) => {
                        let until = reloading.until();
                        // Whether it ended or the time was up, the next question says.
                        let _ = tokio::time::timeout_at(until.into(), reloading).await;
                    }
                }
            },
        }
    }
}
