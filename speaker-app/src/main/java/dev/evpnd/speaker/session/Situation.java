package dev.evpnd.speaker.session;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.message.Open;

import java.util.List;

/// What a [SessionFsm] goes by besides itself and the event.
///
/// @param nowMillis what time it is
/// @param free the number of the next connection that is asked for
/// @param seed of the jitter
/// @param plain whether the peer cannot take an OPEN with optional parameters
record Situation(SessionSettings settings, long nowMillis, int free, long seed, boolean plain) {

    private static final long MILLIS = 1000;

    /// Jitter shortens by up to a quarter, RFC 4271 section 10.
    private static final long LEAST_PERCENT = 75;

    private static final long MOST_PERCENT = 100;

    SessionTimers timers() {
        return settings.timers();
    }

    long after(long seconds) {
        return nowMillis + seconds * MILLIS;
    }

    /// The time after so many seconds or, by jitter, a bit less.
    long soon(long seconds) {
        long percents = MOST_PERCENT - LEAST_PERCENT + 1;
        long percent = LEAST_PERCENT + Long.remainderUnsigned(mixed(seed ^ nowMillis), percents);
        return nowMillis + seconds * MILLIS * percent / MOST_PERCENT;
    }

    /// RFC 5492 section 3: a peer that does not know the optional parameter is tried without.
    Open open() {
        var asn = settings.localAs();
        if (plain) {
            int field = asn.fitsTwoOctets() ? asn.number() : Asn.AS_TRANS.number();
            return new Open(field, timers().hold(), settings.identifier(), List.of());
        }
        return Open.of(asn, timers().hold(), settings.identifier(), settings.capabilities());
    }

    /// The finalizer of SplitMix64: neighbouring times and seeds give numbers that have nothing in
    /// common.
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
