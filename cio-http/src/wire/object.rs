//! A JSON object that grows member by member, each written once.

mod limits;
mod members;
mod times;

pub(crate) use limits::Limits;

use super::finite;
use super::first_fault::FirstFault;
use super::input::InvalidInput;
use super::unix_time::UnixTime;
use super::writer::quoted;
use bytes::Bytes;
use serde::Serialize;
use std::fmt;
use std::ops::Range;

/// Bytes that a few members take, so that the text seldom moves.
const FEW_MEMBERS: usize = 128;

/// Bytes that one member takes, name included, as a guess.
const ONE_MEMBER: usize = 24;

/// Members for which room is made at once: the number is what a caller's `Serialize` claims.
const ROOM_AT_MOST: usize = 64;

/// The members set so far, in the order they were first set, and the first fault.
#[derive(Clone)]
pub(crate) struct Object {
    /// The name of the members in an error.
    input: &'static str,
    limits: Limits,
    text: Vec<u8>,
    members: Vec<Member>,
    fault: FirstFault,
}

/// Places in the text: `"plan":` and `"pro"`.
#[derive(Clone)]
struct Member {
    key: Range<usize>,
    value: Range<usize>,
}

impl Object {
    pub(crate) fn new(input: &'static str) -> Self {
        Self::limited(input, Limits::NONE)
    }

    pub(crate) fn limited(input: &'static str, limits: Limits) -> Self {
        Self { input, limits, text: Vec::new(), members: Vec::new(), fault: FirstFault::default() }
    }

    /// Whether nothing was set, not even in vain.
    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty() && self.fault.is_none()
    }

    /// Whether a member of this name is set.
    pub(crate) fn has(&self, name: &str) -> bool {
        let name = serde_json::to_vec(name).expect("a string is valid JSON");
        self.members.iter().any(|member| self.name(member) == name)
    }

    /// Sets a member; a name set before gets the new value.
    pub(crate) fn set<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        let set = self.try_set(name, value);
        self.fault.check(set);
    }

    /// Sets a member to a time.
    pub(crate) fn set_time(&mut self, name: &'static str, time: UnixTime) {
        if let Some(seconds) = self.fault.check(time.seconds(name)) {
            self.set(name, &seconds);
        }
    }

    /// Sets a member that is itself an object.
    pub(crate) fn set_object(&mut self, name: &str, object: &Self) {
        self.set_with(name, |text| object.write_to(text));
    }

    /// Sets a member whose value is written by `write`, and to which no limit applies.
    pub(crate) fn set_with(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), InvalidInput>,
    ) {
        let key = self.key(name);
        let start = self.text.len();
        match write(&mut self.text) {
            Ok(()) => self.insert(key, start),
            Err(fault) => self.fault.keep(fault),
        }
    }

    /// Keeps it as a fault if a member of this name is set, whose value would give way to another.
    pub(crate) fn only_once(&mut self, name: &'static str, reason: &'static str) {
        if self.has(name) {
            self.fault.keep(InvalidInput::new(name, reason));
        }
    }

    /// Keeps a fault that was found elsewhere.
    pub(crate) fn fail(&mut self, fault: InvalidInput) {
        self.fault.keep(fault);
    }

    /// Sets one member for each field of a struct, or entry of a map.
    pub(crate) fn set_all<T: Serialize + ?Sized>(&mut self, fields: &T) {
        let set = members::set(self.input, fields, self);
        self.fault.check(set);
    }

    /// The object as a body.
    pub(crate) fn to_bytes(&self) -> Result<Bytes, InvalidInput> {
        // Braces, and a comma less than there are members: a buffer that is full becomes the body as it is.
        let mut body = Vec::with_capacity(self.text.len() + self.members.len().max(1) + 1);
        self.write_to(&mut body)?;
        Ok(body.into())
    }

    /// Appends the object to a buffer; after an error, the buffer is not valid JSON.
    pub(crate) fn write_to(&self, into: &mut Vec<u8>) -> Result<(), InvalidInput> {
        self.fault.result()?;
        let names = self.members.iter().map(|member| self.name(member));
        self.limits.check_count(self.input, self.members.len(), names)?;
        let start = into.len();
        self.write(into);
        self.limits.check_total(self.input, into.len() - start)
    }

    /// The name as it is written, quotes included.
    fn name(&self, member: &Member) -> &[u8] {
        &self.text[member.key.start..member.key.end - 1]
    }

    fn try_set<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidInput> {
        if name.is_empty() {
            return Err(InvalidInput::new(self.input, "has an empty name"));
        }
        let key = self.key(name);
        let start = self.text.len();
        finite::write(self.input, value, &mut self.text).map_err(|fault| self.limits.named(name, fault))?;
        self.limits.check_member(self.input, name, &self.text[start..])?;
        self.insert(key, start);
        Ok(())
    }

    fn key(&mut self, name: &str) -> Range<usize> {
        if self.text.is_empty() {
            self.text.reserve(FEW_MEMBERS);
        }
        let start = self.text.len();
        quoted(name, &mut self.text);
        self.text.push(b':');
        start..self.text.len()
    }

    /// A value that is replaced stays in the text, in no member.
    fn insert(&mut self, key: Range<usize>, value_from: usize) {
        let value = value_from..self.text.len();
        let text = &self.text;
        let name = &text[key.clone()];
        let is_same = |member: &Member| member.key.len() == name.len() && text[member.key.clone()] == *name;
        match self.members.iter_mut().find(|member| is_same(member)) {
            Some(member) => member.value = value,
            None => self.members.push(Member { key, value }),
        }
    }

    fn write(&self, into: &mut Vec<u8>) {
        into.push(b'{');
        for (index, member) in self.members.iter().enumerate() {
            if index > 0 {
                into.push(b',');
            }
            into.extend_from_slice(&self.text[member.key.clone()]);
            into.extend_from_slice(&self.text[member.value.clone()]);
        }
        into.push(b'}');
    }
}

