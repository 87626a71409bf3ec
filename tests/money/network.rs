//! The way between phones and city, in bad weather: lost before, lost after the effect, too slow, cut short, twice, late, and answers
//! that are not the city's.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use madrid_core::app::App;
use madrid_core::ports::{HttpRequest, HttpResponse, Method, Transport, TransportError, TransportReply};
use madrid_server_stub::{CityAnswer, CityInside};

use super::chance::Chance;
use super::fate::{Blow, Fate, Moment};
use super::lies;
use super::mistakes::Mistake;
use super::tally::Tally;

/// What goes wrong with an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    NoNetwork,
    LostBefore,
    Late,
    FailedBefore,
    LostAfter,
    CutShort,
    FailedAfter,
    Twice,
    LoginPage,
    Nowhere,
}

impl Fault {
    const ALL: [Self; 10] = [
        Self::NoNetwork,
        Self::LostBefore,
        Self::Late,
        Self::FailedBefore,
        Self::LostAfter,
        Self::CutShort,
        Self::FailedAfter,
        Self::Twice,
        Self::LoginPage,
        Self::Nowhere,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::NoNetwork => "fault: no network",
            Self::LostBefore => "fault: lost before",
            Self::Late => "fault: late",
            Self::FailedBefore => "fault: failed before",
            Self::LostAfter => "fault: lost after the effect",
            Self::CutShort => "fault: cut short",
            Self::FailedAfter => "fault: failed after the effect",
            Self::Twice => "fault: twice",
            Self::LoginPage => "fault: a login page",
            Self::Nowhere => "fault: a page not found",
        }
    }

    /// How it ends before the city hears of it.
    fn before(self) -> Option<Result<HttpResponse, TransportError>> {
        match self {
            Self::NoNetwork => Some(Err(TransportError::Unreachable)),
            Self::LostBefore | Self::Late => Some(Err(TransportError::Timeout)),
            Self::FailedBefore => Some(Ok(page(503, "text/html"))),
            Self::LoginPage => Some(Ok(page(200, "text/html"))),
            Self::Nowhere => Some(Ok(page(404, "text/html"))),
            Self::LostAfter | Self::CutShort | Self::FailedAfter | Self::Twice => None,
        }
    }

    /// What of the city's answer arrives.
    fn after(self, answer: HttpResponse) -> Result<HttpResponse, TransportError> {
        match self {
            Self::LostAfter => Err(TransportError::Timeout),
            Self::CutShort => Err(TransportError::Interrupted),
            Self::FailedAfter => Ok(page(500, "application/problem+json")),
            _ => Ok(answer),
        }
    }
}

/// What all phones of a world share.
pub struct Net {
    city: Mutex<Option<CityInside>>,
    air: Mutex<Air>,
    /// What is planted in it.
    pub mistake: Option<Mistake>,
}

/// What is in the air.
pub struct Air {
    chance: Chance,
    late: Vec<HttpRequest>,
    /// What happened.
    pub tally: Tally,
    /// The names under which was asked to pay.
    pub asked: BTreeSet<String>,
    /// The names with which somebody came back from the bank.
    pub back: BTreeSet<String>,
    /// What happened, in words, if somebody wants to read it.
    pub story: Option<Vec<String>>,
}

impl Net {
    /// A network without a city yet.
    pub fn new(chance: Chance, mistake: Option<Mistake>, is_told: bool) -> Self {
        let air = Air {
            chance,
            late: Vec::new(),
            tally: Tally::default(),
            asked: BTreeSet::new(),
            back: BTreeSet::new(),
            story: is_told.then(Vec::new),
        };
        Self {
            city: Mutex::new(None),
            air: Mutex::new(air),
            mistake,
        }
    }

    /// The city is there, or gone.
    pub fn connect(&self, city: Option<CityInside>) {
        *self.city.lock().unwrap_or_else(PoisonError::into_inner) = city;
    }

    /// What is in the air.
    pub fn air(&self) -> MutexGuard<'_, Air> {
        self.air.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something happened.
    pub fn tell(&self, what: impl FnOnce() -> String) {
        if let Some(story) = &mut self.air().story {
            story.push(what());
        }
    }

    /// A request that was late arrives. `false` if there is none.
    pub async fn bring_late(&self) -> bool {
        let late = {
            let mut air = self.air();
            let many = u64::try_from(air.late.len()).unwrap_or_default();
            if many == 0 {
                return false;
            }
            let at = usize::try_from(air.chance.below(many)).unwrap_or_default();
            air.late.remove(at)
        };
        let path = late.path.clone();
        let status = self.ask(&late).await.map_or(0, |answer| answer.status);
        self.tell(|| format!("  a late {:?} {path} arrives: {status}", late.method));
        true
    }

