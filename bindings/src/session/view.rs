//! The session in words.

use madrid_core::app::Removal;
use madrid_core::kernel::{self, Access};
use madrid_core::session::SessionState as State;
use madrid_core::text::{self, Key, keys};

use crate::view::{SwitchView, mirror};

mirror! {
    /// How surely the city knows who it is.
    AccessLevel of Access {
        /// One factor: enough to look at one's own data.
        Light,
        /// Two factors: to change something.
        Strong,
    }
}

/// What the person can do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum SessionState {
    /// Nobody has signed in, or the person signed out.
    SignedOut,
    /// There is a session, but the data are locked.
    Locked,
    /// Signed in.
    SignedIn,
    /// The session has ended. What is on the phone stays readable; new things need one sign-in.
    SignInAgain,
}

/// The session.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SessionView {
    /// The state, for what to draw.
    pub state: SessionState,
    /// How surely the person signed in, where they are signed in.
    pub access: Option<AccessLevel>,
    /// Whether the phone asks before it shows the person's data.
    pub app_lock: bool,
    /// A few words.
    pub title: String,
    /// What it means for the person.
    pub body: String,
    /// What the person can do about it, the most likely first.
    pub actions: Vec<SessionActionView>,
    /// What the person reads before the login page opens; only while signed out.
    pub invitation: Option<SignInView>,
}

/// Something to do about the session.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SessionActionView {
    /// What.
    pub kind: SessionActionKind,
    /// The words of its button.
    pub label: String,
}

/// What can be done about the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum SessionActionKind {
    /// `sign_in`
    SignIn,
    /// `unlock`
    Unlock,
    /// `lock`
    Lock,
    /// `sign_out`
    SignOut,
}

impl SessionView {
    /// `is_first` is whether the phone holds nobody's data yet.
    pub(crate) fn new(state: State, app_lock: bool, is_first: bool, language: kernel::Language) -> Self {
        let (shown, title, body) = match state {
            State::SignedOut => (SessionState::SignedOut, keys::SESSION_OUT_TITLE, keys::SESSION_OUT_BODY),
            State::Locked => (
                SessionState::Locked,
                keys::SESSION_LOCKED_TITLE,
                keys::ERROR_LOCKED_NEXT,
            ),
            State::SignedIn(Access::Light) => (SessionState::SignedIn, keys::SESSION_IN_TITLE, keys::SESSION_IN_LIGHT),
            State::SignedIn(Access::Strong) => {
                (SessionState::SignedIn, keys::SESSION_IN_TITLE, keys::SESSION_IN_STRONG)
            }
            State::SignInAgain => (
                SessionState::SignInAgain,
                keys::SESSION_AGAIN_TITLE,
                keys::ERROR_AGAIN_BODY,
            ),
        };
        let access = match state {
            State::SignedIn(access) => Some(access.into()),
            _ => None,
        };
        let action = |(kind, label): &(SessionActionKind, Key)| SessionActionView {
            kind: *kind,
            label: text::plain(language, *label),
        };
        Self {
            state: shown,
            access,
            app_lock,
            title: text::plain(language, title),
            body: text::plain(language, body),
            actions: actions(state, app_lock).iter().map(action).collect(),
            invitation: (state == State::SignedOut).then(|| SignInView::new(is_first, language)),
        }
    }
}

const fn actions(state: State, app_lock: bool) -> &'static [(SessionActionKind, Key)] {
    use SessionActionKind::{Lock, SignIn, SignOut, Unlock};
    match state {
        State::SignedOut => &[(SignIn, keys::ACTION_SIGN_IN)],
        State::Locked => &[(Unlock, keys::ACTION_UNLOCK)],
        State::SignedIn(_) if app_lock => &[(Lock, keys::ACTION_LOCK), (SignOut, keys::ACTION_SIGN_OUT)],
        // Without the app lock nobody would be asked when it is unlocked: a lock without a key.
        State::SignedIn(_) => &[(SignOut, keys::ACTION_SIGN_OUT)],
        State::SignInAgain => &[(SignIn, keys::ACTION_SIGN_IN_AGAIN), (SignOut, keys::ACTION_SIGN_OUT)],
    }
}

