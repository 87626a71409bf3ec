## Profile
profile-title = Tus datos
profile-name = Nombre
profile-document = NIF o NIE
profile-birth = Nacimiento
profile-address = Dirección del padrón
profile-phone = Teléfono
profile-email = Correo
profile-no-email = Sin correo
pending-contact = Nuevo contacto: { $value }
pending-no-email = sin correo
pending-preferences = Nuevas preferencias
pending-preferences-theirs = otras preferencias
pending-other = Un cambio tuyo
pending-waiting = Guardado. Se enviará en cuanto se pueda.
pending-stronger = Guardado. Falta confirmar con Cl@ve.
pending-conflict = La ciudad tiene ahora: { $value }. ¿Con qué te quedas?
pending-refused = La ciudad no lo ha aceptado.
action-keep-mine = Quedarme con el mío
action-keep-theirs = El de la ciudad
action-discard = Descartar mi cambio

## Settings and consents
settings-language-title = Idioma de la app
settings-phone-title = En este móvil
settings-places = Lugares
settings-state = Estado
settings-about-title = Sobre la app
settings-version = Versión
settings-source = Datos
settings-licence = Licencia
consents-body = Tú decides. Un «no» no te quita nada de la app y puedes cambiarlo cuando quieras.
reminders-title = Avisos de plazos
reminders-body = La ciudad te avisa antes de que acabe un plazo: un recibo, una multa o un papel que falta.
analytics-title = Uso sin tu nombre
analytics-body = La ciudad cuenta qué se usa de la app para mejorarla. Nunca tu nombre, tu documento ni dónde estás.
letters-title = Idioma de las cartas
contact-title = Tu contacto
