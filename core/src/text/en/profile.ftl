## Profile
profile-title = Your data
profile-name = Name
profile-document = NIF or NIE
profile-birth = Date of birth
profile-address = Registered address
profile-phone = Telephone
profile-email = E-mail
profile-no-email = No email
pending-contact = New contact: { $value }
pending-no-email = no email
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
