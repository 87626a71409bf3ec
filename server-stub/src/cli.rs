//! The command line.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};
use madrid_server_stub::redsys::SAMPLE_KEY;
use madrid_server_stub::{CityOptions, Data, GatewayAt, GatewayOptions, TlsOptions, Validity};

/// The mock city of Madrid.
#[derive(Debug, Parser)]
#[command(name = "madrid-server-stub", args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

impl Cli {
    /// What to do; without a word, serve.
    pub fn command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.serve))
    }
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the city (the default). Prints one line of JSON when it is ready.
    Serve(ServeArgs),
    /// Start the payment gateway alone. Prints one line of JSON when it is ready.
    Gateway(GatewayArgs),
    /// Look at files of the open-data portal.
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
}

/// What can be done with files.
#[derive(Debug, Subcommand)]
pub enum CatalogueCommand {
    /// Say what would be kept, repaired and rejected. Exits with 1 if a file cannot be used.
    Check {
        /// Folders and files.
        #[arg(required = true, value_name = "DIR|FILE")]
        paths: Vec<PathBuf>,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// How the city is to be.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The http port on 127.0.0.1; 0 for a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// What everything left to chance follows from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What the city's clock says at the start, as RFC 3339 (default: the real time).
    #[arg(long, value_name = "RFC3339")]
    clock: Option<DateTime<Utc>>,
    /// The clock stands still, so that the city looks the same every time.
    #[arg(long)]
    hold_clock: bool,
    /// A file that keeps the records over restarts, or `memory`.
    #[arg(long, value_name = "FILE|memory", default_value = "memory")]
    data: PathBuf,
    /// A folder or file of the open-data portal; can be given more than once (default: the built-in catalogue).
    #[arg(long, value_name = "DIR")]
    catalogue: Vec<PathBuf>,
    /// Add invented places until there are this many.
    #[arg(long, value_name = "N", default_value_t = 0)]
    synthetic: usize,
    /// Add invented events until there are this many.
    #[arg(long, value_name = "N", default_value_t = 0)]
    synthetic_events: usize,
    /// Use the payment gateway at this address on this machine (default: one of the city's own, under /gateway).
    #[arg(long, value_name = "URL")]
    gateway: Option<String>,
    /// The secret that it shares with the city, in base64.
    #[arg(long, value_name = "BASE64", requires = "gateway", default_value = SAMPLE_KEY)]
    gateway_secret: String,
    /// The https port on 127.0.0.1, 0 for a free one (default: no https).
    #[arg(long, value_name = "PORT")]
    tls_port: Option<u16>,
    /// What the certificate is like.
    #[arg(long, value_enum, default_value_t = ValidityArg::Good)]
    tls_validity: ValidityArg,
    /// Where root.pem goes (default: a folder that is removed at the end).
    #[arg(long, value_name = "DIR")]
    tls_dir: Option<PathBuf>,
    /// Stop when standard input closes, so that a city never outlives the program that started it.
    #[arg(long)]
    pub exit_with_stdin: bool,
}

/// How the gateway is to be.
#[derive(Debug, Args)]
pub struct GatewayArgs {
    /// The http port on 127.0.0.1; 0 for a free one.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// A file that keeps the records over restarts, or `memory`. Never the city's.
    #[arg(long, value_name = "FILE|memory", default_value = "memory")]
    data: PathBuf,
    /// What it shares with the city: 24 bytes in base64 (default: a published one).
    #[arg(long, value_name = "BASE64")]
    secret: Option<String>,
    /// Stop when standard input closes.
    #[arg(long)]
    pub exit_with_stdin: bool,
}

impl GatewayArgs {
    /// The same for the library.
    pub fn into_options(self) -> GatewayOptions {
        let standard = GatewayOptions::default();
        GatewayOptions {
            data: data(self.data),
            secret: self.secret.unwrap_or(standard.secret),
            ..standard
        }
    }
}

fn data(path: PathBuf) -> Data {
    if path.as_os_str() == "memory" {
        Data::Memory
    } else {
        Data::File(path)
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ValidityArg {
    Good,
    Expired,
}

impl ServeArgs {
    /// The same for the library.
    pub fn into_options(self) -> CityOptions {
        let validity = match self.tls_validity {
            ValidityArg::Good => Validity::Good,
            ValidityArg::Expired => Validity::Expired,
        };
        CityOptions {
            port: self.port,
            seed: self.seed,
            clock: self.clock,
            hold_clock: self.hold_clock,
            data: data(self.data),
            catalogue: self.catalogue,
            synthetic: self.synthetic,
            synthetic_events: self.synthetic_events,
            gateway: self.gateway.map(|url| GatewayAt {
                url,
                secret: self.gateway_secret,
            }),
            tls: self.tls_port.map(|port| TlsOptions {
                port,
                validity,
                dir: self.tls_dir,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(args: &[&str]) -> CityOptions {
        let words = std::iter::once("madrid-server-stub").chain(args.iter().copied());
        match Cli::try_parse_from(words).unwrap().command() {
            Command::Serve(args) => args.into_options(),
            Command::Gateway(_) | Command::Catalogue(_) => panic!("not serve"),
        }
    }

    #[test]
    fn serve_may_be_said_or_not() {
        for args in [
            &["--port", "7", "--synthetic", "9"][..],
            &["serve", "--port", "7", "--synthetic", "9"],
        ] {
            let options = options(args);
            assert_eq!((options.port, options.synthetic, options.data), (7, 9, Data::Memory));
        }
        assert!(options(&[]).tls.is_none());
    }

    #[test]
    fn every_switch_arrives() {
        let args = "--seed 3 --clock 2026-11-24T10:00:00Z --hold-clock --data city.sqlite --catalogue a --catalogue b \
                    --tls-port 0 --tls-validity expired --tls-dir t";
        let options = options(&args.split_whitespace().collect::<Vec<_>>());
        assert_eq!(options.clock.unwrap().to_rfc3339(), "2026-11-24T10:00:00+00:00");
        assert!(options.hold_clock);
        assert!(options.gateway.is_none());
        assert_eq!(options.catalogue, [PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!((options.seed, options.data), (3, Data::File("city.sqlite".into())));
        let tls = TlsOptions {
            port: 0,
            validity: Validity::Expired,
            dir: Some("t".into()),
        };
        assert_eq!(options.tls, Some(tls));
    }

    #[test]
    fn a_gateway_is_told_its_port_file_and_secret() {
        let words = "x gateway --port 7 --data g.sqlite --secret AAAA --exit-with-stdin";
        let Command::Gateway(args) = Cli::try_parse_from(words.split(' ')).unwrap().command() else {
            panic!("not gateway");
        };
        assert_eq!((args.port, args.exit_with_stdin), (7, true));
        let options = args.into_options();
        assert_eq!(
            (options.data, options.secret.as_str()),
            (Data::File("g.sqlite".into()), "AAAA")
        );
        let Command::Gateway(args) = Cli::try_parse_from(["x", "gateway"]).unwrap().command() else {
            panic!("not gateway");
        };
        let options = args.into_options();
        assert_eq!(
            (options.data, options.secret),
            (Data::Memory, GatewayOptions::default().secret)
        );
    }

    #[test]
    fn a_gateway_elsewhere_has_the_sample_key_unless_another_is_given() {
        let at = |args: &[&str]| options(args).gateway.unwrap();
        let url = ["--gateway", "http://127.0.0.1:9"];
        assert_eq!(at(&url).secret, SAMPLE_KEY);
        let other = at(&[&url[..], &["--gateway-secret", "c2VjcmV0"]].concat());
        assert_eq!(
            (other.url.as_str(), other.secret.as_str()),
            ("http://127.0.0.1:9", "c2VjcmV0")
        );
        assert!(Cli::try_parse_from(["x", "--gateway-secret", "c2VjcmV0"]).is_err());
    }

    #[test]
    fn check_takes_a_path() {
        let cli = Cli::try_parse_from(["x", "catalogue", "check", "dir", "--json"]).unwrap();
        assert!(matches!(
            cli.command(),
            Command::Catalogue(CatalogueCommand::Check { json: true, .. })
        ));
        assert!(Cli::try_parse_from(["x", "catalogue", "check"]).is_err());
        assert!(Cli::try_parse_from(["x", "--port", "1", "catalogue", "check", "dir"]).is_err());
    }
}
