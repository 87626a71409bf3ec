// The door to the core, the person's half of the city: what is recommended to them, and why.

package es.madrid.kit

import kotlinx.coroutines.flow.Flow

/** What the city has for the person, now and after every change. Collecting throws `AppException` if it cannot be read. */
fun Madrid.forYou(here: HereRequest?, limit: UInt): Flow<ForYouView> =
    live { recommend.observeForYou(here, limit, ForYouTo(it)) }

/** Why something is where it is, by its `id`. Throws `AppException` of kind `NotFound` where there is no such thing. */
suspend fun Madrid.why(id: String, here: HereRequest?): WhyView = recommend.why(id, here)

/** The person looked at something. Throws `AppException` where nothing may be learnt. Each call counts. */
suspend fun Madrid.opened(id: String, here: HereRequest?) = recommend.opened(id, here)

/** Keeps something for later. Throws `AppException` as [saved] does. Safe to repeat. */
suspend fun Madrid.save(id: String, here: HereRequest?) = recommend.save(id, here)

/** Lets it go. Throws `AppException` as [saved] does. Safe to repeat. */
suspend fun Madrid.unsave(id: String) = recommend.unsave(id)

/** Not this: it is not recommended for months. Throws `AppException` as [saved] does. Safe to repeat. */
suspend fun Madrid.notThis(id: String) = recommend.notThis(id)

/** What the person keeps. Throws `AppException` of kind `SignInAgain` without a person, `Locked` while it is locked. */
suspend fun Madrid.saved(here: HereRequest?): SavedView = recommend.saved(here)

/** What the phone thinks of the person. Throws `AppException` as [saved] does. */
suspend fun Madrid.interests(): InterestsView = recommend.interests()

/** More or less of a tag. Safe to repeat. */
suspend fun Madrid.wish(tag: String, wish: InterestWish): InterestsView = recommend.wish(tag, wish)

/** Forgets a tag. Safe to repeat. */
suspend fun Madrid.forgetInterest(tag: String): InterestsView = recommend.forget(tag)

/** Replaces what the person told. Safe to repeat. */
suspend fun Madrid.tell(about: AboutRequest): InterestsView = recommend.tell(about)

/** Forgets everything that was learnt and told. Safe to repeat. */
suspend fun Madrid.eraseInterests(): InterestsView = recommend.erase()

/** Switches recommendations on or off. Needs no person. Safe to repeat. */
suspend fun Madrid.switchForYou(isOn: Boolean) = recommend.switch(isOn)
