//! `operation!`: implements `Operation` for a call whose answer is its status alone.

/// Implements [`Operation`](crate::operation::Operation): surface, name, route, replay class, and how the request is made of
/// the value.
///
/// Only the request differs between these calls. A macro and not a function, since `NAME`, `ROUTE` and `REPLAY` are
/// constants of the trait: they are read without a value.
macro_rules! operation {
    ($type:ident, $surface:ident, $name:expr, $route:expr, $replay:ident, |$this:ident| $request:expr) => {
        impl $crate::operation::Operation for $type {
            type Surface = $surface;
            type Output = ();
            const NAME: &'static str = $name;
            const ROUTE: &'static str = $route;
            const REPLAY: $crate::operation::Replay = $crate::operation::Replay::$replay;

            fn request(&self) -> Result<http::Request<bytes::Bytes>, $crate::wire::InvalidInput> {
                let $this = self;
                $request
            }

            fn response(
                &self,
                response: &http::Response<bytes::Bytes>,
            ) -> Result<(), $crate::wire::UnreadableAnswer> {
                $crate::wire::empty(response)
            }
        }
    };
}
pub(super) use operation;
