// Secure hardware that is none: the system's provider of keys, as far as the app asks it, in the memory of a test.

package es.madrid.movil

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.StrongBoxUnavailableException
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyPairGeneratorSpi
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.PublicKey
import java.security.SecureRandom
import java.security.Security
import java.security.UnrecoverableKeyException
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/** What the phone of a test holds, and can. */
internal object FakeHardware {
    private val keys = mutableMapOf<String, Key>()
    private val locks = mutableMapOf<String, PublicKey>()

    /** Whether there is a chip for keys that agrees to hold one. */
    var hasChip = true

    /** What happens to whoever wants a key; `null` when they get it. */
    var trouble: UnrecoverableKeyException? = null

    /** How each key was made, the newest last. */
    val made = mutableListOf<KeyGenParameterSpec>()

    /** Does [test] on a phone that was just bought. */
    fun bought(test: () -> Unit) {
        keys.clear()
        locks.clear()
        made.clear()
        hasChip = true
        trouble = null
        Security.addProvider(FakeProvider)
        try {
            test()
        } finally {
            Security.removeProvider(FakeProvider.name)
        }
    }

    fun find(alias: String): Key? = trouble?.let { throw it } ?: keys[alias]

    fun lock(alias: String): PublicKey? = locks[alias]

    fun destroy(alias: String) {
        keys -= alias
        locks -= alias
    }

    fun keep(spec: KeyGenParameterSpec, key: Key, lock: PublicKey? = null) {
        if (spec.isStrongBoxBacked && !hasChip) throw StrongBoxUnavailableException()
        made += spec
        // What is made anew works.
        trouble = null
        keys[spec.keystoreAlias] = key
        lock?.let { locks[spec.keystoreAlias] = it }
    }
}

private object FakeProvider : Provider("AndroidKeyStore", "1", "keys in memory") {
    private fun readResolve(): Any = FakeProvider

    init {
        put("KeyStore.AndroidKeyStore", FakeStore::class.java.name)
        put("KeyGenerator.AES", FakeKeyGenerator::class.java.name)
        put("KeyPairGenerator.RSA", FakePersonGenerator::class.java.name)
        put("KeyPairGenerator.EC", FakeCardGenerator::class.java.name)
    }
}

class FakeKeyGenerator : KeyGeneratorSpi() {
    private lateinit var spec: KeyGenParameterSpec

    override fun engineInit(params: AlgorithmParameterSpec, random: SecureRandom?) {
        spec = params as KeyGenParameterSpec
    }

    override fun engineGenerateKey(): SecretKey {
        val key = KeyGenerator.getInstance("AES", "SunJCE").apply { init(spec.keySize) }.generateKey()
        return key.also { FakeHardware.keep(spec, it) }
    }

    override fun engineInit(random: SecureRandom?) = throw UnsupportedOperationException()

    override fun engineInit(keysize: Int, random: SecureRandom?) = throw UnsupportedOperationException()
}

class FakePersonGenerator : FakePairGenerator({ spec ->
    KeyPairGenerator.getInstance("RSA", "SunRsaSign").apply { initialize(spec.keySize) }
})

class FakeCardGenerator : FakePairGenerator({ spec ->
    KeyPairGenerator.getInstance("EC", "SunEC").apply { initialize(spec.algorithmParameterSpec) }
})

abstract class FakePairGenerator(private val maker: (KeyGenParameterSpec) -> KeyPairGenerator) : KeyPairGeneratorSpi() {
    private lateinit var spec: KeyGenParameterSpec

    override fun initialize(params: AlgorithmParameterSpec, random: SecureRandom?) {
        spec = params as KeyGenParameterSpec
    }

    override fun generateKeyPair(): KeyPair {
        val pair = maker(spec).generateKeyPair()
        return pair.also { FakeHardware.keep(spec, it.private, it.public) }
    }

    override fun initialize(keysize: Int, random: SecureRandom?) = throw UnsupportedOperationException()
}

private class FakeCertificate(private val key: PublicKey) : Certificate("fake") {
    override fun getPublicKey(): PublicKey = key

    override fun getEncoded(): ByteArray = key.encoded

    override fun verify(key: PublicKey) = Unit

    override fun verify(key: PublicKey, sigProvider: String) = Unit

    override fun toString(): String = "fake"
}

/** Only what the app asks is there. */
class FakeStore : KeyStoreSpi() {
    override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit

    override fun engineGetKey(alias: String, password: CharArray?): Key? = FakeHardware.find(alias)

    override fun engineGetCertificate(alias: String): Certificate? = FakeHardware.lock(alias)?.let(::FakeCertificate)

    override fun engineGetCertificateChain(alias: String): Array<Certificate> = nobodyAsks()

    override fun engineGetCreationDate(alias: String): Date = nobodyAsks()

    override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<Certificate>?) = nobodyAsks()

    override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<Certificate>?) = nobodyAsks()

    override fun engineSetCertificateEntry(alias: String, cert: Certificate) = nobodyAsks()

    override fun engineDeleteEntry(alias: String) = FakeHardware.destroy(alias)

    override fun engineAliases(): Enumeration<String> = Collections.emptyEnumeration()

    override fun engineContainsAlias(alias: String): Boolean = nobodyAsks()

    override fun engineSize(): Int = nobodyAsks()

    override fun engineIsKeyEntry(alias: String): Boolean = nobodyAsks()

    override fun engineIsCertificateEntry(alias: String): Boolean = nobodyAsks()

    override fun engineGetCertificateAlias(cert: Certificate): String = nobodyAsks()

    override fun engineStore(stream: OutputStream?, password: CharArray?) = nobodyAsks()

    private fun nobodyAsks(): Nothing = throw UnsupportedOperationException()
}
