// The Android shell as Android Studio opens it. Maven builds the same sources where there is no Android SDK (pom.xml).

pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "madrid"
include(":kit", ":ui", ":app")
