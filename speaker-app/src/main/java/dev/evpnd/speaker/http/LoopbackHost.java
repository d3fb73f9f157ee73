package dev.evpnd.speaker.http;

import java.util.regex.Pattern;

/// The hosts that a request may be for.
///
/// A browser on this machine can be made to ask us by a page of anybody: the name of its site is
/// resolved to 127.0.0.1 then, and the answer is the page's to read (DNS rebinding). The host that
/// it asks for is that name still, which no page can change.
final class LoopbackHost {
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{0,5})?",
                    Pattern.CASE_INSENSITIVE);

    private LoopbackHost() {}

    /// @param host as the field Host has it, with or without a port
    static boolean isNamedBy(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
