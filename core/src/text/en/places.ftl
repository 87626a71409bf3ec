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
action-write = Write an email
action-web = Open the website
action-directions = Show the way

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
