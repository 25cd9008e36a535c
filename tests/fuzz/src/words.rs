//! Words that mean something to a part of simak: they are put into inputs, whole and broken.

/// Dates, times, amounts.
#[rustfmt::skip]
pub const TIMES: &[&str] = &[
    "Senin (5/5/2031)", "5 Mei 2031", "31/2/2031", "29 Februari 2031", "pukul 24.60 WIT", "pukul 05.30", "kemarin", "lusa",
    "dua hari kemudian", "pekan lalu", "sebulan setelah", "tahun 0", "tahun 9999", "2029-2031", "1/1/0001", "31 Desember 9999",
    "seratus tahun lalu", "99999999999 hari lalu", "abad ke-21", "Rabu malam", "tgl. 1", "2031-05-14T07:30:00+07:00", "Jumat",
];

/// Metadata of articles, as the targets write it.
#[rustfmt::skip]
pub const HEADERS: &[&str] = &[
    "====\n", "title: ", "published: ", "outlet: ", "author: ", "url: ", "path: ", "\n\n", "␤", "https://x.example/a?b=(c)#d",
    "javascript:alert(1)", "=1+1", "@SUM(1)", "a\",\"b", "<script>", "</td>", "](x)", "`a`", "BEGIN:VEVENT", "a;b,c\\n",
    "../a.txt", "-a", "+!touch x", "\\", "%s%n", "&amp;", "[^1]", "|", "# ",
];

