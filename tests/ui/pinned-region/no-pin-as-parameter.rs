use cio_config::{Pin, Region};

fn only_in<P: Pin>(_: P) {}

fn region() {
    only_in(Region::Eu);
}

fn main() {}
