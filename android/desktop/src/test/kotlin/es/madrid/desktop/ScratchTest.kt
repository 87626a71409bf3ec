package es.madrid.desktop
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import es.madrid.kit.*
import es.madrid.ui.*
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.io.File
class ScratchTest {
    @Test fun big() = runBlocking<Unit> {
        val c = AppConfig("/tmp/k/h1", "http://127.0.0.1:9", Language.ES, null, emptyList(), null)
        Madrid.open(c, Platform.software("/tmp/k/h1")).use { m ->
            val l = m.near(NearRequest(40.4169, -3.7035, null, listOf(PlaceNeed.WIFI), 20u)).first()
            val s = ImageComposeScene(824, 1784, Density(2f, 2f)) { MadridTheme(inter) { PlacesScreen(Block.Shown(l)) } }
            File("/tmp/k/big.png").writeBytes(s.render().encodeToData()!!.bytes)
        }
    }
}
