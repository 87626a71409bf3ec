// What all modules share: the plug-ins' versions, and where they put what they build.

plugins {
    alias(libs.plugins.android.application) apply false
    alias(libs.plugins.android.library) apply false
    alias(libs.plugins.kotlin.android) apply false
    alias(libs.plugins.kotlin.compose) apply false
    alias(libs.plugins.kotlin.jvm) apply false
}

allprojects {
    layout.buildDirectory = rootDir.resolve("../target/gradle/${project.name}")
}
