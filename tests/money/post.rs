//! How the bank's notices come to the city: lost, heard but not confirmed, twice, late, and forged.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use madrid_core::net::form_encode;
use madrid_server_stub::redsys::{Keyring, Notification, ResponseCode, SAMPLE_KEY, Signed};
use madrid_server_stub::{CityInside, Notifier, NotifyError, Sending};

use super::chance::Chance;
use super::mistakes::Mistake;
use super::network::Net;

/// Who carries them.
pub struct Post {
    net: Arc<Net>,
    desk: Mutex<Desk>,
}

struct Desk {
    chance: Chance,
    city: Option<CityInside>,
    weather: u64,
    late: Vec<(String, Signed)>,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Post")
    }
}

impl Post {
    /// Nobody's post yet.
    pub fn new(net: Arc<Net>, chance: Chance) -> Self {
        let desk = Desk {
            chance,
            city: None,
            weather: 0,
            late: Vec::new(),
        };
        Self {
            net,
            desk: Mutex::new(desk),
        }
    }

    /// The city is there, or gone.
    pub fn connect(&self, city: Option<CityInside>) {
        self.desk().city = city;
    }

    /// How many of a hundred letters fare badly from now on.
    pub fn set_weather(&self, weather: u64) {
        self.desk().weather = weather;
    }

    /// Brings a letter that was late. `false` if there is none.
    pub async fn bring_late(&self) -> bool {
        let Some((url, message)) = self.desk().late.pop() else {
            return false;
        };
        let status = self.bring(&url, &message).await;
        self.net.tell(|| format!("  a late notice arrives: {status:?}"));
        true
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn bring(&self, url: &str, message: &Signed) -> Result<u16, NotifyError> {
        let city = self.desk().city.clone().ok_or(NotifyError::Unreachable)?;
        let path = url.strip_prefix(CityInside::ORIGIN).ok_or(NotifyError::Address)?;
        let form = form_encode(&message.fields());
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let answer = city.ask("POST", path, &headers, form.into_bytes()).await;
        answer.map(|answer| answer.status).ok_or(NotifyError::Silent)
    }

    async fn carry(&self, url: &str, message: &Signed) -> Result<u16, NotifyError> {
        let message = &self.believed(message);
        let luck = {
            let mut desk = self.desk();
            let weather = desk.weather;
            if desk.chance.below(100) < weather {
                desk.chance.below(5)
            } else {
                5
            }
        };
        let name = [
            "notice: lost",
            "notice: not confirmed",
            "notice: twice",
            "notice: late",
            "notice: forged",
            "notice: brought",
        ];
        let name = name
            .get(usize::try_from(luck).unwrap_or_default())
            .copied()
            .unwrap_or_default();
        self.net.air().tally.count(name);
        self.net.tell(|| format!("  {name}"));
        match luck {
            0 => Err(NotifyError::Unreachable),
            1 => {
                self.bring(url, message).await?;
                Err(NotifyError::Silent)
            }
            2 => {
                self.bring(url, message).await?;
                self.bring(url, message).await
            }
            3 => {
                self.desk().late.push((url.to_owned(), message.clone()));
                Err(NotifyError::Silent)
            }
            4 => {
                if let Some(lie) = self.forged(message) {
                    self.bring(url, &lie).await?;
                }
                self.bring(url, message).await
            }
            _ => self.bring(url, message).await,
        }
    }

    /// The opposite of what a notice says, as somebody without the secret would write it: under the old signature.
    fn forged(&self, message: &Signed) -> Option<Signed> {
        let (keys, told) = opened(message)?;
        let lie = opposite(told);
        if self.net.mistake == Some(Mistake::AcceptForgedNotification) {
            return Some(keys.sign_notification(&lie));
        }
        Some(Signed {
            parameters: lie.encode(),
            ..message.clone()
        })
    }

    /// What a city without eyes for codes would take for good news.
    fn believed(&self, message: &Signed) -> Signed {
        let planted = self.net.mistake == Some(Mistake::AcceptRefusedCode);
        match opened(message).filter(|_| planted) {
            Some((keys, told)) if !told.response.is_authorised() => keys.sign_notification(&opposite(told)),
            _ => message.clone(),
        }
    }
}

fn opened(message: &Signed) -> Option<(Keyring, Notification)> {
    let keys = Keyring::new(SAMPLE_KEY).ok()?;
    let told = keys.open_notification(message).ok()?;
    Some((keys, told))
}

fn opposite(told: Notification) -> Notification {
    let response = if told.response.is_authorised() {
        ResponseCode::REFUSED
    } else {
        ResponseCode::AUTHORISED
    };
    Notification { response, ..told }
}

impl Notifier for Post {
    fn send<'a>(&'a self, url: &'a str, message: &'a Signed) -> Sending<'a> {
        Box::pin(self.carry(url, message))
    }
}
