## Days and hours
weekdays = Monday Tuesday Wednesday Thursday Friday Saturday Sunday
day-month = { $day } { $month }
on-day = { $date }
span = { $from } to { $to }
listing = { $first } and { $last }

## Kinds of event
event-exhibition = Exhibition
event-music = Music
event-theatre = Theatre
event-dance = Dance
event-cinema = Cinema
event-talk = Talk
event-workshop = Workshop
event-reading = Reading
event-story-telling = Stories and puppets
event-sport = Sport
event-tour = Visit or walk
event-fair = Fair
event-circus-magic = Circus and magic
event-party = Fiesta
event-course = Course
event-contest = Contest
event-children = Children's camp
event-other = Activity

## For whom
audience-children = Children
audience-families = Families
audience-young = Young people
audience-women = Women
audience-seniors = Older people

## The agenda
when-coming-title = Coming up
when-now-title = Now
when-today-title = Today
when-tomorrow-title = Tomorrow
when-weekend-title = This weekend
agenda-none-title = Nothing here
agenda-none-body = Nothing in the agenda is what you ask for. Remove a filter or look at another day.
agenda-never-title = No agenda yet
agenda-never-body = The phone does not have the agenda yet. Connect once, and later you will see it offline too.
agenda-search = Search the agenda
agenda-when-title = When
agenda-kind-title = What
agenda-any-kind = Everything
agenda-audience-title = For whom
agenda-any-audience = Everybody
agenda-free = Free
agenda-near = Within 3 km
agenda-district-title = District
agenda-any-district = The whole city
agenda-now-until = Now, until { $time }
agenda-began = Began at { $time }
agenda-until = Until { $date }
agenda-last-day = Today is the last day
agenda-over = It is over
agenda-hours = from { $from } to { $to }
agenda-hour = at { $time }
agenda-daily = every day
agenda-weekly = every { $days }
agenda-days = { $from } to { $to }
agenda-weeks = every { $n } weeks
fact-when = When
fact-next-days = Next days
fact-not-on = Days without it
fact-where = Where
fact-price = Price
fact-audience = For whom
action-calendar = Add to calendar
action-share = Share
action-see-place = See the place
action-show-events = Show the agenda

## Days that cannot be
error-days-title = Check the days
error-days-body = One of the days does not exist, or the first comes after the last. So we do not know what to look for.
error-days-next = Write the days again.
