## Fines
fines-title = Fines
fines-open-title = To decide
fines-under-way-title = Under way
fines-done-title = Closed
fines-empty-title = No fines
fines-empty-body = The city has no fines in your name.
fines-unheard-title = No data yet
fines-unheard-body = We have not heard the city yet. Connect once and you will see them without a network too.
fines-torn-title = Cannot be read
fines-torn-body = Your fines cannot be read on this phone. The city has them: we will ask again.
fine-reported = Not notified yet
fine-reported-body = Somebody reported it, but you have not been notified. There is nothing to pay or to say yet.
fine-notified = With a discount until { $date }
fine-notified-body = You pay { $reduced } until { $date }. Afterwards it is { $full }. You can also say that it is wrong.
fine-discount-over = No discount any more
fine-discount-over-body = Now it is { $full }. The discount held until { $date }.
fine-contested = Being looked at
fine-contested-body = You have objected: you said why the fine is wrong. The city looks at it and you will see here what it decides.
fine-driver-named = It goes to the driver
fine-driver-named-body = You said who was driving. The fine is theirs now and you do not pay.
fine-final = To be paid in full
fine-final-body = It is { $amount } until { $date }. The fine is final: here it can no longer be said that it is wrong.
fine-enforcement = With a surcharge
fine-enforcement-body = Today it is { $amount }. The time is over and a surcharge, which is extra money, is added.
fine-paid = Paid
fine-paid-body = It is paid. There is nothing more to do.
fine-closed = Paid with a discount
fine-closed-body = You paid it with a discount and the case is closed. Only a court is left.
fine-cancelled = Cancelled
fine-cancelled-body = There is no fine any more. You have nothing to pay.
fine-written-off = Given up
fine-written-off-body = The city no longer collects it. You have nothing to pay.
fine-refunded = Given back
fine-refunded-body = The city has given back what you paid. There is nothing to do.
fine-other = In progress
fine-other-body = The app does not know this step. Update the app or call 010.
fine-accepted = The city agreed with you
fine-refused = The city did not agree with you
fine-last-day = Today is the last day
fine-days-left =
    { $count ->
        [one] 1 day left
       *[other] { $n } days left
    }
fine-points =
    { $count ->
        [one] 1 point
       *[other] { $n } points
    }
fine-no-points = Takes no points
fine-minor = Minor
fine-serious = Serious
fine-very-serious = Very serious
item-fine-contested = You said that it is wrong: the city looks at it

## What can be done about a fine, side by side
choice-pay-title = Pay now
choice-pay-saves = You pay { $amount } and save { $saved }.
choice-pay-full = You pay { $amount }.
choice-dispute-title = Object
choice-dispute-saves = You say why it is wrong. If the city agrees with you, you pay nothing.
choice-dispute-gives-up = You lose the discount. If it does not agree, you pay { $full }.
choice-driver-title = Say who drove
choice-driver-saves = The fine and its points go to who drove.
choice-driver-gives-up = You can no longer say yourself that it is wrong.
choice-until = Until { $date }
action-allege = Write an objection
action-name-driver = Say who drove
step-reduced = With the discount
step-full = Full price
step-surcharge = With a surcharge of { $n } %
step-other = Another price
step-from = From { $date }

## Facts, evidence and what was filed
fact-fine-number = Report
fact-fine-when = When
fact-fine-where = Where
fact-fine-plate = Plate
fact-fine-points = Points
fact-fine-severity = Severity
fact-fine-notified = Notified
fact-fine-paid = You paid
fact-fine-device = Device
fact-fine-verified = Last checked
fact-fine-registry = Registry number
fact-fine-filed = Filed
fact-fine-decided = Decided
fact-fine-driver = Driver
evidence-title = Evidence
evidence-photo = Photo { $n }
evidence-no-photos = The city has no photos of this fine.
allege-title = Your objection
allege-hint = To object is to explain why the fine is wrong. It is kept on your phone while you write.
allege-papers = You can add up to five PDF, JPG or PNG files.
driver-title = Who drove
driver-hint = Write their name, their NIF or NIE and their address. It is kept on your phone while you write.
draft-writing = Not sent
draft-waiting = Kept. It will be sent as soon as possible.
draft-filed = Filed under number { $number }
draft-filed-plain = Filed
draft-refused = The city did not take it
action-send = Send
action-discard-draft = Delete what I wrote
action-attach = Add a file
removal-fine-drafts =
    { $count ->
        [one] 1 text about a fine
       *[other] { $n } texts about fines
    }