/// What the person reads before the login page opens.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SignInView {
    /// A few words.
    pub title: String,
    /// What the sign-in is.
    pub body: String,
    /// What is going to happen, in order.
    pub steps: Vec<String>,
    /// Whether the phone shall ask before it shows the person's data: for `SignInRequest`. Absent where it holds somebody's data
    /// already: then the lock stays as it is.
    pub app_lock: Option<SwitchView>,
    /// The words of the button.
    pub action_label: String,
}

impl SignInView {
    /// The app lock is proposed as on: whoever has little trust in phones should not have to look for it.
    fn new(is_first: bool, language: kernel::Language) -> Self {
        let say = |key| text::plain(language, key);
        let steps = [
            keys::SIGN_IN_STEP_PAGE,
            keys::SIGN_IN_STEP_SECRET,
            keys::SIGN_IN_STEP_RETURN,
        ];
        Self {
            title: say(keys::SIGN_IN_TITLE),
            body: say(keys::SIGN_IN_BODY),
            steps: steps.into_iter().map(say).collect(),
            app_lock: is_first.then(|| SwitchView::new(keys::APP_LOCK_TITLE, keys::APP_LOCK_BODY, true, language)),
            action_label: say(keys::ACTION_SIGN_IN),
        }
    }
}

/// What removing the person's data takes away.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RemovalView {
    /// A few words.
    pub title: String,
    /// What stays with the city.
    pub body: String,
    /// What goes, a line each. What would be lost for good comes first.
    pub lines: Vec<String>,
    /// The words of the button.
    pub action_label: String,
}

impl RemovalView {
    pub(crate) fn new(removal: Removal, language: kernel::Language) -> Self {
        let counted = |key, count| {
            let n = text::number(language, count);
            text::with(language, key, &[("count", text::Arg::Count(count)), ("n", n.into())])
        };
        let unsent = (removal.unsent > 0).then(|| counted(keys::REMOVAL_UNSENT, removal.unsent));
        let bookings = (removal.bookings > 0).then(|| counted(keys::REMOVAL_BOOKINGS, removal.bookings));
        let drafts = (removal.fine_drafts > 0).then(|| counted(keys::REMOVAL_FINE_DRAFTS, removal.fine_drafts));
        let refunds = (removal.refunds > 0).then(|| counted(keys::REMOVAL_REFUNDS, removal.refunds));
        let plain = |key| text::plain(language, key);
        let taxes = (removal.taxes > 0).then(|| plain(keys::REMOVAL_TAXES));
        let rest = [
            counted(keys::REMOVAL_ITEMS, removal.items),
            plain(keys::REMOVAL_PROFILE),
            plain(keys::REMOVAL_SESSION),
            plain(keys::REMOVAL_LAYOUT),
        ];
        Self {
            title: plain(keys::REMOVAL_TITLE),
            body: plain(keys::REMOVAL_BODY),
            lines: [unsent, drafts, bookings, refunds, taxes]
                .into_iter()
                .flatten()
                .chain(rest)
                .collect(),
            action_label: plain(keys::ACTION_REMOVE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ES: kernel::Language = kernel::Language::Es;

    #[test]
    fn only_a_lock_with_a_key_is_offered() {
        let kinds = |app_lock| {
            let view = SessionView::new(State::SignedIn(Access::Light), app_lock, false, ES);
            view.actions.iter().map(|action| action.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(true), [SessionActionKind::Lock, SessionActionKind::SignOut]);
        assert_eq!(kinds(false), [SessionActionKind::SignOut]);
    }

    #[test]
    fn the_first_sign_in_decides_about_the_lock_and_no_other() {
        let lock = |state, is_first| {
            let view = SessionView::new(state, false, is_first, ES);
            view.invitation
                .map(|invitation| invitation.app_lock.map(|lock| lock.is_on))
        };
        assert_eq!(lock(State::SignedOut, true), Some(Some(true)));
        assert_eq!(lock(State::SignedOut, false), Some(None));
        assert_eq!(lock(State::Locked, false), None);
    }
}
