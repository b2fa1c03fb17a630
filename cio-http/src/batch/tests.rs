use super::fault::BatchFault;
use super::pack::Packed;
use crate::batch::item::{Envelope, Item};
use crate::batch::request::Batch;
use crate::operation::{Operation, Replay};
use crate::surface::TrackApi;
use crate::wire::InvalidInput;
use bytes::Bytes;
use std::cell::Cell;

/// A batch of at most 60 bytes, 12 of which are its frame.
struct Small;

impl Envelope for Small {
    type Surface = TrackApi;
    const NAME: &'static str = "test.batch";
    const ROUTE: &'static str = "POST /batch";
    const PATH: &'static str = "/batch";
    const MAX_ITEM: usize = 24;
    const MAX_BODY: usize = 60;
}

/// So many bytes; 0 cannot be sent, and 23 must not be sent twice. Counts how often it is written.
struct OfSize<'a>(usize, &'a Cell<usize>);

impl Item for OfSize<'_> {
    type Envelope = Small;

    fn repeated(&self) -> Replay {
        if self.0 == 23 { Replay::Unsafe } else { Replay::Safe }
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        self.1.set(self.1.get() + 1);
        text.push(b'{');
        text.resize(text.len() + self.0.saturating_sub(2), b' ');
        text.push(b'}');
        if self.0 == 0 { Err(InvalidInput::new("item", "is empty")) } else { Ok(()) }
    }
}

fn body<E: Envelope>(batch: &Batch<E>) -> Bytes {
    batch.request().unwrap().into_body()
}

#[test]
fn a_batch_takes_items_up_to_its_last_byte() {
    let written = Cell::new(0);
    let mut batch = Batch::new();
    // 12 + 24 + 1 + 23 = 60
    assert!(batch.push(OfSize(24, &written)).is_ok() && batch.push(OfSize(22, &written)).is_ok());
    let full = batch.push(OfSize(2, &written)).unwrap_err();
    assert_eq!((full.index(), full.fault()), (2, &BatchFault::Full));
    assert_eq!(full.into_inner().0, 2);
    assert_eq!((batch.len(), batch.size(), body(&batch).len()), (2, 59, 59));

    let mut batch = Batch::new();
    assert!(batch.push(OfSize(24, &written)).is_ok() && batch.push(OfSize(23, &written)).is_ok());
    assert_eq!(body(&batch).len(), 60);
}

