// Where the person is in the app, and how they came there. It survives the end of the process.

package es.madrid.ui

import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.listSaver
import es.madrid.kit.BlockId
import es.madrid.kit.DebtKind
import es.madrid.kit.Destination
import es.madrid.kit.ReaderQuestion

/** What can be in front. */
internal sealed interface Screen {
    data object Home : Screen
    data class Item(val block: BlockId, val id: String) : Screen
    data object Arrange : Screen
    data object Subjects : Screen
    data object Places : Screen
    data class Place(val id: String) : Screen
    data object Filter : Screen
    data object Profile : Screen
    data object Consents : Screen
    data object Settings : Screen
    data object SignIn : Screen
    data object Agenda : Screen
    data object AgendaFilter : Screen
    data class Event(val id: String) : Screen
    data object Map : Screen
    data object ForYou : Screen
    data class Why(val id: String) : Screen
    data object Saved : Screen
    data object Interests : Screen
    data object Bookings : Screen
    data class Bookables(val place: String) : Screen
    data class Times(val bookable: String) : Screen
    data class Pay(val kind: DebtKind, val debt: String) : Screen
    data class Payment(val id: Long) : Screen
    data object Payments : Screen
    data object Receipts : Screen
    data class Receipt(val number: String) : Screen
    data object Fines : Screen
    data class Fine(val id: String) : Screen
    data class Allege(val fine: String) : Screen
    data class NameDriver(val fine: String) : Screen
    data object VerifyFine : Screen
    data object Taxes : Screen
    data class Tax(val id: String) : Screen
    data object TaxCalendar : Screen
    data object TaxCertificate : Screen
    data object Letters : Screen
    data class Letter(val payment: Long) : Screen
    data class LetterReceipt(val number: String) : Screen
    data object Several : Screen
    data class Together(val payments: List<Long>) : Screen
    data object Refunds : Screen
    data class Refund(val id: Long) : Screen
    data class AskRefund(val receipt: String) : Screen
    data object Wallet : Screen
    data class Card(val id: Long) : Screen
    data object AddCard : Screen
    data class Offer(val id: Long) : Screen
    data object Scan : Screen
    data class Share(val id: Long) : Screen
    data class Shared(val id: Long) : Screen
    data object CardHistory : Screen
    data object Moving : Screen
    data object Reader : Screen
    data class ReaderAsk(val question: ReaderQuestion) : Screen
}

/** Something to finish or to close, rather than a place to stay: the tabs are not shown below it. */
internal val Screen.isSheet: Boolean
    get() = this is Screen.Why || this in sheets

private val sheets = setOf(Screen.Arrange, Screen.Subjects, Screen.Filter, Screen.AgendaFilter, Screen.SignIn)

/** What the person can always turn to. */
internal enum class Tab(val root: Screen) {
    HOME(Screen.Home), AGENDA(Screen.Agenda), PLACES(Screen.Places), PROFILE(Screen.Profile)
}

/** The [tab] in front, and for each tab the screens that were opened there, the last one in front. */
internal data class Journey(
    val tab: Tab = Tab.HOME,
    val trails: Map<Tab, List<Screen>> = Tab.entries.associateWith { listOf(it.root) },
) {
    /** The screens of the tab in front. */
    val trail: List<Screen> get() = trails.getValue(tab)

    /** The screen in front. */
    val screen: Screen get() = trail.last()

    /** One key for each screen that was opened, for what it remembers. */
    val keys: Set<String> get() = trails.flatMap { (tab, trail) -> trail.indices.map { key(tab, it) } }.toSet()

    /** The key of the screen in front. */
    val key: String get() = key(tab, trail.lastIndex)

    /** Opens a screen above the one in front; it is not opened twice. */
    fun go(next: Screen): Journey = if (next == screen) this else copy(trails = trails + (tab to trail + next))

    /** The way back: the screen before, then the first tab, then `null`, which is out of the app. */
    fun back(): Journey? = when {
        trail.size > 1 -> copy(trails = trails + (tab to trail.dropLast(1)))
        tab != Tab.HOME -> copy(tab = Tab.HOME)
        else -> null
    }

    /** Turns to a tab, as it was left. Touched once more it goes back to its first screen. */
    fun turn(next: Tab): Journey =
        if (next == tab) copy(trails = trails + (tab to listOf(tab.root))) else copy(tab = next)

    /** Follows a link: what it leads to, with the way back that a person would have come. */
    fun follow(link: Destination): Journey = when (link) {
        is Destination.Home -> at(Tab.HOME)
        is Destination.Places -> at(Tab.PLACES)
        is Destination.Place -> at(Tab.PLACES, Screen.Place(link.id))
        is Destination.Profile -> at(Tab.PROFILE)
        is Destination.Consents -> at(Tab.PROFILE, Screen.Consents)
        is Destination.Settings -> at(Tab.PROFILE, Screen.Settings)
        is Destination.Agenda -> at(Tab.AGENDA)
        is Destination.Event -> at(Tab.AGENDA, Screen.Event(link.id))
        is Destination.ForYou -> at(Tab.HOME, Screen.ForYou)
        is Destination.Map -> at(Tab.PLACES, Screen.Map)
        is Destination.Saved -> at(Tab.PROFILE, Screen.Saved)
        is Destination.Interests -> at(Tab.PROFILE, Screen.Interests)
        is Destination.Bookings -> at(Tab.PROFILE, Screen.Bookings)
        is Destination.Payments -> at(Tab.PROFILE, Screen.Payments)
        is Destination.Receipts -> at(Tab.PROFILE, Screen.Payments, Screen.Receipts)
        is Destination.Fines -> at(Tab.PROFILE, Screen.Fines)
        is Destination.VerifyFine -> at(Tab.PROFILE, Screen.VerifyFine)
        is Destination.Taxes -> at(Tab.PROFILE, Screen.Taxes)
        is Destination.TaxCalendar -> at(Tab.PROFILE, Screen.Taxes, Screen.TaxCalendar)
        is Destination.TaxCertificate -> at(Tab.PROFILE, Screen.Taxes, Screen.TaxCertificate)
        is Destination.Letters -> at(Tab.PROFILE, Screen.Letters)
        is Destination.Refunds -> at(Tab.PROFILE, Screen.Refunds)
        is Destination.Wallet -> at(Tab.PROFILE, Screen.Wallet)
        is Destination.SignIn -> this
    }

    private fun at(tab: Tab, vararg above: Screen) = Journey(tab, trails + (tab to listOf(tab.root, *above)))

    private fun key(tab: Tab, place: Int) = "$tab $place ${code(trails.getValue(tab)[place])}"

    companion object {
        /** Keeps a journey as texts: the tab in front, then every screen with its tab. */
        val saver: Saver<Journey, Any> = listSaver(
            save = { journey ->
                listOf(journey.tab.name) +
                    journey.trails.flatMap { (tab, trail) -> trail.map { "${tab.name} ${code(it)}" } }
            },
            restore = { texts ->
                val trails = texts.drop(1).map { it.split(' ', limit = 2) }
                    .groupBy({ (tab, _) -> Tab.valueOf(tab) }, { (_, code) -> screen(code) })
                Journey(Tab.valueOf(texts.first()), trails)
            },
        )
    }
}

