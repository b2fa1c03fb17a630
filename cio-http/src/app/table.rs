//! The macro that writes a table of routes: a name, a type and an operation for each line.

/// A table of routes, one line each: `Name(path_parameter: type) = METHOD "/path" => Shape "member" of Type,
/// parameters;`
///
/// The method may be followed by `search`, for a `POST` that changes nothing, or `public`, for a route without a key.
/// `[made]` before the name leaves `new` and `body` to the file of the table.
macro_rules! routes {
    ($($(#[$docs:meta])* $([$made:ident])? $name:ident $(($($parameter:ident: $ty:ident),+))? =
        $method:ident $($how:ident)? $path:literal
        $(=> $shape:ident $($key:literal)? $(of $model:ty)?)? $(, $($query:ident)+)?;)*) => {
        /// A marker type for each route; callers need not name one.
        pub(super) mod kind {$(
            #[doc = concat!("`", stringify!($method), " ", $path, "`")]
            #[derive(Debug)]
            pub enum $name {}
        )*}

        $(
            $(#[$docs])*
            #[doc = concat!("`", stringify!($method), " ", $path, "`")]
            $(
                #[doc = "\n\nParameters:"]
                $(#[doc = concat!(
                    "[`", $crate::app::parameters::method!($query), "`](crate::app::Route::",
                    $crate::app::parameters::method!($query), ")"
                )])+
            )?
            pub type $name<T = $crate::app::table::model!($($($model)?)?)> = $crate::app::route::Route<kind::$name, T>;

            $crate::app::table::constructor! { $($made)? $name ($($($parameter: $ty),+)?) }
            $crate::app::table::open_body! { $($made)? $method $name }

            impl $crate::app::member::Member for kind::$name {
                const KEY: &'static str = concat!($($($key)?)?);
            }

            impl $crate::app::route::RouteKind for kind::$name {
                type Surface = $crate::app::table::surface!($($how)?);
                type Shape = $crate::app::table::shape!($($shape)?);
                const NAME: &'static str = $crate::app::name::operation_name!($name);
                const ROUTE: &'static str = concat!(stringify!($method), " ", $path);
                const REPLAY: $crate::operation::Replay = $crate::app::table::replay!($method $($how)?);
                const METHOD: http::Method = http::Method::$method;
                const TYPE: &'static str = stringify!($name);
            }

            $($(impl $crate::app::parameters::$query for kind::$name {})+)?
        )*

        /// Every line, for the tests that hold it against the documents.
        #[cfg(test)]
        pub(in crate::app) const ROUTES: &[$crate::app::tests::Listed] = &[$($crate::app::tests::Listed {
            route: concat!(stringify!($method), " ", $path),
            shape: stringify!($($shape)?),
            parameters: &[$($(<kind::$name as $crate::app::parameters::$query>::PARAMETER),+)?],
        }),*];
    };
}

macro_rules! model {
    () => {
        serde_json::Value
    };
    ($model:ty) => {
        $model
    };
}

macro_rules! shape {
    () => {
        $crate::app::shape::Whole
    };
    ($shape:ident) => {
        $crate::app::shape::$shape
    };
}

macro_rules! surface {
    (public) => { $crate::surface::PublicApi<$crate::surface::AppApi> };
    ($($search:ident)?) => { $crate::surface::AppApi };
}

/// A `POST` makes something, each time.
macro_rules! replay {
    (POST) => {
        $crate::operation::Replay::Unsafe
    };
    ($method:ident $($how:ident)?) => {
        $crate::operation::Replay::Safe
    };
}

macro_rules! open_body {
    (POST $name:ident) => {
        impl $crate::app::route::OpenBody for kind::$name {}
    };
    (PUT $name:ident) => {
        impl $crate::app::route::OpenBody for kind::$name {}
    };
    ($($made_or_read:ident)+) => {};
}

macro_rules! constructor {
    (made $name:ident ($($parameter:tt)*)) => {};
    ($name:ident ()) => {
        impl $name {
            /// The route, with nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::to(Vec::new())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    ($name:ident ($($parameter:ident: $ty:ident),+)) => {
        impl $name {
            /// The route, with the values in its path.
            #[must_use]
            pub fn new($($parameter: $crate::app::table::argument!($ty)),+) -> Self {
                Self::to(vec![$($crate::app::table::parameter!($ty $parameter)),+])
            }
        }
    };
}

macro_rules! argument {
    (u64) => { u64 };
    (Identifier) => { impl Into<$crate::wire::Identifier> };
    (Person) => { impl Into<$crate::wire::Identifier> };
    (String) => { impl Into<String> };
}

macro_rules! parameter {
    (u64 $value:ident) => {
        $crate::app::route::Parameter::Number($value)
    };
    (Identifier $value:ident) => {
        $crate::app::route::Parameter::Id($value.into())
    };
    (Person $value:ident) => {
        $crate::app::route::Parameter::Person($value.into())
    };
    (String $value:ident) => {
        $crate::app::route::Parameter::Text($value.into())
    };
}

pub(super) use {argument, constructor, model, open_body, parameter, replay, routes, shape, surface};
