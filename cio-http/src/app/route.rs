//! `Route`: one route of the App API as an operation.

use super::fields::Fields;
use super::filter::Where;
use super::lenient::Readable;
use super::member::Member;
use super::shape::{Pages, Shape};
use crate::operation::{Operation, Replay};
use crate::paging::{ListPage, Paged};
use crate::surface::Surface;
use crate::wire::{self, FirstFault, Identifier, InvalidInput, Path, UnreadableAnswer};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use serde::Serialize;
use std::fmt;
use std::marker::PhantomData;

/// One route of the App API: typed path, open query, a body where the method has one, and an answer read into `T`.
///
/// Every route has its own name, such as [`CampaignMetrics`](super::CampaignMetrics), which is this type for one
/// `K`. Parameters that the documents name have methods; [`query`](Self::query) sets any other. The answer is read
/// into the default of that alias (`serde_json::Value` where the documents fix no type), or into a type of your own.
/// Source: <https://docs.customer.io/files/journeys-app.json>, read 2026-09-17.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app;
///
/// #[derive(serde::Deserialize)]
/// struct Asset {
///     name: String,
/// }
///
/// let asset = app::GetAssetFile::new("a/b").query("with", "tags").read_as::<Asset>();
/// assert_eq!(asset.request()?.uri(), "/v1/assets/files/a%2Fb?with=tags");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
pub struct Route<K, T> {
    parameters: Vec<Parameter>,
    query: Vec<(&'static str, String)>,
    body: Body,
    fault: FirstFault,
    kind: PhantomData<fn() -> (K, T)>,
}

/// The description of one route. Sealed: the routes are Customer.io's, and all are here.
pub trait RouteKind: Member {
    /// Decides the key; for all routes but one an App API key.
    type Surface: Surface;

    #[doc(hidden)]
    type Shape: Shape;

    /// Its name in errors and spans: `app.campaign_metrics`.
    const NAME: &'static str;

    /// Method and path as a template.
    const ROUTE: &'static str;

    /// Whether it may be sent again.
    const REPLAY: Replay;

    #[doc(hidden)]
    const METHOD: Method;

    #[doc(hidden)]
    const TYPE: &'static str;
}

/// A route whose body is yours to write.
pub trait OpenBody: RouteKind {}

/// A value in a path.
#[derive(Clone)]
pub(super) enum Parameter {
    Number(u64),
    Id(Identifier),
    Person(Identifier),
    Text(String),
}

#[derive(Clone)]
enum Body {
    Empty,
    Open(Result<Bytes, InvalidInput>),
    AsIs(Result<HeaderValue, InvalidInput>, Bytes),
    Fields(Option<&'static str>, Fields),
}

impl<K: RouteKind, T> Route<K, T> {
    pub(super) fn to(parameters: Vec<Parameter>) -> Self {
        Self {
            parameters,
            query: Vec::new(),
            body: Body::Empty,
            fault: FirstFault::default(),
            kind: PhantomData,
        }
    }

    /// With a body of fields, inside of one member if `wrapper` names it.
    pub(super) fn with_fields(mut self, wrapper: Option<&'static str>) -> Self {
        self.body = Body::Fields(wrapper, Fields::new(wrapper.unwrap_or("body")));
        self
    }

    /// The fields of a route that was made by [`with_fields`](Self::with_fields).
    pub(super) fn fields(&mut self) -> &mut Fields {
        if !matches!(self.body, Body::Fields(..)) {
            self.body = Body::Fields(None, Fields::new("body"));
        }
        match &mut self.body {
            Body::Fields(_, fields) => fields,
            Body::Empty | Body::Open(_) | Body::AsIs(..) => {
                unreachable!("it was made to be fields just above")
            }
        }
    }

    /// Sets a parameter after the path; the last value counts.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a number or a string reads better without `&`")]
    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.set_query(name, value.to_string());
        self
    }

    /// Sets a parameter if it is one that can be sent, and remembers it if not.
    pub(super) fn query_checked(
        mut self,
        name: &'static str,
        value: Result<impl ToString, InvalidInput>,
    ) -> Self {
        if let Some(value) = self.fault.check(value) {
            self.set_query(name, value.to_string());
        }
        self
    }

    /// Remembers a fault until the route is sent.
    pub(super) fn keep(&mut self, checked: Result<(), InvalidInput>) {
        self.fault.check(checked);
    }

    /// Sets a field to a filter.
    pub(super) fn filter<A>(mut self, name: &'static str, filter: &Where<A>) -> Self {
        self.keep(filter.checked(name));
        self.fields().set(name, filter);
        self
    }

    fn set_query(&mut self, name: &'static str, value: String) {
        match self.query.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.query.push((name, value)),
        }
    }

