## Sign-in and lock
session-prompt-unlock = Desbloquea tus datos de Madrid
session-prompt-lock = Confirma para cambiar el bloqueo
session-out-title = Entra
session-out-body = Entra con Cl@ve para ver lo que tienes con la ciudad. Los lugares de la ciudad se ven sin entrar.
session-locked-title = Datos bloqueados
session-in-title = Has entrado
session-in-light = Puedes ver tus datos. Para cambiarlos te pediremos confirmar.
session-in-strong = Puedes ver tus datos y cambiarlos.
session-again-title = Entra otra vez
action-sign-in = Entrar con Cl@ve
action-sign-in-again = Entrar otra vez
action-unlock = Desbloquear
action-confirm-identity = Confirmar con Cl@ve
action-sign-out = Salir
action-lock = Bloquear
removal-title = Borrar mis datos
removal-body = Se borra de este móvil todo lo tuyo. La ciudad conserva lo que ya tiene y lo verás al entrar otra vez.
removal-session = Tu sesión y tu llave de este móvil
removal-profile = Tus datos y los de quien representas
removal-items =
    { $count ->
        [one] { $n } cosa guardada para verla sin red
       *[other] { $n } cosas guardadas para verlas sin red
    }
removal-layout = El orden de tu pantalla
removal-unsent =
    { $count ->
        [one] { $n } cambio sin enviar, que se pierde
       *[other] { $n } cambios sin enviar, que se pierden
    }
action-remove = Borrar mis datos

## Welcome and sign-in
welcome-title = Madrid en tu móvil
welcome-body = Todo lo que tienes con la ciudad, en un solo sitio y también sin red.
welcome-owe-title = De un vistazo
welcome-owe-body = Lo que debes, lo que tienes que hacer y hasta qué día. Cada dato dice de cuándo es.
welcome-near-title = Lo que tienes cerca
welcome-near-body = Piscinas, parques, bibliotecas y oficinas. El móvil mide la distancia y no dice a nadie dónde estás.
welcome-safe-title = Tus datos, bajo llave
welcome-safe-body = Se guardan en este móvil y solo los abres tú. Los borras cuando quieras, en Ajustes.
action-look-around = Mirar sin entrar
sign-in-title = Entra con Cl@ve
sign-in-body = Cl@ve dice a la ciudad quién eres. La página se abre en el navegador del móvil, nunca dentro de la app.
sign-in-step-page = Se abre la página de Cl@ve.
sign-in-step-secret = Dices allí quién eres. La app no ve tu contraseña ni tu código.
sign-in-step-return = Vuelves aquí y ves lo tuyo.
app-lock-title = Bloqueo de la app
app-lock-body = El móvil pide tu cara, tu dedo o tu código antes de enseñar tus datos.
