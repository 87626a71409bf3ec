//! The city of one world: its files, its clock, its post, and how it falls and stands up again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use madrid_server_stub::{Charge, CityAnswer, CityInside, CityOptions, Data, Gateway};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::fate::{End, Fate, Mortal, Plan};
use super::network::Net;
use super::post::Post;
use super::{Outcome, wrong};

/// The city's file in a world's folder.
const FILE: &str = "city.sqlite";

/// A city.
pub struct Town {
    file: PathBuf,
    now: DateTime<Utc>,
    net: Arc<Net>,
    /// How its gateway's notices come.
    pub post: Arc<Post>,
    inside: Option<CityInside>,
}

/// How every city of the simulation is.
pub fn options(folder: &Path, now: DateTime<Utc>) -> CityOptions {
    CityOptions {
        clock: Some(now),
        hold_clock: true,
        data: Data::File(folder.join(FILE)),
        ..CityOptions::default()
    }
}

impl Town {
    /// The city whose files are in this folder.
    pub fn open(runtime: &Runtime, folder: &Path, now: DateTime<Utc>, net: &Arc<Net>, post: Post) -> Outcome<Self> {
        let mut town = Self {
            file: folder.join(FILE),
            now,
            net: Arc::clone(net),
            post: Arc::new(post),
            inside: None,
        };
        town.stand_up(runtime)?;
        Ok(town)
    }

    /// It falls, and stands up on what its files say.
    pub fn restart(&mut self, runtime: &Runtime) -> Outcome<()> {
        self.fall();
        self.stand_up(runtime)
    }

    fn fall(&mut self) {
        self.net.connect(None);
        self.post.connect(None);
        self.inside = None;
    }

    fn stand_up(&mut self, runtime: &Runtime) -> Outcome<()> {
        let folder = self.file.parent().ok_or_else(|| wrong("the city has no folder"))?;
        let post = Arc::clone(&self.post);
        let inside = runtime.block_on(CityInside::reopen(options(folder, self.now), post))?;
        self.net.connect(Some(inside.clone()));
        self.post.connect(Some(inside.clone()));
        self.inside = Some(inside);
        Ok(())
    }

    /// The city's file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Time passes.
    pub fn pass(&mut self, runtime: &Runtime, time: TimeDelta) -> Outcome<()> {
        self.now += time;
        let body = json!({ "now": self.now.to_rfc3339() }).to_string();
        let headers = [("content-type", "application/json")];
        let answer = self.ask(runtime, ("PUT", "/admin/clock"), &headers, body)?;
        match answer.status {
            200 => Ok(()),
            status => Err(wrong(&format!("the clock cannot be set: {status}"))),
        }
    }

    /// How the bank fares with what it is asked, and with what it has to tell.
    pub fn force(&self, runtime: &Runtime, plan: &Value) -> Outcome<()> {
        let headers = [("content-type", "application/json")];
        let answer = self.ask(runtime, ("PUT", "/admin/gateway"), &headers, plan.to_string())?;
        match answer.status {
            200 => Ok(()),
            status => Err(wrong(&format!("the bank cannot be told what to do: {status}"))),
        }
    }

    /// What it answers to whoever is neither a phone nor a bank.
    pub fn ask(
        &self,
        runtime: &Runtime,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: String,
    ) -> Outcome<CityAnswer> {
        let inside = self.inside.as_ref().ok_or_else(|| wrong("the city is not there"))?;
        let answer = runtime.block_on(inside.ask(method, path, headers, body.into_bytes()));
        answer.ok_or_else(|| wrong("the city does not answer"))
    }

    /// The same for somebody who hangs up after so many steps: whatever the city was doing then is broken off.
    pub fn ask_and_hang_up(
        &self,
        runtime: &Runtime,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: String,
        steps: u32,
    ) -> Outcome<()> {
        let inside = self.inside.as_ref().ok_or_else(|| wrong("the city is not there"))?;
        broken_off(runtime, inside.ask(method, path, headers, body.into_bytes()), steps)
    }

    /// The gateway sends what is due. How many letters still wait.
    pub fn deliver(&self, runtime: &Runtime) -> Outcome<i64> {
        Ok(runtime.block_on(self.gateway()?.deliver_due())?.waiting)
    }

    /// What the city does by itself every minute.
    pub fn give_back(&self, runtime: &Runtime) -> Outcome<()> {
        let inside = self.inside.as_ref().ok_or_else(|| wrong("there is no city"))?;
        let left = runtime.block_on(inside.give_back_due());
        left.map(|_| ()).ok_or_else(|| wrong("the city cannot use its records"))
    }

    /// The gateway dies after so many steps of sending what is due.
    pub fn deliver_and_die(&self, runtime: &Runtime, steps: u32) -> Outcome<()> {
        broken_off(runtime, self.gateway()?.deliver_due(), steps)
    }

    fn gateway(&self) -> Outcome<&Gateway> {
        let gateway = self.inside.as_ref().and_then(CityInside::gateway);
        gateway.ok_or_else(|| wrong("there is no gateway"))
    }

    /// Every euro that moved at the gateway.
    pub fn charges(&self, runtime: &Runtime) -> Outcome<Vec<Charge>> {
        Ok(runtime.block_on(self.gateway()?.charges())?)
    }
}

/// Does something until it has taken so many steps. What the disk was told by then it still does.
fn broken_off<T>(runtime: &Runtime, work: impl Future<Output = T>, steps: u32) -> Outcome<()> {
    let fate = Fate::default();
    fate.begin(Plan {
        end: Some(End::Steps(steps)),
        ..Plan::default()
    });
    runtime.block_on(Mortal::new(work, &fate));
    runtime.block_on(async { tokio::task::spawn_blocking(|| ()).await })?;
    Ok(())
}

impl Drop for Town {
    /// City, gateway and post know each other: somebody has to let go.
    fn drop(&mut self) {
        self.fall();
    }
}