    /// Reads the answer into a type of your own; for a list, each of its items.
    #[must_use]
    pub fn read_as<U: Readable>(self) -> Route<K, U> {
        let Self { parameters, query, body, fault, kind: _ } = self;
        Route { parameters, query, body, fault, kind: PhantomData }
    }

    /// Fills the template, value by value.
    fn path(&self) -> Result<Path, InvalidInput> {
        let template = K::ROUTE.split_once(' ').map_or(K::ROUTE, |(_, path)| path);
        let mut path = Path::new("");
        let mut parameters = self.parameters.iter();
        let mut rest = template;
        while let Some((fixed, tail)) = rest.split_once("/{") {
            let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
            let value = parameters.next().ok_or(InvalidInput::new(name, "is not set"))?;
            path = path.then(fixed).segment(name, value.text(name)?)?;
            rest = tail;
        }
        path = path.then(rest);
        Ok(self.query.iter().fold(path, |path, (name, value)| path.query(name, value)))
    }

    fn body_bytes(&self) -> Result<Bytes, InvalidInput> {
        match &self.body {
            Body::Fields(wrapper, fields) => fields.to_bytes(*wrapper),
            Body::Open(body) => body.clone(),
            Body::AsIs(_, body) => Ok(body.clone()),
            Body::Empty if K::METHOD == Method::GET || K::METHOD == Method::DELETE => Ok(Bytes::new()),
            // The empty body that Customer.io's own clients send.
            Body::Empty => Ok(Bytes::from_static(b"{}")),
        }
    }
}

impl<K: OpenBody, T> Route<K, T> {
    /// Sets the body, written as JSON once; without one, `{}` is sent.
    #[must_use]
    pub fn body(mut self, body: impl Serialize) -> Self {
        self.body = Body::Open(wire::to_body(&body));
        self
    }

    /// Sets a body that is not JSON, byte for byte, with its content type.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::CreateAssetFile;
    ///
    /// let form = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--x--\r\n";
    /// let upload = CreateAssetFile::new().body_as_is("multipart/form-data; boundary=x", form);
    /// assert_eq!(upload.request()?.headers()["content-type"], "multipart/form-data; boundary=x");
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn body_as_is(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        let no_header =
            |_| InvalidInput::new("content_type", "contains characters that a header cannot hold");
        self.body = Body::AsIs(content_type.parse().map_err(no_header), body.into());
        self
    }
}

impl<K: RouteKind, T: Readable> Operation for Route<K, T> {
    type Surface = K::Surface;
    type Output = <K::Shape as Shape>::Output<T>;
    const NAME: &'static str = K::NAME;
    const ROUTE: &'static str = K::ROUTE;
    const REPLAY: Replay = K::REPLAY;

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        self.fault.result()?;
        let mut request = wire::request(K::METHOD, self.path()?, self.body_bytes()?)?;
        if let Body::AsIs(content_type, _) = &self.body {
            request.headers_mut().insert(CONTENT_TYPE, content_type.clone()?);
        }
        Ok(request)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Self::Output, UnreadableAnswer> {
        K::Shape::read::<K, T>(response)
    }
}

impl<K: RouteKind<Shape = Pages>, T: Readable> Paged for Route<K, T> {
    type Item = T;

    fn page(output: ListPage<T>) -> ListPage<T> {
        output
    }

    fn start_at(&mut self, cursor: String) {
        self.set_query("start", cursor);
    }
}

impl Parameter {
    fn text(&self, name: &'static str) -> Result<std::borrow::Cow<'_, str>, InvalidInput> {
        Ok(match self {
            Self::Number(number) => number.to_string().into(),
            Self::Id(identifier) => identifier.checked(name)?.into(),
            Self::Person(identifier) => identifier.checked_as_person(name)?.into(),
            Self::Text(text) => text.into(),
        })
    }
}

// Not derived: that would ask for `T: Clone`.
impl<K, T> Clone for Route<K, T> {
    fn clone(&self) -> Self {
        Self {
            parameters: self.parameters.clone(),
            query: self.query.clone(),
            body: self.body.clone(),
            fault: self.fault.clone(),
            kind: PhantomData,
        }
    }
}

/// Shows the names of the parameters that are set, never a value.
impl<K: RouteKind, T> fmt::Debug for Route<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<&str> = self.query.iter().map(|(name, _)| *name).collect();
        let mut shown = f.debug_struct(K::TYPE);
        shown.field("query", &query);
        match &self.body {
            Body::Empty => shown.finish(),
            Body::Open(_) | Body::AsIs(..) => shown.field("body", &true).finish(),
            Body::Fields(_, fields) => shown.field("body", fields).finish(),
        }
    }
}
