//! Output formats: one file a format; wire types live here, not in the model.
