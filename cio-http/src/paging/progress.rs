//! Where a list has got to: no I/O, the same for both clients.

use super::{ListPage, Paged};
use std::collections::HashSet;

/// A list that is being gone through.
pub(crate) struct Progress<O: Paged> {
    /// The request for the next page; `None` after the last, and while it is being sent. A driver takes it out to send
    /// it, so that after an error there is nothing left to ask for and the list ends.
    pub(crate) operation: Option<O>,
    /// The cursors that were asked for, each once: the service gives them, so a wrong one must not loop forever.
    cursors: HashSet<String>,
    page: std::vec::IntoIter<O::Item>,
}

impl<O: Paged> Progress<O> {
    pub(crate) fn new(operation: O) -> Self {
        Self { operation: Some(operation), cursors: HashSet::new(), page: Vec::new().into_iter() }
    }

    pub(crate) fn next_item(&mut self) -> Option<O::Item> {
        self.page.next()
    }

    /// Takes the answer to `operation`, which was taken out to be sent.
    pub(crate) fn take(&mut self, mut operation: O, output: O::Output) {
        let ListPage { items, next } = O::page(output);
        self.page = items.into_iter();
        // A cursor that was given before would cause an endless loop.
        if let Some(cursor) = next.filter(|next| !next.is_empty() && self.cursors.insert(next.clone())) {
            operation.start_at(cursor);
            self.operation = Some(operation);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ListPage, Progress};
    use crate::app::{GetSegmentMembership, PersonIdentifiers};

    fn page(items: usize, next: Option<&str>) -> ListPage<PersonIdentifiers> {
        ListPage { items: vec![PersonIdentifiers::default(); items], next: next.map(str::to_owned) }
    }

    /// How many items come, and how often is asked, while these pages are answered.
    fn run(pages: Vec<ListPage<PersonIdentifiers>>) -> (usize, usize) {
        let mut progress = Progress::new(GetSegmentMembership::new(7));
        let (mut items, mut asked, mut pages) = (0, 0, pages.into_iter());
        loop {
            while progress.next_item().is_some() {
                items += 1;
            }
            let Some(operation) = progress.operation.take() else { return (items, asked) };
            asked += 1;
            progress.take(operation, pages.next().expect("no page after the last is asked for"));
        }
    }

    #[test]
    fn a_list_ends_where_no_page_follows() {
        for (pages, expected) in [
            (vec![page(2, None)], (2, 1)),
            (vec![page(2, Some(""))], (2, 1)),
            (vec![page(2, Some("a")), page(0, Some("b")), page(1, None)], (3, 3)),
            (vec![page(1, Some("a")), page(1, Some("a"))], (2, 2)),
            (vec![page(1, Some("a")), page(1, Some("b")), page(1, Some("a"))], (3, 3)),
        ] {
            assert_eq!(run(pages), expected);
        }
    }
}
