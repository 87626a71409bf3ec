//! What a fine is for, in plain words of both languages, and what there is to prove it.

use serde::Serialize;

use super::machine::Expediente;

/// The same in both languages of the City.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}

impl Words {
    fn new(es: &str, en: &str) -> Self {
        Self {
            es: es.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// What measured it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Device {
    /// What it is.
    pub name: Words,
    /// Its number.
    pub serial: String,
    /// The day on which somebody last checked that it measures well.
    pub verified: String,
}

/// The rule that was broken, in plain words.
pub fn rule(file: &Expediente) -> Words {
    match file.hecho.as_str() {
        "VEL" => Words::new(
            "No se puede ir más deprisa de lo que marca la señal.",
            "You may not drive faster than the sign says.",
        ),
        "EST" => Words::new(
            "No se puede dejar el coche donde una señal o una raya lo prohíbe.",
            "You may not leave a car where a sign or a line forbids it.",
        ),
        "ZBE" => Words::new(
            "En esta zona solo entran los coches que contaminan poco.",
            "Only cars that pollute little may enter this zone.",
        ),
        "SEM" => Words::new(
            "Con el semáforo en rojo hay que parar.",
            "You must stop at a red light.",
        ),
        _ => Words::new(
            "Es una infracción de las normas de tráfico.",
            "It breaks the traffic rules.",
        ),
    }
}

/// How serious the law takes it.
pub fn severity(file: &Expediente) -> &'static str {
    match file.importe {
        ..=100 => "minor",
        101..=500 => "serious",
        _ => "very_serious",
    }
}

/// What somebody or something saw.
pub fn described(file: &Expediente) -> Words {
    match file.hecho.as_str() {
        "VEL" => Words::new(
            "El radar midió 68 km/h donde el límite es 50.",
            "The radar measured 68 km/h where the limit is 50.",
        ),
        "EST" => Words::new(
            "Un agente vio el coche parado en doble fila.",
            "An officer saw the car parked in the second row.",
        ),
        "ZBE" => Words::new(
            "La cámara leyó la matrícula al entrar en la zona.",
            "The camera read the plate as the car entered the zone.",
        ),
        "SEM" => Words::new(
            "La cámara vio pasar el coche con la luz en rojo.",
            "The camera saw the car pass on red.",
        ),
        _ => Words::new("Un agente lo vio.", "An officer saw it."),
    }
}

/// What measured it; an officer's eyes are no device.
pub fn device(file: &Expediente) -> Option<Device> {
    let (name, prefix) = match file.hecho.as_str() {
        "VEL" => (Words::new("Radar fijo", "Fixed radar"), "RF"),
        "ZBE" => (Words::new("Cámara de matrículas", "Plate camera"), "CM"),
        "SEM" => (Words::new("Cámara de semáforo", "Traffic light camera"), "CS"),
        _ => return None,
    };
    let head: String = file.numero.chars().take(4).collect();
    Some(Device {
        name,
        serial: format!("{prefix}-{head}"),
        // Devices are checked once a year.
        verified: crate::calendar::later(file.fecha, -120).to_string(),
    })
}

/// How many photos there are.
pub fn photos(file: &Expediente) -> usize {
    if device(file).is_some() { 2 } else { 0 }
}
