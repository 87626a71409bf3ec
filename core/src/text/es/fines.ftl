## Fines
fines-title = Multas
fines-open-title = Por decidir
fines-under-way-title = En marcha
fines-done-title = Cerradas
fines-empty-title = Sin multas
fines-empty-body = La ciudad no tiene multas a tu nombre.
fines-unheard-title = Todavía sin datos
fines-unheard-body = Aún no hemos oído a la ciudad. Conéctate una vez y las verás también sin red.
fines-torn-title = No se pueden leer
fines-torn-body = Tus multas no se pueden leer en este móvil. La ciudad las tiene: las pediremos otra vez.
fine-reported = Sin notificar
fine-reported-body = Alguien la ha denunciado, pero aún no te la han notificado. Todavía no hay que pagar ni decir nada.
fine-notified = Con descuento hasta { $date }
fine-notified-body = Pagas { $reduced } hasta { $date }. Después son { $full }. También puedes decir que está mal.
fine-discount-over = Sin descuento
fine-discount-over-body = Ahora son { $full }. El descuento valía hasta { $date }.
fine-contested = En estudio
fine-contested-body = Has alegado: has dicho por qué la multa está mal. La ciudad lo mira y verás aquí lo que decide.
fine-driver-named = Pasa a quien conducía
fine-driver-named-body = Dijiste quién conducía. La multa es ahora de esa persona y tú no pagas.
fine-final = Se paga entera
fine-final-body = Son { $amount } hasta { $date }. La multa es firme: aquí ya no se puede decir que está mal.
fine-enforcement = Con recargo
fine-enforcement-body = Hoy son { $amount }. Pasó el plazo y se suma un recargo, que es dinero de más.
fine-paid = Pagada
fine-paid-body = Está pagada. No tienes que hacer nada más.
fine-closed = Pagada con descuento
fine-closed-body = La pagaste con descuento y el caso está cerrado. Solo queda ir al juez.
fine-cancelled = Anulada
fine-cancelled-body = Ya no hay multa. No tienes que pagar nada.
fine-written-off = De baja
fine-written-off-body = La ciudad ya no la cobra. No tienes que pagar nada.
fine-refunded = Devuelta
fine-refunded-body = La ciudad te ha devuelto lo que pagaste. No tienes que hacer nada.
fine-other = En trámite
fine-other-body = La app no conoce este paso. Actualiza la app o llama al 010.
fine-accepted = La ciudad te dio la razón
fine-refused = La ciudad no te dio la razón
fine-last-day = Hoy es el último día
fine-days-left =
    { $count ->
        [one] Queda 1 día
       *[other] Quedan { $n } días
    }
fine-points =
    { $count ->
        [one] 1 punto
       *[other] { $n } puntos
    }
fine-no-points = No quita puntos
fine-minor = Leve
fine-serious = Grave
fine-very-serious = Muy grave
item-fine-contested = Has dicho que está mal: la ciudad lo mira

## What can be done about a fine, side by side
choice-pay-title = Pagar ahora
choice-pay-saves = Pagas { $amount } y ahorras { $saved }.
choice-pay-full = Pagas { $amount }.
choice-dispute-title = Alegar
choice-dispute-saves = Dices por qué está mal. Si la ciudad te da la razón, no pagas nada.
choice-dispute-gives-up = Pierdes el descuento. Si no te da la razón, pagas { $full }.
choice-driver-title = Decir quién conducía
choice-driver-saves = La multa y sus puntos pasan a quien conducía.
choice-driver-gives-up = Ya no podrás decir tú que está mal.
choice-until = Hasta { $date }
action-allege = Escribir alegaciones
action-name-driver = Decir quién conducía
step-reduced = Con descuento
step-full = Precio entero
step-surcharge = Con recargo del { $n } %
step-other = Otro precio
step-from = Desde { $date }

## Facts, evidence and what was filed
fact-fine-number = Boletín
fact-fine-when = Cuándo
fact-fine-where = Dónde
fact-fine-plate = Matrícula
fact-fine-points = Puntos
fact-fine-severity = Gravedad
fact-fine-notified = Notificada
fact-fine-paid = Pagaste
fact-fine-device = Aparato
fact-fine-verified = Revisado
fact-fine-registry = Número de registro
fact-fine-filed = Presentado
fact-fine-decided = Decidido
fact-fine-driver = Conducía
evidence-title = Pruebas
evidence-photo = Foto { $n }
evidence-no-photos = La ciudad no tiene fotos de esta multa.
allege-title = Lo que alegas
allege-hint = Alegar es explicar por qué la multa está mal. Se guarda en tu móvil mientras escribes.
allege-papers = Puedes añadir hasta cinco archivos PDF, JPG o PNG.
driver-title = Quién conducía
driver-hint = Escribe su nombre, su NIF o NIE y su dirección. Se guarda en tu móvil mientras escribes.
draft-writing = Sin enviar
draft-waiting = Guardado. Se enviará en cuanto se pueda.
draft-filed = Presentado con el número { $number }
draft-filed-plain = Presentado
draft-refused = La ciudad no lo ha admitido
action-send = Enviar
action-discard-draft = Borrar lo escrito
action-attach = Añadir archivo
removal-fine-drafts =
    { $count ->
        [one] 1 escrito sobre una multa
       *[other] { $n } escritos sobre multas
    }

