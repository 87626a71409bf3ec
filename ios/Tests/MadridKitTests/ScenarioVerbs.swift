// What a person and their phone can do: a line for each verb. The Rust and Kotlin runners have the same table.

import MadridCore
import MadridKit

/// The enums of the core that scenarios name members of.
private let blocks: [BlockId] = [.owe, .do, .new, .have, .near]
private let languages: [Language] = [.es, .en]
private let levels: [AccessLevel] = [.light, .strong]
private let allKinds: [PlaceKind] = [.sportsCentre, .library, .culturalCentre, .museum, .park, .citizenOffice, .other]
private let allNeeds: [PlaceNeed] = [
    .stepFree, .partlyAccessible, .indoorPool, .outdoorPool, .playArea, .dogArea, .studyRoom, .wifi, .bikeParking,
    .sportsCourts,
]

/// How many places are asked for.
private let few: UInt32 = 20

/// Nothing gets through to the city, nor to its login.
private let lost = Value.record(["rules": .list([.record(["fault": .text("drop_before"), "path": .text("/")])])])

extension Value {
    /// The language that scenarios call so.
    func language() throws -> Language { try named(languages) }

    /// The one of an enum that scenarios call so.
    fileprivate func named<Word>(_ all: [Word]) throws -> Word {
        try all.first { Value(of: $0) == self }.known()
    }

    /// The only argument of a verb.
    fileprivate func only(_ name: String) throws -> Value {
        try fields([name])[name].known()
    }
}

extension Stage {
    /// Does what the verb says. Throws as the boundary does.
    func perform(_ verb: String, _ with: Value) async throws {
        if try await performAlone(verb, with) { return }
        let home = try app.home()
        switch verb {
        case "choose_language": try await app.chooseLanguage(language: with.only("language").language())
        case "open_link": show("destination", try app.openLink(url: with.only("url").text.known()))
        case "explain":
            let code = try with.only("code").text.known()
            show("explanation", explainCode(code: code, language: try app.language()))
        case "sign_in": try await signIn(with.fields(["as", "access", "app_lock", "closes_page"]))
        case "answer": keys.answer(no: try with.only("yes") == .bool(false))
        case "set_app_lock": _ = try await app.session().setAppLock(on: with.only("on") == .bool(true))
        case "act_for": try await home.actFor(id: with.only("id").text.known())
        case "order": try await home.order(first: with.only("first").list.known().map { try $0.named(blocks) })
        case "raise": try await home.raise(block: with.only("block").named(blocks))
        case "lower": try await home.lower(block: with.only("block").named(blocks))
        case "hide": try await home.hide(block: with.only("block").named(blocks), hidden: true)
        case "unhide": try await home.hide(block: with.only("block").named(blocks), hidden: false)
        case "change_contact": try await changeContact(with.fields(["phone", "email"]))
        case "change_preferences": try await changePreferences(with.fields(["language", "reminders", "analytics"]))
        case "find_time": try await findTime(of: with.only("of").text.known())
        case "book_time":
            let people = try with.only("people").number.known()
            _ = try await app.bookings().book(request: BookRequest(slot: try time.known(), people: UInt32(people)))
        case "near": try await near(with.fields(["kind", "needs"]))
        case "search": try await search(with.fields(["text", "kind", "needs"]))
        case "show_place": show("place", try await app.places().show(id: with.only("id").text.known()))
        default: throw City.Failure(reason: "not a verb: \(verb)")
        }
    }

    /// The verbs that stand alone; `false` for all others.
    private func performAlone(_ verb: String, _ with: Value) async throws -> Bool {
        switch verb {
        case "restart": try await restart()
        case "lose_network": _ = try await admin("PUT faults", lost)
        case "find_network": _ = try await admin("DELETE faults")
        case "sync": _ = try await app.sync()
        case "sync_if_due": _ = try await app.syncIfDue()
        case "step_away": try app.stepAway()
        case "suspend_storage": try await app.suspendStorage()
        case "resume_storage": try await app.resumeStorage()
        case "end_welcome": try await app.endWelcome()
        case "sign_out": _ = try await app.session().signOut()
        case "lock": try app.session().lock()
        case "unlock": _ = try await app.session().unlock()
        case "remove_my_data": _ = try await app.session().removeMyData()
        case "keep_mine": _ = try await app.profile().keepMine(id: try await oldestChange())
        case "cancel_booking": _ = try await app.bookings().cancel(id: try await firstThatStands())
        case "discard": _ = try await app.profile().discard(id: try await oldestChange())
        default: return false
        }
        _ = try with.fields([])
        return true
    }

    private func signIn(_ with: [String: Value]) async throws {
        let person = try await city.persona(id: with["as"]?.text.known() ?? "")
        browser.seat(with["closes_page"] == .bool(true) ? nil : person)
        let access = try with["access"]?.named(levels) ?? .light
        let request = SignInRequest(access: access, appLock: with["app_lock"] == .bool(true))
        _ = try await app.session().signIn(request: request, browser: browser)
    }

    private func changeContact(_ with: [String: Value]) async throws {
        let request = ContactRequest(phone: with["phone"]?.text, email: with["email"]?.text)
        _ = try await app.profile().changeContact(request: request)
    }

    private func changePreferences(_ with: [String: Value]) async throws {
        let now = try await app.profile().show().preferences.known()
        let request = PreferencesRequest(
            language: try with["language"]?.language() ?? now.language,
            reminders: with["reminders"]?.bool ?? now.reminders.isOn,
            analytics: with["analytics"]?.bool ?? now.analytics.isOn)
        _ = try await app.profile().changePreferences(request: request)
    }

    private func oldestChange() async throws -> Int64 {
        try await app.profile().show().pending.first.known().id
    }

    private func findTime(of name: String) async throws {
        let bookings = try app.bookings()
        let id = try await bookings.bookables(place: nil).items.first { $0.name == name }.known().id
        for day in try await bookings.slots(request: SlotsRequest(bookable: id, day: nil)).days.dropFirst() {
            let found = try await bookings.slots(request: SlotsRequest(bookable: id, day: day.day))
            if let slot = found.slots.first(where: { $0.actionLabel != nil }) {
                show("slots", found)
                time = slot.slot
                return
            }
        }
        throw City.Failure(reason: "there is no time")
    }

    private func firstThatStands() async throws -> Int64 {
        let bookings = try await app.bookings().show().groups.flatMap(\.bookings)
        return try bookings.first { !$0.actions.isEmpty }.known().id
    }

    private func near(_ with: [String: Value]) async throws {
        let request = NearRequest(
            here: HereRequest(lat: 40.4169, lon: -3.7035), kinds: try kinds(with), needs: try needs(with), limit: few)
        show("places", try await app.places().near(request: request))
    }

    private func search(_ with: [String: Value]) async throws {
        let text = try (with["text"]?.text).known()
        let request = SearchRequest(text: text, kinds: try kinds(with), needs: try needs(with), limit: few)
        show("places", try await app.places().search(request: request))
    }

    private func kinds(_ with: [String: Value]) throws -> [PlaceKind] {
        try [with["kind"]].compactMap { try $0?.named(allKinds) }
    }

    private func needs(_ with: [String: Value]) throws -> [PlaceNeed] {
        try (with["needs"]?.list ?? []).map { try $0.named(allNeeds) }
    }
}
