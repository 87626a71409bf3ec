//! Somebody in front of a browser: opens the page of a payment, goes to the bank, types what they like, confirms, cancels, reloads,
//! goes back, closes the window in the middle of it, and returns by whichever address.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use madrid_core::net::form_encode;
use madrid_server_stub::CityAnswer;
use madrid_server_stub::redsys::{Keyring, Order, SAMPLE_KEY, Signed};
use tokio::runtime::Runtime;

use super::Outcome;
use super::chance::Chance;
use super::mistakes::Mistake;
use super::network::Net;
use super::town::Town;

/// Where the bank's own pages are.
const BANK: &str = "/gateway/sis/";
const FORM: &str = "application/x-www-form-urlencoded";
/// One that is good, one that asks for a code, and all that are refused.
const CARDS: [&str; 8] = [
    "4548812049400004",
    "4548812049400004",
    "4548812049400004",
    "4548817212493017",
    "4548817212493017",
    "4111111111111111",
    "4548810101000001",
    "4548810202000009",
];

/// A browser with its windows.
pub struct Payer {
    net: Arc<Net>,
    tabs: Vec<Tab>,
}

/// A window.
#[derive(Default)]
struct Tab {
    /// The name of the payment.
    key: String,
    /// The form that leads to the bank, and how often it was sent.
    form: Option<Vec<(String, String)>>,
    sent: u32,
    /// The bank's page, and what it asks for.
    bank: Option<(String, Asks)>,
}

/// What the bank's page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Card,
    Phone,
    Code,
    Nothing,
}

impl Payer {
    /// Nobody has opened anything yet.
    pub const fn new(net: Arc<Net>) -> Self {
        Self { net, tabs: Vec::new() }
    }

    /// Opens a window with the page of a payment.
    pub fn open(&mut self, runtime: &Runtime, town: &Town, key: &str) -> Outcome<()> {
        let mut tab = Tab {
            key: key.to_owned(),
            ..Tab::default()
        };
        let page = town.ask(runtime, ("GET", &format!("/pay/{key}")), &[], String::new())?;
        tab.form = form(&text(&page));
        let is_open = tab.form.is_some();
        self.net.tell(|| {
            format!(
                "  the page of {key} is opened: {}",
                if is_open { "a form" } else { "no form" }
            )
        });
        self.tabs.push(tab);
        Ok(())
    }

    /// Whether there is no window.
    pub const fn is_idle(&self) -> bool {
        self.tabs.is_empty()
    }

    /// Does one more thing in one of the windows, if there is one.
    pub fn go_on(&mut self, runtime: &Runtime, town: &Town, chance: &mut Chance) -> Outcome<()> {
        let many = self.tabs.len();
        // Mostly in the last one.
        let at = match u64::try_from(many) {
            Ok(many) if many > 0 && chance.below(4) == 0 => usize::try_from(chance.below(many))?,
            _ => many.saturating_sub(1),
        };
        let closes = chance.below(100) < 5;
        let Some(tab) = self.tabs.get_mut(at) else {
            return Ok(());
        };
        if closes {
            self.net.tell(|| format!("  the window of {} is closed", tab.key));
            self.tabs.remove(at);
            return Ok(());
        }
        tab.go_on(&self.net, runtime, town, chance)
    }
}

impl Tab {
    fn go_on(&mut self, net: &Net, runtime: &Runtime, town: &Town, chance: &mut Chance) -> Outcome<()> {
        match (chance.below(100), self.bank.clone(), self.form.is_some()) {
            (0..6, _, _) => self.come_back(net, runtime, town, "ok"),
            (6..9, _, _) => self.come_back(net, runtime, town, "ko"),
            (9..85, Some((page, asks)), _) if asks != Asks::Nothing => {
                self.type_in(net, runtime, town, chance, (&page, asks))
            }
            (_, Some((page, _)), _) if chance.below(3) > 0 => self.show(runtime, town, page),
            (_, _, true) => self.go_to_the_bank(net, runtime, town),
            _ => self.come_back(net, runtime, town, "ok"),
        }
    }

    /// The way back proves nothing; whoever thinks it does believes everybody who knows the address.
    fn come_back(&self, net: &Net, runtime: &Runtime, town: &Town, way: &str) -> Outcome<()> {
        let path = format!("/pay/{}/{way}", self.key);
        let page = town.ask(runtime, ("GET", &path), &[], String::new())?;
        net.air().back.insert(self.key.clone());
        net.tell(|| format!("  back at {path}: {}", title(&text(&page))));
        Ok(())
    }

    /// Sends the form, perhaps not for the first time.
    fn go_to_the_bank(&mut self, net: &Net, runtime: &Runtime, town: &Town) -> Outcome<()> {
        let Some(mut fields) = self.form.clone() else {
            return Ok(());
        };
        if self.sent > 0 && net.mistake == Some(Mistake::NewOrderEachTime) {
            fields = another_order(&fields).unwrap_or(fields);
        }
        self.sent += 1;
        let page = post(runtime, town, &format!("{BANK}realizarPago"), &fields)?;
        let shown = text(&page);
        let next = page
            .header("location")
            .map(str::to_owned)
            .or_else(|| attribute(&shown, "href=\"pagar", "href"));
        net.tell(|| format!("  the form of {} is sent: {} {}", self.key, page.status, title(&shown)));
        match next {
            Some(next) => self.show(runtime, town, format!("{BANK}{next}")),
            None => Ok(()),
        }
    }

