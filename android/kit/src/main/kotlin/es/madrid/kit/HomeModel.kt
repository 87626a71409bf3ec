// The state of the first screen.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** What the person, or somebody they act for, has with the city. */
class HomeModel(private val madrid: Madrid) {
    private val homeState = MutableStateFlow<Block<HomeView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** The first screen. Signed out or locked it is there too, without blocks. */
    val home: StateFlow<Block<HomeView>> = homeState.asStateFlow()

    /** Why the last action did not work, in plain words; `null` when it did. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Whether it tells of a payment that is not over. */
    internal val isPaying: Boolean get() = (homeState.value as? Block.Shown)?.view?.payments.orEmpty().isNotEmpty()

    /** Keeps [home] up to date until it is cancelled. Without [here], near means near the registered address. */
    suspend fun watch(here: HereRequest? = null) =
        madrid.publish(homeState) { madrid.home(here).collect { homeState.value = Block.Shown(it) } }

    /** Shows the screen of another subject by their `id`; the person's own leads back. */
    suspend fun actFor(id: String): Boolean = madrid.attempt(failureState) { actFor(id) }

    /** Moves a block one place up. */
    suspend fun raise(block: BlockId): Boolean = madrid.attempt(failureState) { raise(block) }

    /** Moves a block one place down. */
    suspend fun lower(block: BlockId): Boolean = madrid.attempt(failureState) { lower(block) }

    /** Puts these blocks first, in this order. */
    suspend fun order(first: List<BlockId>): Boolean = madrid.attempt(failureState) { order(first) }

    /** Hides a block, or shows it again. */
    suspend fun hide(block: BlockId, hidden: Boolean): Boolean = madrid.attempt(failureState) { hide(block, hidden) }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    /**
     * One thing of the first screen by its [block] and its `id`, out of [view]. Failed, with words, when it is not on it any
     * more: it was paid, or it belongs to somebody else.
     */
    fun item(view: HomeView, block: BlockId, id: String): Block<HomeItem> {
        val shown = view.blocks.firstOrNull { it.id == block }
        val item = shown?.items?.firstOrNull { it.id == id }
        return if (item != null) Block.Shown(HomeItem(item, shown)) else Block.Failed(madrid.explain("net.gone"))
    }
}

/** One thing of the first screen, and the block it stands in. */
data class HomeItem(val item: HomeItemView, val block: BlockView)