/// Shows how much is set, never a name or a value.
impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} set", self.members.len())
    }
}

impl members::SetMember for Object {
    fn make_room(&mut self, members: usize) {
        let members = members.min(ROOM_AT_MOST);
        self.members.reserve(members);
        self.text.reserve((members * ONE_MEMBER).max(FEW_MEMBERS));
    }

    fn set_member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        self.set(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::Object;
    use serde::Serialize;
    use std::collections::BTreeMap;

    #[test]
    fn a_name_set_twice_keeps_its_place_and_gets_the_new_value() {
        let mut object = Object::new("attribute");
        object.set("plan", "free");
        object.set("age", &36);
        object.set("plan", "pro");
        assert_eq!(object.to_bytes().unwrap(), r#"{"plan":"pro","age":36}"#);
    }

    #[test]
    fn a_struct_or_a_map_sets_its_members() {
        #[derive(Serialize)]
        struct Person {
            plan: &'static str,
            #[serde(flatten)]
            more: BTreeMap<u8, Option<bool>>,
        }
        let mut object = Object::new("attribute");
        object.set("plan", "free");
        object.set_all(&Some(Person { plan: "pro", more: BTreeMap::from([(1, None), (2, Some(true))]) }));
        assert_eq!(object.to_bytes().unwrap(), r#"{"plan":"pro","1":null,"2":true}"#);
    }

    #[test]
    fn anything_else_has_no_members() {
        for fault in [
            fault(|object| object.set_all("text")),
            fault(|object| object.set_all(&[1, 2])),
            fault(|object| object.set_all(&None::<u8>)),
        ] {
            assert_eq!(fault, "attribute is neither a struct nor a map");
        }
    }

    #[test]
    fn the_first_fault_is_kept_until_the_object_is_used() {
        assert_eq!(fault(|object| object.set("", &1)), "attribute has an empty name");
        assert_eq!(
            fault(|object| {
                object.set("score", &f64::NAN);
                object.set("", &1);
            }),
            "attribute has a number that is NaN or infinite, which JSON cannot represent"
        );
    }

    #[test]
    fn a_fault_inside_is_a_fault_outside() {
        let mut inner = Object::new("data");
        inner.set("amount", &f64::INFINITY);
        assert!(fault(|object| object.set_object("data", &inner)).starts_with("data has"));
    }

    fn fault(set: impl Fn(&mut Object)) -> String {
        let mut object = Object::new("attribute");
        set(&mut object);
        object.to_bytes().unwrap_err().to_string()
    }
}