## Is this fine real?
verify-real-title = It is real
verify-real-body = This fine is the city's. We do not say whose it is.
verify-real-amount = Today it costs { $amount }
verify-not-ours-title = It is not ours
verify-not-ours-body = We have no such fine. If you copied the numbers well, do not pay: it may be a fraud.
verify-unheard-title = We do not know
verify-unheard-body = We could not ask the city. Do not pay yet and try again.
verify-wrong-title = Check the numbers
verify-no-bulletin = Type the number of the report: it has nine digits.
verify-bulletin-digits = The report has digits only. See whether there is a letter.
verify-bulletin-length = The report has nine digits and here there are { $n }.
verify-no-plate = Type the plate of the car.
verify-plate-signs = A plate has letters and digits only.
verify-plate-form = That is not the form of a plate. For example, 1234 BCD.
verify-plate-letter = New plates have no vowels, no Ñ and no Q. Look at the letters.

## What the screens of fines say besides
fine-choices-title = What you can do
fine-steps-title = What it costs
fine-step-now = Today
fine-filed-title = What you filed
choice-saves-title = What you gain
choice-gives-up-title = What you give up
action-detach = Remove { $name }
driver-name = Name and surname
driver-document = NIF or NIE
driver-address = Address
driver-licence = Licence, if known
verify-title = Is this fine real?
verify-hint = Copy the report number and the plate from the paper. You need not sign in, and we keep nothing.
verify-bulletin = Report number
action-verify = Check

## Errors about fines
error-fine-late-title = The time is over
error-fine-late-body = The time to answer this fine is over. What you wrote is still on your phone.
error-fine-late-next = Call 010 and they will tell you what is left.
error-fine-paid-title = It is paid already
error-fine-paid-body = This fine is paid and the case is closed. What you wrote is still on your phone.
error-fine-paid-next = See the receipt in your payments.
error-fine-filed-title = It is filed already
error-fine-filed-body = The city has it already, perhaps from another phone or an office. There is no need to do it twice.
error-fine-filed-next = See how it goes in the fine.
error-fine-not-now-title = Not possible now
error-fine-not-now-body = The fine is at a step that does not allow it. Nothing was sent.
error-fine-not-now-next = Refresh and see how the fine stands.
error-fine-under-way-title = Being sent
error-fine-under-way-body = What you wrote is kept and on its way. Meanwhile it cannot be changed.
error-fine-under-way-next = Wait for the city to answer.
error-fine-too-big-title = It is too large
error-fine-too-big-body = Each file may have one megabyte, and all together two. The text, five thousand letters. Nothing is lost.
error-fine-too-big-next = Take a file away or shorten the text.
error-fine-wrong-type-title = Unusable file
error-fine-wrong-type-body = The city only reads PDF, JPG and PNG files, and this is of another kind. It was not added.
error-fine-wrong-type-next = Take a photo or save it as PDF.
error-fine-refused-title = It was not taken
error-fine-refused-body = The city did not take it and does not say why. What you wrote is still on your phone.
error-fine-refused-next = Call 010 or go to an office.
error-fine-empty-title = The text is missing
error-fine-empty-body = You have not written yet why the fine is wrong. Nothing was sent.
error-fine-empty-next = Write a sentence or two.
error-fine-driver-title = Something is missing
error-fine-driver-body = To say who drove, their name and their address are needed. Nothing was sent.
error-fine-driver-next = Type both.
error-fine-document-title = Check the document
error-fine-document-body = There is no such NIF or NIE: the letter does not go with the number. Nothing was sent.
error-fine-document-next = Copy it again from their document.
