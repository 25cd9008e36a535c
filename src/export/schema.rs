//! The JSON Schema of the extraction document, generated from the wire types, so that it cannot say anything else than they.

use super::wire::DocumentOut;
use schemars::generate::SchemaSettings;
use std::io::{self, Write};

/// Writes the schema (draft 2020-12) of what `json` writes.
pub fn write(out: &mut dyn Write) -> io::Result<()> {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<DocumentOut<'_>>();
    serde_json::to_writer_pretty(&mut *out, &schema)?;
    out.write_all(b"\n")
}
