// Observing: the first view is there at once, later ones follow, and every way of stopping ends the Rust subscription.

import MadridCore
import XCTest

@testable import MadridKit

final class StreamTests: XCTestCase {
    func testTheFirstViewIsThereBeforeTheCallReturns() async throws {
        let core = try await Core.synced()
        defer { core.end() }
        let seen = Recorder<PlaceListView>()
        let subscription = try await core.app.places().observeNear(
            request: .sol(limit: 3), listener: Listener { seen.add($0) })
        XCTAssertEqual(seen.values.first?.items.count, 3, "nothing had been delivered when the call returned")
        subscription.cancel()
    }

    func testAChangeInTheCityReachesTheStream() async throws {
        let core = try await Core.synced()
        defer { core.end() }
        var views = try await core.live(.sol(limit: 100)).stream.makeAsyncIterator()
        let first = await views.next()
        try await core.city.churn(upserts: 200)
        _ = try await core.app.sync()
        var latest = await views.next()
        while latest?.items == first?.items {
            latest = await views.next()
        }
        XCTAssertNotNil(latest)
    }

    func testCancellingEndsTheSubscriptionForGood() async throws {
        let core = try await Core.synced()
        defer { core.end() }
        let seen = Recorder<PlaceListView>()
        let subscription = try await core.app.places().observeNear(
            request: .sol(), listener: Listener { seen.add($0) })
        XCTAssertTrue(subscription.isActive())
        subscription.cancel()
        subscription.cancel()
        // A view that was on its way when we cancelled may still arrive; afterwards none does.
        let ended = try await eventually { !subscription.isActive() }
        XCTAssertTrue(ended)
        let before = seen.values.count
        try await core.city.churn(upserts: 200)
        _ = try await core.app.sync()
        XCTAssertEqual(seen.values.count, before, "a cancelled listener was still told")
    }

    func testCancellingTheReadingTaskEndsTheStreamAndTheSubscription() async throws {
        let core = try await Core.synced()
        defer { core.end() }
        let (stream, subscription) = try await core.live(.sol())
        let read = Recorder<PlaceListView>()
        let reader = Task {
            for await view in stream { read.add(view) }
        }
        let started = try await eventually { !read.values.isEmpty }
        XCTAssertTrue(started)
        XCTAssertTrue(subscription.isActive())
        reader.cancel()
        await reader.value
        let ended = try await eventually { !subscription.isActive() }
        XCTAssertTrue(ended)
    }

    func testLeavingTheLoopEndsTheSubscription() async throws {
        let core = try await Core.synced()
        defer { core.end() }
        let subscription = try await readOne(core)
        let ended = try await eventually { !subscription.isActive() }
        XCTAssertTrue(ended, "the loop was left, and Rust still holds the listener")
    }

    func testAStreamThatNobodyReadsEndsWhenItIsLetGo() async throws {
        let core = try await Core.synced()
        defer { core.end() }
        let subscription = try await core.live(.sol()).subscription
        let ended = try await eventually { !subscription.isActive() }
        XCTAssertTrue(ended)
    }

    func testASlowReaderGetsTheNewestViewOnly() async throws {
        let core = try await Core.synced()
        defer { core.end() }
        let told = Recorder<PlaceListView>()
        var views = try await live { listener in
            try await core.app.places().observeNear(
                request: .sol(limit: 100),
                listener: Listener {
                    listener.onChange(view: $0)
                    told.add($0)
                })
        }.makeAsyncIterator()
        for _ in 0..<3 {
            try await core.city.churn(upserts: 200)
            _ = try await core.app.sync()
        }
        let quiet = try await told.settled()
        XCTAssertGreaterThan(quiet.count, 1)
        let next = await views.next()
        XCTAssertEqual(next, quiet.last)
    }

    func testTheStatusIsObservedAsWell() async throws {
        let core = try await Core.start()
        defer { core.end() }
        let seen = Recorder<StatusView>()
        let subscription = try await core.app.observeStatus(listener: Listener { seen.add($0) })
        XCTAssertEqual(seen.values.count, 1)
        _ = try await core.app.sync()
        let told = try await eventually { seen.values.last?.places.freshness.state == .fresh }
        XCTAssertTrue(told)
        subscription.cancel()
    }

    private func readOne(_ core: Core) async throws -> Subscription {
        let (stream, subscription) = try await core.live(.sol())
        for await view in stream {
            XCTAssertFalse(view.items.isEmpty)
            XCTAssertTrue(subscription.isActive())
            break
        }
        return subscription
    }
}

extension Recorder {
    /// What was told, once nothing more has come for a while.
    func settled() async throws -> [Value] {
        var before = -1
        while before != values.count {
            before = values.count
            try await Task.sleep(for: .milliseconds(200))
        }
        return values
    }
}
