//! Lists come in pages.

use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use serde_json::Value;
use std::str::FromStr;

/// How many items a page has: unless asked for, and at most.
pub(super) struct Length {
    usual: usize,
    most: usize,
}

/// Most lists.
pub(super) const LIST: Length = Length { usual: 50, most: 1000 };
pub(super) const ACTIVITIES: Length = Length { usual: 10, most: 100 };
pub(super) const MEMBERS: Length = Length { usual: 1000, most: 30_000 };
pub(super) const SUPPRESSIONS: Length = Length { usual: 100, most: 1000 };

impl Length {
    /// One page of `items`, from `start` on, and the cursor of the next. A cursor is a position here.
    pub(super) fn page(
        &self,
        context: &Context<'_>,
        items: Vec<Value>,
    ) -> Result<(Vec<Value>, String), Refusal> {
        let start: usize = number(context, "start")?.unwrap_or(0);
        let end = start.saturating_add(self.limit(context)?);
        let next = if end < items.len() { end.to_string() } else { String::new() };
        Ok((self.cut(context, items, start)?, next))
    }

    /// As many of `items` as were asked for, from a position on.
    pub(super) fn cut(
        &self,
        context: &Context<'_>,
        items: Vec<Value>,
        start: usize,
    ) -> Result<Vec<Value>, Refusal> {
        Ok(items.into_iter().skip(start).take(self.limit(context)?).collect())
    }

    /// How the service treats a limit past the documented one is not documented.
    fn limit(&self, context: &Context<'_>) -> Result<usize, Refusal> {
        let limit = number(context, "limit")?.unwrap_or(self.usual);
        if (1..=self.most).contains(&limit) {
            return Ok(limit);
        }
        Err(Refusal::bad_request(format!("limit must be a number from 1 to {}", self.most)))
    }
}

/// A number after the path.
pub(super) fn number<T: FromStr>(context: &Context<'_>, name: &str) -> Result<Option<T>, Refusal> {
    let given = context.query(name).filter(|text| !text.is_empty());
    let number = given.map(|text| text.parse()).transpose();
    number.map_err(|_| Refusal::bad_request(format!("no page of this list has such a {name}")))
}
