//! What sort of thing an event is, by its type and, where that says nothing, by its title; and for whom it is.

use std::collections::BTreeSet;

use super::super::clean::Repairs;
use super::super::event::Audience;
use super::super::event::EventKind::{
    self, Children, Cinema, CircusMagic, Contest, Course, Dance, Exhibition, Fair, Music, Other, Party, Reading, Sport,
    StoryTelling, Talk, Theatre, Tour, Workshop,
};
use super::super::report::Repair;
use super::super::words::{fold, occurrences};

/// Types that leave no doubt, by a segment of the path. The season's highlights, the streets and the districts'
/// programme are types too, but tell only who made the poster.
const TYPES: [(&str, EventKind); 23] = [
    ("exposiciones", Exhibition),
    ("musica", Music),
    ("teatroperformance", Theatre),
    ("danzabaile", Dance),
    ("cineactividadesaudiovisuales", Cinema),
    ("conferenciascoloquios", Talk),
    ("congresosjornadas", Talk),
    ("cursostalleres", Workshop),
    ("clubeslectura", Reading),
    ("recitalespresentacionesactosliterarios", Reading),
    ("cuentacuentostiteresmarionetas", StoryTelling),
    ("actividadesdeportivas", Sport),
    ("excursionesitinerariosvisitas", Tour),
    ("itinerariosotrasactividadesambientales", Tour),
    ("ferias", Fair),
    ("circomagia", CircusMagic),
    ("fiestas", Party),
    ("fiestasnavidadesreyes", Party),
    ("fiestassemanasanta", Party),
    ("carnaval", Party),
    ("concursoscertamenes", Contest),
    ("campamentos", Children),
    ("comemoracioneshomenajes", Talk),
];

/// Words that begin a telling word of a title, tried in this order.
const TITLES: [(&str, EventKind); 34] = [
    ("cuentacuentos", StoryTelling),
    ("cuentos", StoryTelling),
    ("titeres", StoryTelling),
    ("marionetas", StoryTelling),
    ("club de lectura", Reading),
    ("recital", Reading),
    ("exposicion", Exhibition),
    ("muestra", Exhibition),
    ("concierto", Music),
    ("musica", Music),
    ("jazz", Music),
    ("orquesta", Music),
    ("coro", Music),
    ("teatro", Theatre),
    ("danza", Dance),
    ("baile", Dance),
    ("flamenco", Dance),
    ("cine", Cinema),
    ("pelicula", Cinema),
    ("cortometraje", Cinema),
    ("conferencia", Talk),
    ("charla", Talk),
    ("coloquio", Talk),
    ("curso", Course),
    ("taller", Workshop),
    ("visita", Tour),
    ("itinerario", Tour),
    ("ruta", Tour),
    ("feria", Fair),
    ("mercad", Fair),
    ("circo", CircusMagic),
    ("magia", CircusMagic),
    ("certamen", Contest),
    ("fiesta", Party),
];

/// The kind of an event.
pub(super) fn kind(type_path: &str, title: &str) -> EventKind {
    let (path, title) = (fold(type_path), fold(title));
    let typed = path
        .rsplit('/')
        .find_map(|segment| TYPES.iter().find(|(word, _)| *word == segment));
    match typed {
        // The type is for courses and workshops alike.
        Some((_, Workshop)) if says(&title, "curso") => Course,
        Some((_, kind)) => *kind,
        None => TITLES
            .iter()
            .find(|(word, _)| says(&title, word))
            .map_or(Other, |(_, kind)| *kind),
    }
}

fn says(text: &str, phrase: &str) -> bool {
    occurrences(text, phrase).next().is_some()
}

/// For whom, out of `/usuario/Niños,/usuario/Familias` or `Niños,Familias`.
pub(super) fn audiences(text: &str, repairs: &mut Repairs) -> BTreeSet<Audience> {
    let words = text.split(',').filter_map(|word| word.rsplit('/').next());
    words
        .filter(|word| !word.trim().is_empty())
        .filter_map(|word| {
            let audience = audience(word.trim());
            if audience.is_none() {
                repairs.note(Repair::AudienceUnknown, "audiences", text);
            }
            audience
        })
        .collect()
}

fn audience(word: &str) -> Option<Audience> {
    Some(match fold(word).as_str() {
        "niños" => Audience::Children,
        "familias" => Audience::Families,
        "jovenes" => Audience::Young,
        "mujeres" => Audience::Women,
        "mayores" => Audience::Seniors,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_decides_and_the_title_where_it_says_nothing() {
        let of = |path: &str, title: &str| kind(&format!("/contenido/actividades/{path}"), title);
        assert_eq!(of("Musica/JazzSoulFunkySwingReagge", "Trío"), Music);
        assert_eq!(of("CursosTalleres", "Cerámica"), Workshop);
        assert_eq!(of("CursosTalleres/Arte", "Curso de cerámica"), Course);
        assert_eq!(of("ProgramacionDestacadaAgendaCultura", "Exposición 'Luz'"), Exhibition);
        assert_eq!(of("1ciudad21distritos", "Gran CONCIERTO de otoño"), Music);
        assert_eq!(kind("", "Algo"), Other);
        assert_eq!(kind("", "Discurso"), Other, "a word inside another is not one");
    }

    #[test]
    fn whom_it_is_for_in_both_spellings() {
        let mut repairs = Repairs::new();
        let families = [Audience::Children, Audience::Families].into();
        assert_eq!(audiences("/usuario/Niños,/usuario/Familias", &mut repairs), families);
        assert_eq!(audiences("Familias,Niños", &mut repairs), families);
        assert_eq!(repairs.reasons(), []);
        assert_eq!(audiences("PropietariosdeAnimales", &mut repairs), BTreeSet::new());
        assert_eq!(repairs.reasons(), [Repair::AudienceUnknown]);
    }
}
