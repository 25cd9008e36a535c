//! Why a database cannot be used: what is damage, and what is the machine of the moment.

use std::io;

/// Why a database cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A newer program wrote it, in this version.
    Newer(i64),
    /// It belongs to another program, or is damaged; why.
    Broken(String),
    /// It cannot be read or written now (no room, no right, held by another program, …), which says nothing about what is
    /// in it; why.
    Withheld(String),
}

impl Unfit {
    /// Why, in few words.
    pub fn why(self) -> String {
        match self {
            Unfit::Newer(version) => format!("it is of a newer simak, version {version}"),
            Unfit::Broken(why) | Unfit::Withheld(why) => why,
        }
    }
}

/// Damage is what SQLite calls so, a value that is none of its column, and a table or a column that is not there: what is asked
/// of a database is always the same. All other failures are the machine's: a disk
/// that is full today is not full tomorrow, and what lies on it is as it was.
impl From<rusqlite::Error> for Unfit {
    fn from(error: rusqlite::Error) -> Unfit {
        use rusqlite::{Error, ErrorCode};
        let damage = match &error {
            Error::SqliteFailure(failure, _) => {
                matches!(failure.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
            }
            Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::SqlInputError { .. }
            | Error::Utf8Error(..) => true,
            _ => false,
        };
        if damage { Unfit::Broken(error.to_string()) } else { Unfit::Withheld(error.to_string()) }
    }
}

impl From<io::Error> for Unfit {
    fn from(error: io::Error) -> Unfit {
        Unfit::Withheld(error.to_string())
    }
}
