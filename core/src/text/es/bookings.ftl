## What can be booked
book-title = Reservar
book-empty-title = Nada que reservar
book-empty-body = Aquí no hay nada que reservar todavía. Prueba en otro centro deportivo.
book-free = Gratis
book-paid = Primero se aparta para ti y después pagas en la app.
book-paper = Hace falta un documento que la app no puede enseñar.
book-per-person = { $amount } por persona
book-length = { $n } minutos
slots-title = Elige una hora
slots-empty-title = Sin horas este día
slots-empty-body = Ese día no se puede reservar. Prueba con otro día.
slots-left =
    { $count ->
        [one] Queda 1 plaza
       *[other] Quedan { $n } plazas
    }
slots-left-courts =
    { $count ->
        [one] Queda 1 pista
       *[other] Quedan { $n } pistas
    }
slots-full = Completo
slot-time = De { $from } a { $to }
action-book = Reservar
action-call-off = Anular reserva
action-dismiss = Entendido
action-keep-booking = No anular
call-off-title = ¿Anular la reserva?
call-off-body = Tu sitio queda libre y otra persona podrá usarlo. Si cambias de idea, tendrás que reservar otra vez.
call-off-paid-body = Tu sitio queda libre y el banco te devuelve { $amount }, a la tarjeta o al Bizum con que pagaste.
call-off-unpaid-body = No has pagado nada. Tu sitio queda libre y otra persona podrá usarlo.

## What the person has booked
bookings-title = Tus reservas
bookings-to-pay-title = Por pagar
bookings-refused-title = No han salido
bookings-waiting-title = Por enviar
bookings-upcoming-title = Próximas
bookings-past-title = Pasadas y anuladas
bookings-empty-title = Sin reservas
bookings-empty-body = Aquí verás tus reservas. Busca un centro deportivo y elige día y hora.
booking-where = { $place }, { $when }
booking-waiting = Guardada. Se enviará en cuanto se pueda.
booking-waiting-paid = Guardada. Podrás pagar cuando la ciudad la aparte para ti.
booking-to-pay = Apartada para ti: paga { $amount } hasta { $when }
booking-to-pay-late = Ya no se puede empezar a pagar: si no está pagada, queda libre.
booking-lapsed = No se pagó a tiempo y quedó libre.
booking-let-go = Si no pagas, queda libre y no debes nada.
booking-paid = Reservada y pagada
booking-given-back = Anulada. El banco te devuelve { $amount }.
booking-price = Precio
booking-booked = Reservada
booking-calling-off = Se anulará en cuanto se pueda.
booking-called-off = Anulada
booking-refused = No se pudo reservar
booking-kept = No se pudo anular: sigue en pie.
booking-over = Ya pasó
booking-code = Código
booking-people =
    { $count ->
        [one] Para 1 persona
       *[other] Para { $n } personas
    }
booking-until = Puedes anular hasta { $when }
removal-bookings =
    { $count ->
        [one] 1 reserva guardada aquí
       *[other] { $n } reservas guardadas aquí
    }
section-bookings = Reservas

## Errors of booking and calling off
error-slot-full-title = Ya está completo
error-slot-full-body = Otra persona reservó antes y no queda sitio a esa hora. No se ha reservado nada a tu nombre.
error-slot-full-next = Elige otra hora u otro día.
error-slot-gone-title = Hora no disponible
error-slot-gone-body = Esa hora ya ha empezado o el centro la ha quitado. No se ha reservado nada.
error-slot-gone-next = Elige otra hora u otro día.
error-already-title = Ya la tienes
error-already-body = Ya tienes esa hora o la estás anulando ahora. No hace falta reservar dos veces.
error-already-next = Mírala en tus reservas.
error-too-soon-title = Ya es tarde
error-too-soon-body = Una reserva se puede anular hasta dos horas antes. La tuya sigue en pie.
error-too-soon-next = Si no puedes ir, llama al centro.
error-paper-title = Hace falta un documento
error-paper-body = Para esta reserva hay que enseñar un documento y la app todavía no puede. No se ha reservado nada.
error-paper-next = Reserva en el centro o llama al 010.
error-booking-title = No se pudo reservar
error-booking-body = La ciudad no ha querido la reserva y no dice por qué. No se ha reservado nada.
error-booking-next = Prueba otra hora o llama al 010.
error-people-title = Revisa cuántos vais
error-people-body = Con una reserva podéis ir de una a cuatro personas. No se ha reservado nada.
error-people-next = Elige un número del uno al cuatro.
