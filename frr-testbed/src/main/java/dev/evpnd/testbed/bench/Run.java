package dev.evpnd.testbed.bench;

import java.util.regex.Pattern;

/// How much of what is sent to whom, written `S/R/K/V`, with `/mobility` or `/addresses` behind it
/// where routes are not the plain ones.
///
/// @param senders how many clients announce routes
/// @param receivers how many clients only listen
/// @param routes how many routes each sender announces
/// @param vnis over how many VNIs
/// @param mix what they are like
record Run(int senders, int receivers, int routes, int vnis, Mix mix) {
    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,5})/(\\d{1,5})/(\\d{1,7})/(\\d{1,5})(?:/([a-z]+))?");

    /// Addresses of clients and the bits of a MAC address set the bounds.
    private static final int MOST_CLIENTS = 20_000;

    private static final int MOST_ROUTES = 1 << 24;

    Run {
        if (senders < 1 || senders + receivers > MOST_CLIENTS) {
            throw new IllegalArgumentException("1 to " + MOST_CLIENTS + " clients are possible");
        }
        if (routes < 1 || (long) senders * routes > MOST_ROUTES) {
            throw new IllegalArgumentException("1 to " + MOST_ROUTES + " routes are possible");
        }
        if (vnis < 1 || vnis > routes) {
            throw new IllegalArgumentException("each VNI needs a route");
        }
        if (senders + receivers < 2) {
            throw new IllegalArgumentException("nobody is there to be told");
        }
    }

    static Run parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not senders/receivers/routes/VNIs, such as 50/50/4000/20: " + text);
        }
        return new Run(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)),
                matcher.group(5) == null ? Mix.PLAIN : mix(matcher.group(5)));
    }

    private static Mix mix(String text) {
        for (var mix : Mix.values()) {
            if (mix.text().equals(text)) {
                return mix;
            }
        }
        throw new IllegalArgumentException("not one of plain, mobility, addresses: " + text);
    }

    int clients() {
        return senders + receivers;
    }

    int allRoutes() {
        return senders * routes;
    }

    /// How many routes all clients together have to receive.
    long deliveries() {
        return (long) allRoutes() * (clients() - 1);
    }

    String text() {
        var sizes = senders + "/" + receivers + "/" + routes + "/" + vnis;
        return mix == Mix.PLAIN ? sizes : sizes + "/" + mix.text();
    }
}