    /// What the city answers.
    async fn ask(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let city = self.city.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let mut headers: Vec<(&str, &str)> = request
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let body = request.body.as_ref();
        headers.extend(body.map(|body| ("content-type", body.content_type)));
        let bytes = body.map(|body| body.bytes.clone()).unwrap_or_default();
        city.ask(method, &request.path, &headers, bytes).await.map(response)
    }

    fn fault(&self, weather: u64, request: &HttpRequest) -> Option<Fault> {
        let mut air = self.air();
        air.tally.count("requests");
        if request.method == Method::Put {
            air.asked.extend(lies::key_of(&request.path).map(str::to_owned));
        }
        if weather == 0 || air.chance.below(100) >= weather {
            return None;
        }
        let at = usize::try_from(air.chance.below(10)).unwrap_or_default();
        let fault = Fault::ALL.get(at).copied()?;
        air.tally.count(fault.name());
        if fault == Fault::Late {
            air.late.push(request.clone());
        }
        Some(fault)
    }

    async fn exchange(&self, line: &Line, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let (turn, weather) = line.fate.exchange();
        line.meet(turn, Moment::Before).await;
        let fault = self.fault(weather, request);
        if let Some(ended) = fault.and_then(Fault::before) {
            self.tell(|| format!("  {:?} {}: {fault:?}", request.method, request.path));
            return ended;
        }
        if fault == Some(Fault::Twice) {
            self.ask(request).await;
        }
        let answer = self.ask(request).await.ok_or(TransportError::Unreachable)?;
        let (status, said) = (answer.status, lies::states(&answer.body));
        self.tell(|| format!("  {:?} {}: {status} {said} {fault:?}", request.method, request.path));
        line.meet(turn, Moment::Effect).await;
        match fault {
            Some(fault) => fault.after(answer),
            None => Ok(answer),
        }
    }
}

/// One phone's way to the city.
pub struct Line {
    net: Arc<Net>,
    fate: Arc<Fate>,
    app: Mutex<Weak<App>>,
}

impl Line {
    /// A way through this network for a phone with this fate.
    pub fn new(net: Arc<Net>, fate: Arc<Fate>) -> Self {
        Self {
            net,
            fate,
            app: Mutex::default(),
        }
    }

    /// Whose way it is.
    pub fn belongs_to(&self, app: &Arc<App>) {
        *self.app.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(app);
    }

    async fn meet(&self, turn: u32, moment: Moment) {
        match self.fate.strike(turn, moment) {
            Blow::None => {}
            Blow::Death => std::future::pending().await,
            Blow::Sleep => {
                let app = self.app.lock().unwrap_or_else(PoisonError::into_inner).upgrade();
                if let Some(app) = app {
                    app.suspend();
                }
            }
        }
    }

    async fn carry(&self, mut request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if !is_about_money(&request.path) {
            return Err(TransportError::Unreachable);
        }
        if let Some(lie) = lies::instead(&self.net, &request) {
            return Ok(lie);
        }
        let asked = request.path.clone();
        lies::before(&self.net, &mut request);
        let answer = self.net.exchange(self, &request).await;
        lies::after(&self.net, (&asked, &request), answer)
    }
}

impl Transport for Line {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        Box::pin(self.carry(request))
    }
}

/// Places and news are not simulated here: they are out of reach.
fn is_about_money(path: &str) -> bool {
    let starts = [
        "/v1/payments/",
        "/v1/me/payments",
        "/v1/me/receipts",
        "/v1/references/",
        "/v1/me/debts/",
        "/idp/",
        "/.well-known/",
    ];
    starts.iter().any(|start| path.starts_with(start))
}

/// An answer as a phone's HTTP gives it.
pub fn response(answer: CityAnswer) -> HttpResponse {
    let header = |name: &str| answer.header(name).map(str::to_owned);
    let media_type = header("content-type");
    let media_type = media_type.and_then(|value| value.split(';').next().map(|kind| kind.trim().to_ascii_lowercase()));
    HttpResponse {
        status: answer.status,
        content_type: media_type,
        date: header("date"),
        etag: header("etag"),
        // Nobody waits in a simulation.
        retry_after: None,
        www_authenticate: header("www-authenticate"),
        body: answer.body,
    }
}

fn page(status: u16, content_type: &str) -> HttpResponse {
    HttpResponse {
        status,
        content_type: Some(content_type.to_owned()),
        body: b"{}".to_vec(),
        ..HttpResponse::default()
    }
}
