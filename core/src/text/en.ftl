# English. The same ideas in the same order as the Spanish, not word for word.

## Kinds of place
kind-sports-centre = Sports centre
kind-library = Library
kind-park = Park
kind-cultural-centre = Cultural centre
kind-museum = Museum
kind-citizen-office = Citizen office
kind-other = Other place

## What a person may need there
need-step-free = Step-free
need-partly-accessible = Partly step-free
need-indoor-pool = Indoor pool
need-outdoor-pool = Outdoor pool
need-play-area = Play area
need-dog-area = Dog area
need-study-room = Study room
need-wifi = Free Wi-Fi
need-bike-parking = Bike stands
need-sports-courts = Sports courts

## How fresh, when, how far
source-city = Madrid City Council
fresh = Up to date: { $when }
stale = Not confirmed since { $when }
partial = One part is missing; the rest, { $when }
never = No data yet
when-today = today at { $time }
when-yesterday = yesterday at { $time }
when-date = { $day } { $month } { $year }
months = January February March April May June July August September October November December
distance-m = { $n } m
distance-km = { $n } km
distance-spoken-m = { $n } metres away
distance-spoken-km = { $n } kilometres away

## Places
places-near = Near you
places-found = Results
places-none-title = Nothing here
places-none-body = There is no place of this kind in the list. Remove a filter or choose another kind of place.
places-not-found-title = No results
places-not-found-body = No place has those words. Try fewer letters or the name of the street.
places-never-title = No data yet
places-never-body = The phone does not have the list of places yet. Connect once, and later you will see it offline too.
places-count =
    { $count ->
        [one] { $n } place kept on the phone
       *[other] { $n } places kept on the phone
    }
fact-address = Address
fact-hours = Opening hours
fact-desk-hours = Ticket desk hours
fact-transport = Getting there
fact-equipment = What is there
fact-source = Source
fact-source-dated = { $source }, data of { $day } { $month } { $year }
action-call = Call
action-write = Write an e-mail
action-web = Open the website
action-directions = Show the way

## Notices
notice-clock-title = Check the time
notice-clock-body = Your phone's clock is wrong. Turn on automatic time in the settings, so that deadlines and dates are right.
notice-rebuilt-title = Data repaired
notice-rebuilt-body = The app's data file was damaged. We set it aside, deleted nothing, and are asking the city for the data again.

## Errors: what happened, what it means, what to do
error-offline-title = No connection
error-offline-body = We cannot reach the city. You can go on with what is on the phone; each item says how old it is.
error-offline-next = Check your network and try again.
error-slow-title = Slow network
error-slow-body = The answer did not arrive complete. You have lost nothing: what you had on the phone is unchanged.
error-slow-next = Try again where the signal is better.
error-busy-title = Very busy now
error-busy-body = Many people are using the city's service and it asks us to wait a little. You have lost nothing.
error-busy-next = Wait a moment. The app tries again by itself.
error-city-title = The city is failing
error-city-body = The city's service has a fault. It is not your phone and not your network. You have lost nothing.
error-city-next = Try later. You can also call 010.
error-portal-title = Network sign-in needed
error-portal-body = The Wi-Fi shows its own page and does not let the app through. Hotels, bars and stations do this.
error-portal-next = Open the browser, sign in to the Wi-Fi and come back.
error-untrusted-title = Not the city
error-untrusted-body = Someone answers in its place, or the app is old. For your safety we stopped. No data was sent.
error-untrusted-next = Change network. If it goes on, update the app.
error-clock-title = Check date and time
error-clock-body = For the phone, the city's key is out of date. Nearly always it is because the phone's clock is wrong.
error-clock-next = Turn on automatic time and try again.
error-gone-title = No longer there
error-gone-body = What you are looking for does not exist or the city has removed it. The link may be old.
error-gone-next = Go back to the list and search by name.
error-refused-title = Cannot be done
error-refused-body = The city does not accept what the app asks. Your version may be too old. You have lost nothing.
error-refused-next = Update the app and try again.
error-update-title = Update the app
error-update-body = Your data come from a newer version of the app. They are safe and we have not touched them.
error-update-next = Install the latest version and open the app again.
error-full-title = Phone is full
error-full-body = There is no room left to save the data. What you already had is unchanged and nothing is lost.
error-full-next = Delete photos or apps you do not use and try again.
error-rebuilt-title = Data repaired
error-rebuilt-body = The data file was damaged. We set it aside, deleted nothing, and are filling a new one.
error-rebuilt-next = Try again in a moment.
error-paused-title = App was paused
error-paused-body = The phone paused the app for a moment and the question was left half done. You have lost nothing.
error-paused-next = Try again.
error-disk-title = Cannot save
error-disk-body = The phone does not let the app read or write its data. What was already saved is still there.
error-disk-next = Restart the phone. If it goes on, call 010.
error-phone-title = Phone problem
error-phone-body = The phone does not give the app its secure key or its settings. Without them we cannot keep your data.
error-phone-next = Restart the phone and open the app again.
error-location-title = Location unknown
error-location-body = The place we were given is not on the map. We cannot measure what is near you from there.
error-location-next = Turn on location or type a street.
error-search-title = Type a little more
error-search-body = To search we need a letter or a number. The beginning of a word is enough.
error-search-next = Type the name or the street.
error-bug-title = Our mistake
error-bug-body = The app had a fault of ours. It is not your doing, and what you had saved is unchanged.
error-bug-next = Try again. If it goes on, tell us the code.

