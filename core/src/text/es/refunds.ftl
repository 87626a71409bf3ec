## Refunds
refunds-title = Dinero de vuelta
refunds-empty-title = Sin devoluciones
refunds-empty-body = Si pagaste de más o te quitaron una multa, pídelo desde el justificante.
refunds-torn = Alguna no se puede leer en este móvil. La ciudad la tiene: la pediremos otra vez.
refund-waiting = Guardada, sin enviar
refund-waiting-body = Pides { $amount }. Se enviará en cuanto haya red.
refund-requested = Pedida
refund-requested-body = Has pedido { $amount }. La ciudad tiene hasta { $date } para contestar.
refund-agreed = Aceptada
refund-agreed-body = La ciudad te devuelve { $amount }. Falta dar la orden al banco.
refund-ordered = En el banco
refund-ordered-body = El banco ya tiene la orden de pagarte { $amount }. Tarda unos días.
refund-paid = Devuelta
refund-paid-body = Tienes { $amount } en tu cuenta acabada en { $account }.
refund-refused = No se devuelve
refund-was-due-body = La ciudad ha mirado los { $amount } y había que pagarlos.
refund-account-closed-body = El banco no pudo pagar los { $amount }: la cuenta está cerrada. Pídelo otra vez con otra cuenta.
refund-other-reason-body = La ciudad no devuelve los { $amount }. Te manda una carta con el motivo.
refund-not-taken = No se ha pedido
refund-late = La ciudad va tarde. Desde { $date } te debe también intereses: un poco más por la espera. Hemos avisado a quien lleva tu caso.
refund-cause = Motivo
refund-cause-undue = Pagué de más
refund-cause-annulled = Me quitaron la multa
refund-cause-other = Otro motivo
refund-account = Cuenta acabada en
refund-receipt = Justificante
refund-step-pending = Pendiente
action-refund-dismiss = Entendido
action-refund-again = Pedir otra vez

## Asking
refund-form-body = Dinos por qué y en qué cuenta lo quieres. La cuenta tiene que estar a tu nombre.
refund-form-cause = Por qué
refund-form-account = IBAN de tu cuenta
action-refund-ask = Pedir una devolución
action-refund-send = Enviar la petición

## Errors of refunds
error-not-holder-title = No es tu cuenta
error-not-holder-body = El banco dice que esa cuenta no está a tu nombre. La ciudad solo devuelve a quien pagó.
error-not-holder-next = Escribe una cuenta en la que seas titular.
error-iban-title = Revisa el IBAN
error-iban-body = El IBAN es el número de tu cuenta. Algún número o letra no cuadra.
error-iban-next = Cópialo otra vez de tu banco, con las dos letras del principio.
error-asked-title = Ya está pedido
error-asked-body = Ya hay una petición por este pago. No hace falta otra.
error-asked-next = Mira cómo va en tus devoluciones.
error-no-refund-title = Nada que devolver
error-no-refund-body = La ciudad no encuentra este pago, o la multa sigue en pie.
error-no-refund-next = Si crees que no es así, llama al 010.
error-refund-refused-title = No se ha pedido
error-refund-refused-body = La ciudad no ha aceptado la petición y no dice más.
removal-refunds =
    { $count ->
        [one] { $n } devolución que has pedido; la ciudad la guarda
       *[other] { $n } devoluciones que has pedido; la ciudad las guarda
    }
