## Refunds
refunds-title = Refunds
refunds-empty-title = No refunds
refunds-empty-body = If you paid too much or a fine was lifted, ask for it from the receipt.
refunds-torn = Some cannot be read on this phone. The city has them: we will ask for them again.
refund-waiting = Kept, not sent
refund-waiting-body = You ask for { $amount }. It goes as soon as there is a network.
refund-requested = Asked for
refund-requested-body = You asked for { $amount }. The city has until { $date } to answer.
refund-agreed = Agreed
refund-agreed-body = The city gives { $amount } back. The bank has still to be told.
refund-ordered = At the bank
refund-ordered-body = The bank has been told to pay you { $amount }. It takes a few days.
refund-paid = Paid back
refund-paid-body = You have { $amount } in your account that ends in { $account }.
refund-refused = Not paid back
refund-was-due-body = The city looked at the { $amount }, and they were due.
refund-account-closed-body = The bank could not pay the { $amount }: the account is closed. Ask again with another account.
refund-other-reason-body = The city does not give the { $amount } back. A letter tells you why.
refund-not-taken = Not asked for
refund-late = The city is late. Since { $date } it also owes you interest: a little more for the wait. Whoever has your case was told.
refund-cause = Reason
refund-cause-undue = I paid too much
refund-cause-annulled = The fine was lifted
refund-cause-other = Another reason
refund-account = Account that ends in
refund-receipt = Receipt
refund-step-pending = To come
action-refund-dismiss = Understood
action-refund-again = Ask again

## Asking
refund-form-body = Tell us why, and to which account you want it. The account must be in your name.
refund-form-cause = Why
refund-form-account = IBAN of your account
action-refund-ask = Ask for a refund
action-refund-send = Send the request

## Errors of refunds
error-not-holder-title = Not your account
error-not-holder-body = The bank says that this account is not in your name. The city pays back only whoever paid.
error-not-holder-next = Give an account that is in your name.
error-iban-title = Check the IBAN
error-iban-body = The IBAN is the number of your account. Some digit or letter does not fit.
error-iban-next = Copy it once more from your bank, with the two letters at its beginning.
error-asked-title = Already asked for
error-asked-body = There is a request for this payment already. No other is needed.
error-asked-next = See how it is getting on among your refunds.
error-no-refund-title = Nothing to give back
error-no-refund-body = The city does not find this payment, or the fine still stands.
error-no-refund-next = If you think otherwise, call 010.
error-refund-refused-title = Not asked for
error-refund-refused-body = The city did not take the request and says no more.
removal-refunds =
    { $count ->
        [one] { $n } refund that you asked for; the city keeps it
       *[other] { $n } refunds that you asked for; the city keeps them
    }