## Errors of the session, the lock and changes
error-sign-in-title = Sign in first
error-sign-in-body = To show your data, the city has to know who you are. The places do not ask for it.
error-sign-in-next = Sign in with Cl@ve.
error-again-title = Sign in again
error-again-body = The city has closed your session. What you see stays on the phone, and what you wrote will be sent later.
error-again-next = Sign in once with Cl@ve and we go on.
error-stronger-title = Confirm it is you
error-stronger-body = To change your data the city asks for two proofs: your password and a code on the phone. Your change is saved.
error-stronger-next = Confirm with Cl@ve and we send the change.
error-cancelled-title = Not signed in
error-cancelled-body = You closed the page, or another one is open. Nothing has changed and all is as it was.
error-cancelled-next = Sign in whenever you like.
error-login-title = Could not sign in
error-login-body = The page's answer was not for this app, or was not enough. For your safety we refused it.
error-login-next = Try again. If it goes on, call 010.
error-too-late-title = It took too long
error-too-late-body = The key that the sign-in page gives lasts one minute and was no longer good. Nothing has changed.
error-too-late-next = Sign in again.
error-other-title = Another person's data
error-other-body = This phone keeps another person's data. We do not mix them with yours, and they are as they were.
error-other-next = Whoever saved them can remove them in Settings.
error-browser-title = No browser
error-browser-body = The phone cannot open the browser, and signing in happens there. Nothing has changed.
error-browser-next = Install or turn on a browser.
error-locked-title = Data locked
error-locked-body = Your data are locked on this phone and nobody can read them. Nothing is lost.
error-locked-next = Unlock with your face, finger or code.
error-key-gone-title = The key is gone
error-key-gone-body = The phone can no longer open the saved data. It happens when fingerprints change or a backup is restored. The city has your data; a change not sent is lost.
error-key-gone-next = Remove the data in Settings and sign in again.
error-conflict-title = Changed in two places
error-conflict-body = This was also changed elsewhere before your change arrived. You have both, and you decide.
error-conflict-next = Choose which one to keep.
error-intent-title = Not accepted
error-intent-body = The city could not make this change and your data are as they were. What you wrote is kept here.
error-intent-next = Correct it or drop the change.
error-part-title = One part is missing
error-part-body = This part of the city does not answer now. The others do, and here you see what it said last.
error-part-next = Try later or call 010.
error-act-title = No permission
error-act-body = The city has no record that you may act for this person. The permission may have ended.
error-act-next = Ask at an office or call 010.
error-profile-title = No data yet
error-profile-body = The phone does not have your data from the city yet. Connect once, and later you will see them offline too.
error-profile-next = Connect and try again.
error-number-title = Check the phone number
error-number-body = That number does not look like a phone number. In Spain it has nine digits; from another country, begin with + and its code.
error-number-next = Type the whole number.
error-email-title = Check the e-mail
error-email-body = That does not look like an e-mail address. It is usually a name, an at sign and a site with a dot.
error-email-next = Type the whole address.