    fn show(&mut self, runtime: &Runtime, town: &Town, page: String) -> Outcome<()> {
        let shown = text(&town.ask(runtime, ("GET", &page), &[], String::new())?);
        let field = |name: &str| shown.contains(&format!("name=\"{name}\""));
        let asks = match () {
            () if field("number") => Asks::Card,
            () if field("phone") => Asks::Phone,
            () if field("code") => Asks::Code,
            () => Asks::Nothing,
        };
        self.bank = Some((page, asks));
        Ok(())
    }

    fn type_in(
        &mut self,
        net: &Net,
        runtime: &Runtime,
        town: &Town,
        chance: &mut Chance,
        (page, asks): (&str, Asks),
    ) -> Outcome<()> {
        let token = page.rsplit('=').next().unwrap_or_default().to_owned();
        let mut fields = vec![("operacion".to_owned(), token)];
        let mut typed = |name: &str, value: &str| fields.push((name.to_owned(), value.to_owned()));
        match (chance.below(10), asks) {
            (0, _) => typed("cancel", "1"),
            (_, Asks::Card) => {
                let at = usize::try_from(chance.below(8)).unwrap_or_default();
                typed("number", CARDS.get(at).copied().unwrap_or_default());
                typed("expiry", if chance.below(12) == 0 { "10/26" } else { "12/34" });
                typed("cvv", if chance.below(12) == 0 { "321" } else { "123" });
            }
            (_, Asks::Phone) => typed("phone", if chance.below(6) == 0 { "600111222" } else { "700000000" }),
            (_, Asks::Code) => typed("code", if chance.below(4) == 0 { "000000" } else { "123456" }),
            (_, Asks::Nothing) => {}
        }
        let typed = fields
            .iter()
            .skip(1)
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>();
        // A window that closes in the middle: nobody knows how far it came.
        if chance.below(8) == 0 {
            let steps = u32::try_from(chance.below(6)).unwrap_or_default();
            net.air().tally.count("browsers closed in the middle");
            net.tell(|| {
                format!(
                    "  typed for {}, and hung up after {steps} steps: {}",
                    self.key,
                    typed.join(" ")
                )
            });
            let (path, headers) = (format!("{BANK}pagar"), [("content-type", FORM)]);
            return town.ask_and_hang_up(runtime, ("POST", &path), &headers, encoded(&fields), steps);
        }
        post(runtime, town, &format!("{BANK}pagar"), &fields)?;
        // Twice, with an impatient finger.
        if chance.below(8) == 0 {
            post(runtime, town, &format!("{BANK}pagar"), &fields)?;
        }
        net.tell(|| format!("  typed at the bank for {}: {}", self.key, typed.join(" ")));
        self.show(runtime, town, page.to_owned())
    }
}

fn post(runtime: &Runtime, town: &Town, path: &str, fields: &[(String, String)]) -> Outcome<CityAnswer> {
    town.ask(runtime, ("POST", path), &[("content-type", FORM)], encoded(fields))
}

fn encoded(fields: &[(String, String)]) -> String {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    form_encode(&fields)
}

/// The same payment under a number that the bank has not seen, as a shop signs it that makes an order for each visit.
fn another_order(fields: &[(String, String)]) -> Option<Vec<(String, String)>> {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let field = |name: &str| {
        fields
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    let signed = Signed {
        version: field("Ds_SignatureVersion")?,
        parameters: field("Ds_MerchantParameters")?,
        signature: field("Ds_Signature")?,
    };
    let keys = Keyring::new(SAMPLE_KEY).ok()?;
    let mut parameters = keys.open_request(&signed).ok()?;
    parameters.order = Order::parse(&format!("9999{:08}", NEXT.fetch_add(1, Ordering::Relaxed)))?;
    let signed = keys.sign_request(&parameters);
    Some(
        signed
            .fields()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
    )
}

fn text(page: &CityAnswer) -> String {
    String::from_utf8_lossy(&page.body).into_owned()
}

fn title(page: &str) -> &str {
    page.split("<h1>")
        .nth(1)
        .and_then(|rest| rest.split("</h1>").next())
        .unwrap_or_default()
}

/// The hidden fields of the form that leads to the bank, if the page has one.
fn form(page: &str) -> Option<Vec<(String, String)>> {
    page.contains("realizarPago").then_some(())?;
    let inputs = page.split("<input ").skip(1);
    let hidden = inputs.filter_map(|rest| {
        let tag = rest.split('>').next()?;
        Some((attribute(tag, "name=\"", "name")?, attribute(tag, "value=\"", "value")?))
    });
    Some(hidden.collect())
}

/// The value of the attribute whose text begins like this.
fn attribute(text: &str, start: &str, name: &str) -> Option<String> {
    let at = text.find(start)?;
    let rest = text.get(at..)?.strip_prefix(name)?.strip_prefix("=\"")?;
    let value = rest.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}
