// The kit knows nothing of Android: a library for any JVM. `cargo xtask bindings` makes the sources it stands on.

plugins {
    alias(libs.plugins.kotlin.jvm)
}

kotlin {
    jvmToolchain(17)
    sourceSets.main {
        kotlin.srcDir(rootDir.resolve("../target/generated/kotlin"))
    }
    // The tests need the library and the mock city: `cargo xtask test` runs them.
    sourceSets.test {
        kotlin.setSrcDirs(emptyList<String>())
    }
}

dependencies {
    api(libs.coroutines.core)
    // Only the names: a phone needs the package with Android's native part, which the app brings.
    compileOnly(libs.jna)
}
