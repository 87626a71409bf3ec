//! What lies outside Rust, as traits: the phone's clock, its randomness, its network and its key store.
//!
//! Each port has a fake beside it. A fake and the real thing pass the same test functions (`*_contract`), so a fake
//! can be trusted in every other test.

mod browser;
mod clock;
mod device_keys;
mod entropy;
mod files;
mod key_store;
mod secure_settings;
mod transport;
mod web;

pub use browser::{Browser, BrowserError, FakeBrowser};
pub use clock::{Clock, FakeClock, SystemClock};
pub use device_keys::{DeviceKeys, FileDeviceKeys, KeyName, SoftwareDeviceKeys, device_keys_contract};
pub use entropy::{Entropy, FakeEntropy, SystemEntropy};
pub use key_store::{
    FileKeyStore, Guard, KeyStore, KeyStoreError, SoftwareKeyStore, key_store_contract, separate_key_stores_contract,
};
pub use secure_settings::{FileSettings, MemorySettings, SecureSettings, SettingsError, secure_settings_contract};
pub use transport::{
    HttpBody, HttpRequest, HttpResponse, Method, ScriptedTransport, Transport, TransportError, TransportReply,
};
pub use web::{ScriptedWeb, Web, WebReply, WebRequest, WebResponse};
