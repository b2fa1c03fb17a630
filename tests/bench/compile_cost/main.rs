//! How long the compiler is busy with a struct: `cargo run --release --bin compile_cost`.
//!
//! Crates of 1, 50 and 200 structs are checked without a derive and with each of several, and what a derive adds to the
//! processor time of `cargo check` is divided by the number of structs. One struct alone also pays for what is loaded
//! once, the derive itself above all: the last column is what each further struct adds.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const COUNTS: [usize; 3] = [1, 50, 200];
/// How often each crate is checked. The one that was disturbed least counts: other programs only ever add.
const ROUNDS: usize = 9;

/// A way to write the same struct.
struct Way {
    name: &'static str,
    imports: &'static str,
    attributes: &'static str,
    /// The types of a site ID, a Track API key, an App API key and a region.
    types: [&'static str; 4],
}

const STRINGS: [&str; 4] = ["String"; 4];

const NOTHING: Way = Way { name: "nothing", imports: "", attributes: "", types: STRINGS };

const DERIVES: [Way; 4] = [
    Way {
        name: "cio_config::CioCredentials",
        imports: "use cio_config::{AppApiKey, CioCredentials, Region, SiteId, TrackApiKey};",
        attributes: "#[derive(CioCredentials)]",
        types: ["SiteId", "TrackApiKey", "AppApiKey", "Region"],
    },
    Way {
        name: "serde::Deserialize",
        imports: "",
        attributes: "#[derive(serde::Deserialize)]",
        types: STRINGS,
    },
    Way {
        name: "envconfig::Envconfig",
        imports: "use envconfig::Envconfig;",
        attributes: "#[derive(Envconfig)]",
        types: STRINGS,
    },
    Way { name: "confique::Config", imports: "", attributes: "#[derive(confique::Config)]", types: STRINGS },
];

fn main() {
    let target = tempfile::tempdir().expect("a directory for what cargo builds");
    let crates: Vec<(&Way, Vec<Measured>)> = std::iter::once(&NOTHING)
        .chain(&DERIVES)
        .map(|way| (way, COUNTS.map(|count| Measured::new(way, count, target.path())).into()))
        .collect();
    let mut crates = crates;
    for _ in 0..ROUNDS {
        // Side by side, so that a busy moment of the machine affects all of them.
        crates.iter_mut().flat_map(|(_, measured)| measured).for_each(Measured::check);
    }
    print(&crates);
}

fn print(crates: &[(&Way, Vec<Measured>)]) {
    println!("ms of `cargo check` for each struct, beyond a crate whose structs derive nothing\n");
    println!("{:28}{:>10}{:>10}{:>10}{:>14}", "derive", "1 struct", "of 50", "of 200", "each further");
    let nothing = &crates[0].1;
    for (way, measured) in &crates[1..] {
        let beyond = |index: usize| measured[index].best - nothing[index].best;
        print!("{:28}", way.name);
        for (index, count) in COUNTS.iter().enumerate() {
            print!("{:10.2}", beyond(index) / *count as f64);
        }
        println!("{:14.2}", (beyond(2) - beyond(0)) / (COUNTS[2] - COUNTS[0]) as f64);
    }
    let times: Vec<String> = nothing.iter().map(|measured| format!("{:.0}", measured.best)).collect();
    println!("\nthe crates without a derive take {} ms; the best of {ROUNDS} rounds each", times.join(", "));
}

/// A crate, and the least processor time that checking it took.
struct Measured {
    folder: PathBuf,
    target: PathBuf,
    best: f64,
}

impl Measured {
    /// Writes the crate, and has all that it depends on built.
    fn new(way: &Way, count: usize, target: &Path) -> Self {
        let folder = target.join(package(way, count));
        let source = folder.join("src");
        fs::create_dir_all(&source).expect("the target directory can be written");
        fs::write(folder.join("Cargo.toml"), manifest(way, count)).expect("the crate can be written");
        fs::write(source.join("lib.rs"), library(way, count)).expect("the crate can be written");
        fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"), folder.join("Cargo.lock"))
            .expect("this crate's lock file is there");
        let mut measured = Self { folder, target: target.join("target"), best: f64::INFINITY };
        measured.check();
        measured.best = f64::INFINITY;
        measured
    }

    fn check(&mut self) {
        let library = self.folder.join("src/lib.rs");
        let source = fs::read(&library).expect("it was written above");
        fs::write(&library, source).expect("it was written above");
        let before = busy();
        let status = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--offline", "--target-dir"])
            .arg(&self.target)
            .current_dir(&self.folder)
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::null())
            .status()
            .expect("cargo is there: it started this program");
        assert!(status.success(), "{} does not compile", self.folder.display());
        self.best = self.best.min(busy() - before);
    }
}

/// Milliseconds of processor time of every child that has ended.
fn busy() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("it is asked in the way the system knows");
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1000.0
}

fn package(way: &Way, count: usize) -> String {
    format!("{}-{count}", way.name.replace("::", "-").to_lowercase())
}

/// Every crate depends on all libraries, so that the same are built for each.
fn manifest(way: &Way, count: usize) -> String {
    let cio_config = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cio-config");
    let name = package(way, count);
    format!(
        "[workspace]\n\
         [package]\nname = \"{name}\"\nedition = \"2024\"\n\
         [dependencies]\n\
         cio-config = {{ path = {cio_config:?} }}\n\
         confique = {{ version = \"0.4\", default-features = false, features = [\"toml\"] }}\n\
         envconfig = \"0.11\"\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n"
    )
}

fn library(way: &Way, count: usize) -> String {
    let [site_id, track_key, app_key, region] = way.types;
    let mut source = format!("{}\n", way.imports);
    for number in 0..count {
        write!(
            source,
            "{}\npub struct Billing{number} {{\n    pub site_id: {site_id},\n    pub track_key: {track_key},\n    \
             pub app_key: {app_key},\n    pub region: {region},\n}}\n",
            way.attributes
        )
        .expect("a String takes any text");
    }
    source
}
