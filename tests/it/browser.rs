//! The brief's page in a real browser, where there is one: it opens without a complaint, draws its timeline, and asks nothing
//! of any network. Without Chromium on the path the test says loudly that it checked nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "chrome"];

fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut found = std::env::split_paths(&path).flat_map(|folder| NAMES.iter().map(move |name| folder.join(name)));
    found.find(|file| file.is_file())
}

fn open(browser: &Path, folder: &Path, page: &Path) -> Output {
    let in_folder = |name: &str| folder.join(name).display().to_string();
    Command::new(browser)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"])
        .args(["--disable-default-apps", "--disable-domain-reliability", "--disable-features=OptimizationHints,MediaRouter"])
        .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--window-size=1100,1400", "--dump-dom"])
        .arg(format!("--user-data-dir={}", in_folder("profile")))
        .arg(format!("--log-net-log={}", in_folder("net.json")))
        .arg(format!("file://{}", page.display()))
        .env("HOME", folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What a page that was opened asked any network for. (What the browser asks for itself has no origin, and gets no answer.)
fn asked(folder: &Path) -> Vec<String> {
    let net = fs::read_to_string(folder.join("net.json")).unwrap();
    let net: serde_json::Value = serde_json::from_str(&net).unwrap();
    let of_page = |event: &serde_json::Value| {
        let (url, from) = (event["params"]["url"].as_str()?, event["params"]["initiator"].as_str()?);
        let network = ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| url.starts_with(scheme));
        (network && from != "not an origin").then(|| url.to_owned())
    };
    net["events"].as_array().unwrap().iter().filter_map(of_page).collect()
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that checked nothing says so")]
fn the_page_opens_in_a_browser_and_asks_nobody() {
    let Some(browser) = chromium() else {
        eprintln!("SKIPPED: no Chromium on PATH ({}): the page of the brief was seen by no browser", NAMES.join(", "));
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (page, hostile) = (folder.path().join("story.html"), folder.path().join("hostile.txt"));
    let text = "</script><script>console.error('ran')</script><img src=http://example.invalid/a.png onerror=console.error(1)> \
        “</style><b>Pintu air dibuka</b>”, kata Rani Waskita, Senin (5/5/2031).\n\nRani Waskita menuduh PT Jaya <iframe \
        src=\"http://example.invalid/\"> menutup pintu air tanpa izin.\n";
    fs::write(&hostile, text).unwrap();
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-corpus");
    let made =
        Command::new(env!("CARGO_BIN_EXE_simak")).arg("brief").arg("-o").args([&page, &sample, &hostile]).status().unwrap();
    assert!(made.success());
    let opened = open(&browser, folder.path(), &page);
    let (dom, told) = (String::from_utf8_lossy(&opened.stdout), String::from_utf8_lossy(&opened.stderr));
    assert!(opened.status.success(), "{told}");
    let complaints: Vec<&str> = told.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
    assert!(dom.contains("<svg class=\"timeline\"") && dom.matches("class=\"bar\"").count() > 5, "no timeline");
    assert!(dom.matches("class=\"mark ").count() > 10 && dom.contains("id=\"sources\"") && dom.contains("Rani Waskita"));
    for element in ["<script", "<img", "<iframe", "<b>"] {
        assert!(!dom.contains(element), "{element}");
    }
    assert_eq!(asked(folder.path()), Vec::<String>::new());
    // (The check sees a page that does ask, and one that complains.)
    let greedy = folder.path().join("greedy.html");
    fs::write(&greedy, "<!DOCTYPE html><img src=http://example.invalid/a.png><script>console.error('so')</script>").unwrap();
    let opened = open(&browser, folder.path(), &greedy);
    assert!(asked(folder.path()).iter().any(|url| url.contains("example.invalid")));
    assert!(String::from_utf8_lossy(&opened.stderr).contains("CONSOLE"));
}
