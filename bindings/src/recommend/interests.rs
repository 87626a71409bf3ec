//! What the phone thinks of the person and what they told it, for the person to see and change.

use chrono::{DateTime, Utc};
use madrid_core::kernel;
use madrid_core::recommend::{self as core, About, Interest, InterestsShown, Wish};
use madrid_core::text::{self, Key, keys};

use crate::view::{SwitchView, mirror};

mirror! {
    /// What a person says of a tag.
    InterestWish of Wish {
        /// More of it.
        More,
        /// Less of it.
        Less,
    }
}

mirror! {
    /// An age, roughly.
    AgeBand of core::AgeBand {
        /// Up to 14.
        Child,
        /// 15 to 26.
        Young,
        /// 27 to 64.
        Adult,
        /// 65 and more.
        Senior,
    }
}

mirror! {
    /// A card that a person carries.
    HeldCard of core::HeldCard {
        /// Library card.
        Library,
        /// Sports pass.
        Sport,
        /// Large family.
        LargeFamily,
        /// The card of older people.
        Senior,
    }
}

mirror! {
    /// Something that happens in a life and changes what one needs of a city.
    LifeEvent of core::LifeEvent {
        /// A baby.
        Baby,
        /// A new address.
        Move,
        /// A child starts or changes school.
        School,
        /// Retirement.
        Retirement,
        /// Looking for work.
        JobSearch,
    }
}

/// How much something is liked, for a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum InterestLevel {
    /// A lot.
    Much,
    /// Some.
    Some,
    /// Nobody knows yet.
    Unknown,
    /// Less than other things.
    Little,
}

/// What the phone thinks of one tag.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InterestView {
    /// To change it with.
    pub tag: String,
    /// Its name.
    pub label: String,
    /// How much it is liked.
    pub level: InterestLevel,
    /// The same in words; or what the person asked for.
    pub level_label: String,
    /// What the person said, if they did.
    pub wish: Option<InterestWish>,
    /// Whether there is something to forget.
    pub can_forget: bool,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// Something to choose, with how it stands.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ChoiceView {
    /// Its code.
    pub code: String,
    /// Its words.
    pub label: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// What the person told, and what else they could tell.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AboutView {
    /// The words above it.
    pub title: String,
    /// That they need tell nothing, and that it stays on the phone.
    pub body: String,
    /// What was told, to begin a change with.
    pub told: AboutRequest,
    /// The ages, one of them at most chosen.
    pub ages: Vec<ChoiceView>,
    /// Whether they go out with children.
    pub with_children: ChoiceView,
    /// Whether they need to enter without a step.
    pub step_free: ChoiceView,
    /// Whether they have little Spanish.
    pub little_spanish: ChoiceView,
    /// The cards.
    pub cards: Vec<ChoiceView>,
    /// What happens in a life.
    pub life: Vec<ChoiceView>,
}

/// What a person tells of themselves; it replaces what they told before.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AboutRequest {
    /// Their age, roughly; nothing if they would rather not say.
    pub age: Option<AgeBand>,
    /// Whether they go out with children.
    pub with_children: bool,
    /// Whether they need to enter without a step.
    pub step_free: bool,
    /// Whether they have little Spanish.
    pub little_spanish: bool,
    /// The cards they carry.
    pub cards: Vec<HeldCard>,
    /// What is happening in their life.
    pub life: Vec<LifeEvent>,
}

/// Everything the phone thinks of the person.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InterestsView {
    /// The words above it.
    pub title: String,
    /// That it is all there is, stays on the phone, fades, and can be changed.
    pub body: String,
    /// The one switch.
    pub switch: SwitchView,
    /// What the phone thinks of each tag.
    pub interests: Vec<InterestView>,
    /// What seems far to the person.
    pub reach: String,
    /// What they told.
    pub about: AboutView,
    /// The words of the button that asks for more of a tag.
    pub more_label: String,
    /// The words of the button that asks for less of a tag.
    pub less_label: String,
    /// The words of the button that forgets a tag.
    pub forget_label: String,
    /// The words of the button that erases everything.
    pub erase_label: String,
    /// What erasing takes away and what stays.
    pub erase_body: String,
}

