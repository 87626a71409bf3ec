// A stand-in, not AndroidX: see ComponentActivity.kt. On a phone this name comes with Compose itself.

package androidx.compose.ui.graphics

import android.graphics.Bitmap

/** Stands in for drawing a bitmap of Android's. */
fun Bitmap.asImageBitmap(): ImageBitmap = ImageBitmap(width, height)
