use super::*;

#[test]
fn each_editor_gets_the_line_in_its_own_way() {
    for (editor, want) in [
        ("vi", "+7 -- ./a.txt"),
        ("/usr/bin/nvim -u NONE", "+7 -- ./a.txt"),
        ("\"/opt/My Editors/vim\" -n", "+7 -- ./a.txt"),
        ("env TERM=xterm vim", "+7 -- ./a.txt"),
        ("VIMINIT='set ro' vim", "+7 -- ./a.txt"),
        ("'nano' -w", "+7 -- ./a.txt"),
        ("micro", "+7 ./a.txt"),
        ("less", "+7 ./a.txt"),
        ("my \"broken", "+7 ./a.txt"),
        ("", "+7 ./a.txt"),
        ("code", "--wait --goto ./a.txt:7"),
        ("\"C:\\Program Files\\VS Code\\code.cmd\"", "--wait --goto ./a.txt:7"),
        ("/opt/bin/hx", "./a.txt:7"),
    ] {
        let given: Vec<_> =
            arguments(OsStr::new(editor), Path::new("a.txt"), 7).into_iter().map(|a| a.into_string().unwrap()).collect();
        assert_eq!(given.join(" "), want, "{editor}");
    }
    let given = |editor: &str, path: &str| arguments(OsStr::new(editor), Path::new(path), 0);
    assert_eq!(given("micro", "-rf"), ["+1", "./-rf"]);
    assert_eq!(given("micro", "../a"), ["+1", "./../a"]);
    assert_eq!(given("micro", "/a"), ["+1", "/a"]);
    assert_eq!(given("code", "a:3"), ["--wait", "./a:3"]);
    assert_eq!(given("code", "a:b"), ["--wait", "--goto", "./a:b:1"]);
}

#[test]
fn only_addresses_of_the_web_are_opened() {
    for good in ["https://contoh.id/a?b=c&d=1", "HTTP://contoh.id", "https://[::1]/", "https://berita.contoh.id/é#a:~:text=x"] {
        assert!(check_address(good).is_ok(), "{good}");
    }
    for bad in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://-h",
        "https://a b",
        "https://a\u{1b}]0;x",
        "https://a\u{202e}b",
        "https://a\u{200b}b",
        "https://a\nb",
        " https://a",
        "-h",
        "--version",
        "",
        "https://a'b",
        "https://a`b`",
        "vbscript:x",
        "data:text/html,x",
        "./a.html",
        "https:/a",
        "https:a",
    ] {
        assert!(check_address(bad).is_err(), "{bad}");
        assert!(browse(Some("simak-would-have-run-this"), bad).unwrap_err().contains("no http"), "{bad}");
    }
}

#[cfg(unix)]
mod run {
    use super::*;
    use std::fs;
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    use std::os::unix::fs::PermissionsExt;

    /// Names that some program or shell takes for more than a name.
    const HOSTILE: &[&[u8]] = &[
        b"+!touch pwned;.txt",
        b"+:q",
        b"+",
        b"-c!touch pwned",
        b"-",
        b"--",
        b"--cmd",
        b"--version",
        b"-S.txt",
        b"a b.txt",
        b" leading and trailing ",
        b"$(touch pwned)",
        b"`touch pwned`",
        b"${IFS}$HOME",
        b"a\nb.txt",
        b"\n",
        b"\\n\\",
        b"'quote' \"double\"",
        b"kop\xe9\xff.txt",
        b"%s%n%d%",
        b"~",
        b"~root",
        b"@file",
        b"#1",
        b"!!",
        b"*?[a-z]",
        b"a;touch pwned",
        b"a&touch pwned&",
        b"a|touch pwned",
        b"<a>",
        b"a:3",
        b"scp:",
        b"\x1b[2J",
        b"berita.txt",
    ];

    /// Programs that note what they are given, each argument ended by a NUL; and how they may be named. `{}` is the folder that
    /// they are in, which has a blank in its name.
    const COMMANDS: &[&str] = &[
        "{}/vi",
        "'{}/vim'",
        "\"{}/nvim\" -u NONE --cmd 'set ro'",
        "NAME='a b' \"{}/nano\" -w",
        "env NAME=x '{}/emacs'",
        "{}/an editor",
        "'{}/an editor' --flag \"two words\" '' -x",
        "\"{}/code\" --new-window",
        "{}/hx",
        "exec '{}/less'",
        "f() { '{}/micro' \"$@\"; }; f",
    ];