## Sign-in and lock
session-prompt-unlock = Unlock your Madrid data
session-prompt-lock = Confirm to change the lock
session-out-title = Sign in
session-out-body = Sign in with Cl@ve to see what is between you and the city. The city's places need no sign-in.
session-locked-title = Data locked
session-in-title = Signed in
session-in-light = You can see your data. To change them we will ask you to confirm.
session-in-strong = You can see your data and change them.
session-again-title = Sign in again
action-sign-in = Sign in with Cl@ve
action-sign-in-again = Sign in again
action-unlock = Unlock
action-confirm-identity = Confirm with Cl@ve
action-sign-out = Sign out
action-lock = Lock
removal-title = Remove my data
removal-body = Everything of yours goes from this phone. The city keeps what it has, and you will see it when you sign in again.
removal-session = Your session and this phone's key
removal-profile = Your data and those of whom you represent
removal-items =
    { $count ->
        [one] { $n } thing kept to see offline
       *[other] { $n } things kept to see offline
    }
removal-layout = The order of your screen
removal-unsent =
    { $count ->
        [one] { $n } change not sent yet, which is lost
       *[other] { $n } changes not sent yet, which are lost
    }
action-remove = Remove my data

## Home
home-greeting = Hello, { $name }
home-subjects-title = For whom
home-acting = Acting for { $name }
home-switch-self = You
home-relation-child = Child in your care
home-relation-represented = You represent them
home-never-title = No data yet
home-never-body = The phone does not have your data from the city yet. Connect once, and later you will see them offline too.
block-owe = What you owe
block-do = What you must do
block-new = What is new
block-have = What you have
block-near = Near you
section-tax = Taxes
section-fines = Fines
section-cards = Cards and passes
section-procedures = Procedures
section-appointments = Appointments
section-notifications = Notifications
section-messages = Messages
part-missing = { $part }: not answering now
part-missing-since = { $part }: not answering; shown as of { $when }
empty-owe = You owe the city nothing.
empty-do = You have nothing to do.
empty-new = There is nothing new.
empty-have = Your cards and passes will be here.
empty-near = There are no places nearby.
near-nowhere = We do not know where to measure from. Turn on location to see what is near.
owe-total = To pay: { $amount }
owe-nothing-to-pay = Nothing to pay now
item-due = Pay by { $date }
item-due-over = The time ended: { $date }
item-notification-over = Not opened. The time to open it ended: { $date }.
item-status-unknown = Ask 010 how it stands
owe-total-at-least = To pay, at least: { $amount }
empty-stale = Nothing, as the city last said.
item-direct-debit = Bank payment: { $date }
item-enforcement = Overdue, with a surcharge
item-fine-speed = Speeding fine
item-fine-parking = Parking fine
item-fine-zone = Low emission zone fine
item-fine-red-light = Red light fine
item-fine-other = Fine
item-fine-reduced = { $reduced } until { $date }; later, { $amount }
item-fine-full = No discount
item-fine-gives-up = Paying with the discount closes the case: you can no longer dispute it.
item-where = { $place }, { $date }
item-valid-until = Valid until { $date }
item-valid-always = No end date
item-expired = Ran out: { $date }
item-needs-you = Something is missing: do it by { $date }
item-needs-you-now = Something is left for you
item-in-progress = Under way. Last step: { $date }
item-resolved = Resolved: { $date }
item-appointment = { $place }, { $when }
item-appointment-office = Appointment at an office
item-appointment-tax = Tax appointment
item-appointment-other = Appointment
item-notification-unread = Not opened. You can open it until { $date }; after that it counts as rejected.
item-notification-opened = Opened
item-notification-rejected = Not opened in time: it counts as rejected
item-message-unread = New, { $when }
item-message-read = Read, { $when }
item-pressing = Urgent
next-see-fine = See the fine
next-see-tax = See the receipt
next-go-on = Go on with it
next-notification = See the notification
next-appointment = See the appointment
next-renew = Renew
next-read = Read the message
day-year = { $day } { $month } { $year }
day-plain = { $day } { $month }
day-today = today
day-tomorrow = tomorrow
date = { $day } { $month } { $year }
day-at = { $date } at { $time }

