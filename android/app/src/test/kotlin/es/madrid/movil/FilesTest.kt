// The files that no compiler reads here: manifest, resources and the version catalogue agree with each other.

package es.madrid.movil

import es.madrid.kit.isOfCards
import org.junit.jupiter.api.Test
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class FilesTest {
    private val main = File("src/main")
    private val xml = (File("src").walk().filter { it.extension == "xml" }).toList()

    private fun parse(file: File): Element =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).documentElement

    private fun Element.all(): List<Element> {
        val nodes = getElementsByTagName("*")
        return listOf(this) + (0..<nodes.length).map { nodes.item(it) as Element }
    }

    private fun names(folder: String, kind: String): Set<String> =
        File(main, "res/$folder").listFiles { it.extension == "xml" }.orEmpty()
            .flatMap { parse(it).all() }
            .filter { it.tagName == kind }
            .map { it.getAttribute("name") }
            .toSet()

    @Test
    fun `every resource that is named is there`() {
        assertTrue(xml.size > 5, "$xml")
        val files = File(main, "res").walk().filter { it.isFile }.map { it.parentFile.name.substringBefore('-') to it.nameWithoutExtension }
        val values = listOf("string", "color", "style").flatMap { kind ->
            File(main, "res").listFiles().orEmpty().filter { it.name.startsWith("values") }
                .flatMap { names(it.name, kind) }
                .map { kind to it }
        }
        val known = (files + values).toSet()
        val named = Regex("""@(string|color|style|drawable|mipmap|xml)/([A-Za-z0-9_.]+)""")
        for (file in xml) {
            for (found in named.findAll(file.readText())) {
                val (kind, name) = found.destructured
                assertTrue((kind to name) in known, "$file names @$kind/$name")
            }
        }
    }

    @Test
    fun `both languages have the same texts`() {
        val spanish = names("values", "string")
        assertTrue(spanish.isNotEmpty())
        assertEquals(spanish, names("values-en", "string"))
    }

    @Test
    fun `the manifest names classes that are there, and the links the core knows`() {
        val manifest = parse(File(main, "AndroidManifest.xml")).all()
        val classes = manifest.filter { it.tagName in setOf("application", "activity", "provider") }.map { it.getAttribute("android:name") }
        for (name in classes) assertTrue(File(main, "kotlin/es/madrid/movil/${name.removePrefix(".")}.kt").exists(), name)
        val schemes = manifest.filter { it.tagName == "data" }.map { it.getAttribute("android:scheme") }
        val cards = setOf("openid-credential-offer", "haip-vci", "openid4vp", "haip-vp")
        assertEquals(cards + "madrid" + "es.madrid.movil", schemes.toSet())
        for (scheme in cards) assertTrue("$scheme://?x=y".isOfCards, scheme)
        assertTrue(manifest.none { it.tagName == "uses-permission" && "FINE" in it.getAttribute("android:name") })
    }

    @Test
    fun `the way back and the words for a late answer are the core's`() {
        val core = File("../../core/src")
        assertTrue("REDIRECT_URI: &str = \"$WAY_BACK\"" in File(core, "session/rules.rs").readText(), WAY_BACK)
        assertTrue("\"$TOO_LATE\" =>" in File(core, "text/explain.rs").readText(), TOO_LATE)
    }

    @Test
    fun `every alias of the build is in the version catalogue, and its version too`() {
        val catalogue = File("../gradle/libs.versions.toml").readText()
        val section = { name: String -> catalogue.substringAfter("[$name]").substringBefore("\n[") }
        val keys = { name: String -> Regex("""(?m)^([\w-]+)\s*=""").findAll(section(name)).map { it.groupValues[1] }.toSet() }
        val aliases = keys("libraries") + keys("plugins").map { "plugins-$it" } + keys("versions").map { "versions-$it" }
        val builds = listOf("../build.gradle.kts", "build.gradle.kts", "../kit/build.gradle.kts", "../ui/build.gradle.kts").map(::File)
        for (build in builds) {
            for (found in Regex("""libs\.([\w.]+)""").findAll(build.readText())) {
                val alias = found.groupValues[1].removeSuffix(".get").replace('.', '-')
                assertTrue(alias in aliases, "$build names libs.$alias")
            }
        }
        for (found in Regex("""version\.ref = "([\w-]+)"""").findAll(catalogue)) {
            assertTrue(found.groupValues[1] in keys("versions"), found.value)
        }
    }

    @Test
    fun `both builds take the same versions`() {
        val catalogue = File("../gradle/libs.versions.toml").readText()
        val pom = File("../pom.xml").readText()
        val shared = mapOf(
            "kotlin" to "kotlin.version",
            "coroutines" to "coroutines.version",
            "jna" to "jna.version",
            "compose" to "compose.version",
            "compose-material3" to "compose.material3.version",
            "navigationevent" to "androidx.navigationevent.version",
        )
        for ((here, there) in shared) {
            val ours = Regex("""(?m)^$here = "([^"]+)"""").find(catalogue)?.groupValues?.get(1)
            assertEquals(pom.substringAfter("<$there>").substringBefore("<"), ours, here)
        }
    }
}
