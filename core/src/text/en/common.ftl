# English. The same ideas in the same order as the Spanish, not word for word.

## How fresh, when, how far
source-city = Madrid City Council
fresh = Up to date: { $when }
stale = Not confirmed since { $when }
partial = One part is missing; the rest, { $when }
never = No data yet
beginning = A part is still missing
beginning-body = Not all of it is here yet. What you look for may come in a moment.
when-today = today at { $time }
when-yesterday = yesterday at { $time }
when-date = { $day } { $month } { $year }
months = January February March April May June July August September October November December
distance-m = { $n } m
distance-km = { $n } km
distance-spoken-m = { $n } metres away
distance-spoken-km = { $n } kilometres away

## Notices
notice-clock-title = Check the time
notice-clock-body = Your phone's clock is wrong. Turn on automatic time in the settings, so that deadlines and dates are right.
notice-rebuilt-title = Data repaired
notice-rebuilt-body = The app's data file was damaged. We set it aside, deleted nothing, and are asking the city for the data again.

## Words of controls and tabs
word-home = Home
word-places = Places
word-profile = Profile
word-settings = Settings
word-consents = Permissions and reminders
word-loading = Loading
word-agenda = Agenda
word-for-you = For you
word-map = Map
word-saved = Saved
word-interests = Your interests
word-bookings = Your bookings
word-times = See times
action-unkeep = Remove from saved
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
