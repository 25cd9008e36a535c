//! Async loading: walk, read, decode, extract in batches on worker threads.
