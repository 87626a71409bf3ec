## What a reference is of
reference-of-tax = un impuesto
reference-of-fine = una multa
reference-of-other-fine = una multa que no es de tráfico
reference-of-bill = un recibo
reference-of-self-assessment = una autoliquidación
reference-of-assessment = una liquidación
reference-of-enforcement = una deuda con recargo

## Its parts
reference-part-whole = la referencia
reference-part-issuer = el código de quien cobra
reference-part-town = el código del municipio
reference-part-bank = el código del banco
reference-part-number = el número de documento
reference-part-bulletin = el número de boletín
reference-part-file = el número de expediente
reference-part-subject = el número de quien paga
reference-part-plate = la matrícula
reference-part-tax = el código del impuesto
reference-part-year = el año
reference-part-batch = el número de remesa
reference-part-form = el código del impreso
reference-part-date = la fecha
reference-part-amount = el importe
reference-part-check = los números de control
reference-place =
    { $count ->
        [one] la cifra { $from }
       *[other] las cifras { $from } a { $to }
    }

## What is wrong with it
reference-empty = Escribe la referencia que viene en tu carta o lee su código de barras.
reference-sign = En el lugar { $from } hay un signo que no va ahí. Una referencia lleva números y, a veces, letras.
reference-foreign-digit = En el lugar { $from } hay un número de otro alfabeto. Escribe la referencia con números del 0 al 9.
reference-unknown = No conocemos esta referencia. Mira bien { $place }: dicen qué se paga.
reference-short =
    { $count ->
        [one] Falta un número: la referencia de { $what } tiene { $expected } cifras y has escrito { $found }.
       *[other] Faltan { $n } números. La referencia de { $what } tiene { $expected } cifras y has escrito { $found }.
    }
reference-long =
    { $count ->
        [one] Sobra un número: la referencia de { $what } tiene { $expected } cifras y has escrito { $found }.
       *[other] Sobran { $n } números. La referencia de { $what } tiene { $expected } cifras y has escrito { $found }.
    }
reference-digits = En { $part } solo van números. Mira bien { $place }.
reference-letters = En { $part } solo van números y letras. Mira bien { $place }.
reference-date = Ahí va una fecha y ese día no existe. Mira bien { $place }.
reference-always = Ahí va siempre un { $digit }. Mira bien { $place }.
reference-madrid = Parece de Madrid, pero el código de quien cobra no acaba bien. Mira bien { $place }.
reference-check = Hay algún número mal copiado. Los números de control, { $place }, no cuadran con los demás. Compara todo con tu carta.
