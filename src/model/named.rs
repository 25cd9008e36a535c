//! Enums whose variants have names: in the extraction document, in queries, in the language packs.
//!
//! [`named!`] writes a variant and its name once. The list of all variants follows from it, and from that list follow the
//! schema, the values of the query language and what can be completed there, so that none of them can forget a variant.

/// Declares an enum: each variant with its documentation and its name (`Direct = "direct"`). A variant that carries a value
/// gives the one that stands for all of them in `ALL` (`Paraphrase(DifferenceKind = DifferenceKind::Words) = "paraphrase"`).
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $type:ident {
        $($(#[$doc:meta])* $variant:ident $(($inner:ty = $each:expr))? = $name:literal,)+
    }) => {
        $(#[$meta])*
        $vis enum $type { $($(#[$doc])* $variant $(($inner))?,)+ }

        impl $type {
            /// Every variant, in the order of declaration.
            pub const ALL: [$type; [$($name),+].len()] = [$($type::$variant $(($each))?),+];

            /// Its name, as documents and queries write it.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant { .. } => $name,)+ }
            }

            /// The variant of this name.
            pub fn by_name(name: &str) -> Option<$type> {
                $type::ALL.into_iter().find(|own| own.name() == name)
            }
        }
    };
}

pub(crate) use named;
