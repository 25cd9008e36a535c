//! simak: a terminal news-reader for journalists.
//!
//! (The map is written here.)

pub mod action;
pub mod app;
pub mod cli;
pub mod config;
pub mod export;
pub mod extract;
pub mod keymap;
pub mod lang;
pub mod link;
pub mod loader;
pub mod model;
pub mod pane;
pub mod runtime;
pub mod search;
pub mod setting;
pub mod store;
pub mod text;
pub mod theme;
