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
