## The tax folder
tax-title = Tus impuestos
tax-to-pay-title = Por pagar
tax-by-bank-title = Los paga tu banco
tax-in-parts-title = A plazos
tax-paid-title = Pagados
tax-empty-title = Sin impuestos
tax-empty-body = La ciudad no tiene ningún recibo a tu nombre. Si llega uno, lo verás aquí.
tax-not-yet-title = Aún no la tenemos
tax-not-yet-body = No hemos podido traer tu carpeta. Eso no quiere decir que no debas nada.
tax-period-year = Año { $year }
tax-period-term = Trimestre { $n } de { $year }
tax-due = Págalo hasta { $when }
tax-late = Fuera de plazo, con recargo: la ciudad ya lo cobra por la vía ejecutiva.
tax-overdue = El plazo acabó { $when }
tax-charged = Tu banco lo paga { $when }
tax-next-part = { $amount } { $when }
tax-parts-asked = Has pedido pagar a plazos. La ciudad te contesta pronto.
tax-was-paid = Pagado { $when }
tax-was-paid-plain = Pagado
tax-state-to-pay = Por pagar
tax-state-late = Con recargo
tax-state-by-bank = Domiciliado
tax-state-in-parts = A plazos
tax-state-paid = Pagado
tax-change-owner = Nuevo dueño
tax-change-works = Obra en el inmueble
tax-change-use = Cambio de uso
tax-changes-title = Cambios que ya sabemos
tax-change-body = Lo sabemos desde { $known }. Se verá en los recibos desde { $shows }.

## One receipt
fact-tax-object = Sobre
fact-tax-period = Periodo
fact-tax-window = Plazo
fact-tax-notified = Te avisamos
fact-tax-number = Número de recibo
fact-tax-surcharge = Recargo incluido
fact-tax-total = Total del recibo
fact-tax-receipt = Justificante
fact-tax-code = Código de verificación
fact-tax-method = Cómo se pagó
tax-method-bank = En el banco
tax-window = Desde { $from } hasta { $until }
tax-steps-title = Si no lo pagas
tax-steps-body = Un recargo es dinero de más por pagar tarde. Estos son los pasos que marca la ley.
tax-step = Desde { $when }: { $amount }
tax-step-5 = 5 % más, hasta que llegue el aviso de cobro forzoso.
tax-step-10 = 10 % más, si pagas en el plazo que da ese aviso.
tax-step-20 = 20 % más, y además intereses por cada día.
tax-step-about = La fecha es aproximada: depende de cuándo llegue el aviso.
tax-ways-title = Cómo puedes pagarlo
tax-way-yourself = Pagarlo tú
tax-way-yourself-body = Pagas { $amount } cuando quieras, hasta { $when }.
tax-way-late-body = Pagas { $amount } ahora, recargo incluido.
tax-way-single = Tu banco, una vez
tax-way-sep = Tu banco, en dos
tax-way-pac = Tu banco, en partes
tax-way-parts = En { $n } plazos
tax-saves = Ahorras { $amount }
tax-saves-nothing = No ahorras ni pagas más
tax-part = { $when }: { $amount }
tax-part-paid = { $when }: { $amount }, ya pagado
tax-ask-until = Se pide hasta { $when }
tax-ask-over = Se podía pedir hasta { $when }
tax-debit-title = Tu banco lo paga
tax-debit-body = Se cobra en la cuenta { $iban }.
tax-debit-change = Puedes cambiarlo hasta { $when }
tax-wish-debit = Pediste que lo pague tu banco, en la cuenta { $iban }. Se enviará en cuanto se pueda.
tax-wish-end = Pediste que tu banco no lo pague. Se enviará en cuanto se pueda.
tax-wish-parts = Pediste pagar en { $n } plazos. Se enviará en cuanto se pueda.
tax-waiting = Por enviar
tax-not-accepted = No se pudo
tax-reminder-none = Sin aviso. Solo te avisamos si tú lo eliges.
tax-reminder-same-day = Te avisamos ese mismo día
tax-reminder-days =
    { $count ->
        [one] Te avisamos 1 día antes
       *[other] Te avisamos { $n } días antes
    }
action-tax-pay = Pagar
action-tax-debit = Domiciliar
action-tax-change-debit = Cambiar la cuenta
action-tax-end-debit = Quitar domiciliación
action-tax-parts = Pedir plazos
action-tax-remind = Avisarme
action-tax-calendar = Llevar al calendario
action-tax-receipt = Ver el justificante
tax-end-debit-title = ¿Quitar la domiciliación?
tax-end-debit-body = Tu banco ya no pagará este recibo. Tendrás que pagarlo tú hasta { $when }.
action-tax-keep-debit = Dejarlo como está

## The calendar
tax-calendar-title = Calendario de impuestos
tax-calendar-empty-title = Sin fechas
tax-calendar-empty-body = Todavía no tenemos las fechas de la ciudad. Actualiza y vuelve a mirar.
tax-date-pay = Pago: desde { $from } hasta { $until }
tax-date-ask = Pedir que lo pague el banco: hasta { $until }
tax-day-last = Último día para pagar: { $name }, { $amount }
tax-day-charge = Tu banco paga: { $name }, { $amount }
tax-day-part = Plazo: { $name }, { $amount }
tax-day-campaign = Último día: { $name }
tax-day-ask = Último día para pedir que lo pague el banco: { $name }

## The certificate
tax-certificate-title = Certificado de deudas
tax-certificate-none = No debes nada fuera de plazo. Este papel lo dice y cualquiera puede comprobarlo con su código.
tax-certificate-owes = Hay deudas fuera de plazo. Cuando las pagues podrás pedir el certificado.
fact-tax-issued = Fecha
fact-tax-valid = Vale hasta
fact-tax-certificate = Número
removal-taxes = Tu carpeta de impuestos guardada aquí

## Errors about taxes
error-tax-holder-title = No es tu cuenta
error-tax-holder-body = El banco dice que esa cuenta es de otra persona. Nada ha cambiado en tu recibo.
error-tax-holder-next = Usa una cuenta a tu nombre.
error-tax-late-title = Ya pasó la fecha
error-tax-late-body = Para este recibo ya no da tiempo. Nada ha cambiado: puedes pagarlo tú dentro del plazo.
error-tax-late-next = Págalo hasta el último día o pídelo para el año que viene.
error-tax-offer-title = Así no se puede
error-tax-offer-body = Este recibo no se puede pagar de esa manera. Nada ha cambiado.
error-tax-offer-next = Mira en el recibo cómo puedes pagarlo.
error-tax-paid-title = Ya está pagado
error-tax-paid-body = La ciudad dice que este recibo ya está pagado. No hay que hacer nada más.
error-tax-paid-next = Actualiza la carpeta para verlo.
error-tax-being-paid-title = Se está pagando
error-tax-being-paid-body = Hay un pago de este recibo en marcha. Para no cobrar dos veces, nada ha cambiado.
error-tax-being-paid-next = Mira cómo acaba ese pago y prueba otra vez.
error-tax-refused-title = La ciudad no pudo
error-tax-refused-body = La ciudad no ha aceptado lo que pedías y no dice por qué. Nada ha cambiado en tu recibo.
error-tax-refused-next = Prueba más tarde o llama al 010.
error-notice-title = Elige otro aviso
error-notice-body = Podemos avisarte desde el mismo día hasta treinta días antes. No hemos guardado este aviso.
error-notice-next = Elige un número del cero al treinta.
