//! Many sends at once, written the obvious way.

use super::client;
use cio_http::sandbox::Sandbox;
use cio_http::track::Identify;
use futures_util::future::{join_all, try_join_all};
use futures_util::{StreamExt as _, stream};
use tokio::task::JoinSet;

#[test]
fn a_send_owns_its_operation_or_borrows_it() {
    let sandbox = Sandbox::start().unwrap();
    let cio = client(&sandbox);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        tokio::spawn(cio.send(Identify::new("1"))).await.unwrap().unwrap();

        let mut tasks = JoinSet::new();
        for person in 2..5_u64 {
            tasks.spawn(cio.send(Identify::new(person)));
        }
        assert!(tasks.join_all().await.into_iter().all(|result| result.is_ok()));

        let kept = [Identify::new("5"), Identify::new("6")];
        try_join_all(kept.iter().map(|person| cio.send(person))).await.unwrap();

        let sends = (7..10_u64).map(|person| cio.send(Identify::new(person)));
        assert!(join_all(sends).await.into_iter().all(|result| result.is_ok()));

        let few = stream::iter(10..30_u64).map(|person| cio.send(Identify::new(person))).buffer_unordered(4);
        assert_eq!(few.filter(|result| std::future::ready(result.is_ok())).count().await, 20);

        // It holds all that it needs.
        let sending = cio.send(Identify::new("30"));
        drop(cio);
        sending.await.unwrap();
    });
    assert_eq!(sandbox.people().len(), 30);
}