## Is this fine real?
verify-real-title = Es real
verify-real-body = Esta multa es del Ayuntamiento. No decimos a nombre de quién está.
verify-real-amount = Hoy cuesta { $amount }
verify-not-ours-title = No es nuestra
verify-not-ours-body = No tenemos esa multa. Si has copiado bien los números, no pagues: puede ser un engaño.
verify-unheard-title = No lo sabemos
verify-unheard-body = No hemos podido preguntar a la ciudad. No pagues todavía y prueba otra vez.
verify-wrong-title = Revisa los números
verify-no-bulletin = Escribe el número de boletín: son nueve cifras.
verify-bulletin-digits = El boletín solo tiene cifras. Mira si hay una letra.
verify-bulletin-length = El boletín tiene nueve cifras y aquí hay { $n }.
verify-no-plate = Escribe la matrícula del coche.
verify-plate-signs = La matrícula solo tiene letras y números.
verify-plate-form = Esa no es la forma de una matrícula. Por ejemplo, 1234 BCD.
verify-plate-letter = Las matrículas nuevas no tienen vocales, Ñ ni Q. Mira las letras.

## What the screens of fines say besides
fine-choices-title = Qué puedes hacer
fine-steps-title = Cuánto cuesta
fine-step-now = Hoy
fine-filed-title = Lo que presentaste
choice-saves-title = Qué ganas
choice-gives-up-title = A qué renuncias
action-detach = Quitar { $name }
driver-name = Nombre y apellidos
driver-document = NIF o NIE
driver-address = Dirección
driver-licence = Permiso, si lo sabes
verify-title = ¿Es real esta multa?
verify-hint = Copia el boletín y la matrícula del papel. No hace falta entrar y no guardamos nada.
verify-bulletin = Número de boletín
action-verify = Comprobar

## Errors about fines
error-fine-late-title = Ya pasó el plazo
error-fine-late-body = El plazo para contestar a esta multa ha terminado. Lo que escribiste sigue en tu móvil.
error-fine-late-next = Llama al 010 y te dirán qué queda.
error-fine-paid-title = Ya está pagada
error-fine-paid-body = Esta multa está pagada y el caso está cerrado. Lo que escribiste sigue en tu móvil.
error-fine-paid-next = Mira el justificante en tus pagos.
error-fine-filed-title = Ya está presentado
error-fine-filed-body = La ciudad ya lo tiene, quizá de otro móvil o de una oficina. No hace falta hacerlo dos veces.
error-fine-filed-next = Mira cómo va en la multa.
error-fine-not-now-title = Ahora no se puede
error-fine-not-now-body = La multa está en un paso que no lo permite. No se ha enviado nada.
error-fine-not-now-next = Actualiza y mira cómo está la multa.
error-fine-under-way-title = Se está enviando
error-fine-under-way-body = Lo que escribiste está guardado y en camino. Mientras tanto no se puede cambiar.
error-fine-under-way-next = Espera a que conteste la ciudad.
error-fine-too-big-title = Ocupa demasiado
error-fine-too-big-body = Cada archivo puede tener un mega, y todos juntos dos. El texto, cinco mil letras. Nada se ha perdido.
error-fine-too-big-next = Quita un archivo o acorta el texto.
error-fine-wrong-type-title = Ese archivo no vale
error-fine-wrong-type-body = La ciudad solo lee archivos PDF, JPG y PNG, y este es de otra clase. No se ha añadido.
error-fine-wrong-type-next = Haz una foto o guárdalo como PDF.
error-fine-refused-title = No se ha admitido
error-fine-refused-body = La ciudad no lo ha admitido y no dice por qué. Lo que escribiste sigue en tu móvil.
error-fine-refused-next = Llama al 010 o ve a una oficina.
error-fine-empty-title = Falta el texto
error-fine-empty-body = Todavía no has escrito por qué la multa está mal. No se ha enviado nada.
error-fine-empty-next = Escribe una o dos frases.
error-fine-driver-title = Faltan datos
error-fine-driver-body = Para decir quién conducía hacen falta su nombre y su dirección. No se ha enviado nada.
error-fine-driver-next = Escribe los dos datos.
error-fine-document-title = Revisa el documento
error-fine-document-body = Ese NIF o NIE no existe: la letra no va con el número. No se ha enviado nada.
error-fine-document-next = Cópialo otra vez de su documento.
