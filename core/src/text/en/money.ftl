## What a reference is of
reference-of-tax = a tax
reference-of-fine = a fine
reference-of-other-fine = a fine other than for traffic
reference-of-bill = a bill
reference-of-self-assessment = a self-assessment
reference-of-assessment = an assessment
reference-of-enforcement = a debt with a surcharge

## Its parts
reference-part-whole = the reference
reference-part-issuer = the code of who collects
reference-part-town = the code of the town
reference-part-bank = the code of the bank
reference-part-number = the document number
reference-part-bulletin = the bulletin number
reference-part-file = the file number
reference-part-subject = the number of who pays
reference-part-plate = the number plate
reference-part-tax = the code of the tax
reference-part-year = the year
reference-part-batch = the batch number
reference-part-form = the code of the form
reference-part-date = the date
reference-part-amount = the amount
reference-part-check = the check digits
reference-place =
    { $count ->
        [one] digit { $from }
       *[other] digits { $from } to { $to }
    }

## What is wrong with it
reference-empty = Type the reference that is in your letter, or scan its barcode.
reference-sign = In place { $from } there is a sign that does not belong there. A reference has numbers and, at times, letters.
reference-foreign-digit = In place { $from } there is a number of another script. Type the reference with the numbers 0 to 9.
reference-unknown = We do not know this reference. Look at { $place }: they say what is paid.
reference-short =
    { $count ->
        [one] A number is missing: the reference of { $what } has { $expected } digits and you typed { $found }.
       *[other] { $n } numbers are missing. The reference of { $what } has { $expected } digits and you typed { $found }.
    }
reference-long =
    { $count ->
        [one] There is a number too many: the reference of { $what } has { $expected } digits and you typed { $found }.
       *[other] There are { $n } numbers too many. The reference of { $what } has { $expected } digits and you typed { $found }.
    }
reference-digits = Only numbers go in { $part }. Look at { $place }.
reference-letters = Only numbers and letters go in { $part }. Look at { $place }.
reference-date = A date goes there and that day does not exist. Look at { $place }.
reference-always = There is always a { $digit } there. Look at { $place }.
reference-madrid = It looks like one of Madrid, but the code of who collects does not end well. Look at { $place }.
reference-check = Some number was copied wrong. The check digits, { $place }, do not fit the others. Compare it all with your letter.
