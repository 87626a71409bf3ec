// The page that shows all pictures of a tour, those of one screen side by side. It needs nothing but the files beside it.

package es.madrid.desktop

/** The page over these looks, in the order of the tour. */
internal fun indexPage(looks: List<Look>): String {
    val rows = looks.groupBy { it.sight }
    return buildString {
        append(HEAD)
        append("<h1>Madrid en tu móvil: every screen</h1>\n")
        append("<p>${rows.size} screens, ${looks.size} pictures. Each picture opens in its full size.</p>\n")
        append("<nav aria-label=\"Screens\"><ol>\n")
        for (sight in rows.keys) append("<li><a href=\"#${sight.name}\">${escape(sight.title)}</a></li>\n")
        append("</ol></nav>\n<main>\n")
        for ((sight, shown) in rows) append(row(sight, shown))
        append("</main>\n</body>\n</html>\n")
    }
}

private fun row(sight: Sight, looks: List<Look>) = buildString {
    append("<section aria-labelledby=\"${sight.name}\">\n")
    append("<h2 id=\"${sight.name}\">${escape(sight.title)} <small>${looks.size}</small></h2>\n<div class=\"row\">\n")
    for (look in looks) {
        val (file, alt) = escape("${look.file}.png") to escape("${sight.title}: ${look.caption}")
        append("<figure><a href=\"$file\"><img src=\"$file\" alt=\"$alt\" loading=\"lazy\"></a>")
        append("<figcaption>${escape(look.caption)}</figcaption></figure>\n")
    }
    append("</div>\n</section>\n")
}

private fun escape(text: String) =
    text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")

private const val HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Madrid en tu móvil: every screen</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem; color: #14213d; background: #f1f4fa; }
nav ol { columns: 16rem; }
a { color: #0037d6; }
h2 { border-top: 3px solid #0a2a7a; padding-top: .5rem; }
small { font-weight: normal; color: #4a5673; }
.row { display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start; padding-bottom: 1rem; }
figure { margin: 0; flex: 0 0 13rem; }
img { width: 100%; height: auto; border: 1px solid #6b7894; border-radius: .5rem; background: #fff; }
figcaption { font-size: .875rem; }
@media (prefers-color-scheme: dark) {
  body { color: #e6ebf5; background: #0d1526; }
  a { color: #9db8ff; }
  small { color: #b4bfd6; }
  h2 { border-color: #9db8ff; }
}
</style>
</head>
<body>
"""
