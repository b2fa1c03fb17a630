//! The state of one load: its environment, the stores it may ask and until when, and the secrets read from them.
//! Without the feature `store` there is only the environment.

#[cfg_attr(feature = "store", path = "session/on.rs")]
#[cfg_attr(not(feature = "store"), path = "session/off.rs")]
mod stores_of_load;

#[cfg(feature = "store")]
pub(crate) use stores_of_load::WholeSecret;
pub(crate) use stores_of_load::{AskedStore, Session, Stores};
