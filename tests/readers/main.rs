//! Writes `.env` files for other programs to read, and compares what they read with what `cio-config` reads and with the
//! table in `cio-config/docs/dotenv.md`: `env-readers write FOLDER`, then `env-readers compare FOLDER [--write-table]`.

mod spellings;
mod table;
mod template;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder] => {
            write(Path::new(folder));
            ExitCode::SUCCESS
        }
        ["compare", folder] => report(&compare(Path::new(folder))),
        ["compare", folder, "--write-table"] => {
            table::write(&table::measured(Path::new(folder)));
            report(&compare(Path::new(folder)))
        }
        _ => {
            eprintln!("usage: env-readers write FOLDER | env-readers compare FOLDER [--write-table]");
            ExitCode::from(2)
        }
    }
}

/// A folder for each spelling, and one for the template, each with the file and the names that it sets.
fn write(folder: &Path) {
    for (number, spelling) in spellings::ALL.iter().enumerate() {
        write_file(
            &spelling_folder(folder, number),
            &format!("VALUE={spelling}\nNEXT=next\n"),
            &["VALUE", "NEXT"],
        );
    }
    write_file(&folder.join("template"), &template::text(), &template::names());
}

fn write_file(folder: &Path, text: &str, names: &[&str]) {
    fs::create_dir_all(folder).expect("the folder can be made");
    fs::write(folder.join("env"), text).expect("the file can be written");
    fs::write(folder.join("names"), names.join("\n") + "\n").expect("the file can be written");
    read_with_dotenvy(folder, names);
}

/// The variables that the crate dotenvy reads: up to the first line that it refuses.
fn read_with_dotenvy(folder: &Path, names: &[&str]) {
    let variables = dotenvy::from_path_iter(folder.join("env")).expect("the file can be read");
    let folder = folder.join("dotenvy");
    fs::create_dir(&folder).expect("the folder can be made");
    for (name, value) in variables.map_while(Result::ok) {
        if names.contains(&name.as_str()) {
            fs::write(folder.join(name), value).expect("the file can be written");
        }
    }
}

fn spelling_folder(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("spelling-{:02}", number + 1))
}

/// Everything that is not as it should be.
fn compare(folder: &Path) -> Vec<String> {
    let mut differences = template::differences(folder);
    differences.extend(table::differences(&table::measured(folder)));
    differences
}

fn report(differences: &[String]) -> ExitCode {
    for difference in differences {
        eprintln!("{difference}");
    }
    let readers = table::READERS.iter().filter(|reader| reader.reads_template).count();
    if differences.is_empty() {
        println!(
            "{readers} readers read the template as cio-config does, and {} read {} spellings as the table says",
            table::READERS.len(),
            spellings::ALL.len()
        );
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
}

/// The value that a reader gave a name, or `None` if it did not set it.
fn read_by(reader: &str, folder: &Path, name: &str) -> Option<String> {
    let bytes = fs::read(folder.join(reader).join(name)).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