#[test]
fn each_batch_is_as_unsafe_as_its_own_items() {
    let written = Cell::new(0);
    for (sizes, expected) in [
        ([23, 24, 24], [Replay::Unsafe, Replay::Safe]),
        ([24, 20, 23], [Replay::Safe, Replay::Unsafe]),
        ([24, 24, 22], [Replay::Safe, Replay::Safe]),
    ] {
        let packed = Batch::pack(sizes.map(|bytes| OfSize(bytes, &written)));
        let replays = packed.map(|packed| match packed {
            Packed::Batch(batch) => batch.replay(),
            Packed::Skipped(skipped) => panic!("{skipped:?}"),
        });
        assert_eq!(replays.collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_refused_item_leaves_the_batch_unchanged() {
    let written = Cell::new(0);
    let mut batch = Batch::new();
    batch.push(OfSize(5, &written)).unwrap();
    for (bytes, fault) in [
        (25, BatchFault::TooLarge { bytes: 25, limit: 24 }),
        (0, BatchFault::Invalid(InvalidInput::new("item", "is empty"))),
    ] {
        assert_eq!(*batch.push(OfSize(bytes, &written)).unwrap_err().fault(), fault);
    }
    assert_eq!(body(&batch), r#"{"batch":[{   }]}"#);
    assert!(batch.clone().push(OfSize(3, &written)).is_ok());
}

/// Leaves in the text what this makes of it.
struct Leaves(fn(&mut Vec<u8>));

impl Item for Leaves {
    type Envelope = Small;

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        self.0(text);
        Ok(())
    }
}

#[test]
fn an_item_that_is_not_an_object_is_refused() {
    let mut batch = Batch::new();
    batch.push(Leaves(|text| text.extend(b"{}"))).unwrap();
    for leaves in [|_| {}, |text| text.extend(b"7"), |text| text.extend(b"{")] as [fn(&mut Vec<u8>); 3] {
        let skipped = batch.push(Leaves(leaves)).unwrap_err();
        assert_eq!(skipped.fault().to_string(), "item is not a JSON object");
    }
    assert_eq!(body(&batch), r#"{"batch":[{}]}"#);
}

#[test]
#[should_panic(expected = "an item must append to the buffer, and leave what is in it")]
fn an_item_cannot_take_others_out() {
    let mut batch = Batch::new();
    batch.push(Leaves(|text| text.extend(b"{}"))).unwrap();
    let _ = batch.push(Leaves(|text| *text = b"{\"type\":\"person\"}".to_vec()));
}

#[test]
fn packing_is_full_in_order_and_writes_each_item_once() {
    let written = Cell::new(0);
    let sizes = [10, 20, 25, 30, 14, 0, 24, 2, 2, 2, 2, 24];
    let (mut batches, mut skipped) = (Vec::new(), Vec::new());
    for packed in Batch::pack(sizes.map(|size| OfSize(size, &written))) {
        match packed {
            Packed::Batch(batch) => batches.push(batch),
            Packed::Skipped(item) => skipped.push((item.index(), item.into_inner().0)),
        }
    }
    assert_eq!(written.get(), sizes.len());
    assert_eq!(skipped, [(2, 25), (3, 30), (5, 0)]);
    let indices: Vec<_> = batches.iter().map(Batch::indices).collect();
    assert_eq!(indices, [&[0, 1, 4][..], &[6, 7, 8, 9, 10], &[11]]);
    for batch in &batches {
        let body = body(batch);
        assert!(body.len() <= 60 && body.len() == batch.size());
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(json["batch"].as_array().unwrap().len(), batch.len());
    }
}

#[test]
fn nothing_packs_into_no_batch() {
    let written = Cell::new(0);
    assert_eq!(Batch::pack(Vec::<OfSize<'_>>::new()).count(), 0);
    assert_eq!(Batch::pack([OfSize(0, &written)]).count(), 1);
    assert_eq!(Batch::<Small>::new().request().unwrap_err().to_string(), "batch is empty");
}

#[test]
fn a_closed_batch_is_sent_without_a_copy_and_takes_more_items() {
    let written = Cell::new(0);
    let Some(Packed::Batch(mut batch)) = Batch::pack([OfSize(5, &written)]).next() else { panic!() };
    assert_eq!(body(&batch).as_ptr(), body(&batch).as_ptr());
    batch.push(OfSize(3, &written)).unwrap();
    assert_eq!(body(&batch), r#"{"batch":[{   },{ }]}"#);
}

#[test]
fn no_rendering_shows_an_item() {
    let written = Cell::new(0);
    let mut batch = Batch::new();
    batch.push(OfSize(5, &written)).unwrap();
    let skipped = batch.push(OfSize(25, &written)).unwrap_err();
    assert_eq!(format!("{batch:?}"), "Batch { items: 1, size: 17 }");
    let fault = "TooLarge { bytes: 25, limit: 24 }";
    assert_eq!(format!("{skipped:?}"), format!("Skipped {{ index: 1, fault: {fault}, .. }}"));
    assert_eq!(
        skipped.to_string(),
        "item 1 cannot be added to the batch: the item has 25 bytes; the service accepts at most 24"
    );
}

/// A batch that says that an item may be as large as all of it.
struct Tight;

impl Envelope for Tight {
    type Surface = TrackApi;
    const NAME: &'static str = "test.batch";
    const ROUTE: &'static str = "POST /batch";
    const PATH: &'static str = "/batch";
    const MAX_ITEM: usize = 60;
    const MAX_BODY: usize = 60;
}

struct InTight(usize);

impl Item for InTight {
    type Envelope = Tight;

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        text.push(b'{');
        text.resize(text.len() + self.0 - 2, b' ');
        text.push(b'}');
        Ok(())
    }
}

#[test]
fn an_item_that_fits_into_no_batch_is_too_large() {
    let fault = BatchFault::TooLarge { bytes: 49, limit: 48 };
    assert_eq!(Batch::new().push(InTight(49)).unwrap_err().fault(), &fault);
    let packed: Vec<_> = Batch::pack([48, 49, 48].map(InTight)).collect();
    let sizes = packed.iter().map(|packed| match packed {
        Packed::Batch(batch) => Ok(batch.size()),
        Packed::Skipped(skipped) => Err(skipped.fault().clone()),
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [Err(fault), Ok(60), Ok(60)]);
}