private val plain = listOf(
    Screen.Home, Screen.Arrange, Screen.Subjects, Screen.Places, Screen.Filter, Screen.Profile, Screen.Consents,
    Screen.Settings, Screen.SignIn, Screen.Agenda, Screen.AgendaFilter, Screen.Map, Screen.ForYou, Screen.Saved,
    Screen.Interests, Screen.Bookings, Screen.Payments, Screen.Receipts,
    Screen.Fines, Screen.VerifyFine,
    Screen.Taxes, Screen.TaxCalendar, Screen.TaxCertificate,
    Screen.Letters, Screen.Several, Screen.Refunds,
    Screen.Wallet, Screen.AddCard, Screen.Scan, Screen.CardHistory, Screen.Moving, Screen.Reader,
).associateBy { "$it" }

private fun code(screen: Screen): String = when (screen) {
    is Screen.Item -> "Item ${screen.block.name} ${screen.id}"
    is Screen.Place -> "Place ${screen.id}"
    is Screen.Event -> "Event ${screen.id}"
    is Screen.Why -> "Why ${screen.id}"
    is Screen.Bookables -> "Bookables ${screen.place}"
    is Screen.Times -> "Times ${screen.bookable}"
    is Screen.Pay -> "Pay ${screen.kind.name} ${screen.debt}"
    is Screen.Payment -> "Payment ${screen.id}"
    is Screen.Receipt -> "Receipt ${screen.number}"
    is Screen.Fine -> "Fine ${screen.id}"
    is Screen.Allege -> "Allege ${screen.fine}"
    is Screen.NameDriver -> "NameDriver ${screen.fine}"
    is Screen.Tax -> "Tax ${screen.id}"
    is Screen.Letter -> "Letter ${screen.payment}"
    is Screen.LetterReceipt -> "LetterReceipt ${screen.number}"
    is Screen.Together -> "Together ${screen.payments.joinToString(",")}"
    is Screen.Refund -> "Refund ${screen.id}"
    is Screen.AskRefund -> "AskRefund ${screen.receipt}"
    is Screen.Card -> "Card ${screen.id}"
    is Screen.Offer -> "Offer ${screen.id}"
    is Screen.Share -> "Share ${screen.id}"
    is Screen.Shared -> "Shared ${screen.id}"
    is Screen.ReaderAsk -> "ReaderAsk ${screen.question.name}"
    else -> "$screen"
}

private fun screen(code: String): Screen {
    plain[code]?.let { return it }
    val (kind, rest) = code.split(' ', limit = 2)
    return when (kind) {
        "Item" -> item(rest)
        "Event" -> Screen.Event(rest)
        "Why" -> Screen.Why(rest)
        "Bookables" -> Screen.Bookables(rest)
        "Times" -> Screen.Times(rest)
        "Pay" -> pay(rest)
        "Payment" -> Screen.Payment(rest.toLong())
        "Receipt" -> Screen.Receipt(rest)
        "Fine" -> Screen.Fine(rest)
        "Allege" -> Screen.Allege(rest)
        "NameDriver" -> Screen.NameDriver(rest)
        "Tax" -> Screen.Tax(rest)
        "Letter" -> Screen.Letter(rest.toLong())
        "LetterReceipt" -> Screen.LetterReceipt(rest)
        "Together" -> Screen.Together(rest.split(',').map { it.toLong() })
        "Refund" -> Screen.Refund(rest.toLong())
        "AskRefund" -> Screen.AskRefund(rest)
        "Card" -> Screen.Card(rest.toLong())
        "Offer" -> Screen.Offer(rest.toLong())
        "Share" -> Screen.Share(rest.toLong())
        "Shared" -> Screen.Shared(rest.toLong())
        "ReaderAsk" -> Screen.ReaderAsk(ReaderQuestion.valueOf(rest))
        else -> Screen.Place(rest)
    }
}

private fun item(rest: String): Screen {
    val (block, id) = rest.split(' ', limit = 2)
    return Screen.Item(BlockId.valueOf(block), id)
}

private fun pay(rest: String): Screen {
    val (kind, debt) = rest.split(' ', limit = 2)
    return Screen.Pay(DebtKind.valueOf(kind), debt)
}