/// What JSON is made of.
#[rustfmt::skip]
pub const JSON: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "false", "{}", "[]", "\"\"", "1e999", "-0", "0.1", "\\u0000",
    "\\ud800", "\\udc00\\ud83d", "\\u202e", "\\n", "\"text\":", "\"isi\":", "\"title\":", "\"judul\":", "\"tanggal\":",
    "\"published\":", "\"authors\":[", "\"name\":", "\"outlet\":", "\"url\":", "\"id\":", "{\"text\":\"a\"}",
    "[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "/*", "//", "'", "NaN", "\u{feff}",
];

/// Front matters of Markdown, and what is text there.
#[rustfmt::skip]
pub const MARKDOWN: &[&str] = &[
    "---\n", "+++\n", "title: ", "title = ", "date: ", "authors:\n- ", "author = [", "outlet: [", "- ", "  - ", "# ", "> ",
    "```\n", ": ", " #", "''", "\"\\\"", "|", "\n\n", "1979-05-27", "&x", "*x", "!!str", "{a: b}",
];

/// What TOML is made of, and the names of settings.
#[rustfmt::skip]
pub const TOML: &[&str] = &[
    "[", "]", "[[", "]]", " = ", "\"", "'", "'''", "\"\"\"", "\\u0000", "\\U0001f600", "#", "{", "}", ",", ".", "\n", "true",
    "nan", "inf", "0x1f", "1979-05-27T07:32:00Z", "07:32:00", "[]", "theme", "colours", "mouse", "editor", "browser", "[keys]",
    "quit", "down", "follow", "count", "zoom", "inherits", "[palette]", "[styles]", "title", "text", "quote-direct", "selected",
    "bold", "italic", "underlined", "on", "#14161b", "#12", "red", "256", "dark", "light", "mono", "terminal", "high-contrast",
    "auto",
];

/// A user's own words.
#[rustfmt::skip]
pub const OWN: &[&str] = &[
    "[[class]]\n", "[[cue]]\n", "[[stance]]\n", "[[same]]\n", "[[variant]]\n", "[[line]]\n", "[[outlet]]\n", "[[agency]]\n",
    "name", "words", "forms", "example", "counter", "frame", "complement", "verbs", "verbs_not", "next", "negated", "before",
    "content", "kind", "at", "field", "one", "apart", "only", "unless", "\"after\"", "\"active\"", "\"passive\"",
    "\"according\"", "\"relay\"", "\"clause\"", "\"object\"", "\"marked\"", "\"denies\"", "\"asserts\"", "\"credit\"",
    "\"caption\"", "\"boilerplate\"", "\"line\"", "\"start\"", "\"tail\"", "\"inside\"", "\"names\"", "\"glued\"", "\"role\"",
    "\"preposition\"", "<Rani>", "[kata]", "{itu}", "⟦", "⟧", "…", "*", "-nya", "kata", "tidak",
];

/// What queries are made of.
#[rustfmt::skip]
pub const QUERIES: &[&str] = &[
    "(", ")", "-", "\"", "“", "”", "OR", "NOT", "AND", " ", "speaker:", "outlet:", "stance:", "kind:", "date:", "tag:", "note:",
    "is:", "denies", "asserts", "direct", "person", "reworded", "one-outlet", "unread", "reviewed", "marked", "2031", "2031-05",
    "2031-05-14", "2031-W20", "..", "..2031", "2031-13-45", "\"pekan lalu\"", "lintang", "gudang", "kontrak", "kabar", "hulu",
    "-(", "((", "NOT NOT", ":", "::", "a:b", "'",
];

/// Keys and messages, as the targets write them.
#[rustfmt::skip]
pub const KEYS: &[&str] = &[
    " j", " k", " Ctrl-d", " Ctrl-u", " PageDown", " PageUp", " g g", " G", " Tab", " BackTab", " 1", " 2", " 3", " 4", " 5",
    " 6", " 7", " 8", " 9", " 0", " ' 1 2", " z", " Enter", " Backspace", " L", " Esc", " ]", " [", " J", " K", " / ", " n",
    " N", " f", " s", " +", " -", " =", " F", " y", " e", " o", " :", " ?", " !", " t", " m", " a", " x", " p", " d", " A",
    " D", " w", " u", " U", " Ctrl-r", " v", " l", " h", " H", " >", " <", " Q", " Ctrl-s", " Ctrl-x", " Ctrl-o", " Ctrl-w",
    " Ctrl-a", " Ctrl-e", " Ctrl-k", " Ctrl-h", " Ctrl-n", " Ctrl-p", " Ctrl-y", " Ctrl-z", " Ctrl-c", " Ctrl-l", " Alt-b",
    " Alt-Backspace", " Delete", " Left", " Right", " Up", " Down", " Home", " End", " Shift-Left", " Shift-Down", " F1", " F5",
    " Insert", " c s", " c k", " c t", " c d", " c b", " c B", " c e", " c E", " c o", " g a", " g x", " M", " S", " R", " r",
    " B", " E", " i", " #", " b", " X", " Space", " 'kontrak", " 'stance:denies", " 'outlet:", " '\"ya", " 'é\u{301}", " @null",
    " @release-key", " @paste:Rp\u{a0}5", " @paste:a\\nb\\tc", " @paste:\u{1b}[2J", " @paste:👨\u{200d}👩", " @paste:漢字漢字漢字",
    " @paste:\u{202e}\u{301}",
];

/// Messages that only the whole interface knows.
#[rustfmt::skip]
pub const MESSAGES: &[&str] = &[
    " @corpus:0", " @corpus:1", " @corpus:2", " @corpus:3", " @corpus:4", " @corpus:5", " @corpus:6", " @opened", " @readonly",
    " @hold", " @release", " @resize:80x24", " @resize:40x10", " @resize:1x1", " @resize:0x0", " @resize:160x50",
    " @resize:3x60", " @resize:200x2", " @pending", " @due", " @leave", " @loading:3", " @loading:done", " @theme:0",
    " @theme:3", " @notice:a", " @edited:catatan\\nbaru", " @mouse:left,1,1", " @mouse:left,60,9", " @mouse:scroll-up,5,5",
    " @mouse:scroll-down,50,5", " @mouse:right,9,9", " @mouse:drag,20,3", " @mouse:moved,0,0", " @do:export", " @do:review",
    " @do:accept-all", " @do:zoom", " @in-the-way", " @unkept:\u{1b}[2J", " @kept-again",
];

/// Names in sessions and annotations.
#[rustfmt::skip]
pub const NAMES: &[&str] = &[
    "\"here\":", "\"lights\":", "\"jumps\":[", "\"jumped\":", "\"filters\":{", "\"find\":", "\"facets\":[", "\"orders\":{",
    "\"zoom\":", "\"scale\":", "\"theme\":", "\"review\":", "\"row\":", "\"pane\":", "\"narrow\":", "\"article\":", "\"top\":",
    "\"quote\":", "\"words\":", "\"speaker\":", "\"said\":", "\"event\":", "\"desk\":", "\"entry\":", "\"cell\":",
    "\"inside\":", "{\"speaker\":", "{\"quote\":[", "\"articles\"", "\"reader\"", "\"speakers\"", "\"timeline\"", "\"ledger\"",
    "\"drift\"", "\"balance\"", "\"findings\"", "\"everything\"", "\"differences\"", "{\"query\":[", "{\"these\":[",
    "\"months\"", "\"days\"", "4294967295", "18446744073709551615",
];

/// Names in annotations.
#[rustfmt::skip]
pub const ANNOTATIONS: &[&str] = &[
    "\"target\":", "\"selector\":", "\"source\":", "\"body\":", "\"bodyValue\":", "\"purpose\":", "\"value\":", "\"items\":[",
    "\"first\":", "\"type\":\"TextQuoteSelector\"", "\"type\":\"TextPositionSelector\"", "\"exact\":", "\"prefix\":",
    "\"suffix\":", "\"start\":", "\"end\":", "\"refinedBy\":", "\"simak:quote\":", "\"simak:corrected\":", "\"simak:said\":",
    "\"simak:article\":", "\"simak:path\":", "\"simak:speaker\":", "\"assessing\"", "\"tagging\"", "\"bookmarking\"",
    "\"identifying\"", "\"classifying\"", "\"commenting\"", "\"accepted\"", "\"rejected\"", "\"kind:mixed\"",
    "\"stance:warns\"", "\"said:2031-02\"", "\"span\"", "\"speaker\"", "\"said\"",
];

/// Statements and damage for databases, as the target writes them.
#[rustfmt::skip]
pub const DATABASES: &[&str] = &[
    "\nstep ", "\nmine ", "\nsql ", "\nflip ", "\nzero ", "\ncut ", "\nswap ", "\nsame", "own", "log", "lain", " 1 ", " 2 ", " 3 ",
    " 9223372036854775807 ", " 9223372036854775808 ", " 0 ", "Rani", "Dewi", " do ", " undo ", " redo ", " note ", " saw ", " unsaw ",
    "UPDATE step SET number = ", "DELETE FROM change", "DELETE FROM step WHERE ix = ", "DROP TABLE ", "CREATE VIEW ", "VACUUM",
    "PRAGMA user_version = ", "PRAGMA journal_mode = delete", "INSERT INTO fact VALUES ('session', '{')", "ALTER TABLE step ",
    "CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM step; END", "step", "change", "subject", "fact",
];

#[cfg(test)]
mod tests {
    #[test]
    fn no_list_says_a_word_twice() {
        for list in
            [super::TIMES, super::JSON, super::TOML, super::OWN, super::QUERIES, super::KEYS, super::MESSAGES, super::DATABASES]
        {
            let mut words = list.to_vec();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), list.len(), "{list:?}");
        }
    }
}