## Profile
profile-title = Your data
profile-name = Name
profile-document = NIF or NIE
profile-birth = Date of birth
profile-address = Registered address
profile-phone = Telephone
profile-email = E-mail
profile-no-email = No e-mail
pending-contact = New contact: { $value }
pending-no-email = no e-mail
pending-preferences = New preferences
pending-preferences-theirs = other preferences
pending-other = A change of yours
pending-waiting = Saved. It will be sent as soon as possible.
pending-stronger = Saved. Confirm with Cl@ve to send it.
pending-conflict = The city now has: { $value }. Which do you keep?
pending-refused = The city did not accept it.
action-keep-mine = Keep mine
action-keep-theirs = The city's
action-discard = Drop my change

## Words of controls and tabs
word-home = Home
word-places = Places
word-profile = Profile
word-settings = Settings
word-consents = Permissions and reminders
word-loading = Loading
action-back = Back
action-close = Close
action-retry = Try again
action-refresh = Refresh
action-edit = Change
action-save = Save
action-cancel = Cancel
action-done = Done
language-own-es = Español
language-own-en = English

## Welcome and sign-in
welcome-title = Madrid en tu móvil
welcome-body = Everything between you and the city, in one place, and without a network too.
welcome-owe-title = At a glance
welcome-owe-body = What you owe, what you have to do and until which day. Each item says how old it is.
welcome-near-title = What is near you
welcome-near-body = Pools, parks, libraries and offices. The phone measures how far, and tells nobody where you are.
welcome-safe-title = Your data, locked away
welcome-safe-body = They are kept on this phone and only you open them. Remove them whenever you like, in Settings.
action-look-around = Look around first
sign-in-title = Sign in with Cl@ve
sign-in-body = Cl@ve tells the city who you are. The page opens in the phone's browser, never inside the app.
sign-in-step-page = The page of Cl@ve opens.
sign-in-step-secret = You say there who you are. The app sees neither your password nor your code.
sign-in-step-return = You come back here and see what is yours.
app-lock-title = App lock
app-lock-body = The phone asks for your face, your finger or your code before it shows your data.

## Settings and consents
settings-language-title = Language of the app
settings-phone-title = On this phone
settings-places = Places
settings-state = State
settings-about-title = About the app
settings-version = Version
settings-source = Data
settings-licence = Licence
consents-body = You decide. Saying no changes nothing else in the app, and you can change it whenever you like.
reminders-title = Deadline reminders
reminders-body = The city reminds you before a deadline ends: a bill, a fine or a missing paper.
analytics-title = Usage without your name
analytics-body = The city counts which parts of the app are used, to improve it. Never your name, your document or where you are.
letters-title = Language of letters
contact-title = Your contact details

## Filters of places
places-centre = In the centre
places-search = Find a place
filter-title = Filters
filter-kind-title = Kind of place
filter-any-kind = All
filter-needs-title = It must have
action-clear = Clear the text
action-here = Near me
action-show-places = Show places
action-reset = Remove filters

## Arranging the first screen, and what the app cannot do yet
action-arrange = Arrange this screen
arrange-title = Arrange your screen
arrange-body = Put first what you look at most and hide what you do not need. Nothing is removed.
arrange-raise = Move up: { $block }
arrange-lower = Move down: { $block }
arrange-hide = Hide: { $block }
arrange-show = Show: { $block }
help-title = Ask the city
help-body = This step cannot be done in the app yet. You can do it on the city's website or call 010.
action-call-010 = Call 010
action-sede = Open the website
error-link-title = Unknown link
error-link-body = This link leads to no screen of the app. It may be old, or a piece of it may be missing.
error-link-next = Go to Home and look for it there.

## The phone and its lock
error-lost-title = We cannot place you
error-lost-body = The phone does not tell us where you are: your permission or the signal is missing. Meanwhile you see places in the centre.
error-lost-next = Allow it in the settings of the phone, or type a street.
error-not-you-title = Not confirmed
error-not-you-body = The phone has not seen that it is you, so nothing has changed. Your data are as they were.
error-not-you-next = Try again with your face, your finger or your code.
error-no-lock-title = Phone without a code
error-no-lock-body = The app lock uses the code of your phone, and your phone has none. Nothing has changed.
error-no-lock-next = Set a code on the phone or switch the app lock off.
