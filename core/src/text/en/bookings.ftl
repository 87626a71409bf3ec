## What can be booked
book-title = Book
book-empty-title = Nothing to book
book-empty-body = There is nothing to book here yet. Try another sports centre.
book-free = Free
book-paid = First it is kept for you, then you pay in the app.
book-paper = You need a document that the app cannot show.
book-per-person = { $amount } per person
book-length = { $n } minutes
slots-title = Choose a time
slots-empty-title = No times that day
slots-empty-body = That day cannot be booked. Try another day.
slots-left =
    { $count ->
        [one] 1 place left
       *[other] { $n } places left
    }
slots-left-courts =
    { $count ->
        [one] 1 court left
       *[other] { $n } courts left
    }
slots-full = Full
slot-time = From { $from } to { $to }
action-book = Book
action-call-off = Cancel booking
action-dismiss = Understood
action-keep-booking = Do not cancel
call-off-title = Cancel this booking?
call-off-body = Your place becomes free and another person may take it. If you change your mind, you have to book again.
call-off-paid-body = Your place becomes free and the bank gives you { $amount } back, to the card or Bizum you paid with.
call-off-unpaid-body = You have paid nothing. Your place becomes free and another person may take it.

## What the person has booked
bookings-title = Your bookings
bookings-to-pay-title = To pay
bookings-refused-title = Not accepted
bookings-waiting-title = To be sent
bookings-upcoming-title = Coming up
bookings-past-title = Past and cancelled
bookings-empty-title = No bookings
bookings-empty-body = Your bookings will be here. Look for a sports centre and choose a day and a time.
booking-where = { $place }, { $when }
booking-waiting = Saved. It will be sent as soon as possible.
booking-waiting-paid = Saved. You can pay when the city keeps it for you.
booking-to-pay = Kept for you: pay { $amount } until { $when }
booking-to-pay-late = You can no longer begin to pay: if it is not paid, it becomes free.
booking-lapsed = It was not paid in time and is free again.
booking-let-go = If you do not pay, it becomes free and you owe nothing.
booking-paid = Booked and paid
booking-given-back = Cancelled. The bank gives you { $amount } back.
booking-price = Price
booking-booked = Booked
booking-calling-off = It will be cancelled as soon as possible.
booking-called-off = Cancelled
booking-refused = Could not be booked
booking-kept = Could not be cancelled: it stands.
booking-over = Over
booking-code = Code
booking-people =
    { $count ->
        [one] For 1 person
       *[other] For { $n } people
    }
booking-until = You can cancel until { $when }
removal-bookings =
    { $count ->
        [one] 1 booking saved here
       *[other] { $n } bookings saved here
    }
section-bookings = Bookings

## Errors of booking and calling off
error-slot-full-title = It is full
error-slot-full-body = Somebody else was first and there is no room at that time. Nothing was booked in your name.
error-slot-full-next = Choose another time or another day.
error-slot-gone-title = Time not available
error-slot-gone-body = That time has begun or the centre has taken it away. Nothing was booked.
error-slot-gone-next = Choose another time or another day.
error-already-title = You have it
error-already-body = You have that time already, or you are cancelling it now. There is no need to book twice.
error-already-next = See it among your bookings.
error-too-soon-title = Too late now
error-too-soon-body = A booking can be cancelled until two hours before. Yours stands.
error-too-soon-next = If you cannot go, call the centre.
error-paper-title = A document is needed
error-paper-body = This booking needs a document to be shown, and the app cannot do that yet. Nothing was booked.
error-paper-next = Book at the centre or call 010.
error-booking-title = Could not be booked
error-booking-body = The city did not take the booking and does not say why. Nothing was booked.
error-booking-next = Try another time or call 010.
error-people-title = Check how many go
error-people-body = One booking is for one to four people. Nothing was booked.
error-people-next = Choose a number from one to four.