impl AboutRequest {
    pub(super) fn about(self, now: DateTime<Utc>) -> About {
        About {
            age: self.age.map(Into::into),
            with_children: self.with_children,
            step_free: self.step_free,
            // The app speaks two languages: who has little Spanish reads it in the other one.
            language: self.little_spanish.then_some(kernel::Language::En),
            cards: self.cards.into_iter().map(Into::into).collect(),
            life: self.life.into_iter().map(|event| (event.into(), now)).collect(),
        }
    }

    fn told(about: &About) -> Self {
        Self {
            age: about.age.map(Into::into),
            with_children: about.with_children,
            step_free: about.step_free,
            little_spanish: about.language.is_some_and(|language| language != kernel::Language::Es),
            cards: about.cards.iter().map(|card| (*card).into()).collect(),
            life: about.life.iter().map(|(event, _)| (*event).into()).collect(),
        }
    }
}

impl InterestsView {
    pub(super) fn new(shown: &InterestsShown, language: kernel::Language) -> Self {
        let say = |key| text::plain(language, key);
        let reach = text::distance(language, shown.reach_m);
        Self {
            title: say(keys::INTERESTS_TITLE),
            body: say(keys::INTERESTS_BODY),
            switch: SwitchView::new(
                keys::FOR_YOU_SWITCH_TITLE,
                keys::FOR_YOU_SWITCH_BODY,
                shown.is_on,
                language,
            ),
            interests: shown
                .interests
                .iter()
                .map(|interest| view(interest, language))
                .collect(),
            reach: text::with(language, keys::INTERESTS_REACH, &[("distance", reach.into())]),
            about: AboutView::new(&shown.about, language),
            more_label: say(keys::ACTION_MORE),
            less_label: say(keys::ACTION_LESS),
            forget_label: say(keys::ACTION_FORGET),
            erase_label: say(keys::ACTION_ERASE_LEARNT),
            erase_body: say(keys::INTERESTS_ERASE_BODY),
        }
    }
}

fn view(interest: &Interest, language: kernel::Language) -> InterestView {
    let (level, key) = level(interest);
    let (label, level_label) = (text::plain(language, interest.tag.label()), text::plain(language, key));
    InterestView {
        tag: interest.tag.code().to_owned(),
        accessibility_label: format!("{label}: {level_label}"),
        label,
        level,
        level_label,
        wish: interest.wish.map(Into::into),
        can_forget: interest.is_known,
    }
}

fn level(interest: &Interest) -> (InterestLevel, Key) {
    match (interest.wish, interest.liking) {
        (Some(Wish::More), _) => (InterestLevel::Much, keys::LEVEL_WISHED),
        (Some(Wish::Less), _) => (InterestLevel::Little, keys::LEVEL_UNWISHED),
        (None, liking) if liking >= 0.45 => (InterestLevel::Much, keys::LEVEL_MUCH),
        (None, liking) if liking >= 0.1 => (InterestLevel::Some, keys::LEVEL_SOME),
        (None, liking) if liking <= -0.2 => (InterestLevel::Little, keys::LEVEL_LITTLE),
        (None, _) => (InterestLevel::Unknown, keys::LEVEL_UNKNOWN),
    }
}

impl AboutView {
    fn new(about: &About, language: kernel::Language) -> Self {
        let choice = |code: &str, label: Key, is_chosen: bool| ChoiceView {
            code: code.to_owned(),
            // Some of them stand in the middle of a sentence elsewhere.
            label: text::sentence(&text::plain(language, label)),
            is_chosen,
        };
        let told = AboutRequest::told(about);
        let ages = core::AgeBand::ALL.into_iter();
        let cards = core::HeldCard::ALL.into_iter();
        let life = core::LifeEvent::ALL.into_iter();
        let happens = |event: core::LifeEvent| about.life.iter().any(|(other, _)| *other == event);
        Self {
            title: text::plain(language, keys::ABOUT_TITLE),
            body: text::plain(language, keys::ABOUT_BODY),
            ages: ages
                .map(|age| choice(age.code(), age.label(), about.age == Some(age)))
                .collect(),
            with_children: choice("with_children", keys::ABOUT_CHILDREN, told.with_children),
            step_free: choice("step_free", keys::ABOUT_STEP_FREE, told.step_free),
            little_spanish: choice("little_spanish", keys::ABOUT_LITTLE_SPANISH, told.little_spanish),
            cards: cards
                .map(|card| choice(card.code(), card.label(), about.cards.contains(&card)))
                .collect(),
            life: life
                .map(|event| choice(event.code(), event.label(), happens(event)))
                .collect(),
            told,
        }
    }
}
