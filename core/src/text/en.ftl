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
