//! What stands inside or instead of a name: a nickname in marks (`Rani “Rara” Waskita`), the initials of somebody whose name
//! is withheld (`RW (27)`, `perempuan berinisial RW`).

use super::context::Context;
use crate::lang::Class;
use crate::text::{Shape, TokenKind};
use rustc_hash::FxHashSet;

/// Letters of the initials of a person at most; a body has more.
const INITIALS: usize = 4;

/// Words in the marks of a nickname at most.
const NICKNAME: usize = 2;

/// The initials by which the article calls people: an age stands behind them in brackets, or a word of withholding before.
pub(crate) fn suspects<'a>(ctx: &Context<'a>) -> FxHashSet<&'a str> {
    let letters = |i: usize| {
        let word = ctx.letters(i);
        ctx.token(i).shape == Shape::Upper && word.len() <= INITIALS && word.bytes().all(|b| b.is_ascii_uppercase())
    };
    let body = Class::ORGANIZATION | Class::ORGANIZATION_HEAD | Class::STATE;
    let aged = |i: usize| {
        ctx.is(i + 1, '(') && ctx.is(i + 3, ')') && ctx.token(i + 2).kind == TokenKind::Number && ctx.letters(i + 2).len() <= 2
    };
    let withheld = |i: usize| i > 0 && ctx.lower(i - 1) && ctx.is_class(i - 1, Class::PSEUDONYM);
    (0..ctx.tokens.len())
        .filter(|&i| ctx.is_word(i) && letters(i) && !ctx.is_class(i, body) && (aged(i) || withheld(i)))
        .map(|i| ctx.letters(i))
        .collect()
}

/// Which tokens are a nickname between the parts of a name, with the marks around it.
pub(crate) fn nicknames(ctx: &Context<'_>) -> Vec<bool> {
    let mut out = vec![false; ctx.tokens.len()];
    let mark = |i: usize| matches!(ctx.token(i).kind, TokenKind::Mark | TokenKind::SingleMark);
    for open in (1..ctx.tokens.len()).filter(|&i| mark(i)) {
        let before = ctx.name(open - 1) && ctx.token(open).spaced;
        let close = (open + 2..open + 3 + NICKNAME).find(|&i| mark(i) || !ctx.capital(i)).filter(|&i| mark(i));
        let Some(close) = close.filter(|_| before && ctx.capital(open + 1) && !ctx.token(open + 1).spaced) else { continue };
        if !ctx.token(close).spaced && ctx.name(close + 1) && ctx.token(close + 1).spaced {
            out.iter_mut().take(close + 1).skip(open).for_each(|inside| *inside = true);
        }
    }
    out
}
