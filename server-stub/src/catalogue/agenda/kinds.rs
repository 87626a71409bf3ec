//! What sort of thing an event is, and for whom it is: by its type; where that says nothing, by its title, by that of the
//! activity it is a part of, by where it is, by whom it is for.

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
const TITLES: [(&str, EventKind); 39] = [
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
    ("concurso", Contest),
    ("fiesta", Party),
    ("microescena", Theatre),
    ("jornadas", Talk),
    ("campamento", Children),
    ("ludoteca", Children),
];

/// What of a row tells its kind; blank where the row does not say it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) type_path: &'a str,
    pub(super) title: &'a str,
    pub(super) activity: &'a str,
    pub(super) venue: &'a str,
    pub(super) audiences: &'a BTreeSet<Audience>,
}

/// The kind of an event.
pub(super) fn kind(told: Told<'_>) -> EventKind {
    let (path, title) = (fold(told.type_path), fold(told.title));
    let typed = path
        .rsplit('/')
        .find_map(|segment| TYPES.iter().find(|(word, _)| *word == segment));
    match typed {
        // The type is for courses and workshops alike.
        Some((_, Workshop)) if says(&title, "curso") => Course,
        Some((_, kind)) => *kind,
        None => titled(&title)
            .or_else(|| titled(&fold(told.activity)))
            .or_else(|| says(&fold(told.venue), "cineteca").then_some(Cinema))
            .or_else(|| told.audiences.contains(&Audience::Children).then_some(Children))
            .unwrap_or(Other),
    }
}

fn titled(title: &str) -> Option<EventKind> {
    let found = TITLES.iter().find(|(word, _)| says(title, word));
    found.map(|(_, kind)| *kind)
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
        let of = |path: &str, title: &str| {
            let type_path = &format!("/contenido/actividades/{path}");
            kind(Told {
                type_path,
                title,
                ..nothing()
            })
        };
        assert_eq!(of("Musica/JazzSoulFunkySwingReagge", "Trío"), Music);
        assert_eq!(of("CursosTalleres", "Cerámica"), Workshop);
        assert_eq!(of("CursosTalleres/Arte", "Curso de cerámica"), Course);
        assert_eq!(of("ProgramacionDestacadaAgendaCultura", "Exposición 'Luz'"), Exhibition);
        assert_eq!(of("1ciudad21distritos", "Gran CONCIERTO de otoño"), Music);
        let titled = |title| kind(Told { title, ..nothing() });
        assert_eq!(titled("Algo"), Other);
        assert_eq!(titled("Discurso"), Other, "a word inside another is not one");
    }

    #[test]
    fn what_it_is_a_part_of_where_it_is_and_for_whom_tell_the_rest() {
        let children = BTreeSet::from([Audience::Children, Audience::Families]);
        let told = Told {
            title: "Árboles exóticos",
            activity: "Itinerarios guiados por El Retiro",
            audiences: &children,
            ..nothing()
        };
        assert_eq!(kind(told), Tour);
        let title = "Concierto de otoño";
        assert_eq!(kind(Told { title, ..told }), Music, "its own title goes first");
        let activity = "Actividades en el centro";
        assert_eq!(kind(Told { activity, ..told }), Children);
        let venue = "Cineteca Madrid";
        assert_eq!(
            kind(Told {
                activity,
                venue,
                ..told
            }),
            Cinema
        );
        assert_eq!(
            kind(Told {
                activity,
                audiences: &BTreeSet::new(),
                ..told
            }),
            Other
        );
    }

    fn nothing() -> Told<'static> {
        static NOBODY: BTreeSet<Audience> = BTreeSet::new();
        Told {
            type_path: "",
            title: "",
            activity: "",
            venue: "",
            audiences: &NOBODY,
        }
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
