// The screens, from the same sources as on a desktop.

plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "es.madrid.ui"
    compileSdk = libs.versions.compile.sdk.get().toInt()
    defaultConfig {
        minSdk = libs.versions.min.sdk.get().toInt()
    }
    // `cargo xtask design` makes the colours, letters and pictograms.
    sourceSets.getByName("main").kotlin.srcDir(rootDir.resolve("../target/generated/kotlin-design"))
}

kotlin {
    jvmToolchain(17)
}

dependencies {
    api(project(":kit"))
    api(libs.compose.foundation)
    api(libs.compose.material3)
    api(libs.compose.ui)
    // The phone's own way back.
    implementation(libs.navigationevent.compose)
}
