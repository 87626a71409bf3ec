## The tax folder
tax-title = Your taxes
tax-to-pay-title = To pay
tax-by-bank-title = Paid by your bank
tax-in-parts-title = In instalments
tax-paid-title = Paid
tax-empty-title = No taxes
tax-empty-body = The city has no tax bill in your name. If one comes, you will see it here.
tax-not-yet-title = Not here yet
tax-not-yet-body = We could not bring your folder yet. That does not mean that you owe nothing.
tax-period-year = Year { $year }
tax-period-term = Quarter { $n } of { $year }
tax-due = Pay it by { $when }
tax-late = Late, with a surcharge: the city is now collecting it by enforcement.
tax-overdue = The time to pay ended: { $when }
tax-charged = Your bank pays it: { $when }
tax-next-part = { $amount }: { $when }
tax-parts-asked = You asked to pay in instalments. The city will answer soon.
tax-was-paid = Paid: { $when }
tax-was-paid-plain = Paid
tax-state-to-pay = To pay
tax-state-late = With a surcharge
tax-state-by-bank = By direct debit
tax-state-in-parts = In instalments
tax-state-paid = Paid
tax-change-owner = New owner
tax-change-works = Works on the property
tax-change-use = Change of use
tax-changes-title = Changes we know of
tax-change-body = We have known it since { $known }. Bills will show it from { $shows }.

## One receipt
fact-tax-object = On
fact-tax-period = Period
fact-tax-window = Time to pay
fact-tax-notified = We told you
fact-tax-number = Bill number
fact-tax-surcharge = Surcharge included
fact-tax-total = Whole bill
fact-tax-receipt = Proof of payment
fact-tax-code = Verification code
fact-tax-method = How it was paid
tax-method-bank = At the bank
tax-window = { $from } to { $until }
tax-steps-title = If you don't pay
tax-steps-body = A surcharge is money on top for paying late. These are the steps that the law sets.
tax-step = From { $when }: { $amount }
tax-step-5 = 5% more, until the notice of enforcement comes.
tax-step-10 = 10% more, if you pay within the time that the notice gives.
tax-step-20 = 20% more, and interest for each day as well.
tax-step-about = The date is a guess: it depends on when the notice comes.
tax-ways-title = Ways to pay it
tax-way-yourself = Pay it yourself
tax-way-yourself-body = You pay { $amount } whenever you like, until { $when }.
tax-way-late-body = You pay { $amount } now, surcharge included.
tax-way-single = Your bank, once
tax-way-sep = Your bank, in two
tax-way-pac = Your bank, in parts
tax-way-parts = In { $n } instalments
tax-saves = You save { $amount }
tax-saves-nothing = You neither save nor pay more
tax-part = { $when }: { $amount }
tax-part-paid = { $when }: { $amount }, already paid
tax-ask-until = Ask by { $when }
tax-ask-over = It could be asked until { $when }
tax-debit-title = Your bank pays it
tax-debit-body = It is charged to the account { $iban }.
tax-debit-change = You can change it until { $when }
tax-wish-debit = You asked that your bank pays it, from the account { $iban }. It will be sent as soon as it can be.
tax-wish-end = You asked that your bank does not pay it. It will be sent as soon as it can be.
tax-wish-parts = You asked to pay in { $n } instalments. It will be sent as soon as it can be.
tax-waiting = To be sent
tax-not-accepted = Not accepted
tax-reminder-none = No reminder. We only remind you if you choose it.
tax-reminder-same-day = We remind you on the day
tax-reminder-days =
    { $count ->
        [one] We remind you 1 day before
       *[other] We remind you { $n } days before
    }
action-tax-pay = Pay
action-tax-debit = Set direct debit
action-tax-change-debit = Change account
action-tax-end-debit = End direct debit
action-tax-parts = Ask for instalments
action-tax-remind = Remind me
action-tax-calendar = Add to calendar
action-tax-receipt = See proof of payment
tax-end-debit-title = End the direct debit?
tax-end-debit-body = Your bank will no longer pay this bill. You will have to pay it yourself by { $when }.
action-tax-keep-debit = Leave as it is

## The calendar
tax-calendar-title = Tax calendar
tax-calendar-empty-title = No dates
tax-calendar-empty-body = We do not have the dates of the city yet. Update and look again.
tax-date-pay = Payment: { $from } to { $until }
tax-date-ask = Ask that the bank pays it: until { $until }
tax-day-last = Last day to pay: { $name }, { $amount }
tax-day-charge = Your bank pays: { $name }, { $amount }
tax-day-part = Instalment: { $name }, { $amount }
tax-day-campaign = Last day: { $name }
tax-day-ask = Last day to ask that the bank pays it: { $name }

## The certificate
tax-certificate-title = Certificate of debts
tax-certificate-none = You owe nothing that is late. This paper says so and anybody can check it with its code.
tax-certificate-owes = Some debts are late. Once you have paid them you can ask for the certificate.
fact-tax-issued = Date
fact-tax-valid = Valid until
fact-tax-certificate = Number
removal-taxes = Your tax folder kept here

## Errors about taxes
error-tax-holder-title = Not your account
error-tax-holder-body = The bank says that this account is somebody else's. Nothing has changed about your bill.
error-tax-holder-next = Use an account in your name.
error-tax-late-title = The date is over
error-tax-late-body = It is too late for this bill. Nothing has changed: you can pay it yourself in time.
error-tax-late-next = Pay it by the last day, or ask for next year.
error-tax-offer-title = Not this way
error-tax-offer-body = This bill cannot be paid in that way. Nothing has changed.
error-tax-offer-next = See in the bill how you can pay it.
error-tax-paid-title = It is paid already
error-tax-paid-body = The city says that this bill is paid. There is nothing more to do.
error-tax-paid-next = Update the folder to see it.
error-tax-being-paid-title = Being paid now
error-tax-being-paid-body = A payment of this bill is under way. So that it is not charged twice, nothing has changed.
error-tax-being-paid-next = See how that payment ends and try again.
error-tax-refused-title = The city could not
error-tax-refused-body = The city has not accepted what you asked and does not say why. Nothing has changed about your bill.
error-tax-refused-next = Try later or call 010.
error-notice-title = Choose another reminder
error-notice-body = We can remind you from the day itself up to thirty days before. We have not kept this reminder.
error-notice-next = Choose a number from zero to thirty.
