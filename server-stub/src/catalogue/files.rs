//! Which files a call is about, and their bytes.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::{BadFile, FileProblem};

/// The portal's largest export of facilities is half a megabyte; the agenda three.
const LIMIT_MIB: u64 = 64;

/// Every file under the paths: a file is itself; a folder is all files below it by name, hidden ones and links to
/// folders left out. A path that cannot be read is a bad file.
pub(super) fn gather(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<BadFile>) {
    let (mut files, mut bad) = (Vec::new(), Vec::new());
    for path in paths {
        let before = files.len() + bad.len();
        if path.is_dir() {
            walk(path, &mut files, &mut bad);
            if files.len() + bad.len() == before {
                bad.push(BadFile {
                    file: path.clone(),
                    problem: FileProblem::NothingToLoad,
                });
            }
        } else {
            files.push(path.clone());
        }
    }
    (files, bad)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, bad: &mut Vec<BadFile>) {
    let listed = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match listed {
        Ok(entries) => entries,
        Err(error) => {
            return bad.push(BadFile {
                file: folder.to_owned(),
                problem: FileProblem::Unreadable(error),
            });
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if is_folder {
            walk(&path, files, bad);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

/// The bytes of a file, up to a limit.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, FileProblem> {
    let mut bytes = Vec::new();
    let limit = LIMIT_MIB * 1024 * 1024;
    let file = fs::File::open(path).map_err(FileProblem::Unreadable)?;
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(FileProblem::Unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(FileProblem::TooLarge { limit_mib: LIMIT_MIB });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_the_order_of_names_without_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b")).unwrap();
        for name in ["c.csv", "b/z.csv", "a.csv", ".hidden"] {
            fs::write(root.join(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("d")).unwrap();
        let (files, bad) = gather(&[root.to_owned()]);
        assert_eq!(files, ["a.csv", "b/z.csv", "c.csv"].map(|name| root.join(name)));
        assert!(bad.is_empty());
    }

    #[test]
    fn an_empty_folder_and_a_missing_file_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let (files, bad) = gather(&[folder.path().to_owned()]);
        assert!(files.is_empty());
        assert_eq!(bad.first().unwrap().problem.code(), "nothing_to_load");
        assert_eq!(bytes(&folder.path().join("none")).unwrap_err().code(), "unreadable");
    }
}
