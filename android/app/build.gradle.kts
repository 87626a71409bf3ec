// The app: what Android wants around the screens.

plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "es.madrid.movil"
    compileSdk = libs.versions.compile.sdk.get().toInt()

    defaultConfig {
        applicationId = "es.madrid.movil"
        minSdk = libs.versions.min.sdk.get().toInt()
        targetSdk = libs.versions.target.sdk.get().toInt()
        versionCode = 1
        versionName = "0.1.0"
        // The phones of today, and the emulator. What scripts/libraries.sh builds.
        ndk.abiFilters += listOf("arm64-v8a", "x86_64")
    }

    buildTypes {
        debug {
            // The mock city on the developer's machine, after `adb reverse tcp:8080 tcp:8080`.
            manifestPlaceholders += mapOf("city" to "http://127.0.0.1:8080", "pins" to "", "pinsExpire" to "")
        }
        release {
            manifestPlaceholders += listOf("city", "pins", "pinsExpire").associateWith { property("madrid.$it") as String }
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
        }
    }

    sourceSets["main"].jniLibs.srcDir(rootDir.resolve("../target/android/jniLibs"))
    androidResources.localeFilters += listOf("es", "en")
    // Its tests are Maven's: they read these files too.
    sourceSets["test"].kotlin.setSrcDirs(emptyList<String>())
}

kotlin {
    jvmToolchain(17)
}

dependencies {
    implementation(project(":ui"))
    implementation(libs.activity.compose)
    implementation(libs.coroutines.android)
    implementation("${libs.jna.get()}@aar")
}

val libraries by tasks.registering(Exec::class) {
    description = "Builds the core for phones."
    workingDir = rootDir
    commandLine("scripts/libraries.sh")
}

val hasCity by tasks.registering {
    description = "Refuses a release that knows no city."
    val city = providers.gradleProperty("madrid.city")
    doLast { check(city.get().startsWith("https://")) { "madrid.city must be the city's https address" } }
}

tasks.named("preBuild") { dependsOn(libraries) }
tasks.matching { it.name == "preReleaseBuild" }.configureEach { dependsOn(hasCity) }