    fn programs() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::Builder::new().prefix("my editors").tempdir().unwrap();
        let noted = folder.path().join("noted");
        let script = format!("#!/bin/sh\nfor given in \"$@\"; do printf '%s\\0' \"$given\"; done > '{}'\n", noted.display());
        for name in ["vi", "vim", "nvim", "nano", "emacs", "an editor", "code", "hx", "less", "micro"] {
            fs::write(folder.path().join(name), &script).unwrap();
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        (folder, noted)
    }

    /// What the program was given: options of the command itself, then ours.
    fn given(noted: &Path) -> Vec<Vec<u8>> {
        let bytes = fs::read(noted).unwrap();
        let mut given: Vec<Vec<u8>> = bytes.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect();
        assert_eq!(given.pop(), Some(Vec::new()));
        given
    }

    #[test]
    fn no_name_is_more_than_a_name_to_any_editor() {
        let (folder, noted) = programs();
        let place = folder.path().to_str().unwrap();
        let mut tried = 0;
        for command in COMMANDS {
            let command = OsString::from(command.replace("{}", place));
            for name in HOSTILE {
                for parent in ["", "berita", "/tmp/berita", "..", "-rf"] {
                    let path = Path::new(parent).join(OsStr::from_bytes(name));
                    edit(&command, &path, 7).unwrap();
                    let given = given(&noted);
                    let last = given.last().unwrap();
                    assert!(last.starts_with(b"/") || last.starts_with(b"./"), "{command:?} {path:?} {given:?}");
                    let bare = last.strip_suffix(b":7").filter(|_| !path.as_os_str().as_bytes().ends_with(b":7")).unwrap_or(last);
                    let bare = if path.is_absolute() { bare } else { &bare[2..] };
                    assert_eq!(OsStr::from_bytes(bare), path, "{command:?} {given:?}");
                    let (before, told) = (&given[..given.len() - 1], program(&command));
                    if ["vi", "vim", "nvim", "nano", "emacs"].contains(&&*told) {
                        assert!(before.ends_with(&[b"+7".to_vec(), b"--".to_vec()]), "{command:?} {given:?}");
                    }
                    tried += 1;
                }
            }
            let options = command.to_string_lossy().contains("two words");
            assert!(!options || given(&noted)[..4] == [&b"--flag"[..], b"two words", b"", b"-x"], "{:?}", given(&noted));
        }
        assert_eq!(tried, COMMANDS.len() * HOSTILE.len() * 5);
        assert!(!Path::new("pwned").exists());
    }

    #[test]
    fn a_note_is_edited_in_a_file_that_is_only_a_file() {
        let (folder, noted) = programs();
        let vi = folder.path().join("vi");
        assert_eq!(edit_text(vi.as_os_str(), "isi").unwrap(), "isi");
        let given = given(&noted);
        assert_eq!(given[..2], [b"+1".to_vec(), b"--".to_vec()]);
        assert!(given[2].starts_with(b"/") && given[2].ends_with(b".md") && given.len() == 3);
        assert_eq!(edit_text(OsStr::new("f() { printf 'lain\\377' > \"$2\"; }; f"), "isi").unwrap(), "lain\u{fffd}");
        assert!(edit_text(OsStr::new("false"), "isi").unwrap_err().contains("ended with"));
    }

    #[test]
    fn an_editor_that_is_not_there_is_told() {
        for none in ["simak-no-such-editor 2>/dev/null", "/nowhere/simak-editor 2>/dev/null"] {
            assert!(edit(OsStr::new(none), Path::new("x"), 1).unwrap_err().contains("was not found"), "{none}");
        }
        let odd = OsString::from_vec(b"simak-no-such-\xff 2>/dev/null".to_vec());
        assert!(edit(&odd, Path::new("x"), 1).unwrap_err().contains("was not found"));
    }

    #[test]
    fn the_browser_gets_the_address_alone() {
        let (folder, noted) = programs();
        let browser = format!("'{}' --new-tab", folder.path().join("less").display());
        browse(Some(&browser), "https://contoh.id/?a=$(b)&c=;d").unwrap();
        assert_eq!(given(&noted), [&b"--new-tab"[..], b"https://contoh.id/?a=$(b)&c=;d"]);
        assert!(browse(Some("simak-no-such-browser"), "https://contoh.id").unwrap_err().contains("was not found"));
    }
}
