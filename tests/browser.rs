//! Somebody in front of a browser without script: opens pages, fills in their forms and follows where they lead, by plain HTTP on
//! this machine.

use crate::persona::exchange;

/// Somebody who pays at the mock city at one address.
pub struct Payer<'a> {
    city: &'a str,
}

/// A page: where it came from and what it is.
pub struct Page {
    path: String,
    /// Its status.
    pub status: u16,
    /// Its text.
    pub body: String,
}

impl Payer<'_> {
    /// Somebody before the city at `city` (`http://host:port`).
    #[must_use]
    pub const fn at(city: &str) -> Payer<'_> {
        Payer { city }
    }

    /// From the city's page to the bank's answer to this card. `None` where the city or the bank does not answer. Blocks.
    #[must_use]
    pub fn pay(&self, url: &str, card: &str) -> Option<Page> {
        let bank = self.press(&self.open(url)?, &[])?;
        self.press(&bank, &[("number", card), ("expiry", "12/34"), ("cvv", "123")])
    }

    fn open(&self, url: &str) -> Option<Page> {
        let path = url.strip_prefix(self.city).unwrap_or(url);
        self.exchange("GET", self.city, path, "")
    }

    /// Presses the first button of a page, after typing into its form.
    fn press(&self, page: &Page, typed: &[(&str, &str)]) -> Option<Page> {
        let action = attribute(&page.body, "<form", "action").unwrap_or_else(|| page.path.clone());
        let inputs = page.body.split("<input").skip(1);
        let hidden = inputs.filter(|input| input.contains("type=\"hidden\""));
        let hidden = hidden.map(|input| (value(input, "name"), value(input, "value")));
        let typed = typed
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let fields = hidden
            .chain(typed)
            .map(|(name, value)| format!("{}={}", encode(&name), encode(&value)));
        let form = fields.collect::<Vec<_>>().join("&");
        let (host, path) = self.resolve(page, &action);
        self.exchange("POST", &host, &path, &form)
    }

    /// One request, and those it is sent on to.
    fn exchange(&self, method: &str, host: &str, path: &str, form: &str) -> Option<Page> {
        let answer = exchange(host, method, path, "", form)?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let page = Page {
            path: format!("{host}{path}"),
            status: head.split(' ').nth(1)?.parse().ok()?,
            body: body.to_owned(),
        };
        let location = head.lines().find_map(|line| line.strip_prefix("location: "));
        match location.filter(|_| (300..400).contains(&page.status)) {
            Some(location) => {
                let (host, path) = self.resolve(&page, location);
                self.exchange("GET", &host, &path, "")
            }
            None => Some(page),
        }
    }

    /// Where an address on a page leads: to which host, and where there.
    fn resolve(&self, page: &Page, target: &str) -> (String, String) {
        let whole = if target.starts_with("http://") {
            target.to_owned()
        } else {
            let (host, path) = parts(&page.path).unwrap_or((self.city, ""));
            let folder = path.split('?').next().and_then(|path| path.rsplit_once('/'));
            match target.chars().next() {
                Some('/') => format!("{host}{target}"),
                Some(_) => format!("{host}{}/{target}", folder.map_or("", |(folder, _)| folder)),
                None => page.path.clone(),
            }
        };
        let (host, path) = parts(&whole).unwrap_or((self.city, "/"));
        (host.to_owned(), path.to_owned())
    }
}

/// `http://host:port` and the rest.
fn parts(url: &str) -> Option<(&str, &str)> {
    let slashes = url.find("//")?;
    let after = slashes.saturating_add(2);
    let path = url.get(after..)?.find('/')?;
    url.split_at_checked(after.saturating_add(path))
}

fn attribute(body: &str, tag: &str, name: &str) -> Option<String> {
    let found = body.split_once(tag)?.1;
    Some(value(found, name)).filter(|value| !value.is_empty())
}

fn value(tag: &str, name: &str) -> String {
    let tag = tag.split('>').next().unwrap_or_default();
    let text = tag.split_once(&format!("{name}=\"")).map_or("", |(_, rest)| rest);
    let value = text.split('"').next().unwrap_or_default();
    value.replace("&amp;", "&").replace("&quot;", "\"")
}

fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
